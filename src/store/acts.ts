import { canonicalize } from '#kernel/json/canonical.ts';
import type { EpochEntry, ExpungeEntry, KeyEntry, RecallCode, RecallEntry } from '#kernel/log/entry.ts';
import { sql, type Tx } from '#store/db.ts';
import type { FeedLine } from '#store/feeds.ts';

type Own<E> = Omit<E, 'v' | 'at' | 'seen'>;
/** What this node says in a feed besides records and receipts. */
export type Act = Own<RecallEntry> | Own<ExpungeEntry> | Own<KeyEntry> | Own<EpochEntry>;
/** The entry that an act is about: in our own feed for a recall, in the partner's for an expunge. */
export type About = { readonly feed: number; readonly epoch: number; readonly idx: number };
export type DueAct = { readonly id: number; readonly act: Act };

type Line = Omit<FeedLine, 'publisher'>;

/** The outbox of our own acts: what is written here gets its place from the sequencer, also after a crash. */
export async function queueAct(tx: Tx, line: Line, { kind, ...own }: Act, about?: About): Promise<void> {
  await tx.run(sql`
    insert into store.act (recipient, accord, channel, kind, body, about_feed, about_idx)
    values (${line.recipient}, ${line.accord}, ${line.channel}, ${kind}, ${canonicalize(own)}, ${about?.feed ?? null}, ${about?.idx ?? null})`);
  await tx.run(sql`select pg_notify('entente_outbox', '')`);
}

/** Asks the recipient to delete what it got by this entry of ours. */
export const queueRecall = (tx: Tx, line: Line, about: About, code: RecallCode): Promise<void> =>
  queueAct(tx, line, { kind: 'recall', index: about.idx, epoch: about.epoch, code }, about);

/** Says that what we got by this entry of the partner's is gone. */
export const queueExpunge = (tx: Tx, line: Line, about: About): Promise<void> =>
  queueAct(tx, line, { kind: 'expunge', index: about.idx, epoch: about.epoch }, about);

export async function actsDue(tx: Tx, line: Line, limit: number): Promise<DueAct[]> {
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

/** An act that has its place already; if it was still queued, it is that one. */
export async function keepPlacedAct(
  tx: Tx,
  { feed, idx }: { readonly feed: Line & { readonly id: number }; readonly idx: number },
  { kind, ...own }: Act,
  about?: About,
): Promise<void> {
  const queued = await tx.row<{ id: number }>(sql`
    select id from store.act
    where idx is null and kind = ${kind} and recipient = ${feed.recipient} and accord = ${feed.accord} and channel = ${feed.channel}
      and (about_feed = ${about?.feed ?? null} and about_idx = ${about?.idx ?? null} or about_feed is null and body = ${canonicalize(own)})
    order by id limit 1`);
  if (queued) return placeActs(tx, feed.id, [{ id: queued.id, idx }]);
  await tx.run(sql`
    insert into store.act (recipient, accord, channel, kind, body, feed, idx, about_feed, about_idx)
    values (${feed.recipient}, ${feed.accord}, ${feed.channel}, ${kind}, ${canonicalize(own)}, ${feed.id}, ${idx},
      ${about?.feed ?? null}, ${about?.idx ?? null})`);
}
