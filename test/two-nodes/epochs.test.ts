import { afterAll, beforeAll, expect, test } from 'vitest';
import { utf8 } from '#platform';
import { verifyDossier } from '#kernel/dossier/verify.ts';
import { CHARTER } from '#store/accords.ts';
import { sql } from '#store/db.ts';
import { openEpoch } from '#store/epochs.ts';
import { feedsOfLine, newestFeed, type Feed, type FeedLine } from '#store/feeds.ts';
import { accordBecomes, areSound, deliveryBecomes, stateBecomes } from '../support/becomes.ts';
import { commitment } from '../support/accord.ts';
import {
  closeNodes,
  eventually,
  ok,
  post,
  reconnect,
  recordAt,
  twoNodes,
  type Pair,
  type TestNode,
} from '../support/two-nodes.ts';

let pair: Pair;
let line: FeedLine;

beforeAll(async () => {
  pair = await twoNodes();
  line = { publisher: pair.a.partyId, recipient: pair.b.partyId, accord: pair.accord, channel: 'secretariat' };
});
afterAll(closeNodes);

const newestAt = async ({ running }: TestNode, of = line): Promise<Feed> =>
  (await running.db.transaction('node', (tx) => newestFeed(tx, of)))!;
const epochsAt = ({ running }: TestNode, of = line): Promise<Feed[]> =>
  running.db.transaction('node', (tx) => feedsOfLine(tx, of));

/** A opens the next epoch of the line after what B holds. */
async function open(of = line): Promise<Feed> {
  const held = await newestAt(pair.b, of);
  return pair.a.running.db.transaction('node', (tx) => openEpoch(tx, of, held));
}

test('a new epoch begins with what the partner holds, and records and answers flow on across it', async () => {
  const { a, b, atA, atB, accord } = pair;
  const { record } = await post(atA, commitment(accord));
  await eventually(() => recordAt(atB, record.id));
  const before = await newestAt(b);
  const opened = await open();
  expect(opened).toMatchObject({ epoch: 2, base: before.size });
  ok(await atB.post(`/api/v1/records/${record.id}/steps`, { verb: 'accept' }));
  const { record: later } = await post(atA, commitment(accord));
  await eventually(() => recordAt(atB, later.id));
  await deliveryBecomes(atA, later.id, 'stored');
  await stateBecomes(atA, record.id, 'accepted');
  const [first, second] = await epochsAt(b);
  expect(first).toMatchObject({ size: before.size, endedSize: before.size, faultName: null });
  expect(second).toMatchObject({ epoch: 2, base: before.size, faultName: null });
  expect((await newestAt(a)).base).toBe(before.size);
  await areSound(pair.a, pair.b);
});

test('what the partner never held is said again, once, and stands where it came', async () => {
  const { a, b, atA, atB, accord } = pair;
  b.wire.cut = true;
  const { record } = await post(atA, commitment(accord));
  await deliveryBecomes(atA, record.id, 'sent');
  const { epoch } = await open();
  await open(); // again: nothing changes
  b.wire.cut = false;
  b.running.worker.wake(a.partyId);
  await eventually(() => recordAt(atB, record.id));
  await deliveryBecomes(atA, record.id, 'stored');
  ok(await atB.post(`/api/v1/records/${record.id}/steps`, { verb: 'accept' }));
  for (const at of [atA, atB]) await stateBecomes(at, record.id, 'accepted');
  expect((await newestAt(b)).epoch).toBe(epoch);
  await areSound(pair.a, pair.b);
});

test('what stands in an epoch that is over is recalled, and answered, in the next one', async () => {
  const { a, b, atA, atB, accord } = pair;
  const { record } = await post(atA, commitment(accord));
  await deliveryBecomes(atA, record.id, 'stored');
  const ended = await newestAt(b);
  await open();
  ok(await atA.post(`/api/v1/records/${record.id}/recall`, { code: 'error' }));
  await eventually(async () => {
    expect((await recordAt(atB, record.id)).expunged).not.toBeNull();
    expect((await recordAt(atA, record.id)).delivery[0]!.state).toBe('expunged');
  });
  const asked = await a.running.db.transaction('node', (tx) =>
    tx.row<{ body: string }>(sql`
      select e.body from store.entry e join store.feed f on f.id = e.feed where e.kind = 'recall' and f.epoch > ${ended.epoch}`),
  );
  expect(JSON.parse(asked!.body)).toMatchObject({ kind: 'recall', epoch: ended.epoch });
  await areSound(pair.a, pair.b);
});

test('a step comes behind its subject that was refused in the epoch before, though its author had not heard of it', async () => {
  const { a, b, atA, atB, accord } = pair;
  b.wire.cut = true;
  const { record } = await post(atA, commitment(accord));
  await deliveryBecomes(atA, record.id, 'sent');
  a.wire.cut = true;
  ok(await atA.post(`/api/v1/accords/${accord}/steps`, { verb: 'suspend' }));
  await a.running.worker.publish();
  const { size } = await newestAt(a);
  b.wire.cut = false;
  b.running.worker.wake(a.partyId);
  await eventually(async () => expect(await newestAt(b)).toMatchObject({ size }));
  expect((await atB.get(`/api/v1/records/${record.id}`)).status).toBe(404);
  b.wire.cut = true;
  ok(await atA.post(`/api/v1/accords/${accord}/steps`, { verb: 'lift' }));
  await a.running.worker.publish(); // a step of ours counts when it has its place
  await open();
  ok(await atA.post(`/api/v1/records/${record.id}/steps`, { verb: 'withdraw' }));
  await a.running.worker.publish();
  reconnect(pair);
  for (const at of [atA, atB]) await stateBecomes(at, record.id, 'withdrawn');
  await deliveryBecomes(atA, record.id, 'stored');
  await areSound(pair.a, pair.b);
});

test('the charter begins anew like any other', async () => {
  const { b, atA, atB, accord } = pair;
  const charter = { ...line, channel: CHARTER };
  const { epoch } = await open(charter);
  ok(await atA.post(`/api/v1/accords/${accord}/steps`, { verb: 'suspend' }));
  for (const at of [atA, atB]) await accordBecomes(at, accord, 'suspended');
  expect((await newestAt(b, charter)).epoch).toBe(epoch);
  await areSound(pair.a, pair.b);
});

test('a dossier over the epochs verifies', async () => {
  const fingerprints = [pair.a.running.fingerprint, pair.b.running.fingerprint];
  for (const at of [pair.atA, pair.atB]) {
    const asked = { accord: pair.accord, purpose: 'yearly review', to: 'the auditor' };
    const bytes = utf8(ok(await at.post<string>('/api/v1/exports', asked)));
    const { exit, faults, lines } = verifyDossier(bytes, fingerprints);
    expect({ exit, faults }).toEqual({ exit: 0, faults: [] });
    expect(lines.filter((said) => said.includes('epoch 2')).length).toBeGreaterThan(1);
    expect(lines.filter((said) => said.includes('lawfully deleted, commitment held'))).toHaveLength(1);
  }
});
