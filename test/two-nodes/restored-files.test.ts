import { afterAll, expect, test } from 'vitest';
import type { RecoveryView } from '#contract/recovery.ts';
import { partnerClient } from '#federation/messages/client.ts';
import { sql, type Sql } from '#store/db.ts';
import { accordBecomes } from '../support/becomes.ts';
import { backUp, putBack } from '../support/backups.ts';
import { bytesOf, download, upload } from '../support/files.ts';
import {
  accordAt,
  closeNodes,
  eventually,
  ok,
  pair as join,
  reconnect,
  recordAt,
  testNode,
  twoNodes,
  type Officer,
  type TestNode,
} from '../support/two-nodes.ts';

const MIB = 1024 * 1024;
afterAll(closeNodes);

const fileAt = async (at: Officer, id: string) => (await recordAt(at, id)).file;
const isWholeAt = (at: Officer, id: string) =>
  eventually(async () => expect(await fileAt(at, id)).toMatchObject({ state: 'whole', fault: null }));

/** The chunks that the node asks for from now on, by entry; `lost` says which calls never arrive. */
function watchChunks({ wire }: TestNode, lost: (index: number, n: number) => boolean): (readonly [number, number])[] {
  const seen: (readonly [number, number])[] = [];
  wire.before = async (url) => {
    const [, index, n] = /\/files\/(\d+)\/chunks\/(\d+)$/.exec(url) ?? [];
    if (n === undefined) return;
    if (lost(Number(index), Number(n))) throw new TypeError('fetch failed');
    seen.push([Number(index), Number(n)]);
  };
  return seen;
}

/** A call as the node makes it, signed with its key. */
async function asked(by: TestNode, to: TestNode, paths: readonly string[]): Promise<number[]> {
  const { self } = by.running;
  const client = partnerClient({
    baseUrl: to.running.url,
    ownKeyId: by.partyId,
    sign: self.sign,
    partnerKey: { keyId: to.partyId, publicKey: to.running.self.publicKey },
    fetch,
    randomness: self.randomBytes,
    limits: { timeoutMs: 10_000, maxBytes: MIB },
  });
  const statuses: number[] = [];
  for (const path of paths) statuses.push((await client.call({ method: 'GET', path })).status);
  return statuses;
}

test('a restored node has the files of after the backup from its partner, each chunk verified, and says which are lost', async () => {
  const { a: lostNode, b, accord, atA, atB } = await twoNodes({ pullEvery: 100 });
  const from = await backUp(lostNode);
  const indexOf = async (id: string) => (await recordAt(atA, id)).feed!.index;
  const bytes = bytesOf(2 * MIB + 9, 3);
  const kept = (await upload(atA, bytes, { accord })).record.id;
  const changed = (await upload(atA, bytesOf(2 * MIB + 1, 5), { accord })).record.id;
  for (const id of [kept, changed]) {
    await eventually(() => recordAt(atB, id));
    await isWholeAt(atB, id);
  }
  watchChunks(b, (_, n) => n >= 1);
  const half = (await upload(atA, bytesOf(2 * MIB, 7), { accord })).record.id;
  await eventually(async () => expect(await fileAt(atB, half)).toMatchObject({ state: 'fetching', have: 1 }));
  const [index, origin] = [await indexOf(kept), (await recordAt(atA, kept)).feed!.origin];
  ok(await atA.post(`/api/v1/accords/${accord}/steps`, { verb: 'suspend', reason: 'a test' }));
  await accordBecomes(atB, accord, 'suspended');

  const inB = (statement: Sql) => b.running.db.transaction('node', (tx) => tx.run(statement));
  const ofChanged = sql`file = (select l.file from store.record_file l join store.record r on r.seq = l.record where r.id = ${changed})`;
  const flipChunk = sql`update store.file_chunk set body = set_byte(body, 7, 255 - get_byte(body, 7)) where n = 1 and ${ofChanged}`;
  expect(await inB(flipChunk)).toBe(1);

  await lostNode.stop();
  await b.stop();
  const { partyId, port, clock } = lostNode;
  const a = await testNode({
    name: 'Northern Harbour',
    pullEvery: 100,
    as: { partyId, port, clock, ...(await putBack(from)) },
  });
  watchChunks(a, (of, n) => of === index && n >= 1);
  b.wire.before = undefined;
  await b.start();
  reconnect({ a, b });
  await eventually(async () => expect(await fileAt(atA, kept)).toMatchObject({ state: 'fetching', have: 1 }));
  await a.stop();
  const then = watchChunks(a, () => false);
  await a.start();
  await isWholeAt(atA, kept);
  expect(then.filter(([of]) => of === index)).toEqual([
    [index, 1],
    [index, 2],
  ]);
  expect(Buffer.compare((await download(atA, kept))!, bytes)).toBe(0);
  expect((await accordAt(atA, accord)).state).toBe('suspended');

  const lie = 'chunk 1 of 3 is not the one that the record commits to';
  await eventually(async () =>
    expect(await fileAt(atA, changed)).toMatchObject({ state: 'fetching', have: 1, fault: lie }),
  );
  expect(a.said.join('\n')).toContain(`partner Southern Harbour: file of ${changed}: ${lie}; asked again after 20`);
  await inB(flipChunk);
  await isWholeAt(atA, changed);

  const gone = 'lost in the restore, and the partner does not hold it whole (404)';
  await eventually(async () =>
    expect(await fileAt(atA, half)).toMatchObject({ state: 'fetching', have: 0, fault: gone }),
  );
  const early = await atA.get(`/api/v1/records/${half}/file`);
  expect([early.status, early.body.detail]).toEqual([
    409,
    'the bytes of this file were lost in a restore, and the partner does not hold them whole',
  ]);
  const administrator = await a.officer('administrator', null);
  const { files } = ok(await administrator.get<RecoveryView>('/api/v1/node/recovery'));
  expect(files).toEqual({ waiting: 0, lost: [{ record: half, since: expect.any(String) }], lostCount: 1 });
  expect(a.said.filter((line) => line.includes(half))).toHaveLength(1);

  // To the publisher alone, and only what is held of its own entries.
  const [, , , , channel, epoch] = origin.split('/');
  const path = `/federation/v1/held/${accord}/${channel}/${epoch}/files/${index}`;
  const halves = path.replace(/\d+$/, String((await recordAt(atA, half)).feed!.index));
  expect(
    await asked(a, b, [path, `${path}/chunks/2`, `${path}/chunks/3`, path.replace(/\d+$/, '999'), halves]),
  ).toEqual([200, 200, 404, 404, 404]);
  expect(await asked(b, a, [path, `${path}/chunks/0`])).toEqual([404, 404]);
  const third = await testNode({ name: 'Eastern Harbour' });
  await join(b, third);
  expect(await asked(third, b, [path, `${path}/chunks/0`])).toEqual([404, 404]);
  // Without the part that names it there is nothing to return.
  await inB(sql`
    update store.record_part set body = null, salt = null
    where (record, n) in (select l.record, l.part from store.record_file l join store.record r on r.seq = l.record where r.id = ${kept})`);
  expect(await asked(a, b, [path, `${path}/chunks/0`])).toEqual([404, 404]);
});
