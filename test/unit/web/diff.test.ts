import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { difference } from '../../../web/src/ui/diff.ts';

const words = fc.array(fc.constantFrom('reports', 'every', 'month', '双', '方', 'رپورٹ', ' ', '.'), { maxLength: 30 });

describe('the difference of two texts', () => {
  it('holds both texts whole', () => {
    fc.assert(
      fc.property(words, words, (a, b) => {
        const made = difference(a.join(''), b.join(''));
        const without = (kind: 'gone' | 'new') =>
          made
            .filter((piece) => piece.kind !== kind)
            .map(({ text }) => text)
            .join('');
        expect(without('new')).toBe(a.join(''));
        expect(without('gone')).toBe(b.join(''));
      }),
    );
  });

  it('names the words that changed and no other', () => {
    expect(difference('Both sides meet every month.', 'Both sides meet every quarter.', 'en')).toEqual([
      { kind: 'same', text: 'Both sides meet every ' },
      { kind: 'gone', text: 'month' },
      { kind: 'new', text: 'quarter' },
      { kind: 'same', text: '.' },
    ]);
    expect(difference('同じ', '同じ')).toEqual([{ kind: 'same', text: '同じ' }]);
  });

  it('of texts that are long and alike nowhere says that one took the place of the other, in no more time than that', () => {
    const [a, b] = [
      Array.from({ length: 6000 }, (_, at) => `a${at} `),
      Array.from({ length: 6000 }, (_, at) => `b${at} `),
    ];
    const made = difference(a.join(''), b.join(''));
    expect(made.map(({ kind }) => kind).slice(0, 2)).toEqual(['gone', 'new']);
    expect(made.length).toBeLessThan(4);
  });
});
