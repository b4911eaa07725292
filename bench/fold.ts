import { viewRecords } from '#api/view.ts';
import type { JsonObject } from '#kernel/json/types.ts';
import { commitmentsModule } from '#modules/commitments/module.ts';
import { versionsOf } from '#store/records.ts';
import { SECRETARIAT } from './accord.ts';
import { uuidFor } from './objects.ts';
import { newestOf, stepOn } from './steps.ts';
import { catchUp, type World } from './world.ts';

const STEPS = 100;
/** As many as a page shows at once. */
const PAGE = 10;

export const foldedIds = (from: number, count: number): string[] =>
  Array.from({ length: count }, (_, i) => `commitment--${uuidFor(`stepped ${from + i}`)}`);

/** Commitments with a hundred steps each, by both parties. */
export async function makeStepped({ a, b, accord, file }: World, ids: readonly string[]): Promise<void> {
  const commitments = ids.map((id): JsonObject => ({
    type: 'commitment',
    id,
    accord_ref: accord,
    channel: SECRETARIAT,
    title: 'Meet every three months',
    kind: 'recurring-meeting',
    responsible: [`identity--${uuidFor('responsible')}`],
    status: 'agreed',
  }));
  await b.call({ do: 'hold', held: false });
  await a.call({ do: 'admit', file: await file(commitments) });
  await catchUp(a, b);
  for (const [side, other, verbs] of [
    [b, a, ['accept', ...reports(STEPS / 2 - 1)]],
    [a, b, reports(STEPS / 2)],
  ] as const) {
    const steps: JsonObject[] = [];
    for (const id of ids) {
      const bound = await newestOf(side.db, id);
      for (const verb of verbs) steps.push(stepOn(bound, verb, verb === 'report' ? 'a report of progress' : undefined));
    }
    await side.call({ do: 'admit', file: await file(steps) });
    await catchUp(side, other);
  }
  await b.call({ do: 'hold', held: true });
}

const reports = (count: number): string[] => Array.from({ length: count }, () => 'report');

/** Commitments a second, from the stored entries to the state that is shown. */
export async function foldRate({ a }: World, ids: readonly string[]): Promise<number> {
  const viewer = { party: a.order.partyId, modules: [commitmentsModule], maySteps: true };
  const began = performance.now();
  for (let from = 0; from < ids.length; from += PAGE) {
    const views = await a.db.transaction('node', async (tx) => {
      const records = await versionsOf(tx, ids.slice(from, from + PAGE));
      return viewRecords(tx, viewer, records);
    });
    const wrong = views.find(({ state, history }) => state !== 'in-progress' || history.length !== STEPS);
    if (wrong) throw new Error(`a fold of ${wrong.history.length} steps came to ${wrong.state}`);
  }
  return ids.length / ((performance.now() - began) / 1_000);
}
