import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '#store/db.ts';
import { rotateKey } from '#store/rotate-key.ts';
import { stateBecomes } from '../support/becomes.ts';
import { commitment, indicator } from '../support/accord.ts';
import { backUp } from '../support/backups.ts';
import { bothHoldTheSame, lost, recoveryAt } from '../support/restored.ts';
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
} from '../support/two-nodes.ts';

let pair: Pair;
beforeAll(async () => {
  pair = await twoNodes();
  await post(pair.atA, commitment(pair.accord));
  await bothHoldTheSame(pair.a, pair.b, pair.accord);
});
afterAll(closeNodes);

const viewAt = async (at: Officer, id: string) => {
  const { state, expunged, record } = await recordAt(at, id);
  return { state, isExpunged: expunged !== null, record };
};

test('what was written, answered and deleted after the backup comes back as what is left of it, on both sides alike', async () => {
  const { b, atA, atB, accord } = pair;
  const from = await backUp(pair.a);
  const made: string[] = [];
  for (const [author, other] of [
    [atA, atB],
    [atB, atA],
  ] as const) {
    const { id } = (await post(author, commitment(accord))).record;
    await eventually(() => recordAt(other, id));
    ok(await other.post(`/api/v1/records/${id}/steps`, { verb: 'accept' }));
    await stateBecomes(author, id, 'accepted');
    ok(await author.post(`/api/v1/records/${id}/recall`, { code: 'error' }));
    await eventually(async () => expect((await recordAt(other, id)).expunged).not.toBeNull());
    made.push(id);
  }
  await bothHoldTheSame(pair.a, b, accord);
  const before = [];
  for (const id of made) before.push(await viewAt(atA, id), await viewAt(atB, id));
  const a = await lost(pair.a, from);
  pair = { ...pair, a };
  reconnect(pair);
  await eventually(async () => expect(await recoveryAt(a)).toMatchObject([{ ended: true, problem: null }]));
  await bothHoldTheSame(a, b, accord);
  const after = [];
  for (const id of made) after.push(await viewAt(atA, id), await viewAt(atB, id));
  expect(after).toEqual(before);
  expect(after.every(({ isExpunged }) => isExpunged)).toBe(true);
  // And nothing waits: both write on.
  const { id } = (await post(atA, commitment(accord))).record;
  await eventually(() => recordAt(atB, id));
  await bothHoldTheSame(a, b, accord);
});

test('a key that changes while a feed has not come back is said in that feed too, before the next change', async () => {
  const { b, atA, atB, accord } = pair;
  const from = await backUp(pair.a);
  const { id } = (await post(atA, indicator(accord))).record; // the first of its channel
  await eventually(() => recordAt(atB, id));
  await bothHoldTheSame(pair.a, b, accord);
  const a = await lost(pair.a, from);
  const { db, self, keys } = a.running;
  await rotateKey(db, self, keys);
  pair = { ...pair, a };
  reconnect(pair);
  await eventually(async () => expect(await recoveryAt(a)).toMatchObject([{ ended: true, problem: null }]));
  await rotateKey(db, self, keys);
  await post(atA, indicator(accord, { name: 'A later lure' }));
  await bothHoldTheSame(a, b, accord);
  const changes = await b.running.db.transaction('node', (tx) =>
    tx.rows<{ count: number }>(sql`
      select count(*)::integer as count from store.entry e join store.feed f on f.id = e.feed
      where e.kind = 'key' and not f.is_ours group by f.channel`),
  );
  expect(changes).toEqual([{ count: 2 }, { count: 2 }, { count: 2 }]);
});
