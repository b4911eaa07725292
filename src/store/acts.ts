import { canonicalize } from '#kernel/json/canonical.ts';
import type { EpochEntry, ExpungeEntry, KeyEntry, RecallEntry } from '#kernel/log/entry.ts';
import { sql, type Tx } from '#store/db.ts';
import type { FeedLine } from '#store/feeds.ts';

type Own<E> = Omit<E, 'v' | 'at' | 'seen'>;
/** What this node says in a feed besides records and receipts. */
export type Act = Own<RecallEntry> | Own<ExpungeEntry> | Own<KeyEntry> | Own<EpochEntry>;
export type DueAct = { readonly id: number; readonly act: Act };

/** The outbox of our own acts: what is written here gets its place from the sequencer, also after a crash. */
export async function queueAct(tx: Tx, line: Omit<FeedLine, 'publisher'>, { kind, ...own }: Act): Promise<void> {
  await tx.run(sql`
    insert into store.act (recipient, accord, channel, kind, body)
    values (${line.recipient}, ${line.accord}, ${line.channel}, ${kind}, ${canonicalize(own)})`);
  await tx.run(sql`select pg_notify('entente_outbox', '')`);
}

export async function actsDue(tx: Tx, line: Omit<FeedLine, 'publisher'>, limit: number): Promise<DueAct[]> {
  const rows = await tx.rows<{ id: number; kind: string; body: string }>(sql`
    select id, kind, body from store.act
    where idx is null and recipient = ${line.recipient} and accord = ${line.accord} and channel = ${line.channel}
    order by kind <> 'epoch', id limit ${limit}`);
  return rows.map(({ id, kind, body }) => ({ id, act: { kind, ...(JSON.parse(body) as object) } as Act })); // as `queueAct` wrote it
}

export type PlacedAct = { readonly id: number; readonly idx: number };

export async function placeActs(tx: Tx, feed: number, placed: readonly PlacedAct[]): Promise<void> {
  if (placed.length === 0) return;
  await tx.run(sql`
    update store.act a set feed = ${feed}, idx = t.idx
    from unnest(${placed.map(({ id }) => id)}::bigint[], ${placed.map(({ idx }) => idx)}::bigint[]) as t (id, idx)
    where a.id = t.id`);
}
