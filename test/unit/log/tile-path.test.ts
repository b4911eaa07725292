import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tileWidth } from '#kernel/log/merkle.ts';
import { formatEntryBundle, parseEntryBundle } from '#kernel/log/entry-bundle.ts';
import { formatTilePath, parseTilePath } from '#kernel/log/tile-path.ts';
import type { TilePath } from '#kernel/log/tile-path.ts';
import vectors from '../../vectors/tile.json' with { type: 'json' };

const refused = expect.objectContaining({ code: 'bad-encoding' });

describe('tile paths', () => {
  it.each(vectors.paths)('$path is read and written', ({ path, level, index, width }) => {
    const tile = { level, index, width } as TilePath;
    expect(parseTilePath(path)).toEqual(tile);
    expect(formatTilePath(tile)).toBe(path);
  });

  it.each(vectors.bad)('%j is refused', (path) => {
    expect(() => parseTilePath(path)).toThrow(refused);
  });

  it.each(vectors.sizes)('a tree of $size has the tiles of the specification', ({ size, widths }) => {
    for (const [place, width] of Object.entries(widths)) {
      const [level = 0, index = 0] = place.split('/').map(Number);
      expect(tileWidth(level, index, size)).toBe(width);
    }
  });

  it('have one spelling for any tile', () => {
    const tile = fc.record({
      level: fc.oneof(fc.nat(63), fc.constant('entries' as const)),
      index: fc.maxSafeNat(),
      width: fc.integer({ min: 1, max: 256 }),
    });
    fc.assert(
      fc.property(tile, (t) => {
        expect(parseTilePath(formatTilePath(t))).toEqual(t);
      }),
    );
  });
});

describe('entry bundles', () => {
  it('give back their entries', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 1100 }), { maxLength: 256 }), (entries) => {
        expect(parseEntryBundle(formatEntryBundle(entries))).toEqual(entries);
      }),
      {
        numRuns: 30,
      },
    );
  });

  it('are refused when they end early, run on, or hold too many entries', () => {
    const bundle = formatEntryBundle([Uint8Array.of(1, 2, 3)]);
    for (let end = 1; end < bundle.length; end++)
      expect(() => parseEntryBundle(bundle.subarray(0, end))).toThrow(refused);
    expect(() => parseEntryBundle(Uint8Array.of(...bundle, 0))).toThrow(refused);
    expect(() => parseEntryBundle(new Uint8Array(2 * 257))).toThrow(refused);
  });
});
