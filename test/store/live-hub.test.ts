import type { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHub } from '#api/live/hub.ts';
import { placesOf } from '#api/live/place.ts';
import { openDb, sql, type Db } from '#store/db.ts';
import { endEvents } from '#store/live.ts';
import type { Caller } from '#api/caller.ts';
import { cloneDatabase } from '../support/postgres.ts';

let db: Db;
const bytes = (size: number) => crypto.getRandomValues(new Uint8Array(size));
const caller: Caller = {
  personId: 'person-1',
  name: 'A',
  role: null,
  unit: '',
  locale: 'en',
  officerNumber: '',
  token: null,
  linkBy: null,
  session: null,
  permissions: ['events.read', 'partners.read'],
  rights: { seats: [], clearance: { tlp: 'clear', handling: [] }, compartments: [], cases: [] },
  known: () => undefined,
  classes: [],
  seen: [],
  waitsFor: new Map(),
};
const opening = { caller, again: async () => caller, after: undefined };
const happen = (count: number) =>
  db.transaction('node', (tx) =>
    tx.run(
      sql`insert into live.event (kind, id) select 'partner', repeat('p', 200) || n from generate_series(1, ${count}::integer) n`,
    ),
  );

beforeAll(async () => {
  db = openDb((await cloneDatabase()).appUrl);
});
afterAll(() => db.close());

const hubWith = (beatEvery?: number) =>
  openHub({
    db,
    secret: 'x'.repeat(32),
    now: () => new Date(),
    randomBytes: bytes,
    ...(beatEvery ? { beatEvery } : {}),
  });

test('whoever does not read is dropped before they cost much, and resumes without a gap', async () => {
  const hub = hubWith();
  const slow = await hub.open(opening);
  const quick = await hub.open({ ...opening, after: undefined });
  let read = '';
  quick.setEncoding('utf8').on('data', (text: string) => (read += text));
  for (let i = 0; i < 6; i++) {
    await happen(100);
    await hub.work();
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(slow.destroyed).toBe(true);
  expect(slow.readableLength).toBeLessThan(80_000);
  expect(hub.count()).toBe(1);
  await expect.poll(() => read.split('event: change').length - 1).toBe(600);
  const ids = [...read.matchAll(/^id: (\S+)$/gm)].map(([, id]) => id!);
  const { changes, missed } = await hub.since({ ...opening, after: ids[301] });
  expect(missed).toBe(false);
  expect(changes).toHaveLength(600 - 301);
  await hub.stop();
});

test('more than can be told is told as missed, and so is what was forgotten', async () => {
  const hub = hubWith();
  const { last } = await hub.since(opening);
  await happen(1_001);
  expect(await hub.since({ ...opening, after: last })).toMatchObject({ changes: [], missed: true });
  const now = (await hub.since(opening)).last;
  await db.transaction('node', (tx) => endEvents(tx, new Date(Date.now() + 25 * 3_600_000)));
  await happen(1);
  expect((await hub.since({ ...opening, after: now })).changes).toHaveLength(1);
  await hub.stop();
});

test('a stream lives by its beats, and each has an id of its own though nothing happened', async () => {
  const hub = hubWith(40);
  const out = await hub.open(opening);
  let read = '';
  out.setEncoding('utf8').on('data', (text: string) => (read += text));
  await expect.poll(() => read.split('event: beat').length).toBeGreaterThan(4);
  const ids = [...read.matchAll(/^id: (\S+)$/gm)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  await hub.stop();
  expect(out.readableEnded || read.length > 0).toBe(true);
});

test('one person has so many streams at most: the oldest ends', async () => {
  const hub = hubWith();
  const streams: Readable[] = [];
  for (let i = 0; i < 10; i++) streams.push(await hub.open(opening));
  for (const stream of streams) stream.resume();
  await expect
    .poll(() => streams.map(({ readableEnded }) => readableEnded))
    .toEqual([true, true, ...Array(8).fill(false)]);
  await hub.stop();
});

test('a position says nothing to others, and is read by its own reader alone', () => {
  const now = new Date('2026-01-10T10:00:00Z');
  const of = (person: string, era = 'e') => placesOf({ secret: 's', era, person }, bytes);
  const id = of('a').say(123_456_789, now);
  expect(of('a').read(id, now)).toBe(123_456_789);
  expect(of('a').read(id, new Date(now.getTime() + 22 * 3_600_000))).toBe(123_456_789);
  expect(of('a').read(id, new Date(now.getTime() + 24 * 3_600_000))).toBeUndefined();
  for (const other of [of('b'), of('a', 'f')]) expect(other.read(id, now)).toBeUndefined();
  for (const text of ['', 'x', `${id}x`, id.slice(1)]) expect(of('a').read(text, now)).toBeUndefined();
});

test('every table of people that a right may hang on tells that rights changed', async () => {
  // What says nothing of what somebody may see or do: traces, and what only signing in reads.
  const apart =
    /^people\.(rights_change|grant_change|shipped_grant|proposal.*|set_up.*|sign_in_.*|identity_provider|provider_identity|expected_login|recovery_code|emergency.*|passkey.*|totp.*|second_factor.*|calendar_.*)$/;
  const { rows } = await db.pool.query<{ name: string; tells: boolean }>(`
    select n.nspname || '.' || c.relname as name,
      exists (select 1 from pg_trigger t join pg_proc p on p.oid = t.tgfoid
        where t.tgrelid = c.oid and p.proname in ('rights_changed', 'renew_rights')) as tells
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'people' and c.relkind = 'r' order by 1`);
  expect(rows.filter(({ name, tells }) => !tells && !apart.test(name)).map(({ name }) => name)).toEqual([]);
});
