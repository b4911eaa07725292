import { chmodSync, mkdtempSync, readdirSync, rmSync, statfsSync, statSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';

// Each project loads this file for itself, and they share one process: the folder hangs on what they share.
declare global {
  var folderOfRun: { readonly path: string; readonly before: string | undefined; users: number } | undefined;
}

const PREFIX = 'entente-run-';
const GIBIBYTE = 2 ** 30;
const HOUR = 3_600_000;

/**
 * One folder for all that this run puts aside, gone with it. In memory where there is enough: nothing here outlives the run, and a
 * database is eight hundred small files, which a disk takes most of a second for each time that a test file wants one of its own.
 */
export default function setup(): () => void {
  const shared = (globalThis.folderOfRun ??= makeFolder());
  shared.users += 1;
  return () => {
    shared.users -= 1;
    if (shared.users > 0) return;
    globalThis.folderOfRun = undefined;
    if (shared.before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = shared.before;
    remove(shared.path);
  };
}

function makeFolder(): NonNullable<typeof globalThis.folderOfRun> {
  const within = hasRoom('/dev/shm') ? '/dev/shm' : tmpdir();
  for (const left of readdirSync(within).filter((name) => name.startsWith(PREFIX))) {
    const path = join(within, left);
    const pid = Number(left.slice(PREFIX.length).split('-')[0]);
    // A run that was killed. Of a run elsewhere that shares this memory, the process cannot be seen: its folder is younger.
    if (!isRunning(pid) && ageOf(path) > HOUR) remove(path);
  }
  const path = mkdtempSync(join(within, `${PREFIX}${process.pid}-`));
  // As in /tmp, another user may pass through: PostgreSQL runs as one where tests run as root.
  chmodSync(path, 0o711);
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = path;
  return { path, before, users: 0 };
}

/** All at once, a whole run has been seen to take less than a gibibyte and a half. */
function hasRoom(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return process.platform === 'linux' && bavail * bsize > 3 * GIBIBYTE && freemem() > 6 * GIBIBYTE;
  } catch {
    return false;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

const ageOf = (path: string): number => Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Infinity);

function remove(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true, maxRetries: 3 });
  } catch {
    // Something of it is still held: the next run removes it.
  }
}
