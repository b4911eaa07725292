import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '#kernel/errors.ts';
import { findBin, root } from './checks.ts';

type Build = {
  readonly what: string;
  readonly source: string;
  readonly target: string;
  readonly made: readonly string[];
};

// What each is made of: the sources, and the packages at the versions of the lockfile.
const pages: Build = {
  what: 'the pages',
  source: 'web',
  target: 'build/web',
  made: ['web/*', 'web/src/**/*', 'src/kernel/**/*.ts', 'src/contract/**/*.ts', 'package-lock.json'],
};
const verifyPage: Build = {
  what: 'the page that verifies dossiers',
  source: 'web/verify',
  target: 'build/verify',
  made: ['web/verify/**/*', 'web/src/ui/mark.svg', 'src/kernel/**/*.ts', 'package-lock.json'],
};
const marker = '.built-from';

/** Builds what the node serves, unless it was built from these very sources. Says nothing on standard output. */
export async function buildWeb(): Promise<void> {
  await build(pages);
  await buildVerifyPage();
}

/** `build/verify/verify.html`: one file that needs no server. */
export async function buildVerifyPage(): Promise<void> {
  await build(verifyPage);
}

/** It is built beside its place and moved, so a server never reads half a build and two builders do not mix. */
async function build({ what, source, target: place, made }: Build): Promise<void> {
  if (!existsSync(join(root, source, 'vite.config.ts'))) return;
  const target = join(root, place);
  const wanted = hashOfSources(made);
  if (hashOfBuild(target) === wanted) return;
  process.stderr.write(`entente: building ${what} ...\n`);
  const fresh = `${target}.new-${process.pid}`;
  const old = `${target}.old-${process.pid}`;
  try {
    await runVite(join(root, source), fresh);
    writeFileSync(join(fresh, marker), wanted);
    mkdirSync(target, { recursive: true });
    renameSync(target, old);
    renameSync(fresh, target);
  } catch (error) {
    // Another builder of the same sources may have put its build there between the two moves.
    if (hashOfBuild(target) !== wanted) throw error;
  } finally {
    for (const folder of [fresh, old]) rmSync(folder, { recursive: true, force: true });
  }
}

async function runVite(source: string, outDir: string): Promise<void> {
  const args = ['build', source, '--outDir', outDir, '--emptyOutDir', '--logLevel', 'warn'];
  const vite = findBin({ package: 'vite', bin: 'vite' });
  const child = spawn(process.execPath, [vite, ...args], {
    cwd: source,
    stdio: ['ignore', process.stderr, process.stderr],
  });
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  if (code !== 0) throw new Failure('internal', 'the pages could not be built, the reason is above');
}

function hashOfSources(made: readonly string[]): string {
  const hash = createHash('sha256');
  const files = globSync([...made], {
    cwd: root,
    withFileTypes: true,
    exclude: (entry) => ['node_modules', 'dist'].includes(entry.name),
  });
  const paths = files.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name));
  for (const path of paths.sort())
    hash.update(path.slice(root.length)).update('\0').update(readFileSync(path)).update('\0');
  return hash.digest('hex');
}

function hashOfBuild(target: string): string | undefined {
  const path = join(target, marker);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
