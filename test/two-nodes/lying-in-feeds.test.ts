import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { toBase64, utf8 } from '#platform';
import type { EntryView } from '#contract/feeds.ts';
import type { PartnerView } from '#contract/partners.ts';
import type { JsonObject } from '#kernel/json/types.ts';
import { sql } from '#store/db.ts';
import { accordBecomes } from '../support/becomes.ts';
import { commitment } from '../support/accord.ts';
import type { FakeFeed, FakePartner } from '../support/fake-partner.ts';
import { lyingScene, type Lied, type Scene } from '../support/lying-scene.ts';
import {
  accordAt,
  closeNodes,
  eventually,
  feedAt,
  ok,
  post,
  recordAt,
  type Officer,
  type TestNode,
} from '../support/two-nodes.ts';

// What a partner that holds its key can lie about in its log. Each test has an accord of its own, since a feed stays in quarantine.
let scene: Scene;
let node: TestNode;
let liar: FakePartner;
let accord: string;
let at: Officer;
let feed: FakeFeed;
let promise: Lied['promise'];
let lure: Lied['lure'];
let isQuarantined: Lied['isQuarantined'];
let isExcepted: Lied['isExcepted'];

beforeAll(async () => {
  scene = await lyingScene();
  ({ node, liar } = scene);
});
beforeEach(async () => {
  ({ accord, at, feed, promise, lure, isQuarantined, isExcepted } = await scene.accord());
});
afterEach(() => {
  liar.answer = undefined;
});
afterAll(closeNodes);

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
  await scene.friendIsHeard();
  await eventually(async () =>
    expect((await partnerAsSeen()).fault).toMatch(/^The answer is longer than \d+ bytes\.$/),
  );
  expect((await feedAt(at, 'secretariat', 'theirs')).fault).toBeNull();
  liar.answer = undefined;
  node.running.worker.wake(liar.id);
  await eventually(() => recordAt(at, late.id));
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

test('a receipt that refuses our suspension does not undo it', async () => {
  ok(await at.post(`/api/v1/accords/${accord}/steps`, { verb: 'suspend' }));
  await accordBecomes(at, accord, 'suspended');
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
