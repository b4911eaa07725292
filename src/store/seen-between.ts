import { sql, type Tx } from '#store/db.ts';

/** What somebody who reads these classes sees of a record: of each version part 0 and, with it, the parts whose class is among them. */
export type Sees = (pair: Pair) => boolean;
/** The class of a version and that of one of its parts. */
export type Pair = readonly [version: number, part: number];

export const seesIn =
  (classes: ReadonlySet<number>): Sees =>
  ([version, part]) =>
    classes.has(version) && classes.has(part);

/** Records whose versions and parts are of the same classes, counted together. */
export type Alike = { readonly type: string; readonly records: number; readonly pairs: readonly Pair[] };

/** Of the records that have anything in one of these classes: one pass over them, however many people it is asked for. */
export async function recordsAlike(tx: Tx, classes: readonly number[], publisher?: string): Promise<Alike[]> {
  if (classes.length === 0) return [];
  const some = [...new Set(classes)];
  const rows = await tx.rows<{ type: string; records: number; versions: number[]; parts: number[] }>(sql`
    select type, count(*) as records, to_json(versions) as versions, to_json(parts) as parts from (
      select id, type, array_agg(version) as versions, array_agg(part) as parts from (
        select distinct r.id, r.type, r.class as version, coalesce(p.class, r.class) as part
        from store.record r left join store.record_part p on p.record = r.seq
        where (${publisher ?? null}::text is null or r.publisher = ${publisher ?? null} and r.place = 'shared') and r.id in (
          select o.id from store.record o where o.class = any (${some}::integer[])
          union select o.id from store.record_part q join store.record o on o.seq = q.record
            where q.n > 0 and q.class = any (${some}::integer[])
        )
        order by 1, 2, 3, 4
      ) one group by id, type
    ) alike group by type, versions, parts`);
  return rows.map(({ type, records, versions, parts }) => ({
    type,
    records,
    pairs: versions.map((version, i): Pair => [version, parts[i]!]),
  }));
}

export type Between = {
  /** Read by somebody, and not by the other: of one person, after and before a change or the other way round. */
  readonly here: readonly number[];
  readonly there: readonly number[];
  readonly before: number | undefined;
  readonly limit: number;
  /** Left out: of whomever; else what this party shares. */
  readonly publisher?: string;
};
export type Found = { readonly seq: number; readonly id: string; readonly type: string; readonly whole: boolean };

/**
 * Records of which something is read here and not there, the newest first, each once, at its newest such version. A page goes on where the
 * one before ended, so all pages together read the table once.
 */
export const recordsBetween = (tx: Tx, { here, there, before, limit, publisher }: Between): Promise<Found[]> =>
  tx.rows<Found>(sql`
    with differing as not materialized (
      select r.seq, r.id, r.type from store.record r
      where (${publisher ?? null}::text is null or r.publisher = ${publisher ?? null} and r.place = 'shared')
        and r.class = any (${here}::integer[]) and (
        r.class <> all (${there}::integer[])
        or exists (
          select from store.record_part p
          where p.record = r.seq and p.n > 0 and p.class = any (${here}::integer[]) and p.class <> all (${there}::integer[])))
    )
    select d.seq, d.id, d.type,
      not exists (select from store.record o where o.id = d.id and o.class = any (${there}::integer[])) as whole
    from differing d
    where (${before ?? null}::bigint is null or d.seq < ${before ?? null})
      and not exists (select from differing n where n.id = d.id and n.seq > d.seq)
    order by d.seq desc limit ${limit}`);
