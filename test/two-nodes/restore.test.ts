import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AccessHead, AccessList, Proof } from '#contract/oversight.ts';
import type { RecoveryView } from '#contract/recovery.ts';
import { parseCheckpoint } from '#kernel/log/checkpoint.ts';
import { parseNote } from '#kernel/log/note.ts';
import { accessVerifier } from '#kernel/log/verify-access.ts';
import { toBase64 } from '#platform';
import { admit } from '#store/admit.ts';
import { sql, type Sql } from '#store/db.ts';
import { accordBetween, commitment } from '../support/accord.ts';
import { backUp, type Kept } from '../support/backups.ts';
import { checkedHead, type Remembered } from '../../web/src/modules/oversight/cosigning.ts';
import { plainSql } from '../support/plain-sql.ts';
import { bothHoldTheSame, feedsAt, lost, recoveryAt, traffic } from '../support/restored.ts';
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
  type Officer,
  type Pair,
} from '../support/two-nodes.ts';

const accessHead = async (): Promise<AccessHead> => ok(await auditor.get<AccessHead>('/api/v1/oversight/log'));
const rememberedOf = ({ size, checkpoint }: AccessHead): Remembered => ({
  size,
  root: toBase64(parseCheckpoint(parseNote(checkpoint!).text).root),
});
const prove = async (from: number, size: number): Promise<Proof> =>
  ok(await auditor.get<Proof>(`/api/v1/oversight/log/proof?from=${from}&size=${size}`));

const DAY = 86_400_000;
const pass = (days: number): void => {
  for (const node of [pair.a, pair.b]) node.clock.ahead += days * DAY;
};

let pair: Pair;
let kept: Kept;
let auditor: Officer;
/** As the cosigner's browser saw the access log at the backup. */
let seen: Remembered;
afterAll(closeNodes);

beforeAll(async () => {
  pair = await twoNodes();
  await traffic(pair, 'Before the backup');
  for (const node of [pair.a, pair.b]) await node.running.worker.settle();
  auditor = await pair.a.officer('oversight', pair.accord);
  seen = rememberedOf(await accessHead());
  kept = await backUp(pair.a);
});

test('a node restored from last week has every record back, and goes on as if it had not been away', async () => {
  const { b, atA, accord } = pair;
  const made: string[] = [];
  for (let day = 1; day <= 3; day++) {
    pass(2);
    made.push(await traffic(pair, `Day ${day}`));
  }
  await bothHoldTheSame(pair.a, b, accord);
  const before = await feedsAt(pair.a, accord);
  const states = await Promise.all(made.map((id) => recordAt(atA, id)));
  const last = rememberedOf(await accessHead());
  pass(1);
  const a = await lost(pair.a, kept);
  await eventually(async () => expect(await recoveryAt(a)).toMatchObject([{ accord, ended: true, problem: null }]));
  await bothHoldTheSame(a, b, accord);
  const after = (await feedsAt(a, accord)) as { origin: string; idx: number }[];
  for (const row of before as { origin: string; idx: number }[])
    expect(after.find(({ origin, idx }) => origin === row.origin && idx === row.idx)).toEqual(row);
  for (const [i, id] of made.entries()) {
    const again = await recordAt(atA, id);
    expect(again.record).toEqual(states[i]!.record);
    expect(again.state).toBe(states[i]!.state);
    expect(again.delivery).toEqual(states[i]!.delivery.map((one) => ({ ...one, at: expect.any(String) })));
  }
  await traffic({ ...pair, a }, 'After the restore');
  await bothHoldTheSame(a, b, accord);
  expect(b.said.filter((line) => /rollback|fork|seen|changed/.test(line))).toEqual([]);
  // Its access log lost what came after the backup, and says so itself: a new epoch after what the backup held.
  const head = await accessHead();
  expect(head).toMatchObject({ origin: `entente.v1/${a.partyId.slice(10)}/access/2`, epochs: [{ epoch: 2 }] });
  const [{ start }] = head.epochs as [AccessHead['epochs'][0]];
  expect(start).toBeGreaterThanOrEqual(seen.size);
  expect(start).toBeLessThan(last.size);
  expect(await checkedHead({ head, remembered: seen, prove })).toMatchObject({ epoch: 2, restored: undefined });
  expect(await checkedHead({ head, remembered: last, prove })).toMatchObject({
    restored: { from: start, lost: last.size - start },
  });
  const { accesses } = ok(await auditor.get<AccessList>('/api/v1/oversight/accesses?kind=restore'));
  expect(accesses).toMatchObject([{ asked: expect.stringContaining(`epoch 2 after ${start} entries`) }]);
  const verifier = accessVerifier([]);
  const { text } = await auditor.get('/api/v1/oversight/accesses/export');
  for (const line of text.trimEnd().split('\n')) verifier.take(line);
  expect(verifier.finish()).toMatchObject({ exit: 2, faults: [], origin: head.origin });
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
  await b.stop();
  const a = await lost(pair.a, from, 3_600_000);
  pair = { ...pair, a };
  a.wire.cut = true; // until the first lie is ready
  await b.start();
  const sizes = () =>
    a.running.db.transaction('node', (tx) =>
      tx.rows<{ origin: string }>(sql`
        select origin, size, root from store.feed where accord = ${accord} and channel = 'secretariat' order by origin`),
    );
  const before = await sizes();
  const of = `where not is_ours and accord = '${accord}' and channel = 'secretariat'`;
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
    tx.row<{ root: Uint8Array; checkpoint: string }>(plainSql(`select root, checkpoint from store.feed ${of}`)),
  );
  const mend = sql`update store.feed set root = ${honest!.root}, checkpoint = ${honest!.checkpoint} ${plainSql(of)}`;
  for (const [change, back, says] of tries)
    await lying(plainSql(change), back === '' ? mend : plainSql(back), async () => {
      a.wire.cut = false;
      await a.running.worker.settle().catch(() => {});
      a.wire.cut = true;
      expect((await recoveryAt(a)).find((row) => row.accord === accord)).toMatchObject({
        ended: false,
        problem: expect.stringMatching(says),
      });
      expect(a.said.some((line) => says.test(line))).toBe(true);
      expect(await sizes()).toEqual(before);
    });
  a.wire.cut = false;
  await a.running.worker.settle();
  await bothHoldTheSame(a, b, accord);
});
