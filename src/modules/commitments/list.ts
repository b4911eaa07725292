import type { Counted, Figures } from '#contract/register.ts';
import { DAY_MS } from '#kernel/lifecycle/stated-date.ts';
import { sql, type Tx } from '#store/db.ts';
import { CLOSED, KEPT, QUIET_DAYS, SOON_DAYS, type Earlier, type Facts } from './stand.ts';

export type Filter = {
  readonly accord: string;
  readonly theme?: string | undefined;
  /** What counts as a theme; `theme: 'none'` is none of these. */
  readonly themes: readonly string[];
  readonly state?: string | undefined;
  readonly mark?: string | undefined;
  readonly owes?: readonly string[] | undefined;
};
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

const closed = [...CLOSED];
const kept = [...KEPT];
const classesOf = ({ scope }: Tx): readonly number[] | null => (scope === 'node' ? null : scope.classes);

/**
 * One page of the register. Columns derived by the fold are looked at only in rows of which the reader sees all that was folded; the
 * others are in the list as long as nothing is asked of these columns. Walks (accord, version) or (accord, due, version).
 */
export async function listStanding(
  tx: Tx,
  filter: Filter,
  { now, sort, after, limit }: Walk & { readonly now: Date },
): Promise<Listed[]> {
  const classes = classesOf(tx);
  const { accord, theme, themes, state, mark, owes } = filter;
  const { quiet, today, soon } = daysOf(now);
  const asksNothing = [theme, state, mark, owes].every((one) => one === undefined);
  const where = sql`
    s.accord = ${accord} and (${classes}::integer[] is null or s.class = any (${classes}::integer[]))
      and (${asksNothing}::boolean or ${classes}::integer[] is null or s.needs <@ ${classes}::integer[])
      and (${theme ?? null}::text is null or s.theme = ${theme ?? null}::text
        or (${theme === 'none'}::boolean and (s.theme is null or s.theme <> all (${themes}::text[]))))
      and (${state ?? null}::text is null or s.state = ${state ?? null}::text)
      and (${owes ?? null}::text[] is null or s.responsible @> ${owes ?? null}::text[])
      and (${mark ?? null}::text is null or case ${mark ?? null}::text
        when 'open' then s.state <> all (${closed}::text[])
        when 'kept' then s.state = any (${kept}::text[]) and not s.is_exercise
        when 'late' then s.state <> all (${closed}::text[]) and s.due < ${today}::date and not s.is_exercise
        when 'due-soon' then
          s.state <> all (${closed}::text[]) and s.due >= ${today}::date and s.due < ${soon}::date and not s.is_exercise
        when 'disputed' then s.is_disputed and not s.is_exercise
        when 'silent' then s.silent_since <= ${quiet} and not s.is_exercise
        when 'stalled' then s.quiet_since <= ${quiet} and not s.is_exercise
        when 'reannounced' then exists (select 1 from commitments.earlier_of(s.id, ${classes}::integer[]))
      end)`;
  const at = where.values.length;
  const [beyond, order] =
    sort === 'newest'
      ? [`s.version < $${at + 2}::bigint and $${at + 1}::text is not null`, 's.version desc']
      : [
          `(coalesce(s.due, 'infinity'), s.version) > ($${at + 1}::date, $${at + 2}::bigint)`,
          `coalesce(s.due, 'infinity'), s.version`,
        ];
  const start = sort === 'newest' ? { due: '', version: Number.MAX_SAFE_INTEGER } : { due: '-infinity', version: 0 };
  const { due, version } = after ?? start;
  const rows = await tx.rows<Found>({
    text: `
      select page.id, page.version, page.due, page.facts, e.id as earlier, e.because from (
        select s.id, s.version, coalesce(s.due, 'infinity')::text as due,
          case when $${at + 4}::integer[] is null or s.needs <@ $${at + 4}::integer[] then s.facts end as facts
        from commitments.standing s where ${where.text} and ${beyond} order by ${order} limit $${at + 3}
      ) page left join lateral commitments.earlier_of(page.id, $${at + 4}::integer[]) e on page.facts is not null`,
    values: [...where.values, due, version, limit, classes],
  });
  return rows.map(({ facts, earlier, because, ...row }) => ({
    ...row,
    facts: facts === null ? undefined : (JSON.parse(facts) as Facts),
    earlier: earlier === null || because === null ? undefined : { id: earlier, because },
  }));
}

function daysOf(now: Date): { readonly quiet: Date; readonly today: string; readonly soon: string } {
  const day = (ahead: number) => new Date(now.getTime() + ahead * DAY_MS);
  return {
    quiet: day(-QUIET_DAYS),
    today: day(0).toISOString().slice(0, 10),
    soon: day(SOON_DAYS).toISOString().slice(0, 10),
  };
}

export async function earlierOf(tx: Tx, id: string): Promise<Earlier | undefined> {
  return tx.row<Earlier>(sql`select id, because from commitments.earlier_of(${id}, ${classesOf(tx)}::integer[])`);
}

type CountedRow = Counted & { theme: string | null; party: string | null; of: 'all' | 'theme' | 'party' | 'partly' };

/** Of all, of each theme, of each party that owes it: what the reader sees wholly, and no exercises. */
export async function countStanding(tx: Tx, accord: string, now: Date): Promise<Figures> {
  const classes = classesOf(tx);
  const { quiet, today } = daysOf(now);
  const rows = await tx.rows<CountedRow>(sql`
    with seen as materialized (
      select s.id, s.theme, s.responsible, (${classes}::integer[] is null or s.needs <@ ${classes}::integer[]) as is_whole,
        s.state <> all (${closed}::text[]) as is_open, s.state = any (${kept}::text[]) as is_kept,
        coalesce(s.state <> all (${closed}::text[]) and s.due < ${today}::date, false) as is_late, s.is_disputed,
        coalesce(s.silent_since <= ${quiet}, false) as is_silent, coalesce(s.quiet_since <= ${quiet}, false) as is_stalled,
        (s.reaffirms is not null or s.words is not null)
          and exists (select 1 from commitments.earlier_of(s.id, ${classes}::integer[])) as is_again
      from commitments.standing s
      where s.accord = ${accord} and (${classes}::integer[] is null or s.class = any (${classes}::integer[])) and not s.is_exercise
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
    from split group by of, of_theme, party order by of, of_theme nulls last, party`);
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
