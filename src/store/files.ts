import { Failure } from '#kernel/errors.ts';
import { chunkCount } from '#kernel/file/commitment.ts';
import { fileOf } from '#kernel/file/described.ts';
import type { JsonObject } from '#kernel/json/types.ts';
import { sql, type Tx } from '#store/db.ts';
import { judgeMediaType, JUDGED_BYTES } from '#store/media-type.ts';

/** What a record that was kept says of its file. `isOwn`: written here now, so that the file must be here already. */
export type Naming = {
  readonly record: number;
  readonly owner: string;
  readonly object: JsonObject;
  /** The part that `file` stands in. */
  readonly part: number;
  readonly isOwn: boolean;
  readonly at: Date;
};

/**
 * Ties records to the files that they name, in the transaction that keeps them: our own to a file that was brought here whole, a
 * partner's, and one of ours that a partner returned, to one that is fetched from now on.
 */
export async function bindFiles(tx: Tx, namings: readonly Naming[]): Promise<void> {
  for (const { record, owner, object, part, isOwn, at } of namings) {
    const named = fileOf(object);
    if (!named) continue;
    const { salt, root, size } = named;
    if (!isOwn)
      await tx.run(sql`
        insert into store.file (owner, state, salt, root, size, at) values (${owner}, 'fetching', ${salt}, ${root}, ${size}, ${at})
        on conflict (owner, salt, root, size) do nothing`);
    const bound = await tx.run(sql`
      insert into store.record_file (record, file, part)
      select ${record}, id, ${part} from store.file
      where owner = ${owner} and salt = ${salt} and root = ${root} and size = ${size}
        and (${!isOwn} or (state = 'whole' and media_type = ${object['media_type']}))`);
    if (bound === 0)
      throw new Failure('bad-input', 'this node holds no such file: bring it by an upload', { path: '$.file' });
  }
}

export type FileProgress = {
  readonly record: number;
  readonly size: number;
  readonly state: 'fetching' | 'whole';
  readonly have: number;
  readonly of: number;
  readonly fault: string | null;
};

/** Of the files that these versions name, as far as the transaction's scope may see them. */
export async function filesOf(tx: Tx, records: readonly number[]): Promise<Map<number, FileProgress>> {
  if (records.length === 0) return new Map();
  const rows = await tx.rows<Omit<FileProgress, 'of'>>(sql`
    select l.record, f.size, f.state, f.have, f.fault from store.record_file l join store.file f on f.id = l.file
    where l.record = any (${records})`);
  return new Map(rows.map((row) => [row.record, { ...row, of: chunkCount(row.size) }]));
}

export type HeldFile = {
  readonly id: number;
  readonly owner: string;
  readonly size: number;
  readonly state: 'fetching' | 'whole';
  readonly have: number;
  readonly root: Uint8Array;
  readonly mediaType: string | null;
  /** Of our own: since when nobody is known to hold it whole. */
  readonly lostAt: Date | null;
  /** The part of the record that names it. */
  readonly part: number;
};

export async function fileOfRecord(tx: Tx, record: number): Promise<HeldFile | undefined> {
  return tx.row<HeldFile>(sql`
    select f.id, f.owner, f.size, f.state, f.have, f.root, f.lost_at as "lostAt", f.media_type as "mediaType", l.part
    from store.record_file l join store.file f on f.id = l.file where l.record = ${record}`);
}

export async function chunkOf(tx: Tx, file: number, n: number): Promise<Uint8Array | undefined> {
  return (await tx.row<{ body: Uint8Array }>(sql`select body from store.file_chunk where file = ${file} and n = ${n}`))
    ?.body;
}

export type KeptChunk = { readonly n: number; readonly hash: Uint8Array; readonly length: number };

export async function chunksOf(tx: Tx, file: number): Promise<KeptChunk[]> {
  const rows = await tx.rows<KeptChunk>(sql`
    select n, hash, octet_length(body) as length from store.file_chunk where file = ${file} order by n`);
  return rows.map((row) => ({ ...row, hash: new Uint8Array(row.hash) }));
}

/** As they are sent: 32 bytes each, in order. */
export async function chunkHashesOf(tx: Tx, file: number): Promise<Uint8Array> {
  const row = await tx.row<{ hashes: Uint8Array | null }>(
    sql`select string_agg(hash, ''::bytea order by n) as hashes from store.file_chunk where file = ${file}`,
  );
  return new Uint8Array(row?.hashes ?? []);
}

export type NewChunk = { readonly n: number; readonly hash: Uint8Array; readonly body: Uint8Array };

/** A chunk that stands there already is replaced. How many there are now. */
export async function keepChunk(tx: Tx, file: number, { n, hash, body }: NewChunk): Promise<number> {
  const kept = await tx.row<{ isNew: boolean }>(sql`
    insert into store.file_chunk (file, n, hash, body) values (${file}, ${n}, ${hash}, ${body})
    on conflict (file, n) do update set hash = excluded.hash, body = excluded.body
    returning xmax = 0 as "isNew"`);
  const row = await tx.row<{ have: number }>(
    sql`update store.file set have = have + ${kept?.isNew === true ? 1 : 0} where id = ${file} returning have`,
  );
  return row?.have ?? 0;
}

/** From here on the file is served, as what its first bytes show it to be. */
export async function markWhole(tx: Tx, file: number): Promise<string> {
  const row = await tx.row<{ head: Uint8Array }>(
    sql`select substring(body from 1 for ${JUDGED_BYTES}) as head from store.file_chunk where file = ${file} and n = 0`,
  );
  const mediaType = await judgeMediaType(new Uint8Array(row?.head ?? []));
  await tx.run(sql`
    update store.file set state = 'whole', media_type = ${mediaType}, hashes = null, attempts = 0, retry_at = null, fault = null, lost_at = null
    where id = ${file}`);
  return mediaType;
}

/**
 * Takes from the version the file that it names: chunks and row are gone with this transaction, unless another version that was not
 * expunged names the same file. A fetch of it ends by itself.
 */
export async function expungeFile(tx: Tx, record: number): Promise<void> {
  const freed = await tx.row<{ file: number }>(
    sql`delete from store.record_file where record = ${record} returning file`,
  );
  if (freed)
    await tx.run(sql`
      delete from store.file where id = ${freed.file}
        and not exists (select 1 from store.record_file l where l.file = ${freed.file})`);
}
