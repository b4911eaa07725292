import { sql, type Tx } from '#store/db.ts';

/** Whoever looks again within this time is still on the same visit. */
const SAME_VISIT_MS = 30 * 60_000;

/** When the person was here before this visit. */
export async function lastVisit(tx: Tx, person: string): Promise<Date | null> {
  const row = await tx.row<{ at: Date | null }>(
    sql`select visited_before as at from notices.person where person = ${person}`,
  );
  return row?.at ?? null;
}

export async function noteVisit(tx: Tx, person: string, at: Date): Promise<void> {
  const other = new Date(at.getTime() - SAME_VISIT_MS);
  await tx.run(sql`
    insert into notices.person (person, visited_at) values (${person}, ${at})
    on conflict (person) do update set visited_at = excluded.visited_at,
      visited_before = case when person.visited_at < ${other} then person.visited_at else person.visited_before end`);
}

export type DoneRow = {
  readonly seq: number;
  readonly party: string;
  readonly accord: string | null;
  readonly type: string;
  readonly verb: string | null;
  readonly subject: string;
  readonly at: Date;
};

/** Of what the reader sees, whoever made it. */
const LOOKED_THROUGH = 5_000;

/** What others did since then, the newest first, as far as the transaction's scope sees it. */
export function doneSince(tx: Tx, since: Date, limit: number): Promise<DoneRow[]> {
  const classes = tx.scope === 'node' ? [] : tx.scope.classes;
  return tx.rows<DoneRow>(sql`
    select r.seq, r.publisher as party, r.accord, coalesce(s.type, r.type) as type, r.verb,
      coalesce(r.subject_id, r.id) as subject, r.admitted_at as at
    from (
      select * from store.record n where n.class = any (${classes}::integer[]) order by n.seq desc limit ${LOOKED_THROUGH}
    ) r
    join store.party p on p.id = r.publisher and not p.is_self
    left join lateral (
      select x.type from store.record x where x.id = r.subject_id and x.class = any (${classes}::integer[]) limit 1
    ) s on true
    where r.admitted_at > ${since} and r.expunged_at is null
    order by r.seq desc limit ${limit}`);
}
