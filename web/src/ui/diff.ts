export type Piece = { readonly kind: 'same' | 'gone' | 'new'; readonly text: string };

// Beyond this the whole is shown as replaced: the table below would grow with the product of both lengths.
const MOST_CELLS = 4_000_000;

/** Words, what stands between them, and single characters of scripts that write none between. */
export function pieces(text: string, locale?: string): string[] {
  return Array.from(new Intl.Segmenter(locale, { granularity: 'word' }).segment(text), ({ segment }) => segment);
}

/** What became of a text, word by word: the fewest words gone and new. Both texts can be read out of it again. */
export function difference(before: string, after: string, locale?: string): Piece[] {
  const [a, b] = [pieces(before, locale), pieces(after, locale)];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  const made: Piece[] = [];
  const say = (kind: Piece['kind'], text: string) => {
    const last = made.at(-1);
    if (text === '') return;
    if (last?.kind === kind) made[made.length - 1] = { kind, text: last.text + text };
    else made.push({ kind, text });
  };
  say('same', a.slice(0, head).join(''));
  for (const { kind, text } of middle(a.slice(head, a.length - tail), b.slice(head, b.length - tail))) say(kind, text);
  say('same', a.slice(a.length - tail).join(''));
  return made;
}

function middle(a: readonly string[], b: readonly string[]): Piece[] {
  const gone = (text: string): Piece => ({ kind: 'gone', text });
  const fresh = (text: string): Piece => ({ kind: 'new', text });
  if (a.length * b.length > MOST_CELLS) return [gone(a.join('')), fresh(b.join(''))];
  // longest[i][j]: words that a from i and b from j have in common, in order.
  const width = b.length + 1;
  const longest = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      longest[i * width + j] =
        a[i] === b[j]
          ? longest[(i + 1) * width + j + 1]! + 1
          : Math.max(longest[(i + 1) * width + j]!, longest[i * width + j + 1]!);
  const made: Piece[] = [];
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      made.push({ kind: 'same', text: a[i]! });
      i += 1;
      j += 1;
    } else if (longest[(i + 1) * width + j]! >= longest[i * width + j + 1]!) made.push(gone(a[i++]!));
    else made.push(fresh(b[j++]!));
  }
  return [...made, gone(a.slice(i).join('')), fresh(b.slice(j).join(''))];
}
