import { spawn, type ChildProcess } from 'node:child_process';
import { open, readFile, rename, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cleanEnvironment } from './cluster.ts';
import { complain, fullDisk, saysFull } from './complaint.ts';
import { isAlive, isServerOf, nameProcess } from './processes.ts';

export type Server = {
  readonly pid: number;
  readonly exited: Promise<void>;
  /** Whether it found no space on its disk since it was started. */
  wasFull(): Promise<boolean>;
  stop(): Promise<void>;
};

export type ServerStart = {
  readonly dataDir: string;
  readonly clusterDir: string;
  readonly command: readonly string[];
  /** Asks the started server one question: some damage shows only then. */
  readonly probe: () => Promise<void>;
};

const pollMs = 10;
const logLimit = 10_000_000;

/** Starts the server and waits until it accepts connections. The log goes to a file: a pipe to us would break with us. */
export async function startServer(start: ServerStart): Promise<Server> {
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await tryStart(start);
    if (typeof outcome !== 'string') return outcome;
    // Backends of a killed server notice within moments that it is gone; until then they hold its shared memory.
    const isStillHeld = /pre-existing shared memory block|lock file "postmaster.pid" already exists/.test(outcome);
    if (isStillHeld && attempt < 100) {
      // A supervisor that was killed while it started leaves a server that names itself only after we looked for orphans.
      await endOrphan(start.clusterDir);
      await sleep(100);
      continue;
    }
    throw (await isFull(start.dataDir))
      ? fullDisk(start.dataDir, new Error(outcome))
      : complain(outcome, start.dataDir);
  }
}

/** The server, or what it said before it ended. */
async function tryStart({ dataDir, clusterDir, command, probe }: ServerStart): Promise<Server | string> {
  const logPath = join(dataDir, 'postgres.log');
  await keepOneEarlierLog(logPath);
  const log = await open(logPath, 'a', 0o600);
  const { size: logStart } = await log.stat();
  const [program = '', ...args] = command;
  // Detached: Ctrl-C reaches the whole foreground group, and PostgreSQL must outlive our last write.
  const child = spawn(program, args, { env: cleanEnvironment, stdio: ['ignore', log.fd, log.fd], detached: true });
  let spawnError = '';
  child.once('error', (error) => (spawnError = String(error)));
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()).once('error', () => resolve()));
  await log.close();
  const said = async (): Promise<string> => (await readFile(logPath)).subarray(logStart).toString('utf8');

  while (!(await isOver(exited, pollMs))) {
    if (child.pid !== undefined && (await isReady(clusterDir, child.pid))) {
      const isSound = await probe().then(
        () => true,
        () => false,
      );
      const wasFull = async (): Promise<boolean> => (await isFull(dataDir)) || saysFull(await said().catch(() => ''));
      if (isSound) return { pid: child.pid, exited, wasFull, stop: () => stopChild(child, exited) };
      // A damaged server may be unable to finish a fast shutdown.
      child.kill('SIGQUIT');
    }
  }
  return spawnError || (await said());
}

const LEAST_FREE = 2 ** 20;

/** The log is on the same disk: where that is full, it may not say so. */
async function isFull(dataDir: string): Promise<boolean> {
  const { bavail, bsize } = await statfs(dataDir);
  return bavail * bsize < LEAST_FREE;
}

/** Ends the server that a dead supervisor left on this cluster. Fast, then immediate, then by force; recovery mends all three. */
export async function endOrphan(clusterDir: string): Promise<void> {
  const pidFile = join(clusterDir, 'postmaster.pid');
  const pid = Number((await readPidFile(clusterDir))[0]);
  if (!Number.isSafeInteger(pid) || pid <= 1) return;
  const orphan = nameProcess(pid);
  const isOurs = () => isAlive(orphan) && isServerOf(pid, clusterDir);
  if (!isOurs()) {
    // The id may belong to somebody else by now; PostgreSQL would take that for a living server and refuse.
    if (isAlive(orphan)) await rm(pidFile, { force: true });
    return;
  }
  for (const [signal, patienceMs] of [
    ['SIGINT', 15_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ] as const) {
    kill(pid, signal);
    for (let waited = 0; waited < patienceMs; waited += pollMs) {
      if (!isOurs()) return;
      await sleep(pollMs);
    }
  }
}

async function stopChild(child: ChildProcess, exited: Promise<void>): Promise<void> {
  for (const [signal, patienceMs] of [
    ['SIGINT', 30_000],
    ['SIGQUIT', 10_000],
  ] as const) {
    child.kill(signal);
    if (await isOver(exited, patienceMs)) return;
  }
  child.kill('SIGKILL');
  await exited;
}

async function isOver(exited: Promise<void>, patienceMs: number): Promise<boolean> {
  const patience = new AbortController();
  const gone = exited.then(() => true);
  try {
    return await Promise.race([gone, sleep(patienceMs, false, { signal: patience.signal })]);
  } finally {
    patience.abort();
  }
}

/** Line 8 of postmaster.pid, as pg_ctl reads it. */
async function isReady(clusterDir: string, pid: number): Promise<boolean> {
  const lines = await readPidFile(clusterDir);
  return Number(lines[0]) === pid && (lines[7] ?? '').startsWith('ready');
}

async function readPidFile(clusterDir: string): Promise<string[]> {
  return (await readFile(join(clusterDir, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
}

async function keepOneEarlierLog(path: string): Promise<void> {
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  );
  if (size > logLimit) await rename(path, `${path}.1`);
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended by itself.
  }
}
