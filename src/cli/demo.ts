import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Failure } from '#kernel/errors.ts';
import { runningServer } from '#store/embedded/lock.ts';
import { buildWeb } from '../../scripts/build-web.ts';
import { readEnvironment } from '../config.ts';
import { startDemonstration, type Demonstration } from '../demonstration.ts';
import { readArgs, type Command, type Io } from './args.ts';
import { untilToldToEnd } from './foreground.ts';

const USAGE = 'entente demo [--data DIR] [--example NAME] [--fresh] [--json]';
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
      json: { type: 'boolean' },
    },
    USAGE,
  );
  const dataDir = resolve(values.data);
  const { portA, portB } = readEnvironment(process.env);
  if (!/^[a-z0-9-]+$/.test(values.example)) throw new Failure('bad-input', `there is no example "${values.example}"`);
  if (values.fresh) await beginAnew(dataDir);
  await buildWeb();
  const running = await startDemonstration({
    dataDir,
    exampleDir: join(EXAMPLES, values.example),
    ports: [portA, portB],
    report: (line) => io.stderr.write(`${line}\n`),
  });
  io.stdout.write(values.json ? `${JSON.stringify({ nodes: running.nodes })}\n` : welcome(running));
  const why = await untilToldToEnd(running.ended);
  await running.close();
  if (why === 'ended')
    throw new Failure('unavailable', 'the database has stopped; the next start continues from what is stored');
  return 0;
}

/** Removes a data folder of ours, and nothing else. */
async function beginAnew(dataDir: string): Promise<void> {
  if (!existsSync(dataDir)) return;
  if (await runningServer(dataDir))
    throw new Failure('conflict', `${dataDir} is in use by a running Entente; end it first`);
  const names = await readdir(dataDir);
  const isOurs = names.length === 0 || names.includes('postgres') || names.includes('nodes') || names.includes('lock');
  if (!isOurs) throw new Failure('bad-input', `${dataDir} is not a data folder of Entente; nothing was removed`);
  await rm(dataDir, { recursive: true, force: true });
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

Three things to try
  1. Open both sign-in links, in two windows. At ${a!.name}, choose "Read a statement", load
     examples/pakistan-china/statement.en.txt (or .zh, .ur), accept some proposals and adopt them.
  2. At ${b!.name}, open Commitments: accept one, dispute another with a reason; then report progress on both sides.
  3. Export a dossier at ${a!.name} and prove it offline: npm run -s entente -- verify FILE --trust ${a!.fingerprint} --trust ${b!.fingerprint}

Ctrl-C ends everything. The data stays in the data folder; npm start -- --fresh begins anew.
`;
}
