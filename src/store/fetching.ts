import type { FileCommitment } from '#kernel/file/commitment.ts';
import { mayFlow } from '#kernel/protocol/waiting.ts';
import { sql, type Tx } from '#store/db.ts';
import { accordById } from '#store/accords.ts';
import { isCharterHeard } from '#store/feeds.ts';
import { keepChunk, markWhole, type NewChunk } from '#store/files.ts';
import { isRecovering } from '#store/recovery.ts';

/** A file that is not yet whole here, and the entry by which the partner knows it. */
export type FileToFetch = {
  readonly file: number;
  /** Published by this node, which lost its bytes: the partner returns them. */
  readonly isOurs: boolean;
  readonly feed: number;
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

/** In force by our fold, and nothing that would end that is missed: the charter feed is not in quarantine. */
async function mayFetchUnder(tx: Tx, accord: string): Promise<boolean> {
  return mayFlow((await accordById(tx, accord))?.state, await isCharterHeard(tx, accord));
}

/** The accords under which the partner publishes for us, as far as any file of theirs is to be fetched: mostly none. */
async function accordsToFetch(tx: Tx, publisher: string): Promise<string[]> {
  const rows = await tx.rows<{ accord: string }>(
    sql`select distinct accord from store.feed where not is_ours and publisher = ${publisher}
          and exists (select 1 from store.file where state = 'fetching' and owner = ${publisher})`,
  );
  const open: string[] = [];
  for (const { accord } of rows) if (await mayFetchUnder(tx, accord)) open.push(accord);
  return open;
}

export type Due = { readonly partner: string; readonly self: string; readonly now: Date };

/** What the partner may be asked for now, the oldest first; a file that several entries name comes once for each. */
export async function filesToFetch(tx: Tx, due: Due): Promise<FileToFetch[]> {
  const rows = [...(await returnable(tx, due)), ...(await published(tx, due))];
  return rows.map(({ salt, root, size, hashes, ...row }) => ({
    ...row,
    hashes: hashes && new Uint8Array(hashes),
    commitment: { salt: new Uint8Array(salt), root: new Uint8Array(root), size },
  }));
}

/** The partner's own. Of a feed in quarantine nothing is fetched. */
async function published(tx: Tx, { partner, now }: Due): Promise<Row[]> {
  const accords = await accordsToFetch(tx, partner);
  if (accords.length === 0) return [];
  return tx.rows<Row>(sql`
    select f.id as file, false as "isOurs", d.id as feed, r.id as record, f.salt, f.root, f.size, f.hashes, f.attempts, d.accord, d.channel, d.epoch, e.idx as index
    from store.file f
    join store.record_file l on l.file = f.id
    join store.record r on r.seq = l.record
    join store.entry e on e.record = l.record
    join store.feed d on d.id = e.feed and not d.is_ours and d.publisher = f.owner and d.accord = any (${accords}) and d.fault_name is null
    where f.state = 'fetching' and f.owner = ${partner} and (f.retry_at is null or f.retry_at <= ${now})
    order by f.id, e.feed, e.idx limit ${MOST_AT_ONCE}`);
}

/** Ours, whose records the partner returned after a restore: whatever the state of the accord, once it is open again here. */
function returnable(tx: Tx, { partner, self, now }: Due): Promise<Row[]> {
  return tx.rows<Row>(sql`
    select f.id as file, true as "isOurs", d.id as feed, r.id as record, f.salt, f.root, f.size, f.hashes, f.attempts, d.accord, d.channel, d.epoch, e.idx as index
    from store.file f
    join store.record_file l on l.file = f.id
    join store.record r on r.seq = l.record
    join store.entry e on e.record = l.record
    join store.feed d on d.id = e.feed and d.is_ours and d.recipient = ${partner}
    where f.state = 'fetching' and f.owner = ${self} and (f.retry_at is null or f.retry_at <= ${now})
      and not ${isRecovering(sql`d.accord`)}
    order by f.id, e.feed, e.idx limit ${MOST_AT_ONCE}`);
}

/** Asked before each chunk: a suspension or a quarantine ends a fetch where it is. */
export async function isStillFetched(
  tx: Tx,
  { isOurs, feed, accord }: Pick<FileToFetch, 'isOurs' | 'feed' | 'accord'>,
): Promise<boolean> {
  if (isOurs) return true;
  const sound = await tx.row(sql`select 1 from store.feed where id = ${feed} and fault_name is null`);
  return sound !== undefined && (await mayFetchUnder(tx, accord));
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
    sql`
      update store.file set attempts = 0, retry_at = null, fault = null, lost_at = null where id = ${file} and attempts > 0`,
  );
  return true;
}

/** Once all chunks are held; of an expunged file there is nothing to mark. */
export async function endFetch(tx: Tx, file: number): Promise<void> {
  await markWhole(tx, file);
}

export type Failed = { readonly at: Date; readonly until: Date; readonly fault: string; readonly isLost: boolean };

/** `isLost`: of our own, that its partner does not hold it whole; it stays so until a chunk comes. False if it was known. */
export async function putOff(tx: Tx, file: number, { at, until, fault, isLost }: Failed): Promise<boolean> {
  const row = await tx.row<{ known: boolean }>(
    sql`select lost_at is not null as known from store.file where id = ${file} and state = 'fetching' for update`,
  );
  if (!row) return false;
  await tx.run(sql`
    update store.file set attempts = attempts + 1, retry_at = ${until}, fault = ${fault},
      lost_at = coalesce(lost_at, ${isLost ? at : null})
    where id = ${file}`);
  return !row.known && isLost;
}
