import type { FileCommitment } from '#kernel/file/commitment.ts';
import { sql, type Tx } from '#store/db.ts';
import { keepChunk, markWhole, type NewChunk } from '#store/files.ts';

/** A partner's file that is not yet whole here, and the entry by which the partner knows it. */
export type FileToFetch = {
  readonly file: number;
  /** The id of a record that names it. */
  readonly record: string;
  readonly commitment: FileCommitment;
  readonly hashes: Uint8Array | null;
  readonly attempts: number;
  readonly accord: string;
  readonly channel: string;
  readonly epoch: number;
  readonly index: number;
};

type Row = Omit<FileToFetch, 'commitment'> & FileCommitment;
const MOST_AT_ONCE = 50;

/** The accords under which the partner publishes for us, as far as any file of theirs is to be fetched: mostly none. */
export async function accordsToFetch(tx: Tx, publisher: string): Promise<string[]> {
  const rows = await tx.rows<{ accord: string }>(
    sql`select distinct accord from store.feed where not is_ours and publisher = ${publisher}
          and exists (select 1 from store.file where state = 'fetching' and owner = ${publisher})`,
  );
  return rows.map(({ accord }) => accord);
}

export type Due = { readonly owner: string; readonly accords: readonly string[]; readonly now: Date };

/** Those of a partner that may be asked for now, the oldest first; a file that several entries name comes once for each. */
export async function filesToFetch(tx: Tx, { owner, accords, now }: Due): Promise<FileToFetch[]> {
  const rows = await tx.rows<Row>(sql`
    select f.id as file, r.id as record, f.salt, f.root, f.size, f.hashes, f.attempts, d.accord, d.channel, d.epoch, e.idx as index
    from store.file f
    join store.record_file l on l.file = f.id
    join store.record r on r.seq = l.record
    join store.entry e on e.record = l.record
    join store.feed d on d.id = e.feed and not d.is_ours and d.publisher = f.owner and d.accord = any (${accords})
    where f.state = 'fetching' and f.owner = ${owner} and (f.retry_at is null or f.retry_at <= ${now})
    order by f.id, e.feed, e.idx limit ${MOST_AT_ONCE}`);
  return rows.map(({ salt, root, size, hashes, ...row }) => ({
    ...row,
    hashes: hashes && new Uint8Array(hashes),
    commitment: { salt: new Uint8Array(salt), root: new Uint8Array(root), size },
  }));
}

/** Verified: from here on a crash asks for no hash again. */
export async function keepHashes(tx: Tx, file: number, hashes: Uint8Array): Promise<void> {
  await tx.run(sql`update store.file set hashes = ${hashes} where id = ${file}`);
}

/** The first chunk from `from` on that is not held. */
export async function nextMissing(tx: Tx, file: number, { from, count }: { from: number; count: number }) {
  const row = await tx.row<{ n: number }>(sql`
    select n from generate_series(${from}::integer, ${count - 1}::integer) as n
    where not exists (select 1 from store.file_chunk c where c.file = ${file} and c.n = n.n) order by n limit 1`);
  return row?.n;
}

/** Of a file that was expunged meanwhile nothing is kept: false. What was wrong with it before is over with a chunk that is right. */
export async function keepFetched(tx: Tx, file: number, chunk: NewChunk): Promise<boolean> {
  const held = await tx.row(sql`select id from store.file where id = ${file} and state = 'fetching' for update`);
  if (!held) return false;
  await keepChunk(tx, file, chunk);
  await tx.run(
    sql`update store.file set attempts = 0, retry_at = null, fault = null where id = ${file} and attempts > 0`,
  );
  return true;
}

/** Once all chunks are held; of an expunged file there is nothing to mark. */
export async function endFetch(tx: Tx, file: number): Promise<void> {
  await markWhole(tx, file);
}

export async function putOff(
  tx: Tx,
  file: number,
  { until, fault }: { readonly until: Date; readonly fault: string },
): Promise<void> {
  await tx.run(sql`
    update store.file set attempts = attempts + 1, retry_at = ${until}, fault = ${fault} where id = ${file}`);
}
