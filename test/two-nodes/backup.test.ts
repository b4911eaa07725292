import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { backupKeysIn, destroyOldKeys, forgetBackup, KEY_DAYS, parseBackupKey } from '#store/backup/backup-keys.ts';
import type { DeskSet } from '#contract/statement-sets.ts';
import { tablesInOrder } from '#store/backup/tables.ts';
import { openBackup } from '#store/backup/read-backup.ts';
import { writeBackup } from '#store/backup/write-backup.ts';
import { admit } from '#store/admit.ts';
import { openDb } from '#store/db.ts';
import { checkFeeds } from '#store/doctor/check-feeds.ts';
import { deliveryBecomes } from '../support/becomes.ts';
import { commitment, indicator } from '../support/accord.ts';
import { backUp, contentsOf, putBack, type Kept } from '../support/backups.ts';
import { accepted, decide, DESK, put, read, undertakings } from '../support/statement-desk.ts';
import { closeNodes, eventually, ok, post, recordAt, twoNodes, type Officer, type Pair } from '../support/two-nodes.ts';

let pair: Pair;
let kept: Kept;

beforeAll(async () => {
  pair = await twoNodes();
  const { accord, atA, atB } = pair;
  const { record } = await post(atA, commitment(accord));
  await post(atB, indicator(accord));
  await eventually(() => recordAt(atB, record.id));
  await deliveryBecomes(atA, record.id, 'stored');
  for (const { running } of [pair.a, pair.b]) await running.worker.settle();
  await fillDesk(atA, accord);
  kept = await backUp(pair.a);
});
afterAll(closeNodes);

/** Something in each of the desk's tables. */
async function fillDesk(at: Officer, accord: string): Promise<void> {
  const [one, other] = [await read(at, await put(at, accord)), await read(at, await put(at, accord))];
  ok(await decide(at, one, undertakings(one).map(accepted)));
  const asked = { kind: 'pair', statements: [one.id, other.id] };
  const { id } = ok(await at.post<DeskSet>(`${DESK}/sets`, asked));
  const ends = [{ statement: one.id, start: 0, end: 9 }];
  ok(
    await at.post(`${DESK}/sets/${id}/decisions`, {
      version: 1,
      decisions: [{ list: 'only_a', ends, decision: 'accepted' }],
    }),
  );
}

test('no table is left out of a backup but those that are named', async () => {
  const client = new pg.Client(pair.a.database.superuserUrl);
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    `select format('%s.%s', table_schema, table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema') order by 1`,
  );
  const saved = new Set((await tablesInOrder(client)).map(({ schema, name }) => `${schema}.${name}`));
  await client.end();
  expect(rows.map(({ name }) => name).filter((name) => !saved.has(name))).toEqual([
    'api.done',
    'commitments.stale',
    'commitments.standing',
    'live.era',
    'live.event',
    'public.migration',
    'search.name',
    'search.part',
    'search.progress',
    'search.word',
    'sign_in.rate_limit',
    'sign_in.session',
    'sign_in.verification',
    'store.instance',
    'visits.credential',
  ]);
});

test('a backup holds every row that a superuser sees, and puts each back as it was', async () => {
  const { a, b } = pair;
  await Promise.all([a.stop(), b.stop()]); // nothing is noted meanwhile
  const before = await contentsOf(a.database);
  const restored = await putBack(await backUp(a));
  expect(await contentsOf(restored.database)).toEqual(before);
  expect(before.get('"store"."record_part"')!.length).toBeGreaterThan(3);
  for (const table of ['statement', 'item', 'journal', 'grouping', 'member', 'finding'])
    expect(before.get(`"statements"."${table}"`)!.length, table).toBeGreaterThan(0);
  expect(restored.rows).toBe([...before.values()].reduce((sum, rows) => sum + rows.length, 0));
  for (const name of ['party.key', 'session.key']) {
    expect(await readFile(join(restored.dataDir, 'keys', name))).toEqual(await readFile(join(a.dataDir, 'keys', name)));
    expect((await stat(join(restored.dataDir, 'keys', name))).mode & 0o777).toBe(0o600);
  }
  await expect(stat(join(restored.dataDir, 'instance'))).rejects.toThrow(/ENOENT/);
  await expect(stat(join(restored.dataDir, 'backup-keys'))).rejects.toThrow(/ENOENT/);
  await Promise.all([a.start(), b.start()]);
});

test('after it, row-level security is forced, numbers go on, and nothing is found', async () => {
  const { database } = await putBack(kept);
  const owner = new pg.Client(database.ownerUrl);
  await owner.connect();
  const { rows } = await owner.query('select 1 from store.record'); // without a scope
  const forced = await owner.query<{ n: string }>(
    // What records are found by is read by a function of its owner's.
    `select count(*)::int as n from pg_class where relrowsecurity and not relforcerowsecurity
     and relnamespace <> 'search'::regnamespace`,
  );
  const next = await owner.query<{ next: number; most: number }>(
    "select nextval(pg_get_serial_sequence('store.feed', 'id'))::int as next, (select max(id) from store.feed) as most",
  );
  await owner.end();
  expect(rows).toEqual([]);
  expect(forced.rows[0]!.n).toBe(0);
  expect(next.rows[0]!.next).toBeGreaterThan(next.rows[0]!.most);
  const db = openDb(database.appUrl);
  expect(await db.snapshot('node', checkFeeds)).toEqual([]);
  await db.close();
});

test('under load it is of one moment', async () => {
  const { running } = pair.a;
  const over = new AbortController();
  const writing = (async () => {
    for (let n = 0; !over.signal.aborted; n++)
      await running.db.transaction('node', (tx) =>
        admit(tx, running.self, indicator(pair.accord, { name: `Number ${n}` })),
      );
  })();
  const during = await backUp(pair.a);
  over.abort();
  await writing;
  const { database } = await putBack(during);
  const db = openDb(database.appUrl);
  expect(await db.snapshot('node', checkFeeds)).toEqual([]);
  await db.close();
});

/** The file with other bytes, read to its end: what is said of it. */
async function refusal(change: (bytes: Buffer) => Uint8Array): Promise<string> {
  const file = `${kept.file}.changed`;
  await writeFile(file, change(await readFile(kept.file)));
  try {
    const { frames } = await openBackup(file, parseBackupKey(await readFile(kept.key, 'utf8')));
    for await (const _ of frames);
    return 'nothing';
  } catch (error) {
    return (error as Error).message;
  }
}

test('a byte that was changed anywhere is found', async () => {
  const { length } = await readFile(kept.file);
  const start = (await readFile(kept.file)).indexOf('\n', 20) + 1;
  for (const place of [25, start, start + 5_000, Math.floor(length / 2), length - 1]) {
    const said = await refusal((bytes) => {
      bytes[place]! ^= 1;
      return bytes;
    });
    expect(said, `byte ${place} of ${length}`).toMatch(
      /does not open|cut off or was changed|beginning of this backup|not a backup/,
    );
  }
});

test('a file that is cut off is found, also where a piece ends', async () => {
  const { length } = await readFile(kept.file);
  const start = (await readFile(kept.file)).indexOf('\n', 20) + 1;
  for (const end of [10, start, start + 65_536 + 16, length - 1, Math.floor(length / 2)].filter((one) => one < length))
    expect(await refusal((bytes) => bytes.subarray(0, end)), `${end} of ${length}`).toMatch(
      /does not open|cut off or was changed|not a backup|beginning of this backup/,
    );
  expect(await refusal((bytes) => Buffer.concat([bytes, Buffer.from('x')]))).toMatch(
    /does not open|cut off or was changed/,
  );
});

test('a key of another backup is told by its name, and a wrong one does not open', async () => {
  const other = await backUp(pair.a);
  await expect(putBack({ ...kept, key: other.key })).rejects.toThrow(/this key is of the backup .*, and the file is/);
  const forged = `${kept.key}.forged`;
  await writeFile(forged, (await readFile(other.key, 'utf8')).replace(other.id, kept.id));
  await expect(putBack({ ...kept, key: forged })).rejects.toThrow(/this key does not open this backup/);
  await expect(putBack(kept, true)).rejects.toThrow(/encrypted: give its --key/);
});

test('a plain one is put back without a key, and damage is found as well', async () => {
  const plain = await backUp(pair.a, new Date(), true);
  expect((await putBack(plain, true)).rows).toBeGreaterThan(20);
  const bytes = await readFile(plain.file);
  for (const changed of [bytes.subarray(0, -300), bytes.subarray(0, bytes.length / 2)]) {
    await writeFile(plain.file, changed);
    await expect(putBack(plain, true)).rejects.toThrow(/cut off or was changed/);
  }
});

test('nothing is written over, and not into the folder that it is of', async () => {
  const { dataDir } = pair.a;
  const asked = { dataDir, owner: pair.a.database.ownerUrl, now: new Date(), randomBytes: () => new Uint8Array(32) };
  await expect(writeBackup({ ...asked, to: join(dataDir, 'backup') })).rejects.toThrow(/in the data folder/);
  await expect(writeBackup({ ...asked, to: kept.file })).rejects.toThrow(/is there already/);
});

test('keys are destroyed when they are due, and one at once when asked', async () => {
  const { dataDir } = pair.a;
  const made = new Date('2026-01-05T09:30:00.000Z');
  const old = await backUp(pair.a, made);
  const after = (days: number) => new Date(made.getTime() + days * 86_400_000);
  expect(await destroyOldKeys(dataDir, after(KEY_DAYS - 1), KEY_DAYS)).toEqual([]);
  expect(await destroyOldKeys(dataDir, after(KEY_DAYS), KEY_DAYS)).toEqual([old.id]);
  await forgetBackup(dataDir, kept.id);
  const left = (await backupKeysIn(dataDir)).map(({ id }) => id);
  expect(left).not.toContain(old.id);
  expect(left).not.toContain(kept.id);
  await expect(forgetBackup(dataDir, '../party')).rejects.toThrow(/not the id of a backup/);
});
