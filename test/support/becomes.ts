import { expect } from 'vitest';
import type { AccordView } from '#contract/accords.ts';
import type { RecordView } from '#contract/records.ts';
import { checkFeeds } from '#store/doctor/check-feeds.ts';
import { accordAt, eventually, recordAt, type Officer, type TestNode } from './two-nodes.ts';

// What the tests of two nodes wait for.

type Delivery = RecordView['delivery'][number]['state'];

/** What the first partner is said to hold of a record. */
export const deliveryBecomes = (at: Officer, id: string, state: Delivery): Promise<void> =>
  eventually(async () => expect((await recordAt(at, id)).delivery[0]!.state).toBe(state));

export const stateBecomes = (at: Officer, id: string, state: string): Promise<void> =>
  eventually(async () => expect((await recordAt(at, id)).state).toBe(state));

export const accordBecomes = (at: Officer, accord: string, state: AccordView['state']): Promise<void> =>
  eventually(async () => expect((await accordAt(at, accord)).state).toBe(state));

/** No invariant of a feed is broken at any of the nodes. */
export async function areSound(...nodes: readonly TestNode[]): Promise<void> {
  for (const { running } of nodes) expect(await running.db.snapshot('node', checkFeeds)).toEqual([]);
}
