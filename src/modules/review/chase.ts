import type { ChaseItem } from '#contract/review.ts';
import { textOf } from '#kernel/json/types.ts';
import { isExercise } from '#kernel/stix/common.ts';
import type { LifeCycle } from '#kernel/lifecycle/machine.ts';
import { shownState } from '#kernel/lifecycle/machine.ts';
import { DAY_MS, lastDay } from '#kernel/lifecycle/stated-date.ts';
import type { Tx } from '#store/db.ts';
import { newestUnder } from '#store/cities.ts';
import { versionsOf, type StoredRecord } from '#store/records.ts';
import { lifeCycleOf } from '#api/module.ts';
import { titleOf } from '#api/titles.ts';
import { movedOf, type Viewer } from '#api/view.ts';

/** Of each type the newest are looked through. */
const MOST = 500;
const SHOWN = 200;
/** What both must answer for the cooperation to go on; an item of an agenda waits for its meeting. */
export const CHASED = [
  'commitment',
  'minutes',
  'review',
  'decision',
  'body',
  'series',
  'meeting',
  'visit',
  'programme',
  'city-plan',
  'visit-report',
  'correction-notice',
] as const;

export type Standing = {
  readonly machine: LifeCycle;
  /** Of the fold, not as it is shown. */
  readonly state: string;
  readonly author: string;
  readonly parties: readonly [string, string];
  /** The day of the last step on this version, or of the version. */
  readonly since: string;
  readonly due: string | null;
  readonly owedBy: readonly string[];
};

export type Waiting = Pick<ChaseItem, 'kind' | 'parties' | 'since'>;

const KINDS: Readonly<Record<string, ChaseItem['kind']>> = { sign: 'sign', verify: 'verify' };
/** Somebody said what is wrong; the author is asked to mend it. */
const AUTHORS: ReadonlySet<string> = new Set(['returned']);
const ANSWERED: ReadonlySet<string> = new Set(['declined', 'deferred']);

/** Whom it waits for: by its life cycle who alone can bind themselves next, and by its date who owes it. */
export function waitsFor(standing: Standing, now: Date): Waiting[] {
  const { machine, state, author, parties, since, due, owedBy } = standing;
  if (machine.states[state]?.final === true) return [];
  const shown = shownState(machine, state);
  const day = due === null ? undefined : lastDay(due);
  const isLate = day !== undefined && day.getTime() + DAY_MS <= now.getTime() && shown !== 'delivered';
  const late: Waiting[] = isLate
    ? [{ kind: 'overdue', parties: [...owedBy], since: new Date(day.getTime() + DAY_MS).toISOString().slice(0, 10) }]
    : [];
  if (ANSWERED.has(shown)) return late;
  if (shown === 'disputed') return [...late, { kind: 'settle', parties: [...parties], since }];
  if (AUTHORS.has(shown)) return [...late, { kind: 'settle', parties: [author], since }];
  const open = machine.transitions.filter(
    ({ from, binding, verb }) => from.includes(state) && (binding === true || verb === 'carry-out'),
  );
  const verb = open[0]?.verb;
  if (verb === undefined) return late;
  const who = parties.filter((party) =>
    open.some(({ by }) => by === 'either' || (by === 'author') === (party === author)),
  );
  return [...late, { kind: KINDS[verb] ?? 'answer', parties: who, since }];
}

/** A programme is called as the visit that it is of. */
async function titlesOf(tx: Tx, records: readonly StoredRecord[]): Promise<ReadonlyMap<string, ChaseItem['title']>> {
  const visits = [...new Set(records.flatMap(({ object }) => textOf(object['visit_ref']) || []))];
  // Newest first.
  const called = new Map((await versionsOf(tx, visits)).toReversed().map(({ id, object }) => [id, titleOf(object)]));
  return new Map(
    records.map(({ id, object }) => [id, titleOf(object) ?? called.get(textOf(object['visit_ref'])) ?? null]),
  );
}

/** In the reader's scope, of the accord and those of cities under it: what they do not see is not chased. */
export async function chaseUnder(
  tx: Tx,
  viewer: Viewer,
  {
    accord,
    parties,
    now,
  }: { readonly accord: string; readonly parties: readonly [string, string]; readonly now: Date },
): Promise<{ readonly chase: readonly ChaseItem[]; readonly isWhole: boolean }> {
  let isWhole = true;
  const chase: ChaseItem[] = [];
  for (const type of CHASED) {
    const machine = lifeCycleOf(viewer.modules, type);
    if (!machine) continue;
    const found = await newestUnder(tx, accord, { type, limit: MOST });
    isWhole &&= found.length < MOST;
    const records = found.filter((record) => isChased(record, now));
    const moved = await movedOf(tx, viewer, records);
    const titles = await titlesOf(tx, records);
    for (const { id, object, publisher, modified } of records) {
      const folded = moved.get(id)?.folded;
      if (!folded) continue;
      const last = folded.history.findLast(
        ({ step, outcome }) => outcome !== 'void' && step.subject.modified === folded.version.modified,
      );
      // Once an invitation is answered, its day is past for nobody.
      const answerBy = folded.shown === 'invited' ? textOf(object['answer_by']) : '';
      const due = textOf(object['due']) || textOf(object['sign_by']) || answerBy || null;
      const guests = parties.filter((party) => answerBy === '' || party !== publisher);
      const owedBy = Array.isArray(object['responsible']) ? object['responsible'].map(String) : guests;
      const since = (last?.step.at ?? modified).slice(0, 10);
      const standing = { machine, state: folded.state, author: publisher, parties, since, due, owedBy };
      const about = { record: id, type, title: titles.get(id) ?? null, state: folded.shown, due };
      chase.push(...waitsFor(standing, now).map((waiting) => ({ ...about, ...waiting })));
    }
  }
  chase.sort((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : 0));
  return { chase: chase.slice(0, SHOWN), isWhole: isWhole && chase.length <= SHOWN };
}

/** A meeting whose time has passed waits for nobody's yes any more. */
const isChased = ({ type, object, expungedAt }: StoredRecord, now: Date): boolean =>
  expungedAt === null &&
  object['revoked'] !== true &&
  !isExercise(object) &&
  (type !== 'meeting' || textOf(object['starts_at']) > now.toISOString());
