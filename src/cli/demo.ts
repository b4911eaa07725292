import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '#kernel/errors.ts';
import { readEnvironment } from '../config.ts';
import type { Demonstration } from '../demonstration.ts';
import { readArgs, type Command, type Io } from './args.ts';
import { dataFolder } from './data-folder.ts';
import { listenForEnd, serveUntilTold } from './foreground.ts';

const USAGE = 'entente demo [--data DIR] [--example NAME] [--fresh] [--empty] [--json]';
const EXAMPLES = join(import.meta.dirname, '../../examples');

export const demo: Command = {
  name: 'demo',
  summary: 'two paired nodes of an example on this machine, until Ctrl-C (ports: ENTENTE_PORT_A, ENTENTE_PORT_B)',
  usage: USAGE,
  run: runDemo,
};

async function runDemo(args: string[], io: Io): Promise<number> {
  const { values } = readArgs(
    args,
    {
      data: { type: 'string', default: 'data' },
      example: { type: 'string', default: 'pakistan-china' },
      fresh: { type: 'boolean' },
      empty: { type: 'boolean', default: false },
      json: { type: 'boolean' },
    },
    USAGE,
  );
  const dataDir = dataFolder(values.data);
  const { portA, portB } = readEnvironment(process.env);
  if (!/^[a-z0-9-]+$/.test(values.example)) throw new Failure('bad-input', `there is no example "${values.example}"`);
  const signal = listenForEnd();
  // Loaded only now, so that help and mistakes are answered at once.
  const { buildWeb } = await import('../../scripts/build-web.ts');
  const { startDemonstration } = await import('../demonstration.ts');
  if (values.fresh) await beginAnew(dataDir);
  await buildWeb();
  if (signal.isTold()) return 0;
  const running = await startDemonstration({
    dataDir,
    exampleDir: join(EXAMPLES, values.example),
    ports: [portA, portB],
    isEmpty: values.empty,
    report: (line) => io.stderr.write(`${line}\n`),
  });
  io.stdout.write(values.json ? `${JSON.stringify({ nodes: running.nodes })}\n` : welcome(running));
  await serveUntilTold(signal, running);
  return 0;
}

/** What a demonstration makes in its folder, and nothing that a node of one's own keeps there (keys, party.json). */
const OURS = /^(postgres(\.new-.*|\.log(\.1)?)?|run|nodes|lock(\..*)?)$/;

/** Empties a folder of a demonstration; any other is left as it is. */
async function beginAnew(dataDir: string): Promise<void> {
  if (!existsSync(dataDir)) return;
  const names = await readdir(dataDir);
  if (!names.every((name) => OURS.test(name)))
    throw new Failure('bad-input', `${dataDir} is not a folder of a demonstration; nothing was removed`);
  const { takeLock } = await import('#store/embedded/lock.ts');
  const { endOrphan } = await import('#store/embedded/server.ts');
  const lock = await takeLock(dataDir);
  try {
    await endOrphan(join(dataDir, 'postgres'));
    for (const name of names.filter((one) => one !== 'lock'))
      await rm(join(dataDir, name), { recursive: true, force: true });
  } finally {
    await lock.release();
  }
}

function welcome({ nodes }: Demonstration): string {
  const [a, b] = nodes;
  const about = nodes.map((node) =>
    [
      `  ${node.name}`,
      `    address      ${node.url}`,
      `    sign in once ${node.signIn}`,
      `    fingerprint  ${node.fingerprint}`,
    ].join('\n'),
  );
  return `
Entente is running: two parties, two nodes, one accord in force between them.

${about.join('\n\n')}

What to look at first, where the example has a year behind it (sign in at both, in two windows)
  1. Today: what waits for this side. A meeting of ministers is proposed to ${a!.name}; a delivery waits at ${b!.name} for its check.
  2. The cooperation at a glance, and Commitments: what was announced, re-announced and disputed, with what each side says of it.
  3. Joint Working Group: the session ahead with its agenda, the one that was held with minutes that both signed.
  4. Statements at ${a!.name}: put in examples/pakistan-china/statement.en.txt (or .zh, .ur), accept some proposals, publish them.
  5. Export a dossier at ${a!.name} and prove it offline: npm run -s entente -- verify FILE --trust ${a!.fingerprint} --trust ${b!.fingerprint}

Ctrl-C ends everything. The data stays in the data folder; npm start -- --fresh begins anew,
and with --empty it has the accord and nothing under it.
`;
}
