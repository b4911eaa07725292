import type { Sql, Tx } from '#store/db.ts';
import { classesOf, sql } from '#store/db.ts';
import { DAY_MS } from '#kernel/lifecycle/stated-date.ts';
import { foldText } from './fold.ts';
import { CLOSED, KEPT, QUIET_DAYS, SOON_DAYS } from './stand.ts';

/** What the register is narrowed to. */
export type Filter = {
  readonly accord: string;
  readonly theme?: string | undefined;
  /** What counts as a theme; `theme: 'none'` is none of these. */
  readonly themes: readonly string[];
  readonly state?: string | undefined;
  readonly mark?: string | undefined;
  readonly owes?: readonly string[] | undefined;
  /** Words of the office that leads, on either side. */
  readonly lead?: string | undefined;
  /** Parties on whose side no office leads. */
  readonly unled?: readonly string[] | undefined;
  /** Joint; `none` or `differs`. */
  readonly rating?: string | undefined;
  /** The last day that its date can mean is not before, and not after. */
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly words?: string | undefined;
};

export const closed = [...CLOSED];
export const kept = [...KEPT];

/**
 * The rows `s` of commitments.standing. Columns derived by the fold are looked at only in rows of which the reader sees all that was
 * folded; the others are in the list as long as nothing is asked of these columns.
 */
export function whereOf(tx: Tx, filter: Filter, now: Date): Sql {
  const classes = classesOf(tx);
  const { accord, theme, themes, state, mark, owes, lead, unled, rating, from, until, words } = filter;
  const { quiet, today, soon } = daysOf(now);
  const asksNothing = [theme, state, mark, owes, lead, unled, rating, from, until, words].every(
    (one) => one === undefined,
  );
  return sql`
    s.accord = ${accord} and (${classes}::integer[] is null or s.class = any (${classes}::integer[]))
      and (${asksNothing}::boolean or ${classes}::integer[] is null or s.needs <@ ${classes}::integer[])
      and (${theme ?? null}::text is null or s.theme = ${theme ?? null}::text
        or (${theme === 'none'}::boolean and (s.theme is null or s.theme <> all (${themes}::text[]))))
      and (${state ?? null}::text is null or s.state = ${state ?? null}::text)
      and (${owes ?? null}::text[] is null or s.responsible @> ${owes ?? null}::text[])
      and (${rating ?? null}::text is null or coalesce(s.rating, 'none') = ${rating ?? null}::text)
      and (${from ?? null}::date is null or s.due >= ${from ?? null}::date)
      and (${until ?? null}::date is null or s.due <= ${until ?? null}::date)
      and (${lead ?? null}::text is null or s.offices like all (${patternsOf(lead)}::text[]))
      and (${unled ?? null}::text[] is null or not s.led && ${unled ?? null}::text[])
      and (${words ?? null}::text is null or s.said like all (${patternsOf(words)}::text[]))
      and (${mark ?? null}::text is null or case ${mark ?? null}::text
        when 'open' then s.state <> all (${closed}::text[])
        when 'kept' then s.state = any (${kept}::text[]) and not s.is_exercise
        when 'late' then s.state <> all (${closed}::text[]) and s.due < ${today}::date and not s.is_exercise
        when 'due-soon' then
          s.state <> all (${closed}::text[]) and s.due >= ${today}::date and s.due < ${soon}::date and not s.is_exercise
        when 'disputed' then s.is_disputed and not s.is_exercise
        when 'silent' then s.silent_since <= ${quiet} and not s.is_exercise
        when 'stalled' then s.quiet_since <= ${quiet} and not s.is_exercise
        when 'reannounced' then (s.reaffirms is not null or s.words is not null)
          and exists (select 1 from commitments.earlier_of(s.id, ${classes}::integer[]))
        when 'undelivered' then exists (
          select 1 from store.release l where l.record = s.version and (l.outcome = 'no' or exists (
            select 1 from store.entry e where e.feed = l.feed and e.idx = l.idx and e.state <> 'stored')))
      end)`;
}

/** Every word, wherever it stands in another: not all scripts have spaces. No pattern's own letters are in a folded word. */
const patternsOf = (text: string | undefined): string[] =>
  foldText([text ?? ''])
    .split(' ')
    .filter(Boolean)
    .map((word) => `%${word}%`);

export function daysOf(now: Date): { readonly quiet: Date; readonly today: string; readonly soon: string } {
  const day = (ahead: number) => new Date(now.getTime() + ahead * DAY_MS);
  return {
    quiet: day(-QUIET_DAYS),
    today: day(0).toISOString().slice(0, 10),
    soon: day(SOON_DAYS).toISOString().slice(0, 10),
  };
}
