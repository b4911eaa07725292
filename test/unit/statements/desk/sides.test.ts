import { describe, expect, test } from 'vitest';
import type { Proposals } from '#contract/statements.ts';
import { joinSides, mapSides, relettered } from '#modules/statements/desk/sides.ts';

const NORTH = { id: 'identity--north', names: ['Ministry of the Interior of Alveria', 'وزارتِ داخلہ'] };
const SOUTH = { id: 'identity--south', names: ['Ministry of Public Order of Brennland'] };

const reading = (parties: Proposals['parties'], responsible: string): Proposals => ({
  lang: 'en',
  sha256: '',
  parties,
  meetings: [],
  participants: [{ start: 0, end: 1, name: 'N', side: 'A' }],
  commitments: [{ start: 0, end: 9, kind: 'other', responsible, status: 'agreed' }],
  events: [],
  incidents: [],
});

describe('The sides of a text', () => {
  test('are the parties whose names hold theirs, in any order', () => {
    const sides = mapSides({ A: ['Brennland'], B: ['Alveria', 'Alverian'] }, [NORTH, SOUTH]);
    expect(sides).toEqual({
      A: { names: ['Brennland'], party: SOUTH.id },
      B: { names: ['Alveria', 'Alverian'], party: NORTH.id },
    });
  });

  test('are told by one another where there are two and one is known, and otherwise not guessed', () => {
    const partiesOf = (parties: Proposals['parties']) =>
      Object.values(mapSides(parties, [NORTH, SOUTH])).map(({ party }) => party);
    expect(partiesOf({ A: ['the host'], B: ['Brennland'] })).toEqual([NORTH.id, SOUTH.id]);
    expect(partiesOf({ A: ['Carrow'], B: ['Dunmere'] })).toEqual([null, null]);
    expect(partiesOf({ A: ['Carrow'], B: ['Brennland'], C: ['Dunmere'] })).toEqual([null, SOUTH.id, null]);
  });

  test('keep their letters when a newer reader letters them otherwise', () => {
    const before = mapSides({ A: ['Alveria'], B: ['Brennland'] }, [NORTH, SOUTH]);
    const again = relettered(reading({ A: ['Brennland'], B: ['Alveria'], C: ['Dunmere'] }, 'A+C'), before);
    expect(again.parties).toEqual({ B: ['Brennland'], A: ['Alveria'], C: ['Dunmere'] });
    expect(again.commitments[0]!.responsible).toBe('B+C');
    expect(again.participants[0]!.side).toBe('B');
    expect(joinSides(before, again.parties, [NORTH, SOUTH])).toEqual({
      ...before,
      C: { names: ['Dunmere'], party: null },
    });
  });

  test('are lettered as the reader does where there are none yet', () => {
    const first = relettered(reading({ A: ['Alveria'], B: ['Brennland'] }, 'both'), {});
    expect(first.parties).toEqual({ A: ['Alveria'], B: ['Brennland'] });
    expect(first.commitments[0]!.responsible).toBe('both');
  });
});
