import { crc32, inflateRawSync } from 'node:zlib';
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import { Failure } from '#kernel/errors.ts';

const MOST_ENTRIES = 10_000;
/** Unpacked. A statement of the greatest length has some 5 MB with all its markup. */
const LARGEST_ENTRY = 48 * 1024 * 1024;

export type Zip = {
  /** Undefined: no such entry. */
  readonly text: (name: string) => Promise<string | undefined>;
};

/** Only what is asked for is unpacked, no further than the bound, and checked against its sum. */
export async function openZip(bytes: Uint8Array): Promise<Zip> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const zip = await fromBufferPromise(buffer, { lazyEntries: true }).catch(damaged);
  const entries = await listOf(zip);
  return {
    text: async (name) => {
      const entry = entries.get(name.toLowerCase());
      return entry && new TextDecoder().decode(await unpack(zip, buffer, entry));
    },
  };
}

/** The last of one name counts, as in Word; names are without case (ECMA-376 part 2 section 6.2.2). */
async function listOf(zip: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  const entries = new Map<string, Entry>();
  if (zip.entryCount > MOST_ENTRIES) throw new Failure('too-large', `the file has more than ${MOST_ENTRIES} parts`);
  try {
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName.toLowerCase(), entry);
  } catch (cause) {
    damaged(cause);
  }
  return entries;
}

async function unpack(zip: ZipFile, buffer: Buffer, entry: Entry): Promise<Uint8Array> {
  if (entry.isEncrypted()) throw new Failure('unsupported-type', 'the file has a password; save it without one');
  if (entry.uncompressedSize > LARGEST_ENTRY) throw tooLarge();
  const { fileDataStart: start } = await zip.readLocalFileHeaderPromise(entry, { minimal: true }).catch(damaged);
  const packed = buffer.subarray(start, start + entry.compressedSize);
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8)
    throw new Failure('unsupported-type', 'the file is packed in a way that is not read');
  let bytes: Uint8Array;
  try {
    bytes = entry.compressionMethod === 0 ? packed : inflateRawSync(packed, { maxOutputLength: LARGEST_ENTRY });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge();
    return damaged(cause);
  }
  if (bytes.length !== entry.uncompressedSize || crc32(bytes) !== entry.crc32) return damaged('its sum differs');
  return bytes;
}

const tooLarge = (): Failure => new Failure('too-large', `unpacked, a part has more than ${LARGEST_ENTRY} bytes`);

const damaged = (cause: unknown): never => {
  throw new Failure('bad-input', 'the file is damaged: its parts cannot be unpacked', { cause });
};
