import type { DatedTask, Task } from '#contract/today.ts';
import type { RecordView } from '#contract/records.ts';
import { isExercise } from '#kernel/stix/common.ts';
import type { JsonObject } from '#kernel/json/types.ts';
import { DAY_MS, lastDay } from '#kernel/lifecycle/stated-date.ts';
import { newest } from '#store/records.ts';
import type { Deadline, Tasks, TasksAsked } from '#api/module.ts';
import { titleOf } from '#api/titles.ts';
import { viewRecords } from '#api/view.ts';
import { accordsWithCommitments, surfacing } from './surfacing.ts';

/** The newest are looked through; a cooperation has hundreds, not millions. */
export const MOST = 500;
const SHOWN = 50;
export const CLOSED: ReadonlySet<string> = new Set(['delivered', 'verified', 'withdrawn', 'superseded']);
/** What falls due within it, progress on it is to be reported. */
const SOON_DAYS = 30;

export async function commitmentTasks({ tx, caller, self, modules }: TasksAsked): Promise<Tasks> {
  if (!caller.permissions.includes('records.read')) return { tasks: [], deadlines: [] };
  const found = (await newest(tx, { type: 'commitment', limit: MOST })).filter(
    ({ object, expungedAt }) => expungedAt === null && !isExercise(object),
  );
  const viewer = { party: self.partyId, modules, maySteps: caller.permissions.includes('steps.write') };
  const views = await viewRecords(tx, viewer, found);
  const now = self.now();
  const tasks = views.flatMap((view) => {
    const kind = kindOf(view, { party: self.partyId, now });
    return kind ? [taskOf(view, kind)] : [];
  });
  const deadlines = views
    .filter(({ state }) => !CLOSED.has(state))
    .flatMap((view) => datedOf(view, self.partyId) ?? [])
    .toSorted((a, b) => (a.day < b.day ? -1 : 1));
  const stuck = await stuckTasks({ tx, caller, self }, new Set(tasks.flatMap(({ record }) => record ?? [])));
  return { tasks: [...tasks.slice(0, SHOWN), ...stuck], deadlines: deadlines.slice(0, SHOWN) };
}

/** What this side owes and nobody moves, or what says again what was not kept; for whoever may move it. */
async function stuckTasks(
  { tx, caller, self }: Pick<TasksAsked, 'tx' | 'caller' | 'self'>,
  known: ReadonlySet<string>,
): Promise<Task[]> {
  if (!caller.permissions.includes('steps.write')) return [];
  const found = [];
  for (const accord of await accordsWithCommitments(tx)) found.push(...(await surfacing(tx, accord, self.now())));
  const owed = found.filter(({ record: { id, object } }) => {
    const parties = object['responsible'];
    return !known.has(id) && Array.isArray(parties) && parties.includes(self.partyId);
  });
  const tasks = owed.map(({ mark, record: { id, object, accord, publisher } }): Task => ({
    kind: mark === 'stalled' ? 'move-stalled' : 'settle-reannounced',
    record: id,
    path: `/commitments/${id}`,
    title: titleOf(object),
    accord,
    party: publisher,
    count: 1,
  }));
  return [...new Map(tasks.map((task) => [task.record, task])).values()].slice(0, SHOWN);
}

type At = { readonly party: string; readonly now: Date };

function kindOf(view: RecordView, { party, now }: At): Task['kind'] | undefined {
  const { state, allowed } = view;
  if (allowed.includes('verify')) return 'verify-delivery';
  if (state === 'announced' && allowed.includes('accept')) return 'answer-commitment';
  if (state === 'disputed' && view.publisher === party && allowed.length > 0) return 'answer-dispute';
  const day = dayOf(view.record as JsonObject);
  const isSoon = day !== undefined && day.getTime() - now.getTime() < SOON_DAYS * DAY_MS;
  return isSoon && isOurs(view, party) && allowed.includes('report') && !CLOSED.has(state)
    ? 'report-progress'
    : undefined;
}

const responsible = ({ record }: RecordView): readonly unknown[] =>
  Array.isArray(record['responsible']) ? record['responsible'] : [];
const isOurs = (view: RecordView, party: string): boolean => responsible(view).includes(party);

export function dayOf({ due }: JsonObject): Date | undefined {
  return typeof due === 'string' ? lastDay(due) : undefined;
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

const subject = ({ record }: RecordView) => {
  const id = String(record['id']);
  return {
    record: id,
    path: `/commitments/${id}`,
    title: titleOf(record as JsonObject),
    accord: text(record['accord_ref']),
  };
};

const taskOf = (view: RecordView, kind: Task['kind']): Task => ({
  kind,
  ...subject(view),
  party: view.publisher,
  count: 1,
});

function datedOf(view: RecordView, party: string): DatedTask | undefined {
  const day = dayOf(view.record as JsonObject);
  if (!day) return undefined;
  const ours = isOurs(view, party);
  const theirs = responsible(view).some((one) => one !== party);
  const whose = ours && theirs ? 'both' : ours ? 'ours' : 'theirs';
  return { ...subject(view), due: String(view.record['due']), day: day.toISOString().slice(0, 10), whose };
}

/** Whatever is open and has a date; in the node's scope, since who may see it is judged when it is told. */
export async function commitmentDeadlines({ tx, self, modules }: Omit<TasksAsked, 'caller'>): Promise<Deadline[]> {
  const found = (await newest(tx, { type: 'commitment', limit: MOST })).filter(
    ({ object, expungedAt }) => expungedAt === null && !isExercise(object) && dayOf(object) !== undefined,
  );
  const views = await viewRecords(tx, { party: self.partyId, modules, maySteps: false }, found);
  return found.flatMap(({ id, object }, i) =>
    CLOSED.has(views[i]!.state) ? [] : [{ record: id, due: text(object['due'])!, day: dayOf(object)! }],
  );
}
