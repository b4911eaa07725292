import type { Localized } from '#contract/session.ts';

/** Before anything is said. */
export const UNSAID: Localized = {};

/** What goes into a record: without languages in which nothing is said. */
export const saidIn = (texts: Localized): Localized =>
  Object.fromEntries(
    Object.entries(texts).flatMap(([tag, words]) => (words.trim() === '' ? [] : [[tag, words.trim()]])),
  );

export const isSaid = (texts: Localized): boolean => Object.values(texts).some((words) => words.trim() !== '');

/** The tag under which a reader's own language stands in a text, or would; `zh` is read as `zh-Hans`. */
export function ownTag(texts: Localized, locale: string): string {
  const base = locale.split('-')[0] ?? locale;
  return texts[locale] === undefined && texts[base] !== undefined ? base : locale;
}

const isAlike = (a: string, b: string): boolean => a.split('-')[0] === b.split('-')[0];

/** Of the languages that are wanted those in which nothing is said yet. */
export const missingFrom = (texts: Localized, wanted: readonly string[]): string[] =>
  wanted.filter((one) => !Object.entries(texts).some(([tag, words]) => isAlike(tag, one) && words.trim() !== ''));

const linesOf = (words: string): string[] =>
  words.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));

/** One thing a line, the same things in the same order in each language: each thing in all its languages. */
export function linesIn(texts: Localized): Localized[] {
  const things: Record<string, string>[] = [];
  for (const [tag, words] of Object.entries(texts))
    for (const [n, line] of linesOf(words).entries()) (things[n] ??= {})[tag] = line;
  return things;
}

/** Languages with other than so many lines as the first has; one in which nothing is said is none of them. */
export function unevenIn(texts: Localized, first?: string): string[] {
  const counts = Object.entries(texts).flatMap(([tag, words]) => {
    const { length } = linesOf(words);
    return length === 0 ? [] : [[tag, length] as const];
  });
  const [, expected] = counts.find(([tag]) => tag === first) ?? counts[0] ?? [];
  return counts.flatMap(([tag, length]) => (length === expected ? [] : [tag]));
}
