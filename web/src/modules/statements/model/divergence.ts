import type { DeskSet } from '#contract/statement-sets.ts';
import type { ComparedStatements } from '#contract/statements.ts';
import { isCommitment, standing, verdictOf } from './item.ts';
import { overlaps, type Span } from './span.ts';
import { differing, keyOf, toldAt, type Attribute, type Source, type Told } from './told.ts';

export type Match = {
  readonly is: 'both';
  readonly key: string;
  readonly a: Told;
  readonly b: Told;
  readonly differs: readonly Attribute[];
  readonly why: readonly string[];
  /** Spans as the comparison gave them: what a decision on it names. */
  readonly ends: readonly [Span, Span];
  readonly state: 'proposed' | 'confirmed' | 'by-hand';
  /** The decision that parts the two. */
  readonly parting: 'rejected' | 'open';
};
export type Alone = { readonly is: 'only-a' | 'only-b'; readonly key: string; readonly told: Told };
export type Row = Match | Alone;

export type Member = Source & { readonly id: string };
type Finding = DeskSet['findings'][number];

const ATTRIBUTES: readonly Attribute[] = ['kind', 'responsible', 'due', 'recurrence', 'status'];

/** Two accounts of one meeting laid beside each other: what the comparison proposes, with what officers said of it. In the order of the first. */
export function divergence(
  compared: ComparedStatements,
  [a, b]: readonly [Member, Member],
  findings: readonly Finding[],
): Row[] {
  const said = (first: Span, second: Span) =>
    findings.find(
      ({ list, ends: [one, two] }) =>
        list === 'matches' && one !== undefined && two !== undefined && isSame(one, first) && isSame(two, second),
    );
  const matches: Match[] = [];
  for (const match of compared.pairs.matches) {
    const finding = said(match.a, match.b);
    if (finding?.decision === 'rejected') continue;
    const [first, second] = [toldAt(match.a, match.a, a), toldAt(match.b, match.b, b)];
    if (first === undefined || second === undefined) continue;
    const isAsRead = isRead(first, match.a, a) && isRead(second, match.b, b);
    matches.push({
      is: 'both',
      key: `${keyOf(match.a)} ${keyOf(match.b)}`,
      a: first,
      b: second,
      // What the officers corrected is compared anew; the comparison itself knows more of words than we do here.
      differs: isAsRead
        ? ATTRIBUTES.filter((one) => match.differs.includes(one))
        : differing(first, second, compared.sides),
      why: match.why,
      ends: [pick(match.a), pick(match.b)],
      state: finding === undefined ? 'proposed' : finding.decision === 'added' ? 'by-hand' : 'confirmed',
      parting: 'rejected',
    });
  }
  for (const { list, decision, ends } of findings) {
    const [one, two] = ends;
    if (list !== 'matches' || decision !== 'added' || one === undefined || two === undefined) continue;
    // What the comparison proposes too is among its matches, also where it was parted in between.
    if (compared.pairs.matches.some((match) => isSame(match.a, one) && isSame(match.b, two))) continue;
    const first = toldAt(one, proposalAt(compared.a.commitments, one), a);
    const second = toldAt(two, proposalAt(compared.b.commitments, two), b);
    if (first === undefined || second === undefined) continue;
    matches.push({
      is: 'both',
      key: `${keyOf(one)} ${keyOf(two)}`,
      a: first,
      b: second,
      differs: differing(first, second, compared.sides),
      why: [],
      ends: [pick(one), pick(two)],
      state: 'by-hand',
      parting: 'open',
    });
  }
  const alone = (is: Alone['is'], member: Member, proposals: Proposed): Alone[] => {
    const taken = matches.map((match) => (is === 'only-a' ? match.a : match.b));
    return everything(member, proposals)
      .filter((told) => !taken.some((one) => overlaps(one, told)))
      .map((told) => ({ is, key: `${is} ${keyOf(told)}`, told }));
  };
  const onlyA = alone('only-a', a, compared.a.commitments);
  const onlyB = alone('only-b', b, compared.b.commitments);
  const inFirst = [...matches, ...onlyA].toSorted((x, y) => startOf(x) - startOf(y));
  return [...inFirst, ...onlyB.toSorted((x, y) => x.told.start - y.told.start)];
}

type Proposed = ComparedStatements['a']['commitments'];

/** All undertakings of a statement: those of the desk, and those of the reader that nobody there touched. */
function everything(member: Member, proposals: Proposed): Told[] {
  const own = standing(member.items)
    .filter(isCommitment)
    .filter((item) => verdictOf(item) !== 'rejected')
    .map(({ values }) => values);
  const known = standing(member.items).filter(isCommitment);
  const others = proposals.filter((proposal) => !known.some(({ values }) => overlaps(values, proposal)));
  return [...own, ...others].flatMap((span) => toldAt(span, proposalAt(proposals, span), member) ?? []);
}

function proposalAt(proposals: Proposed, span: Span) {
  return proposals.find((one) => isSame(one, span));
}

function isRead(told: Told, proposed: Proposed[number], { sides }: Member): boolean {
  const letters = Object.keys(sides);
  const owing = proposed.responsible === 'both' ? letters : proposed.responsible.split('+');
  return (
    told.kind === proposed.kind &&
    told.status === proposed.status &&
    told.due === (proposed.due ?? '') &&
    told.recurrence === (proposed.recurrence ?? '') &&
    told.responsible.join() === owing.filter((letter) => letters.includes(letter)).join()
  );
}

function startOf(row: Match | Alone): number {
  return row.is === 'both' ? row.a.start : row.told.start;
}

function isSame(a: Span, b: Span): boolean {
  return a.start === b.start && a.end === b.end;
}

function pick({ start, end }: Span): Span {
  return { start, end };
}

export type Tally = {
  readonly same: number;
  readonly differing: number;
  readonly onlyA: number;
  readonly onlyB: number;
};

export function tally(rows: readonly Row[]): Tally {
  const count = (holds: (row: Row) => boolean) => rows.filter(holds).length;
  return {
    same: count((row) => row.is === 'both' && row.differs.length === 0),
    differing: count((row) => row.is === 'both' && row.differs.length > 0),
    onlyA: count(({ is }) => is === 'only-a'),
    onlyB: count(({ is }) => is === 'only-b'),
  };
}
