import { classesOf, sql, type Tx } from '#store/db.ts';
import { whereOf, type Filter } from './filter.ts';
import type { Earlier, Facts } from './stand.ts';

export type Place = { readonly due: string; readonly version: number };
export type Walk = {
  readonly sort: 'due' | 'newest';
  readonly after: Place | undefined;
  readonly limit: number;
};
export type Listed = {
  readonly id: string;
  readonly version: number;
  readonly due: string;
  /** Undefined: the reader sees less than what it was folded from. */
  readonly facts: Facts | undefined;
  readonly earlier: Earlier | undefined;
};

type Found = {
  id: string;
  version: number;
  due: string;
  facts: string | null;
  earlier: string | null;
  because: Earlier['because'] | null;
};

/** One page of the register. Walks (accord, version) or (accord, due, version). */
export async function listStanding(
  tx: Tx,
  filter: Filter,
  { now, sort, after, limit }: Walk & { readonly now: Date },
): Promise<Listed[]> {
  const classes = classesOf(tx);
  const walked =
    sort === 'newest'
      ? sql`s.version < ${after?.version ?? Number.MAX_SAFE_INTEGER}::bigint order by s.version desc`
      : sql`(s.due_by, s.version) > (${after?.due ?? '-infinity'}::date, ${after?.version ?? 0}::bigint) order by s.due_by, s.version`;
  const rows = await tx.rows<Found>(sql`
    select page.id, page.version, page.due, page.facts, e.id as earlier, e.because from (
      select s.id, s.version, s.due_by::text as due,
        case when ${classes}::integer[] is null or s.needs <@ ${classes}::integer[] then s.facts end as facts
      from commitments.standing s where ${whereOf(tx, filter, now)} and ${walked} limit ${limit}
    ) page left join lateral commitments.earlier_of(page.id, ${classes}::integer[]) e on page.facts is not null`);
  return rows.map(({ facts, earlier, because, ...row }) => ({
    ...row,
    facts: facts === null ? undefined : (JSON.parse(facts) as Facts),
    earlier: earlier === null || because === null ? undefined : { id: earlier, because },
  }));
}

export async function earlierOf(tx: Tx, id: string): Promise<Earlier | undefined> {
  return tx.row<Earlier>(sql`select id, because from commitments.earlier_of(${id}, ${classesOf(tx)}::integer[])`);
}
