import type { AgendaPoint } from '#contract/meetings.ts';
import { textOf } from '#kernel/json/types.ts';
import { isExercise } from '#kernel/stix/common.ts';
import { DAY_MS } from '#kernel/lifecycle/stated-date.ts';
import { newest } from '#store/records.ts';
import type { TasksAsked } from '#api/module.ts';
import { titleOf } from '#api/titles.ts';
import { viewRecords } from '#api/view.ts';
import { surfacing } from './surfacing.ts';
import { CLOSED, dayOf, MOST } from './tasks.ts';

/** What falls due before the meeting after the next, of a series that meets every quarter. */
const SOON_DAYS = 90;

/** Open commitments that are late or soon due, the latest first; then those that nobody moves or that say again what was not kept. */
export async function commitmentPoints(asked: TasksAsked & { readonly accord: string }): Promise<AgendaPoint[]> {
  const { tx, self, modules, accord } = asked;
  const now = self.now().getTime();
  const dated = (await newest(tx, { accord, type: 'commitment', limit: MOST })).flatMap((record) => {
    const day = record.expungedAt === null && !isExercise(record.object) ? dayOf(record.object) : undefined;
    return day && day.getTime() < now + SOON_DAYS * DAY_MS ? [{ record, day }] : [];
  });
  const views = await viewRecords(
    tx,
    { party: self.partyId, modules, maySteps: false },
    dated.map(({ record }) => record),
  );
  const points = dated
    .map(({ record, day }, at) => ({ record, day, state: views[at]!.state }))
    .filter(({ state }) => !CLOSED.has(state))
    .sort((a, b) => a.day.getTime() - b.day.getTime())
    .map(({ record: { id, object }, day, state }): AgendaPoint => ({
      kind: day.getTime() + DAY_MS <= now ? 'overdue-commitment' : 'due-commitment',
      record: id,
      path: `/commitments/${id}`,
      title: titleOf(object),
      state,
      due: textOf(object['due']) || null,
    }));
  const stuck = (await surfacing(tx, accord, self.now())).map(
    ({ mark, record: { id, object }, state, due }): AgendaPoint => ({
      kind: mark === 'stalled' ? 'stalled-commitment' : 'reannounced-commitment',
      record: id,
      path: `/commitments/${id}`,
      title: titleOf(object),
      state,
      due: due || null,
    }),
  );
  return [...points, ...stuck];
}
