import { chown, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { Client } from 'pg';
import { Failure } from '#kernel/errors.ts';
import { chooseAccount, type Account } from './account.ts';
import { findBinaries } from './binaries.ts';
import { ensureCluster, superuser } from './cluster.ts';
import { complain, fullDisk } from './complaint.ts';
import { takeLock, type HeldLock } from './lock.ts';
import { endOrphan, startServer, type Server } from './server.ts';
import { reachableBinaries } from './reachable.ts';
import { serverSettings } from './settings.ts';

/** What `pg` needs to connect; also the shape of its own options. */
export type Connection = {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
};

export type Postgres = {
  readonly socketDir: string;
  readonly port: number;
  readonly pid: number;
  superuserUrl(database: string): Connection;
  /** Settles when the server has ended, by `stop` or by itself. */
  readonly exited: Promise<void>;
  /** What a full disk explains, if it was full since the start. */
  fullDisk(): Promise<Failure | undefined>;
  stop(): Promise<void>;
};

export type PostgresOptions = {
  readonly dataDir: string;
  readonly log?: (line: string) => void;
  /** No durability: for tests alone. */
  readonly unsafe?: boolean;
};

// Only part of the socket's name: nothing listens on TCP.
const port = 5432;
const temporaryPrefix = 'entente-';
// sockaddr_un holds 108 bytes on Linux and 104 on macOS, with the closing zero.
const socketPathLimit = 100;

/**
 * Runs the embedded PostgreSQL of one data folder: `lock`, `postgres/` (the cluster), `postgres.log`, `run/` (the socket).
 * A server that a dead supervisor left behind is stopped and started anew: one path for every start, and the settings,
 * the log and the tie to this process are always ours.
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const dataDir = resolve(options.dataDir);
  const binaries = findBinaries();
  const lock = await orComplain(dataDir, () => takeLock(dataDir));
  let socketDir: string | undefined;
  try {
    return await orComplain(dataDir, async () => {
      const clusterDir = join(dataDir, 'postgres');
      await endOrphan(clusterDir);
      await removeTemporary(lock.leftBehind?.socketDir);
      const account = chooseAccount(clusterDir);
      const programs = reachableBinaries(binaries, account);
      await ensureCluster({ dataDir, clusterDir }, programs, account);
      socketDir = await makeSocketDir(dataDir, account);
      const settings = await serverSettings(socketDir, port, options.unsafe ?? false);
      const command = [...account.prefix, programs.postgres, '-D', clusterDir, ...settings];
      const at = superuserAt(socketDir);
      const server = await startServer({ dataDir, clusterDir, command, probe: () => probe(at) });
      await lock.name({ socketDir, port, pid: server.pid }).catch(async (error: unknown) => {
        await server.stop(); // nobody would end one whose place is not known
        throw error;
      });
      options.log?.(`PostgreSQL ${binaries.major} runs on ${clusterDir} (pid ${server.pid})`);
      return running({ dataDir, socketDir }, server, lock);
    });
  } catch (error) {
    await removeTemporary(socketDir);
    await lock.release();
    throw error;
  }
}

type Placed = { readonly dataDir: string; readonly socketDir: string };

function running({ dataDir, socketDir }: Placed, server: Server, lock: HeldLock): Postgres {
  const end = async () => {
    await server.stop();
    await removeTemporary(socketDir);
    await lock.release();
  };
  let ending: Promise<void> | undefined;
  return {
    socketDir,
    port,
    pid: server.pid,
    exited: server.exited,
    fullDisk: async () => ((await server.wasFull()) ? fullDisk(dataDir) : undefined),
    superuserUrl: (database) => ({ ...superuserAt(socketDir), database }),
    stop: () => (ending ??= end()),
  };
}

function superuserAt(socketDir: string): Connection {
  return { host: socketDir, port, user: superuser, database: 'postgres' };
}

async function probe(at: Connection): Promise<void> {
  const client = new Client(at);
  await client.connect();
  await client.query('select 1').finally(() => client.end());
}

async function makeSocketDir(dataDir: string, { owner }: Account): Promise<string> {
  const beside = join(dataDir, 'run');
  const isShort = Buffer.byteLength(join(beside, `.s.PGSQL.${port}.lock`)) < socketPathLimit;
  const temporary = Buffer.byteLength(tmpdir()) < 60 ? tmpdir() : '/tmp';
  if (isShort) await mkdir(beside, { recursive: true, mode: 0o700 });
  const dir = isShort ? beside : await mkdtemp(join(temporary, temporaryPrefix));
  if (owner !== undefined) await chown(dir, owner.uid, owner.gid);
  return dir;
}

async function removeTemporary(dir: string | undefined): Promise<void> {
  if (dir !== undefined && basename(dir).startsWith(temporaryPrefix)) await rm(dir, { recursive: true, force: true });
}

async function orComplain<T>(dataDir: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw error instanceof Failure ? error : complain(String(error), dataDir, error);
  }
}
