import type { EntryKind, ExpungeEntry, RecallEntry, Seen } from '#kernel/log/entry.ts';
import type { Exception } from '#kernel/protocol/partner-record.ts';
import {
  expungedBy,
  hasEndedForBoth,
  judgeExpunge,
  judgeRecall,
  recalledBy,
  type EntryPlace,
} from '#kernel/protocol/recall.ts';
import { sql, type Tx } from '#store/db.ts';
import { basesOf, oppositeLine, type Feed, type FeedLine } from '#store/feeds.ts';
import { accordById, CHARTER } from '#store/accords.ts';
import { giveUp } from '#store/give-up.ts';
import { heldAmong } from '#store/legal-holds.ts';
import { tell } from '#store/notices.ts';
import type { Self } from '#store/self.ts';

type At = { readonly self: Self; readonly feed: Feed };
type Said<E> = { readonly idx: number; readonly entry: E };

/**
 * The partner asks us to delete what it published: in this transaction the content is gone here and our answer is queued, or the
 * exception of our receipt says that a legal hold forbids it. What was asked stays known, for the day that the hold is lifted.
 */
export async function takeRecall(
  tx: Tx,
  { self, feed }: At,
  { idx, entry }: Said<RecallEntry>,
): Promise<Exception | null> {
  const place = recalledBy(entry, feed.epoch);
  const named = await entryAt(tx, feed, place);
  // A hold keeps content: of what came here as a stub alone there is none.
  const held = named?.id == null || named.isGone ? undefined : await heldAmong(tx, [named.id], self.now());
  const isBinding = await bindsBoth(tx, feed, { self, seen: entry.seen });
  const verdict = judgeRecall(
    { epoch: feed.epoch, index: idx },
    place,
    named && { kind: named.kind, isAnswered: named.expunged, isHeld: held?.has(named.id ?? '') ?? false, isBinding },
  );
  if (verdict === 'answered') return null;
  if (!named || verdict !== 'expunge') {
    // Kept for the day that the hold is lifted; of an accord that stands there is no such day.
    if (named?.kind === 'record' && !isBinding) await keepAsked(tx, named, entry);
    if (named?.id && held?.has(named.id))
      await tell(tx, {
        kind: 'deletion-asked',
        to: { permission: 'holds.write' },
        about: { record: named.id },
        facts: { party: feed.publisher },
        at: self.now(),
        key: `${feed.origin} ${idx}`,
      });
    return verdict === 'expunge' ? null : verdict;
  }
  await keepAsked(tx, named, entry);
  const { accord, channel, publisher: recipient } = feed;
  await giveUp(tx, [{ recipient, accord, channel, epoch: place.epoch, ...named }], self.now());
  return null;
}

/** Its author goes by the accord until it has the step that ended it. */
async function bindsBoth(tx: Tx, feed: Feed, { self, seen: [epoch, size] }: Spoken): Promise<boolean> {
  if (feed.channel !== CHARTER) return false;
  const held = await accordById(tx, feed.accord);
  if (!held) return false;
  const base = (await basesOf(tx, oppositeLine(feed))).get(epoch) ?? 0;
  return !hasEndedForBoth(held.fold, self.partyId, { base, receiptedSize: size });
}

type Spoken = { readonly self: Self; readonly seen: Seen };

/** The partner says that what we sent it by this entry is gone there: the receipt of a recall, or of retention's end. */
export async function takeExpunge(tx: Tx, { feed }: At, { entry }: Said<ExpungeEntry>): Promise<Exception | null> {
  const named = await entryAt(tx, oppositeLine(feed), expungedBy(entry));
  const verdict = judgeExpunge(named);
  if (!named || verdict !== 'gone') return verdict === 'gone' ? null : verdict;
  await tx.run(sql`update store.entry set expunged = true where feed = ${named.feed} and idx = ${named.idx}`);
  return null;
}

type Named = {
  readonly feed: number;
  readonly idx: number;
  readonly kind: EntryKind;
  readonly expunged: boolean;
  readonly record: number | null;
  readonly id: string | null;
  /** Nothing is left of the record but its stub. */
  readonly isGone: boolean;
};

const entryAt = (tx: Tx, line: FeedLine, { epoch, index }: EntryPlace): Promise<Named | undefined> =>
  tx.row<Named>(sql`
    select e.feed, e.idx, e.kind, e.expunged, e.record, r.id, r.expunged_at is not null as "isGone"
    from store.feed f join store.entry e on e.feed = f.id left join store.record r on r.seq = e.record
    where f.publisher = ${line.publisher} and f.recipient = ${line.recipient} and f.accord = ${line.accord}
      and f.channel = ${line.channel} and f.epoch = ${epoch} and e.idx = ${index}`);

const keepAsked = (tx: Tx, { feed, idx }: Named, { code }: RecallEntry): Promise<number> =>
  tx.run(sql`update store.entry set recalled = ${code} where feed = ${feed} and idx = ${idx}`);
