import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { toBase64, utf8 } from '#platform';
import { CHUNK_BYTES, chunkHash, fileRoot } from '#kernel/file/commitment.ts';
import { fakePartner, type FakeAnswer, type FakeFeed } from '../support/fake-partner.ts';
import { inForceWith } from '../support/in-force-with.ts';
import { bytesOf, download } from '../support/files.ts';
import { closeNodes, eventually, recordAt, testNode, type Officer, type TestNode } from '../support/two-nodes.ts';

// One honest node, and a partner whose records are sound and whose files are not.
const liar = fakePartner();
let node: TestNode;
let accord: string;
let at: Officer;
let feed: FakeFeed;
/** What the partner answers about files, in place of the truth; by the end of the path. */
let lies: Record<string, (honest: FakeAnswer) => FakeAnswer>;
/** The partner's files by the index of their entries. */
const files = new Map<number, { bytes: Uint8Array; hashes: Uint8Array[] }>();

beforeAll(async () => {
  node = await testNode({ name: 'Northern Harbour', fetch: liar.fetch, pullEvery: 50 });
  await liar.pairWith(node);
  ({ accord, at } = await inForceWith(node, liar));
  feed = liar.feed(accord, 'exchange');
});
beforeEach(() => {
  lies = {};
  node.said.length = 0;
  liar.answer = (path, honest) => {
    const [, index, chunk] = /\/files\/(\d+)(?:\/chunks\/(\d+))?$/.exec(path) ?? [];
    const file = files.get(Number(index));
    if (!file) return honest;
    const n = Number(chunk);
    const body =
      chunk === undefined ? Buffer.concat(file.hashes) : file.bytes.slice(n * CHUNK_BYTES, (n + 1) * CHUNK_BYTES);
    const truth = { status: 200, body: new Uint8Array(body) };
    const lie = Object.entries(lies).find(([end]) => path.endsWith(end))?.[1];
    return lie ? lie(truth) : truth;
  };
});
afterEach(() => {
  liar.answer = undefined;
});
afterAll(closeNodes);

async function publish(bytes: Uint8Array, more: object = {}): Promise<{ id: string; index: number }> {
  const salt = new Uint8Array(randomBytes(32));
  const hashes: Uint8Array[] = [];
  for (let n = 0; n * CHUNK_BYTES < bytes.length; n++)
    hashes.push(chunkHash(salt, n, bytes.subarray(n * CHUNK_BYTES, (n + 1) * CHUNK_BYTES)));
  const root = fileRoot({ salt, size: bytes.length }, hashes);
  const record = liar.write('document', accord, 'exchange', {
    name: 'paper.pdf',
    media_type: 'application/pdf',
    size: bytes.length,
    file: { salt: toBase64(salt), root: toBase64(root) },
    ...more,
  });
  files.set(feed.entries.length, { bytes, hashes });
  return { id: record.id, index: (await liar.publish(feed, record)).index };
}

const fileAt = async (id: string) => (await recordAt(at, id)).file;
const isWhole = (id: string) =>
  eventually(async () => expect(await fileAt(id)).toMatchObject({ state: 'whole', fault: null }));

const flip = (honest: FakeAnswer): FakeAnswer => {
  const body = honest.body.slice();
  body[body.length >> 1]! ^= 1;
  return { ...honest, body };
};
const problem = (status: number): FakeAnswer => ({ status, body: utf8(JSON.stringify({ code: 'x' })) });

test.each<[string, string, (honest: FakeAnswer) => FakeAnswer, RegExp, number]>([
  ['one changed byte', '/chunks/1', flip, /chunk 1 of 3 is not the one that the record commits to/, 1],
  ['a chunk cut short', '/chunks/1', (a) => ({ ...a, body: a.body.subarray(1) }), /chunk 1 of 3 is not/, 1],
  ['no bytes', '/chunks/0', (a) => ({ ...a, body: new Uint8Array() }), /chunk 0 of 3 is not/, 0],
  ['a longer chunk', '/chunks/2', (a) => ({ ...a, body: new Uint8Array([...a.body, 0]) }), /chunk 2 of 3 is not/, 2],
  [
    'an answer beyond all bounds',
    '/chunks/1',
    (a) => ({ ...a, body: new Uint8Array(CHUNK_BYTES + 1) }),
    /longer than/,
    1,
  ],
])('%s in place of a chunk is refused and named, and asked for again', async (_, end, lie, named, have) => {
  const bytes = bytesOf(2 * CHUNK_BYTES + 9, have + 1);
  lies[`/files/${feed.entries.length}${end}`] = lie;
  const { id } = await publish(bytes);
  await eventually(async () => expect((await fileAt(id))?.fault).toMatch(named));
  expect(await fileAt(id)).toMatchObject({ state: 'fetching', have });
  const told = node.said.find((line) => line.includes(id));
  expect(told).toMatch(new RegExp(`^partner Fair Isle: file of ${id}: .*; asked again after 20`));

  // It hurts nothing else: another file of the same partner comes whole meanwhile.
  const { id: honest } = await publish(bytesOf(CHUNK_BYTES + 1, have + 100));
  await isWhole(honest);
  expect(await fileAt(id)).toMatchObject({ state: 'fetching', have });

  lies = {};
  await isWhole(id);
  expect(Buffer.compare((await download(at, id))!, bytes)).toBe(0);
});

test('hashes that are not those of the root are refused before any chunk is asked for', async () => {
  const { length } = node.said;
  let chunks = 0;
  lies = {
    [`/files/${feed.entries.length}`]: flip,
    [`/files/${feed.entries.length}/chunks/0`]: (honest) => {
      chunks++;
      return honest;
    },
  };
  const { id } = await publish(bytesOf(CHUNK_BYTES, 21));
  await eventually(async () => expect((await fileAt(id))?.fault).toMatch(/hashes of its chunks/));
  expect(chunks).toBe(0);
  expect(node.said.length).toBeGreaterThan(length);
  lies = {};
  await isWhole(id);
});

test('a record that lies about the size of a file spoils its own file and no other', async () => {
  const bytes = bytesOf(CHUNK_BYTES, 31);
  const { id: lie } = await publish(bytes, { size: CHUNK_BYTES - 1 });
  await eventually(async () => expect((await fileAt(lie))?.fault).toMatch(/hashes of its chunks/));
  const { id } = await publish(bytes);
  await isWhole(id);
});

test('a file that the partner no longer gives is asked for again with growing pauses, and nobody is told of a lie', async () => {
  const calls: number[] = [];
  lies[`/files/${feed.entries.length}/chunks/0`] = () => {
    calls.push(performance.now());
    return problem(404);
  };
  const { id } = await publish(bytesOf(CHUNK_BYTES, 41));
  await eventually(async () => expect((await fileAt(id))?.fault).toBe('the partner does not give it (404)'));
  await eventually(() => expect(calls.length).toBeGreaterThan(4));
  // Never sooner than 50, 100, 200, 400 ms after one another; a clock in whole milliseconds decides.
  for (const [i, pause] of [50, 100, 200, 400].entries()) expect(calls[i + 1]! - calls[i]!).toBeGreaterThan(pause - 2);
  expect(node.said.filter((line) => line.includes(id))).toEqual([]);
});

test('the type is judged here too, whatever the partner says of it', async () => {
  const { id } = await publish(utf8('<!doctype html><script>alert(1)</script>'), { media_type: 'text/html' });
  await isWhole(id);
  const answer = await at.ask(`/api/v1/records/${id}/file`);
  expect(answer.headers.get('content-type')).toBe('application/octet-stream');
  await answer.body?.cancel();
});

test.each([
  ['a name that leads elsewhere', { name: '../../.ssh/authorized_keys' }],
  ['more than 2 GiB', { size: 2 ** 31 + 1 }],
])('a record with %s is refused as it is', async (_, more) => {
  const { id, index } = await publish(bytesOf(1, 51), more);
  const { id: behind } = await publish(bytesOf(1, 52));
  await isWhole(behind);
  expect((await at.get(`/api/v1/records/${id}`)).status).toBe(404);
  expect(index).toBeLessThan(feed.entries.length);
});
