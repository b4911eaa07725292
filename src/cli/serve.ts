import { mkdir, readFile, writeFile } from 'node:fs/promises';

import { randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import { Failure } from '#kernel/errors.ts';
import { parseStrict } from '#kernel/json/strict.ts';
import { ensureDatabase } from '#store/embedded/databases.ts';
import { startPostgres } from '#store/embedded/supervisor.ts';
import { buildWeb } from '../../scripts/build-web.ts';
import { parsePort, readEnvironment } from '../config.ts';
import { createNode, type NodeConfig } from '../node.ts';
import { openAccount } from './account.ts';
import { readArgs, required, type Command, type Io } from './args.ts';
import { untilToldToEnd } from './foreground.ts';

const USAGE = 'entente serve --data DIR --port N [--url URL] [--party NAME]';

export const serve: Command = {
  name: 'serve',
  summary: "one party's node; DATABASE_URL (and DATABASE_OWNER_URL for migrations) for a PostgreSQL of your own",
  usage: USAGE,
  run: runServe,
};

type Database = Pick<NodeConfig, 'database' | 'owner' | 'appRole'> & {
  readonly ended: Promise<void>;
  readonly stop: () => Promise<void>;
};

async function runServe(args: string[], io: Io): Promise<number> {
  const options = {
    data: { type: 'string' },
    port: { type: 'string' },
    url: { type: 'string' },
    party: { type: 'string' },
  } as const;
  const { values } = readArgs(args, options, USAGE);
  const dataDir = resolve(required(values.data, '--data', USAGE));
  const port = parsePort(required(values.port, '--port', USAGE), '--port');
  const report = (line: string): boolean => io.stderr.write(`${line}\n`);
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  await buildWeb();
  const party = await keptParty(dataDir, values.party);
  const database = await openDatabase(dataDir, report);
  try {
    const node = await createNode({
      ...database,
      dataDir,
      port,
      party,
      report,
      ...(values.url ? { url: values.url } : {}),
    });
    const { link } = await openAccount(node, { role: 'administrator' });
    io.stdout.write(
      `${party.names['en']}\n  address      ${node.url}\n  fingerprint  ${node.fingerprint}\n  sign in once ${link}\n`,
    );
    const why = await untilToldToEnd(database.ended);
    await node.close();
    if (why === 'ended')
      throw new Failure('unavailable', 'the database has stopped; the next start continues from what is stored');
    return 0;
  } finally {
    await database.stop();
  }
}

async function openDatabase(dataDir: string, report: (line: string) => void): Promise<Database> {
  const { databaseUrl, databaseOwnerUrl } = readEnvironment(process.env);
  if (databaseUrl !== undefined) {
    const appRole = decodeURIComponent(new URL(databaseUrl).username);
    if (!appRole) throw new Failure('bad-input', 'DATABASE_URL names no role');
    if (!databaseOwnerUrl)
      throw new Failure(
        'bad-input',
        'with DATABASE_URL give DATABASE_OWNER_URL too: the owner migrates, the process owns nothing',
      );
    return {
      database: { connectionString: databaseUrl },
      owner: { connectionString: databaseOwnerUrl },
      appRole,
      ended: new Promise(() => {}),
      stop: async () => {},
    };
  }
  const postgres = await startPostgres({ dataDir, log: report });
  const names = { name: 'entente', ownerRole: 'entente_owner', appRole: 'entente' };
  const { appUrl, ownerUrl } = await ensureDatabase(postgres, names);
  return {
    database: appUrl,
    owner: ownerUrl,
    appRole: names.appRole,
    ended: postgres.exited,
    stop: () => postgres.stop(),
  };
}

/** Who this node is, made once. The id is for ever; the name is given at the first start. */
async function keptParty(dataDir: string, name: string | undefined): Promise<NodeConfig['party']> {
  const path = join(dataDir, 'party.json');
  const fresh = { id: `identity--${randomUUID()}`, names: { en: name ?? 'A party without a name yet' } };
  await writeFile(path, `${JSON.stringify(fresh)}\n`, { flag: 'wx', flush: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    },
  );
  return parseStrict(new Uint8Array(await readFile(path))) as unknown as NodeConfig['party'];
}
