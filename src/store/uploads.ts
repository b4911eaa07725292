import { fromBase64Strict, toBase64 } from '#platform';
import { Failure } from '#kernel/errors.ts';
import { chunkCount, chunkHash, chunkLength, fileRoot } from '#kernel/file/commitment.ts';
import type { JsonObject } from '#kernel/json/types.ts';
import { isSameHash } from '#kernel/log/merkle.ts';
import { admit } from '#store/admit.ts';
import { sql, type Tx } from '#store/db.ts';
import { chunksOf, keepChunk, markWhole, type KeptChunk } from '#store/files.ts';
import type { Self } from '#store/self.ts';

/** What the record is to say beside the file. */
export type Draft = JsonObject & { readonly accord_ref: string; readonly channel: string; readonly name: string };

/** A file on its way in: its uploader's alone, until it becomes a record. */
export type Upload = {
  readonly file: number;
  readonly upload: string;
  readonly state: 'uploading' | 'whole';
  readonly salt: Uint8Array;
  readonly size: number | null;
  readonly draft: Draft;
};

/** Of one person at a time: what nobody finishes is only swept away after a day. */
const MOST_OPEN = 16;
export const ABANDONED_AFTER_MS = 24 * 60 * 60 * 1000;

export type NewUpload = { readonly uploader: string; readonly draft: Draft; readonly size: number | undefined };

export async function beginUpload(tx: Tx, self: Self, { uploader, draft, size }: NewUpload): Promise<Upload> {
  const open = await openUploads(tx, uploader);
  if (open.length >= MOST_OPEN)
    throw new Failure('conflict', `${MOST_OPEN} uploads are open already: finish them, or wait until they are swept`);
  const upload = self.uuid();
  await tx.run(sql`
    insert into store.file (owner, state, salt, size, at, upload, uploader, draft)
    values (${self.partyId}, 'uploading', ${self.randomBytes(32)}, ${size ?? null}, ${self.now()}, ${upload}, ${uploader},
      ${JSON.stringify(draft)})`);
  return uploadOf(tx, upload, uploader);
}

type Row = Omit<Upload, 'draft'> & { readonly draft: string };
const UPLOADS = sql`select id as file, upload, state, salt, size, draft from store.file`;
const read = ({ draft, salt, ...row }: Row): Upload => ({
  ...row,
  salt: new Uint8Array(salt),
  draft: JSON.parse(draft) as Draft,
});

/** Locked for this transaction: chunks and the end of an upload come one after the other. */
export async function uploadOf(tx: Tx, upload: string, uploader: string): Promise<Upload> {
  const row = await tx.row<Row>(sql`${UPLOADS} where upload = ${upload} and uploader = ${uploader} for update`);
  if (!row) throw new Failure('not-found', 'there is no such upload of yours');
  return read(row);
}

export async function openUploads(tx: Tx, uploader: string): Promise<Upload[]> {
  const rows = await tx.rows<Row>(
    sql`${UPLOADS} where state = 'uploading' and uploader = ${uploader} order by at desc`,
  );
  return rows.map(read);
}

/** Durable with its transaction. The same chunk again changes nothing; another one in its place replaces it. */
export async function keepUploaded(
  tx: Tx,
  self: Self,
  { file, salt, size, state }: Upload,
  { n, body }: { readonly n: number; readonly body: Uint8Array },
): Promise<Uint8Array> {
  if (state === 'whole') throw new Failure('conflict', 'this upload has become a record');
  if (body.length === 0) throw new Failure('bad-input', 'a chunk has at least one byte');
  if (size !== null && body.length !== chunkLength(size, n))
    throw new Failure('bad-input', `chunk ${n} of this file has ${chunkLength(size, n)} bytes, not ${body.length}`);
  const hash = chunkHash(salt, n, body);
  await keepChunk(tx, file, { n, hash, body });
  await tx.run(sql`update store.file set at = ${self.now()} where id = ${file}`);
  return hash;
}

export type Finished = { readonly size: number; readonly root: string | undefined };

/**
 * The end of an upload: one transaction in which the file becomes whole and its record is admitted, by the one door. Asked
 * again, after an answer that was lost, it names the same record.
 */
export async function finishUpload(tx: Tx, self: Self, upload: Upload, { size, root }: Finished): Promise<number> {
  const { file, salt, state, draft } = upload;
  if (state === 'whole') {
    const made = await tx.row<{ record: number }>(
      sql`select min(record) as record from store.record_file where file = ${file} having min(record) is not null`,
    );
    if (!made) throw new Failure('not-found', 'there is no such upload of yours');
    return made.record;
  }
  if (upload.size !== null && upload.size !== size)
    throw new Failure('bad-input', `it was announced with ${upload.size} bytes`, { path: '$.size' });
  const chunks = await chunksOf(tx, file);
  refuseGaps(chunks, size);
  const own = fileRoot(
    { salt, size },
    chunks.map(({ hash }) => hash),
  );
  if (root !== undefined && !isSameHash(fromBase64Strict(root), own))
    throw new Failure('conflict', 'what came is not what was meant: its root is another', { path: '$.root' });
  // What was said of it is the record's from here on, and goes with it: the rest only names the upload.
  const { accord_ref: accord, channel } = draft;
  const left = JSON.stringify({ accord_ref: accord, channel });
  await tx.run(sql`update store.file set size = ${size}, root = ${own}, draft = ${left} where id = ${file}`);
  const mediaType = await markWhole(tx, file);
  const described = { media_type: mediaType, size, file: { salt: toBase64(salt), root: toBase64(own) } };
  return (await admit(tx, self, { type: 'document', ...draft, ...described })).seq;
}

function refuseGaps(chunks: readonly KeptChunk[], size: number): void {
  const count = chunkCount(size);
  const wrong = Array.from({ length: count }, (_, n) => n).find(
    (n) => chunks[n]?.n !== n || chunks[n]?.length !== chunkLength(size, n),
  );
  if (wrong !== undefined)
    throw new Failure('conflict', `chunk ${wrong} of ${count} is not there, or has another length`, { path: '$.size' });
  if (chunks.length > count)
    throw new Failure('bad-input', `${chunks.length} chunks came, where ${size} bytes are ${count}`, {
      path: '$.size',
    });
}

/** What has not grown for a day is gone, chunks and all. How many were swept. */
export function sweepUploads(tx: Tx, now: Date): Promise<number> {
  const before = new Date(now.getTime() - ABANDONED_AFTER_MS);
  return tx.run(sql`delete from store.file where state = 'uploading' and at < ${before}`);
}
