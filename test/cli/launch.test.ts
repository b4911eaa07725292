import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const launcher = join(import.meta.dirname, '../../scripts/run.mjs');
const olderNode = findOlderNode();
let folder: string;
let program: string;

/** Prints who it is and what it got, then stays until SIGTERM. Types are there to be stripped. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'entente-launch-'));
  program = join(folder, 'program.ts');
  await writeFile(
    program,
    `const [, file, ...args]: string[] = process.argv;
     process.on('SIGTERM', () => process.exit(7));
     console.log(JSON.stringify({ pid: process.pid, major: Number.parseInt(process.versions.node), file, args }));
     if (args[0] === 'exit') process.exit(Number(args[1]));
     setInterval(() => undefined, 1_000);`,
  );
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe.each([
  ['the platform package', process.execPath],
  ['an older Node', olderNode],
])('started with %s, the launcher', (_, node) => {
  const testHere = test.skipIf(node === undefined);

  testHere('runs the file with Node 26, passes the arguments on, and the exit code back', async () => {
    const { child, started } = await launch([node ?? '', launcher, program, 'exit', '3', 'a b']);
    expect(started).toMatchObject({ major: 26, file: program, args: ['exit', '3', 'a b'] });
    expect(await exitOf(child)).toBe(3);
  });

  testHere('hands SIGTERM on and ends as the program ends', async () => {
    const { child } = await launch([node ?? '', launcher, program]);
    child.kill('SIGTERM');
    expect(await exitOf(child)).toBe(7);
  });

  testHere('does not let the program outlive an npm that was killed', async () => {
    // npm, its shell, the launcher: the shell stays between the two and nobody tells it.
    const npm = `"$0" -c '"$0" "$1" "$2"; true' "$1" "$2" "$3"; true`;
    const { child, started } = await launch(['/bin/sh', '-c', npm, '/bin/sh', node ?? '', launcher, program], {
      npm_lifecycle_event: 'start',
    });
    child.kill('SIGKILL');
    await until(() => !isRunning(started.pid));
  });
});

test.skipIf(olderNode === undefined)('the program does not outlive a launcher that was killed', async () => {
  const { child, started } = await launch([olderNode ?? '', launcher, program]);
  child.kill('SIGKILL');
  await until(() => !isRunning(started.pid));
});

type Started = { pid: number; major: number; file: string; args: string[] };

async function launch(
  command: readonly string[],
  variables: Record<string, string> = {},
): Promise<{ child: ChildProcess; started: Started }> {
  const [file = '', ...args] = command;
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('npm_'));
  const env = { ...Object.fromEntries(inherited), ...variables };
  const child = spawn(file, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface(child.stdout)) return { child, started: JSON.parse(line) };
  throw new Error('the program did not start');
}

function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => child.once('exit', resolve));
}

async function until(holds: () => boolean): Promise<void> {
  await expect.poll(holds).toBe(true);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function findOlderNode(): string | undefined {
  const candidates = (process.env['PATH'] ?? '').split(delimiter).map((path) => join(path, 'node'));
  return candidates.find((path) => {
    const version = spawnSync(path, ['-p', 'process.versions.node'], { encoding: 'utf8' }).stdout;
    return version !== undefined && version !== null && Number.parseInt(version) < 26;
  });
}
