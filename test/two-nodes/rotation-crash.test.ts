import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { admit } from '#store/admit.ts';
import { openDb, type Db } from '#store/db.ts';
import { openKeys, type Keys } from '#store/keys.ts';
import { partyById } from '#store/parties.ts';
import { rotateKey } from '#store/rotate-key.ts';
import { makeSelf, type Self } from '#store/self.ts';
import { areSound, stateBecomes } from '../support/becomes.ts';
import { accordBetween, commitment } from '../support/accord.ts';
import {
  closeNodes,
  eventually,
  ok,
  pair as pairWith,
  post,
  reconnect,
  recordAt,
  testNode,
  twoNodes,
  type Pair,
  type TestNode,
} from '../support/two-nodes.ts';

// A change of key that ends at each of its steps, and the same code that goes on from there.
let pair: Pair;
beforeAll(async () => {
  pair = await twoNodes();
});
afterAll(closeNodes);

const bytes = (size: number) => new Uint8Array(randomBytes(size));

/** Another process at the node's folder and database, which does one thing and is gone. */
async function beside(node: TestNode, act: (db: Db, self: Self, keys: Keys) => Promise<unknown>): Promise<void> {
  const db = openDb(node.database.appUrl);
  try {
    const keys = await openKeys(node.dataDir, bytes);
    keys.use((await db.transaction('node', (tx) => partyById(tx, node.partyId)))!.publicKey);
    await act(
      db,
      makeSelf(keys, { partyId: node.partyId, now: () => new Date(), randomBytes: bytes, uuid: randomUUID }),
      keys,
    );
  } finally {
    await db.close();
  }
}

/** A publishes, B answers, both are sound, and B knows A by this key. */
async function goesOn(key: Uint8Array): Promise<void> {
  const { a, b, atA, atB, accord } = pair;
  expect(a.running.self.publicKey).toEqual(key);
  const { record } = await post(atA, commitment(accord));
  await eventually(() => recordAt(atB, record.id));
  ok(await atB.post(`/api/v1/records/${record.id}/steps`, { verb: 'accept' }));
  await stateBecomes(atA, record.id, 'accepted');
  await eventually(async () =>
    expect((await b.running.db.transaction('node', (tx) => partyById(tx, a.partyId)))!.publicKey).toEqual(key),
  );
  await areSound(a, b);
}

test('after the file of the next key: nothing has changed, and the next call takes the same file', async () => {
  const { a } = pair;
  const before = a.running.self.publicKey;
  await a.stop();
  let made = before;
  await beside(a, async (_db, _self, keys) => (made = await keys.make(2)));
  await a.start();
  await goesOn(before);
  await rotateKey(a.running.db, a.running.self, a.running.keys);
  await goesOn(made);
});

test('after the transaction: the next start writes the entries', async () => {
  const { a } = pair;
  await a.stop();
  let made = new Uint8Array();
  await beside(a, async (db, self, keys) => (made = new Uint8Array(await rotateKey(db, self, keys))));
  await a.start();
  reconnect(pair);
  await goesOn(made);
});

test('after the first checkpoint over the change, before the partner has it', async () => {
  const { a, b } = pair;
  a.wire.cut = b.wire.cut = true;
  const made = await rotateKey(a.running.db, a.running.self, a.running.keys);
  await a.running.worker.publish();
  await a.stop();
  await a.start();
  reconnect(pair);
  await goesOn(made);
});

test('a partner that had our card before a change, and is paired after it, is met with the key that it has', async () => {
  const [early, late] = [await testNode({ name: 'Early' }), await testNode({ name: 'Late' })];
  await pairWith(late, early);
  const first = early.running.self.publicKey;
  const next = await rotateKey(early.running.db, early.running.self, early.running.keys);
  await pairWith(early, late);
  const terms = accordBetween(early.partyId, late.partyId);
  await early.running.db.transaction('node', (tx) => admit(tx, early.running.self, terms));
  const at = await late.officer('secretary', terms.id);
  await eventually(async () => ok(await at.get(`/api/v1/accords/${terms.id}`)));
  const { keys } = (await late.running.db.transaction('node', (tx) => partyById(tx, early.partyId)))!;
  expect(keys.map(({ publicKey }) => publicKey)).toEqual([first, next]);
});
