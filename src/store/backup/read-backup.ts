import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { createZstdDecompress } from 'node:zlib';
import { Failure } from '#kernel/errors.ts';
import type { BackupKey } from './backup-keys.ts';
import { byteReader } from './byte-reader.ts';
import { readFrames, type Frame } from './frames.ts';
import { formatHeader, HEADER_LIMIT, MAGIC, parseHeader, type Header } from './header.ts';
import { openChunks } from './seal.ts';

export type OpenedBackup = {
  readonly header: Header;
  /** To be read to its end: only then is it known to be whole. */ readonly frames: AsyncIterable<Frame>;
};

export async function openBackup(path: string, key: BackupKey | undefined): Promise<OpenedBackup> {
  const source = createReadStream(path, { highWaterMark: 256 * 1024 });
  const reader = byteReader(source);
  const magic = await reader.line(2 * MAGIC.length).catch((cause: NodeJS.ErrnoException) => {
    throw new Failure('bad-input', `cannot read ${path} (${cause.code})`, { cause });
  });
  const header = parseHeader(magic, magic === MAGIC ? await reader.line(HEADER_LIMIT) : undefined);
  if (header.isEncrypted && key === undefined)
    throw new Failure('bad-input', 'this backup is encrypted: give its --key');
  if (header.isEncrypted && key!.id !== header.id)
    throw new Failure('bad-input', `this key is of the backup ${key!.id}, and the file is the backup ${header.id}`);
  const compressed = header.isEncrypted
    ? openChunks(reader, { key: key!.key, header: formatHeader(header) })
    : rest(reader.take);
  return { header, frames: framesOf(compressed) };
}

async function* framesOf(compressed: AsyncIterable<Uint8Array>): AsyncGenerator<Frame> {
  // What fails on the way into the decompressor fails its reader.
  const plain = Readable.from(compressed);
  const decompressor = createZstdDecompress();
  plain.once('error', (error) => decompressor.destroy(error));
  try {
    yield* readFrames(byteReader(plain.pipe(decompressor)));
  } catch (cause) {
    throw cause instanceof Failure
      ? cause
      : new Failure('inconsistent', 'the backup is cut off or was changed', { cause });
  } finally {
    plain.destroy();
  }
}

async function* rest(take: (length: number) => Promise<Buffer>): AsyncGenerator<Buffer> {
  for (let piece = await take(65_536); piece.length > 0; piece = await take(65_536)) yield piece;
}
