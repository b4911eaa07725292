import { spawn } from 'node:child_process';
import { chown, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';
import { anotherMajor, complain, damaged } from './complaint.ts';

export const superuser = 'postgres';

type Place = { readonly dataDir: string; readonly clusterDir: string };

/** PostgreSQL reads many variables of the environment; it gets none of ours. */
export const cleanEnvironment: Record<string, string> = { PATH: process.env['PATH'] ?? '', TZ: 'UTC', LC_ALL: 'C' };

/** Makes the cluster unless it is there. It is made beside its place and moved, so half a cluster is never seen as one. */
export async function ensureCluster(place: Place, binaries: Binaries, account: Account): Promise<void> {
  for (const name of await readdir(place.dataDir)) {
    if (name.startsWith('postgres.new-')) await rm(join(place.dataDir, name), { recursive: true, force: true });
  }
  const found = await clusterMajor(place);
  if (found === undefined) return initialise(place, binaries, account);
  if (found !== binaries.major) throw anotherMajor(place.dataDir, found, binaries.major);
  if (account.owner !== undefined) await own(place.clusterDir, account.owner);
}

async function clusterMajor({ dataDir, clusterDir }: Place): Promise<string | undefined> {
  const names = await readdir(clusterDir).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (names === undefined) return undefined;
  if (!names.includes('PG_VERSION')) throw damaged(dataDir, 'PG_VERSION is missing');
  const version = (await readFile(join(clusterDir, 'PG_VERSION'), 'utf8')).trim();
  if (!/^\d+$/.test(version)) throw damaged(dataDir, 'PG_VERSION holds no version');
  return version;
}

async function initialise({ dataDir, clusterDir }: Place, binaries: Binaries, account: Account): Promise<void> {
  const made = `${clusterDir}.new-${process.pid}`;
  await mkdir(made, { mode: 0o700 });
  if (account.owner !== undefined) await chown(made, account.owner.uid, account.owner.gid);
  // Trust is for whoever can open the socket, and its folder is 0700: the file system authenticates, as it does for the
  // data files themselves. A password would have to lie in that same folder.
  const options = ['--pgdata', made, '--username', superuser, '--auth', 'trust', '--encoding', 'UTF8', '--locale', 'C'];
  const collation = ['--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8'];
  const [command = binaries.initdb, ...args] = [...account.prefix, binaries.initdb, ...options, ...collation];
  const child = spawn(command, args, { env: cleanEnvironment, stdio: ['ignore', 'ignore', 'pipe'], detached: true });
  const ended = new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  try {
    const [code, said] = await Promise.all([ended, text(child.stderr)]);
    if (code !== 0) throw complain(said, dataDir);
    await rename(made, clusterDir);
  } finally {
    await rm(made, { recursive: true, force: true });
  }
}

async function own(folder: string, { uid, gid }: { uid: number; gid: number }): Promise<void> {
  await chown(folder, uid, gid);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) await chown(join(entry.parentPath, entry.name), uid, gid);
  }
}
