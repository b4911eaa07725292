import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const MAIN = join(import.meta.dirname, '../../../src/main.ts');
/** For a broken build: what is slow is measured, not ended. */
const PATIENCE_MS = 180_000;

export type Place = { readonly dataDir: string; readonly port: number; readonly url: string; readonly name: string };

/** A node as its party serves it: the ordinary command, in a process of its own. */
export type Served = Place & {
  readonly pid: () => number;
  /** Milliseconds from the command to `/health/ready`. */
  readonly start: () => Promise<number>;
  /** Milliseconds until it is ready, without a start. */
  readonly ready: () => Promise<number>;
  readonly signal: (signal: NodeJS.Signals) => void;
  /** Its exit code, and null if it was killed. */
  readonly ended: () => Promise<number | null>;
  readonly isRunning: () => boolean;
  /** What it said on standard error, in all its lives. */
  readonly said: string[];
};

export function servedNode(place: Place): Served {
  const said: string[] = [];
  let child: ChildProcess | undefined;
  const running = (): ChildProcess => {
    if (!child) throw new Error(`${place.name} was never started`);
    return child;
  };
  const isRunning = (): boolean => child !== undefined && child.exitCode === null && child.signalCode === null;

  async function ready(): Promise<number> {
    const began = performance.now();
    while (!(await isReady(place.port))) {
      if (!isRunning()) throw new Error(`${place.name} ended: ${said.slice(-3).join(' | ')}`);
      if (performance.now() - began > PATIENCE_MS) throw new Error(`${place.name} is not ready`);
      await sleep(25);
    }
    return performance.now() - began;
  }

  return {
    ...place,
    said,
    isRunning,
    pid: () => running().pid!,
    start: () => {
      const { dataDir, port, url, name } = place;
      const args = ['serve', '--data', dataDir, '--port', String(port), '--url', url, '--party', name];
      child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
      child.stderr!.setEncoding('utf8').on('data', (text: string) => said.push(...text.trimEnd().split('\n')));
      return ready();
    },
    ready,
    signal: (signal) => void running().kill(signal),
    ended: async () => {
      if (isRunning()) await once(running(), 'exit', { signal: AbortSignal.timeout(PATIENCE_MS) });
      return running().exitCode;
    },
  };
}

const isReady = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(2_000) }).then(
    ({ ok }) => ok,
    () => false,
  );

/** The postmaster of a data folder, if one runs. */
export function postmasterOf({ dataDir }: Pick<Place, 'dataDir'>): number | undefined {
  try {
    const pid = Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);
    return isAlive(pid) ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** Its backends and background processes. */
export function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && parentOf(name) === parent)
    .map(Number)
    .sort((a, b) => a - b);
}

function parentOf(pid: string): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return undefined;
  }
}

export function isAlive(pid: number): boolean {
  try {
    return pid > 1 && process.kill(pid, 0);
  } catch {
    return false;
  }
}
