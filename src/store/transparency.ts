import { sql, type Tx } from '#store/db.ts';

/** What a purpose is called in public. Other words could name a case. */
const PUBLIC_PURPOSES = ['reading', 'proposals of a model'];
export const publicPurpose = (purpose: string): string => (PUBLIC_PURPOSES.includes(purpose) ? purpose : 'other');

export type Counted = { readonly group: string; readonly what: string; readonly n: number };
type Span = { readonly quarter: string; readonly from: Date; readonly until: Date };

/** Every figure of a quarter, zero too: what is not listed could hide. */
export async function countsOf(tx: Tx, { quarter, from, until }: Span): Promise<{ least: number; counts: Counted[] }> {
  const counts = await tx.rows<Counted>(sql`
    select 'accesses' as "group", w.what, coalesce(sum(c.n), 0)::bigint as n
    from unnest(${['read', 'write', 'export', 'administer', 'seal', 'alarm']}::text[]) as w (what)
    left join oversight.access_count c on c.quarter = ${quarter} and c.kind = w.what and c.outcome = 'answered' group by w.what
    union all
    select 'refusals', 'refused', coalesce(sum(n), 0)::bigint from oversight.access_count where quarter = ${quarter} and outcome = 'refused'
    union all
    select 'purposes', w.what, coalesce(sum(c.n), 0)::bigint
    from unnest(${[...PUBLIC_PURPOSES, 'other']}::text[]) as w (what)
    left join oversight.access_count c on c.quarter = ${quarter} and c.purpose = w.what and c.kind in ('read', 'export') group by w.what
    union all
    select 'seals', w.what, count(o.id) from unnest(${['granted', 'refused', 'asked']}::text[]) as w (what)
    left join oversight.seal_opening o on o.state = w.what
      and coalesce(o.decided_at, o.at) >= ${from} and coalesce(o.decided_at, o.at) < ${until} group by w.what
    union all
    select 'subject-requests', w.what, count(r.id) from unnest(${['access', 'correction', 'deletion', 'complaint']}::text[]) as w (what)
    left join oversight.subject_request r on r.kind = w.what and r.received_at >= ${from} and r.received_at < ${until} group by w.what
    union all
    select 'subject-outcomes', w.what, count(r.id)
    from unnest(${['granted', 'partly-granted', 'refused', 'withdrawn']}::text[]) as w (what)
    left join oversight.subject_request r on r.state = w.what and r.decided_at >= ${from} and r.decided_at < ${until} group by w.what
    union all
    select 'deletions', 'expunged', count(*) from store.record where expunged_at >= ${from} and expunged_at < ${until}`);
  const row = await tx.row<{ least: number }>(sql`select least_count as least from oversight.retention`);
  return { least: row?.least ?? 5, counts };
}

/** Of a span: requests of persons concerned that were refused, wholly or in part, complaints that came, and records whose content was destroyed. */
export async function rightsCounts(
  tx: Tx,
  { from, until }: Omit<Span, 'quarter'>,
): Promise<{ least: number; refusals: number; complaints: number; deletions: number }> {
  const row = await tx.row<{ least: number; refusals: number; complaints: number; deletions: number }>(sql`
    select coalesce((select least_count from oversight.retention), 5) as least,
      (select count(*) from oversight.subject_request
        where kind <> 'complaint' and state in ('refused', 'partly-granted') and decided_at >= ${from} and decided_at < ${until})::integer as refusals,
      (select count(*) from oversight.subject_request
        where kind = 'complaint' and received_at >= ${from} and received_at < ${until})::integer as complaints,
      (select count(*) from store.record where expunged_at >= ${from} and expunged_at < ${until})::integer as deletions`);
  return row!;
}

type Key = { readonly quarter: string; readonly kind: string; readonly outcome: string; readonly purpose: string };

/** In the transaction that gives entries their places, so each is counted once. */
export async function addCounts(tx: Tx, keys: readonly Key[]): Promise<void> {
  const counts = new Map<string, Key & { n: number }>();
  for (const key of keys) {
    const name = Object.values(key).join(' ');
    const held = counts.get(name);
    if (held) held.n += 1;
    else counts.set(name, { ...key, n: 1 });
  }
  const all = [...counts.values()];
  await tx.run(sql`
    insert into oversight.access_count (quarter, kind, outcome, purpose, n)
    select * from unnest(${all.map(({ quarter }) => quarter)}::text[], ${all.map(({ kind }) => kind)}::text[],
      ${all.map(({ outcome }) => outcome)}::text[], ${all.map(({ purpose }) => purpose)}::text[], ${all.map(({ n }) => n)}::bigint[])
    on conflict (quarter, kind, outcome, purpose) do update set n = access_count.n + excluded.n`);
}
