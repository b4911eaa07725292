import { chmod, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DeskStatement, PutStatements } from '#contract/statement-desk.ts';
import { KEY_DAYS } from '#store/backup/backup-keys.ts';
import { examine } from '#store/doctor/examine.ts';
import { NODE_INVARIANTS, type NodeFinding, type NodeInvariant } from '#store/doctor/node-finding.ts';
import { openDb } from '#store/db.ts';
import { stateBecomes } from '../support/becomes.ts';
import { commitment, indicator } from '../support/accord.ts';
import { backUp } from '../support/backups.ts';
import { closeNodes, eventually, ok, post, recordAt, twoNodes, type Pair } from '../support/two-nodes.ts';

let pair: Pair;
let superuser: pg.Client;
const at = (...names: string[]) => join(pair.a.dataDir, ...names);

beforeAll(async () => {
  pair = await twoNodes();
  const { accord, atA, atB, a, b } = pair;
  superuser = new pg.Client(a.database.superuserUrl);
  await superuser.connect();
  const { record } = await post(atA, commitment(accord));
  await post(atB, indicator(accord));
  await eventually(() => recordAt(atB, record.id));
  ok(await atB.post(`/api/v1/records/${record.id}/steps`, { verb: 'accept' }));
  await stateBecomes(atA, record.id, 'accepted');
  const gone = await post(atA, commitment(accord, { title: 'To be deleted' }));
  await eventually(() => recordAt(atB, gone.record.id));
  ok(await atA.post(`/api/v1/records/${gone.record.id}/recall`, { code: 'error' }));
  const texts = ['Both sides agreed to meet every year.', 'It was put in by mistake.'].map((text) => ({ text }));
  const { statements } = ok(await atA.post<PutStatements>('/api/v1/statement-desk', { accord, statements: texts }));
  const read = await eventually(async () => {
    const found = await Promise.all(statements.map(({ id }) => atA.get<DeskStatement>(`/api/v1/statement-desk/${id}`)));
    for (const { body } of found) expect(body.state).toBe('read');
    return found.map(ok);
  });
  const { id, version } = read[1]!;
  ok(await atA.post(`/api/v1/statement-desk/${id}/withdraw`, { version, why: 'a mistake' }));
  const values = { start: 0, end: 10, kind: 'other', responsible: 'both', status: 'agreed' };
  const decisions = [{ decision: 'added', type: 'commitments', values }];
  ok(await atA.post(`/api/v1/statement-desk/${read[0]!.id}/decisions`, { version: read[0]!.version, decisions }));
  await backUp(a);
  for (let round = 0; round < 3; round++) for (const node of [a, b]) await node.running.worker.settle();
  await Promise.all([a.stop(), b.stop()]);
});
afterAll(async () => {
  await superuser.end();
  await closeNodes();
});

async function findings(days = 0): Promise<NodeFinding[]> {
  const db = openDb(pair.a.database.appUrl);
  try {
    const now = new Date(Date.now() + days * 86_400_000);
    return await examine({
      db,
      owner: pair.a.database.ownerUrl,
      dataDir: pair.a.dataDir,
      now,
      backupKeyDays: KEY_DAYS,
      hadStaleLock: false,
    });
  } finally {
    await db.close();
  }
}

/** What is found while something is damaged; then it is mended. */
async function foundWhile(
  damage: () => Promise<unknown>,
  mend: () => Promise<unknown>,
  days = 0,
): Promise<NodeFinding[]> {
  await damage();
  try {
    return await findings(days);
  } finally {
    await mend();
  }
}

test('nothing is wrong with a node that was stopped well', async () => {
  expect(await findings()).toEqual([]);
});

const run = (statement: string) => () => superuser.query(statement);
const asSql = (damage: string, mend: string): [() => Promise<unknown>, () => Promise<unknown>] => [
  async () => expect((await superuser.query(damage)).rowCount).not.toBe(0),
  run(mend),
];
const kept = (table: string, columns: string) =>
  `create table public.kept as select ctid as place, ${columns} from ${table}`;
/** Breaks rows of a table, whose columns are put back from a copy. */
const rows = (
  table: string,
  columns: string,
  key: string,
  change: string,
): [() => Promise<unknown>, () => Promise<unknown>] => [
  async () => {
    await superuser.query(kept(table, `${key}, ${columns}`));
    expect((await superuser.query(change)).rowCount).toBeGreaterThan(0);
  },
  async () => {
    const sets = columns.split(', ').map((column) => `${column} = k.${column}`);
    const keys = key.split(', ').map((column) => `t.${column} = k.${column}`);
    await superuser.query(`update ${table} t set ${sets.join(', ')} from public.kept k where ${keys.join(' and ')}`);
    await superuser.query('drop table public.kept');
  },
];

const file = (name: string, change: string): [() => Promise<unknown>, () => Promise<unknown>] => {
  let text: string;
  return [
    async () => {
      text = await readFile(at(name), 'utf8');
      await writeFile(at(name), change);
    },
    () => writeFile(at(name), text),
  ];
};

const DAMAGE: Readonly<Record<NodeInvariant, readonly (() => [() => Promise<unknown>, () => Promise<unknown>])[]>> = {
  'folder-modes': [() => [() => chmod(at('keys/party.key'), 0o644), () => chmod(at('keys/party.key'), 0o600)]],
  'folder-leftovers': [
    () => [() => writeFile(at('postgres.new-17'), ''), () => rm(at('postgres.new-17'))],
    () => [
      () => writeFile(at('lock.00000000-0000-4000-8000-000000000000'), ''),
      () => rm(at('lock.00000000-0000-4000-8000-000000000000')),
    ],
  ],
  'own-key': [
    () => file('keys/party.key', 'x'),
    () => file('keys/party.key', `${Buffer.alloc(32, 1).toString('base64')}\n`),
  ],
  instance: [
    () => [
      async () => {
        // A copy is another file, though it says the same.
        await writeFile(at('copy'), await readFile(at('instance')));
        await rename(at('instance'), at('kept'));
        await rename(at('copy'), at('instance'));
      },
      () => rename(at('kept'), at('instance')),
    ],
    () => [() => rename(at('instance'), at('kept')), () => rename(at('kept'), at('instance'))],
    () => rows('store.instance', 'current, next', 'is_one', "update store.instance set current = 'x', next = null"),
  ],
  'backup-keys': [
    () => [() => writeFile(at('backup-keys/x.key'), 'x', { mode: 0o600 }), () => rm(at('backup-keys/x.key'))],
  ],
  schema: [
    () =>
      asSql(
        "insert into public.migration (name) values ('9999_later.sql')",
        "delete from public.migration where name = '9999_later.sql'",
      ),
    () =>
      asSql(
        "delete from public.migration where name = '0017_returned.sql'",
        "insert into public.migration (name) values ('0017_returned.sql')",
      ),
  ],
  role: [
    () =>
      asSql(
        'create sequence store.of_the_process; alter sequence store.of_the_process owner to entente_app',
        'drop sequence store.of_the_process',
      ),
  ],
  'row-security': [
    () =>
      asSql(
        'alter table store.record no force row level security',
        'alter table store.record force row level security',
      ),
    () =>
      asSql(
        'alter table store.disclosure disable row level security',
        'alter table store.disclosure enable row level security',
      ),
  ],
  'parts-canonical': [
    () => rows('store.record_part', 'body', 'record, n', `update store.record_part set body = ' ' || body where n = 0`),
    () => rows('store.record_part', 'body', 'record, n', `update store.record_part set body = '[]' where n = 0`),
  ],
  'record-columns': [
    () =>
      rows(
        'store.record',
        'channel',
        'seq',
        `update store.record set channel = 'exchange' where channel = 'secretariat'`,
      ),
    () => rows('store.record', 'type', 'seq', `update store.record set type = 'report' where type = 'indicator'`),
  ],
  'record-classes': [
    () =>
      rows(
        'store.record_part',
        'class',
        'record, n',
        'update store.record_part set class = (select min(id) from store.visibility_class)',
      ),
  ],
  'steps-bind': [
    () =>
      rows('store.record', 'subject_c', 'seq', `update store.record set subject_c = sha256('x') where type = 'step'`),
  ],
  'accords-fold': [
    () =>
      rows(
        'store.record_part',
        'body',
        'record, n',
        `update store.record_part set body = replace(body, '"parties"', '"partyes"') where body like '%"parties"%'`,
      ),
  ],
  'stubs-empty': [
    () =>
      rows(
        'statements.journal',
        'reason',
        'id',
        `update statements.journal set reason = 'what it said' where statement in (select seq from statements.statement where state = 'withdrawn')`,
      ),
    () =>
      rows(
        'store.release',
        'detail',
        'record, recipient',
        `update store.release set detail = 'what it held' where record = (select seq from store.record where expunged_at is not null limit 1)`,
      ),
    () =>
      rows(
        'store.entry',
        'expunged',
        'feed, idx',
        `update store.entry e set expunged = true where record is not null and feed in (select id from store.feed where not is_ours)`,
      ),
  ],
  statements: [
    () =>
      rows(
        'statements.statement',
        'text',
        'seq',
        `update statements.statement set text = text || ' ' where state <> 'withdrawn'`,
      ),
    () => rows('statements.item', 'class', 'id', 'update statements.item set class = class + 1'),
    () =>
      rows(
        'statements.item',
        'published_at, record',
        'id',
        `update statements.item set published_at = now(), record = 'commitment--1' where id = (select min(id::text)::uuid from statements.item)`,
      ),
  ],
  retention: [
    () =>
      rows(
        'statements.statement',
        'keep_until',
        'seq',
        `update statements.statement set keep_until = '2020-01-01' where state <> 'withdrawn'`,
      ),
    () =>
      rows(
        'store.record',
        'keep_until',
        'seq',
        `update store.record set keep_until = '2020-01-01' where type = 'commitment' and expunged_at is null`,
      ),
  ],
  'access-log': [
    () =>
      rows(
        'oversight.access',
        'person',
        'id',
        `update oversight.access set person = 'x' where id = (select first_id from oversight.access_batch order by idx limit 1)`,
      ),
    () => rows('oversight.access_log', 'size', 'one', 'update oversight.access_log set size = size - 1'),
    () =>
      rows(
        'oversight.access_ids',
        'ids',
        'access',
        `update oversight.access_ids set ids = ids[2:] where access = (select min(access) from oversight.access_ids)`,
      ),
  ],
  search: [
    () => rows('search.name', 'class', 'record', 'update search.name set class = class + 1000'),
    () => rows('search.part', 'class', 'record, n', 'update search.part set class = class + 1000'),
  ],
  purge: [() => rows('store.purge', 'since, done', 'one', `update store.purge set since = '2020-01-01', done = 0`)],
};

const cases = Object.entries(DAMAGE).flatMap(([invariant, damages]) =>
  damages.map((damage, i) => [invariant, i + 1, damage] as const),
);

test.each(cases)('%s is told (%i)', async (invariant, _, damage) => {
  const [harm, mend] = damage();
  const found = await foundWhile(harm, mend);
  expect(found.map((one) => one.invariant)).toContain(invariant);
  for (const { where, what, remedy } of found) expect(`${where}: ${what}; ${remedy}`).toMatch(/^[^\n]+$/);
});

test('a key of a backup that is due is told', async () => {
  expect((await findings(KEY_DAYS - 1)).map(({ invariant }) => invariant)).not.toContain('backup-keys');
  expect((await findings(KEY_DAYS + 1)).map(({ invariant }) => invariant)).toContain('backup-keys');
});

test('every rule is broken here', () => {
  expect(Object.keys(DAMAGE).sort()).toEqual(Object.keys(NODE_INVARIANTS).sort());
});
