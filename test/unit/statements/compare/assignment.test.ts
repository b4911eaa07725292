import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestAssignment } from '#modules/statements/compare/assignment.ts';
import type { Edge } from '#modules/statements/compare/assignment.ts';

const total = (edges: readonly Edge[]): number => edges.reduce((sum, { gain }) => sum + gain, 0);

/** Every way, tried. */
function greatest(edges: readonly Edge[]): number {
  const [first, ...rest] = edges;
  if (first === undefined) return 0;
  const free = rest.filter(({ a, b }) => a !== first.a && b !== first.b);
  return Math.max(greatest(rest), first.gain + greatest(free));
}

const edges = fc.uniqueArray(fc.record({ a: fc.nat(4), b: fc.nat(5), gain: fc.integer({ min: 1, max: 20 }) }), {
  selector: ({ a, b }) => `${a}-${b}`,
  maxLength: 12,
});

describe('the choice of pairs', () => {
  it('takes each end once and gains the most that can be gained', () => {
    fc.assert(
      fc.property(edges, (given) => {
        const chosen = bestAssignment(given);
        expect(new Set(chosen.map(({ a }) => a)).size).toBe(chosen.length);
        expect(new Set(chosen.map(({ b }) => b)).size).toBe(chosen.length);
        expect(chosen.every((edge) => given.includes(edge))).toBe(true);
        expect(total(chosen)).toBe(greatest(given));
      }),
    );
  });

  it('gives up a good pair for two that are better together', () => {
    const given = [
      { a: 0, b: 0, gain: 5 },
      { a: 0, b: 1, gain: 4 },
      { a: 1, b: 0, gain: 4 },
    ];
    expect(bestAssignment(given)).toEqual([given[1], given[2]]);
  });

  it('ends soon also where everything could be everything', () => {
    const size = 400;
    const given = Array.from({ length: size * size }, (_, cell) => ({
      a: Math.floor(cell / size),
      b: cell % size,
      gain: 1 + ((cell * 31) % 7),
    }));
    expect(bestAssignment(given)).toHaveLength(400);
  });
});
