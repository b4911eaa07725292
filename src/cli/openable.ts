import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pagesAddress } from '#api/sign-in/passkey-name.ts';
import { openSignIn } from '#api/sign-in/sign-in.ts';
import { Failure } from '#kernel/errors.ts';
import { openDb } from '#store/db.ts';
import { runningServer } from '#store/embedded/lock.ts';
import { openKeys } from '#store/keys.ts';
import { makeSelf } from '#store/self.ts';
import { parties } from '#store/parties.ts';
import type { Node } from '../node.ts';
import { readEnvironment } from '../config.ts';

const bytes = (size: number): Uint8Array => new Uint8Array(randomBytes(size));

/** The database of a node that runs on this machine, opened beside it by whoever may read its folder. */
export async function openableAt(dataDir: string): Promise<Pick<Node, 'db' | 'self' | 'signIn'>> {
  const { databaseUrl, keySecret } = readEnvironment(process.env);
  const server = databaseUrl === undefined ? await runningServer(dataDir) : undefined;
  if (databaseUrl === undefined && !server)
    throw new Failure('unavailable', `no node is running from ${dataDir}; start it with entente serve`);
  if (server && existsSync(join(dataDir, 'nodes')))
    throw new Failure('bad-input', `${dataDir} is the folder of a demonstration, which opens its accounts by itself`);
  const db = openDb(
    databaseUrl === undefined
      ? { host: server!.socketDir, port: server!.port, user: 'entente', database: 'entente' }
      : { connectionString: databaseUrl },
  );
  try {
    const own = (await db.transaction('node', parties)).find((party) => party.isSelf);
    if (!own) throw new Failure('unavailable', 'this node has not started yet');
    const keys = await openKeys(dataDir, bytes, keySecret);
    const signIn = openSignIn({
      pool: db.pool,
      baseUrl: pagesAddress(own.url),
      partyId: own.id,
      secret: keys.sessionSecret,
      report: () => {},
    });
    keys.use(own.publicKey);
    const self = makeSelf(keys, { partyId: own.id, now: () => new Date(), randomBytes: bytes, uuid: randomUUID });
    return { db, self, signIn };
  } catch (error) {
    await db.close();
    throw error;
  }
}
