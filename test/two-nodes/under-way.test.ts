import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OwnCard } from '#contract/partners.ts';
import type { FeedView } from '#contract/feeds.ts';
import type { z } from 'zod';
import { fromUtf8 } from '#platform';
import { accordBecomes } from '../support/becomes.ts';
import { commitment } from '../support/accord.ts';
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
  type TestNode,
} from '../support/two-nodes.ts';

// A page that was asked for before its publisher began anew: its recipient stands by what it said that it holds.

let pair: Pair;
beforeAll(async () => {
  pair = await twoNodes();
  const { record } = await post(pair.atA, commitment(pair.accord));
  await eventually(() => recordAt(pair.atB, record.id));
});
afterAll(closeNodes);

/** The next page of the channel with a record in it is under way to the node until it is let go on. */
function holdUp({ wire }: TestNode, channel: string): { readonly underWay: Promise<void>; readonly goOn: () => void } {
  const gate = Promise.withResolvers<void>();
  const underWay = Promise.withResolvers<void>();
  wire.after = async (url, body) => {
    const isPage = url.includes(`/${channel}/`) && url.includes('/entries');
    if (!isPage || !fromUtf8(body).includes('\\"kind\\":\\"record')) return;
    wire.after = undefined;
    underWay.resolve();
    await gate.promise;
  };
  return { underWay: underWay.promise, goOn: () => gate.resolve() };
}

const faultsAt = async (at: Officer): Promise<FeedView['fault'][]> =>
  ok(await at.get<{ feeds: FeedView[] }>('/api/v1/feeds')).feeds.map(({ fault }) => fault);

test('of a publisher that was restored, nothing is taken that was asked for before it was told what is held', async () => {
  const { a: before, b, atA, atB, accord } = pair;
  const from = await backUp(before);
  const { underWay, goOn } = holdUp(b, 'secretariat');
  const { id } = (await post(atA, commitment(accord, { title: 'Under way' }))).record;
  await underWay;
  const a = await lost(before, from);
  pair = { ...pair, a };
  await eventually(async () => expect(await recoveryAt(a)).toMatchObject([{ ended: true, problem: null }]));
  const instead = (await post(atA, commitment(accord, { title: 'In its place' }))).record.id;
  goOn();
  reconnect(pair);
  await eventually(() => recordAt(atB, instead));
  expect((await atB.get(`/api/v1/records/${id}`)).status).toBe(404);
  await bothHoldTheSame(a, b, accord);
});

test('of a publisher that gave up its key, nothing is named false that was signed while the key was good', async () => {
  const { a, b, atA, atB, accord } = pair;
  const [adminA, adminB] = [await a.officer('administrator', null), await b.officer('administrator', null)];
  const { underWay, goOn } = holdUp(b, 'charter');
  ok(await atA.post(`/api/v1/accords/${accord}/steps`, { verb: 'suspend' }));
  await underWay;
  const { card, fingerprint } = ok(await adminA.post<z.infer<typeof OwnCard>>('/api/v1/key', { compromised: true }));
  ok(await adminB.post('/api/v1/partners', { card, fingerprint, again: true }));
  goOn();
  reconnect(pair);
  for (const at of [atA, atB]) await accordBecomes(at, accord, 'suspended');
  expect(new Set(await faultsAt(atB))).toEqual(new Set([null]));
});
