import { fromBase64Strict } from '#platform';
import { isJsonObject } from '../json/types.ts';
import type { JsonObject } from '../json/types.ts';
import { LARGEST_FILE } from './commitment.ts';
import type { FileCommitment } from './commitment.ts';

/** What a sound `document` record commits to; undefined if it is none, or its file is withheld from whoever reads it. */
export function fileOf({ type, size, file }: JsonObject): FileCommitment | undefined {
  if (type !== 'document' || !isJsonObject(file) || typeof size !== 'number') return undefined;
  const { salt, root } = file;
  if (typeof salt !== 'string' || typeof root !== 'string') return undefined;
  return { salt: fromBase64Strict(salt), root: fromBase64Strict(root), size };
}

/** Of what no door has validated. */
export const isSoundFile = ({ salt, root, size }: FileCommitment): boolean =>
  salt.length === 32 && root.length === 32 && Number.isInteger(size) && size >= 0 && size <= LARGEST_FILE;
