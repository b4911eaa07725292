import { createServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '#store/db.ts';
import { deliveryBecomes } from '../support/becomes.ts';
import { commitment } from '../support/accord.ts';
import { closeNodes, eventually, ok, post, recordAt, twoNodes, type Pair } from '../support/two-nodes.ts';

// Nobody asks by themselves here: whatever arrives was called for by a wake-up.
let pair: Pair;

beforeAll(async () => {
  pair = await twoNodes({ pullEvery: 3_600_000 });
});
afterAll(closeNodes);

test('a record, the steps on it and the receipts go by wake-ups alone', async () => {
  const { atA, atB, accord } = pair;
  const { record } = await post(atA, commitment(accord));
  await eventually(() => recordAt(atB, record.id));
  ok(await atB.post(`/api/v1/records/${record.id}/steps`, { verb: 'accept' }));
  await eventually(async () =>
    expect(await recordAt(atA, record.id)).toMatchObject({ state: 'accepted', delivery: [{ state: 'stored' }] }),
  );
});

test('a node that starts calls its partners, who may have missed what it published before it ended', async () => {
  const { a, b, atA, atB, accord } = pair;
  a.wire.cut = true; // its wake-up is lost
  const { record } = await post(atA, commitment(accord));
  await deliveryBecomes(atA, record.id, 'sent');
  await a.stop();
  a.wire.cut = false;
  expect((await atB.get(`/api/v1/records/${record.id}`)).status).toBe(404);
  await a.start();
  await eventually(() => recordAt(atB, record.id));
  expect(b.said).toEqual([]);
});

test('a node ends at once while a partner holds its call without an answer', async () => {
  const { a, b } = pair;
  const silent = createServer();
  const called = new Promise((resolve) => silent.once('connection', resolve));
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  await a.running.db.transaction('node', (tx) =>
    tx.run(sql`update store.party set url = ${url} where id = ${b.partyId}`),
  );
  a.running.worker.wake(b.partyId);
  await called;
  const held = new Promise((resolve) => setTimeout(resolve, 15_000, 'held').unref());
  expect(await Promise.race([a.stop(), held])).toBeUndefined();
  silent.close();
});
