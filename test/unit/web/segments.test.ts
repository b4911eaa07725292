import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { segments } from '../../../web/src/modules/statements/model/segments.ts';
import { processorTime } from '../../support/processor-time.ts';

const names = (spans: readonly { readonly id?: string }[]) => spans.map(({ id }) => id);

describe('a text with marked passages', () => {
  it('is one piece where nothing is marked', () => {
    expect(segments(5, [])).toEqual([{ start: 0, end: 5, over: [], begins: [] }]);
  });

  it('is cut where passages that overlap begin and end, the innermost last', () => {
    const [outer, inner, across] = [
      { id: 'outer', start: 2, end: 12 },
      { id: 'inner', start: 4, end: 6 },
      { id: 'across', start: 10, end: 15 },
    ] as const;
    const cut = segments(20, [across, inner, outer]);
    expect(cut.map(({ start, end, over }) => [start, end, ...names(over)])).toEqual([
      [0, 2],
      [2, 4, 'outer'],
      [4, 6, 'outer', 'inner'],
      [6, 10, 'outer'],
      [10, 12, 'outer', 'across'],
      [12, 15, 'across'],
      [15, 20],
    ]);
    expect(cut.flatMap(({ start, begins }) => begins.map(({ id }) => [id, start]))).toEqual([
      ['outer', 2],
      ['inner', 4],
      ['across', 10],
    ]);
  });

  it('covers the text once, each passage wholly, and numbers each once', () => {
    const span = fc
      .tuple(fc.nat(60), fc.integer({ min: 1, max: 20 }))
      .map(([start, length]) => ({ start, end: start + length }));
    fc.assert(
      fc.property(fc.array(span, { maxLength: 12 }), (spans) => {
        const cut = segments(50, spans);
        expect(cut[0]?.start).toBe(0);
        expect(cut.at(-1)?.end).toBe(50);
        for (const [place, { end }] of cut.entries()) expect(cut[place + 1]?.start ?? 50).toBe(end);
        for (const one of spans.filter(({ start }) => start < 50)) {
          const over = cut.filter((piece) => piece.over.includes(one));
          expect(over[0]?.start).toBe(one.start);
          expect(over.at(-1)?.end).toBe(Math.min(50, one.end));
          expect(cut.filter(({ begins }) => begins.includes(one))).toHaveLength(1);
        }
      }),
    );
  });

  it('stays quick with many passages over a long text', () => {
    const many = Array.from({ length: 2000 }, (_, place) => ({ start: place * 90, end: place * 90 + 300 }));
    let cut: readonly unknown[] = [];
    expect(processorTime(() => (cut = segments(200_000, many)))).toBeLessThan(500);
    expect(cut.length).toBeGreaterThan(2000);
  });
});
