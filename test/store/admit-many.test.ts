import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '#kernel/json/types.ts';
import { admitMany } from '#store/admit.ts';
import { sql } from '#store/db.ts';
import { commitment } from '../support/accord.ts';
import { closeNodes, twoNodes, type Pair } from '../support/two-nodes.ts';

let pair: Pair;

beforeAll(async () => {
  pair = await twoNodes();
});
afterAll(closeNodes);

/** More than are judged in one piece. */
const MANY = 700;

const some = (count: number): JsonObject[] =>
  Array.from({ length: count }, (_, i) =>
    commitment(pair.accord, { title: `Undertaking ${i}`, responsible: [pair.a.partyId, pair.b.partyId] }),
  );

const admitAll = (inputs: readonly JsonObject[]) =>
  pair.a.running.db.transaction('node', (tx) => admitMany(tx, pair.a.running.self, inputs));

const held = () =>
  pair.a.running.db.transaction('node', async (tx) =>
    tx.rows<{ seq: number; title: string; queued: number }>(sql`
      select r.seq, p.body::jsonb ->> 'title' as title,
        (select count(*)::int from store.release l where l.record = r.seq) as queued
      from store.record r join store.record_part p on p.record = r.seq and p.n = 0 where r.type = 'commitment' order by r.seq`),
  );

it('one that is refused refuses all before and behind it, wherever it stands', async () => {
  for (const at of [0, 260, MANY - 1]) {
    const inputs = some(MANY);
    inputs[at] = { ...inputs[at]!, kind: 'no-such-kind' };
    await expect(admitAll(inputs)).rejects.toMatchObject({ code: 'bad-input' });
    expect(await held()).toEqual([]);
  }
});

it('a version that is held already refuses all', async () => {
  const [one] = some(1);
  const { id } = (await admitAll([one!]))[0]!;
  const [kept] = await held();
  const again = some(MANY);
  const version = await pair.a.running.db.transaction('node', (tx) =>
    tx.row<{ modified: string }>(sql`select modified from store.record where id = ${id}`),
  );
  again[500] = { ...again[500]!, id, modified: version!.modified, created: version!.modified };
  await expect(admitAll(again)).rejects.toMatchObject({ code: 'conflict' });
  expect(await held()).toEqual([kept]);
});

it('they stand in the order in which they were given, each queued once', async () => {
  const before = (await held()).length;
  const admitted = await admitAll(some(MANY));
  const kept = (await held()).slice(before);
  expect(kept.map(({ seq }) => seq)).toEqual(admitted.map(({ seq }) => seq));
  expect(kept.map(({ title }) => title)).toEqual(some(MANY).map(({ title }) => title));
  expect(kept.every(({ queued }) => queued === 1)).toBe(true);
});
