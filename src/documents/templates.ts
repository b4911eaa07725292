import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '#kernel/errors.ts';

/** Those that come with the product. */
const SHIPPED = join(import.meta.dirname, 'templates');
const NAME = /^[a-z][a-z0-9-]{0,60}$/;
/** What every template may import. */
const BASE = 'base';
const LARGEST = 256 * 1024;

/** The template of this name and what it may import: of the node's own folder where it has one, else as shipped. */
export async function templateFiles(
  folder: string | undefined,
  name: string,
): Promise<{ readonly main: string; readonly files: Readonly<Record<string, string>> }> {
  if (!NAME.test(name)) throw new Failure('bad-input', 'a template is named by small letters, digits and hyphens');
  const [main, base] = await Promise.all([one(folder, name), one(folder, BASE)]);
  if (main === undefined || base === undefined) throw new Failure('not-found', `there is no template ${name}`);
  return { main: `${name}.typ`, files: { [`${name}.typ`]: main, [`${BASE}.typ`]: base } };
}

async function one(folder: string | undefined, name: string): Promise<string | undefined> {
  return (folder === undefined ? undefined : await read(folder, name)) ?? (await read(SHIPPED, name));
}

async function read(folder: string, name: string): Promise<string | undefined> {
  try {
    const text = await readFile(join(folder, `${name}.typ`), 'utf8');
    if (text.length > LARGEST) throw new Failure('too-large', `the template ${name}.typ is larger than 256 KiB`);
    return text;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
