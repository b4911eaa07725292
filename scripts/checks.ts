import { spawn } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const root = dirname(import.meta.dirname);

export type Check = { readonly name: string; readonly tool: Tool; readonly args: readonly string[] };
export type Outcome = {
  readonly name: string;
  readonly isGood: boolean;
  readonly seconds: number;
  readonly said: string;
};

type Tool = { readonly package: string; readonly bin: string };

export const vitest: Tool = { package: 'vitest', bin: 'vitest' };

/** What needs no test run. Each counts as one test. */
export function staticChecks(): Check[] {
  return [
    { name: 'types', tool: { package: 'typescript', bin: 'tsc' }, args: ['-b', ...compilerProjects()] },
    { name: 'lint', tool: { package: 'oxlint', bin: 'oxlint' }, args: ['--type-aware', '--quiet'] },
    { name: 'format', tool: { package: 'oxfmt', bin: 'oxfmt' }, args: ['--check', '.'] },
    { name: 'dead code', tool: { package: 'knip', bin: 'knip' }, args: ['--no-progress', '--no-config-hints'] },
  ];
}

export async function runCheck({ name, tool, args }: Check): Promise<Outcome> {
  const began = performance.now();
  const child = spawn(process.execPath, [findBin(tool), ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  return { name, isGood: code === 0, seconds: (performance.now() - began) / 1_000, said };
}

/** One line for what holds; all that the tool said for what does not. */
export function report({ name, isGood, seconds, said }: Outcome): void {
  console.log(`${isGood ? 'ok    ' : 'FAILED'}  ${name} (${seconds.toFixed(1)} s)`);
  if (!isGood) console.log(said.trimEnd());
}

/** The tool's own program, run by this Node: the scripts in node_modules/.bin would take whichever Node is on the PATH. */
export function findBin({ package: name, bin }: Tool): string {
  const folder = join(root, 'node_modules', name);
  const manifest: { bin?: string | Record<string, string> } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  );
  const path = typeof manifest.bin === 'string' ? manifest.bin : manifest.bin?.[bin];
  if (path === undefined) throw new Error(`${name} has no program ${bin}`);
  return join(folder, path);
}

function compilerProjects(): string[] {
  return globSync(['{src,test,scripts,bench,web}/tsconfig.json', 'src/**/tsconfig.json'], { cwd: root });
}
