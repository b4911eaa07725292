import type { Task } from '#contract/today.ts';
import { sql, type Tx } from '#store/db.ts';
import { feeds } from '#store/feeds.ts';
import { messageCounts } from '#store/notices/messages.ts';
import { parties } from '#store/parties.ts';
import type { Caller } from '#api/caller.ts';

const task = (kind: Task['kind'], path: string, more: Partial<Task> = {}): Task => ({
  kind,
  path,
  record: null,
  title: null,
  accord: null,
  party: null,
  count: 1,
  ...more,
});

/** What the node itself wants of those who run it, and of those who read statements. No content. */
export async function nodeTasks(tx: Tx, { permissions, personId }: Caller): Promise<Task[]> {
  const may = (name: Caller['permissions'][number]): boolean => permissions.includes(name);
  const tasks: Task[] = [];
  if (may('feeds.lift'))
    for (const { id, accord, publisher, faultName, liftedAt } of await feeds(tx))
      if (faultName !== null && liftedAt === null)
        tasks.push(task('lift-quarantine', `/feeds/${id}`, { accord, party: publisher }));
  if (may('partners.write'))
    for (const { id, isSelf, fault } of await parties(tx))
      if (!isSelf && fault !== null) tasks.push(task('call-partner', '/feeds', { party: id }));
  if (may('mail.write')) {
    const { failed } = await messageCounts(tx);
    if (failed > 0) tasks.push(task('mend-mail', '/admin/mail', { count: failed }));
  }
  if (may('rights.confirm')) {
    const row = await tx.row<{ count: number }>(sql`
      select count(*)::integer as count from (
        select 1 from people.proposal where state = 'open' and by <> ${personId} and kind not in ('record.place', 'release.confirm') limit 1000
      ) p`);
    if (row && row.count > 0) tasks.push(task('confirm-proposal', '/admin/people', { count: row.count }));
  }
  if (may('statements.write')) {
    const row = await tx.row<{ count: number }>(
      sql`select count(*)::integer as count from (select 1 from statements.statement where state in ('read', 'in-review') limit 1000) s`,
    );
    if (row && row.count > 0) tasks.push(task('review-statements', '/statements', { count: row.count }));
  }
  return tasks;
}
