import { fileTypeFromBuffer } from 'file-type';
import { Failure } from '#kernel/errors.ts';
import type { SourceType } from './source.ts';

/** By the content alone: names and declared types are whatever somebody wrote. */
export async function judgeType(bytes: Uint8Array): Promise<Extract<SourceType, 'text'>> {
  const found = await fileTypeFromBuffer(bytes.subarray(0, 64 * 1024)).catch(() => undefined);
  if (found !== undefined) throw new Failure('unsupported-type', `a statement is not read from ${found.mime}`);
  return 'text';
}
