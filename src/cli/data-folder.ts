import { existsSync, statfsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Failure } from '#kernel/errors.ts';

/** The whole path of a folder that is there or may be made. */
export function dataFolder(path: string): string {
  const whole = resolve(path);
  const found = statSync(whole, { throwIfNoEntry: false });
  if (found && !found.isDirectory()) throw new Failure('bad-input', `${whole} is not a folder`);
  if (!found && isOfTheKernel(whole)) throw new Failure('bad-input', `${whole} cannot be made: no data is kept there`);
  return whole;
}

/** Magic numbers of statfs(2): proc and sysfs, where making a folder fails in ways of their own. */
const KERNEL_FILE_SYSTEMS: ReadonlySet<number> = new Set([0x9fa0, 0x62656572]);

function isOfTheKernel(path: string): boolean {
  if (process.platform !== 'linux') return false;
  return existsSync(path) ? KERNEL_FILE_SYSTEMS.has(statfsSync(path).type) : isOfTheKernel(dirname(path));
}
