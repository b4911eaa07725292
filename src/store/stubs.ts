import { fromBase64Strict } from '#platform';
import type { JsonObject } from '#kernel/json/types.ts';
import type { VersionRef } from '#kernel/lifecycle/fold.ts';
import { CHARTER_CEILING } from '#kernel/policy/ceiling.ts';
import { TLP_IDS } from '#kernel/policy/markings.ts';
import { lifetimeOf } from '#kernel/protocol/retention.ts';
import type { Stub } from '#kernel/record/stub.ts';
import { accordById, CHARTER } from '#store/accords.ts';
import { classNumbers } from '#store/classes.ts';
import { sql, type Tx } from '#store/db.ts';
import type { Feed } from '#store/feeds.ts';
import { recordsBySeq } from '#store/records.ts';

/** What is left of those of these records whose content was expunged. */
export async function stubsOf(tx: Tx, seqs: readonly number[]): Promise<ReadonlyMap<number, JsonObject>> {
  const records = seqs.length === 0 ? [] : await recordsBySeq(tx, seqs);
  return new Map(records.flatMap(({ seq, expungedAt, object }) => (expungedAt === null ? [] : [[seq, object]])));
}

export type Left = { readonly c: string; readonly stub: Stub };

/**
 * Versions that were expunged before this node was put back: they are here again as what is left of them. Their numbers, in the order
 * given; null where the version is held under another commitment.
 */
export async function keepStubs(tx: Tx, feed: Feed, { left, at }: { left: readonly Left[]; at: Date }) {
  if (left.length === 0) return [];
  const seen = await classFor(tx, feed);
  for (const { c, stub } of left) {
    const subject = stub['subject'] as unknown as VersionRef | undefined;
    await tx.run(sql`
      insert into store.record (publisher, id, modified, modified_at, type, accord, channel, place, class, c,
        subject_id, subject_modified, subject_c, verb, lifetime, expunged_at)
      values (${feed.publisher}, ${stub.id}, ${stub.modified}, ${stub.modified}::timestamptz, ${stub.type}, ${feed.accord}, ${feed.channel},
        'shared', ${seen}, ${fromBase64Strict(c)}, ${subject?.id ?? null}, ${subject?.modified ?? null},
        ${subject ? fromBase64Strict(subject.c) : null}, ${stub['verb'] ?? null}, ${lifetimeOf(stub.type)}, ${at})
      on conflict (publisher, id, modified) do nothing`);
  }
  const rows = await tx.rows<{ seq: number; c: string }>(sql`
    select seq, encode(c, 'base64') as c from store.record
    where publisher = ${feed.publisher} and c = any (${left.map(({ c }) => fromBase64Strict(c))}::bytea[])
      and (id, modified) in (select * from unnest(${left.map(({ stub }) => stub.id)}::text[], ${left.map(({ stub }) => stub.modified)}::text[]))`);
  const numbers = new Map(rows.map(({ seq, c }) => [c, seq]));
  return left.map(({ c }) => numbers.get(c) ?? null);
}

/** How it was marked went with it: it is shown to whoever may see all that this channel carries. */
async function classFor(tx: Tx, { accord, channel }: Feed): Promise<number> {
  const declared = (await accordById(tx, accord))?.channels.find(({ name }) => name === channel)?.ceiling;
  const { tlp } = channel === CHARTER ? CHARTER_CEILING : (declared ?? { tlp: 'red' });
  return (await classNumbers(tx)([{ accord, channel, markings: [TLP_IDS[tlp]] }]))[0]!;
}
