import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { HoldList, RetentionView } from '#contract/retention.ts';
import { toBase64 } from '#platform';
import { accordById } from '#store/accords.ts';
import { admit } from '#store/admit.ts';
import { sql } from '#store/db.ts';
import { accordBecomes, areSound, deliveryBecomes } from '../support/becomes.ts';
import { commitment, indicator } from '../support/accord.ts';
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

const DAY = 86_400_000;
/** A day longer than the channels keep anything. */
const YEAR = 366 * DAY;
let pair: Pair;

beforeAll(async () => {
  pair = await twoNodes({ upkeepEvery: 200 });
});
afterEach(async () => {
  await areSound(pair.a, pair.b);
});
afterAll(closeNodes);

const countdown = async (at: Officer, id: string): Promise<RetentionView> =>
  ok(await at.get<RetentionView>(`/api/v1/records/${id}/retention`));

const shared = async (id: string): Promise<void> =>
  eventually(async () => {
    await recordAt(pair.atB, id);
    expect((await recordAt(pair.atA, id)).delivery[0]!.state).toBe('stored');
  });

const gone = (at: Officer, id: string): Promise<void> =>
  eventually(async () => expect((await recordAt(at, id)).expunged).not.toBeNull());

/** What is left with content, of whatever type. */
const leftAt = ({ running }: TestNode) =>
  running.db.transaction('node', (tx) =>
    tx.rows<{ type: string }>(sql`select type from store.record where expunged_at is null order by type`),
  );

test('each side deletes by its own clock, and says so, whether or not it was asked', async () => {
  const { b, atA, atB, accord } = pair;
  const { record } = await post(atA, indicator(accord));
  const held = await post(atA, indicator(accord));
  await shared(record.id);
  await shared(held.record.id);
  const { holds } = ok(await atB.post<RetentionView>(`/api/v1/records/${held.record.id}/holds`, { reason: 'Case 9' }));
  const listed = async (asked = '', at = atB) => ok(await at.get<HoldList>(`/api/v1/holds${asked}`)).holds;
  const [listedHold] = await listed();
  expect(listedHold).toMatchObject({ reason: 'Case 9', isStanding: true, mayLift: true });
  expect(listedHold!.record).toMatchObject({ id: held.record.id, type: 'indicator' });
  // Of what somebody does not see they do not see that it is held.
  expect(await listed('', await b.officer('secretary', null))).toEqual([]);
  b.clock.ahead = YEAR;
  await gone(atB, record.id);
  await eventually(async () =>
    expect((await recordAt(atA, record.id)).delivery[0]).toMatchObject({ state: 'expunged', recall: null }),
  );
  expect((await recordAt(atA, record.id)).expunged).toBeNull();
  expect((await recordAt(atB, held.record.id)).expunged).toBeNull();
  ok(await atB.post(`/api/v1/records/${held.record.id}/holds/${holds![0]!.id}/lift`, { why: 'Over' }));
  expect(await listed()).toEqual([]);
  expect(await listed('?all=yes')).toMatchObject([{ liftedWhy: 'Over', isStanding: false, mayLift: false }]);
  await gone(atB, held.record.id);
  await deliveryBecomes(atA, held.record.id, 'expunged');
});

test('a published object ends on both sides by its days, counted from its newest version; the rest stays', async () => {
  const { a, b, atA, atB, accord } = pair;
  a.clock.ahead = b.clock.ahead = YEAR;
  const old = await post(atA, indicator(accord, { modified: '2021-03-01T00:00:00.000Z' }));
  const promise = await post(atA, commitment(accord));
  await shared(old.record.id);
  await shared(promise.record.id);
  for (const at of [atA, atB]) {
    // However old it is: it is counted from when it was published.
    expect((await countdown(at, old.record.id)).ends).toMatchObject({ daysLeft: 365, because: 'published-long-ago' });
    expect((await countdown(at, promise.record.id)).ends).toBeNull();
  }
  expect((await countdown(atA, old.record.id)).ends!.at).toBe((await countdown(atB, old.record.id)).ends!.at);

  a.clock.ahead = b.clock.ahead = YEAR + 200 * DAY;
  const newer = await post(atA, indicator(accord, { id: old.record.id, created: old.record['created']! as string }));
  await eventually(async () => expect((await recordAt(atB, old.record.id)).c).toBe(newer.c));
  a.clock.ahead = b.clock.ahead = YEAR + 400 * DAY;
  await eventually(async () => expect((await countdown(atB, old.record.id)).ends!.daysLeft).toBe(165));
  a.clock.ahead = b.clock.ahead = YEAR + 566 * DAY;
  await gone(atA, old.record.id);
  await gone(atB, old.record.id);
  await eventually(async () =>
    expect((await recordAt(atA, old.record.id)).delivery[0]).toMatchObject({
      state: 'expunged',
      recall: { code: 'retention-ended', refusal: null },
    }),
  );
  for (const node of [a, b])
    expect((await leftAt(node)).map(({ type }) => type)).toEqual(['accord', 'commitment', 'step', 'step']);
});

const terminateAsOf = ({ running: { db, self } }: TestNode, at: string) =>
  db.transaction('node', async (tx) => {
    const { id, newest } = (await accordById(tx, pair.accord))!;
    const subject = { id, modified: newest.modified, c: toBase64(newest.c) };
    const step = {
      type: 'step',
      accord_ref: id,
      channel: 'charter',
      subject,
      verb: 'terminate',
      reason: 'It is over.',
    };
    return admit(tx, self, { ...step, unit: 'Secretariat', at });
  });

test('when the accord has ended, all under it ends after its days, and its terms last of all', async () => {
  const { a, b, atA, atB, accord } = pair;
  const promise = await post(atA, commitment(accord));
  await shared(promise.record.id);
  a.wire.cut = true;
  // A partner's claim that would empty both registers at once.
  const { id } = await terminateAsOf(b, '2001-01-01T00:00:00.000Z');
  await accordBecomes(atB, accord, 'terminated');
  const refused = await atB.post(`/api/v1/records/${id}/recall`, { code: 'error' });
  expect(refused.status).toBe(409); // A has not read it yet
  expect(refused.body).toMatchObject({ detail: expect.stringMatching(/its partner knows it/) });
  reconnect(pair);
  for (const at of [atA, atB]) await accordBecomes(at, accord, 'terminated');
  await deliveryBecomes(atB, id, 'stored');
  const ends = await Promise.all([atA, atB].map(async (at) => (await countdown(at, promise.record.id)).ends!));
  for (const end of ends) expect(end).toMatchObject({ daysLeft: 365, because: 'accord-terminated' });
  a.wire.cut = b.wire.cut = true; // neither hears the other: each by its own clock
  a.clock.ahead = b.clock.ahead = b.clock.ahead + YEAR;
  for (const node of [a, b]) await eventually(async () => expect(await leftAt(node)).toEqual([]));
  for (const at of [atA, atB]) {
    expect((await at.get(`/api/v1/accords/${accord}`)).status).toBe(404);
    expect((await recordAt(at, promise.record.id)).expunged).not.toBeNull();
    expect(ok(await at.get<{ accords: unknown[] }>('/api/v1/accords')).accords).toEqual([]);
  }
  reconnect(pair);
  await deliveryBecomes(atA, promise.record.id, 'expunged');
});

test('the terms stay, however many days it takes, until the partner has the step that ended the accord', async () => {
  pair = await twoNodes({ upkeepEvery: 200 });
  const { a, b, atA, atB, accord } = pair;
  const promise = await post(atA, commitment(accord));
  await shared(promise.record.id);
  a.wire.cut = true;
  ok(await atB.post(`/api/v1/accords/${accord}/steps`, { verb: 'terminate', reason: 'It is over.' }));
  await accordBecomes(atB, accord, 'terminated');
  b.clock.ahead = YEAR;
  await gone(atB, promise.record.id);
  await new Promise((resolve) => setTimeout(resolve, 1_000)); // a few of its passes
  expect((await leftAt(b)).map(({ type }) => type)).toEqual(['accord', 'step', 'step', 'step']);
  // Whose clock is ahead deletes first, and with the terms what the other could judge its own steps by.
  b.clock.ahead = 0;
  reconnect(pair);
  await accordBecomes(atA, accord, 'terminated');
  a.clock.ahead = YEAR + DAY;
  for (const node of [a, b]) await eventually(async () => expect(await leftAt(node)).toEqual([]));
});

test('what is left under an accord ends in time, though the author of its terms had them deleted before', async () => {
  pair = await twoNodes({ upkeepEvery: 200 });
  const { a, b, atA, atB, accord } = pair;
  const promise = await post(atB, commitment(accord));
  await eventually(() => recordAt(atA, promise.record.id));
  ok(await atA.post(`/api/v1/accords/${accord}/steps`, { verb: 'terminate', reason: 'It is over.' }));
  for (const at of [atA, atB]) await accordBecomes(at, accord, 'terminated');
  await eventually(async () => ok(await atA.post(`/api/v1/records/${accord}/recall`, { code: 'withdrawn' })));
  await eventually(async () => expect((await atB.get(`/api/v1/accords/${accord}`)).status).toBe(404));
  expect((await leftAt(b)).map(({ type }) => type)).toContain('commitment');
  for (const node of [a, b]) node.clock.ahead = YEAR;
  for (const node of [a, b]) await eventually(async () => expect(await leftAt(node)).toEqual([]));
});
