import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '#kernel/errors.ts';
import { isAlive, nameProcess, type ProcessName } from './processes.ts';

/** Where the server of a data folder answers; others may connect there as long as the supervisor lives. */
export type ServerPlace = { readonly socketDir: string; readonly port: number; readonly pid: number };

type LockFile = { readonly supervisor: ProcessName; readonly server: ServerPlace | null };

export type HeldLock = {
  /** What a supervisor that is dead by now left behind. */
  readonly leftBehind: ServerPlace | null;
  name(server: ServerPlace): Promise<void>;
  release(): Promise<void>;
};

/**
 * Takes `DATA/lock` for this process. The file appears by link(2), so it is whole or not there, and one of two starters
 * gets it. Whatever happens here, PostgreSQL's own interlock keeps two servers off one cluster.
 */
export async function takeLock(dataDir: string): Promise<HeldLock> {
  const path = join(dataDir, 'lock');
  const own: LockFile = { supervisor: nameProcess(process.pid), server: null };
  await mkdir(dataDir, { recursive: true, mode: 0o700 });

  let leftBehind: ServerPlace | null = null;
  for (;;) {
    const held = await readLock(path);
    if (held !== undefined) {
      if (isAlive(held.lock.supervisor)) throw alreadyRunning(held.lock.supervisor.pid, dataDir);
      leftBehind = held.lock.server ?? leftBehind;
      if (!(await removeStale(path, held.text))) continue;
    }
    if (await put(path, own)) break;
  }

  return {
    leftBehind,
    async name(server) {
      const next = `${path}.${randomUUID()}`;
      try {
        await writeFile(next, JSON.stringify({ ...own, server }), { mode: 0o600 });
        await rename(next, path);
      } catch (error) {
        await rm(next, { force: true });
        throw error;
      }
    },
    release: () => rm(path, { force: true }),
  };
}

/** The server of this data folder, if its supervisor lives and has it ready. */
export async function runningServer(dataDir: string): Promise<ServerPlace | undefined> {
  const held = await readLock(join(dataDir, 'lock'));
  return held !== undefined && isAlive(held.lock.supervisor) ? (held.lock.server ?? undefined) : undefined;
}

/** It names a supervisor that has ended. */
export async function hasStaleLock(dataDir: string): Promise<boolean> {
  const held = await readLock(join(dataDir, 'lock'));
  return held !== undefined && !isAlive(held.lock.supervisor);
}

async function put(path: string, lock: LockFile): Promise<boolean> {
  const whole = `${path}.${randomUUID()}`;
  try {
    await writeFile(whole, JSON.stringify(lock), { mode: 0o600 });
    await link(whole, path);
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  } finally {
    await rm(whole, { force: true });
  }
}

/** Moves a dead lock away first and looks at what was moved: a lock that another starter put there meanwhile goes back. */
async function removeStale(path: string, seen: string): Promise<boolean> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return true;
    throw error;
  }
  const isTheSame = (await readFile(aside, 'utf8')) === seen;
  if (!isTheSame) await link(aside, path).catch(() => undefined);
  await rm(aside, { force: true });
  return isTheSame;
}

async function readLock(path: string): Promise<{ lock: LockFile; text: string } | undefined> {
  try {
    const text = await readFile(path, 'utf8');
    return { text, lock: parseLock(text) };
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** A lock that cannot be read names nobody: process 0 is never alive. */
function parseLock(text: string): LockFile {
  const nobody: LockFile = { supervisor: { pid: 0, started: null }, server: null };
  try {
    const value: Partial<LockFile> | null = JSON.parse(text);
    return Number.isSafeInteger(value?.supervisor?.pid) ? { ...nobody, ...value } : nobody;
  } catch {
    return nobody;
  }
}

function alreadyRunning(pid: number, dataDir: string): Failure {
  return new Failure('conflict', `already running: pid ${pid} uses ${dataDir}`);
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
