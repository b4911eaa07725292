import { sql, type Tx } from '#store/db.ts';
import { overdue } from '#store/retention.ts';
import type { NodeFound } from './node-finding.ts';

/** The worker deletes what is due within moments; what is still there a day later is not being deleted. */
const GRACE_MS = 86_400_000;

export async function checkDeletions(
  tx: Tx,
  { now, accords }: { readonly now: Date; readonly accords: ReadonlySet<string> },
  found: NodeFound,
): Promise<void> {
  const stubs = await tx.rows<{ seq: number; what: string }>(sql`
    select r.seq, t.what from store.record r cross join lateral (values
      ('parts', exists (select 1 from store.record_part p where p.record = r.seq)),
      ('a disclosure', exists (select 1 from store.disclosure d where d.record = r.seq)),
      ('the detail of a decision', exists (select 1 from store.release l where l.record = r.seq and l.detail is not null)),
      ('a file', exists (select 1 from store.record_file f where f.record = r.seq))
    ) as t (what, is_left)
    where r.expunged_at is not null and t.is_left order by r.seq`);
  for (const { seq, what } of stubs) found('stubs-empty', `record ${seq}`, `${what} of an expunged record`);
  const asked = await tx.rows<{ origin: string; idx: number }>(sql`
    select f.origin, e.idx from store.entry e join store.feed f on f.id = e.feed join store.record r on r.seq = e.record
    where e.expunged and not f.is_ours and r.expunged_at is null order by e.feed, e.idx`);
  for (const { origin, idx } of asked)
    found('stubs-empty', `${origin} #${idx}`, 'said to be expunged here, and its record is whole');
  for (const { seq } of await overdue(tx, new Date(now.getTime() - GRACE_MS), accords))
    found('retention', `record ${seq}`, 'it is kept for longer than its accord allows');
  const purge = await tx.row<{ since: Date | null }>(
    sql`select since from store.purge where done < asked and since is not null`,
  );
  if (purge?.since && purge.since.getTime() < now.getTime() - GRACE_MS)
    found('purge', 'the database', `what was expunged since ${purge.since.toISOString()} may still be on the disk`);
}
