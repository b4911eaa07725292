import { readStatement } from '#modules/statements/read/read-statement.ts';
import type { CommitmentRecord, Reading } from '#modules/statements/read/reading.ts';

/** Countries of our own invention, a heading that makes them the two sides, and the sentences under test. */
export const between = (...sentences: readonly string[]): string =>
  [
    'Joint statement',
    '4 March 2031',
    `The Minister of Justice of Alveria and the Minister of Police of Brennland met in Port Sorrel on 4 March 2031.`,
    sentences.join(' '),
  ].join('\n\n');

export const quotes = (text: string, records: readonly { readonly start: number; readonly end: number }[]): string[] =>
  records.map(({ start, end }) => text.slice(start, end));

export function commitmentsOf(...sentences: readonly string[]): {
  readonly reading: Reading;
  readonly found: readonly CommitmentRecord[];
  readonly words: readonly string[];
} {
  const text = between(...sentences);
  const reading = readStatement(text);
  return { reading, found: reading.commitments, words: quotes(text, reading.commitments) };
}
