import { afterAll, beforeAll, expect, test } from 'vitest';
import type { NoticeList } from '#contract/notices.ts';
import type { Today } from '#contract/today.ts';
import { sql } from '#store/db.ts';
import { commitment } from '../support/accord.ts';
import { closeNodes, eventually, ok, post, recordAt, twoNodes, type Officer, type Pair } from '../support/two-nodes.ts';

let pair: Pair;
beforeAll(async () => {
  pair = await twoNodes();
});
afterAll(closeNodes);

const today = async (at: Officer) => ok(await at.get<Today>('/api/v1/today'));
// From one moment: midnight may pass meanwhile.
const began = Date.now();
const day = (fromNow: number) => new Date(began + fromNow * 86_400_000).toISOString().slice(0, 10);

test('shows what waits, what falls due and what the partner did, to those who see it', async () => {
  const { a, b, accord, atA, atB } = pair;
  const dated = commitment(accord, { title: 'Test the beacons', due: day(3), responsible: 'both' });
  const { record } = await post(atA, dated);
  await eventually(() => recordAt(atB, record.id));
  const before = await today(atB);
  expect(before.tasks).toContainEqual(
    expect.objectContaining({
      kind: 'answer-commitment',
      record: record.id,
      title: 'Test the beacons',
      party: a.partyId,
    }),
  );
  expect(before.deadlines).toMatchObject([{ record: record.id, due: day(3), whose: 'both' }]);
  expect(before.partner).toContainEqual(
    expect.objectContaining({
      party: a.partyId,
      type: 'commitment',
      verb: null,
      records: [{ id: record.id, title: 'Test the beacons' }],
    }),
  );
  ok(await atB.post(`/api/v1/records/${record.id}/steps`, { verb: 'accept' }));
  await eventually(async () => {
    const { partner, tasks } = await today(atA);
    expect(partner).toContainEqual(
      expect.objectContaining({
        party: b.partyId,
        type: 'commitment',
        verb: 'accept',
        count: 1,
        records: [{ id: record.id, title: 'Test the beacons' }],
      }),
    );
    expect(tasks.map(({ kind }) => kind)).toContain('report-progress');
  });
  expect((await today(atB)).tasks.map(({ kind }) => kind)).not.toContain('answer-commitment');
  const stranger = await b.officer('analyst', accord, { channels: ['exchange'] });
  const seen = JSON.stringify(await today(stranger));
  expect(seen).not.toContain(record.id);
  expect(seen).not.toContain('beacons');
});

test('counts what is new from the visit before, and a visit lasts while somebody looks', async () => {
  const { b, accord, atA } = pair;
  const at = await b.officer('analyst', accord);
  const visit = async () => expect((await at.ask('/api/v1/today/visits', { method: 'POST' })).status).toBe(204);
  await visit();
  expect((await today(at)).partner.length).toBeGreaterThan(0);
  b.clock.ahead += 3_600_000;
  await visit();
  b.clock.ahead += 60_000;
  await visit();
  expect((await today(at)).partner).toEqual([]);
  const { record } = await post(atA, commitment(accord));
  await eventually(async () => expect((await today(at)).partner).toMatchObject([{ records: [{ id: record.id }] }]));
  b.clock.ahead = 0;
});

test('tells the administrator what the node needs, and nothing that it holds', async () => {
  const { a, accord } = pair;
  const admin = await a.officer('administrator', null);
  expect((await today(admin)).tasks).toEqual([]);
  await a.running.db.transaction('node', (tx) =>
    tx.run(sql`
      insert into store.feed (origin, publisher, recipient, accord, channel, epoch, is_ours, root, fault_name, fault_at)
      values ('test', ${pair.b.partyId}, ${a.partyId}, ${accord}, 'exchange', 9, false, decode(repeat('00', 32), 'hex'), 'rollback', now())`),
  );
  expect((await today(admin)).tasks).toContainEqual(expect.objectContaining({ kind: 'lift-quarantine', title: null }));
  expect((await today(pair.atA)).tasks.map(({ kind }) => kind)).not.toContain('lift-quarantine');
  await a.running.db.transaction('node', (tx) => tx.run(sql`delete from store.feed where origin = 'test'`));
});

test('a deadline is told before and after its day, once each', async () => {
  const { a, accord, atA } = pair;
  await a.running.db.transaction('node', (tx) => tx.run(sql`delete from notices.notice`));
  const near = (await post(atA, commitment(accord, { due: day(2) }))).record.id;
  await post(atA, commitment(accord, { due: day(20) }));
  const late = (await post(atA, commitment(accord, { due: day(-3) }))).record.id;
  await post(atA, commitment(accord, { due: day(-300) }));
  a.clock.ahead += 11 * 60_000;
  const told = async () => {
    const { notices } = ok(await atA.get<NoticeList>('/api/v1/notices'));
    return notices.flatMap(({ kind, record }) =>
      kind.startsWith('deadline') && record && [near, late].includes(record.id) ? [[kind, record.id]] : [],
    );
  };
  await eventually(async () =>
    expect(new Map((await told()).map(([kind, id]) => [kind, id]))).toEqual(
      new Map([
        ['deadline-near', near],
        ['deadline-overdue', late],
      ]),
    ),
  );
  a.clock.ahead += 11 * 60_000;
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(await told()).toHaveLength(2);
});
