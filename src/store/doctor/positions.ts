import { sql, type Tx } from '#store/db.ts';
import type { Found } from './finding.ts';

type Row = { readonly origin: string | null; readonly idx: number | null; readonly record: number | null };

/** Nothing half: a release has its position in one transaction with the entry, the tiles and the checkpoint. */
export async function onePosition(tx: Tx, found: Found): Promise<void> {
  const tell = (rows: readonly Row[], what: string): void => {
    for (const { origin, idx, record } of rows)
      found('one-position', origin === null ? `record ${record}` : `${origin} #${idx}`, what);
  };
  tell(
    await tx.rows<Row>(sql`
      select f.origin, l.idx, l.record from store.release l left join store.feed f on f.id = l.feed
      left join store.entry e on e.feed = l.feed and e.idx = l.idx
      where l.idx is not null and (l.outcome <> 'yes' or e.record is distinct from l.record
        or f.recipient <> l.recipient or f.accord <> l.accord or f.channel <> l.channel or not f.is_ours)`),
    'a release names a position that is not its own',
  );
  tell(
    await tx.rows<Row>(sql`
      select f.origin, e.idx, e.record from store.entry e join store.feed f on f.id = e.feed
      left join store.release l on l.record = e.record and l.recipient = f.recipient
      left join store.feed p on p.id = l.feed
      where f.is_ours and e.kind = 'record' and e.record is not null
        -- What was published again in a later epoch has its place there.
        and ((p.epoch = f.epoch and p.id = f.id and l.idx = e.idx) or p.epoch > f.epoch) is not true`),
    'an entry of ours that release did not let out',
  );
  tell(
    await tx.rows<Row>(sql`
      select f.origin, min(e.idx) as idx, e.record from store.entry e join store.feed f on f.id = e.feed
      where f.is_ours and e.record is not null group by f.origin, e.record having count(*) > 1`),
    'a record that stands in one feed twice',
  );
  tell(
    await tx.rows<Row>(sql`
      select null as origin, null::bigint as idx, r.seq as record from store.record r join store.party p on p.id = r.publisher
      where (p.is_self and r.place = 'shared' and not exists (select 1 from store.release l where l.record = r.seq))
        or (p.is_self and r.place = 'internal' and exists (select 1 from store.release l where l.record = r.seq))
        or (not p.is_self and not exists (select 1 from store.entry e where e.record = r.seq))`),
    'a record that neither waits, nor was decided on, nor came by a feed',
  );
}

export async function entryToRecord(tx: Tx, found: Found): Promise<void> {
  const rows = await tx.rows<Row>(sql`
    select f.origin, e.idx, e.record from store.entry e
    join store.feed f on f.id = e.feed left join store.record r on r.seq = e.record
    where e.kind = 'record' and (
      (r.seq is not null and (r.c <> e.c or r.publisher <> f.publisher or r.accord <> f.accord or r.channel <> f.channel))
      or (r.seq is not null and not f.is_ours and e.state is not null and e.state <> 'stored')
      or (r.seq is null and not f.is_ours and e.state is null))`);
  for (const { origin, idx, record } of rows)
    found(
      'entry-to-record',
      `${origin} #${idx}`,
      record === null ? 'neither a record nor a reason' : 'its record is another, or should not be there',
    );
}
