import type { Mark, SideStanding, Standing } from '#contract/register.ts';
import { DAY_MS, lastDay } from '#kernel/lifecycle/stated-date.ts';
import type { HistoryItem } from '#kernel/lifecycle/fold.ts';
import type { JointProgress } from '#kernel/lifecycle/progress.ts';

// By which rule a commitment surfaces by itself. Nothing here is folded: what depends on the time differs as clocks do, and is told by
// whoever reads.

/** A quarter, as often as a working group meets: who has told nothing since then has nothing to bring to it. */
export const QUIET_DAYS = 90;
/** What falls due within it is prepared now. */
export const SOON_DAYS = 30;

export const CLOSED: ReadonlySet<string> = new Set(['delivered', 'verified', 'withdrawn', 'superseded']);
export const KEPT: ReadonlySet<string> = new Set(['delivered', 'verified']);
/** Where both have agreed, and something is to be told. */
const WORKED: ReadonlySet<string> = new Set(['accepted', 'planned', 'in-progress']);

/** What is known of a commitment without the time. */
export type Facts = Omit<Standing, 'marks'> & {
  readonly state: string;
  readonly due: string | null;
  readonly responsible: readonly string[];
  readonly isExercise: boolean;
  /** Of each side: since when it has told nothing, where something is to be told. */
  readonly quiet: Readonly<Record<string, string>>;
};

export type Told = {
  readonly state: string;
  readonly created: string;
  readonly due: string | null;
  readonly responsible: readonly string[];
  readonly isExercise: boolean;
  readonly history: readonly HistoryItem[];
  readonly progress: JointProgress;
};

const SIGNS: ReadonlySet<string> = new Set(['plan', 'report', 'deliver']);

export function factsOf(told: Told): Facts {
  const { state, created, due, responsible, isExercise, history, progress } = told;
  const taken = history.filter(({ outcome }) => outcome !== 'void');
  const acceptedAt = taken.find(({ step }) => step.verb === 'accept')?.step.at ?? created;
  const bySide = Object.fromEntries(
    Object.entries(progress.byParty).map(([party, own]): [string, SideStanding] => {
      const { rating = null, percent = null, asOf = null } = own.rated?.said ?? {};
      const steps = taken.flatMap(({ step }) => (step.publisher === party && SIGNS.has(step.verb) ? [step.at] : []));
      const last = latest([...steps, ...own.told.map(({ modified }) => modified)]);
      return [party, { rating, percent, asOf, last, lead: own.lead ?? null }];
    }),
  );
  const quiet = WORKED.has(state)
    ? Object.fromEntries(Object.entries(bySide).map(([party, { last }]) => [party, latest([acceptedAt, last])!]))
    : {};
  const { view, rating = null, percent = null } = progress;
  return { view, rating, percent, bySide, state, due, responsible, isExercise, quiet };
}

/** By what each says of its time: spellings differ in their fractions alone. */
const latest = (times: readonly (string | null)[]): string | null =>
  times.reduce((a, b) => (b !== null && (a === null || Date.parse(b) > Date.parse(a)) ? b : a), null);

export const isOpen = ({ state }: Pick<Facts, 'state'>): boolean => !CLOSED.has(state);
export const isDisputed = ({ state, view }: Pick<Facts, 'state' | 'view'>): boolean =>
  state === 'disputed' || (isOpen({ state }) && view === 'differs');

/** Since when nobody has told anything; and since when the quietest of those who owe it has not. */
export function quietSince({ quiet, responsible }: Pick<Facts, 'quiet' | 'responsible'>) {
  const owing = responsible.flatMap((party) => quiet[party] ?? []).sort((a, b) => Date.parse(a) - Date.parse(b));
  return { either: latest(Object.values(quiet)), owing: owing[0] ?? null };
}

/** What an earlier commitment has to do with this one, as far as the reader sees both. */
export type Earlier = { readonly id: string; readonly because: 'reaffirms-open' | 'same-words' };

export function marksOf(facts: Facts, now: Date, earlier?: Earlier): Mark[] {
  if (facts.isExercise) return [];
  const marks: Mark[] = [];
  const add = (mark: Mark['mark'], because: Mark['because'], more: Partial<Mark> = {}) =>
    marks.push({ mark, because, since: null, party: null, record: null, ...more });
  const last = facts.due === null ? undefined : lastDay(facts.due);
  if (last !== undefined && isOpen(facts)) {
    const past = last.getTime() + DAY_MS;
    if (past <= now.getTime()) add('late', 'past-due', { since: dayOf(past) });
    else if (last.getTime() < now.getTime() + SOON_DAYS * DAY_MS)
      add('due-soon', 'falls-due', { since: dayOf(last.getTime()) });
  }
  if (facts.state === 'disputed') add('disputed', 'by-step');
  else if (isDisputed(facts)) add('disputed', 'ratings-differ');
  const { either } = quietSince(facts);
  if (either !== null && isLong(either, now))
    add('stalled', 'nothing-from-either', { since: dayOf(Date.parse(either)) });
  for (const party of facts.responsible) {
    const since = facts.quiet[party];
    if (since !== undefined && isLong(since, now))
      add('silent', 'nothing-from-side', { since: dayOf(Date.parse(since)), party });
  }
  if (earlier) add('reannounced', earlier.because, { record: earlier.id });
  return marks;
}

const isLong = (since: string, now: Date): boolean => Date.parse(since) + QUIET_DAYS * DAY_MS <= now.getTime();
const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

export const standingOf = (facts: Facts, now: Date, earlier?: Earlier): Standing => {
  const { view, rating, percent, bySide } = facts;
  return { view, rating, percent, bySide, marks: marksOf(facts, now, earlier) };
};
