import type pg from 'pg';
import { isSameHash } from '#kernel/log/merkle.ts';
import { Failure } from '#kernel/errors.ts';
import { refuseStrongRole, sql, type Db, type Tx } from '#store/db.ts';
import { markOf } from '#store/instance.ts';
import { appliedMigrations, guardedTables, migrations } from '#store/migrate.ts';
import { keysIn } from './folder.ts';
import type { NodeFound } from './node-finding.ts';

/** True if the tables are those that this version reads. */
export async function checkSchema(owner: pg.ClientConfig, found: NodeFound): Promise<boolean> {
  const applied = new Set(await appliedMigrations(owner));
  if (applied.size === 0) {
    found('schema', 'the database', 'it holds no node');
    return false;
  }
  const known = await migrations();
  for (const name of known.filter((one) => !applied.has(one))) found('schema', name, 'it is not applied yet');
  for (const name of [...applied].filter((one) => !known.includes(one)))
    found('schema', name, 'it is of a newer version than this one');
  return applied.size === known.length && known.every((name) => applied.has(name));
}

export async function checkRole(db: Db, found: NodeFound): Promise<void> {
  try {
    await refuseStrongRole(db.pool);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    found('role', 'the database role', error.message);
  }
}

export async function checkRowSecurity(tx: Tx, found: NodeFound): Promise<void> {
  const rows = await tx.rows<{ name: string; enabled: boolean; forced: boolean; policies: number }>(sql`
    select n.nspname || '.' || c.relname as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
      (select count(*) from pg_policy p where p.polrelid = c.oid)::integer as policies
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p') and n.nspname !~ '^pg_'`);
  const tables = new Map(rows.map((row) => [row.name, row]));
  for (const name of await guardedTables()) {
    const table = tables.get(name);
    if (!table?.enabled || !table.forced) found('row-security', name, 'row-level security is not forced');
    else if (table.policies === 0) found('row-security', name, 'it has no policy');
  }
}

/** Who this folder is, against who the database says that it is. */
export async function checkIdentity(tx: Tx, dataDir: string, found: NodeFound): Promise<void> {
  const own = await tx.row<{ key: Uint8Array }>(sql`select public_key as key from store.party where is_self`);
  const keys = await keysIn(dataDir, found);
  if (own && !keys.some((key) => isSameHash(key, new Uint8Array(own.key))))
    found('own-key', 'keys/', 'the key of this party is not among them');
  const instance = await tx.row<{ current: string; next: string | null }>(
    sql`select current, next from store.instance`,
  );
  const mark = await markOf(`${dataDir}/instance`);
  if (instance && (mark === undefined || ![instance.current, instance.next].includes(mark)))
    found(
      'instance',
      'instance',
      mark === undefined ? 'the file is not there' : 'the folder or the database was put back',
    );
}
