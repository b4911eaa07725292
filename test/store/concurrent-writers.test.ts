import { execFile, spawn } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toBase64, utf8 } from '#platform';
import { publishQueued } from '#federation/worker.ts';
import { openCheckpoint } from '#kernel/log/checkpoint.ts';
import { isFault } from '#kernel/log/faults.ts';
import { append, isSameHash, leafHash } from '#kernel/log/merkle.ts';
import { admit } from '#store/admit.ts';
import { sql } from '#store/db.ts';
import { feedByOrigin, originOf, type Feed } from '#store/feeds.ts';
import { commitment } from '../support/accord.ts';
import type { AdmitOrder } from '../support/admit-records.ts';
import { closeNodes, eventually, twoNodes, type Pair } from '../support/two-nodes.ts';

let pair: Pair;

beforeAll(async () => {
  pair = await twoNodes();
});
afterAll(closeNodes);

const script = join(import.meta.dirname, '../support/admit-records.ts');

function orderFor(count: number): string {
  const { a, b, accord } = pair;
  const order: AdmitOrder = {
    database: a.database.appUrl,
    dataDir: a.dataDir,
    partyId: a.partyId,
    record: commitment(accord, { responsible: [a.partyId, b.partyId] }),
    count,
  };
  return JSON.stringify(order);
}

async function admitElsewhere(count: number): Promise<string[]> {
  const { stdout } = await promisify(execFile)(process.execPath, [script, orderFor(count)]);
  return JSON.parse(stdout) as string[];
}

const admitted = () =>
  pair.a.running.db.transaction('node', async (tx) =>
    (await tx.rows<{ id: string }>(sql`select id from store.record where type = 'commitment'`)).map(({ id }) => id),
  );

type Row = { idx: number; body: string; kind: string; id: string | null };

async function secretariat(): Promise<{ feed: Feed; rows: Row[] }> {
  const { a, b, accord } = pair;
  const origin = originOf({ publisher: a.partyId, recipient: b.partyId, accord, channel: 'secretariat', epoch: 1 });
  return a.running.db.transaction('node', async (tx) => {
    const feed = (await feedByOrigin(tx, origin))!;
    const rows = await tx.rows<Row>(sql`
      select e.idx, e.body, e.kind, r.id from store.entry e left join store.record r on r.seq = e.record
      where e.feed = ${feed.id} order by e.idx`);
    return { feed, rows };
  });
}

/** Indices without a gap, each record exactly once, and the checkpoint signed over exactly these entries. */
async function isWhole(ids: readonly string[]): Promise<void> {
  await eventually(async () => {
    const held = (await secretariat()).rows.flatMap(({ id }) => id ?? []);
    expect(ids.filter((id) => !held.includes(id))).toEqual([]);
  });
  const { feed, rows } = await secretariat();
  expect(rows.map(({ idx }) => idx)).toEqual(rows.map((_, i) => i));
  const records = rows.flatMap(({ id }) => id ?? []);
  expect(new Set(records).size).toBe(records.length);
  const opened = openCheckpoint(feed.checkpoint!, feed.origin, [pair.a.running.self.publicKey]);
  if (isFault(opened)) throw new Error(opened.line);
  const grown = append({ size: 0, tiles: () => undefined, leaves: rows.map(({ body }) => leafHash(utf8(body))) });
  expect(opened.checkpoint.size).toBe(rows.length);
  expect(isSameHash(grown.root, opened.checkpoint.root)).toBe(true);
  const tiles = await pair.a.running.db.transaction('node', (tx) =>
    tx.rows<{ level: number; idx: number; hashes: Uint8Array }>(
      sql`select level, idx, hashes from store.tile where feed = ${feed.id}`,
    ),
  );
  for (const tile of grown.tiles) {
    const stored = tiles.find(({ level, idx }) => level === tile.level && idx === tile.index);
    expect(toBase64(new Uint8Array(stored!.hashes))).toBe(toBase64(tile.hashes));
  }
}

test('many processes admit and sequence at once; nothing is lost, skipped or doubled', async () => {
  const made = (await Promise.all(Array.from({ length: 4 }, () => admitElsewhere(50)))).flat();
  expect(new Set(made).size).toBe(200);
  await isWhole(made);
  // And the partner, who pulled all the while, holds the same.
  const { feed } = await secretariat();
  await eventually(async () => {
    const there = await pair.b.running.db.transaction('node', (tx) => feedByOrigin(tx, feed.origin));
    const { feed: here } = await secretariat();
    expect(there).toMatchObject({ size: here.size, faultName: null });
    expect(isSameHash(new Uint8Array(there!.root), new Uint8Array(here.root))).toBe(true);
  });
});

test('a process killed in the middle of its work leaves each record whole and published, or not there', async () => {
  const before = (await admitted()).length;
  const child = spawn(process.execPath, [script, orderFor(10_000)], { stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  await eventually(async () => expect((await admitted()).length).toBeGreaterThan(before + 15));
  child.kill('SIGKILL');
  await ended;
  await isWhole(await admitted());
});

test('sequencers at once publish each record once', async () => {
  const { a, b, accord } = pair;
  const { db, self } = a.running;
  const record = commitment(accord, { responsible: [a.partyId, b.partyId] });
  const made: string[] = [];
  for (let i = 0; i < 20; i++) {
    made.push((await db.transaction('node', (tx) => admit(tx, self, record))).id);
    if (i % 5 === 4) await Promise.all([publishQueued(db, self), publishQueued(db, self), publishQueued(db, self)]);
  }
  await isWhole(made);
});

test('a transaction that is rolled back leaves no record, no place in the feed and no gap', async () => {
  const { a, b, accord } = pair;
  const { db, self } = a.running;
  const record = commitment(accord, { responsible: [a.partyId, b.partyId] });
  const lost: string[] = [];
  const failing = expect(
    db.transaction('node', async (tx) => {
      lost.push((await admit(tx, self, record)).id);
      throw new Error('power cut');
    }),
  ).rejects.toThrow('power cut');
  const { id } = await db.transaction('node', (tx) => admit(tx, self, record));
  await failing;
  await isWhole([id]);
  expect((await secretariat()).rows.some((row) => row.id === lost[0])).toBe(false);
});
