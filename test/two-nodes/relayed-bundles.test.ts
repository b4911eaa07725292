import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { utf8 } from '#platform';
import { parseStrict } from '#kernel/json/strict.ts';
import { canonicalize } from '#kernel/json/canonical.ts';
import { textOf, type JsonObject, type JsonValue } from '#kernel/json/types.ts';
import { TLP_IDS } from '#kernel/policy/markings.ts';
import { commit } from '#kernel/record/commitment.ts';
import { disclose } from '#kernel/record/disclosure.ts';
import { sql } from '#store/db.ts';
import { fakePartner, type FakeFeed } from '../support/fake-partner.ts';
import { inForceWith } from '../support/in-force-with.ts';
import { closeNodes, eventually, recordAt, testNode, type Officer, type TestNode } from '../support/two-nodes.ts';
import examples from '../vectors/stix-examples.json' with { type: 'json' };

// With BUNDLES (paths, a line each) whole bundles go the same way: `node scripts/run.mjs scripts/relay-bundles.ts FILE ...`.
const BUNDLES = (process.env['BUNDLES'] ?? '').split('\n').filter((path) => path !== '');
const AT = '2026-01-05T09:30:00.000Z';
const PAGE = 200;
const PAGE_BYTES = 3_000_000;

const partner = fakePartner();
let node: TestNode;
let accord: string;
let at: Officer;
let feed: FakeFeed;

beforeAll(async () => {
  node = await testNode({ name: 'Northern Harbour', fetch: partner.fetch, pullEvery: 100 });
  await partner.pairWith(node);
  ({ accord, at } = await inForceWith(node, partner));
  feed = partner.feed(accord, 'exchange');
  partner.answer = page;
});
afterAll(closeNodes);

/** As its publisher relays it: the object of another author, with where it goes and who may see it. */
function relayed(object: JsonObject): JsonObject {
  const markings = Array.isArray(object['object_marking_refs']) ? (object['object_marking_refs'] as JsonValue[]) : [];
  const created = object['created'] ?? AT;
  return {
    created,
    modified: object['created'] ?? AT,
    created_by_ref: partner.id,
    ...object,
    accord_ref: accord,
    channel: 'exchange',
    object_marking_refs: [...markings, TLP_IDS.green],
  };
}

/** All at once, under one signature; the first one the usual way, since it knows what was seen. */
async function publishAll(records: readonly JsonObject[]): Promise<void> {
  const [first, ...rest] = records;
  await partner.publish(feed, first!);
  const { seen } = JSON.parse(feed.entries.at(-1)!.entry) as { seen: JsonValue };
  for (const record of rest) {
    const { c, parts } = commit(record, new Uint8Array(randomBytes(32)));
    const disclosure = disclose(
      parts,
      parts.map((_, i) => i),
    ) as unknown as JsonValue;
    feed.entries.push({ entry: canonicalize({ v: 1, kind: 'record', at: AT, seen, c }), disclosure });
  }
  partner.sign(feed);
}

/** Pages that end before they are too large, each under a checkpoint of just its size. */
function page(path: string, honest: { status: number; body: Uint8Array }): { status: number; body: Uint8Array } {
  const from = Number(/\/exchange\/1\/entries\?from=(\d+)$/.exec(path)?.[1] ?? Number.NaN);
  if (Number.isNaN(from) || feed.entries.length - from <= 1) return honest;
  let [to, bytes] = [from, 0];
  while (to < feed.entries.length && to - from < PAGE && (to === from || bytes < PAGE_BYTES))
    bytes += JSON.stringify(feed.entries[to++]!.disclosure).length;
  const checkpoint = partner.checkpointOver(
    feed.key,
    feed.entries.slice(0, to).map(({ entry }) => entry),
  );
  return { status: 200, body: utf8(JSON.stringify({ checkpoint, entries: feed.entries.slice(from, to), proof: [] })) };
}

/** Canonical text of each record of the partner that is held on this channel, by id. */
async function heldTexts(): Promise<Map<string, string>> {
  const rows = await node.running.db.transaction('node', (tx) =>
    tx.rows<{ id: string; body: string | null }>(sql`
      select r.id, p.body from store.record r join store.record_part p on p.record = r.seq
      where r.publisher = ${partner.id} and r.channel = 'exchange' order by r.seq, p.n`),
  );
  const parts = Map.groupBy(rows, ({ id }) => id);
  const whole = (all: typeof rows) =>
    Object.assign({}, ...all.map(({ body }) => parseStrict(body!) as JsonObject)) as JsonObject;
  return new Map([...parts].map(([id, all]) => [id, canonicalize(whole(all))]));
}

async function exceptions(): Promise<string[]> {
  const rows = await node.running.db.transaction('node', (tx) =>
    tx.rows<{ body: string }>(
      sql`select e.body from store.entry e join store.feed f on f.id = e.feed where f.publisher = ${node.partyId} and e.kind = 'receipt'`,
    ),
  );
  return rows.flatMap(({ body }) =>
    (JSON.parse(body) as { exceptions: { index: number; code: string }[] }).exceptions.map(
      ({ index, code }) => `${index} ${code}`,
    ),
  );
}

const statement = (n: number, text: string): JsonObject & { id: string } => ({
  type: 'marking-definition',
  spec_version: '2.1',
  id: `marking-definition--00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
  created: AT,
  definition_type: 'statement',
  definition: { statement: text },
});

const LIMIT = BUNDLES.length === 0 ? 300_000 : 3_600_000;

it(
  'A bundle that a partner relays is held whole, byte for byte, with the markings of its author',
  { timeout: LIMIT },
  async () => {
    const copyright = statement(1, 'Copyright of somebody else.');
    const marked = (object: JsonObject): JsonObject => ({ ...object, object_marking_refs: [copyright.id] });
    // With times of its own it would be a domain object.
    const { 'custom observable': _, ...sound } = examples.valid;
    const invented = Object.values(sound) as unknown as JsonObject[];
    const bundles = BUNDLES.map(
      (path) => parseStrict(readFileSync(path), { maxBytes: 512 * 1024 * 1024 }) as JsonObject,
    );
    const objects =
      BUNDLES.length > 0
        ? bundles.flatMap(({ objects: all }) => all as JsonObject[])
        : [copyright, ...invented.map(marked)];
    // What a marking means must be known before what bears it; and one object in two bundles is one.
    const first = objects.toSorted((a, b) => rank(a) - rank(b));
    const records = [...new Map(first.map((object) => [object['id'], relayed(object)])).values()];
    const began = performance.now();
    await publishAll(records);
    await eventually(async () => {
      const held = await node.running.db.transaction('node', (tx) =>
        tx.row<{ size: number }>(
          sql`select size from store.feed where publisher = ${partner.id} and channel = 'exchange'`,
        ),
      );
      expect(held?.size).toBe(records.length);
    }, LIMIT - 5000);
    const seconds = (performance.now() - began) / 1000;
    const held = await heldTexts();
    const wrong = records.filter((record) => held.get(textOf(record['id'])) !== canonicalize(record));
    if (BUNDLES.length > 0)
      console.log(
        JSON.stringify({
          bundles: BUNDLES.length,
          objects: objects.length,
          in: records.length,
          out: held.size,
          different: wrong.length,
          seconds: Math.round(seconds),
        }),
      );
    expect(wrong.map(({ type, id }) => `${textOf(type)} ${textOf(id)}`).slice(0, 20)).toEqual([]);
    expect(held.size).toBe(records.length);
    expect(await exceptions()).toEqual([]);
    // And it is read by who may: the statement limits nothing.
    const some = records.find((record) => record['type'] === 'indicator') ?? records.at(-1)!;
    expect((await recordAt(at, textOf(some['id']))).record).toEqual(some);
  },
);

const rank = ({ type }: JsonObject): number => (type === 'marking-definition' ? 0 : 1);

it('A marking that its publisher has not explained stays unknown, and unknown means no', async () => {
  if (BUNDLES.length > 0) return;
  const foreign = statement(2, 'Explained by nobody here.');
  const index = feed.entries.length;
  const named = partner.write('indicator', accord, 'exchange', {
    pattern: "[domain-name:value = 'lure.example']",
    pattern_type: 'stix',
    valid_from: AT,
    object_marking_refs: [foreign.id, TLP_IDS.green],
  });
  await partner.publish(feed, named);
  await eventually(async () => expect(await exceptions()).toEqual([`${index} unknown-marking`]));
  expect((await at.get(`/api/v1/records/${named.id}`)).status).toBe(404);
  // Explained, what comes after it is taken; also in the same page.
  const later = 'indicator--00000000-0000-4000-8000-000000000009';
  await publishAll([relayed(foreign), { ...named, id: later }]);
  await eventually(async () =>
    expect((await recordAt(at, later)).record).toMatchObject({ object_marking_refs: [foreign.id, TLP_IDS.green] }),
  );
});
