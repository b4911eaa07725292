export type Span = { readonly start: number; readonly end: number };

export type Locator = {
  /** All places of the words, in order; spaces and line ends count as one space, and nothing else may differ. */
  readonly places: (quote: string) => readonly Span[];
};

const LONGEST_QUOTE = 3000;
const MOST_PLACES = 50;

/** Where words stand in a text. What is not there letter by letter is nowhere. */
export function openLocator(text: string): Locator {
  const at: number[] = [];
  let flat = '';
  for (const found of text.matchAll(/\s+|\S+/gu)) {
    const isSpace = /^\s/u.test(found[0]);
    const run = isSpace ? ' ' : found[0];
    for (let i = 0; i < run.length; i++) at.push(found.index + i);
    flat += run;
  }
  return {
    places: (quote) => {
      const wanted = quote.replace(/\s+/gu, ' ').trim();
      if (wanted.length > LONGEST_QUOTE || !/[\p{L}\p{N}]/u.test(wanted)) return [];
      const spans: Span[] = [];
      let from = flat.indexOf(wanted);
      while (from >= 0 && spans.length < MOST_PLACES) {
        const end = from + wanted.length;
        if (isWhole(flat, from, end)) spans.push({ start: at[from]!, end: at[end - 1]! + 1 });
        from = flat.indexOf(wanted, from + 1);
      }
      return spans;
    },
  };
}

/** Words, not pieces of words; in scripts without spaces any run is one. */
function isWhole(text: string, from: number, end: number): boolean {
  const isInWord = (index: number): boolean => {
    const [before, after] = [text[index - 1], text[index]];
    return before !== undefined && after !== undefined && LETTER.test(before) && LETTER.test(after);
  };
  return !isInWord(from) && !isInWord(end);
}
const LETTER = /[\p{Script=Latin}\p{Script=Arabic}\p{Script=Cyrillic}\p{N}\p{M}]/u;
