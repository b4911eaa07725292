import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RecoveryView } from '#contract/recovery.ts';
import { admit } from '#store/admit.ts';
import { sql, type Sql } from '#store/db.ts';
import { checkFeeds } from '#store/doctor/check-feeds.ts';
import { accordBetween, commitment, indicator } from '../support/accord.ts';
import { backUp, putBack, type Kept } from '../support/backups.ts';
import {
  closeNodes,
  eventually,
  ok,
  pair as join,
  post,
  ratifiedByBoth,
  reconnect,
  recordAt,
  testNode,
  twoNodes,
  type Pair,
  type TestNode,
} from '../support/two-nodes.ts';

const DAY = 86_400_000;
const pass = (days: number): void => {
  for (const node of [pair.a, pair.b]) node.clock.ahead += days * DAY;
};

let pair: Pair;
let kept: Kept;
afterAll(closeNodes);

/** Everything that stands in the feeds of a node, and what it says: the same at both when nothing is missing. */
const feedsAt = ({ running }: TestNode, accord = pair.accord) =>
  running.db.transaction('node', (tx) =>
    tx.rows(sql`
      select f.origin, e.idx, e.body, e.state, e.code, e.seen_size, r.id, r.modified, encode(r.c, 'hex') as c,
        (select string_agg(coalesce(p.body, encode(p.hash, 'hex')) || coalesce(encode(p.salt, 'hex'), ''), ' ' order by p.n) from store.record_part p where p.record = r.seq) as parts
      from store.entry e join store.feed f on f.id = e.feed left join store.record r on r.seq = e.record
      where f.accord = ${accord} order by f.origin, e.idx`),
  );
const faultsAt = ({ running }: TestNode) =>
  running.db.transaction('node', (tx) =>
    tx.rows(sql`select origin, fault_name from store.feed where fault_name is not null`),
  );
const recoveryAt = ({ running }: TestNode) =>
  running.db.transaction('node', (tx) =>
    tx.rows<{ accord: string; got: number; ended: boolean; problem: string | null }>(
      sql`select accord, got, ended_at is not null as ended, problem from store.recovering order by accord`,
    ),
  );

async function bothHoldTheSame(a: TestNode, b: TestNode, accord = pair.accord): Promise<void> {
  await eventually(async () => {
    for (const node of [a, b]) await node.running.worker.settle().catch(() => {});
    expect(await feedsAt(a, accord)).toEqual(await feedsAt(b, accord));
  });
  for (const node of [a, b]) {
    expect(await faultsAt(node)).toEqual([]);
    expect(await node.running.db.snapshot('node', checkFeeds)).toEqual([]);
  }
}

/** Traffic both ways, of which the last is at both. */
async function traffic({ atA, atB, accord }: Pair, title: string): Promise<string> {
  const { record } = await post(atA, commitment(accord, { title }));
  await post(atA, indicator(accord, { name: title }));
  const theirs = await post(atB, commitment(accord, { title: `${title}, of B` }));
  await eventually(() => recordAt(atB, record.id));
  ok(await atB.post(`/api/v1/records/${record.id}/steps`, { verb: 'accept' }));
  await eventually(() => recordAt(atA, theirs.record.id));
  ok(await atA.post(`/api/v1/records/${theirs.record.id}/steps`, { verb: 'dispute', reason: 'Not so.' }));
  await eventually(async () => expect((await recordAt(atA, record.id)).state).toBe('accepted'));
  await eventually(async () => expect((await recordAt(atB, theirs.record.id)).state).toBe('disputed'));
  return record.id;
}

/** A is lost, and put back from the backup; its accounts and tokens are those of the backup. */
async function lost(a: TestNode, from: Kept, pullEvery = 200): Promise<TestNode> {
  await a.stop();
  const place = await putBack(from);
  return testNode({
    name: 'Northern Harbour',
    pullEvery,
    as: { partyId: a.partyId, port: a.port, clock: a.clock, ...place },
  });
}

beforeAll(async () => {
  pair = await twoNodes();
  await traffic(pair, 'Before the backup');
  for (const node of [pair.a, pair.b]) await node.running.worker.settle();
  kept = await backUp(pair.a);
});

test('a node restored from last week has every record back, and goes on as if it had not been away', async () => {
  const { b, atA, accord } = pair;
  const made: string[] = [];
  for (let day = 1; day <= 3; day++) {
    pass(2);
    made.push(await traffic(pair, `Day ${day}`));
  }
  await bothHoldTheSame(pair.a, b);
  const before = await feedsAt(pair.a);
  const states = await Promise.all(made.map((id) => recordAt(atA, id)));
  pass(1);
  const a = await lost(pair.a, kept);
  await eventually(async () => expect(await recoveryAt(a)).toMatchObject([{ accord, ended: true, problem: null }]));
  await bothHoldTheSame(a, b);
  const after = (await feedsAt(a)) as { origin: string; idx: number }[];
  for (const row of before as { origin: string; idx: number }[])
    expect(after.find(({ origin, idx }) => origin === row.origin && idx === row.idx)).toEqual(row);
  for (const [i, id] of made.entries()) {
    const again = await recordAt(atA, id);
    expect(again.record).toEqual(states[i]!.record);
    expect(again.state).toBe(states[i]!.state);
    expect(again.delivery).toEqual(states[i]!.delivery.map((one) => ({ ...one, at: expect.any(String) })));
  }
  await traffic({ ...pair, a }, 'After the restore');
  await bothHoldTheSame(a, b);
  expect(b.said.filter((line) => /rollback|fork|seen|changed/.test(line))).toEqual([]);
  pair = { ...pair, a };
});

test('until its partner came, an accord is closed; another goes on; and what was deleted meanwhile does not come back', async () => {
  const { b, atA, atB, accord } = pair;
  const c = await testNode({ name: 'Eastern Harbour' });
  await join(pair.a, c);
  await join(c, pair.a);
  const second = accordBetween(pair.a.partyId, c.partyId);
  const [secondAtA, atC] = [await pair.a.officer('secretary', second.id), await c.officer('secretary', second.id)];
  await pair.a.running.db.transaction('node', (tx) => admit(tx, pair.a.running.self, second));
  await eventually(async () => ok(await atC.get(`/api/v1/accords/${second.id}`)));
  await ratifiedByBoth({ a: pair.a, b: c, accord: second.id, atA: secondAtA, atB: atC });
  const mine = (await post(atA, commitment(accord, { title: 'A name to be forgotten' }))).record.id;
  const theirs = (await post(atB, commitment(accord, { title: 'Another name to be forgotten' }))).record.id;
  await eventually(() => recordAt(atB, mine));
  await eventually(() => recordAt(atA, theirs));
  const from = await backUp(pair.a);

  ok(await atA.post(`/api/v1/records/${mine}/recall`, { code: 'person-request' }));
  ok(await atB.post(`/api/v1/records/${theirs}/recall`, { code: 'person-request' }));
  const later = (await post(atA, commitment(accord, { title: 'After the backup' }))).record.id;
  const laterToC = (await post(secondAtA, commitment(second.id, { title: 'After the backup, to C' }))).record.id;
  await eventually(() => recordAt(atB, later));
  await eventually(() => recordAt(atC, laterToC));
  await eventually(async () => {
    for (const at of [atA, atB])
      for (const id of [mine, theirs]) expect((await recordAt(at, id)).record).not.toHaveProperty('title');
  });
  await bothHoldTheSame(pair.a, b, accord);
  await b.stop();
  const a = await lost(pair.a, from);
  pair = { ...pair, a };

  await eventually(async () =>
    expect(new Map((await recoveryAt(a)).map((row) => [row.accord, row.ended]))).toEqual(
      new Map([
        [accord, false],
        [second.id, true],
      ]),
    ),
  );
  expect((await recordAt(secondAtA, laterToC)).record['title']).toBe('After the backup, to C');
  const more = (await post(secondAtA, commitment(second.id, { title: 'It goes on' }))).record.id;
  await eventually(() => recordAt(atC, more));

  const refusals = [
    await atA.get(`/api/v1/records/${mine}`),
    await atA.get(`/api/v1/records/${theirs}`),
    await atA.get(`/api/v1/accords/${accord}`),
    await atA.get(`/api/v1/records?accord=${accord}`),
    await atA.post('/api/v1/records', commitment(accord)),
    await atA.post('/api/v1/exports', { accord, purpose: 'proof' }),
    await atA.post(`/api/v1/records/${mine}/recall`, { code: 'error' }),
  ];
  for (const { status, body } of refusals) {
    expect({ status, code: body.code }).toEqual({ status: 503, code: 'unavailable' });
    expect(body.detail).toContain('waits for Southern Harbour');
  }
  const listed = ok(await atA.get<{ records: unknown[] }>('/api/v1/records'));
  expect(JSON.stringify(listed)).not.toContain('to be forgotten');
  const report = ok(await (await a.officer('administrator', null)).get<RecoveryView>('/api/v1/node/recovery'));
  expect(report).toMatchObject({ lostCount: 0, restoredFrom: { backup: from.id } });
  expect(report.accords.find((one) => one.accord === accord)).toMatchObject({ state: 'waiting' });

  await b.start();
  reconnect(pair);
  await eventually(async () => expect((await recoveryAt(a)).every(({ ended }) => ended)).toBe(true));
  for (const id of [mine, theirs]) expect((await recordAt(atA, id)).record).not.toHaveProperty('title');
  const left = await a.running.db.transaction('node', (tx) =>
    tx.rows(sql`
      select body from store.record_part where body like '%to be forgotten%'
      union all select body from store.disclosure where body like '%to be forgotten%'`),
  );
  expect(left).toEqual([]);
  expect((await recordAt(atA, later)).record['title']).toBe('After the backup');
  await bothHoldTheSame(a, b, accord);
  await bothHoldTheSame(a, c, second.id);
});

/** B says another thing than it holds until it is told to stop. */
async function lying(change: Sql, back: Sql, while_: () => Promise<void>): Promise<void> {
  const { db } = pair.b.running;
  const run = (statement: Sql) => db.transaction('node', (tx) => tx.run(statement));
  expect(await run(change)).toBeGreaterThan(0);
  await while_();
  await run(back);
}

test('a partner that lies in its answer is named, and nothing of what it says is kept', async () => {
  const { b, accord } = pair;
  const from = await backUp(pair.a);
  await traffic(pair, 'To be returned');
  await bothHoldTheSame(pair.a, b, accord);
  const a = await lost(pair.a, from, 3_600_000);
  pair = { ...pair, a };
  const sizes = () =>
    a.running.db.transaction('node', (tx) =>
      tx.rows<{ origin: string }>(sql`
        select origin, size, root from store.feed where accord = ${accord} and channel = 'secretariat' order by origin`),
    );
  const before = await sizes();
  const of = sql`where not is_ours and accord = ${accord} and channel = 'secretariat'`.text.replace(
    '$1',
    `'${accord}'`,
  );
  const plain = (text: string): Sql => ({ text, values: [] });
  const tries: [string, string, RegExp][] = [
    [
      `update store.feed set size = 1, checkpoint = checkpoint || '' ${of}`,
      `update store.feed set size = (select count(*) from store.entry e where e.feed = store.feed.id) ${of}`,
      /returns 1 entries of the \d+ that it had cosigned/,
    ],
    [`update store.feed set root = sha256('x') ${of}`, '', /not what we had signed/],
    [
      `update store.entry set body = replace(body, '"v":1', '"v":1 ') where feed = (select id from store.feed ${of}) and idx = (select size - 1 from store.feed ${of})`,
      `update store.entry set body = replace(body, '"v":1 ', '"v":1') where feed = (select id from store.feed ${of})`,
      /changed|not those that the partner signed/,
    ],
    [
      `update store.feed set checkpoint = (select checkpoint from store.feed where is_ours and accord = '${accord}' and channel = 'secretariat') ${of}`,
      '',
      /belongs to another feed/,
    ],
  ];
  const honest = await b.running.db.transaction('node', (tx) =>
    tx.row<{ root: Uint8Array; checkpoint: string }>(plain(`select root, checkpoint from store.feed ${of}`)),
  );
  const mend: Sql = {
    text: `update store.feed set root = $1, checkpoint = $2 ${of}`,
    values: [honest!.root, honest!.checkpoint],
  };
  for (const [change, back, says] of tries)
    await lying(plain(change), back === '' ? mend : plain(back), async () => {
      await a.running.worker.settle().catch(() => {});
      expect((await recoveryAt(a)).find((row) => row.accord === accord)).toMatchObject({
        ended: false,
        problem: expect.stringMatching(says),
      });
      expect(a.said.some((line) => says.test(line))).toBe(true);
      expect(await sizes()).toEqual(before);
    });
  await a.running.worker.settle();
  await bothHoldTheSame(a, b, accord);
});
