import { sha256, utf8 } from '#platform';
import { Failure } from '../errors.ts';
import { HASH_BYTES } from '../log/hashing.ts';
import { append, emptyRoot, isSameHash, leafHash } from '../log/merkle.ts';

// docs/protocol/file.md: a file is committed to by its salted chunks, so that each is verified when it comes.

export const CHUNK_BYTES = 1024 * 1024;
/** 2 GiB: 2048 chunks, whose hashes fit into one answer. */
export const LARGEST_FILE = 2 * 1024 * 1024 * 1024;

/** What a `document` record says of its file, beside the size: enough to verify it, nothing to guess it by. */
export type FileCommitment = { readonly salt: Uint8Array; readonly root: Uint8Array; readonly size: number };

export const chunkCount = (size: number): number => Math.ceil(size / CHUNK_BYTES);

/** Of chunk n of a file of this size; 0 if it has no such chunk. */
export const chunkLength = (size: number, n: number): number =>
  Math.max(0, Math.min(CHUNK_BYTES, size - n * CHUNK_BYTES));

const CHUNK = utf8('entente-chunk-1');
const FILE = utf8('entente-file-1');

export function chunkHash(salt: Uint8Array, n: number, chunk: Uint8Array): Uint8Array {
  const place = new Uint8Array(4);
  new DataView(place.buffer).setUint32(0, n);
  return sha256(CHUNK, salt, place, chunk);
}

/** `hashes`: those of all chunks, in order. */
export function fileRoot({ salt, size }: Omit<FileCommitment, 'root'>, hashes: readonly Uint8Array[]): Uint8Array {
  if (hashes.length !== chunkCount(size))
    throw new Failure('bad-input', `a file of ${size} bytes has ${chunkCount(size)} chunks, not ${hashes.length}`);
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, BigInt(size));
  return sha256(FILE, salt, length, treeRoot(hashes));
}

function treeRoot(hashes: readonly Uint8Array[]): Uint8Array {
  if (hashes.length === 0) return emptyRoot();
  return append({ size: 0, tiles: () => undefined, leaves: hashes.map(leafHash) }).root;
}

/** The chunks' hashes as they are sent, 32 bytes each; undefined unless they are those that the root commits to. */
export function readChunkHashes(bytes: Uint8Array, file: FileCommitment): Uint8Array[] | undefined {
  const count = chunkCount(file.size);
  if (bytes.length !== count * HASH_BYTES) return undefined;
  const hashes = Array.from({ length: count }, (_, n) => bytes.slice(n * HASH_BYTES, (n + 1) * HASH_BYTES));
  return isSameHash(fileRoot(file, hashes), file.root) ? hashes : undefined;
}
