import { Readable } from 'node:stream';
import { toHex } from '#platform';
import { Failure } from '#kernel/errors.ts';
import { CHUNK_BYTES, chunkCount } from '#kernel/file/commitment.ts';
import type { Db } from '#store/db.ts';
import { chunkHashesOf, chunkOf, fileOfRecord, type HeldFile } from '#store/files.ts';
import { UNKNOWN_TYPE } from '#store/media-type.ts';
import { versionsOf } from '#store/records.ts';
import { readRange, type ByteRange } from '#api/byte-range.ts';
import { asAttachment } from '#api/content-disposition.ts';
import type { NodeContext } from '#api/module.ts';
import { httpProblem } from '#api/problem.ts';
import type { Caller } from '#api/caller.ts';
import { route, type AnyRoute, type Answer, type Asked } from '#api/route.ts';

/** Files as people and programs of this node read them: whoever may read the part of the record that names the file. */
export function downloadRoutes({ db }: NodeContext): AnyRoute[] {
  return [
    route('downloadFile', {
      permission: 'records.read',
      isStream: true,
      handle: async (asked) => {
        const { file, name } = await wholeFile(db, asked);
        return { ...answerWith(db, file, { name, asked }), told: [asked.params.id] };
      },
    }),
    route('readFileHashes', {
      permission: 'records.read',
      handle: async (asked) => {
        const { file } = await wholeFile(db, asked);
        const hashes = await db.transaction('node', (tx) => chunkHashesOf(tx, file.id));
        return {
          status: 200,
          body: Buffer.from(hashes),
          headers: { 'content-type': 'application/octet-stream' },
          told: [asked.params.id],
        };
      },
    }),
  ];
}

type AskedFile = Asked<undefined, { readonly modified?: string | undefined }, { readonly id: string }>;
type Named = { readonly file: HeldFile; readonly name: string };

async function wholeFile(db: Db, { caller, params, query }: AskedFile): Promise<Named> {
  const found = await namedFile(db, caller, { id: params.id, modified: query.modified });
  if (!found) throw new Failure('not-found', 'there is no such file');
  const { file } = found;
  if (file.state !== 'whole' && file.lostAt !== null)
    throw new Failure(
      'conflict',
      'the bytes of this file were lost in a restore, and the partner does not hold them whole',
    );
  if (file.state !== 'whole')
    throw new Failure(
      'conflict',
      `the file is still being fetched from the partner: ${file.have} of ${chunkCount(file.size)} chunks are here`,
    );
  return found;
}

/** As the reader: a part that they do not see names no file. Without `modified`, of the newest version that they see. */
function namedFile(
  db: Db,
  caller: Caller,
  { id, modified }: { readonly id: string; readonly modified: string | undefined },
): Promise<Named | undefined> {
  return db.transaction(caller, async (tx) => {
    const version = (await versionsOf(tx, [id])).find((one) => modified === undefined || one.modified === modified);
    if (!version || version.object['file'] === undefined) return undefined;
    const file = await fileOfRecord(tx, version.seq);
    const { name } = version.object;
    return file && { file, name: typeof name === 'string' ? name : id };
  });
}

function answerWith(
  db: Db,
  file: HeldFile,
  { name, asked }: { name: string; asked: AskedFile },
): Answer<unknown, 200 | 206 | 416> {
  const etag = `"${toHex(new Uint8Array(file.root))}"`;
  const { range: header, 'if-range': condition } = asked.headers;
  const range = condition === undefined || condition === etag ? readRange(header, file.size) : undefined;
  if (range === 'none')
    return {
      status: 416,
      body: httpProblem('range-not-satisfiable'),
      headers: { 'content-type': 'application/problem+json', 'content-range': `bytes */${file.size}` },
    };
  const { from, to } = range ?? { from: 0, to: file.size };
  return {
    status: range ? 206 : 200,
    // One chunk is read when the one before it has gone: as fast as the reader takes them, and no faster.
    body: Readable.from(bytesOf(db, file.id, { from, to }), { objectMode: false, highWaterMark: 1 }),
    headers: {
      'content-type': file.mediaType ?? UNKNOWN_TYPE,
      'content-length': String(to - from),
      'content-disposition': asAttachment(name),
      'content-security-policy': 'sandbox',
      'accept-ranges': 'bytes',
      etag,
      ...(range ? { 'content-range': `bytes ${from}-${to - 1}/${file.size}` } : {}),
    },
  };
}

async function* bytesOf(db: Db, file: number, { from, to }: ByteRange): AsyncGenerator<Uint8Array> {
  for (let n = Math.floor(from / CHUNK_BYTES); n * CHUNK_BYTES < to; n++) {
    const chunk = await db.transaction('node', (tx) => chunkOf(tx, file, n));
    // Expunged meanwhile: the answer ends short of its length, so nobody takes it for whole.
    if (!chunk) throw new Failure('not-found', 'the file was expunged while it was read');
    const start = n * CHUNK_BYTES;
    yield chunk.subarray(Math.max(0, from - start), Math.min(chunk.length, to - start));
  }
}
