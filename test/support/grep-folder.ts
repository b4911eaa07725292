import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What must not be found, by what it is. */
export type Needles = ReadonlyMap<string, Uint8Array>;

/** Each needle that stands anywhere in the bytes of a file under the folder, with the file: `NEEDLE in FILE`. */
export async function foundIn(folder: string, needles: Needles): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return Buffer.alloc(0); // PostgreSQL removed it meanwhile
      throw error;
    });
    for (const [name, needle] of needles)
      if (bytes.includes(needle)) found.push(`${name} in ${path.slice(folder.length + 1)}`);
  }
  return found;
}

/** As the database keeps bytes, and as JSON and people write them. */
export const spellings = (name: string, bytes: Uint8Array): [string, Uint8Array][] => {
  const buffer = Buffer.from(bytes);
  return [
    [`${name}, raw`, bytes],
    [`${name}, hex`, Buffer.from(buffer.toString('hex'))],
    [`${name}, base64`, Buffer.from(buffer.toString('base64'))],
  ];
};
