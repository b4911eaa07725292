import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JsonObject } from '#kernel/json/types.ts';
import { stateBecomes } from '../support/becomes.ts';
import { commitment } from '../support/accord.ts';
import { exceptionsAt } from '../support/exceptions.ts';
import { fakePartner, type FakeFeed } from '../support/fake-partner.ts';
import { inForceWith } from '../support/in-force-with.ts';
import {
  closeNodes,
  eventually,
  ok,
  post,
  recordAt,
  testNode,
  type Officer,
  type TestNode,
} from '../support/two-nodes.ts';
import { sql } from '#store/db.ts';

// A drill is never mistaken for the actual thing, nor the other way round, whatever the partner says.
const liar = fakePartner();
let node: TestNode;
let accord: string;
let at: Officer;
let feed: FakeFeed;

beforeAll(async () => {
  node = await testNode({ name: 'Northern Harbour', fetch: liar.fetch, pullEvery: 100 });
  await liar.pairWith(node);
  ({ accord, at } = await inForceWith(node, liar));
  feed = liar.feed(accord, 'secretariat');
});
afterAll(closeNodes);

const drill = (more: JsonObject = {}) => liar.promise(accord, { exercise: true, ...more });
const revisionOf = ({ exercise: _exercise, ...record }: JsonObject, more: JsonObject = {}): JsonObject => ({
  ...record,
  modified: new Date(Date.parse(record['modified'] as string) + 1_000).toISOString(),
  ...more,
});
const stepOn = ({ id, modified }: JsonObject, c: string, more: JsonObject = {}) =>
  liar.stepOn({ id: id!, modified: modified!, c }, 'accept', { accord, channel: 'secretariat' }, more);

const recordOf = ({ record }: Awaited<ReturnType<typeof post>>) => record as JsonObject;

const isRefused = (index: number): Promise<void> =>
  eventually(async () => {
    expect(await exceptionsAt(at, 'secretariat')).toContainEqual({ index, state: 'refused', code: 'bad-record' });
  });

test('an exercise stays one in every revision, and nothing actual becomes one', async () => {
  const { exercise: _exercise, ...actual } = drill();
  for (const [first, second] of [
    [drill(), {}],
    [actual as ReturnType<typeof drill>, { exercise: true }],
  ] as const) {
    await liar.publish(feed, first);
    const { index } = await liar.publish(feed, revisionOf(first, second));
    await isRefused(index);
    const { record } = await recordAt(at, first.id);
    expect(record).toMatchObject({ modified: first['modified'] });
  }
});

test('what is done in an exercise is done to an exercise, and nothing else', async () => {
  const made = await post(at, commitment(accord, { exercise: true, responsible: [node.partyId] }));
  const { index } = await liar.publish(feed, stepOn(recordOf(made), made.c));
  await isRefused(index);
  expect((await recordAt(at, made.record.id)).state).toBe('announced');
  await liar.publish(feed, stepOn(recordOf(made), made.c, { exercise: true }));
  await stateBecomes(at, made.record.id, 'accepted');

  const actual = await post(at, commitment(accord, { responsible: [node.partyId] }));
  const crossed = await liar.publish(feed, stepOn(recordOf(actual), actual.c, { exercise: true }));
  await isRefused(crossed.index);
  expect((await recordAt(at, actual.record.id)).state).toBe('announced');
});

test('a step that crosses the end of its subject’s content counts, as in earnest', async () => {
  const made = await post(at, commitment(accord, { exercise: true, responsible: [node.partyId] }));
  ok(await at.post(`/api/v1/records/${made.record.id}/recall`, { code: 'error' }));
  await liar.publish(feed, stepOn(recordOf(made), made.c, { exercise: true }));
  await eventually(async () => expect((await recordAt(at, made.record.id)).history).toHaveLength(1));
});

test('it is said in one way, where nobody can be kept from reading it', async () => {
  const { index } = await liar.publish(feed, drill({ exercise: false }));
  await isRefused(index);
  const hidden = commitment(accord, {
    exercise: true,
    responsible: [node.partyId],
    granular_markings: [
      { marking_ref: 'marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421', selectors: ['exercise'] },
    ],
  });
  expect(await at.post('/api/v1/records', hidden)).toMatchObject({ status: 422 });
});

test('our own steps say what their subject says, and our own revisions keep it', async () => {
  const made = await post(at, commitment(accord, { exercise: true, responsible: [node.partyId] }));
  ok(await at.post(`/api/v1/records/${made.record.id}/steps`, { verb: 'withdraw' }));
  const step = await node.running.db.transaction('node', (tx) =>
    tx.row<{ body: string }>(sql`
      select p.body from store.record r join store.record_part p on p.record = r.seq and p.n = 0
      where r.subject_id = ${made.record.id}`),
  );
  expect(JSON.parse(step!.body)).toMatchObject({ exercise: true });
  const kept = await post(at, commitment(accord, { exercise: true, responsible: [node.partyId] }));
  const { exercise: _exercise, modified: _modified, ...next } = recordOf(kept);
  expect(await at.post('/api/v1/records', next)).toMatchObject({ status: 422 });
});
