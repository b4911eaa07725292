import { leafHash, nodeHash, emptyRoot } from '#kernel/log/merkle.ts';
import type { Hash } from '#kernel/log/merkle.ts';

// RFC 6962 section 2.1 as it is written, over all leaves: the oracle for the tiles.

function split(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

export function naiveRoot(leaves: readonly Hash[]): Hash {
  const [first] = leaves;
  if (first === undefined) return emptyRoot();
  if (leaves.length === 1) return first;
  const k = split(leaves.length);
  return nodeHash(naiveRoot(leaves.slice(0, k)), naiveRoot(leaves.slice(k)));
}

export function naivePath(index: number, leaves: readonly Hash[]): Hash[] {
  if (leaves.length === 1) return [];
  const k = split(leaves.length);
  return index < k
    ? [...naivePath(index, leaves.slice(0, k)), naiveRoot(leaves.slice(k))]
    : [...naivePath(index - k, leaves.slice(k)), naiveRoot(leaves.slice(0, k))];
}

/** Leaf hashes of distinct one- and two-byte entries. */
export function leavesOf(size: number): Hash[] {
  return Array.from({ length: size }, (_, i) => leafHash(Uint8Array.of(i >> 8, i & 0xff)));
}
