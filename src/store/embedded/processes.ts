import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync, realpathSync } from 'node:fs';

/** A process is named by its id and when it began: ids are used again, the pair is not (within one boot). */
export type ProcessName = { readonly pid: number; readonly started: string | null };

export function nameProcess(pid: number): ProcessName {
  return { pid, started: startTime(pid) };
}

export function isAlive({ pid, started }: ProcessName): boolean {
  if (!exists(pid)) return false;
  const now = startTime(pid);
  return started === null || now === null || started === now;
}

/** Whether this process is a PostgreSQL on that cluster: a postmaster stays in its data directory, also when that moves. */
export function isServerOf(pid: number, clusterDir: string): boolean {
  if (process.platform !== 'linux') return (askPs(pid, 'command') ?? '').includes(`-D ${clusterDir} `);
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(clusterDir);
  } catch {
    return false;
  }
}

function exists(pid: number): boolean {
  // A zombie has ended; only its parent has not asked yet.
  if (process.platform === 'linux') {
    const stat = statFields(pid);
    return stat !== undefined && stat[0] !== 'Z';
  }
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function startTime(pid: number): string | null {
  // proc_pid_stat(5): field 22 is the start time in clock ticks since boot, field 3 (index 0 here) the state.
  return (process.platform === 'linux' ? statFields(pid)?.[19] : askPs(pid, 'lstart')) ?? null;
}

function statFields(pid: number): string[] | undefined {
  const stat = readProc(pid, 'stat');
  // The command name (field 2) is in parentheses and may itself hold spaces and parentheses.
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function readProc(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return undefined;
  }
}

function askPs(pid: number, column: string): string | undefined {
  try {
    const stdio: ['ignore', 'pipe', 'ignore'] = ['ignore', 'pipe', 'ignore'];
    return execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8', stdio }).trim() || undefined;
  } catch {
    return undefined;
  }
}
