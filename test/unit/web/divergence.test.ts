import { describe, expect, it } from 'vitest';
import type { DeskSet } from '#contract/statement-sets.ts';
import type { ComparedStatements } from '#contract/statements.ts';
import { divergence, tally } from '../../../web/src/modules/statements/model/divergence.ts';
import { item, statement, values } from './desk-statement.ts';

const proposals = (...spans: ReturnType<typeof values>[]): ComparedStatements['a'] => ({
  lang: 'en',
  sha256: '',
  parties: { A: ['A'], B: ['B'] },
  meetings: [],
  participants: [],
  commitments: spans,
  events: [],
  incidents: [],
});
const meet = values(0, 10, { due: '2031-10' });
const train = values(20, 30, { responsible: 'A' });
const theirMeet = values(50, 60, { due: '2031-11' });
const theirTrain = values(70, 80, { responsible: 'B' });
const compared: ComparedStatements = {
  a: proposals(meet, train),
  b: proposals(theirMeet, theirTrain),
  sides: { A: 'B', B: 'A' },
  pairs: {
    matches: [{ a: meet, b: theirMeet, differs: ['due'], why: ['meet'] }],
    only_a: [{ start: 20, end: 30 }],
    only_b: [{ start: 70, end: 80 }],
  },
};
const ours = statement([item('m', meet), item('t', train)], { id: 'ours' });
const theirs = statement([item('m', theirMeet), item('t', theirTrain)], { id: 'theirs' });
type Finding = DeskSet['findings'][number];
const finding = (
  decision: Finding['decision'],
  a: { start: number; end: number },
  b: { start: number; end: number },
) => ({
  list: 'matches' as const,
  ends: [
    { statement: 'ours', start: a.start, end: a.end },
    { statement: 'theirs', start: b.start, end: b.end },
  ],
  decision,
  reason: null,
  reviewer: '',
  at: '',
});
const rows = (findings: Finding[] = [], a = ours, b = theirs) =>
  divergence(compared, [a, b], findings).map((row) =>
    row.is === 'both' ? [row.state, row.a.start, row.b.start, ...row.differs] : [row.is, row.told.start],
  );

describe('two accounts of one meeting', () => {
  it('lie beside each other as the comparison proposes', () => {
    expect(rows()).toEqual([
      ['proposed', 0, 50, 'due'],
      ['only-a', 20],
      ['only-b', 70],
    ]);
    expect(tally(divergence(compared, [ours, theirs], []))).toEqual({ same: 0, differing: 1, onlyA: 1, onlyB: 1 });
  });

  it('are matched as the officer says: confirmed, broken, or by hand', () => {
    expect(rows([finding('accepted', meet, theirMeet)])[0]).toEqual(['confirmed', 0, 50, 'due']);
    expect(rows([finding('rejected', meet, theirMeet)])).toEqual([
      ['only-a', 0],
      ['only-a', 20],
      ['only-b', 50],
      ['only-b', 70],
    ]);
    // Parted and matched again.
    expect(rows([finding('added', meet, theirMeet)])[0]).toEqual(['by-hand', 0, 50, 'due']);
    expect(rows([finding('added', meet, theirMeet)])).toHaveLength(3);
    // A of the one is B of the other: the same party owes in both.
    expect(rows([finding('added', train, theirTrain)])).toEqual([
      ['proposed', 0, 50, 'due'],
      ['by-hand', 20, 70],
    ]);
  });

  it('are compared anew where an officer corrected what one of them says', () => {
    const corrected = statement([item('m', { ...meet, due: '2031-11', status: 'proposed' }, { decision: 'edited' })]);
    expect(rows([], corrected)[0]).toEqual(['proposed', 0, 50, 'status']);
  });

  it('leave out what an officer rejected, and hold what was marked by hand', () => {
    const reviewed = statement([
      item('m', meet, { decision: 'rejected' }),
      item('new', values(85, 95), { decision: 'added', proposal: null }),
    ]);
    expect(rows([], reviewed)).toEqual([
      ['only-a', 20],
      ['only-a', 85],
      ['only-b', 50],
      ['only-b', 70],
    ]);
  });
});
