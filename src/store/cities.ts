import { sql, type Tx } from '#store/db.ts';
import { isNewestSeen, recordsBySeq, type StoredRecord } from '#store/records.ts';

type Wanted = { readonly type: string; readonly before?: number | undefined; readonly limit: number };

/** An accord and those of cities under it. */
export async function accordsUnder(tx: Tx, accord: string): Promise<ReadonlySet<string>> {
  const below = await tx.rows<{ accord: string }>(sql`
    select c.accord from store.accord_of_cities c where c.parent = ${accord}`);
  return new Set([accord, ...below.map((one) => one.accord)]);
}

/**
 * Of an accord and of those of cities under it: the newest version of each record of the type, newest first. Walks the records of
 * each accord from their end, no further than the page needs.
 */
export async function newestUnder(tx: Tx, accord: string, wanted: Wanted): Promise<StoredRecord[]> {
  const found = await tx.rows<{ seq: number }>(sql`
    select l.seq from (
      select ${accord}::text as accord union select c.accord from store.accord_of_cities c where c.parent = ${accord}
    ) as named
    cross join lateral (
      select v.seq from store.record v
      where v.accord = named.accord and v.type = ${wanted.type}
        and (${wanted.before ?? null}::bigint is null or v.seq < ${wanted.before ?? null})
        and ${isNewestSeen(tx)}
      order by v.seq desc limit ${wanted.limit}
    ) l order by l.seq desc limit ${wanted.limit}`);
  return recordsBySeq(
    tx,
    found.map(({ seq }) => seq),
  );
}
