import { Failure } from '#kernel/errors.ts';
import { emptyRoot, isSameHash } from '#kernel/log/merkle.ts';
import { FIRST_EPOCH, isEpochAnswered, nextEpoch, type HeldState } from '#kernel/protocol/epoch.ts';
import { queueAct } from '#store/acts.ts';
import { sql, type Tx } from '#store/db.ts';
import { feedByOrigin, lockFeed, newestFeed, originOf, type Feed, type FeedLine } from '#store/feeds.ts';
import type { Party } from '#store/parties.ts';
import { lockSequencer } from '#store/sequencer.ts';

/**
 * Opens the epoch of a feed of ours after the one of which the recipient says that it holds `previous`, by its own verification.
 * Durable with the transaction: the old feed as ended; the new one, empty; the entry that opens it, which the sequencer writes
 * before anything else; and whatever the recipient does not hold, queued again until it has answered. Repeated with the same
 * `previous` it changes nothing. `common`: below it the recipient's history is the one that is here; by default all of it.
 */
export async function openEpoch(
  tx: Tx,
  line: FeedLine,
  previous: HeldState,
  common: number = previous.size,
): Promise<Feed> {
  await lockSequencer(tx);
  const ended = await lockFeed(tx, { ...line, epoch: previous.epoch }, true);
  const next = nextEpoch(ended, previous);
  const key = { ...line, epoch: next.epoch };
  const previousRoot = new Uint8Array(previous.root);
  if (ended.endedSize !== null && ended.endedRoot !== null) {
    const isSame = ended.endedSize === previous.size && isSameHash(new Uint8Array(ended.endedRoot), previousRoot);
    const opened = await feedByOrigin(tx, originOf(key));
    if (!isSame || !opened) throw new Failure('conflict', 'this epoch has ended with another state');
    return opened;
  }
  await tx.run(sql`
    update store.feed set ended_size = ${previous.size}, ended_root = ${previousRoot} where id = ${ended.id}`);
  await lockFeed(tx, key, true);
  await tx.run(sql`update store.feed set base = ${next.base} where origin = ${originOf(key)}`);
  await queueAct(tx, ended, { kind: 'epoch', previous: next.previous });
  await publishAgain(tx, ended, common);
  // The new feed begins with the key that its recipient has, and changes to those after it by entries of its own.
  await tx.run(sql`
    delete from store.act
    where kind = 'key' and idx is null
      and recipient = ${line.recipient} and accord = ${line.accord} and channel = ${line.channel}`);
  return (await feedByOrigin(tx, originOf(key)))!;
}

/** What the recipient does not hold of an epoch that ended is said again in the next one. */
export async function publishAgain(tx: Tx, ended: Feed, from: number): Promise<void> {
  await releaseAgain(tx, ended.id, await recordsOf(tx, ended, from));
  // What the recipient does not hold need not be recalled.
  await tx.run(
    sql`delete from store.act where kind = 'recall' and idx is null and about_feed = ${ended.id} and about_idx >= ${from}`,
  );
  await tx.run(sql`
    update store.act set feed = null, idx = null
    where feed = ${ended.id} and idx >= ${from}
      and (kind = 'expunge' or kind = 'recall' and (about_feed <> ${ended.id} or about_idx < ${from}))`);
  // Receipts that did not arrive are given anew, of the epoch of the partner's that they spoke of.
  await tx.run(sql`
    update store.feed f set receipted_size = least(f.receipted_size, lost."from")
    from (
      select (body::json -> 'seen' ->> 0)::integer as epoch, min((body::json ->> 'from')::bigint) as "from" from store.entry
      where feed = ${ended.id} and idx >= ${from} and kind = 'receipt' group by 1
    ) lost
    where not f.is_ours and f.publisher = ${ended.recipient} and f.accord = ${ended.accord} and f.channel = ${ended.channel}
      and f.epoch = lost.epoch`);
}

/**
 * The newest epoch of ours once more from its first entry, where its recipient says that it holds nothing of it: what was signed
 * there may not stand, since it was signed by a key that may be in other hands.
 */
export async function beginEpochAnew(tx: Tx, feed: Feed): Promise<void> {
  await lockSequencer(tx);
  await publishAgain(tx, feed, 0);
  await tx.run(sql`delete from store.act where feed = ${feed.id} and kind = 'key'`);
  await tx.run(sql`update store.act set feed = null, idx = null where feed = ${feed.id}`);
  await tx.run(sql`delete from store.rotation where feed = ${feed.id}`);
  await tx.run(sql`delete from store.tile where feed = ${feed.id}`);
  await tx.run(sql`delete from store.entry where feed = ${feed.id}`);
  await tx.run(sql`
    update store.feed set size = 0, root = ${emptyRoot()}, checkpoint = null, signed_at = null, key = null, receipted_size = 0,
      cosigned_size = null, cosigned_at = null, cosigned_note = null
    where id = ${feed.id}`);
}

async function recordsOf(tx: Tx, ended: Feed, from: number): Promise<number[]> {
  const rows = await tx.rows<{ idx: number }>(sql`
    select idx from store.entry
    where feed = ${ended.id} and kind = 'record' and record is not null and idx >= ${from}`);
  return rows.map(({ idx }) => idx);
}

/**
 * What the recipient refused only because the accord was not in force, and did not ask for again while the epoch lasted: it asks for
 * nothing of an ended one. Only after its last word on that epoch, since it may have taken it since. What was recalled stays.
 */
export async function releaseRefused(tx: Tx, line: FeedLine): Promise<void> {
  const newest = await newestFeed(tx, line);
  if (!newest || newest.epoch === FIRST_EPOCH || !isEpochAnswered(newest)) return;
  const refused = await tx.rows<{ feed: number; idx: number }>(sql`
    select e.feed, e.idx from store.feed f join store.entry e on e.feed = f.id join store.record r on r.seq = e.record
    where f.publisher = ${line.publisher} and f.recipient = ${line.recipient} and f.accord = ${line.accord} and f.channel = ${line.channel}
      and f.ended_size is not null and e.state = 'refused' and e.code = 'not-in-force' and r.expunged_at is null`);
  for (const [id, entries] of Map.groupBy(refused, ({ feed }) => feed))
    await releaseAgain(
      tx,
      id,
      entries.map(({ idx }) => idx),
    );
}

/**
 * The records leave their places in the epoch that ended, and are released anew into the newest: terms may have changed, and what is
 * suspended sends nothing. Those that were deleted meanwhile stay.
 */
async function releaseAgain(tx: Tx, ended: number, indexes: readonly number[]): Promise<void> {
  if (indexes.length === 0) return;
  await tx.run(sql`
    update store.release l set feed = null, idx = null,
      outcome = case when r.expunged_at is null then 'queued' else 'no' end,
      code = case when r.expunged_at is null then null else 'recalled' end, detail = null
    from store.record r
    where r.seq = l.record and l.feed = ${ended} and l.idx = any (${indexes}::bigint[])`);
  await tx.run(sql`
    delete from store.disclosure d using store.entry e, store.release l
    where e.feed = ${ended} and e.idx = any (${indexes}::bigint[]) and l.record = e.record and l.outcome = 'queued'
      and d.record = l.record and d.recipient = l.recipient`);
  await tx.run(sql`update store.entry set record = null where feed = ${ended} and idx = any (${indexes}::bigint[])`);
  await tx.run(sql`select pg_notify('entente_outbox', '')`);
}

/** A feed that its publisher signed by a key that it gave up since: nothing is given or taken of it until its next epoch opens. */
export const isAbandoned = (publisher: Party, { key }: Pick<Feed, 'key'>): boolean =>
  key !== null &&
  publisher.keys.some(({ publicKey, isDistrusted }) => isDistrusted && isSameHash(publicKey, new Uint8Array(key)));
