import { sql, type Tx } from '#store/db.ts';
import type { Found } from './finding.ts';

/** What is written in bulk has no foreign keys: docs/adr/0016-references-are-looked-over-by-the-doctor.md. */
export async function refersToRows(tx: Tx, found: Found): Promise<void> {
  const rows = await tx.rows<{ where: string; what: string }>(sql`
    select 'record ' || r.seq as "where", 'its publisher is not known' as what from store.record r
    where not exists (select 1 from store.party p where p.id = r.publisher)
    union all
    select 'record ' || r.seq, 'it is in no class' from store.record r
    where not exists (select 1 from store.visibility_class v where v.id = r.class)
    union all
    select 'record ' || p.record, 'part ' || p.n || ' is of no record' from store.record_part p
    where not exists (select 1 from store.record r where r.seq = p.record)
    union all
    select 'record ' || p.record, 'part ' || p.n || ' is in no class' from store.record_part p
    where not exists (select 1 from store.visibility_class v where v.id = p.class)
    union all
    select 'record ' || l.record, 'a release is of no record' from store.release l
    where not exists (select 1 from store.record r where r.seq = l.record)
    union all
    select 'record ' || l.record, 'a release is for nobody' from store.release l
    where not exists (select 1 from store.party p where p.id = l.recipient)
    union all
    select 'record ' || l.record, 'a release is in no feed' from store.release l
    where l.feed is not null and not exists (select 1 from store.feed f where f.id = l.feed)
    union all
    select 'record ' || d.record, 'a disclosure is of no release' from store.disclosure d
    where not exists (select 1 from store.release l where l.record = d.record and l.recipient = d.recipient)
    union all
    select 'feed ' || e.feed || ' #' || e.idx, 'an entry is in no feed' from store.entry e
    where not exists (select 1 from store.feed f where f.id = e.feed)
    union all
    select 'feed ' || e.feed || ' #' || e.idx, 'an entry is of no record' from store.entry e
    where e.record is not null and not exists (select 1 from store.record r where r.seq = e.record)`);
  for (const { where, what } of rows) found('refers-to-rows', where, what);
}
