import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { parseBackupKey } from '#store/backup/backup-keys.ts';
import { loadBackup } from '#store/backup/load-backup.ts';
import { openBackup } from '#store/backup/read-backup.ts';
import { tablesInOrder, identifier } from '#store/backup/tables.ts';
import { writeBackup, type Backup } from '#store/backup/write-backup.ts';
import { cloneDatabase, type TestDatabase } from './postgres.ts';
import type { TestNode } from './two-nodes.ts';

export type Kept = Backup & { readonly file: string; readonly key: string };
const bytes = (size: number): Uint8Array => new Uint8Array(randomBytes(size));

/** Beside the running node. */
export async function backUp({ dataDir, database }: TestNode, now = new Date(), isPlain = false): Promise<Kept> {
  const folder = await mkdtemp(join(tmpdir(), 'entente-backup-'));
  const file = join(folder, 'backup');
  const key = join(folder, 'backup.key');
  const asked = { dataDir, owner: database.ownerUrl, to: file, now, randomBytes: bytes };
  const made = await writeBackup(isPlain ? { ...asked, isPlain } : { ...asked, keyTo: key });
  return { ...made, file, key };
}

export type Place = { readonly dataDir: string; readonly database: TestDatabase; readonly rows: number };

/** What the command does, into a database of the test cluster. */
export async function putBack({ file, key }: Pick<Kept, 'file' | 'key'>, isPlain = false): Promise<Place> {
  const opened = await openBackup(file, isPlain ? undefined : parseBackupKey(await readFile(key, 'utf8')));
  const dataDir = join(await mkdtemp(join(tmpdir(), 'entente-restored-')), 'data');
  await mkdir(dataDir, { mode: 0o700 });
  const database = await cloneDatabase();
  const loading = { owner: database.ownerUrl, folder: dataDir, header: opened.header, instance: 'x'.repeat(44) };
  return { dataDir, database, rows: await loadBackup(opened.frames, loading) };
}

/** All that a backup should hold, by table, read by a superuser, from whom nothing is hidden. */
export async function contentsOf({ superuserUrl }: TestDatabase): Promise<Map<string, string[]>> {
  const client = new pg.Client(superuserUrl);
  await client.connect();
  try {
    const contents = new Map<string, string[]>();
    for (const table of await tablesInOrder(client)) {
      const { rows } = await client.query<{ row: string }>(
        `select t::text as row from ${identifier(table)} t order by 1`,
      );
      contents.set(
        identifier(table),
        rows.map(({ row }) => row),
      );
    }
    return contents;
  } finally {
    await client.end();
  }
}
