import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '#kernel/errors.ts';
import { runningServer } from '#store/embedded/lock.ts';
import { readEnvironment } from '../config.ts';
import type { NodeConfig } from '../node.ts';

export type Database = Pick<NodeConfig, 'database' | 'owner' | 'appRole'> & {
  readonly ended: Promise<void>;
  /** Of a database that ended or failed: whether for want of space. */
  readonly fullDisk: () => Promise<Failure | undefined>;
  readonly stop: () => Promise<void>;
};

const NAMES = { name: 'entente', ownerRole: 'entente_owner', appRole: 'entente' };

export function outsideDatabase(): Database | undefined {
  const { databaseUrl, databaseOwnerUrl } = readEnvironment(process.env);
  if (databaseUrl === undefined) return undefined;
  for (const [name, text] of Object.entries({ DATABASE_URL: databaseUrl, DATABASE_OWNER_URL: databaseOwnerUrl }))
    if (text !== undefined && !/^postgres(ql)?:$/.test(URL.parse(text)?.protocol ?? ''))
      throw new Failure('bad-input', `${name} is not of the form postgres://ROLE:PASSWORD@HOST/DATABASE`);
  if (databaseOwnerUrl === undefined)
    throw new Failure(
      'bad-input',
      'with DATABASE_URL give DATABASE_OWNER_URL too: the owner migrates, the process owns nothing',
    );
  const appRole = decodeURIComponent(new URL(databaseUrl).username);
  if (!appRole) throw new Failure('bad-input', 'DATABASE_URL names no role');
  return {
    database: { connectionString: databaseUrl },
    owner: { connectionString: databaseOwnerUrl },
    appRole,
    ended: new Promise(() => {}),
    fullDisk: async () => undefined,
    stop: async () => {},
  };
}

export async function embeddedDatabase(dataDir: string, report: (line: string) => void): Promise<Database> {
  const { ensureDatabase } = await import('#store/embedded/databases.ts');
  const { startPostgres } = await import('#store/embedded/supervisor.ts');
  const postgres = await startPostgres({ dataDir, log: report });
  try {
    const { appUrl, ownerUrl } = await ensureDatabase(postgres, NAMES);
    return {
      database: appUrl,
      owner: ownerUrl,
      appRole: NAMES.appRole,
      ended: postgres.exited,
      fullDisk: () => postgres.fullDisk(),
      stop: () => postgres.stop(),
    };
  } catch (error) {
    const full = await postgres.fullDisk();
    await postgres.stop();
    throw full ?? error;
  }
}

/** That of a node which runs from the folder, or its server started for as long as it is needed. */
export async function databaseBeside(dataDir: string): Promise<Database & { readonly isRunning: boolean }> {
  if (existsSync(join(dataDir, 'nodes')))
    throw new Failure('bad-input', `${dataDir} is the folder of a demonstration, not of a node`);
  if (!existsSync(join(dataDir, 'party.json')))
    throw new Failure('bad-input', `${dataDir} is not the folder of a node`);
  const outside = outsideDatabase();
  if (outside) return { ...outside, isRunning: true };
  const server = await runningServer(dataDir);
  if (!server) return { ...(await embeddedDatabase(dataDir, () => {})), isRunning: false };
  const at = { host: server.socketDir, port: server.port, database: NAMES.name };
  return {
    database: { ...at, user: NAMES.appRole },
    owner: { ...at, user: NAMES.ownerRole },
    appRole: NAMES.appRole,
    ended: new Promise(() => {}),
    fullDisk: async () => undefined,
    stop: async () => {},
    isRunning: true,
  };
}
