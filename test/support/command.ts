import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { runProgram } from '../../src/cli/program.ts';

const root = join(import.meta.dirname, '../..');
const program = join(root, 'scripts/entente.mjs');

export type Outcome = { readonly code: number | null; readonly stdout: string; readonly stderr: string };
export type Started = { readonly child: ChildProcess; readonly outcome: Promise<Outcome> };
export type Around = { readonly env?: Record<string, string>; readonly input?: string | Uint8Array };

/** `entente ARGS` as a child process, from the root of the checkout. */
export function start(args: readonly string[], { env = {}, input }: Around = {}): Started {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(npm_|DATABASE_|ENTENTE_)/.test(name));
  const child = spawn(process.execPath, [program, ...args], {
    cwd: root,
    env: { ...Object.fromEntries(inherited), ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.on('error', () => {}); // a command need not read all that it is offered
  child.stdin.end(input);
  const outcome = Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)]).then(
    ([[code], stdout, stderr]): Outcome => ({ code: code as number | null, stdout, stderr }),
  );
  return { child, outcome };
}

export const entente = (args: readonly string[], around?: Around): Promise<Outcome> => start(args, around).outcome;

/** The same within this process, for what is refused or answered at once: no start of a program for each line of it. */
export async function ententeHere(args: readonly string[]): Promise<Outcome> {
  const [stdin, stdout, stderr] = [new PassThrough().end(), new PassThrough(), new PassThrough()];
  const said = [text(stdout), text(stderr)] as const;
  const code = await runProgram([...args], { stdin, stdout, stderr });
  for (const stream of [stdout, stderr]) stream.end();
  return { code, stdout: await said[0], stderr: await said[1] };
}

/** The first line of standard output of what stays in the foreground; fails with its complaint if it ends before. */
export async function firstLine({ child, outcome }: Started): Promise<string> {
  let said = '';
  const line = new Promise<string>((resolve) => {
    child.stdout!.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('\n')) resolve(said.split('\n')[0]!);
    });
  });
  return Promise.race([
    line,
    outcome.then(({ code, stderr }) => {
      throw new Error(`ended with ${code}: ${stderr}`);
    }),
  ]);
}

/** Processes that name the folder on their command line; none can be seen where there is no /proc. */
export function processesOf(folder: string): string[] {
  return globSync('/proc/[0-9]*/cmdline').flatMap((path) => {
    try {
      const line = readFileSync(path, 'utf8').replaceAll('\0', ' ');
      return line.includes(folder) ? [line] : [];
    } catch {
      return []; // it has just ended
    }
  });
}

/** Nothing of a supervisor or a server is left that the next start would have to clear away. */
export const isQuiet = (folder: string): boolean =>
  processesOf(folder).length === 0 &&
  !existsSync(join(folder, 'lock')) &&
  !existsSync(join(folder, 'postgres/postmaster.pid'));
