import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ed25519PublicKey, fromBase64Strict } from '#platform';
import { backupKeysIn, isOverdue } from '#store/backup/backup-keys.ts';
import type { NodeFound } from './node-finding.ts';

type Folder = { readonly dataDir: string; readonly now: Date; readonly backupKeyDays: number };

const LEFTOVER = /^(lock\.[0-9a-f-]{36}|postgres\.new-\d+)$|\.(partial|restoring)-\d+$|\.key\.[0-9a-f-]{36}$/;

/** The data folder, as it lies: nothing is made, mended or removed. */
export async function checkFolder({ dataDir, now, backupKeyDays }: Folder, found: NodeFound): Promise<void> {
  await checkModes(dataDir, found);
  for (const folder of ['', 'keys'])
    for (const name of await namesIn(join(dataDir, folder)))
      if (LEFTOVER.test(name)) found('folder-leftovers', join(folder, name), 'left by a process that ended halfway');
  for (const held of await backupKeysIn(dataDir)) {
    if (held.at === null) found('backup-keys', `backup-keys/${held.id}.key`, 'it cannot be read as a key');
    else if (isOverdue(held, now, backupKeyDays))
      found(
        'backup-keys',
        `backup-keys/${held.id}.key`,
        `of ${held.at.toISOString()}, due after ${backupKeyDays} days`,
      );
  }
}

async function checkModes(dataDir: string, found: NodeFound): Promise<void> {
  if (process.platform === 'win32') return;
  for (const folder of ['keys', 'backup-keys']) {
    const names = await namesIn(join(dataDir, folder));
    for (const path of names.length > 0 ? [folder, ...names.map((name) => join(folder, name))] : []) {
      const { mode } = await stat(join(dataDir, path));
      if ((mode & 0o077) !== 0) found('folder-modes', path, `others may open it (mode ${(mode & 0o777).toString(8)})`);
    }
  }
}

const namesIn = (folder: string): Promise<string[]> =>
  readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });

/** Public keys of the key files; a file that cannot be read is told. */
export async function keysIn(dataDir: string, found: NodeFound): Promise<Uint8Array[]> {
  const keys: Uint8Array[] = [];
  const names = (await namesIn(join(dataDir, 'keys'))).filter((name) => /^party(-\d+)?\.key$/.test(name));
  for (const name of names)
    try {
      keys.push(ed25519PublicKey(fromBase64Strict((await readFile(join(dataDir, 'keys', name), 'utf8')).trimEnd())));
    } catch {
      found('own-key', `keys/${name}`, 'it cannot be read as a key');
    }
  return keys;
}
