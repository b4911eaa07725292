import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LiftedList } from '#contract/feeds.ts';
import { explainRelease } from '#kernel/policy/decide.ts';
import type { JsonObject } from '#kernel/json/types.ts';
import { sql } from '#store/db.ts';
import { accordBecomes, deliveryBecomes } from '../support/becomes.ts';
import { commitment } from '../support/accord.ts';
import { entente } from '../support/command.ts';
import { fakePartner, type FakeFeed } from '../support/fake-partner.ts';
import { inForceWith } from '../support/in-force-with.ts';
import {
  accordAt,
  closeNodes,
  eventually,
  feedAt,
  ok,
  post,
  recordAt,
  testNode,
  type Officer,
  type TestNode,
} from '../support/two-nodes.ts';

// A partner lies in the charter feed, by which its suspension would come. Each test goes on where the one before ended.
const liar = fakePartner();
let node: TestNode;
let accord: string;
let at: Officer;
let administrator: Officer;
let charter: FakeFeed;
let honest: FakeFeed['entries'];

const stepOn = (step: JsonObject, verb: string) => liar.stepOn(step, verb, { accord, channel: 'charter' });
const deliveryOf = async (id: string) => (await recordAt(at, id)).delivery[0]!;
const charterFault = async () => (await feedAt(at, 'charter', 'theirs')).fault?.name ?? null;

let subject: JsonObject;
let meanwhile: string;
let waiting: string;

beforeAll(async () => {
  node = await testNode({ name: 'Northern Harbour', fetch: liar.fetch, pullEvery: 100 });
  await liar.pairWith(node);
  ({ accord, at, terms: subject } = await inForceWith(node, liar));
  administrator = await node.officer('administrator', null);
  charter = liar.feed(accord, 'charter');
});
afterAll(closeNodes);

test('while the charter feed is in quarantine nothing of the other channels is sent, with a reason', async () => {
  honest = [...charter.entries];
  charter.entries = [];
  await liar.publish(charter, stepOn(subject, 'suspend'));
  await eventually(async () => expect(await charterFault()).toBe('fork'));
  const { record } = await post(at, commitment(accord));
  waiting = record.id;
  const code = 'charter-quarantined';
  await eventually(async () =>
    expect(await deliveryOf(waiting)).toMatchObject({ state: 'waiting', code, reason: explainRelease(code) }),
  );
  expect((await accordAt(at, accord)).state).toBe('in-force');
});

test('nor is anything taken, and the feed says what it waits for', async () => {
  const feed = liar.feed(accord, 'secretariat');
  const record = liar.promise(accord);
  meanwhile = record.id;
  await liar.publish(feed, record);
  for (let i = 0; i < 3; i++) await node.running.worker.settle();
  expect((await at.get(`/api/v1/records/${meanwhile}`)).status).toBe(404);
  await post(at, commitment(accord)); // so that there is a feed to be shown
  const charterShown = await feedAt(at, 'charter', 'theirs');
  expect(charterShown.waits).toBeNull();
  const { feeds } = ok(
    await administrator.get<{ feeds: { channel: string; waits: string | null }[] }>('/api/v1/feeds'),
  );
  for (const one of feeds.filter(({ channel }) => channel !== 'charter'))
    expect(one.waits).toBe(explainRelease('charter-quarantined'));
});

test('another accord with the same partner flows on', async () => {
  const other = await inForceWith(node, liar);
  const { record } = await post(other.at, commitment(other.accord));
  await deliveryBecomes(other.at, record.id, 'sent');
});

test('only the administrator lifts it, with a reason, and only what is in quarantine', async () => {
  const { id } = await feedAt(at, 'charter', 'theirs');
  const lift = (who: Officer, reason: string, feed = id) => who.post(`/api/v1/feeds/${feed}/lift`, { reason });
  expect((await lift(at, 'because')).status).toBe(403);
  expect((await lift(administrator, ' ')).status).toBe(422);
  expect((await lift(administrator, 'because', '999999')).status).toBe(404);
  expect((await lift(administrator, 'because', (await feedAt(at, 'charter', 'ours')).id)).status).toBe(409);
  expect(await charterFault()).toBe('fork');
});

test('lifted while the partner lies still, it is in quarantine again at the next pull', async () => {
  const { id } = await feedAt(at, 'charter', 'theirs');
  ok(await administrator.post(`/api/v1/feeds/${id}/lift`, { reason: 'They say that it is mended.' }));
  await eventually(async () => expect(await charterFault()).toBe('fork'));
  expect((await deliveryOf(waiting)).state).toBe('waiting');
});

test('lifted by the command once the partner is honest, what it had said meanwhile is heard first', async () => {
  const asked = ['quarantine', '--node', `http://127.0.0.1:${node.port}`, '--token', administrator.token];
  const listed = await entente(asked);
  expect(listed).toMatchObject({ code: 0, stderr: '' });
  expect(listed.stdout).toMatch(/^\d+ {2}fork since \S+ {2}entente\.v1\/\S+\/charter\/1\n {4}[^\n]+\.\n$/);

  charter.entries = honest;
  await liar.publish(charter, stepOn(subject, 'suspend'));
  const number = /^\d+/.exec(listed.stdout)![0];
  const reason = 'Their administrator restored the log; compared by telephone.';
  const lifted = await entente([...asked, '--lift', number, '--reason', reason]);
  expect(lifted).toMatchObject({ code: 0, stderr: '' });
  expect(lifted.stdout).toMatch(/^lifted: entente\.v1\/\S+\/charter\/1; the next pull judges it again\n$/);

  await accordBecomes(at, accord, 'suspended');
  await eventually(async () => expect((await deliveryOf(waiting)).code).toBe('accord-suspended'));
  await liar.publish(charter, stepOn(subject, 'lift'));
  await eventually(() => recordAt(at, meanwhile));
  await eventually(async () => expect((await deliveryOf(waiting)).state).toBe('sent'));

  const oversight = await node.officer('oversight', accord);
  const kept = ok(await oversight.get<LiftedList>('/api/v1/quarantines')).lifted;
  expect(kept.map((one) => [one.fault, one.reason])).toEqual([
    ['fork', reason],
    ['fork', 'They say that it is mended.'],
  ]);
  const { db } = node.running;
  for (const change of [
    sql`delete from oversight.quarantine_lift`,
    sql`update oversight.quarantine_lift set reason = 'x'`,
  ])
    await expect(db.transaction('node', (tx) => tx.run(change))).rejects.toThrow(/permission denied/);
  expect((await at.get(`/api/v1/records/commitment--${randomUUID()}`)).status).toBe(404);
});
