import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { utf8 } from '#platform';
import { accessText } from '#kernel/log/access-entry.ts';
import { isFault } from '#kernel/log/faults.ts';
import { openCheckpoint } from '#kernel/log/checkpoint.ts';
import { append, emptyRoot, leafHash, tileReader } from '#kernel/log/merkle.ts';
import { endAccessRetention } from '#store/access-retention.ts';
import { ACCESS_COLUMNS, accessHead, entryOf, type AccessHead, type AccessRow } from '#store/access-log.ts';
import { LOCKS } from '#store/locks.ts';
import { commitment } from '../support/accord.ts';
import { closeNodes, eventually, ok, post, recordAt, twoNodes, type Pair } from '../support/two-nodes.ts';

let pair: Pair;
let owner: Client;
let ids: string[];

beforeAll(async () => {
  pair = await twoNodes();
  ids = [];
  for (let i = 0; i < 3; i++) ids.push((await post(pair.atA, commitment(pair.accord))).record.id);
  owner = new Client(pair.a.database.ownerUrl);
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await closeNodes();
});

async function allPlaced(): Promise<AccessHead> {
  return eventually(async () => {
    const head = await pair.a.running.db.transaction('node', accessHead);
    const { rows } = await owner.query<{ last: number }>(
      'select coalesce(max(id), 0)::integer as last from oversight.access',
    );
    expect(head?.lastId).toBe(rows[0]!.last);
    return head!;
  });
}

test('each entry is a leaf of a tree whose checkpoint the node signs, in the order of the rows', async () => {
  for (let i = 0; i < 700; i += 70)
    await Promise.all(Array.from({ length: 70 }, (_, k) => recordAt(pair.atA, ids[(i + k) % 3]!)));
  ok(await pair.atA.get('/api/v1/records?type=commitment'));
  const head = await allPlaced();
  const { rows } = await owner.query<AccessRow>(
    `select ${ACCESS_COLUMNS.text}, null as ids from oversight.access a order by id`,
  );
  expect(rows.length).toBe(head.size);
  expect(head.size).toBeGreaterThan(700);
  const leaves = rows.map((row) => leafHash(utf8(accessText(entryOf(row)))));
  const whole = append({ size: 0, tiles: tileReader([]), leaves });
  expect(whole.root).toEqual(head.root);
  const { self } = pair.a.running;
  expect(head.origin).toBe(`entente.v1/${self.partyId.slice('identity--'.length)}/access`);
  const opened = openCheckpoint(head.checkpoint, head.origin, [self.publicKey]);
  expect(!isFault(opened) && opened.checkpoint).toEqual({ origin: head.origin, size: head.size, root: head.root });
  expect(head.root).not.toEqual(emptyRoot());
});

test('what a list told of is kept beside its entry, and has the digest that the entry holds', async () => {
  ok(await pair.atA.get('/api/v1/records?type=commitment'));
  const { rows } = await owner.query<{ ids: string[]; count: number }>(
    'select i.ids, a.count from oversight.access a join oversight.access_ids i on i.access = a.id order by a.id desc limit 1',
  );
  expect(rows[0]!.ids.toSorted()).toEqual(ids.toSorted());
  expect(rows[0]!.count).toBe(3);
});

test.each([
  ['changed', '%2D-', `update oversight.access set person = 'somebody else' where strpos(query, '%2D-') > 0`],
  ['removed', '-%2D', `delete from oversight.access where strpos(query, '-%2D') > 0`],
])('an entry that is %s before it has its place is written again, with an alarm', async (_, mark, hand) => {
  await allPlaced();
  // Who holds the second lock keeps entries from getting their places, as a slow moment would.
  await owner.query('begin');
  await owner.query(`select pg_advisory_xact_lock(${LOCKS.accessPlaces})`);
  ok(await pair.atA.get(`/api/v1/records/${ids[0]!.replace('--', mark)}`));
  expect((await owner.query(hand)).rowCount).toBe(1);
  await owner.query('commit');
  await eventually(async () => {
    const { rows } = await owner.query<{ kind: string; person: string; query: string }>(
      `select kind, person, query from oversight.access where strpos(query, '${mark}') > 0 order by id`,
    );
    const alarm = rows.find(({ kind }) => kind === 'alarm');
    expect(alarm?.query).toMatch(/^changed or removed before it had its place, at /);
    expect(rows.filter(({ kind, person }) => kind === 'read' && person !== 'somebody else')).toHaveLength(1);
  });
  expect(pair.a.said.join('\n')).toContain('was changed or removed in the database');
  await allPlaced();
});

test('entries whose retention ended are removed, and their leaves stay', async () => {
  const head = await allPlaced();
  const { db } = pair.a.running;
  expect(await endAccessRetention(db, pair.a.database.ownerUrl, new Date())).toBe(false);
  const later = new Date(Date.now() + 900 * 86_400_000);
  expect(await endAccessRetention(db, pair.a.database.ownerUrl, later)).toBe(true);
  const left = async () =>
    (await owner.query<{ n: number }>('select count(*)::integer as n from oversight.access')).rows[0]!.n;
  expect(await left()).toBe(head.size);
  expect((await owner.query('select 1 from oversight.access_ids')).rowCount).toBe(0);
  const muchLater = new Date(Date.now() + 2_000 * 86_400_000);
  expect(await endAccessRetention(db, pair.a.database.ownerUrl, muchLater)).toBe(true);
  expect(await left()).toBe(0);
  ok(await pair.atA.get(`/api/v1/records/${ids[0]!}`));
  const { size } = await allPlacedAfter(head.size);
  expect(size).toBe(head.size + 1);
});

const allPlacedAfter = (size: number): Promise<AccessHead> =>
  eventually(async () => {
    const head = await pair.a.running.db.transaction('node', accessHead);
    expect(head!.size).toBeGreaterThan(size);
    return head!;
  });
