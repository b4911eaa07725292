import { existsSync } from 'node:fs';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { flushCompileCache } from 'node:module';
import { join } from 'node:path';
import { Failure } from '#kernel/errors.ts';
import { parseStrict } from '#kernel/json/strict.ts';
import { parsePort, readEnvironment, readModelSettings, readNetworkSettings } from '../config.ts';
import type { NodeConfig } from '../node.ts';
import { readArgs, required, type Command, type Io } from './args.ts';
import { dataFolder } from './data-folder.ts';
import { embeddedDatabase, outsideDatabase } from './database.ts';
import { listenForEnd, serveUntilTold } from './foreground.ts';

const USAGE = 'entente serve --data DIR --port N [--url URL] [--party NAME] [--log json]';

export const serve: Command = {
  name: 'serve',
  summary: "one party's node; DATABASE_URL (and DATABASE_OWNER_URL for migrations) for a PostgreSQL of your own",
  usage: USAGE,
  run: runServe,
};

async function runServe(args: string[], io: Io): Promise<number> {
  const options = {
    data: { type: 'string' },
    port: { type: 'string' },
    url: { type: 'string' },
    party: { type: 'string' },
    log: { type: 'string' },
  } as const;
  const { values } = readArgs(args, options, USAGE);
  const dataDir = dataFolder(required(values.data, '--data', USAGE));
  const port = parsePort(required(values.port, '--port', USAGE), '--port');
  const url = values.url === undefined ? undefined : ownAddress(values.url);
  if (values.party !== undefined && !/^\P{C}{1,500}$/u.test(values.party))
    throw new Failure('bad-input', '--party is a name of 1 to 500 characters on one line');
  if (values.log !== undefined && values.log !== 'json') throw new Failure('bad-input', '--log is json, or left out');
  const isJson = values.log === 'json';
  const outside = outsideDatabase();
  const { backupKeyDays, statementDays, keySecret } = readEnvironment(process.env);
  const model = readModelSettings(process.env);
  const network = readNetworkSettings(process.env);
  const signal = listenForEnd();
  // Loaded only now, so that help and mistakes are answered at once.
  const { buildWeb } = await import('../../scripts/build-web.ts');
  const { createNode } = await import('../node.ts');
  const { pagesAddress } = await import('#api/sign-in/passkey-name.ts');
  const logged = (event: Readonly<Record<string, unknown>>): boolean =>
    io.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), ...event })}\n`);
  const report = (line: string): boolean => (isJson ? logged({ event: 'report', line }) : io.stderr.write(`${line}\n`));
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  await buildWeb();
  if (signal.isTold()) return 0;
  const party = await keptParty(dataDir, values.party);
  const database = outside ?? (await embeddedDatabase(dataDir, report));
  try {
    const node = await createNode({
      ...database,
      dataDir,
      port,
      party,
      report,
      ...(isJson ? { log: ({ id, ...answered }) => void logged({ event: 'request', request: id, ...answered }) } : {}),
      network,
      ...(url === undefined ? {} : { url }),
      pagesUrl: pagesAddress(url ?? `http://127.0.0.1:${port}`),
      ...(model === undefined ? {} : { model }),
      ...(backupKeyDays === undefined ? {} : { backupKeyDays }),
      ...(statementDays === undefined ? {} : { statementDays }),
      ...(keySecret === undefined ? {} : { keySecret }),
    });
    const setUpLink = await node.signIn.createSetUpLink().catch(async (error: unknown) => {
      await node.close().catch(() => {}); // or it would keep the process
      throw error;
    });
    flushCompileCache(); // otherwise at a clean end only
    io.stdout.write(
      `${party.names['en']}\n  address      ${node.url}\n  pages        ${node.pagesUrl}\n  fingerprint  ${node.fingerprint}\n${
        setUpLink === undefined ? '' : `  set up once  ${setUpLink}\n`
      }`,
    );
    await serveUntilTold(signal, { ended: database.ended, close: node.close });
    return 0;
  } catch (error) {
    const outage = await outageAmong(error);
    throw outage ? ((await database.fullDisk()) ?? outage) : error;
  } finally {
    await database.stop();
  }
}

/** A database that ends while the node begins or ends is no surprise. */
async function outageAmong(error: unknown): Promise<Failure | undefined> {
  if (error instanceof Failure && error.code === 'unavailable') return error;
  const { outageOf } = await import('#store/db.ts');
  return outageOf(error);
}

function ownAddress(text: string): string {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search || url.hash || url.username)
    throw new Failure('bad-input', `--url is an address such as https://node.example, not "${text.slice(0, 200)}"`);
  return url.origin;
}

/** Who this node is, made once. The id is for ever; the name is given at the first start. */
async function keptParty(dataDir: string, name: string | undefined): Promise<NodeConfig['party']> {
  const path = join(dataDir, 'party.json');
  const read = async () => parseStrict(new Uint8Array(await readFile(path))) as unknown as NodeConfig['party'];
  if (existsSync(path)) return read();
  const fresh = { id: `identity--${randomUUID()}`, names: { en: name ?? 'A party without a name yet' } };
  // It appears under its name when it is whole, and of two starters one gives it.
  const whole = `${path}.${randomUUID()}`;
  try {
    await writeFile(whole, `${JSON.stringify(fresh)}\n`, { flush: true });
    await link(whole, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(whole, { force: true });
  }
  return read();
}
