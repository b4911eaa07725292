import type { AccessEntry } from '#kernel/log/access-entry.ts';
import { aboutFact, aboutRecord, ACCESS_COLUMNS, entryOf, type AccessRow } from '#store/access-log.ts';
import { digestOf } from '#store/access.ts';
import { bigints } from '#store/columns.ts';
import { sql, type Tx } from '#store/db.ts';

export type AccessFilter = {
  readonly person?: string | undefined;
  readonly record?: string | undefined;
  readonly token?: string | undefined;
  readonly purpose?: string | undefined;
  readonly kind?: string | undefined;
  readonly outcome?: string | undefined;
  /** Part of what was asked. */
  readonly asked?: string | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
};

export type FoundAccess = {
  readonly id: number;
  readonly index: number;
  readonly entry: AccessEntry;
  readonly name: string | null;
  readonly officerNumber: string | null;
};

export type AccessPage = {
  readonly found: readonly FoundAccess[];
  /** Entries below this id were not looked at; null: there are none. */
  readonly below: number | null;
};

/** Batches looked through for one page, so that a rare word in a long log costs many short answers and not one endless. */
const MOST_BATCHES = 400;
/** An answer that takes longer than this to be logged after it was asked for does not happen: its sender has given up. */
const LATEST_MS = 3_600_000;

/** Newest first. Batches say what they are about, so most are passed over; what has no place yet is not found. */
export async function searchAccesses(
  tx: Tx,
  filter: AccessFilter,
  { below, limit }: { readonly below: number | undefined; readonly limit: number },
): Promise<AccessPage> {
  const about = bigints(aboutOf(filter));
  const { from = null, to = null, person = null, token = null, purpose = null } = filter;
  const { kind = null, outcome = null, asked = null, record = null } = filter;
  const until = to && new Date(to.getTime() + LATEST_MS);
  const batches = await tx.rows<{ first: number; last: number }>(sql`
    select first_id as first, last_id as last from oversight.access_batch
    where removed_at is null and first_id < ${below ?? Number.MAX_SAFE_INTEGER}
      and (${about}::bigint[] = '{}' or about @> ${about}::bigint[])
      and (${from}::timestamptz is null or placed_at >= ${from}) and (${until}::timestamptz is null or placed_at <= ${until})
    order by last_id desc limit ${MOST_BATCHES}`);
  const rows = await tx.rows<AccessRow & { index: number; name: string | null; officerNumber: string | null }>(sql`
      select ${ACCESS_COLUMNS}, null as ids, p.name, p.officer_number as "officerNumber",
        b.idx + case when b.last_id - b.first_id + 1 = b.count then a.id - b.first_id
          else (select count(*) from oversight.access c where c.id >= b.first_id and c.id < a.id) end as index
      from (select * from oversight.access_batch where last_id = any (${bigints(batches.map(({ last }) => last))}::bigint[])) b
      cross join lateral (
        select * from oversight.access x
        where x.id >= b.first_id and x.id <= b.last_id and x.id < ${below ?? Number.MAX_SAFE_INTEGER}
          and (${person}::text is null or x.person = ${person}) and (${token}::text is null or x.token = ${token})
          and (${purpose}::text is null or x.purpose = ${purpose}) and (${kind}::text is null or x.kind = ${kind})
          and (${outcome}::text is null or x.outcome = ${outcome}) and (${asked}::text is null or strpos(x.query, ${asked}) > 0)
          and (${from}::timestamptz is null or x.at >= ${from}) and (${to}::timestamptz is null or x.at <= ${to})
          and (${record}::text is null or x.digest = ${record && digestOf([record])}
            or (x.count > 1 and exists (select 1 from oversight.access_ids i where i.access = x.id and ${record} = any (i.ids))))
        offset 0
      ) a
      left join people.person p on p.id = a.person
      order by a.id desc limit ${limit}`);
  const oldest = batches.at(-1);
  const last = rows.length === limit ? rows.at(-1)!.id : undefined;
  return {
    found: rows.map(({ id, index, name, officerNumber, ...row }) => ({
      id,
      index,
      entry: entryOf(row),
      name,
      officerNumber,
    })),
    below: last ?? (batches.length === MOST_BATCHES && oldest ? oldest.first : null),
  };
}

function aboutOf({ record, person, token, purpose, kind, outcome }: AccessFilter): number[] {
  const facts = Object.entries({ person, token, purpose, kind, outcome });
  return [
    ...(record === undefined ? [] : [aboutRecord(record)]),
    ...facts.flatMap(([name, value]) => (value === undefined ? [] : [aboutFact(name, value)])),
  ];
}

export type LoggedRow = {
  readonly index: number;
  /** Undefined where the retention of its batch ended, or the row is missing. */
  readonly row: AccessRow | undefined;
  readonly isRemoved: boolean;
};

/** The batch that begins at that index, in the order of the log. */
export async function entriesFrom(tx: Tx, from: number): Promise<readonly LoggedRow[]> {
  const batch = await tx.row<{ idx: number; count: number; first: number; last: number; isRemoved: boolean }>(sql`
    select idx, count, first_id as first, last_id as last, removed_at is not null as "isRemoved"
    from oversight.access_batch where idx = ${from}`);
  if (!batch) return [];
  const { isRemoved } = batch;
  const numbers = Array.from({ length: batch.count }, (_, i) => batch.idx + i);
  if (isRemoved) return numbers.map((index) => ({ index, row: undefined, isRemoved }));
  const rows = await tx.rows<AccessRow>(sql`
    select ${ACCESS_COLUMNS}, i.ids from oversight.access a left join oversight.access_ids i on i.access = a.id
    where a.id >= ${batch.first} and a.id <= ${batch.last} order by a.id`);
  // Ids mostly follow each other without a gap: then a missing row leaves its own number empty.
  const isDense = batch.last - batch.first + 1 === batch.count;
  const byPlace = isDense ? new Map(rows.map((row) => [row.id - batch.first, row])) : new Map(rows.entries());
  return numbers.map((index, i) => ({ index, row: byPlace.get(i), isRemoved }));
}
