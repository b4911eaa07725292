import { Failure } from '#kernel/errors.ts';
import type { Hash } from './hashing.ts';
import { HASH_BYTES, emptyRoot, nodeHash } from './hashing.ts';
import type { ConsistencyProof, InclusionProof } from './proof.ts';

// The tree is stored as C2SP tlog-tiles: tile (level, index) holds up to 256 hashes of the row of complete subtrees of
// 256^level entries. A hash once in a tile never changes, so a wider tile serves every smaller tree too.

export const TILE_WIDTH = 256;

/** `hashes` is the tile's content as it is stored and served: 32 bytes each, one after the other. */
export type Tile = { readonly level: number; readonly index: number; readonly hashes: Uint8Array };
/** A tile to fetch, and how many of its hashes the tree in question has. */
export type TileRef = { readonly level: number; readonly index: number; readonly width: number };
/** The content of a tile, at least as wide as the tree in question needs it; undefined if there is none. */
export type TileReader = (level: number, index: number) => Uint8Array | undefined;

export type Growth = { readonly size: number; readonly tiles: TileReader; readonly leaves: readonly Hash[] };
export type Grown = { readonly size: number; readonly root: Hash; readonly tiles: Tile[] };

/** Later tiles replace earlier ones of the same place. */
export function tileReader(tiles: Iterable<Tile>, beneath: TileReader = () => undefined): TileReader {
  const byPlace = new Map<string, Uint8Array>();
  for (const tile of tiles) byPlace.set(`${tile.level}/${tile.index}`, tile.hashes);
  return (level, index) => byPlace.get(`${level}/${index}`) ?? beneath(level, index);
}

/** Adds leaf hashes behind the tree of `size`. Needs the tiles of `tilesForRoot(size)`; returns every tile that changed. */
export function append({ size, tiles, leaves }: Growth): Grown {
  requireSize(size + leaves.length);
  const changed: Tile[] = [];
  let row = leaves;
  let start = size; // where `row` begins in the row of its level
  for (let level = 0; row.length > 0; level++) {
    const above: Hash[] = [];
    for (let taken = 0; taken < row.length;) {
      const at = start + taken;
      const held = at % TILE_WIDTH;
      const index = Math.floor(at / TILE_WIDTH);
      const added = row.slice(taken, taken + TILE_WIDTH - held);
      const hashes = new Uint8Array((held + added.length) * HASH_BYTES);
      if (held > 0) hashes.set(readTile(tiles, { level, index, width: held }));
      added.forEach((hash, i) => hashes.set(requireHash(hash), (held + i) * HASH_BYTES));
      changed.push({ level, index, hashes });
      if (held + added.length === TILE_WIDTH) above.push(foldTile(hashes));
      taken += added.length;
    }
    row = above;
    start = Math.floor(start / TILE_WIDTH);
  }
  const grown = size + leaves.length;
  return { size: grown, root: treeRoot(grown, tileReader(changed, tiles)), tiles: changed };
}

export function treeRoot(size: number, tiles: TileReader): Hash {
  return size === 0 ? emptyRoot() : rangeHash([0, requireSize(size)], tiles);
}

export function inclusionProof(index: number, size: number, tiles: TileReader): InclusionProof {
  return { index, size, hashes: inclusionRanges(index, size).map((range) => rangeHash(range, tiles)) };
}

export function consistencyProof(from: number, size: number, tiles: TileReader): ConsistencyProof {
  return { from, size, hashes: consistencyRanges(from, size).map((range) => rangeHash(range, tiles)) };
}

// An asynchronous store fetches exactly these tiles, then calls the synchronous function over them.

/** Also what `append` to a tree of this size needs. */
export function tilesForRoot(size: number): TileRef[] {
  return size === 0 ? [] : tilesForRanges([[0, requireSize(size)]], size);
}

export function tilesForInclusion(index: number, size: number): TileRef[] {
  return tilesForRanges(inclusionRanges(index, size), size);
}

export function tilesForConsistency(from: number, size: number): TileRef[] {
  return tilesForRanges(consistencyRanges(from, size), size);
}

/** Number of hashes that tile (level, index) has in a tree of this size; 0 if it has no such tile. */
export function tileWidth(level: number, index: number, size: number): number {
  return Math.max(0, Math.min(TILE_WIDTH, Math.floor(size / TILE_WIDTH ** level) - index * TILE_WIDTH));
}

/** Entries from..to-1. Every range here begins at a multiple of its greatest power of two, as RFC 6962 divides them. */
type Range = readonly [from: number, to: number];
/** A complete subtree as a run of `count` (1..128) hashes inside one tile. */
type Run = { readonly level: number; readonly index: number; readonly offset: number; readonly count: number };

/** The siblings on the way from the leaf to the root: RFC 9162 section 2.1.3.1. */
function inclusionRanges(index: number, size: number): Range[] {
  requireSize(size);
  if (!Number.isSafeInteger(index) || index < 0 || index >= size)
    throw new Failure('bad-input', `The tree of ${size} entries has no entry ${index}.`);
  const ranges: Range[] = [];
  let [from, to] = [0, size];
  while (to - from > 1) {
    const middle = from + greatestPowerBelow(to - from);
    if (index < middle) {
      ranges.push([middle, to]);
      to = middle;
    } else {
      ranges.push([from, middle]);
      from = middle;
    }
  }
  return ranges.reverse();
}

/** RFC 9162 section 2.1.4.1, as a walk from the root down to the end of the older tree. */
function consistencyRanges(older: number, size: number): Range[] {
  requireSize(size);
  if (!Number.isSafeInteger(older) || older < 0 || older > size)
    throw new Failure('bad-input', `The tree of ${size} entries cannot extend one of ${older}.`);
  if (older === 0 || older === size) return [];
  const ranges: Range[] = [];
  let [from, to] = [0, size];
  while (to !== older) {
    const middle = from + greatestPowerBelow(to - from);
    if (older <= middle) {
      ranges.push([middle, to]);
      to = middle;
    } else {
      ranges.push([from, middle]);
      from = middle;
    }
  }
  if (from > 0) ranges.push([from, to]); // else the older root is this subtree, and the verifier has it
  return ranges.reverse();
}

/** The complete subtrees that a range falls into, left to right. */
function runsOf([from, to]: Range): Run[] {
  const runs: Run[] = [];
  while (from < to) {
    let level = 0;
    let unit = 1;
    let count = 1;
    // Half of 256 is the widest run: the whole tile is one hash of the level above.
    while (unit * count * 2 <= to - from) {
      count *= 2;
      if (count === TILE_WIDTH) [level, unit, count] = [level + 1, unit * TILE_WIDTH, 1];
    }
    const place = from / unit;
    runs.push({ level, index: Math.floor(place / TILE_WIDTH), offset: place % TILE_WIDTH, count });
    from += unit * count;
  }
  return runs;
}

function rangeHash(range: Range, tiles: TileReader): Hash {
  const hashes = runsOf(range).map(({ level, index, offset, count }) => {
    const tile = readTile(tiles, { level, index, width: offset + count });
    return foldTile(tile.subarray(offset * HASH_BYTES));
  });
  return hashes.reduceRight((right, left) => nodeHash(left, right));
}

function tilesForRanges(ranges: Range[], size: number): TileRef[] {
  const refs = new Map<string, TileRef>();
  for (const { level, index } of ranges.flatMap(runsOf)) {
    refs.set(`${level}/${index}`, { level, index, width: tileWidth(level, index, size) });
  }
  return [...refs.values()];
}

/** The first `width` hashes of a tile. A narrower tile means that the store lost some: nothing may be signed over it. */
function readTile(tiles: TileReader, { level, index, width }: TileRef): Uint8Array {
  const tile = tiles(level, index);
  if (tile === undefined || tile.length < width * HASH_BYTES)
    throw new Failure('internal', `Tile ${level}/${index} lacks some of its ${width} hashes.`);
  return tile.subarray(0, width * HASH_BYTES);
}

/** The root over 1, 2, 4 .. 256 hashes in a row. */
function foldTile(hashes: Uint8Array): Hash {
  if (hashes.length === HASH_BYTES) return hashes.slice();
  const middle = hashes.length / 2;
  return nodeHash(foldTile(hashes.subarray(0, middle)), foldTile(hashes.subarray(middle)));
}

function greatestPowerBelow(n: number): number {
  let power = 1;
  while (power * 2 < n) power *= 2;
  return power;
}

function requireSize(size: number): number {
  if (!Number.isSafeInteger(size) || size < 0) throw new Failure('bad-input', `${size} is not the size of a log.`);
  return size;
}

function requireHash(hash: Hash): Hash {
  if (hash.length !== HASH_BYTES) throw new Failure('bad-input', 'A leaf hash has 32 bytes.');
  return hash;
}
