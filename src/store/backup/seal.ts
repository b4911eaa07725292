import { createCipheriv, createDecipheriv } from 'node:crypto';
import { Failure } from '#kernel/errors.ts';
import { byteReader, type ByteReader } from './byte-reader.ts';

// The STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015): each chunk under AES-256-GCM with its number in the nonce,
// and whether it is the last. So a chunk that is changed, moved, repeated, left out or missing at the end is found.
// The key is of this one file, so the numbers alone make every nonce unique.

const CIPHER = 'aes-256-gcm';
const CHUNK = 64 * 1024;
const TAG = 16;
export const KEY_BYTES = 32;

export type Sealing = { readonly key: Uint8Array; /** Authenticated with every chunk. */ readonly header: string };

export async function* sealChunks(source: AsyncIterable<Uint8Array>, sealing: Sealing): AsyncGenerator<Buffer> {
  const reader = byteReader(source);
  let chunk = await reader.take(CHUNK);
  for (let n = 0; ; n++) {
    const next = chunk.length < CHUNK ? Buffer.alloc(0) : await reader.take(CHUNK);
    const isLast = next.length === 0;
    const cipher = createCipheriv(CIPHER, sealing.key, nonce(n, isLast)).setAAD(Buffer.from(sealing.header));
    yield Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()]);
    if (isLast) return;
    chunk = next;
  }
}

/** Gives nothing that was not authenticated, and ends only with the chunk that says that it is the last. */
export async function* openChunks(reader: ByteReader, sealing: Sealing): AsyncGenerator<Buffer> {
  let sealed = await reader.take(CHUNK + TAG);
  for (let n = 0; ; n++) {
    const next = sealed.length < CHUNK + TAG ? Buffer.alloc(0) : await reader.take(CHUNK + TAG);
    const isLast = next.length === 0;
    yield openChunk(sealed, { ...sealing, n, isLast });
    if (isLast) return;
    sealed = next;
  }
}

function openChunk(sealed: Buffer, { key, header, n, isLast }: Sealing & { n: number; isLast: boolean }): Buffer {
  try {
    const decipher = createDecipheriv(CIPHER, key, nonce(n, isLast), { authTagLength: TAG })
      .setAAD(Buffer.from(header))
      .setAuthTag(sealed.subarray(-TAG));
    return Buffer.concat([decipher.update(sealed.subarray(0, -TAG)), decipher.final()]);
  } catch (cause) {
    throw new Failure(
      'inconsistent',
      n === 0
        ? 'this key does not open this backup, or its beginning was changed'
        : `the backup is cut off or was changed, at byte ${n * (CHUNK + TAG)} of its content`,
      { cause },
    );
  }
}

function nonce(n: number, isLast: boolean): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeBigUInt64BE(BigInt(n), 3);
  bytes[11] = isLast ? 1 : 0;
  return bytes;
}
