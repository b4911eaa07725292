import { describe, expect, it } from 'vitest';
import type { StatementLineage } from '#contract/statements.ts';
import { threads } from '../../../web/src/modules/statements/model/lineage.ts';

const at = (file: string, start: number) => ({ file, start, end: start + 5 });
const link = (
  from: ReturnType<typeof at>,
  to: ReturnType<typeof at>,
  relation: 'reaffirmed' | 'expanded' | 'superseded',
) => ({
  from,
  to,
  relation,
  why: ['because'],
});
const lineage: StatementLineage['lineage'] = {
  files: ['one', 'two', 'three'],
  links: [
    link(at('one', 0), at('two', 10), 'reaffirmed'),
    link(at('two', 10), at('three', 0), 'expanded'),
    link(at('one', 0), at('two', 50), 'expanded'),
  ],
  new: [at('three', 70)],
  fulfilled: [{ ...at('one', 30), by: at('two', 80), why: [] }],
  dropped: [at('one', 60), at('two', 50)],
};

describe('undertakings over time', () => {
  it('are threads from the first statement that has them to where they end', () => {
    const shown = threads(lineage, []).map(({ knots, end }) => [
      ...knots.map(({ column, relation }) => `${column} ${relation}`),
      end === undefined ? 'goes on' : `${end.column} ${end.is}`,
    ]);
    expect(shown).toEqual([
      ['0 first', '1 reaffirmed', '2 expanded', 'goes on'],
      ['0 first', '1 fulfilled'],
      ['0 first', '1 silent'],
      ['1 expanded', '2 silent'],
      ['2 new', 'goes on'],
    ]);
  });

  it('are linked as the officer says', () => {
    const ends = [
      { statement: 'one', start: 0, end: 5 },
      { statement: 'two', start: 10, end: 15 },
    ];
    const said = { list: 'links' as const, ends, reason: null, reviewer: '', at: '' };
    const other = threads(lineage, [{ ...said, decision: 'edited', relation: 'superseded' }]);
    expect(other[0]?.knots[1]).toMatchObject({ relation: 'superseded', isDecided: true });
    const broken = threads(lineage, [{ ...said, decision: 'rejected' }]);
    expect(
      broken
        .find(({ knots }) => knots[0]?.column === 1 && knots[0].start === 10)
        ?.knots.map(({ relation }) => relation),
    ).toEqual(['new', 'expanded']);
  });
});
