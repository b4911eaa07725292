import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { partnerClient, type PartnerClient } from '#federation/messages/client.ts';
import { sql, type Tx } from '#store/db.ts';
import { feeds, quarantineFeed } from '#store/feeds.ts';
import { commitment } from '../support/accord.ts';
import { bytesOf, download, upload } from '../support/files.ts';
import {
  closeNodes,
  eventually,
  ok,
  pair as pairWith,
  post,
  reconnect,
  recordAt,
  testNode,
  twoNodes,
  type Officer,
  type Pair,
  type TestNode,
} from '../support/two-nodes.ts';

const MIB = 1024 * 1024;

let pair: Pair;
beforeAll(async () => {
  pair = await twoNodes({ pullEvery: 100 });
});
afterEach(() => {
  pair.b.wire.before = undefined;
  reconnect(pair);
});
afterAll(closeNodes);

const fileAt = async (at: Officer, id: string) => (await recordAt(at, id)).file;
const isWholeAt = (at: Officer, id: string) =>
  eventually(async () => expect(await fileAt(at, id)).toMatchObject({ state: 'whole', fault: null }));
const chunkIn = (url: string): number | undefined => {
  const n = /\/chunks\/(\d+)$/.exec(url)?.[1];
  return n === undefined ? undefined : Number(n);
};

/** The chunks that B asks for from now on; `lost` says which calls never arrive. */
function watchChunks(lost: (n: number) => boolean = () => false): number[] {
  const seen: number[] = [];
  pair.b.wire.before = async (url) => {
    const n = chunkIn(url);
    if (n === undefined) return;
    if (lost(n)) throw new TypeError('fetch failed');
    seen.push(n);
  };
  return seen;
}

const clients = new Map<string, PartnerClient>();

/** A call as the partner makes it, signed with its key. Each client is a session, and a partner has few of them. */
async function asked(by: TestNode, path: string): Promise<{ status: number; bytes: number }> {
  const { self } = by.running;
  const { url, self: to } = pair.a.running;
  const client =
    clients.get(by.partyId) ??
    partnerClient({
      baseUrl: url,
      ownKeyId: by.partyId,
      sign: self.sign,
      partnerKey: { keyId: to.partyId, publicKey: to.publicKey },
      fetch,
      randomness: self.randomBytes,
      limits: { timeoutMs: 10_000, maxBytes: MIB },
    });
  clients.set(by.partyId, client);
  const { status, body } = await client.call({ method: 'GET', path });
  return { status, bytes: body.length };
}

async function pathOf(at: Officer, id: string): Promise<string> {
  const { feed } = await recordAt(at, id);
  const [, , , , channel, epoch] = feed!.origin.split('/');
  return `/federation/v1/feeds/${pair.accord}/${channel}/${epoch}/files/${feed!.index}`;
}

test('a file arrives whole at the partner, each chunk asked for once', async () => {
  const bytes = bytesOf(5 * MIB + 7);
  const chunks = watchChunks();
  const { record, file } = await upload(pair.atA, bytes, { accord: pair.accord });
  expect(file).toEqual({ size: bytes.length, state: 'whole', have: 6, of: 6, fault: null });
  await eventually(() => recordAt(pair.atB, record.id));
  await isWholeAt(pair.atB, record.id);
  expect(chunks).toEqual([0, 1, 2, 3, 4, 5]);
  expect(Buffer.compare((await download(pair.atB, record.id))!, bytes)).toBe(0);
});

test('an empty file needs no chunk', async () => {
  const chunks = watchChunks();
  const { record } = await upload(pair.atB, new Uint8Array(), { accord: pair.accord });
  await isWholeAt(pair.atB, record.id);
  await eventually(() => recordAt(pair.atA, record.id));
  await isWholeAt(pair.atA, record.id);
  expect(await download(pair.atA, record.id)).toEqual(new Uint8Array());
  expect(chunks).toEqual([]);
});

test('a fetch goes on where a lost network and a restart had ended it, and the record says how far it is', async () => {
  const bytes = bytesOf(4 * MIB, 7);
  const first = watchChunks((n) => n >= 2);
  const { record } = await upload(pair.atA, bytes, { accord: pair.accord });
  await eventually(async () =>
    expect(await fileAt(pair.atB, record.id)).toEqual({
      size: bytes.length,
      state: 'fetching',
      have: 2,
      of: 4,
      fault: null,
    }),
  );
  const early = await pair.atB.get(`/api/v1/records/${record.id}/file`);
  expect([early.status, early.body.detail]).toEqual([
    409,
    'the file is still being fetched from the partner: 2 of 4 chunks are here',
  ]);
  await pair.b.stop();
  expect(first).toEqual([0, 1]);
  const then = watchChunks();
  await pair.b.start();
  await isWholeAt(pair.atB, record.id);
  expect(then).toEqual([2, 3]);
  expect(Buffer.compare((await download(pair.atB, record.id))!, bytes)).toBe(0);
});

test('a file that does not come holds up neither the feed nor the receipts', async () => {
  let release: (() => void) | undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  let waits = false;
  pair.b.wire.before = async (url) => {
    if (chunkIn(url) === undefined) return;
    waits = true;
    await held;
  };
  const { record } = await upload(pair.atA, bytesOf(MIB, 3), { accord: pair.accord, channel: 'secretariat' });
  await eventually(() => expect(waits).toBe(true));
  const { record: behind } = await post(pair.atA, commitment(pair.accord));
  await eventually(() => recordAt(pair.atB, behind.id));
  await eventually(async () => {
    for (const id of [record.id, behind.id])
      expect((await recordAt(pair.atA, id)).delivery).toMatchObject([{ state: 'stored' }]);
  });
  expect(await fileAt(pair.atB, record.id)).toMatchObject({ state: 'fetching' });
  release!();
  await isWholeAt(pair.atB, record.id);
});

test('only whom the record was released to gets a chunk of its file', async () => {
  const { record } = await upload(pair.atA, bytesOf(MIB + 1, 5), { accord: pair.accord });
  const { record: other } = await post(pair.atA, commitment(pair.accord));
  await isWholeAt(pair.atB, record.id);
  await eventually(() => recordAt(pair.atB, other.id));
  const path = await pathOf(pair.atA, record.id);
  expect(await asked(pair.b, path)).toEqual({ status: 200, bytes: 64 });
  expect(await asked(pair.b, `${path}/chunks/0`)).toEqual({ status: 200, bytes: MIB });
  expect(await asked(pair.b, `${path}/chunks/1`)).toEqual({ status: 200, bytes: 1 });
  for (const wrong of [
    `${path}/chunks/2`,
    await pathOf(pair.atA, other.id), // a record without a file
    path.replace(/\d+$/, '999'),
    path.replace('/exchange/', '/secretariat/'),
    path.replace(pair.accord, `accord--${randomUUID()}`),
  ])
    expect((await asked(pair.b, wrong)).status, wrong).toBe(404);
  for (const wrong of ['chunks/-1', 'chunks/1e0', 'chunks/00'])
    expect((await asked(pair.b, `${path}/${wrong}`)).status).toBe(400);

  const third = await testNode({ name: 'Third Harbour' });
  await pairWith(pair.a, third);
  for (const end of ['', '/chunks/0']) expect((await asked(third, path + end)).status).toBe(404);

  // The part that names the file closed to the recipient: nothing of it is given.
  const { db } = pair.a.running;
  await db.transaction('node', (tx) =>
    tx.run(sql`
      update store.disclosure set body = '{"parts":[{"hash":""}]}'
      where record = (select seq from store.record where id = ${record.id})`),
  );
  for (const end of ['', '/chunks/0']) expect((await asked(pair.b, path + end)).status).toBe(404);
});

test('while the accord is suspended nothing of a file flows; after it is lifted the rest comes', async () => {
  const bytes = bytesOf(3 * MIB, 11);
  const chunks = watchChunks((n) => n >= 1);
  const { record } = await upload(pair.atA, bytes, { accord: pair.accord });
  await eventually(async () => expect(await fileAt(pair.atB, record.id)).toMatchObject({ have: 1 }));
  const path = await pathOf(pair.atA, record.id);
  ok(await pair.atA.post(`/api/v1/accords/${pair.accord}/steps`, { verb: 'suspend', reason: 'a test' }));
  await eventually(async () => {
    for (const end of ['', '/chunks/1']) expect((await asked(pair.b, path + end)).status).toBe(409);
  });
  await eventually(async () =>
    expect(ok(await pair.atB.get<{ state: string }>(`/api/v1/accords/${pair.accord}`)).state).toBe('suspended'),
  );
  const then = watchChunks();
  for (let i = 0; i < 3; i++) await pair.b.running.worker.settle();
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(then).toEqual([]);
  expect(await fileAt(pair.atB, record.id)).toMatchObject({ state: 'fetching', have: 1 });
  ok(await pair.atA.post(`/api/v1/accords/${pair.accord}/steps`, { verb: 'lift', reason: 'a test' }));
  await isWholeAt(pair.atB, record.id);
  expect([chunks, then]).toEqual([[0], [1, 2]]);
  expect(Buffer.compare((await download(pair.atB, record.id))!, bytes)).toBe(0);
});

test.each(['exchange', 'charter'])(
  'while the %s feed is in quarantine nothing of its files is fetched; what is under way ends with the chunk that was asked for',
  async (channel) => {
    const { db } = pair.b.running;
    const theirs = async (tx: Tx) =>
      (await feeds(tx)).find((one) => !one.isOurs && one.accord === pair.accord && one.channel === channel)!;
    const fault = { name: 'fork', detail: 'a test', at: new Date() };
    const chunks: number[] = [];
    pair.b.wire.before = async (url) => {
      const n = chunkIn(url);
      if (n === undefined) return;
      chunks.push(n);
      if (n === 1) await db.transaction('node', async (tx) => quarantineFeed(tx, (await theirs(tx)).origin, fault));
    };
    const { record } = await upload(pair.atA, bytesOf(3 * MIB, 13), { accord: pair.accord });
    await eventually(async () => expect(await fileAt(pair.atB, record.id)).toMatchObject({ have: 2 }));
    for (let i = 0; i < 3; i++) await pair.b.running.worker.settle();
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(chunks).toEqual([0, 1]);
    expect(await fileAt(pair.atB, record.id)).toMatchObject({ state: 'fetching', have: 2, fault: null });
    await db.transaction('node', async (tx) => {
      const { id } = await theirs(tx);
      await tx.run(sql`update store.feed set fault_name = null, fault_at = null where id = ${id}`);
    });
    await isWholeAt(pair.atB, record.id);
    expect(chunks).toEqual([0, 1, 2]);
  },
);

test('of a feed of ours that is in quarantine no file is given, until a person lifts it', async () => {
  const { record } = await upload(pair.atA, bytesOf(5, 17), { accord: pair.accord });
  await isWholeAt(pair.atB, record.id);
  const path = await pathOf(pair.atA, record.id);
  const { origin } = (await recordAt(pair.atA, record.id)).feed!;
  const { db } = pair.a.running;
  await db.transaction('node', (tx) => quarantineFeed(tx, origin, { name: 'fork', detail: 'a test', at: new Date() }));
  for (const end of ['', '/chunks/0']) expect((await asked(pair.b, path + end)).status).toBe(409);
  await db.transaction('node', (tx) => tx.run(sql`update store.feed set lifted_at = now() where origin = ${origin}`));
  for (const end of ['', '/chunks/0']) expect((await asked(pair.b, path + end)).status).toBe(200);
  await db.transaction('node', (tx) =>
    tx.run(sql`update store.feed set fault_name = null, fault_at = null, lifted_at = null where origin = ${origin}`),
  );
});
