import type { RecordView } from '#contract/records.ts';
import type { DatedTask, Task } from '#contract/today.ts';
import { textOf, type JsonObject } from '#kernel/json/types.ts';
import { isExercise } from '#kernel/stix/common.ts';
import { newest } from '#store/records.ts';
import type { Tasks, TasksAsked } from '#api/module.ts';
import { titleOf } from '#api/titles.ts';
import { viewRecords } from '#api/view.ts';
import { isMove, joinMeetings } from './joint.ts';

/** The newest of each type are looked through: a working group has a few of each open. */
const MOST = 50;
const TYPES = ['body', 'series', 'meeting', 'minutes'] as const;

/** Proposals and minutes that wait for this side's word, and the meetings ahead. */
export async function meetingTasks({ tx, caller, self, modules }: TasksAsked): Promise<Tasks> {
  if (!caller.permissions.includes('records.read')) return { tasks: [], deadlines: [] };
  const viewer = { party: self.partyId, modules, maySteps: caller.permissions.includes('steps.write') };
  const tasks: Task[] = [];
  const deadlines: DatedTask[] = [];
  for (const type of TYPES) {
    const found = (await newest(tx, { type, limit: MOST })).filter(
      ({ object, expungedAt }) => expungedAt === null && !isExercise(object),
    );
    for (const view of await viewRecords(tx, viewer, found)) {
      const kind = kindOf(view);
      if (kind) tasks.push({ kind, ...subjectOf(view), party: view.publisher, count: 1 });
    }
    if (type !== 'meeting') continue;
    const now = self.now().toISOString();
    const joined = await joinMeetings(
      tx,
      viewer,
      found.filter(({ object }) => !isMove(object)),
    );
    for (const { record, summary } of joined) {
      const { state, schedule } = summary;
      if (state !== 'agreed' || schedule === null || schedule.startsAt < now) continue;
      const day = schedule.startsAt.slice(0, 10);
      deadlines.push({ ...subject(record.id, record.object), due: day, day, whose: 'both' });
    }
  }
  return { tasks, deadlines };
}

function kindOf({ record, state, allowed }: RecordView): Task['kind'] | undefined {
  if (allowed.includes('sign')) return 'sign-minutes';
  if (!allowed.includes('agree')) return undefined;
  if (record['type'] === 'minutes') return 'answer-minutes';
  return state === 'proposed' ? 'answer-proposal' : undefined;
}

const PAGES: Readonly<Record<string, string>> = {
  body: 'bodies',
  series: 'bodies',
  meeting: 'meetings',
  minutes: 'meetings',
};

/** Where one answers it: the page of the body or meeting that it belongs to. */
function pathOf(id: string, object: JsonObject): string {
  const type = textOf(object['type']);
  const belongs = object['moves_ref'] ?? object['meeting_ref'] ?? (type === 'series' ? object['body_ref'] : id);
  return `/${PAGES[type] ?? 'records'}/${textOf(belongs)}`;
}

const subject = (id: string, object: JsonObject) => ({
  record: id,
  path: pathOf(id, object),
  title: titleOf(object),
  accord: textOf(object['accord_ref']),
});
/** A record as it is stored, in the view. */
const subjectOf = ({ record }: RecordView) => subject(String(record['id']), record as JsonObject);
