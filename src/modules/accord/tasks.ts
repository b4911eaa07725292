import type { Task } from '#contract/today.ts';
import { accordById } from '#store/accords.ts';
import { newest } from '#store/records.ts';
import type { Tasks, TasksAsked } from '#api/module.ts';
import { moveAccord } from '#api/view.ts';

/** Terms that wait for this side's ratification. */
export async function accordTasks({ tx, caller, self }: TasksAsked): Promise<Tasks> {
  if (!caller.permissions.includes('accords.step')) return { tasks: [], deadlines: [] };
  const tasks: Task[] = [];
  for (const { id, object, publisher } of await newest(tx, { type: 'accord', limit: 200 })) {
    const accord = await accordById(tx, id);
    if (!accord || !moveAccord(accord, self.partyId).allowed.includes('ratify')) continue;
    const title = object['name'] as Record<string, string>; // by the accord's schema
    tasks.push({
      kind: 'ratify-accord',
      path: `/accords/${id}`,
      record: id,
      title,
      accord: id,
      party: publisher,
      count: 1,
    });
  }
  return { tasks, deadlines: [] };
}
