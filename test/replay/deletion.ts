import { Failure } from '#kernel/errors.ts';
import type { Tx } from '#store/db.ts';
import { giveUp, recalledAndKept } from '#store/give-up.ts';
import { holdsOn, liftHold, placeHold } from '#store/legal-holds.ts';
import { recall } from '#store/recall.ts';
import type { Node } from '../../src/node.ts';
import type { Act } from '../simulation/tape.ts';
import { Differs } from './differs.ts';

export type Deletion = Extract<Act, { did: 'recall' | 'hold' | 'lift' }>;

/** What a person does about a record's content, by the doors of the store. */
export async function doDeletion({ db, self }: Node, act: Deletion): Promise<void> {
  const now = self.now();
  if (act.did === 'recall') {
    const refused = await db.transaction('node', (tx) => recall(tx, self, act.asked)).then(() => null, asRefused);
    if ((refused === null) !== (act.refused === null || act.refused === undefined))
      throw new Differs(`recall: ${refused}; simulated: ${act.refused}`);
    return;
  }
  await db.transaction('node', async (tx) => {
    if (act.did === 'hold')
      await placeHold(tx, { record: act.id, reason: 'a case', placedBy: 'a person', placedAt: now, until: null });
    else await lift(tx, act.id, now);
  });
}

async function lift(tx: Tx, id: string, now: Date): Promise<void> {
  for (const { id: hold, liftedAt } of await holdsOn(tx, id))
    if (liftedAt === null) await liftHold(tx, { id: hold, record: id, by: 'a person', at: now, why: 'closed' });
  await giveUp(tx, await recalledAndKept(tx, now, 100), now);
}

const asRefused = (error: unknown): string => {
  if (error instanceof Failure) return error.code;
  throw error;
};
