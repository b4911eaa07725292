import { dueBy, lifetimeOf, type Due, type KeptAccord, type KeptRecord } from '#kernel/protocol/retention.ts';
import { CHARTER } from '#kernel/stix/values.ts';
import { accordById, type Accord } from '#store/accords.ts';
import { sql, type Tx } from '#store/db.ts';
import { endedTerms } from '#store/ended-terms.ts';
import { expunge } from '#store/expunge.ts';
import { entriesOf, giveUp, recalledAndKept } from '#store/give-up.ts';
import { isHeld } from '#store/legal-holds.ts';
import { hasEnded, withdraw } from '#store/recall.ts';
import type { StoredRecord } from '#store/records.ts';
import { isRecovering } from '#store/recovery.ts';
import type { Self } from '#store/self.ts';
import { lockSequencer } from '#store/sequencer.ts';

const BATCH = 200;

/** An accord as retention sees it. */
export const keptAccord = ({ channels, terminatedAt }: Accord): KeptAccord => ({ channels, terminatedAt });

/** A record as retention sees it, by all its versions; undefined once none of them has content. */
export async function keptRecord(
  tx: Tx,
  { id, publisher, type, channel }: Pick<StoredRecord, 'id' | 'publisher' | 'type' | 'channel'>,
): Promise<KeptRecord | undefined> {
  const row = await tx.row<{ latest: Date | null; own: Date | null }>(sql`
    select max(greatest(r.kept_from, e.at::timestamptz)) as latest, min(r.keep_until) as own
    from store.record r left join store.entry e on e.record = r.seq
    where r.id = ${id} and r.publisher = ${publisher} and r.expunged_at is null`);
  if (!row?.latest) return undefined;
  return {
    lifetime: lifetimeOf(type),
    channel: channel ?? CHARTER,
    latest: row.latest.getTime(),
    ownDate: row.own?.getTime() ?? null,
  };
}

/**
 * One batch of what is due by this node's clock, in one transaction: what we published is recalled and deleted, what we received
 * is deleted and answered, what a hold kept from a recall is answered now. True if there may be more.
 */
export async function endRetention(tx: Tx, self: Self): Promise<boolean> {
  await lockSequencer(tx);
  const now = self.now();
  const kept = await recalledAndKept(tx, now, BATCH);
  await giveUp(tx, kept, now);
  const dated = await datedBefore(tx, now);
  await end(tx, self, dated);
  if (kept.length === BATCH || dated.length === BATCH) return true;
  for (const { accord, channels } of await accordsWithFeeds(tx)) {
    for (const due of await dueIn(tx, now, { accord, channels })) {
      const over = await overIn(tx, { accord, due, now });
      await end(tx, self, over);
      if (over.length > 0) return true;
    }
  }
  return false;
}

/** What should be gone by then: some of it, of each channel of these accords. */
export async function overdue(tx: Tx, now: Date, accords: ReadonlySet<string>): Promise<readonly Over[]> {
  const over = await datedBefore(tx, now);
  for (const { accord, channels } of await accordsWithFeeds(tx)) {
    const terms = accords.has(accord) ? await accordById(tx, accord) : undefined;
    if (!terms) continue;
    for (const due of await dueNow(tx, now, { terms, channels }))
      over.push(...(await overIn(tx, { accord, due, now })));
  }
  return over;
}

type Feeds = { readonly accord: string; readonly channels: readonly string[] };

/** By the terms. Where their author had them deleted, by what was kept of them; of the charter only steps on nothing are left then. */
async function dueIn(tx: Tx, now: Date, { accord, channels }: Feeds): Promise<readonly Due[]> {
  const terms = await accordById(tx, accord);
  if (terms) return dueNow(tx, now, { terms, channels });
  const ended = await endedTerms(tx, accord);
  const due = ended ? dueBy(now.getTime(), ended, channels).filter(({ channel }) => channel !== CHARTER) : [];
  const deleted = await tx.row(sql`
    select 1 from store.record where accord = ${accord} and type = 'accord' and expunged_at is not null limit 1`);
  return deleted ? [...due, { channel: CHARTER, isOver: true, before: now }] : due;
}

type Channels = { readonly terms: Accord; readonly channels: readonly string[] };

/** The charter stays, whatever the days, until the partner has the step that ended the accord: it may be away for longer. */
async function dueNow(tx: Tx, now: Date, { terms, channels }: Channels): Promise<readonly Due[]> {
  const due = dueBy(now.getTime(), keptAccord(terms), channels);
  if (!due.some(({ channel, isOver }) => channel === CHARTER && isOver)) return due;
  const self = (await tx.row<{ id: string }>(sql`select id from store.party where is_self`))!;
  return (await hasEnded(tx, self.id, terms)) ? due : due.filter(({ channel }) => channel !== CHARTER);
}

type Over = { readonly seq: number; readonly publisher: string };

async function end(tx: Tx, self: Self, over: readonly Over[]): Promise<void> {
  const at = self.now();
  const seqsOf = (isOurs: boolean) =>
    over.flatMap(({ seq, publisher }) => ((publisher === self.partyId) === isOurs ? [seq] : []));
  const [ours, theirs] = [seqsOf(true), seqsOf(false)];
  if (ours.length > 0) await withdraw(tx, ours, { code: 'retention-ended', at });
  if (theirs.length === 0) return;
  await giveUp(tx, await entriesOf(tx, theirs), at);
  await expunge(tx, theirs, at); // also what no entry leads to any more
}

/** Where anything was published; what never was is kept under the same accords. One that is being restored waits until it is whole. */
async function accordsWithFeeds(tx: Tx): Promise<{ accord: string; channels: string[] }[]> {
  return tx.rows(sql`
    select accord, to_json(array_agg(distinct channel)) as channels from store.feed f
    where not ${isRecovering(sql`f.accord`)}
    group by accord order by accord`);
}

const datedBefore = (tx: Tx, now: Date): Promise<Over[]> =>
  tx.rows<Over>(sql`
    select r.seq, r.publisher from store.record r
    where r.keep_until <= ${now} and r.expunged_at is null
      and not ${isHeld(sql`r.id`, now)}
    order by r.keep_until limit ${BATCH}`);

/**
 * Of a channel what is over. A published object ends with its newest version, counted from when it was published if that is later; the
 * charter only once nothing else is left under its accord, since the rest is judged by its terms.
 */
const overIn = (tx: Tx, { accord, due, now }: { accord: string; due: Due; now: Date }): Promise<Over[]> =>
  tx.rows<Over>(sql`
    select r.seq, r.publisher from store.record r
    where r.accord = ${accord} and r.channel = ${due.channel} and r.expunged_at is null
      and (${due.isOver} or r.lifetime = 'version' and r.kept_from <= ${due.before} and not exists (
        select 1 from store.record w left join store.entry e on e.record = w.seq
        where w.id = r.id and w.publisher = r.publisher and w.expunged_at is null
          and (w.kept_from > ${due.before} or e.at > ${due.before.toISOString()})))
      and (r.channel <> ${CHARTER} or not exists (
        select 1 from store.record o where o.accord = r.accord and o.channel <> ${CHARTER} and o.expunged_at is null))
      and (r.type <> 'accord' or not exists (
        select 1 from store.record s where s.accord = r.accord and s.type = 'step' and s.expunged_at is null))
      and not ${isHeld(sql`r.id`, now)}
    order by r.seq limit ${BATCH}`);
