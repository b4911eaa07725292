import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareEntries, concurrent, inCausalOrder } from '#kernel/lifecycle/order.ts';
import vectors from '../../vectors/order.json' with { type: 'json' };
import { A, B, histories, type Place, shuffled } from './histories.ts';

/** The definition, word for word: the oracle of the closed form. */
function greedyMerge(first: readonly Place[], second: readonly Place[]): Place[] {
  const order: Place[] = [];
  let [i, j] = [0, 0];
  for (;;) {
    const [a, b] = [first[i], second[j]];
    if (a !== undefined && a.seen <= j) {
      order.push(a);
      i++;
    } else if (b !== undefined && b.seen <= i) {
      order.push(b);
      j++;
    } else return order;
  }
}

const places = (publisher: string, feed: number[][]): Place[] =>
  feed.map(([index = 0, seen = 0]) => ({ publisher, index, seen }));
const label = (place: Place): string => `${place.publisher === A ? 'A' : 'B'}${place.index}`;

describe('published vectors', () => {
  test.each(vectors.cases)('$name', (vector) => {
    const first = places(A, vector.A);
    const second = places(B, vector.B);
    expect(inCausalOrder(A, [...second, ...first]).map(label)).toEqual(vector.order);
    expect(greedyMerge(first, second).map(label)).toEqual(vector.order);
    const pairs = first.flatMap((a) => second.filter((b) => concurrent(a, b)).map((b) => [label(a), label(b)]));
    expect(pairs).toEqual(vector.concurrent);
  });
});

test('the closed form is the greedy merge, whichever party is named first', () => {
  fc.assert(
    fc.property(histories, ({ first, second }) => {
      expect(inCausalOrder(A, [...second, ...first])).toEqual(greedyMerge(first, second));
      expect(inCausalOrder(B, [...first, ...second])).toEqual(greedyMerge(second, first));
    }),
  );
});

test('any subset sorts as it stands in the whole merge, however it arrives', () => {
  const subsets = histories.chain(({ first, second }) =>
    fc.tuple(fc.constant(greedyMerge(first, second)), fc.shuffledSubarray([...first, ...second])),
  );
  fc.assert(
    fc.property(subsets, ([whole, subset]) => {
      expect(inCausalOrder(A, subset)).toEqual(whole.filter((place) => subset.includes(place)));
    }),
  );
});

test('what a node holds so far merges as it will stand when the rest has come', () => {
  const held = histories.chain(({ first, second }) =>
    fc.record({
      first: fc.constant(first),
      second: fc.constant(second),
      i: fc.nat(first.length),
      j: fc.nat(second.length),
    }),
  );
  fc.assert(
    fc.property(held, ({ first, second, i, j }) => {
      const sofar = greedyMerge(first.slice(0, i), second.slice(0, j));
      const whole = greedyMerge(first, second);
      expect(sofar).toEqual(whole.filter((place) => sofar.includes(place)));
    }),
  );
});

test('comparing is a strict total order', () => {
  const arrived = histories.chain(({ first, second }) => shuffled([...first, ...second]));
  fc.assert(
    fc.property(arrived, (entries) => {
      for (const a of entries) {
        for (const b of entries) {
          expect(Math.sign(compareEntries(A, a, b))).toBe(0 - Math.sign(compareEntries(A, b, a)));
        }
      }
    }),
  );
});

test('of two concurrent entries the one of the party named first comes first', () => {
  fc.assert(
    fc.property(histories, ({ first, second }) => {
      for (const a of first) {
        for (const b of second.filter((entry) => concurrent(a, entry))) {
          expect(compareEntries(A, a, b)).toBeLessThan(0);
          expect(compareEntries(B, a, b)).toBeGreaterThan(0);
        }
      }
    }),
  );
});
