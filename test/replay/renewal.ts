import { openEpoch } from '#store/epochs.ts';
import { endEra, partyById } from '#store/parties.ts';
import { rotateKey } from '#store/rotate-key.ts';
import { lockSequencer } from '#store/sequencer.ts';
import type { BeginAct } from '../simulation/tape.ts';
import { ACCORD } from '../simulation/world.ts';
import { seedOf } from '../simulation/keys.ts';
import type { RealNode } from './node.ts';

/** The next key is the one of the simulation. */
export async function rotate({ running: { db, self, keys }, draws, party }: RealNode): Promise<void> {
  const own = await db.transaction('node', (tx) => partyById(tx, party.id));
  draws.push(seedOf(`${party.id} ${own!.keys.length + 1}`));
  await rotateKey(db, self, keys).finally(() => (draws.length = 0));
}

/** What the route of `held` does before it answers. */
export async function tell({ running: { db } }: RealNode, partner: string): Promise<void> {
  await db.transaction('node', async (tx) => {
    await lockSequencer(tx);
    await endEra(tx, partner);
  });
}

export async function beginAnew({ running: { db }, party }: RealNode, recipient: string, act: BeginAct): Promise<void> {
  const line = { publisher: party.id, recipient, accord: ACCORD, channel: act.channel };
  await db.transaction('node', (tx) => openEpoch(tx, line, act.held));
}
