type Span = { readonly start: number; readonly end: number };

const CONTEXT = 60;

/** W3C TextQuoteSelector: the words, and enough around them to find them again. Never cuts a surrogate pair. */
export function quoteSelector(text: string, { start, end }: Span) {
  return {
    type: 'TextQuoteSelector',
    exact: text.slice(start, end),
    prefix: fromWord(text, start),
    suffix: toWord(text, end),
  };
}

/** Begins with a word where the script has spaces between words. */
function fromWord(text: string, end: number): string {
  const start = whole(text, Math.max(0, end - CONTEXT));
  const cut = text.slice(start, end);
  return start === 0 ? cut : cut.replace(/^\S*\s+(?=\S)/u, '');
}

function toWord(text: string, start: number): string {
  const end = whole(text, Math.min(text.length, start + CONTEXT));
  const cut = text.slice(start, end);
  return end === text.length ? cut : cut.replace(/(?<=\S)\s+\S*$/u, '');
}

function whole(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at + 1 : at;
}
