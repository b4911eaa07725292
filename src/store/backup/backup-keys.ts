import { mkdir, open, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fromBase64Strict, toBase64 } from '#platform';
import { Failure } from '#kernel/errors.ts';
import { KEY_BYTES } from './seal.ts';

/** Each backup has a key of its own. What is erased after it was made is gone from it when its key is destroyed. */
export type BackupKey = { readonly id: string; readonly at: string; readonly key: Uint8Array };

/** Definitions, "Epoch, restore, keys". */
export const KEY_DAYS = 35;
const DAY = 86_400_000;
const FOLDER = 'backup-keys';
const LINE = /^entente-backup-key-1 ([a-z0-9-]{1,80}) (\S{24}) (\S{44})\n$/;
const ID = /^[a-z0-9-]{1,80}$/;

export const formatBackupKey = ({ id, at, key }: BackupKey): string =>
  `entente-backup-key-1 ${id} ${at} ${toBase64(key)}\n`;

export function parseBackupKey(text: string): BackupKey {
  const [, id, at, encoded] = LINE.exec(text) ?? [];
  if (id === undefined || at === undefined || encoded === undefined || Number.isNaN(Date.parse(at)))
    throw new Failure('bad-input', 'this is not the key of a backup');
  const key = fromBase64Strict(encoded);
  if (key.length !== KEY_BYTES) throw new Failure('bad-input', 'this is not the key of a backup');
  return { id, at, key };
}

/** Durable before the backup gets its name: a backup whose key is nowhere is of no use to anybody. */
export async function keepBackupKey(dataDir: string, key: BackupKey): Promise<void> {
  const folder = join(dataDir, FOLDER);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeNew(join(folder, `${key.id}.key`), formatBackupKey(key));
  await syncFolder(folder);
}

/** Never over a file that is there; whole, or not at all. */
export async function writeNew(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}

export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  await folder.sync().catch(() => {}); // not on every system
  await folder.close();
}

export type HeldKey = {
  readonly id: string;
  readonly path: string;
  /** Null: the file cannot be read. */ readonly at: Date | null;
};

export async function backupKeysIn(dataDir: string): Promise<HeldKey[]> {
  const folder = join(dataDir, FOLDER);
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const held: HeldKey[] = [];
  for (const name of names.filter((one) => one.endsWith('.key')).sort()) {
    const path = join(folder, name);
    held.push({ id: name.slice(0, -4), path, at: await madeAt(path) });
  }
  return held;
}

async function madeAt(path: string): Promise<Date | null> {
  try {
    return new Date(parseBackupKey(await readFile(path, 'utf8')).at);
  } catch {
    return null;
  }
}

export const isOverdue = ({ at }: HeldKey, now: Date, days: number): boolean =>
  at !== null && now.getTime() - at.getTime() >= days * DAY;

/** After this the backups can be opened only by a copy of the key that somebody kept elsewhere. */
export async function destroyOldKeys(dataDir: string, now: Date, days: number): Promise<string[]> {
  const old = (await backupKeysIn(dataDir)).filter((held) => isOverdue(held, now, days));
  for (const { path } of old) await rm(path);
  if (old.length > 0) await syncFolder(join(dataDir, FOLDER));
  return old.map(({ id }) => id);
}

export async function forgetBackup(dataDir: string, id: string): Promise<void> {
  const path = join(dataDir, FOLDER, `${id}.key`);
  if (!ID.test(id)) throw new Failure('bad-input', 'this is not the id of a backup');
  await rm(path).catch((cause: NodeJS.ErrnoException) => {
    throw cause.code === 'ENOENT' ? new Failure('not-found', `there is no key of a backup ${id}`, { cause }) : cause;
  });
  await syncFolder(join(dataDir, FOLDER));
}
