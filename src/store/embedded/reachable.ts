import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Failure } from '#kernel/errors.ts';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';

/**
 * Programs that the account can start. Run as another user out of a folder that only root may enter, initdb does not find its
 * postgres: access(2) asks for the real user and leaves every capability aside. They are then copied, once for each place they
 * come from, to a folder of root's that anybody may read.
 */
export function reachableBinaries(binaries: Binaries, { owner }: Account): Binaries {
  if (owner === undefined || canBeEntered(dirname(binaries.postgres))) return binaries;
  const native = dirname(dirname(binaries.postgres));
  const name = createHash('sha256').update(native).digest('hex').slice(0, 16);
  const copy = join(tmpdir(), `entente-postgres-${binaries.major}-${name}`);
  if (!existsSync(copy)) copyWhole(native, copy);
  const { uid, mode } = lstatSync(copy);
  // Anybody may have made a folder of this name before us: only root's own is run.
  if (uid !== 0 || (mode & 0o022) !== 0) throw new Failure('forbidden', `${copy} is not root's own; remove it`);
  return { ...binaries, initdb: join(copy, 'bin', 'initdb'), postgres: join(copy, 'bin', 'postgres') };
}

function canBeEntered(folder: string): boolean {
  const parent = dirname(folder);
  return (statSync(folder).mode & 0o001) !== 0 && (parent === folder || canBeEntered(parent));
}

/** The copy appears under its name when it is whole. */
function copyWhole(from: string, to: string): void {
  const partial = `${to}.${process.pid}`;
  try {
    mkdirSync(partial, { mode: 0o755 });
    chmodSync(partial, 0o755);
    cpSync(from, partial, { recursive: true, verbatimSymlinks: true });
    renameSync(partial, to);
  } catch (cause) {
    rmSync(partial, { recursive: true, force: true });
    if (!existsSync(to)) throw new Failure('unavailable', `cannot copy PostgreSQL to ${to}`, { cause });
  }
}
