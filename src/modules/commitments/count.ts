import type { Counted, Figures, Lead } from '#contract/register.ts';
import { classesOf, sql, type Sql, type Tx } from '#store/db.ts';
import { closed, daysOf, kept, whereOf, type Filter } from './filter.ts';

/** Of what a list is narrowed to. */
type Asked = { readonly filter: Filter; readonly now: Date };

/** `rest` reads the rows of the filter as `asked`. */
const ofRows = (tx: Tx, { filter, now }: Asked, rest: Sql): Sql =>
  sql`with asked as (select s.* from commitments.standing s where ${whereOf(tx, filter, now)}) ${rest}`;

/** As many as the list has, those that the reader sees in part and exercises too. */
export async function countListed(tx: Tx, asked: Asked): Promise<number> {
  const row = await tx.row<{ count: number }>(ofRows(tx, asked, sql`select count(*) as count from asked`));
  return row?.count ?? 0;
}

const MOST_LEADS = 100;

/** The offices that lead them, the most frequent first. */
export async function leadingOffices(tx: Tx, asked: Asked): Promise<(Lead & { readonly count: number })[]> {
  const classes = classesOf(tx);
  const rows = await tx.rows<{ lead: string; count: number }>(
    ofRows(
      tx,
      asked,
      sql`select lead, count(*) as count from asked s, unnest(s.leads) lead
        where ${classes}::integer[] is null or s.needs <@ ${classes}::integer[]
        group by lead order by 2 desc, 1 limit ${MOST_LEADS}`,
    ),
  );
  return rows.map(({ lead, count }) => ({ ...(JSON.parse(lead) as Lead), count }));
}

type CountedRow = Counted & { theme: string | null; party: string | null; of: 'all' | 'theme' | 'party' | 'partly' };

/** Of all, of each theme, of each party that owes it: what the reader sees wholly, and no exercises. */
export async function countStanding(tx: Tx, asked: Asked): Promise<Figures> {
  const classes = classesOf(tx);
  const { quiet, today } = daysOf(asked.now);
  const rows = await tx.rows<CountedRow>(
    ofRows(
      tx,
      asked,
      sql`, seen as materialized (
      select s.id, s.theme, s.responsible, (${classes}::integer[] is null or s.needs <@ ${classes}::integer[]) as is_whole,
        s.state <> all (${closed}::text[]) as is_open, s.state = any (${kept}::text[]) as is_kept,
        coalesce(s.state <> all (${closed}::text[]) and s.due < ${today}::date, false) as is_late, s.is_disputed,
        coalesce(s.silent_since <= ${quiet}, false) as is_silent, coalesce(s.quiet_since <= ${quiet}, false) as is_stalled,
        (s.reaffirms is not null or s.words is not null)
          and exists (select 1 from commitments.earlier_of(s.id, ${classes}::integer[])) as is_again
      from asked s where not s.is_exercise
    ), split as (
      select 'all' as of, null::text as of_theme, null::text as party, seen.* from seen where is_whole
      union all select 'theme', seen.theme, null, seen.* from seen where is_whole
      union all select 'party', null, p, seen.* from seen, unnest(seen.responsible) p where is_whole
      union all select 'partly', null, null, seen.* from seen where not is_whole
    )
    select of, of_theme as theme, party, count(*) as total, count(*) filter (where is_open) as open, count(*) filter (where is_kept) as kept,
      count(*) filter (where is_late) as late, count(*) filter (where is_disputed) as disputed,
      count(*) filter (where is_silent) as silent, count(*) filter (where is_stalled) as stalled,
      count(*) filter (where is_again) as reannounced
    from split group by of, of_theme, party order by of, of_theme nulls last, party`,
    ),
  );
  const counted = ({ total, open, kept: done, late, disputed, silent, stalled, reannounced }: Counted): Counted => ({
    total,
    open,
    kept: done,
    late,
    disputed,
    silent,
    stalled,
    reannounced,
  });
  return {
    all: counted(rows.find(({ of }) => of === 'all') ?? NOTHING),
    byTheme: rows.flatMap((row) => (row.of === 'theme' ? [{ theme: row.theme, ...counted(row) }] : [])),
    byParty: rows.flatMap((row) => (row.of === 'party' && row.party ? [{ party: row.party, ...counted(row) }] : [])),
    partly: rows.find(({ of }) => of === 'partly')?.total ?? 0,
  };
}

const NOTHING: Counted = {
  total: 0,
  open: 0,
  kept: 0,
  late: 0,
  disputed: 0,
  silent: 0,
  stalled: 0,
  reannounced: 0,
};
