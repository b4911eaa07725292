import { sql, type Tx } from '#store/db.ts';
import type { NodeFound } from './node-finding.ts';

/** A load is filled in behind, in the background; what is not found an hour later is not being filled in. */
const GRACE_MS = 3_600_000;

/** What records are found by, against what is held: nothing missing, nothing left over, nothing under another class. */
export async function checkSearch(tx: Tx, now: Date, found: NodeFound): Promise<void> {
  const missing = await tx.row<{ n: number; first: string | null }>(sql`
    select count(*)::integer as n, min(r.id) as first from store.record r
    where coalesce(r.admitted_at, r.expunged_at) < ${new Date(now.getTime() - GRACE_MS)}
      and not exists (select 1 from search.name n where n.record = r.seq)`);
  if (missing && missing.n > 0)
    found('search', 'the search', `${missing.n} versions are not in it, among them ${missing.first}`);
  const wrong = await tx.rows<{ record: number; what: string }>(sql`
    select n.record, 'it names a version that is not held, or under another class' as what
    from search.name n left join store.record r on r.seq = n.record
    where r.seq is null or r.class <> n.class or right(r.id, 12) <> n.foot or r.c <> n.c
    union all
    select p.record, 'it has words of a part that is not held, or under another class'
    from search.part p left join store.record_part q on q.record = p.record and q.n = p.n
    where q.record is null or q.body is null or q.class <> p.class
    order by 1 limit 100`);
  for (const { record, what } of wrong) found('search', `record number ${record}`, what);
}
