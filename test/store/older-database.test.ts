import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { DeskStatement, PutStatements } from '#contract/statement-desk.ts';
import type { RecordView } from '#contract/records.ts';
import { KEY_DAYS } from '#store/backup/backup-keys.ts';
import { openDb } from '#store/db.ts';
import { examine } from '#store/doctor/examine.ts';
import { dropDatabase, ensureDatabase, type DatabaseAccess } from '#store/embedded/databases.ts';
import { markOf } from '#store/instance.ts';
import { migrate, migrations } from '#store/migrate.ts';
import { replaceToken } from '../../src/cli/account.ts';
import { createNode } from '../../src/node.ts';
import { freePort } from '../support/free-port.ts';
import { openedAccount } from '../support/open-account.ts';
import { template } from '../support/postgres.ts';

type Row = Readonly<Record<string, unknown>>;
type Header = {
  readonly migrations: readonly string[];
  readonly files: Readonly<Record<string, string>>;
  readonly record: string;
  readonly gone: string;
  readonly accord: string;
  readonly party: string;
  readonly now: number;
};

// A node of two, all of its rows and its folder, as the program left it whose newest migration was 0026: records of both sides, a step,
// a recall that was done, statements at the desk with what was decided of them, feeds that were cosigned.
const NAME = 'older_node';
let header: Header;
const rows = new Map<string, Row[]>();
let access: DatabaseAccess;
let dataDir: string;
let superuser: pg.Client;
const postgres = { superuserUrl: (database: string) => ({ ...inject('postgres'), user: 'postgres', database }) };

beforeAll(async () => {
  const [first, ...lines] = (await readFile(join(import.meta.dirname, '../support/older-node.jsonl'), 'utf8'))
    .trim()
    .split('\n');
  header = JSON.parse(first!) as Header;
  for (const line of lines) {
    const { table, row } = JSON.parse(line) as { table: string; row: Row };
    rows.set(table, [...(rows.get(table) ?? []), row]);
  }
  dataDir = await mkdtemp(join(tmpdir(), 'entente-older-'));
  for (const [path, bytes] of Object.entries(header.files)) {
    await mkdir(dirname(join(dataDir, path)), { recursive: true, mode: 0o700 });
    await writeFile(join(dataDir, path), Buffer.from(bytes, 'base64'), { mode: 0o600 });
  }
  // The folder is the same, and its file another one.
  const mark = (await markOf(join(dataDir, 'instance')))!;
  rows.set(
    'store.instance',
    rows.get('store.instance')!.map((row) => ({ ...row, current: mark, next: mark })),
  );
  access = await ensureDatabase(postgres, { ...template, name: NAME });
  superuser = new pg.Client(postgres.superuserUrl(NAME));
  await superuser.connect();
  await migrate(access.ownerUrl, template.appRole, header.migrations);
  await fill();
  await migrate(access.ownerUrl, template.appRole);
});
afterAll(async () => {
  await superuser.end();
  await dropDatabase(postgres, NAME);
  await rm(dataDir, { recursive: true, force: true });
});

async function columnsOf(table: string): Promise<string[]> {
  const found = await superuser.query<{ name: string }>(
    `select attname as name from pg_attribute
     where attrelid = to_regclass($1) and attnum > 0 and not attisdropped and attgenerated = ''`,
    [table],
  );
  return found.rows.map(({ name }) => `"${name}"`);
}

async function fill(): Promise<void> {
  await superuser.query('begin');
  await superuser.query("set local session_replication_role = 'replica'");
  for (const [table, of] of rows) {
    const columns = (await columnsOf(table)).join(', ');
    // Of a table that the oldest migrations fill themselves.
    await superuser.query(`delete from ${table}`);
    await superuser.query(
      `insert into ${table} (${columns}) overriding system value
       select ${columns} from json_populate_recordset(null::${table}, $1)`,
      [JSON.stringify(of)],
    );
  }
  await superuser.query('commit');
  const sequences = await superuser.query<{ table: string; column: string; sequence: string }>(
    `select c.oid::regclass::text as table, a.attname as column, pg_get_serial_sequence(c.oid::regclass::text, a.attname) as sequence
     from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relkind = 'r' and a.attnum > 0 and a.attidentity <> ''`,
  );
  for (const { table, column, sequence } of sequences.rows)
    await superuser.query(`select setval('${sequence}', greatest((select max("${column}") from ${table}), 1))`);
}

test('The newest schema is reached from an older one that is full', async () => {
  const { rows: applied } = await superuser.query<{ name: string }>('select name from public.migration');
  expect(applied.map(({ name }) => name).sort()).toEqual(await migrations());
});

test('Every row of the older database is kept, in every column that there still is', async () => {
  const lost: string[] = [];
  const replaced: string[] = [];
  let kept = 0;
  for (const [table, of] of rows) {
    const columns = await columnsOf(table);
    if (columns.length === 0) {
      replaced.push(table);
      continue;
    }
    const before = Object.keys(of[0]!).filter((name) => columns.includes(`"${name}"`));
    const { rows: now } = await superuser.query<{ row: string }>(
      `select row_to_json(x)::text as row from (select ${before.map((name) => `"${name}"`).join(', ')} from ${table}) x`,
    );
    const there = new Set(now.map(({ row }) => JSON.stringify(JSON.parse(row))));
    for (const row of of) {
      const wanted = JSON.stringify(Object.fromEntries(before.map((name) => [name, row[name]])));
      if (there.has(wanted)) kept += 1;
      else lost.push(`${table} ${wanted}`);
    }
  }
  expect(lost).toEqual([]);
  expect(kept).toBeGreaterThan(100);
  // Who was a member of an accord in the one role that there was is assigned to it in that role.
  expect(replaced).toEqual(['people.membership']);
  const { rows: assigned } = await superuser.query(
    'select person_id, role, accord_id, channels, tlp from people.assignment',
  );
  const [person] = rows.get('people.person')!;
  expect(assigned).toEqual(rows.get('people.membership')!.map((row) => ({ ...row, role: person!['role'] })));
});

test('The doctor finds nothing wrong, before and after the node has run, and what was written before is read by HTTP', async () => {
  const examined = async () => {
    const db = openDb(access.appUrl);
    try {
      const rest = { dataDir, now: new Date(header.now + 60_000), backupKeyDays: KEY_DAYS, hadStaleLock: false };
      return await examine({ db, owner: access.ownerUrl, ...rest });
    } finally {
      await db.close();
    }
  };
  expect(await examined()).toEqual([]);
  const port = await freePort();
  const node = await createNode({
    dataDir,
    database: access.appUrl,
    owner: access.ownerUrl,
    appRole: template.appRole,
    port,
    party: { id: header.party, names: { en: 'Northern Harbour' } },
    report: () => {},
    pullEvery: 60_000,
  });
  try {
    await openedAccount(node, { role: 'secretary', accord: header.accord });
    const authorization = `Bearer ${await replaceToken(node, 'secretary')}`;
    const read = async <T>(path: string): Promise<T> => {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { authorization } });
      expect([path, answer.status]).toEqual([path, 200]);
      return (await answer.json()) as T;
    };
    expect(await read<RecordView>(`/api/v1/records/${header.record}`)).toMatchObject({ state: 'accepted' });
    expect((await read<RecordView>(`/api/v1/records/${header.gone}`)).record).not.toHaveProperty('title');
    const { statements } = await read<PutStatements>('/api/v1/statement-desk');
    const found = await Promise.all(statements.map(({ id }) => read<DeskStatement>(`/api/v1/statement-desk/${id}`)));
    expect(found.map(({ state }) => state).sort()).toEqual(['in-review', 'withdrawn']);
  } finally {
    await node.close();
  }
  expect(await examined()).toEqual([]);
});
