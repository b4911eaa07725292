import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { Failure } from '#kernel/errors.ts';
import { LOCKS } from '#store/locks.ts';

const FOLDER = join(import.meta.dirname, '../../migrations');
/** All that a node keeps. */
export const SCHEMAS = [
  'store',
  'oversight',
  'sign_in',
  'people',
  'statements',
  'notices',
  'live',
  'search',
  'comments',
  'visits',
  'drafts',
  'commitments',
  'api',
];

/**
 * Brings the schema forward: each numbered file once, in order, all in one transaction, so a failed upgrade leaves the old schema.
 * `appRole` is granted reading and writing of rows, and nothing of the schema itself. `only`: to an earlier schema, in an empty database.
 */
export async function migrate(owner: pg.ClientConfig, appRole: string, only?: readonly string[]): Promise<number> {
  const there = await migrations();
  const files = only ? there.filter((name) => only.includes(name)) : there;
  const client = new pg.Client(owner);
  await client.connect();
  try {
    await client.query('begin');
    await client.query(`select pg_advisory_xact_lock(${LOCKS.migration})`);
    await client.query(
      'create table if not exists public.migration (name text primary key, at timestamptz not null default now())',
    );
    const { rows } = await client.query<{ name: string }>('select name from public.migration');
    const known = new Set(rows.map((row) => row.name));
    const newer = [...known].filter((name) => !files.includes(name));
    if (newer.length > 0) {
      throw new Failure(
        'conflict',
        `this database was made by a newer version (${newer.join(', ')}); use that version`,
      );
    }
    const pending = files.filter((name) => !known.has(name));
    for (const name of pending) {
      await client.query(await readFile(join(FOLDER, name), 'utf8'));
      await client.query('insert into public.migration (name) values ($1)', [name]);
    }
    if (pending.length > 0) await grant(client, appRole);
    await client.query('commit');
    return pending.length;
  } catch (cause) {
    await client.query('rollback').catch(() => {});
    throw cause;
  } finally {
    await client.end();
  }
}

/** All that this version knows, in order. */
export async function migrations(): Promise<string[]> {
  return (await readdir(FOLDER)).filter((name) => /^\d{4}_[a-z_]+\.sql$/.test(name)).sort();
}

/** Those that a database has seen; none if it holds no node. */
export async function appliedMigrations(owner: pg.ClientConfig): Promise<string[]> {
  const client = new pg.Client(owner);
  await client.connect();
  try {
    const there = await client.query<{ there: boolean }>("select to_regclass('public.migration') is not null as there");
    if (!there.rows[0]?.there) return [];
    const { rows } = await client.query<{ name: string }>('select name from public.migration order by name');
    return rows.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

/** Those that force row-level security, by the migrations themselves. */
export async function guardedTables(): Promise<string[]> {
  const found: string[] = [];
  for (const name of await migrations()) {
    const text = await readFile(join(FOLDER, name), 'utf8');
    found.push(...[...text.matchAll(/alter table (\w+\.\w+) force row level security/g)].map(([, table]) => table!));
  }
  return found;
}

async function grant(client: pg.Client, appRole: string): Promise<void> {
  const role = pg.escapeIdentifier(appRole);
  for (const schema of SCHEMAS) {
    const { rowCount } = await client.query('select 1 from pg_namespace where nspname = $1', [schema]);
    if (rowCount === 0) continue;
    await client.query(`grant usage on schema ${schema} to ${role}`);
    await client.query(`grant select, insert, update, delete on all tables in schema ${schema} to ${role}`);
    await client.query(`grant usage on all sequences in schema ${schema} to ${role}`);
  }
  // What oversight reads is written once and never changed, also not by the process.
  for (const table of ['access', 'access_ids', 'access_epoch', 'cosignature', 'quarantine_lift']) {
    const found = await client.query('select to_regclass($1) as there', [`oversight.${table}`]);
    if (found.rows[0]?.there) await client.query(`revoke update, delete on oversight.${table} from ${role}`);
  }
}
