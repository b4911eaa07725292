import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { Failure } from '#kernel/errors.ts';

/** The whole path of a folder that is there or may be made. */
export function dataFolder(path: string): string {
  const whole = resolve(path);
  const found = statSync(whole, { throwIfNoEntry: false });
  if (found && !found.isDirectory()) throw new Failure('bad-input', `${whole} is not a folder`);
  return whole;
}
