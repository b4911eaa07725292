import type { CommitmentRecord, Span } from '../read/reading.ts';
import { differsIn, type Attribute } from './differs.ts';
import type { Pairs } from './pair.ts';
import type { Readout } from './profile.ts';

/** What an officer said of two passages: that they are not one undertaking, that they are, and in what they differ. */
export type Decided = {
  readonly a: Span;
  readonly b: Span;
  readonly isOne: boolean;
  readonly differs?: readonly Attribute[] | undefined;
};
/** One undertaking as one account tells it, or both; never none. */
export type Row = {
  readonly a?: CommitmentRecord | undefined;
  readonly b?: CommitmentRecord | undefined;
  readonly differs: readonly Attribute[];
};

const isSame = (one: Span, other: Span): boolean => one.start === other.start && one.end === other.end;
const overlaps = (one: Span, other: Span): boolean => one.start < other.end && other.start < one.end;

/** A comparison with what officers decided on it laid over: the last word is theirs. In the order of the first account; what the second alone tells stands last. */
export function settled(
  { matches, only_a: onlyA, only_b: onlyB, sides }: Pairs,
  [a, b]: readonly [Readout, Readout],
  decided: readonly Decided[],
): Row[] {
  const between = { a: a.reading.parties, b: b.reading.parties, map: sides };
  const rows: Row[] = [];
  for (const match of matches) {
    const said = decided.find((one) => isSame(one.a, match.a) && isSame(one.b, match.b));
    if (said?.isOne === false) rows.push({ a: match.a, differs: [] }, { b: match.b, differs: [] });
    else rows.push({ a: match.a, b: match.b, differs: said?.differs ?? match.differs });
  }
  rows.push(...recordsAt(a, onlyA).map((one) => ({ a: one, differs: [] })));
  rows.push(...recordsAt(b, onlyB).map((one) => ({ b: one, differs: [] })));
  for (const { a: first, b: second, isOne, differs } of decided) {
    if (!isOne || matches.some((match) => isSame(match.a, first) && isSame(match.b, second))) continue;
    const one = rows.findIndex((row) => row.b === undefined && row.a !== undefined && overlaps(row.a, first));
    const other = rows.findIndex((row) => row.a === undefined && row.b !== undefined && overlaps(row.b, second));
    const [left, right] = [rows[one]?.a, rows[other]?.b];
    if (left === undefined || right === undefined) continue;
    rows[one] = { a: left, b: right, differs: differs ?? differsIn(left, right, between) };
    rows.splice(other, 1);
  }
  const place = (row: Row): number => (row.a === undefined ? Infinity : row.a.start);
  return rows.sort((x, y) => place(x) - place(y) || (x.b?.start ?? 0) - (y.b?.start ?? 0));
}

const recordsAt = ({ reading }: Readout, spans: readonly Span[]): CommitmentRecord[] =>
  reading.commitments.filter((record) => spans.some((span) => isSame(span, record)));
