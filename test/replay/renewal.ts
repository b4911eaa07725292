import { openEpoch } from '#store/epochs.ts';
import { partyById } from '#store/parties.ts';
import { rotateKey } from '#store/rotate-key.ts';
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

export async function beginAnew({ running: { db }, party }: RealNode, recipient: string, act: BeginAct): Promise<void> {
  const line = { publisher: party.id, recipient, accord: ACCORD, channel: act.channel };
  await db.transaction('node', (tx) => openEpoch(tx, line, act.held));
}
