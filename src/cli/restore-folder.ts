import { randomBytes } from 'node:crypto';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import pg from 'pg';
import { toBase64 } from '#platform';
import { Failure } from '#kernel/errors.ts';
import { syncFolder, type BackupKey } from '#store/backup/backup-keys.ts';
import type { Header } from '#store/backup/header.ts';
import { loadBackup } from '#store/backup/load-backup.ts';
import { openBackup, type OpenedBackup } from '#store/backup/read-backup.ts';
import { openDb } from '#store/db.ts';
import { checkFeeds } from '#store/doctor/check-feeds.ts';
import type { Finding } from '#store/doctor/finding.ts';
import { migrate, migrations } from '#store/migrate.ts';
import { embeddedDatabase, outsideDatabase, type Database } from './database.ts';

export type Restoring = { readonly from: string; readonly key: BackupKey | undefined; readonly dataDir: string };
export type Restored = { readonly header: Header; readonly rows: number; readonly findings: readonly Finding[] };

/** The folder gets its name when all of the backup was read, authenticated, loaded and checked; until then it is another's. */
export async function restoreBackup({ from, key, dataDir }: Restoring): Promise<Restored> {
  const whole = resolve(dataDir);
  if (await stat(whole).catch(() => undefined))
    throw new Failure('bad-input', `${whole} is there already; a backup is restored into a new folder`);
  const opened = await openBackup(from, key);
  await refuseNewer(opened.header);
  const outside = outsideDatabase();
  if (outside) await refuseUsed(outside);
  const partial = `${whole}.restoring-${process.pid}`;
  await mkdir(partial, { recursive: true, mode: 0o700 });
  try {
    const restored = await fill(opened, partial, outside);
    await rename(partial, whole);
    await syncFolder(dirname(whole));
    return restored;
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw error;
  }
}

async function fill(
  { header, frames }: OpenedBackup,
  folder: string,
  outside: Database | undefined,
): Promise<Restored> {
  const database = outside ?? (await embeddedDatabase(folder, () => {}));
  try {
    await migrate(database.owner, database.appRole, header.migrations);
    const instance = toBase64(new Uint8Array(randomBytes(32)));
    const rows = await loadBackup(frames, { owner: database.owner, folder, header, instance });
    await migrate(database.owner, database.appRole);
    const db = openDb(database.database);
    try {
      return { header, rows, findings: await db.snapshot('node', checkFeeds) };
    } finally {
      await db.close();
    }
  } finally {
    await database.stop();
  }
}

async function refuseNewer({ migrations: names }: Header): Promise<void> {
  const known = await migrations();
  const newer = names.filter((name) => !known.includes(name));
  if (newer.length > 0)
    throw new Failure('conflict', `this backup was made by a newer version (${newer.join(', ')}); use that version`);
}

/** A failed attempt leaves an empty schema, which the next one fills. */
async function refuseUsed({ owner }: Database): Promise<void> {
  const client = new pg.Client(owner);
  await client.connect();
  try {
    const there = await client.query<{ found: string | null }>("select to_regclass('store.party')::text as found");
    if (there.rows[0]?.found === null) return;
    const { rowCount } = await client.query('select 1 from store.party limit 1');
    if (rowCount !== 0) throw new Failure('bad-input', 'the database of DATABASE_URL is in use; give an empty one');
  } finally {
    await client.end();
  }
}
