import { sql, type Tx } from '#store/db.ts';
import { recordsBySeq, type StoredRecord } from '#store/records.ts';

type Wanted = { readonly type: string; readonly before?: number | undefined; readonly limit: number };

/**
 * Of an accord and of those of cities under it: the newest version of each record of the type, newest first. Walks the records of
 * each accord from their end, no further than the page needs.
 */
export async function newestUnder(tx: Tx, accord: string, wanted: Wanted): Promise<StoredRecord[]> {
  const classes = tx.scope === 'node' ? null : tx.scope.classes;
  const found = await tx.rows<{ seq: number }>(sql`
    select l.seq from (
      select ${accord}::text as accord union select c.accord from store.accord_of_cities c where c.parent = ${accord}
    ) as named
    cross join lateral (
      select v.seq from store.record v
      where v.accord = named.accord and v.type = ${wanted.type}
        and (${wanted.before ?? null}::bigint is null or v.seq < ${wanted.before ?? null})
        and (${classes}::integer[] is null or v.class = any (${classes}::integer[]))
        and not exists (
          select 1 from store.record w
          where w.id = v.id and w.publisher = v.publisher and w.modified_at > v.modified_at
            and (${classes}::integer[] is null or w.class = any (${classes}::integer[])))
      order by v.seq desc limit ${wanted.limit}
    ) l order by l.seq desc limit ${wanted.limit}`);
  return recordsBySeq(
    tx,
    found.map(({ seq }) => seq),
  );
}
