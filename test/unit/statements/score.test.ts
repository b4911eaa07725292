import { describe, expect, it } from 'vitest';
import { scoreDocument, summarise } from '#modules/statements/score/score.ts';
import { plainCadence, plainName } from '#modules/statements/score/values.ts';

const TEXT = 'Alveria agreed to train ten officers. Brennland will share data with Alveria.';
const GOLD = {
  parties: { A: ['Alveria', 'Alverian'], B: ['Brennland'] },
  commitments: [
    { start: 0, end: 36, kind: 'training', responsible: 'A', status: 'agreed' },
    { start: 38, end: 77, kind: 'information-sharing', responsible: 'B', status: 'announced' },
  ],
};

describe('the score', () => {
  it('is full for the labels themselves and nothing for nothing', () => {
    expect(summarise([scoreDocument(TEXT, GOLD, GOLD)]).records.all).toMatchObject({ precision: 1, recall: 1, f1: 1 });
    expect(summarise([scoreDocument(TEXT, GOLD, {})]).records.all.f1).toBe(0);
    expect(summarise([scoreDocument(TEXT, {}, {})]).records.all.f1).toBeNull();
  });

  it('reads other letters through the names of the parties', () => {
    const other = {
      ...GOLD,
      parties: { A: ['Brennland'], B: ['alveria'] },
      commitments: GOLD.commitments.map((record) => ({
        ...record,
        responsible: record.responsible === 'A' ? 'B' : 'Brennland',
      })),
    };
    expect(scoreDocument(TEXT, GOLD, other).attributes.responsible).toEqual({ right: 2, of: 2 });
  });

  it('counts a second prediction of one record, and an unusable span, as wrong', () => {
    const [first] = GOLD.commitments;
    const twice = { parties: GOLD.parties, commitments: [first!, first!, { ...first!, start: 5, end: 5 }] };
    expect(scoreDocument(TEXT, GOLD, twice).counts.commitments).toEqual({ gold: 2, predicted: 3, matched: 1 });
  });

  it('knows equal cadences and names', () => {
    expect(new Set(['quarterly', 'every three months', 'P3M'].map(plainCadence)).size).toBe(1);
    expect(plainName('H.E. Mr. Oskan  Reel')).toBe('oskan reel');
  });
});
