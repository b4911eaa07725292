import type { RecordView } from '#contract/records.ts';
import type { Task } from '#contract/today.ts';
import { DAY_MS } from '#kernel/lifecycle/stated-date.ts';
import { textOf, type JsonObject } from '#kernel/json/types.ts';
import { isExercise } from '#kernel/stix/common.ts';
import { CITIES } from '#kernel/stix/values.ts';
import { newest } from '#store/records.ts';
import type { Tasks, TasksAsked } from '#api/module.ts';
import { titleOf } from '#api/titles.ts';
import { viewRecords } from '#api/view.ts';

const MOST = 50;
/** A review is due a year after the last day of the one before, or after the accord; told a month ahead. */
const DUE_DAYS = 365 - 30;
const OVER: ReadonlySet<string> = new Set(['signed', 'unsigned-lapsed', 'withdrawn', 'superseded']);

/** The yearly review for whoever prepares it: drafted in time, answered, signed, and with evidence for what this side is to show. */
export async function reviewTasks({ tx, caller, self, modules }: TasksAsked): Promise<Tasks> {
  if (!caller.permissions.includes('records.read')) return { tasks: [], deadlines: [] };
  const viewer = { party: self.partyId, modules, maySteps: caller.permissions.includes('steps.write') };
  const found = (await newest(tx, { type: 'review', limit: MOST })).filter(
    ({ object, expungedAt }) => expungedAt === null && !isExercise(object),
  );
  const tasks: Task[] = [];
  for (const view of await viewRecords(tx, viewer, found)) {
    const { record, allowed, publisher } = view;
    const about = {
      path: `/reviews/${String(record['id'])}`,
      record: String(record['id']),
      title: titleOf(record as JsonObject),
      accord: textOf(record['accord_ref'] as string),
    };
    if (allowed.includes('sign')) tasks.push({ kind: 'sign-review', ...about, party: publisher, count: 1 });
    else if (allowed.includes('agree')) tasks.push({ kind: 'answer-review', ...about, party: publisher, count: 1 });
    const wanting = caller.permissions.includes('records.write') ? wantingOf(view, self.partyId) : 0;
    if (wanting > 0) tasks.push({ kind: 'supply-evidence', ...about, party: null, count: wanting });
  }
  if (!caller.permissions.includes('records.write')) return { tasks, deadlines: [] };
  const lastDay = new Map<string, string>();
  for (const { accord, object } of found) {
    const until = textOf(object['until']);
    if (accord !== null && until > (lastDay.get(accord) ?? '')) lastDay.set(accord, until);
  }
  for (const { id, object, expungedAt } of await newest(tx, { type: 'accord', limit: MOST })) {
    if (expungedAt !== null || object['kind'] === CITIES) continue;
    const since = lastDay.get(id) ?? textOf(object['created']).slice(0, 10);
    if (self.now().getTime() - Date.parse(`${since}T00:00:00Z`) < DUE_DAYS * DAY_MS) continue;
    tasks.push({ kind: 'draft-review', path: '/review', record: null, title: null, accord: id, party: null, count: 1 });
  }
  return { tasks, deadlines: [] };
}

/** Sentences that this side could show something for, and did not. */
export function wantingOf({ record, state }: Pick<RecordView, 'record' | 'state'>, self: string): number {
  if (OVER.has(state)) return 0;
  const sentences = (Array.isArray(record['sentences']) ? record['sentences'] : []) as readonly JsonObject[];
  return sentences.filter(
    ({ evidence, party }) =>
      Array.isArray(evidence) && evidence.length === 0 && (party === undefined || party === self),
  ).length;
}
