// The door to the tree: hashing and proofs of RFC 6962 and RFC 9162 over the tiles of C2SP tlog-tiles.
export type { Hash } from './hashing.ts';
export { emptyRoot, isSameHash, leafHash, nodeHash } from './hashing.ts';
export { verifyConsistency, verifyInclusion } from './proof.ts';
export type { Grown, Tile, TileReader, TileRef } from './tiles.ts';
export {
  append,
  consistencyProof,
  inclusionProof,
  tileReader,
  tilesForConsistency,
  tilesForInclusion,
  tilesForRoot,
  tileWidth,
  treeRoot,
} from './tiles.ts';
