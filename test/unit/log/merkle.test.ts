import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex, utf8 } from '#platform';
import * as merkle from '#kernel/log/merkle.ts';
import type { Hash, Tile, TileRef } from '#kernel/log/merkle.ts';
import vectors from '../../vectors/merkle.json' with { type: 'json' };
import { leavesOf, naivePath, naiveRoot } from './naive-tree.ts';

const hex = (text: string) => Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const grow = (leaves: Hash[], from = 0, before: Tile[] = []) => {
  const grown = merkle.append({ size: from, tiles: merkle.tileReader(before), leaves });
  return { ...grown, tiles: [...before, ...grown.tiles] };
};
const reader = (leaves: Hash[]) => merkle.tileReader(grow(leaves).tiles);
/** A reader over exactly the tiles announced, each cut to the width announced. */
const only = (refs: TileRef[], tiles: Tile[]) => {
  const all = merkle.tileReader(tiles);
  return merkle.tileReader(
    refs.map(({ level, index, width }) => ({
      level,
      index,
      hashes: all(level, index)?.subarray(0, width * 32) ?? new Uint8Array(),
    })),
  );
};
const flip = (bytes: Uint8Array, bit: number) =>
  bytes.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
const sizes = fc.oneof(
  fc.integer({ min: 1, max: 40 }),
  fc.integer({ min: 250, max: 530 }),
  fc.integer({ min: 1, max: 1400 }),
);

describe('the published tree', () => {
  const leaves = vectors.leaves.map((leaf) => merkle.leafHash(hex(leaf)));
  const tiles = reader(leaves);
  const root = (size: number) => hex(size === 0 ? toHex(merkle.emptyRoot()) : (vectors.roots[size - 1] ?? ''));

  it('hashes leaves, nodes and the empty tree as RFC 6962 does', () => {
    expect(toHex(merkle.emptyRoot())).toBe(vectors.hashing[0]?.root);
    expect(toHex(merkle.leafHash(utf8('L123456')))).toBe(vectors.hashing[1]?.leaf);
    expect(toHex(merkle.nodeHash(utf8('N123'), utf8('N456')))).toBe(vectors.hashing[2]?.node);
  });

  it('has the published root at every size', () => {
    for (let size = 0; size <= leaves.length; size++) expect(merkle.treeRoot(size, tiles)).toEqual(root(size));
  });

  it.each(vectors.inclusion)('proves inclusion of $index in $size', ({ index, size, hashes }) => {
    const proof = merkle.inclusionProof(index, size, tiles);
    expect(proof.hashes.map(toHex)).toEqual(hashes);
    expect(merkle.verifyInclusion(leaves[index] as Hash, proof, root(size))).toBe(true);
  });

  it.each(vectors.consistency)('proves that $size extends $from', ({ from, size, hashes }) => {
    const proof = merkle.consistencyProof(from, size, tiles);
    expect(proof.hashes.map(toHex)).toEqual(hashes);
    expect(merkle.verifyConsistency(proof, root(from), root(size))).toBe(true);
  });
});

describe('tiles', () => {
  it('hold the same tree in whatever batches it grew', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 6 }), (batches) => {
        const leaves = leavesOf(batches.reduce((sum, n) => sum + n, 0));
        let state: { size: number; root: Hash; tiles: Tile[] } = { size: 0, root: merkle.emptyRoot(), tiles: [] };
        for (const n of batches) {
          const needed = only(merkle.tilesForRoot(state.size), state.tiles); // append asks for no other tile
          const grown = merkle.append({
            size: state.size,
            tiles: needed,
            leaves: leaves.slice(state.size, state.size + n),
          });
          state = { ...grown, tiles: [...state.tiles, ...grown.tiles] };
        }
        expect(state.root).toEqual(naiveRoot(leaves));
        for (const { level, index, width } of merkle.tilesForRoot(state.size))
          expect(merkle.tileReader(state.tiles)(level, index)?.length).toBe(32 * width);
      }),
      { numRuns: 40 },
    );
  });

  it('give root and proofs from exactly the tiles announced, few of them', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), fc.nat(), (size, a, b) => {
        const leaves = leavesOf(size);
        const { root, tiles } = grow(leaves);
        const [index, from] = [a % size, b % (size + 1)];
        const refs = merkle.tilesForInclusion(index, size);
        expect(refs.length).toBeLessThanOrEqual(2 * Math.ceil(Math.log2(size + 1) / 8) + 1);
        const inclusion = merkle.inclusionProof(index, size, only(refs, tiles));
        expect(inclusion.hashes).toEqual(naivePath(index, leaves));
        expect(merkle.verifyInclusion(leaves[index] as Hash, inclusion, root)).toBe(true);
        const consistency = merkle.consistencyProof(from, size, only(merkle.tilesForConsistency(from, size), tiles));
        expect(merkle.verifyConsistency(consistency, naiveRoot(leaves.slice(0, from)), root)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('reach beyond 32 bits: a billion full tiles need no more than a handful', () => {
    const size = 256 ** 4 * 60 + 12345;
    const refs = merkle.tilesForInclusion(256 ** 4 * 31 + 7, size);
    expect(refs.length).toBeLessThan(12);
    expect(refs.every(({ width }) => width >= 1 && width <= 256)).toBe(true);
  });

  it('sign nothing over a tile that lost hashes', () => {
    const { tiles } = grow(leavesOf(10));
    const cut = merkle.tileReader(tiles.map((tile) => ({ ...tile, hashes: tile.hashes.subarray(32) })));
    expect(() => merkle.append({ size: 10, tiles: cut, leaves: leavesOf(1) })).toThrow(
      expect.objectContaining({ code: 'internal' }),
    );
    expect(() => merkle.treeRoot(10, cut)).toThrow(expect.objectContaining({ code: 'internal' }));
  });

  it.each([
    [0, 0],
    [5, 5],
    [-1, 5],
    [0.5, 5],
    [0, -1],
    [0, 2 ** 53],
  ])('prove no entry %d in a tree of %d', (index, size) => {
    expect(() => merkle.tilesForInclusion(index, size)).toThrow(expect.objectContaining({ code: 'bad-input' }));
  });
});

describe('verification', () => {
  it('fails when any bit of leaf, proof or root changes, or the proof is longer or shorter', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), fc.nat(), (size, a, b) => {
        const leaves = leavesOf(size);
        const index = a % size;
        const { root, tiles } = grow(leaves);
        const leaf = leaves[index] as Hash;
        const proof = merkle.inclusionProof(index, size, merkle.tileReader(tiles));
        const bit = b % 256;
        expect(merkle.verifyInclusion(flip(leaf, bit), proof, root)).toBe(false);
        expect(merkle.verifyInclusion(leaf, proof, flip(root, bit))).toBe(false);
        expect(merkle.verifyInclusion(leaf, { ...proof, hashes: [...proof.hashes, root] }, root)).toBe(false);
        expect(merkle.verifyInclusion(leaf, { ...proof, index: size }, root)).toBe(false);
        proof.hashes.forEach((_, at) => {
          const changed = proof.hashes.map((hash, i) => (i === at ? flip(hash, bit) : hash));
          const shorter = proof.hashes.filter((__, i) => i !== at);
          expect(merkle.verifyInclusion(leaf, { ...proof, hashes: changed }, root)).toBe(false);
          expect(merkle.verifyInclusion(leaf, { ...proof, hashes: shorter }, root)).toBe(false);
          expect(merkle.verifyInclusion(leaf, { ...proof, index: index ^ (1 << Math.min(at, 10)) }, root)).toBe(false);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('accepts no consistency with anything but the true older and newer tree', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), fc.nat(), (size, a, b) => {
        const leaves = leavesOf(size);
        const from = a % (size + 1);
        const { root, tiles } = grow(leaves);
        const older = naiveRoot(leaves.slice(0, from));
        const proof = merkle.consistencyProof(from, size, merkle.tileReader(tiles));
        const bit = b % 256;
        expect(merkle.verifyConsistency(proof, flip(older, bit), root)).toBe(false);
        if (from > 0) expect(merkle.verifyConsistency(proof, older, flip(root, bit))).toBe(false);
        expect(merkle.verifyConsistency({ ...proof, hashes: [...proof.hashes, root] }, older, root)).toBe(false);
        if (from < size)
          expect(merkle.verifyConsistency({ ...proof, from: size, size: from }, root, older)).toBe(false);
        proof.hashes.forEach((_, at) => {
          expect(
            merkle.verifyConsistency(
              { ...proof, hashes: proof.hashes.map((hash, i) => (i === at ? flip(hash, bit) : hash)) },
              older,
              root,
            ),
          ).toBe(false);
          expect(
            merkle.verifyConsistency({ ...proof, hashes: proof.hashes.filter((__, i) => i !== at) }, older, root),
          ).toBe(false);
        });
      }),
      { numRuns: 60 },
    );
  });
});
