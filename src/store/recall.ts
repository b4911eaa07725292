import { Failure, type FailureCode } from '#kernel/errors.ts';
import type { RecallCode } from '#kernel/log/entry.ts';
import { hasEndedForBoth, whyNotRecalled } from '#kernel/protocol/recall.ts';
import { accordById, CHARTER, otherParty, type Accord } from '#store/accords.ts';
import { queueRecall } from '#store/acts.ts';
import { sql, type Tx } from '#store/db.ts';
import { expunge } from '#store/expunge.ts';
import { newestFeed } from '#store/feeds.ts';
import { heldAmong } from '#store/legal-holds.ts';
import { refuseClosed } from '#store/recovery.ts';
import { versionsOf } from '#store/records.ts';
import type { Self } from '#store/self.ts';
import { lockSequencer } from '#store/sequencer.ts';

export type Asked = { readonly id: string; readonly code: RecallCode; readonly modified?: string | undefined };

const WHY_NOT: Record<NonNullable<ReturnType<typeof whyNotRecalled>>, readonly [FailureCode, string]> = {
  'not-author': ['forbidden', 'another party is the author of this record: only the author recalls'],
  expunged: ['conflict', 'the content of this record is expunged already'],
  'legal-hold': ['conflict', 'a legal hold is on this record: it is kept until the hold is lifted'],
  charter: [
    'conflict',
    'the terms and the steps on them are kept until the accord is terminated and its partner knows it',
  ],
};

/**
 * The author deletes a record of ours, all its versions or one, and asks the recipient to. One transaction: the recall entries
 * are queued, what has not left is stopped, and the content is gone here; so nothing can leave after its author deleted it.
 */
export async function recall(tx: Tx, self: Self, { id, code, modified }: Asked): Promise<void> {
  await lockSequencer(tx); // what is just being published has its place, or will not get one
  const all = await versionsOf(tx, [id]);
  const versions = all.filter((version) => modified === undefined || version.modified === modified);
  if (versions.length === 0) throw new Failure('not-found', 'there is no such version');
  await refuseClosed(
    tx,
    versions.map(({ accord }) => accord),
  );
  const { accord } = versions[0]!;
  const terms = accord === null ? undefined : await accordById(tx, accord);
  const ended = terms !== undefined && (await hasEnded(tx, self.partyId, terms));
  const held = await heldAmong(tx, [id], self.now());
  const left = versions.filter(({ expungedAt }) => expungedAt === null);
  for (const { type, channel, publisher, expungedAt } of left.length > 0 ? left : versions) {
    const why = whyNotRecalled({
      type,
      channel,
      isOwn: publisher === self.partyId,
      isExpunged: expungedAt !== null,
      isHeld: held.has(id),
      hasEnded: ended,
    });
    if (why) throw new Failure(...WHY_NOT[why]);
  }
  await withdraw(
    tx,
    left.map(({ seq }) => seq),
    { code, at: self.now() },
  );
}

/** For both: until its partner has the end, neither terms nor steps on them go. */
export async function hasEnded(tx: Tx, partyId: string, accord: Accord): Promise<boolean> {
  if (accord.state !== 'terminated') return false;
  const line = { publisher: partyId, recipient: otherParty(accord, partyId), accord: accord.id, channel: CHARTER };
  return hasEndedForBoth(accord.fold, partyId, await newestFeed(tx, line));
}

type Published = { recipient: string; accord: string; channel: string; feed: number; epoch: number; idx: number };

/** Under the sequencer's lock. What was not sent is never sent, what was is asked back, and our own content goes with it. */
export async function withdraw(
  tx: Tx,
  seqs: readonly number[],
  { code, at }: { readonly code: RecallCode; readonly at: Date },
): Promise<void> {
  await tx.run(sql`
    update store.release set outcome = 'no', code = 'recalled', detail = null, waits_for = null, decided_at = ${at}
    where record = any (${seqs}) and idx is null`);
  const published = await tx.rows<Published>(sql`
    select l.recipient, l.accord, l.channel, l.feed, f.epoch, l.idx from store.release l join store.feed f on f.id = l.feed
    where l.record = any (${seqs})
      and not exists (select 1 from store.act a where a.about_feed = l.feed and a.about_idx = l.idx and a.kind = 'recall')
    order by l.record`);
  for (const { feed, epoch, idx, ...line } of published) await queueRecall(tx, line, { feed, epoch, idx }, code);
  await expunge(tx, seqs, at);
}
