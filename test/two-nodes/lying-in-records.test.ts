import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toBase64 } from '#platform';
import type { JsonObject } from '#kernel/json/types.ts';
import { TLP_IDS } from '#kernel/policy/markings.ts';
import { deliveryBecomes } from '../support/becomes.ts';
import { commitment } from '../support/accord.ts';
import { exceptionsAt } from '../support/exceptions.ts';
import type { FakeFeed, FakePartner } from '../support/fake-partner.ts';
import { lyingScene, type Lied } from '../support/lying-scene.ts';
import {
  accordAt,
  closeNodes,
  eventually,
  ok,
  post,
  recordAt,
  type Officer,
  type TestNode,
} from '../support/two-nodes.ts';

// What a partner can lie about in its records. One bad record never blocks a feed: all of them are in the same.
let node: TestNode;
let liar: FakePartner;
let friend: FakePartner;
let accord: string;
let at: Officer;
let feed: FakeFeed;
let promise: Lied['promise'];
let lure: Lied['lure'];
let stepOn: Lied['stepOn'];
let isExcepted: Lied['isExcepted'];

beforeAll(async () => {
  const scene = await lyingScene();
  ({ node, liar, friend } = scene);
  ({ accord, at, feed, promise, lure, stepOn, isExcepted } = await scene.accord());
});
afterAll(closeNodes);

test('what another paired party wrote does not come by this one', async () => {
  const exchange = liar.feed(accord, 'exchange');
  const { index } = await liar.publish(exchange, lure({ created_by_ref: friend.id }));
  await isExcepted(index, 'refused', 'not-author', exchange);
  const { index: own } = await liar.publish(feed, promise({ created_by_ref: friend.id }));
  await isExcepted(own, 'refused', 'not-author');
});

test('a disclosure that does not open the commitment is quarantined, and the feed goes on', async () => {
  const other = promise();
  const { index } = await liar.publish(feed, promise());
  const { index: later } = await liar.publish(feed, other);
  feed.entries[index]!.disclosure = feed.entries[later]!.disclosure;
  await isExcepted(index, 'quarantined', 'bad-disclosure');
  await recordAt(at, other.id);
});

test('an entry without its disclosure is missing', async () => {
  const { index } = await liar.publish(feed, promise(), { disclosure: null });
  await isExcepted(index, 'missing', 'no-disclosure');
});

test('a step on a version that is not here is quarantined', async () => {
  const { record, c } = await post(at, commitment(accord));
  const { id, modified } = record as unknown as { id: string; modified: string };
  const other = toBase64(new Uint8Array(32).fill(9));
  for (const subject of [
    { id, modified, c: other },
    { id, modified: '2026-01-06T00:00:00.000Z', c },
    { id: `commitment--${randomUUID()}`, modified, c },
  ]) {
    const { index } = await liar.publish(feed, stepOn(subject, 'accept'));
    await isExcepted(index, 'quarantined', 'unknown-subject');
  }
  expect((await recordAt(at, id)).state).toBe('announced');
});

test('a record in another’s name is refused', async () => {
  for (const author of [node.partyId, `identity--${randomUUID()}`]) {
    const { index } = await liar.publish(feed, promise({ created_by_ref: author }));
    await isExcepted(index, 'refused', 'not-author');
  }
  const exchange = liar.feed(accord, 'exchange');
  const { index } = await liar.publish(exchange, lure({ created_by_ref: node.partyId }));
  await isExcepted(index, 'refused', 'not-author', exchange);
});

test('a new text of our record, by the partner, is refused', async () => {
  const { record } = await post(at, commitment(accord));
  const mine = record as unknown as JsonObject;
  const theirs = promise({
    id: mine['id']!,
    created: mine['created']!,
    modified: '2033-01-01T00:00:00.000Z',
    title: 'Pay',
  });
  const { index } = await liar.publish(feed, theirs);
  await isExcepted(index, 'refused', 'not-author');
  expect((await recordAt(at, record.id)).record).toEqual(record);
  const charter = liar.feed(accord, 'charter');
  const { accord: terms } = await accordAt(at, accord);
  const revised = { ...(terms as JsonObject), created_by_ref: liar.id, modified: '2033-01-01T00:00:00.000Z' };
  await isExcepted((await liar.publish(charter, revised)).index, 'refused', 'not-author', charter);
});

test('a record of another accord or channel than its feed is refused', async () => {
  const wrong = [
    promise({ accord_ref: `accord--${randomUUID()}` }),
    lure(),
    liar.write('indicator', accord, 'charter', {
      pattern: "[a:b = 'c']",
      pattern_type: 'stix',
      valid_from: '2026-01-05T00:00:00Z',
    }),
  ];
  for (const record of wrong) {
    const { index } = await liar.publish(feed, record);
    await isExcepted(index, 'refused', 'wrong-accord');
  }
});

test('a record may not move or change what a revision keeps, and a step has one version', async () => {
  const first = promise();
  await liar.publish(feed, first);
  const changed = { ...first, created: '2026-01-04T00:00:00.000Z', modified: '2026-01-06T00:00:00.000Z' };
  await isExcepted((await liar.publish(feed, changed)).index, 'refused', 'bad-record');

  const { record, c } = await post(at, commitment(accord));
  const { id, modified } = record as unknown as { id: string; modified: string };
  const step = stepOn({ id, modified, c }, 'dispute', { reason: 'No.' });
  await liar.publish(feed, step);
  const again = { ...step, created: '2026-01-06T00:00:00.000Z', modified: '2026-01-06T00:00:00.000Z' };
  await isExcepted((await liar.publish(feed, again)).index, 'refused', 'bad-record');
  expect((await recordAt(at, id)).history).toHaveLength(1);
});

test('a record above the ceiling of its channel, or of an unknown marking, is refused', async () => {
  const exchange = liar.feed(accord, 'exchange');
  for (const [marking, code] of [
    [TLP_IDS.amber, 'above-ceiling'],
    [`marking-definition--${randomUUID()}`, 'unknown-marking'],
  ] as const) {
    const { index } = await liar.publish(exchange, lure({ object_marking_refs: [marking] }));
    await isExcepted(index, 'refused', code, exchange);
  }
});

test('what was refused for a marking is taken once its publisher has explained it, and not before', async () => {
  const exchange = liar.feed(accord, 'exchange');
  const definition = (statement: string) =>
    liar.write('marking-definition', accord, 'exchange', { definition_type: 'statement', definition: { statement } });
  const [explained, never] = [definition('Free to use'), definition('Never told')];
  const marked = (by: JsonObject) => lure({ object_marking_refs: [TLP_IDS.green, by['id']!] });
  const [known, unknown] = [marked(explained), marked(never)];
  const { index } = await liar.publish(exchange, known);
  const { index: left } = await liar.publish(exchange, unknown);
  await isExcepted(index, 'refused', 'unknown-marking', exchange);
  await liar.publish(exchange, definition('Of something else'));
  await liar.publish(exchange, explained);
  await eventually(() => recordAt(at, known.id));
  await isExcepted(index, 'stored', 'lifted', exchange);
  const saidOfLeft = (await exceptionsAt(at, 'exchange')).filter((one) => one.index === left);
  expect(new Set(saidOfLeft.map(({ code }) => code))).toEqual(new Set(['unknown-marking']));
  expect((await at.get(`/api/v1/records/${unknown.id}`)).status).toBe(404);
});

test('one id and time with two contents is equivocation: the second is quarantined', async () => {
  const first = promise();
  await liar.publish(feed, first);
  const { index } = await liar.publish(feed, { ...first, title: 'Meet every two months' });
  await isExcepted(index, 'quarantined', 'equivocation');
  expect((await recordAt(at, first.id)).record).toMatchObject({ title: 'Meet every three months' });
});

test('the same record twice is one record', async () => {
  const first = promise();
  const { c, index } = await liar.publish(feed, first);
  await liar.append(feed, { kind: 'record', c });
  feed.entries.at(-1)!.disclosure = feed.entries[index]!.disclosure;
  const after = promise();
  await liar.publish(feed, after);
  await eventually(() => recordAt(at, after.id));
  const { records } = ok(await at.get<{ records: { c: string }[] }>(`/api/v1/records?accord=${accord}`));
  expect(records.filter((record) => record.c === c)).toHaveLength(1);
  expect((await recordAt(at, first.id)).feed).toMatchObject({ index });
});

test('internal types, unknown types and broken records are refused by their codes', async () => {
  const statement = { lang: 'en', sha256: 'a'.repeat(64), participants: [] };
  for (const [record, code] of [
    [liar.write('statement', accord, 'secretariat', statement), 'unsupported-type'],
    [liar.write('unheard-of', accord, 'secretariat'), 'unsupported-type'],
    [promise({ kind: 'x' }), 'bad-record'],
    [promise({ modified: '0000-01-01T00:00:00.000Z', created: '0000-01-01T00:00:00.000Z' }), 'bad-record'],
    [
      liar.write('identity', accord, 'secretariat', { name: 'Somebody', identity_class: 'individual', religion: 'x' }),
      'person-rules',
    ],
  ] as const) {
    const { index } = await liar.publish(feed, record);
    await isExcepted(index, 'refused', code);
  }
});

test('a record that the database itself cannot hold is refused, and blocks nothing', async () => {
  const refs = Array.from({ length: 200 }, () => `marking-definition--${randomUUID()}`);
  const record = promise({
    due: '2027',
    granular_markings: refs.map((ref) => ({ marking_ref: ref, selectors: ['due'] })),
  });
  const { index } = await liar.publish(feed, record, { open: [0] });
  await isExcepted(index, 'refused', 'bad-record');
});

test('an acceptance of what it could not read whole is refused', async () => {
  const { record, c } = await post(
    at,
    commitment(accord, { due: '2027', granular_markings: [{ marking_ref: TLP_IDS.red, selectors: ['due'] }] }),
  );
  const { id, modified } = record as unknown as { id: string; modified: string };
  await deliveryBecomes(at, id, 'sent');
  const { index } = await liar.publish(feed, stepOn({ id, modified, c }, 'accept'));
  await isExcepted(index, 'refused', 'withheld-required');
  expect((await recordAt(at, id)).state).toBe('announced');
});
