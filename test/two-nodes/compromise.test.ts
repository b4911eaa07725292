import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fromBase64Strict } from '#platform';
import type { FeedView } from '#contract/feeds.ts';
import type { OwnCard, PartnerView } from '#contract/partners.ts';
import { fingerprint } from '#kernel/log/fingerprint.ts';
import { checkFeeds } from '#store/doctor/check-feeds.ts';
import type { z } from 'zod';
import { deliveryBecomes, stateBecomes } from '../support/becomes.ts';
import { commitment } from '../support/accord.ts';
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

type Card = z.infer<typeof OwnCard>;
let pair: Pair;
let adminA: Officer;
let adminB: Officer;
let first: string;

beforeAll(async () => {
  pair = await twoNodes();
  adminA = await pair.a.officer('administrator', null);
  adminB = await pair.b.officer('administrator', null);
  first = (await post(pair.atA, commitment(pair.accord))).record.id;
  await eventually(() => recordAt(pair.atB, first));
  await deliveryBecomes(pair.atA, first, 'stored');
});
afterAll(closeNodes);

const cardOfA = async (): Promise<Card> => ok(await adminA.get<Card>('/api/v1/card'));
const partnerOfB = async (): Promise<PartnerView> =>
  ok(await adminB.get<{ partners: PartnerView[] }>('/api/v1/partners')).partners[0]!;
const feedsAt = async (at: Officer): Promise<FeedView[]> =>
  ok(await at.get<{ feeds: FeedView[] }>('/api/v1/feeds')).feeds;
const again = ({ card, fingerprint: compared }: Card) =>
  adminB.post('/api/v1/partners', { card, fingerprint: compared, again: true });

let unheard: string;
let abandoned: Card;

test('a key that was given up is gone, and nothing flows until the partner has compared the new fingerprint', async () => {
  const { a, b, atA, atB, accord } = pair;
  abandoned = await cardOfA();
  // Published under the old key, and not yet heard of.
  b.wire.cut = true;
  unheard = (await post(atA, commitment(accord))).record.id;
  await deliveryBecomes(atA, unheard, 'sent');
  expect((await (await a.officer('secretary', accord)).post('/api/v1/key', { compromised: true })).status).toBe(403);
  const card = ok(await adminA.post<Card>('/api/v1/key', { compromised: true }));
  expect(card.fingerprint).not.toBe(abandoned.fingerprint);
  expect(card.keys).toMatchObject([
    { fingerprint: abandoned.fingerprint, how: 'paired', distrusted: true },
    { fingerprint: card.fingerprint, how: 'paired-again', distrusted: false, until: null },
  ]);
  expect(await readdir(join(a.dataDir, 'keys'))).toEqual(['party-2.key', 'session.key']);
  reconnect(pair);
  await eventually(async () => expect((await partnerOfB()).fault).toMatch(/signature does not match/));
  const later = (await post(atA, commitment(accord))).record.id;
  await a.running.worker.publish();
  expect((await recordAt(atA, later)).delivery[0]!.state).toBe('queued');
  expect((await atB.get(`/api/v1/records/${unheard}`)).status).toBe(404);
  expect((await feedsAt(atA)).every(({ epoch }) => epoch === 1)).toBe(true);
});

test('only the new card with its own fingerprint pairs again', async () => {
  const card = await cardOfA();
  expect((await again({ ...card, fingerprint: abandoned.fingerprint })).status).toBe(403);
  expect((await adminB.post('/api/v1/partners', { card: card.card, fingerprint: card.fingerprint })).status).toBe(409);
  const stranger = { ...card.card, id: 'identity--00000000-0000-4000-8000-000000000000' };
  const print = fingerprint(stranger.id, fromBase64Strict(stranger.key));
  expect((await again({ ...card, card: stranger, fingerprint: print })).status).toBe(404);
  ok(await again(card));
  expect((await partnerOfB()).keys).toMatchObject([
    { fingerprint: abandoned.fingerprint, distrusted: true },
    { fingerprint: card.fingerprint, how: 'paired-again', distrusted: false },
  ]);
  expect((await again(abandoned)).status).toBe(409);
});

test('then every feed begins a new epoch after what the partner verified, and all flows on', async () => {
  const { a, b, atA, atB, accord } = pair;
  reconnect(pair);
  await eventually(() => recordAt(atB, unheard));
  await deliveryBecomes(atA, unheard, 'stored');
  ok(await atB.post(`/api/v1/records/${first}/steps`, { verb: 'accept' }));
  const { record } = await post(atA, commitment(accord));
  await eventually(() => recordAt(atB, record.id));
  for (const at of [atA, atB]) await stateBecomes(at, first, 'accepted');
  const feeds = await feedsAt(atB);
  for (const { channel, fault } of feeds.filter(({ direction }) => direction === 'theirs')) {
    expect(fault).toBeNull();
    const epochs = feeds.filter((one) => one.channel === channel && one.direction === 'theirs');
    expect(epochs.map(({ epoch }) => epoch)).toEqual([1, 2]);
  }
  for (const { running } of [a, b])
    await eventually(async () => expect(await running.db.snapshot('node', checkFeeds)).toEqual([]));
});

test('a key given up before its epoch was heard of begins that epoch once more', async () => {
  const { a, b, atA, atB, accord } = pair;
  b.wire.cut = true;
  ok(await adminA.post<Card>('/api/v1/key', { compromised: true }));
  ok(await again(await cardOfA()));
  await eventually(async () => {
    await a.running.worker.pull(b.partyId);
    expect((await feedsAt(atA)).filter(({ epoch, size }) => epoch === 3 && size > 0)).toHaveLength(2);
  });
  ok(await adminA.post<Card>('/api/v1/key', { compromised: true }));
  ok(await again(await cardOfA()));
  reconnect(pair);
  const { record } = await post(atA, commitment(accord));
  await eventually(() => recordAt(atB, record.id));
  const feeds = await feedsAt(atB);
  expect(Math.max(...feeds.map(({ epoch }) => epoch))).toBe(3);
  expect(feeds.flatMap(({ fault }) => fault ?? [])).toEqual([]);
  for (const { running } of [a, b])
    await eventually(async () => expect(await running.db.snapshot('node', checkFeeds)).toEqual([]));
});
