import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statSync, truncateSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type SmallDisk = {
  readonly path: string;
  /** Fills it until so many bytes are free. */
  readonly leave: (bytes: number) => void;
  readonly empty: () => void;
  readonly remove: () => void;
};

/** A disk of its own in memory, or why this machine gives none. */
export function smallDisk(mebibytes: number): SmallDisk | string {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'only root on Linux may mount a small disk';
  const path = mkdtempSync(join(tmpdir(), 'entente-disk-'));
  const options = ['-t', 'tmpfs', '-o', `size=${mebibytes}m,mode=0755`, 'tmpfs', path];
  const { status, stderr, error } = spawnSync('mount', options, { encoding: 'utf8' });
  if (status !== 0) {
    rmSync(path, { recursive: true });
    return `a small disk cannot be mounted here: ${(error?.message ?? stderr).trim()}`;
  }
  const ballast = join(path, 'ballast');
  return {
    path,
    leave: (bytes) => {
      const file = openSync(ballast, 'a');
      try {
        for (const block = Buffer.alloc(4096); ;) writeSync(file, block);
      } catch (full) {
        if ((full as NodeJS.ErrnoException).code !== 'ENOSPC') throw full;
      } finally {
        closeSync(file);
      }
      truncateSync(ballast, Math.max(0, statSync(ballast).size - bytes));
    },
    empty: () => rmSync(ballast, { force: true }),
    remove: () => {
      // Lazily: whatever still holds a file there lets it go with its end.
      spawnSync('umount', ['-l', path]);
      rmSync(path, { recursive: true });
    },
  };
}
