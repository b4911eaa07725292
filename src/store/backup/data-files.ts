import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * What is not backed up: the database's own files (its rows are), who runs, what tells this folder from a copy, and the keys of
 * backups: none may open another; and the keys of what is kept of travellers.
 */
const LEFT_OUT = /^(postgres(\.new-.*|\.log(\.\d)?)?|run|lock(\..*)?|instance(\..*)?|backup-keys|nodes|visits)$/;

export type DataFile = { readonly path: string; readonly mode: number; readonly size: number };

/** The plain files of the data folder, by their path in it. */
export async function dataFiles(dataDir: string): Promise<DataFile[]> {
  const found: DataFile[] = [];
  for (const name of (await readdir(dataDir)).sort()) if (!LEFT_OUT.test(name)) await walk(dataDir, name, found);
  return found;
}

async function walk(dataDir: string, path: string, found: DataFile[]): Promise<void> {
  const whole = join(dataDir, path);
  const { mode, size, isFile, isFolder } = await stat(whole).then((held) => ({
    mode: held.mode & 0o777,
    size: held.size,
    isFile: held.isFile(),
    isFolder: held.isDirectory(),
  }));
  if (isFile) found.push({ path, mode, size });
  if (isFolder) for (const name of (await readdir(whole)).sort()) await walk(dataDir, `${path}/${name}`, found);
}
