import type { JsonObject } from '#kernel/json/types.ts';
import { admit } from '#store/admit.ts';
import { accordBecomes } from './becomes.ts';
import { accordBetween } from './accord.ts';
import type { FakePartner } from './fake-partner.ts';
import { ok, type Officer, type TestNode } from './two-nodes.ts';

/** `terms`: the version that both have ratified, as a step names it. `at`: the node's secretary. */
export type Footing = { readonly accord: string; readonly terms: JsonObject; readonly at: Officer };

/** A node's accord with a partner that a test plays, in force. */
export async function inForceWith(node: TestNode, partner: FakePartner): Promise<Footing> {
  const accord = accordBetween(node.partyId, partner.id);
  const at = await node.officer('secretary', accord.id);
  const { db, self } = node.running;
  const { id, modified, c } = await db.transaction('node', (tx) => admit(tx, self, accord));
  ok(await at.post(`/api/v1/accords/${id}/steps`, { verb: 'ratify' }));
  const terms = { id, modified, c };
  const step = partner.stepOn(terms, 'ratify', { accord: id, channel: 'charter' });
  await partner.publish(partner.feed(id, 'charter'), step);
  await accordBecomes(at, id, 'in-force');
  return { accord: id, terms, at };
}
