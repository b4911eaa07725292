import { afterAll, beforeAll, expect, test } from 'vitest';
import { isFault } from '#kernel/log/faults.ts';
import { verifyCosignature, cosignerKey } from '#kernel/log/cosignature.ts';
import { parseCheckpoint } from '#kernel/log/checkpoint.ts';
import { parseNote } from '#kernel/log/note.ts';
import { uuidOf } from '#kernel/log/origin.ts';
import { feeds } from '#store/feeds.ts';
import { deliveryBecomes } from '../support/becomes.ts';
import { commitment } from '../support/accord.ts';
import {
  accordAt,
  closeNodes,
  eventually,
  feedAt,
  ok,
  post,
  ratifiedByBoth,
  reconnect,
  recordAt,
  twoNodes,
  type Officer,
  type Pair,
} from '../support/two-nodes.ts';

// The whole thread, in its order: each test begins where the one before ended.
let pair: Pair;
let kept: string;
let disputed: string;

beforeAll(async () => {
  pair = await twoNodes({ accord: 'proposed' });
});
afterAll(closeNodes);

const step = async (at: Officer, id: string, body: object) => ok(await at.post(`/api/v1/records/${id}/steps`, body));
const stateAt = async (at: Officer, id: string) => (await recordAt(at, id)).state;

test('an accord proposed by one party is in force at both nodes when both have ratified it', async () => {
  expect((await accordAt(pair.atB, pair.accord)).state).toBe('proposed');
  await ratifiedByBoth(pair);
  for (const at of [pair.atA, pair.atB]) {
    const { parties, history } = await accordAt(at, pair.accord);
    expect(parties.every(({ ratified }) => ratified !== null)).toBe(true);
    expect(history.map(({ verb, outcome }) => `${verb} ${outcome}`)).toEqual(['ratify taken', 'ratify taken']);
  }
});

test('a commitment adopted at one node is the same record, by its commitment, at the other', async () => {
  const { a, accord, atA, atB } = pair;
  const first = await post(atA, commitment(accord));
  const second = await post(atA, commitment(accord, { title: 'Open a second office' }));
  [kept, disputed] = [first.record.id, second.record.id];
  for (const made of [first, second]) {
    const there = await eventually(() => recordAt(atB, made.record.id));
    expect(there.c).toBe(made.c);
    expect(there.record).toEqual(made.record);
    expect(there.publisher).toBe(a.partyId);
    expect(there.feed?.origin).toMatch(/\/secretariat\/1$/);
  }
});

test('delivery goes from queued over sent to stored, by the receipt of the partner', async () => {
  const { b, accord, atA } = pair;
  b.wire.cut = true; // the partner hears nothing
  const made = await post(atA, commitment(accord, { title: 'Exchange lists' }));
  expect(made.delivery).toMatchObject([{ partner: b.partyId, state: 'queued' }]);
  await deliveryBecomes(atA, made.record.id, 'sent');
  reconnect(pair);
  await deliveryBecomes(atA, made.record.id, 'stored');
});

test('the partner accepts one commitment and disputes another with its reason; both nodes say so', async () => {
  await step(pair.atB, kept, { verb: 'accept' });
  await step(pair.atB, disputed, { verb: 'dispute', reason: 'No such office was agreed.' });
  for (const at of [pair.atA, pair.atB]) {
    await eventually(async () => expect(await stateAt(at, kept)).toBe('accepted'));
    await eventually(async () => expect(await stateAt(at, disputed)).toBe('disputed'));
    expect((await recordAt(at, disputed)).history).toMatchObject([
      { verb: 'dispute', party: pair.b.partyId, reason: 'No such office was agreed.', outcome: 'taken' },
    ]);
  }
});

test('both parties report progress, and both nodes show one state, one history and each party’s evidence', async () => {
  const { a, b, atA, atB } = pair;
  await step(atA, kept, { verb: 'report', evidence: 'The hall is booked.' });
  await step(atB, kept, { verb: 'report', evidence: 'The agenda is drafted.' });
  const [seenAtA, seenAtB] = await eventually(async () => {
    const both = [await recordAt(atA, kept), await recordAt(atB, kept)] as const;
    for (const { history } of both)
      expect(history.filter(({ outcome }) => outcome !== 'pending').map(({ verb }) => verb)).toEqual([
        'accept',
        'report',
        'report',
      ]);
    return both;
  });
  expect(seenAtB.state).toBe('in-progress');
  for (const property of ['state', 'history', 'byParty', 'c', 'record'] as const)
    expect(seenAtA[property]).toEqual(seenAtB[property]);
  expect(seenAtA.byParty[a.partyId]).toMatchObject({
    progress: 'The hall is booked.',
    evidence: ['The hall is booked.'],
  });
  expect(seenAtA.byParty[b.partyId]).toMatchObject({ progress: 'The agenda is drafted.' });
});

test('a step that the life cycle does not allow is refused before it is published', async () => {
  const again = await pair.atB.post(`/api/v1/records/${disputed}/steps`, { verb: 'report', evidence: 'x' });
  expect(again).toMatchObject({ status: 409, body: { code: 'void-step' } });
  const without = await pair.atB.post(`/api/v1/records/${kept}/steps`, { verb: 'report' });
  expect(without).toMatchObject({ status: 422, body: { code: 'bad-input' } });
});

test('each checkpoint comes to be cosigned by the recipient, and the cosignature verifies', async () => {
  const { a, b, atA, atB } = pair;
  for (const channel of ['charter', 'secretariat']) {
    for (const [at, publisher, recipient] of [
      [atA, a, b],
      [atB, b, a],
    ] as const) {
      const feed = await eventually(async () => {
        const ours = await feedAt(at, channel, 'ours');
        expect(ours.cosigned?.size).toBe(ours.size);
        return ours;
      });
      const stored = (await publisher.running.db.transaction('node', feeds)).find(
        ({ origin }) => origin === feed.origin,
      )!;
      const note = parseNote(stored.cosignedNote!);
      expect(parseCheckpoint(note.text)).toMatchObject({ origin: feed.origin, size: feed.size });
      const key = cosignerKey(uuidOf(recipient.partyId), recipient.running.self.publicKey);
      const verified = verifyCosignature(note, key);
      expect(isFault(verified)).toBe(false);
    }
  }
});

test('a quiet pair of nodes stays quiet: receipts are not receipted', async () => {
  const sizes = async () => [
    (await feedAt(pair.atA, 'secretariat', 'ours')).size,
    (await feedAt(pair.atB, 'secretariat', 'ours')).size,
  ];
  const before = await sizes();
  for (const node of [pair.a, pair.b, pair.a, pair.b]) await node.running.worker.settle();
  expect(await sizes()).toEqual(before);
});
