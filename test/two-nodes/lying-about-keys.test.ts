import { afterAll, beforeEach, expect, test } from 'vitest';
import { ed25519PublicKey, toBase64 } from '#platform';
import type { FeedView } from '#contract/feeds.ts';
import { emptyRoot } from '#kernel/log/merkle.ts';
import { partyById } from '#store/parties.ts';
import { fakePartner, type FakeFeed, type FakePartner } from '../support/fake-partner.ts';
import { inForceWith } from '../support/in-force-with.ts';
import {
  closeNodes,
  eventually,
  feedAt,
  ok,
  recordAt,
  testNode,
  type Officer,
  type TestNode,
} from '../support/two-nodes.ts';

// One honest node, and a partner that lies about its keys and epochs. Each test has a node of its own, since a key is for all feeds.
let liar: FakePartner;
let node: TestNode;
let accord: string;
let at: Officer;
let feed: FakeFeed;

const seeds = [11, 12, 13].map((byte) => new Uint8Array(32).fill(byte)) as [Uint8Array, Uint8Array, Uint8Array];
const [next, third, other] = seeds;
const keyOf = (seed: Uint8Array) => toBase64(ed25519PublicKey(seed));

beforeEach(async () => {
  liar = fakePartner();
  node = await testNode({ name: 'Northern Harbour', fetch: (input, init) => liar.fetch(input, init), pullEvery: 100 });
  await liar.pairWith(node);
  ({ accord, at } = await inForceWith(node, liar));
  feed = liar.feed(accord, 'secretariat');
  await publish(feed);
});
afterAll(closeNodes);

async function publish(to: FakeFeed, ...by: Uint8Array[]): Promise<void> {
  const record = liar.promise(accord);
  await liar.publish(to, record);
  if (by.length > 0) liar.sign(to, ...by);
  await eventually(() => recordAt(at, record.id));
}

const shown = async (epoch = 1): Promise<FeedView> => {
  const { feeds } = ok(await at.get<{ feeds: FeedView[] }>('/api/v1/feeds'));
  const found = feeds.find((one) => one.channel === 'secretariat' && one.direction === 'theirs' && one.epoch === epoch);
  if (!found) throw new Error(`no epoch ${epoch}`);
  return found;
};
const isFault = (name: string, epoch = 1): Promise<void> =>
  eventually(async () => expect((await shown(epoch)).fault?.name).toBe(name));
/** The entry, and only then a checkpoint over it, so that no pull sees another in between. */
async function say(to: FakeFeed, entry: object, ...by: Uint8Array[]): Promise<void> {
  to.isOffered = false;
  const before = liar.answer;
  liar.answer = (path, honest) => (path.includes('/feeds') ? { status: 503, body: new Uint8Array() } : honest);
  await liar.append(to, entry as never);
  if (by.length > 0) liar.sign(to, ...by);
  to.isOffered = true;
  liar.answer = before;
}
const keysHeld = async () =>
  (await node.running.db.transaction('node', (tx) => partyById(tx, liar.id)))!.keys.map(({ publicKey }) =>
    toBase64(publicKey),
  );

test('an honest change of key, and the next one, are taken; then the old key is unknown', async () => {
  await say(feed, { kind: 'key', key: keyOf(next) }, liar.seed, next);
  await eventually(async () => expect((await shown()).size).toBe(2));
  liar.speakWith(next);
  await publish(feed, next);
  await say(feed, { kind: 'key', key: keyOf(third) }, next, third);
  await eventually(async () => expect((await shown()).size).toBe(4));
  expect(await keysHeld()).toEqual([liar.seed, next, third].map(keyOf));
  liar.speakWith(third);
  await say(feed, { kind: 'record', c: toBase64(emptyRoot()) }, next);
  await isFault('unknown-key');
  // The other feed changes by its own entry, to the same keys.
  const charter = liar.feed(accord, 'charter');
  const size = charter.entries.length;
  await say(charter, { kind: 'key', key: keyOf(next) }, liar.seed, next);
  await eventually(async () => expect((await feedAt(at, 'charter', 'theirs')).size).toBe(size + 1));
  await say(charter, { kind: 'key', key: keyOf(third) }, next, third);
  await eventually(async () => expect((await feedAt(at, 'charter', 'theirs')).size).toBe(size + 2));
  expect((await feedAt(at, 'charter', 'theirs')).fault).toBeNull();
});

test('a change of key signed by the old key and a third: bad-rotation', async () => {
  await say(feed, { kind: 'key', key: keyOf(next) }, liar.seed, third);
  await isFault('bad-rotation');
  expect(await keysHeld()).toEqual([keyOf(liar.seed)]);
});

test('another next key than in another feed: bad-rotation', async () => {
  await say(liar.feed(accord, 'charter'), { kind: 'key', key: keyOf(next) }, liar.seed, next);
  await eventually(async () => expect(await keysHeld()).toHaveLength(2));
  await say(feed, { kind: 'key', key: keyOf(other) }, liar.seed, other);
  await isFault('bad-rotation');
});

test('once it has spoken under the new key, its messages under the old one are refused', async () => {
  await say(feed, { kind: 'key', key: keyOf(next) }, liar.seed, next);
  await eventually(async () => expect(await keysHeld()).toHaveLength(2));
  liar.speakWith(next);
  await publish(feed, next);
  liar.speakWith(liar.seed);
  await eventually(async () => {
    const { fault } = (await node.running.db.transaction('node', (tx) => partyById(tx, liar.id)))!;
    expect(fault).toMatch(/signature does not match/);
  });
});

const heldNow = async (): Promise<[number, number, string]> => {
  const { epoch, size, root } = await shown();
  return [epoch, size, root];
};
test('an epoch that commits to what we hold is taken, and the one before is over', async () => {
  const previous = await heldNow();
  const second = liar.feed(accord, 'secretariat', 2);
  await say(second, { kind: 'epoch', previous });
  await publish(second);
  expect(await shown(2)).toMatchObject({ size: 2, fault: null });
  feed.entries.pop();
  await liar.append(feed, { kind: 'record', c: toBase64(emptyRoot()) });
  await liar.append(feed, { kind: 'record', c: toBase64(emptyRoot()) });
  await node.running.worker.settle();
  expect(await shown()).toMatchObject({ size: 1, fault: null });
});

const epochLies: [string, string, number, (held: [number, number, string]) => object][] = [
  ['another root', 'fork', 2, ([e, s]) => ({ kind: 'epoch', previous: [e, s, toBase64(emptyRoot())] })],
  ['an epoch left out, and the right end', 'bad-epoch', 3, (held) => ({ kind: 'epoch', previous: held })],
];
test.each(epochLies)('a new epoch with %s: %s', async (_, name, epoch, entry) => {
  await say(liar.feed(accord, 'secretariat', epoch), entry(await heldNow()));
  await isFault(name, epoch);
  expect(await shown()).toMatchObject({ size: 1, fault: null });
});
