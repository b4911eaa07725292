import { readStatement } from '../read/read-statement.ts';
import type { Reading } from '../read/reading.ts';
import { lineageOf } from './lineage.ts';
import type { Lineage } from './lineage.ts';
import { pairReadouts } from './pair.ts';
import type { Pairs } from './pair.ts';

export type Compared = { readonly a: Reading; readonly b: Reading; readonly pairs: Pairs };

/** From two texts: both readings, and one laid beside the other. */
export function readAndPair(a: string, b: string): Compared {
  const [one, other] = [readStatement(a), readStatement(b)];
  return { a: one, b: other, pairs: pairReadouts({ text: a, reading: one }, { text: b, reading: other }) };
}

export type Named = { readonly name: string; readonly text: string };
export type InLine = { readonly readings: readonly Reading[]; readonly lineage: Lineage };

/** From texts over time, the oldest first: their readings, and what became of each undertaking. */
export function readAndFollow(statements: readonly Named[]): InLine {
  const read = statements.map((statement) => ({ ...statement, reading: readStatement(statement.text) }));
  return { readings: read.map(({ reading }) => reading), lineage: lineageOf(read) };
}
