import { queueExpunge } from '#store/acts.ts';
import { sql, type Tx } from '#store/db.ts';
import { expunge } from '#store/expunge.ts';
import { isHeld } from '#store/legal-holds.ts';
import { isRecovering } from '#store/recovery.ts';

/** An entry of a partner's feed, by which we got the content of a record, or were to get it. */
export type Received = {
  /** Its publisher, to whom we answer. */
  readonly recipient: string;
  readonly accord: string;
  readonly channel: string;
  readonly feed: number;
  readonly epoch: number;
  readonly idx: number;
  readonly record: number | null;
};

/** What came by these entries is destroyed here, and an expunge entry for each says so: in one transaction, so neither is without the other. */
export async function giveUp(tx: Tx, received: readonly Received[], at: Date): Promise<void> {
  for (const { recipient, accord, channel, feed, epoch, idx } of received) {
    const said = await tx.run(
      sql`update store.entry set expunged = true where feed = ${feed} and idx = ${idx} and not expunged`,
    );
    if (said > 0) await queueExpunge(tx, { recipient, accord, channel }, { feed, epoch, idx });
  }
  await expunge(
    tx,
    received.flatMap(({ record }) => record ?? []),
    at,
  );
}

/** All entries by which these versions came. */
export function entriesOf(tx: Tx, seqs: readonly number[]): Promise<Received[]> {
  return tx.rows<Received>(sql`
    select f.publisher as recipient, f.accord, f.channel, f.id as feed, f.epoch, e.idx, e.record
    from store.entry e join store.feed f on f.id = e.feed
    where e.record = any (${seqs}) and not f.is_ours order by e.feed, e.idx`);
}

/** What a partner asked to delete and a hold kept: due once no hold is on it any more. */
export function recalledAndKept(tx: Tx, now: Date, limit: number): Promise<Received[]> {
  return tx.rows<Received>(sql`
    select f.publisher as recipient, f.accord, f.channel, f.id as feed, f.epoch, e.idx, e.record
    from store.entry e join store.feed f on f.id = e.feed join store.record r on r.seq = e.record
    where e.recalled is not null and not e.expunged and not f.is_ours
      and not ${isRecovering(sql`f.accord`)}
      and not ${isHeld(sql`r.id`, now)}
    order by e.feed, e.idx limit ${limit}`);
}
