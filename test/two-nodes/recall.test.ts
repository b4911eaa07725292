import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { RecordView } from '#contract/records.ts';
import type { RetentionView } from '#contract/retention.ts';
import { sql } from '#store/db.ts';
import { areSound, stateBecomes } from '../support/becomes.ts';
import { commitment, indicator } from '../support/accord.ts';
import {
  closeNodes,
  eventually,
  ok,
  post,
  reconnect,
  recordAt,
  twoNodes,
  type Officer,
  type Pair,
  type TestNode,
} from '../support/two-nodes.ts';

let pair: Pair;

beforeAll(async () => {
  pair = await twoNodes();
});
afterEach(async () => {
  reconnect(pair);
  await areSound(pair.a, pair.b);
});
afterAll(closeNodes);

const recall = async (at: Officer, id: string, more = {}): Promise<RecordView> => {
  ok(await at.post(`/api/v1/records/${id}/recall`, { code: 'error', ...more }));
  return recordAt(at, id);
};

const delivered = async (id: string, state: string): Promise<RecordView> =>
  eventually(async () => {
    const view = await recordAt(pair.atA, id);
    expect(view.delivery[0]!.state).toBe(state);
    return view;
  });

/** Everything of this record that is content, in whatever table. */
const contentAt = ({ running }: TestNode, id: string) =>
  running.db.transaction('node', (tx) =>
    tx.rows(sql`
      select 1 from store.record r left join store.record_part p on p.record = r.seq left join store.disclosure d on d.record = r.seq
      where r.id = ${id} and (p.record is not null or d.record is not null or r.secret is not null or r.author is not null)`),
  );

async function goneAt(at: Officer, node: TestNode, id: string): Promise<RecordView> {
  return eventually(async () => {
    const view = await recordAt(at, id);
    expect(view.expunged).not.toBeNull();
    expect(await contentAt(node, id)).toEqual([]);
    return view;
  });
}

test('what its author recalls is gone on both sides, the stub stays, and the author knows that it is gone', async () => {
  const { a, b, atA, atB, accord } = pair;
  const { record, c } = await post(atA, commitment(accord, { title: 'Recalled' }));
  await delivered(record.id, 'stored');
  ok(await atB.post(`/api/v1/records/${record.id}/steps`, { verb: 'accept' }));
  await stateBecomes(atA, record.id, 'accepted');
  const mine = await recall(atA, record.id);
  expect(mine.expunged).not.toBeNull();
  expect(await contentAt(a, record.id)).toEqual([]);
  const theirs = await goneAt(atB, b, record.id);
  for (const view of [mine, theirs]) {
    expect(view.record).toEqual({
      type: 'commitment',
      id: record.id,
      modified: record['modified'],
      accord_ref: accord,
    });
    expect([view.c, view.state, view.allowed]).toEqual([c, 'accepted', []]);
    expect(view.history.map(({ verb, outcome }) => [verb, outcome])).toEqual([['accept', 'taken']]);
  }
  const { delivery } = await delivered(record.id, 'expunged');
  expect(delivery[0]!.recall).toMatchObject({ code: 'error', refusal: null });
  for (const at of [atA, atB]) {
    expect((await at.post(`/api/v1/records/${record.id}/steps`, { verb: 'plan' })).status).toBe(409);
    const revised = await at.post('/api/v1/records', commitment(accord, { id: record.id }));
    expect(revised.status).toBe(409);
  }
  expect((await atA.post(`/api/v1/records/${record.id}/recall`, { code: 'error' })).status).toBe(409);
  expect((await atB.post(`/api/v1/records/${record.id}/recall`, { code: 'error' })).status).toBe(403);
});

test('what was recalled before it left is never sent, and what was on its way comes as a stub of nothing', async () => {
  const { a, b, atA, atB, accord } = pair;
  b.wire.cut = true;
  const sent = await post(atA, indicator(accord));
  const step = await post(atA, commitment(accord));
  ok(await atA.post(`/api/v1/records/${step.record.id}/steps`, { verb: 'withdraw' }));
  await delivered(sent.record.id, 'sent');
  await stateBecomes(atA, step.record.id, 'withdrawn');
  await recall(atA, sent.record.id);
  reconnect(pair);
  const { delivery } = await delivered(sent.record.id, 'expunged');
  expect(delivery[0]!.recall!.refusal).toBeNull();
  expect((await atB.get(`/api/v1/records/${sent.record.id}`)).status).toBe(404);
  expect(await contentAt(a, sent.record.id)).toEqual([]);
  expect(await contentAt(b, sent.record.id)).toEqual([]);
  // The rest of the feed is as whole as ever.
  await delivered(step.record.id, 'stored');
  expect((await recordAt(atB, step.record.id)).state).toBe('withdrawn');
});

test('while the accord is suspended a recall still flows, and what waited and was recalled is never sent', async () => {
  const { b, atA, atB, accord } = pair;
  const stored = await post(atA, indicator(accord));
  await delivered(stored.record.id, 'stored');
  ok(await atA.post(`/api/v1/accords/${accord}/steps`, { verb: 'suspend', reason: 'For a review.' }));
  const waiting = await post(atA, indicator(accord));
  await delivered(waiting.record.id, 'waiting');
  await recall(atA, waiting.record.id);
  await b.stop(); // away while it is asked
  await recall(atA, stored.record.id);
  await b.start();
  reconnect(pair);
  await goneAt(atB, b, stored.record.id);
  await delivered(stored.record.id, 'expunged');
  ok(await atA.post(`/api/v1/accords/${accord}/steps`, { verb: 'lift' }));
  await delivered((await post(atA, indicator(accord))).record.id, 'stored');
  expect((await recordAt(atA, waiting.record.id)).delivery[0]).toMatchObject({ state: 'withheld', code: 'recalled' });
  expect((await atB.get(`/api/v1/records/${waiting.record.id}`)).status).toBe(404);
});

test('a step that crossed the recall counts on both sides', async () => {
  const { a, b, atA, atB, accord } = pair;
  const { record } = await post(atA, commitment(accord));
  await delivered(record.id, 'stored');
  a.wire.cut = b.wire.cut = true;
  ok(await atB.post(`/api/v1/records/${record.id}/steps`, { verb: 'accept' }));
  await recall(atA, record.id);
  reconnect(pair);
  await delivered(record.id, 'expunged');
  await goneAt(atB, b, record.id);
  for (const at of [atA, atB])
    await eventually(async () => {
      const { state, history } = await recordAt(at, record.id);
      expect([state, history.map(({ outcome }) => outcome)]).toEqual(['accepted', ['taken']]);
    });
});

test('a recall is refused on a legal hold, and followed when the hold is lifted', async () => {
  const { b, atA, atB, accord } = pair;
  const { record } = await post(atA, commitment(accord));
  await delivered(record.id, 'stored');
  const path = `/api/v1/records/${record.id}`;
  const { holds } = ok(await atB.post<RetentionView>(`${path}/holds`, { reason: 'Case 7' }));
  await recall(atA, record.id);
  await eventually(async () =>
    expect((await recordAt(atA, record.id)).delivery[0]).toMatchObject({
      state: 'stored',
      recall: { code: 'error', refusal: 'legal-hold' },
    }),
  );
  expect((await recordAt(atB, record.id)).record['title']).toBe('Meet every three months');
  const analyst = await b.officer('analyst', accord);
  expect(ok(await analyst.get<RetentionView>(`${path}/retention`))).toMatchObject({ isHeld: true, holds: null });
  expect((await analyst.post(`${path}/holds`, { reason: 'Mine' })).status).toBe(403);
  const lifted = ok(await atB.post<RetentionView>(`${path}/holds/${holds![0]!.id}/lift`, { why: 'It was closed.' }));
  expect(lifted).toMatchObject({ isHeld: false, holds: [{ reason: 'Case 7', liftedWhy: 'It was closed.' }] });
  expect(lifted.expunged).not.toBeNull();
  await goneAt(atB, b, record.id);
  await delivered(record.id, 'expunged');
  expect((await atB.post(`${path}/holds`, { reason: 'Too late' })).status).toBe(409);
});

test('a hold of our own keeps our own record, and terms are kept as long as the accord lasts', async () => {
  const { atA, accord } = pair;
  const { record } = await post(atA, commitment(accord));
  const { holds } = ok(await atA.post<RetentionView>(`/api/v1/records/${record.id}/holds`, { reason: 'Case 8' }));
  expect((await atA.post(`/api/v1/records/${record.id}/recall`, { code: 'error' })).status).toBe(409);
  expect((await atA.post(`/api/v1/records/${accord}/recall`, { code: 'error' })).status).toBe(409);
  ok(await atA.post(`/api/v1/records/${record.id}/holds/${holds![0]!.id}/lift`, { why: 'Over' }));
  expect((await recall(atA, record.id)).expunged).not.toBeNull();
});

test('one version is recalled and the others stay', async () => {
  const { b, atA, atB, accord } = pair;
  const first = await post(atA, commitment(accord, { title: 'First' }));
  const { id, created, modified } = first.record as Record<string, string>;
  const second = await post(atA, commitment(accord, { id: id!, created: created!, title: 'Second' }));
  await eventually(async () => expect((await recordAt(atB, id!)).c).toBe(second.c));
  ok(await atA.post(`/api/v1/records/${id}/recall`, { code: 'error', modified }));
  await eventually(async () => {
    const left = await b.running.db.transaction('node', (tx) =>
      tx.rows<{ c: string }>(
        sql`select encode(c, 'base64') as c from store.record where id = ${id} and expunged_at is null`,
      ),
    );
    expect(left).toEqual([{ c: second.c }]);
  });
  const third = await post(atA, commitment(accord, { id: id!, created: created!, title: 'Third' }));
  await eventually(async () => expect((await recordAt(atB, id!)).c).toBe(third.c));
});
