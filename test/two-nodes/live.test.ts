import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LiveChanges } from '#contract/events.ts';
import { sql } from '#store/db.ts';
import { stateBecomes } from '../support/becomes.ts';
import { commitment, indicator } from '../support/accord.ts';
import { listenAt, type Stream } from '../support/events.ts';
import { closeNodes, eventually, ok, post, twoNodes, type Officer, type Pair } from '../support/two-nodes.ts';

let pair: Pair;
const streams: Stream[] = [];
beforeAll(async () => {
  pair = await twoNodes();
});
afterAll(async () => {
  for (const stream of streams) stream.close();
  await closeNodes();
});

async function listen(at: Officer, after?: string): Promise<Stream> {
  const stream = await listenAt(at, after);
  streams.push(stream);
  return stream;
}
const made = async (at: Officer, tlp?: string) =>
  (await post(at, commitment(pair.accord, tlp === undefined ? {} : { title: tlp }))).record.id;

test("a partner's act is told at once, by its kind and its record, and without a word of it", async () => {
  const stream = await listen(pair.atB);
  const id = await made(pair.atA, 'the-eleventh-berth');
  expect(await stream.until((one) => one.id === id)).toEqual({
    kind: 'record',
    id,
    type: 'commitment',
    accord: pair.accord,
    channel: 'secretariat',
  });
  ok(await pair.atB.post(`/api/v1/records/${id}/steps`, { verb: 'accept' }));
  const atA = await listen(pair.atA);
  await stateBecomes(pair.atA, id, 'accepted');
  ok(await pair.atB.post(`/api/v1/records/${id}/steps`, { verb: 'dispute', reason: 'the-eleventh-berth' }));
  await atA.until((one) => one.id === id && one.type === 'step');
  expect(JSON.stringify([stream.heard, atA.heard])).not.toContain('the-eleventh-berth');
});

test('what one may not see makes no event, and moves nothing that can be seen', async () => {
  const { a, accord, atA } = pair;
  const hiddenFrom = [
    await a.officer('analyst', null),
    await a.officer('analyst', accord, { channels: ['exchange'] }),
    await a.officer('analyst', accord, { channels: ['exchange'], tlp: 'green' }),
  ];
  await post(atA, indicator(accord));
  const heard = await Promise.all(hiddenFrom.map((at) => listen(at)));
  const all = await listen(atA);
  const id = await made(atA);
  await all.until((one) => one.id === id);
  await all.until((one) => one.kind === 'feed' && one.channel === 'secretariat');
  // What they may see comes behind: by then the other was passed by.
  const seen = (await post(atA, indicator(accord))).record.id;
  await all.until((one) => one.id === seen);
  await heard[1]!.until((one) => one.id === seen);
  await heard[2]!.until((one) => one.id === seen);
  expect(heard[0]!.changes()).toEqual([]);
  for (const stream of heard.slice(1)) {
    expect(stream.changes().filter(({ channel }) => channel !== 'exchange')).toEqual([]);
    expect(stream.changes().map(({ id: one }) => one)).not.toContain(id);
  }
});

test('whoever was cut off, or whose node was started anew, resumes with all that came meanwhile and nothing twice', async () => {
  const first = await listen(pair.atA);
  const one = await made(pair.atA);
  await first.until((change) => change.id === one);
  const ours = (stream: Stream, ids: string[]) =>
    stream.changes().flatMap(({ id, type }) => (type === 'commitment' && id && ids.includes(id) ? [id] : []));
  const before = first.heard.findLast(({ change }) => change.id === one)!.id!;
  first.close();
  const away = [await made(pair.atA), await made(pair.atA)];
  const second = await listen(pair.atA, before);
  expect(second.heard[0]).toMatchObject({ event: 'resumed' });
  await second.until(({ id }) => id === away[1]);
  expect(ours(second, [one, ...away])).toEqual(away);
  const last = second.heard.findLast(({ change }) => change.id === away[1])!.id!;
  await pair.a.stop();
  await eventually(() => expect(second.isOver()).toBe(true));
  await pair.a.start();
  const later = await made(pair.atA);
  const third = await listen(pair.atA, last);
  await third.until(({ id }) => id === later);
  expect(third.heard[0]).toMatchObject({ event: 'resumed' });
  expect(ours(third, [one, ...away, later])).toEqual([later]);
});

test('an id of somebody else, of no one, or that lost its era begins anew', async () => {
  const mine = await listen(pair.atA);
  const other = await listen(await pair.a.officer('analyst', pair.accord), mine.last());
  expect(other.heard[0]).toMatchObject({ event: 'anew' });
  expect((await listen(pair.atA, 'nonsense')).heard[0]).toMatchObject({ event: 'anew' });
  await pair.a.running.db.transaction('node', (tx) => tx.run(sql`update live.era set era = gen_random_uuid()`));
  expect((await listen(pair.atA, mine.last())).heard[0]).toMatchObject({ event: 'anew' });
});

test('rights that change narrow a stream before the next word, and one who is nobody here hears no more', async () => {
  const { a, accord, atA } = pair;
  const at = await a.officer('analyst', accord);
  const stream = await listen(at);
  const id = await made(atA);
  await stream.until((one) => one.id === id);
  const { db } = a.running;
  const { id: personId } = ok(await at.get<{ person: { id: string } }>('/api/v1/session')).person;
  await db.pool.query('update people.assignment set accord_id = null where person_id = $1', [personId]);
  const after = await made(atA);
  await stream.until((one) => one.kind === 'rights');
  const witness = await listen(atA);
  const next = await made(atA);
  await witness.until((one) => one.id === next);
  expect(stream.changes().map((one) => one.id)).not.toContain(after);
  expect(stream.changes().map((one) => one.id)).not.toContain(next);
  await db.pool.query('update people.token set revoked_at = now() where person_id = $1', [personId]);
  await eventually(() => expect(stream.isOver()).toBe(true));
});

test('a program that asks now and then gets the same, and each opening is told to the access log once', async () => {
  const { atA, a } = pair;
  const told = async () =>
    (
      await a.running.db.pool.query<{ count: number }>(
        "select count from oversight.access where query like 'GET /api/v1/events%'",
      )
    ).rows;
  const before = (await told()).length;
  const { last } = ok(await atA.get<LiveChanges>('/api/v1/events'));
  const id = await made(atA);
  const { changes, missed } = ok(await atA.get<LiveChanges>(`/api/v1/events?after=${last}`));
  expect(missed).toBe(false);
  expect(changes).toContainEqual(expect.objectContaining({ kind: 'record', id }));
  expect((await told()).slice(before)).toEqual([{ count: 0 }, { count: 0 }]);
});
