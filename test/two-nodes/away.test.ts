import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { PAGE_ENTRIES } from '#federation/wire.ts';
import { admit } from '#store/admit.ts';
import { openDb, sql, type Db } from '#store/db.ts';
import type { Self } from '#store/self.ts';
import { deliveryBecomes } from '../support/becomes.ts';
import { commitment } from '../support/accord.ts';
import {
  closeNodes,
  eventually,
  feedAt,
  reconnect,
  recordAt,
  post,
  twoNodes,
  type Pair,
  type TestNode,
} from '../support/two-nodes.ts';

let pair: Pair;

beforeAll(async () => {
  pair = await twoNodes();
});
afterEach(async () => {
  for (const node of [pair.a, pair.b]) {
    node.wire.cut = false;
    node.wire.before = undefined;
  }
});
afterAll(closeNodes);

/** As the API does, many at once, in one transaction. `responsible` is what its route makes of `both`. */
const admitMany = (db: Db, self: Self, count: number): Promise<string[]> =>
  db.transaction('node', async (tx) => {
    const responsible = [pair.a.partyId, pair.b.partyId];
    const made: string[] = [];
    for (let i = 0; i < count; i++)
      made.push((await admit(tx, self, commitment(pair.accord, { title: `Number ${i}`, responsible }))).id);
    return made;
  });

/** What stands in the secretariat's feed of A, in its order. */
const publishedBy = (node: TestNode) =>
  node.running.db.transaction('node', (tx) =>
    tx.rows<{ idx: number; kind: string; c: string | null; id: string | null; state: string | null }>(sql`
      select e.idx, e.kind, encode(e.c, 'base64') as c, r.id, e.state from store.entry e
      join store.feed f on f.id = e.feed left join store.record r on r.seq = e.record
      where f.publisher = ${pair.a.partyId} and f.channel = 'secretariat' order by e.idx`),
  );

async function bothHold(ids: readonly string[]): Promise<void> {
  await eventually(async () => {
    const here = await publishedBy(pair.a);
    const there = await publishedBy(pair.b);
    expect(there.map(({ c, kind }) => [kind, c])).toEqual(here.map(({ c, kind }) => [kind, c]));
    expect(there.map(({ idx }) => idx)).toEqual(there.map((_, i) => i));
    const order = there.flatMap(({ id }) => id ?? []);
    expect(order.filter((id) => ids.includes(id))).toEqual(ids);
    expect(new Set(order).size).toBe(order.length);
    expect(there.every(({ state }) => state === null)).toBe(true);
  });
}

test('a partner that was away takes all that was published meanwhile, in order, once', async () => {
  const { a, b, atA } = pair;
  await b.stop();
  const ids = await admitMany(a.running.db, a.running.self, 50);
  await deliveryBecomes(atA, ids.at(-1)!, 'sent');
  await b.start();
  await bothHold(ids);
  await deliveryBecomes(atA, ids.at(-1)!, 'stored');
});

test('what was acknowledged before the process ended is published when it starts again', async () => {
  const { a } = pair;
  const { self } = a.running;
  await a.stop();
  const db = openDb(a.database.appUrl);
  const ids = await admitMany(db, self, 3);
  const queued = await db.transaction('node', (tx) =>
    tx.rows(sql`select 1 from store.release where outcome = 'queued'`),
  );
  expect(queued).toHaveLength(3);
  await db.close();
  await a.start();
  await bothHold(ids);
});

test('a pull that ends in the middle goes on where it ended, also in another process', async () => {
  const { a, b, atB } = pair;
  const held = (await publishedBy(b)).length;
  b.wire.cut = true;
  const ids = await admitMany(a.running.db, a.running.self, PAGE_ENTRIES + 10);
  await eventually(async () => expect((await publishedBy(a)).length).toBe(held + ids.length));
  b.wire.before = async (url) => {
    if (url.endsWith(`secretariat/1/entries?from=${held + PAGE_ENTRIES}`)) b.wire.cut = true;
  };
  reconnect(pair);
  await eventually(async () => expect((await publishedBy(b)).length).toBe(held + PAGE_ENTRIES));
  // What it holds is the beginning of what was signed; it cosigns only what it holds whole.
  const theirs = await feedAt(atB, 'secretariat', 'theirs');
  expect(theirs.size).toBe(held + PAGE_ENTRIES);
  expect(theirs.cosigned!.size).toBeLessThan(theirs.size);
  expect(theirs.fault).toBeNull();
  await b.stop();
  b.wire.before = undefined;
  b.wire.cut = false;
  await b.start();
  await bothHold(ids);
});

test('a cosignature that was lost on the way is said again', async () => {
  const { b, atA, accord } = pair;
  let lost = 0;
  b.wire.before = async (url) => {
    if (!url.endsWith('/cosignatures') || lost > 1) return;
    lost += 1; // the client tries a broken connection twice
    throw new TypeError('fetch failed');
  };
  await post(atA, commitment(accord));
  await eventually(async () => {
    const { size, cosigned } = await feedAt(atA, 'secretariat', 'ours');
    expect(lost).toBe(2);
    expect(cosigned!.size).toBe(size);
  });
});

test('a node whose network fails in both directions comes to the same state as its partner when it is back', async () => {
  const { a, b, atA, atB, accord } = pair;
  a.wire.cut = b.wire.cut = true;
  const mine = await post(atA, commitment(accord, { title: 'Written at A' }));
  const theirs = await post(atB, commitment(accord, { title: 'Written at B' }));
  reconnect(pair);
  for (const [at, id] of [
    [atB, mine.record.id],
    [atA, theirs.record.id],
  ] as const)
    await eventually(() => recordAt(at, id));
});
