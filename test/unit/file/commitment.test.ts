import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromBase64Strict, sha256, toBase64, toHex, utf8 } from '#platform';
import {
  CHUNK_BYTES,
  chunkCount,
  chunkHash,
  chunkLength,
  fileRoot,
  LARGEST_FILE,
  readChunkHashes,
} from '#kernel/file/commitment.ts';
import { inChunks } from '#kernel/file/in-chunks.ts';
import { leafHash } from '#kernel/log/merkle.ts';
import { naiveRoot } from '../log/naive-tree.ts';

type Vector = { name: string; seed: string; size: number; sha256: string; chunks: string[]; root: string };
const vectors = JSON.parse(readFileSync(new URL('../../vectors/file.json', import.meta.url), 'utf8')) as {
  salt: string;
  files: Vector[];
};
const salt = fromBase64Strict(vectors.salt);

/** The vectors' stream of bytes, in blocks of 32. */
async function* stream({ seed, size }: Pick<Vector, 'seed' | 'size'>): AsyncGenerator<Uint8Array> {
  for (let block = 0; block * 32 < size; block++) {
    const number = new Uint8Array(4);
    new DataView(number.buffer).setUint32(0, block);
    yield sha256(utf8(seed), number).subarray(0, size - block * 32);
  }
}

describe('the published vectors', () => {
  test.each(vectors.files)('$name', async (file) => {
    const whole = createHash('sha256');
    const hashes: Uint8Array[] = [];
    for await (const chunk of inChunks(stream(file))) {
      expect(chunk.length).toBe(chunkLength(file.size, hashes.length));
      whole.update(chunk);
      hashes.push(chunkHash(salt, hashes.length, chunk));
    }
    expect(whole.digest('hex')).toBe(file.sha256);
    expect(hashes.map(toBase64)).toEqual(file.chunks);
    expect(toBase64(fileRoot({ salt, size: file.size }, hashes))).toBe(file.root);
  });
});

const someHashes = fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 }), { minLength: 1, maxLength: 600 });

describe('a commitment to a file', () => {
  test('is over the tree of RFC 6962 of its chunks', () => {
    fc.assert(
      fc.property(someHashes, (hashes) => {
        const size = hashes.length * CHUNK_BYTES;
        const length = new Uint8Array(8);
        new DataView(length.buffer).setBigUint64(0, BigInt(size));
        const expected = sha256(utf8('entente-file-1'), salt, length, naiveRoot(hashes.map(leafHash)));
        expect(toHex(fileRoot({ salt, size }, hashes))).toBe(toHex(expected));
      }),
      { numRuns: 50 },
    );
  });

  test('is another one for another place of a chunk, another salt, another length', () => {
    const chunk = new Uint8Array(100);
    const other = new Uint8Array(32).fill(1);
    const hashes = [chunkHash(salt, 0, chunk), chunkHash(salt, 1, chunk), chunkHash(other, 0, chunk)];
    const roots = [100, 101].map((size) => fileRoot({ salt, size }, [hashes[0]!]));
    expect(new Set([...hashes, ...roots].map(toHex)).size).toBe(5);
  });

  test('takes as many hashes as the size has chunks', () => {
    expect(() => fileRoot({ salt, size: CHUNK_BYTES + 1 }, [sha256()])).toThrow('2 chunks, not 1');
  });

  test('tells its own list of hashes from every other', () => {
    fc.assert(
      fc.property(someHashes, fc.nat(), fc.integer({ min: 1, max: 255 }), (hashes, at, flip) => {
        const size = hashes.length * CHUNK_BYTES;
        const file = { salt, size, root: fileRoot({ salt, size }, hashes) };
        const bytes = Uint8Array.from(hashes.flatMap((hash) => [...hash]));
        expect(readChunkHashes(bytes, file)?.map(toHex)).toEqual(hashes.map(toHex));
        expect(readChunkHashes(bytes.subarray(1), file)).toBeUndefined();
        expect(readChunkHashes(bytes, { ...file, size: size - 1 })).toBeUndefined();
        bytes[at % bytes.length]! ^= flip;
        expect(readChunkHashes(bytes, file)).toBeUndefined();
      }),
      { numRuns: 50 },
    );
  });
});

const nearBoundaries = fc
  .tuple(fc.integer({ min: 0, max: 2047 }), fc.integer({ min: -2, max: 2 }))
  .map(([chunks, more]) => Math.max(0, chunks * CHUNK_BYTES + more));

test('the chunks of a file are of 1 MiB, the last one of the rest, and are the whole file', () => {
  fc.assert(
    fc.property(fc.oneof(nearBoundaries, fc.constant(LARGEST_FILE)), (size) => {
      const count = chunkCount(size);
      const lengths = Array.from({ length: count }, (_, n) => chunkLength(size, n));
      expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(size);
      expect(lengths.slice(0, -1).every((length) => length === CHUNK_BYTES)).toBe(true);
      expect(lengths.every((length) => length > 0)).toBe(true);
      expect(chunkLength(size, count)).toBe(0);
    }),
  );
});

test('chunks are cut alike, whatever pieces the bytes come in', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 3 * CHUNK_BYTES }),
      fc.array(fc.integer({ min: 1, max: 2 * CHUNK_BYTES }), { minLength: 1, maxLength: 5 }),
      async (size, pieces) => {
        const bytes = new Uint8Array(size).map((_, i) => i % 251);
        async function* source() {
          for (let at = 0, i = 0; at < size; i++) {
            const length = pieces[i % pieces.length]!;
            yield bytes.subarray(at, at + length);
            at += length;
          }
        }
        let n = 0;
        for await (const chunk of inChunks(source())) {
          const from = n * CHUNK_BYTES;
          expect(Buffer.compare(chunk, bytes.subarray(from, from + chunkLength(size, n)))).toBe(0);
          n++;
        }
        expect(n).toBe(chunkCount(size));
      },
    ),
    { numRuns: 15 },
  );
});
