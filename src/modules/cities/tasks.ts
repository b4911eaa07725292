import type { RecordView } from '#contract/records.ts';
import type { DatedTask, Task } from '#contract/today.ts';
import { textOf, type JsonObject } from '#kernel/json/types.ts';
import { reportDue } from '#kernel/lifecycle/cities.ts';
import { DAY_MS } from '#kernel/lifecycle/stated-date.ts';
import { isExercise } from '#kernel/stix/common.ts';
import type { Tx } from '#store/db.ts';
import { belongingTo } from '#store/links.ts';
import { newest, versionsOf, type StoredRecord } from '#store/records.ts';
import type { Deadline, Module, Tasks, TasksAsked } from '#api/module.ts';
import { titleOf } from '#api/titles.ts';
import { movedOf, viewRecords, type Viewer } from '#api/view.ts';
import { reportedOf } from './visit-view.ts';

/** The newest of each type are looked through: few visits are open at once. */
const MOST = 50;
const ANSWERED: Readonly<Record<string, { readonly verb: string; readonly in: string; readonly kind: Task['kind'] }>> =
  {
    visit: { verb: 'accept', in: 'invited', kind: 'answer-invitation' },
    delegation: { verb: 'accept', in: 'presented', kind: 'answer-delegation' },
    programme: { verb: 'agree', in: 'proposed', kind: 'answer-proposal' },
    'city-plan': { verb: 'agree', in: 'proposed', kind: 'answer-proposal' },
    'good-practice': { verb: 'accept', in: 'offered', kind: 'answer-proposal' },
    'visit-report': { verb: 'agree', in: 'exchanged', kind: 'answer-report' },
  };

/** What of visits and of accords of cities waits for this side's word, list or report. */
export async function cityTasks(asked: TasksAsked): Promise<Tasks> {
  const { tx, caller, self, modules } = asked;
  if (!caller.permissions.includes('records.read')) return { tasks: [], deadlines: [] };
  const viewer = { party: self.partyId, modules, maySteps: caller.permissions.includes('steps.write') };
  const tasks: Task[] = [];
  for (const [type, { verb, in: open, kind }] of Object.entries(ANSWERED)) {
    const views = await viewRecords(tx, viewer, await heldOf(tx, type));
    const waiting = views.filter(({ state, allowed }) => state === open && allowed.includes(verb));
    const titles = await titlesOfVisits(tx, waiting);
    for (const view of waiting)
      tasks.push({ kind, ...subjectOf(view.record as JsonObject, titles), party: view.publisher, count: 1 });
  }
  const own = caller.permissions.includes('records.write') ? await ownTasks(tx, viewer, self.now()) : [];
  return { tasks: [...tasks, ...own], deadlines: await datedOf(tx, viewer, self.now()) };
}

const heldOf = async (tx: Tx, type: string): Promise<StoredRecord[]> =>
  (await newest(tx, { type, limit: MOST })).filter(
    ({ object, expungedAt }) => expungedAt === null && !isExercise(object) && object['meeting_ref'] === undefined,
  );

/** A guest names its delegation, and reports of what took place. */
async function ownTasks(tx: Tx, viewer: Viewer, now: Date): Promise<Task[]> {
  const visits = (await heldOf(tx, 'visit')).filter(({ publisher }) => publisher !== viewer.party);
  const moved = await movedOf(tx, viewer, visits);
  const standing = (state: string) => visits.filter(({ id }) => moved.get(id)?.shown === state);
  const today = now.toISOString().slice(0, 10);
  const ahead = standing('accepted').filter(({ object }) => textOf(object['until']) >= today);
  const named = await delegationsOf(tx, viewer, ahead);
  const held = standing('held');
  const reported = await reportedOf(
    tx,
    viewer,
    held.map(({ id }) => id),
  );
  const task = (kind: Task['kind'], { object, publisher }: StoredRecord): Task => ({
    kind,
    ...subjectOf(object),
    party: publisher,
    count: 1,
  });
  return [
    ...ahead.filter(({ id }) => !named.has(id)).map((visit) => task('name-delegation', visit)),
    ...held.filter(({ id }) => !reported.has(id)).map((visit) => task('write-report', visit)),
  ];
}

async function delegationsOf(tx: Tx, viewer: Viewer, visits: readonly StoredRecord[]): Promise<ReadonlySet<string>> {
  const ids = visits.map(({ id }) => id);
  const wanted = { type: 'delegation', property: 'visit_ref', limit: 4 * MOST } as const;
  const own = (await belongingTo(tx, ids, wanted)).filter(
    ({ publisher, expungedAt }) => publisher === viewer.party && expungedAt === null,
  );
  const moved = await movedOf(tx, viewer, own);
  return new Set(
    own.flatMap(({ id, object }) => (moved.get(id)?.shown === 'withdrawn' ? [] : [textOf(object['visit_ref'])])),
  );
}

type Due = { readonly visit: StoredRecord; readonly due: string; readonly by: 'guest' | 'both' };

/** By when an invitation is answered, a visit begins, and its report is due. */
async function dueOf(tx: Tx, viewer: Viewer): Promise<Due[]> {
  const visits = await heldOf(tx, 'visit');
  const moved = await movedOf(tx, viewer, visits);
  const reported = await reportedOf(
    tx,
    viewer,
    visits.map(({ id }) => id),
  );
  return visits.flatMap((visit): Due[] => {
    const { id, object } = visit;
    const answerBy = textOf(object['answer_by']);
    switch (moved.get(id)?.shown) {
      case 'invited':
        return answerBy === '' ? [] : [{ visit, due: answerBy, by: 'guest' }];
      case 'accepted':
        return [{ visit, due: textOf(object['from']), by: 'both' }];
      case 'held':
        return reported.has(id) ? [] : [{ visit, due: reportDue(textOf(object['until'])), by: 'guest' }];
      default:
        return [];
    }
  });
}

/** That a visit begins is a date, and nobody is late with it. */
async function datedOf(tx: Tx, viewer: Viewer, now: Date): Promise<DatedTask[]> {
  const today = now.toISOString().slice(0, 10);
  return (await dueOf(tx, viewer))
    .filter(({ due, by }) => by === 'guest' || due >= today)
    .map(({ visit, due, by }) => ({
      ...subjectOf(visit.object),
      due,
      day: due,
      whose: by === 'both' ? 'both' : visit.publisher === viewer.party ? 'theirs' : 'ours',
    }));
}

/** Of what this side owes: whoever may see it is told before and after. */
export const cityDeadlines: NonNullable<Module['deadlines']> = async ({ tx, self, modules }) => {
  const viewer = { party: self.partyId, modules, maySteps: false };
  return (await dueOf(tx, viewer)).flatMap(({ visit, due, by }): Deadline[] =>
    by === 'guest' && visit.publisher !== viewer.party
      ? [{ record: visit.id, due, day: new Date(Math.floor(Date.parse(`${due}T00:00:00Z`) / DAY_MS) * DAY_MS) }]
      : [],
  );
};

/** What has no title of its own is called by its visit. */
async function titlesOfVisits(tx: Tx, views: readonly RecordView[]) {
  const refs = views.flatMap(({ record }) => (typeof record['visit_ref'] === 'string' ? [record['visit_ref']] : []));
  const visits = refs.length === 0 ? [] : await versionsOf(tx, [...new Set(refs)]);
  return new Map(visits.toReversed().map(({ id, object }) => [id, titleOf(object)]));
}

function subjectOf(object: JsonObject, titles: ReadonlyMap<string, Task['title']> = new Map()) {
  const { id, type, accord_ref: accord, visit_ref: visit } = object;
  const [own, at] = [textOf(id), textOf(visit)];
  const path = type === 'visit' ? `/visits/${own}` : at === '' ? `/cities/${textOf(accord)}` : `/visits/${at}`;
  return { record: own, path, title: titleOf(object) ?? titles.get(at) ?? null, accord: textOf(accord) };
}
