/** Spans compared as runs of words; a Chinese character is a word. */
export type Run = { readonly first: number; readonly last: number };

const WORD = /\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu;

export type Words = readonly { readonly from: number; readonly to: number }[];

export const wordsOf = (text: string): Words =>
  [...text.matchAll(WORD)].map((match) => ({ from: match.index, to: match.index + match[0].length }));

/** The words that a span touches; undefined when it is unusable or touches none. */
export function runOf(words: Words, start: unknown, end: unknown, length: number): Run | undefined {
  if (!Number.isInteger(start) || !Number.isInteger(end)) return undefined;
  const [from, to] = [Number(start), Number(end)];
  if (from < 0 || from >= to || to > length) return undefined;
  const first = words.findIndex((word) => word.to > from);
  const last = words.findLastIndex((word) => word.from < to);
  return first < 0 || last < first ? undefined : { first, last };
}

/** Words in both over words in either. */
export function overlap(a: Run, b: Run): number {
  const shared = Math.min(a.last, b.last) - Math.max(a.first, b.first) + 1;
  if (shared <= 0) return 0;
  return shared / (a.last - a.first + 1 + (b.last - b.first + 1) - shared);
}
