import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '#kernel/errors.ts';
import { findBin, root } from './checks.ts';

const source = join(root, 'web');
const target = join(root, 'build', 'web');
const marker = '.built-from';

/**
 * Builds the pages into build/web unless they were built from these very sources. Says nothing on standard output.
 * It is built beside its place and moved, so a server never reads half a build and two builders do not mix.
 */
export async function buildWeb(): Promise<void> {
  if (!existsSync(join(source, 'vite.config.ts'))) return;
  const wanted = hashOfSources();
  if (hashOfBuild() === wanted) return;
  process.stderr.write('entente: building the pages ...\n');
  const fresh = `${target}.new-${process.pid}`;
  const old = `${target}.old-${process.pid}`;
  try {
    await runVite(fresh);
    writeFileSync(join(fresh, marker), wanted);
    mkdirSync(target, { recursive: true });
    renameSync(target, old);
    renameSync(fresh, target);
  } catch (error) {
    // Another builder of the same sources may have put its build there between the two moves.
    if (hashOfBuild() !== wanted) throw error;
  } finally {
    for (const folder of [fresh, old]) rmSync(folder, { recursive: true, force: true });
  }
}

async function runVite(outDir: string): Promise<void> {
  const args = ['build', source, '--outDir', outDir, '--emptyOutDir', '--logLevel', 'warn'];
  const vite = findBin({ package: 'vite', bin: 'vite' });
  const child = spawn(process.execPath, [vite, ...args], {
    cwd: source,
    stdio: ['ignore', process.stderr, process.stderr],
  });
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  if (code !== 0) throw new Failure('internal', 'the pages could not be built, the reason is above');
}

/** The pages import the kernel and the contract, and packages at the versions of the lockfile. */
function hashOfSources(): string {
  const hash = createHash('sha256');
  const files = globSync(['web/**/*', 'src/kernel/**/*.ts', 'src/contract/**/*.ts', 'package-lock.json'], {
    cwd: root,
    withFileTypes: true,
    exclude: (entry) => ['node_modules', 'dist'].includes(entry.name),
  });
  const paths = files.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name));
  for (const path of paths.sort())
    hash.update(path.slice(root.length)).update('\0').update(readFileSync(path)).update('\0');
  return hash.digest('hex');
}

function hashOfBuild(): string | undefined {
  const path = join(target, marker);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
