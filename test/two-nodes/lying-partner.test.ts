import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { toBase64, utf8 } from '#platform';
import type { EntryView } from '#contract/feeds.ts';
import type { PartnerView } from '#contract/partners.ts';
import type { JsonObject } from '#kernel/json/types.ts';
import { TLP_IDS } from '#kernel/policy/markings.ts';
import { sql } from '#store/db.ts';
import { commitment } from '../support/accord.ts';
import { exceptionsAt } from '../support/exceptions.ts';
import { fakePartner, type FakeFeed } from '../support/fake-partner.ts';
import { inForceWith, type Footing } from '../support/in-force-with.ts';
import {
  accordAt,
  closeNodes,
  eventually,
  feedAt,
  ok,
  post,
  recordAt,
  testNode,
  type Officer,
  type TestNode,
} from '../support/two-nodes.ts';

// One honest node, and a partner that holds its key and lies. Each test has an accord of its own.
const liar = fakePartner();
/** Another partner, that is honest: whatever the liar does, it is heard. */
const friend = fakePartner({ name: 'Rockall', host: 'rockall.example' });
let node: TestNode;
let accord: string;
let at: Officer;
/** The feed that a test lies in. */
let feed: FakeFeed;

let friendly: Footing;

/** The other partner is heard all the same. */
async function friendIsHeard(): Promise<void> {
  const record = friend.write('commitment', friendly.accord, 'secretariat', {
    title: 'Count the gannets',
    kind: 'other',
    responsible: [friend.id],
    status: 'agreed',
  });
  await friend.publish(friend.feed(friendly.accord, 'secretariat'), record);
  await eventually(() => recordAt(friendly.at, record.id));
}

beforeAll(async () => {
  node = await testNode({
    name: 'Northern Harbour',
    fetch: (input, init) => (new Request(input).url.includes('rockall') ? friend : liar).fetch(input, init),
    pullEvery: 100,
  });
  await liar.pairWith(node);
  await friend.pairWith(node);
  friendly = await inForceWith(node, friend);
});
beforeEach(async () => {
  ({ accord, at } = await inForceWith(node, liar));
  feed = liar.feed(accord, 'secretariat');
  await liar.publish(feed, promise());
  await eventually(async () => expect((await feedAt(at, 'secretariat', 'theirs')).size).toBe(1));
});
afterEach(() => {
  liar.answer = undefined;
});
afterAll(closeNodes);

const promise = (more: JsonObject = {}, channel = 'secretariat') =>
  liar.write('commitment', accord, channel, {
    title: 'Meet every three months',
    kind: 'recurring-meeting',
    responsible: [liar.id],
    status: 'agreed',
    ...more,
  });
const stepOn = (subject: JsonObject, verb: string, channel: string, more: JsonObject = {}) =>
  liar.write('step', accord, channel, { subject, verb, unit: 'Desk 1', at: '2026-01-05T09:30:00.000Z', ...more });
const lure = (more: JsonObject = {}) =>
  liar.write('indicator', accord, 'exchange', {
    pattern: "[domain-name:value = 'lure.example']",
    pattern_type: 'stix',
    valid_from: '2026-01-05T00:00:00Z',
    ...more,
  });

/** The feed is quarantined under this name, in one line, told once; the accord's other channel flows on. */
async function isQuarantined(name: string): Promise<void> {
  const { fault, size } = await eventually(async () => {
    const found = await feedAt(at, 'secretariat', 'theirs');
    expect(found.fault?.name).toBe(name);
    return found;
  });
  expect(fault!.detail).toMatch(/^[^\n]+\.$/);
  const honest = lure();
  await liar.publish(liar.feed(accord, 'exchange'), honest);
  await eventually(() => recordAt(at, honest.id));
  await friendIsHeard();
  await liar.publish(feed, promise());
  await node.running.worker.settle();
  expect((await feedAt(at, 'secretariat', 'theirs')).size).toBe(size);
  // Told when the pull that found it ends, and not again.
  const told = () => node.said.filter((line) => line.includes(`: ${name}: `));
  await eventually(() => expect(told()).toEqual([`partner Fair Isle: ${name}: ${fault!.detail}`]));
  node.said.length = 0;
}

/** Our receipt excepts the entry so, and what comes after it is stored. */
async function isExcepted(index: number, state: string, code: string, in_ = feed): Promise<void> {
  const { channel } = in_.key;
  const after = channel === 'exchange' ? lure() : channel === 'secretariat' ? promise() : undefined;
  if (after) {
    await liar.publish(in_, after);
    await eventually(() => recordAt(at, after.id));
  }
  await eventually(async () => {
    expect(await exceptionsAt(at, channel)).toContainEqual({ index, state, code });
  });
  expect((await feedAt(at, channel, 'theirs')).fault).toBeNull();
}

const lieInEntries = (change: (entry: string) => string) => {
  const last = feed.entries.at(-1)!;
  last.entry = change(last.entry);
};

test('one changed byte in an entry: changed-entry', async () => {
  await liar.publish(feed, promise(), { entry: { at: '2026-01-05T09:30:00.000Z' } });
  lieInEntries((entry) => entry.replace('09:30:00.000', '09:30:00.001'));
  await isQuarantined('changed-entry');
});

test('a history that was rewritten: changed-entry', async () => {
  await liar.publish(feed, promise());
  feed.entries[0]!.entry = feed.entries[0]!.entry.replace('09:30:00.000', '09:30:00.001');
  liar.sign(feed);
  await isQuarantined('changed-entry');
});

test('entries in another order than they were signed in: changed-entry', async () => {
  await liar.publish(feed, promise(), { entry: { at: '2026-01-05T09:30:00.000Z' } });
  await liar.publish(feed, promise(), { entry: { at: '2026-01-05T09:31:00.000Z' } });
  const [first, second, third] = feed.entries;
  feed.entries = [first!, third!, second!];
  await isQuarantined('changed-entry');
});

test('entries that were given before, in place of the next: changed-entry', async () => {
  await liar.publish(feed, promise());
  await eventually(async () => expect((await feedAt(at, 'secretariat', 'theirs')).size).toBe(2));
  await liar.publish(feed, promise());
  const [first, second] = feed.entries;
  feed.entries = [first!, second!, second!];
  await isQuarantined('changed-entry');
});

test('clocks that are years off order nothing, and are shown as they are', async () => {
  const records = ['1970-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z', '2001-09-09T01:46:40.000Z'].map((time) => ({
    time,
    record: promise(),
  }));
  for (const { time, record } of records) await liar.publish(feed, record, { entry: { at: time } });
  for (const { record } of records) await eventually(() => recordAt(at, record.id));
  const theirs = await feedAt(at, 'secretariat', 'theirs');
  expect(theirs.fault).toBeNull();
  const { entries } = ok(await at.get<{ entries: EntryView[] }>(`/api/v1/feeds/${theirs.id}/entries`));
  expect(entries.slice(-3).map((entry) => [entry.at, entry.record?.id])).toEqual(
    records.map(({ time, record }) => [time, record.id]),
  );
});

test('an answer that is too large is told in one line, and what is beside it flows; then the feed goes on', async () => {
  liar.answer = (path, honest) =>
    path.includes(`${accord}/secretariat/`) ? { status: 200, body: new Uint8Array(21 * 2 ** 20) } : honest;
  const late = promise();
  await liar.publish(feed, late);
  const beside = lure();
  await liar.publish(liar.feed(accord, 'exchange'), beside);
  await eventually(() => recordAt(at, beside.id));
  await friendIsHeard();
  await eventually(async () =>
    expect((await partnerAsSeen()).fault).toMatch(/^The answer is longer than \d+ bytes\.$/),
  );
  expect((await feedAt(at, 'secretariat', 'theirs')).fault).toBeNull();
  liar.answer = undefined;
  node.running.worker.wake(liar.id);
  await eventually(() => recordAt(at, late.id));
});

test('what another paired party wrote does not come by this one', async () => {
  const exchange = liar.feed(accord, 'exchange');
  const { index } = await liar.publish(exchange, lure({ created_by_ref: friend.id }));
  await isExcepted(index, 'refused', 'not-author', exchange);
  const { index: own } = await liar.publish(feed, promise({ created_by_ref: friend.id }));
  await isExcepted(own, 'refused', 'not-author');
});

test('a checkpoint signed by another key: unknown-key', async () => {
  const entries = [...feed.entries.map(({ entry }) => entry), 'x'];
  feed.checkpoint = liar.checkpointOver(feed.key, entries, new Uint8Array(32).fill(7));
  await isQuarantined('unknown-key');
});

test('a forged signature in the partner’s name: bad-signature', async () => {
  await liar.publish(feed, promise());
  feed.checkpoint = feed.checkpoint.replace(
    /(.)(.)(==?\n)$/,
    (_, a: string, b: string, end: string) => `${a === 'A' ? 'B' : 'A'}${b}${end}`,
  );
  await isQuarantined('bad-signature');
});

test('the checkpoint of another feed: wrong-origin', async () => {
  feed.checkpoint = liar.feed(accord, 'charter').checkpoint;
  await isQuarantined('wrong-origin');
});

test('a feed rolled back: rollback', async () => {
  await liar.publish(feed, promise());
  await eventually(async () => expect((await feedAt(at, 'secretariat', 'theirs')).size).toBe(2));
  feed.entries.pop();
  liar.sign(feed);
  await isQuarantined('rollback');
});

test('a feed that is gone: rollback', async () => {
  feed.isOffered = false;
  await isQuarantined('rollback');
});

test('two histories of one length: fork', async () => {
  feed.entries = [];
  await liar.publish(feed, promise());
  await isQuarantined('fork');
});

test('more entries than were signed: missing-entries', async () => {
  const { checkpoint } = feed;
  await liar.publish(feed, promise());
  await liar.publish(feed, promise());
  feed.checkpoint = liar.checkpointOver(
    feed.key,
    feed.entries.slice(0, 2).map(({ entry }) => entry),
  );
  expect(feed.checkpoint).not.toBe(checkpoint);
  await isQuarantined('missing-entries');
});

test('an entry that breaks the rules of entries: bad-entry', async () => {
  await liar.append(feed, { kind: 'record', c: toBase64(new Uint8Array(32)), title: 'text has no place here' });
  await isQuarantined('bad-entry');
});

test('an answer that is none: malformed', async () => {
  liar.answer = (path, honest) =>
    path.includes('/secretariat/') ? { status: 200, body: utf8('{"checkpoint": 1}') } : honest;
  await liar.publish(feed, promise());
  await isQuarantined('malformed');
});

const ourState = async (): Promise<[number, number, string]> => {
  await post(at, commitment(accord));
  await eventually(async () => expect((await feedAt(at, 'secretariat', 'ours')).size).toBeGreaterThan(1));
  const { size, root } = await feedAt(at, 'secretariat', 'ours');
  return [1, size, root];
};

test('what it had seen, taken back: seen-decreased', async () => {
  await ourState();
  await liar.publish(feed, promise());
  await eventually(async () => expect((await feedAt(at, 'secretariat', 'theirs')).size).toBe(2));
  const [before] = feed.entries.map(({ entry }) => (JSON.parse(entry) as { seen: JsonObject }).seen);
  await liar.publish(feed, promise(), { entry: { seen: before! } });
  await isQuarantined('seen-decreased');
});

test('less seen than it had acknowledged: seen-below-receipt', async () => {
  const seen = await ourState();
  const [, size, root] = seen;
  await liar.append(feed, { kind: 'receipt', from: 0, size, root, exceptions: [], seen });
  const [before] = feed.entries.map(({ entry }) => (JSON.parse(entry) as { seen: JsonObject }).seen);
  await liar.publish(feed, promise(), { entry: { seen: before! } });
  await eventually(async () =>
    expect((await feedAt(at, 'secretariat', 'theirs')).fault?.name).toMatch(/^seen-(decreased|below-receipt)$/),
  );
});

test('entries seen that were never published: seen-ahead', async () => {
  const [epoch, size, root] = await ourState();
  await liar.publish(feed, promise(), { entry: { seen: [epoch, size + 3, root] } });
  await isQuarantined('seen-ahead');
});

test('another history of our feed: fork', async () => {
  const [epoch, size] = await ourState();
  await liar.publish(feed, promise(), { entry: { seen: [epoch, size, toBase64(new Uint8Array(32).fill(1))] } });
  await isQuarantined('fork');
});

test('a receipt over another history of our feed: fork', async () => {
  const seen = await ourState();
  const root = toBase64(new Uint8Array(32).fill(1));
  await liar.append(feed, { kind: 'receipt', from: 0, size: 1, root, exceptions: [], seen });
  await isQuarantined('fork');
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
    const { index } = await liar.publish(feed, stepOn(subject, 'accept', 'secretariat'));
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
  const step = stepOn({ id, modified, c }, 'dispute', 'secretariat', { reason: 'No.' });
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
  await eventually(async () => expect((await recordAt(at, id)).delivery[0]!.state).toBe('sent'));
  const { index } = await liar.publish(feed, stepOn({ id, modified, c }, 'accept', 'secretariat'));
  await isExcepted(index, 'refused', 'withheld-required');
  expect((await recordAt(at, id)).state).toBe('announced');
});

test('a receipt that refuses our suspension does not undo it', async () => {
  ok(await at.post(`/api/v1/accords/${accord}/steps`, { verb: 'suspend' }));
  await eventually(async () => expect((await accordAt(at, accord)).state).toBe('suspended'));
  const { size, root } = await eventually(async () => {
    const ours = await feedAt(at, 'charter', 'ours');
    expect(ours.size).toBeGreaterThan(2);
    return ours;
  });
  const charter = liar.feed(accord, 'charter');
  const exceptions = [{ index: size - 1, state: 'refused', code: 'bad-record' }];
  await liar.append(charter, { kind: 'receipt', from: 0, size, root, exceptions, seen: [1, size, root] });
  await eventually(async () => expect((await feedAt(at, 'charter', 'theirs')).size).toBe(charter.entries.length));
  expect((await accordAt(at, accord)).state).toBe('suspended');
  const { record } = await post(at, commitment(accord));
  await node.running.worker.settle();
  expect((await recordAt(at, record.id)).delivery[0]!.state).toBe('waiting');
});

test('what binds both cannot be recalled by its author alone while the accord stands', async () => {
  const charter = liar.feed(accord, 'charter');
  const ratified = charter.entries.length - 1;
  const recall = await liar.append(charter, { kind: 'recall', index: ratified, code: 'withdrawn' });
  await isExcepted(recall, 'refused', 'legal-hold', charter);
  expect((await accordAt(at, accord)).state).toBe('in-force');
  const left = await node.running.db.transaction('node', (tx) =>
    tx.rows(sql`select 1 from store.record where accord = ${accord} and expunged_at is not null`),
  );
  expect(left).toEqual([]);
});

const partnerAsSeen = async () =>
  ok(await at.get<{ partners: PartnerView[] }>('/api/v1/partners')).partners.find(({ id }) => id === liar.id)!;

test('an offer that names no feed is told in one line, and the feeds beside it flow', async () => {
  liar.answer = (path, honest) => {
    if (!path.endsWith('/feeds')) return honest;
    const { feeds } = JSON.parse(Buffer.from(honest.body).toString()) as { feeds: JsonObject[] };
    const strange = [{ accord: 'accord--x', channel: '../charter', epoch: 0, size: 1, root: '', cosigned: 0 }];
    return { status: 200, body: utf8(JSON.stringify({ feeds: [...strange, ...feeds] })) };
  };
  const honest = promise();
  await liar.publish(feed, honest);
  await eventually(() => recordAt(at, honest.id));
  await eventually(async () => expect((await partnerAsSeen()).fault).toMatch(/^[^\n]+$/));
  liar.answer = undefined;
  await eventually(async () => expect((await partnerAsSeen()).fault).toBeNull());
});
