import type { Hash } from './hashing.ts';
import { HASH_BYTES, emptyRoot, isSameHash, nodeHash } from './hashing.ts';

// Verification as RFC 9162 sections 2.1.3.2 and 2.1.4.2 write it. Sizes are integers below 2^53, beyond the reach of
// JavaScript's bit operators: halving and parity are arithmetic here.

export type InclusionProof = { readonly index: number; readonly size: number; readonly hashes: readonly Hash[] };
/** That the tree of `size` starts with the tree of `from`. */
export type ConsistencyProof = { readonly from: number; readonly size: number; readonly hashes: readonly Hash[] };

/** True if `leaf` (a leaf hash) is at `index` in the tree of `size` with this root. */
export function verifyInclusion(leaf: Hash, proof: InclusionProof, root: Hash): boolean {
  if (!isSize(proof.size) || !isSize(proof.index) || proof.index >= proof.size) return false;
  if (![leaf, ...proof.hashes].every(isHash)) return false;
  let fn = proof.index;
  let sn = proof.size - 1;
  let hash = leaf;
  for (const sibling of proof.hashes) {
    if (sn === 0) return false;
    if (isOdd(fn) || fn === sn) {
      hash = nodeHash(sibling, hash);
      while (!isOdd(fn) && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else {
      hash = nodeHash(hash, sibling);
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && isSameHash(hash, root);
}

/** True if the tree with `root` extends the tree with `fromRoot`. Every tree extends the empty one. */
export function verifyConsistency(proof: ConsistencyProof, fromRoot: Hash, root: Hash): boolean {
  const { from, size, hashes } = proof;
  if (!isSize(from) || !isSize(size) || from > size || ![fromRoot, root, ...hashes].every(isHash)) return false;
  if (from === 0 && !isSameHash(fromRoot, emptyRoot())) return false;
  if (from === size) return hashes.length === 0 && isSameHash(fromRoot, root);
  if (from === 0) return hashes.length === 0;

  const [first, ...rest] = isPowerOfTwo(from) ? [fromRoot, ...hashes] : hashes;
  if (first === undefined) return false;
  let fn = from - 1;
  let sn = size - 1;
  while (isOdd(fn)) [fn, sn] = [half(fn), half(sn)];
  let older = first;
  let newer = first;
  for (const sibling of rest) {
    if (sn === 0) return false;
    if (isOdd(fn) || fn === sn) {
      older = nodeHash(sibling, older);
      newer = nodeHash(sibling, newer);
      while (!isOdd(fn) && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else {
      newer = nodeHash(newer, sibling);
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && isSameHash(older, fromRoot) && isSameHash(newer, root);
}

const isSize = (n: number) => Number.isSafeInteger(n) && n >= 0;
const isHash = (hash: Hash) => hash.length === HASH_BYTES;
const isOdd = (n: number) => n % 2 === 1;
const half = (n: number) => Math.floor(n / 2);

function isPowerOfTwo(n: number): boolean {
  while (n > 1 && !isOdd(n)) n /= 2;
  return n === 1;
}
