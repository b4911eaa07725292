import { Client, escapeIdentifier } from 'pg';
import type { Connection, Postgres } from './supervisor.ts';

export type DatabaseNames = { readonly name: string; readonly ownerRole: string; readonly appRole: string };

export type DatabaseAccess = { readonly ownerUrl: Connection; readonly appUrl: Connection };

// Any fixed number: two starters must not create the same role or database at once.
const creationLock = 4_100_420_018;

/**
 * Makes sure of one node's database and its two roles. The owner migrates; the process serves as the app role, which
 * owns nothing and cannot pass row-level security. Nobody else may connect.
 */
export async function ensureDatabase(
  postgres: Pick<Postgres, 'superuserUrl'>,
  { name, ownerRole, appRole }: DatabaseNames,
): Promise<DatabaseAccess> {
  const at = postgres.superuserUrl('postgres');
  await withClient(at, async (client) => {
    await client.query('select pg_advisory_lock($1)', [creationLock]);
    for (const role of [ownerRole, appRole]) await ensureRole(client, role);
    const found = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (found.rowCount === 0) {
      await client.query(`create database ${escapeIdentifier(name)} owner ${escapeIdentifier(ownerRole)}`);
    }
    await admitOnly(client, { name, ownerRole, appRole });
    // What the purge needs besides owning the tables.
    await client.query(`grant pg_checkpoint to ${escapeIdentifier(ownerRole)}`);
  });
  await withClient({ ...at, database: name }, (client) =>
    client.query(`grant execute on function pg_catalog.pg_switch_wal() to ${escapeIdentifier(ownerRole)}`),
  );
  return access(at, { name, ownerRole, appRole });
}

/** Copies a database to which nobody is connected; privileges on the database itself are not part of a copy. */
export async function copyDatabase(
  postgres: Pick<Postgres, 'superuserUrl'>,
  template: string,
  names: DatabaseNames,
): Promise<DatabaseAccess> {
  const at = postgres.superuserUrl('postgres');
  await withClient(at, async (client) => {
    const [copy, source, owner] = [names.name, template, names.ownerRole].map(escapeIdentifier);
    await client.query(`create database ${copy} template ${source} owner ${owner} strategy file_copy`);
    await admitOnly(client, names);
  });
  return access(at, names);
}

export async function dropDatabase(postgres: Pick<Postgres, 'superuserUrl'>, name: string): Promise<void> {
  await withClient(postgres.superuserUrl('postgres'), (client) =>
    client.query(`drop database if exists ${escapeIdentifier(name)} with (force)`),
  );
}

async function ensureRole(client: Client, role: string): Promise<void> {
  const found = await client.query('select 1 from pg_roles where rolname = $1', [role]);
  const verb = found.rowCount === 0 ? 'create' : 'alter';
  await client.query(
    `${verb} role ${escapeIdentifier(role)} login nosuperuser nobypassrls nocreatedb nocreaterole noreplication`,
  );
}

async function admitOnly(client: Client, { name, appRole }: DatabaseNames): Promise<void> {
  await client.query(`revoke all on database ${escapeIdentifier(name)} from public`);
  await client.query(`grant connect on database ${escapeIdentifier(name)} to ${escapeIdentifier(appRole)}`);
}

function access(at: Connection, { name, ownerRole, appRole }: DatabaseNames): DatabaseAccess {
  return {
    ownerUrl: { ...at, user: ownerRole, database: name },
    appUrl: { ...at, user: appRole, database: name },
  };
}

async function withClient(at: Connection, use: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client(at);
  await client.connect();
  try {
    await use(client);
  } finally {
    await client.end();
  }
}
