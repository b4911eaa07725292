import { Client } from 'pg';
import { ensureDatabase } from '#store/embedded/databases.ts';
import type { Connection } from '#store/embedded/supervisor.ts';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { cloneDatabase } from '../support/postgres.ts';

const names = { name: 'party_a', ownerRole: 'party_a_owner', appRole: 'party_a_app' };
const postgres = { superuserUrl: (database: string) => ({ ...inject('postgres'), user: 'postgres', database }) };

describe("a node's database", () => {
  beforeAll(async () => {
    await ensureDatabase(postgres, names);
  });

  test('is made once, however often and by however many it is asked for', async () => {
    const asked = await Promise.all(Array.from({ length: 4 }, () => ensureDatabase(postgres, names)));
    const at = inject('postgres');
    expect(new Set(asked.map((access) => JSON.stringify(access))).size).toBe(1);
    expect(asked[0]).toEqual({
      ownerUrl: { ...at, user: 'party_a_owner', database: 'party_a' },
      appUrl: { ...at, user: 'party_a_app', database: 'party_a' },
    });
  });

  test.each(['party_a_owner', 'party_a_app'])('gives %s no power over the server', async (role) => {
    const at = postgres.superuserUrl('postgres');
    const found = await ask(
      at,
      `select concat_ws(' ', rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolreplication)
         from pg_roles where rolname = '${role}'`,
    );
    expect(found).toBe('f f f f f');
  });

  test('is owned by the owner, and the app role can make nothing in it', async () => {
    const { ownerUrl, appUrl } = await ensureDatabase(postgres, names);
    expect(await ask(ownerUrl, 'create schema if not exists kept')).toBeUndefined();
    await expect(ask(appUrl, 'create schema mine')).rejects.toThrow(/permission denied/);
    await expect(ask(appUrl, 'create table mine ()')).rejects.toThrow(/permission denied/);
    await expect(ask(appUrl, 'create temporary table mine ()')).rejects.toThrow(/permission denied/);
  });

  test('is closed to the roles of another node', async () => {
    const { appUrl } = await ensureDatabase(postgres, {
      name: 'party_b',
      ownerRole: 'party_b_owner',
      appRole: 'party_b_app',
    });
    await expect(ask({ ...appUrl, database: names.name }, 'select 1')).rejects.toThrow(/permission denied/);
  });
});

describe('a cloned test database', () => {
  test('is a copy for one file, which the app role may enter', async () => {
    const [first, second] = [await cloneDatabase(), await cloneDatabase()];
    await ask(first.ownerUrl, 'create table only_here ()');
    expect(await ask(first.appUrl, 'select current_user::text')).toBe('entente_app');
    expect(await ask(second.ownerUrl, "select to_regclass('only_here')")).toBeNull();
    await first.drop();
    await expect(ask(first.ownerUrl, 'select 1')).rejects.toThrow(/does not exist/);
  });
});

async function ask(at: Connection, query: string): Promise<unknown> {
  const client = new Client(at);
  await client.connect();
  try {
    const { rows } = await client.query({ text: query, rowMode: 'array' });
    return rows[0]?.[0];
  } finally {
    await client.end();
  }
}
