import { sha256 } from '#platform';

/** 32 bytes: SHA-256 of a leaf or a node (RFC 6962 section 2.1). */
export type Hash = Uint8Array;

export const HASH_BYTES = 32;

const LEAF = Uint8Array.of(0x00);
const NODE = Uint8Array.of(0x01);

export function leafHash(entry: Uint8Array): Hash {
  return sha256(LEAF, entry);
}

export function nodeHash(left: Hash, right: Hash): Hash {
  return sha256(NODE, left, right);
}

/** The root of the empty tree. A function, so that no caller can change what another one compares with. */
export function emptyRoot(): Hash {
  return sha256();
}

export function isSameHash(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
