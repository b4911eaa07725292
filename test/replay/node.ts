import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toBase64 } from '#platform';
import { keepPartner } from '#store/parties.ts';
import type { Connection } from '#store/embedded/supervisor.ts';
import pg from 'pg';
import { createNode, type Node } from '../../src/node.ts';
import { realKeys, seedOf } from '../simulation/keys.ts';
import { PAGE_ENTRIES } from '../simulation/serve.ts';
import { openCopies } from './copies.ts';
import { mortal, type Mortal } from './mortal.ts';
import { openWire } from './wire.ts';

/** A migrated database that belongs to nobody else. */
export type Database = {
  readonly ownerUrl: Connection;
  readonly appUrl: Connection;
  readonly superuserUrl: Connection;
  readonly appRole: string;
};
export type Party = { readonly id: string; readonly seed: Uint8Array; readonly publicKey: Uint8Array };

/** With the key that it has in the simulation. */
export const partyOf = (id: string): Party => ({ id, seed: seedOf(id), publicKey: realKeys.signer(id).publicKey });

/** A real node whose clock, randomness, network and death are a history's. */
export type RealNode = {
  readonly party: Party;
  readonly port: number;
  readonly running: Node;
  readonly life: Mortal;
  readonly start: ReturnType<typeof openWire>['start'];
  /** Milliseconds. */
  time: number;
  /** The next draws of 32 bytes. */
  readonly draws: Uint8Array[];
  /** Its lines for the administrator. */
  readonly said: string[];
  /** What its process left behind is all that it begins with again. */
  readonly restart: () => Promise<void>;
  readonly backUp: (copy: number) => Promise<void>;
  /** Its database is what it was, and its folder knows of another one. */
  readonly putBack: (copy: number) => Promise<void>;
  /** Messages under an earlier key are taken again: the simulation signs none. */
  readonly forgetSuperseded: () => Promise<void>;
  /** Nothing has ever happened. */
  readonly forgetAll: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export type RealNodeOptions = {
  readonly database: Database;
  readonly party: Party;
  /** Who it is paired with, at what address. */
  readonly partner: Party & { readonly url: string };
  readonly port: number;
  readonly send: (request: Request) => Promise<Response>;
};

export async function openRealNode({ database, party, partner, port, send }: RealNodeOptions): Promise<RealNode> {
  const dataDir = await mkdtemp(join(tmpdir(), 'entente-replay-'));
  await mkdir(join(dataDir, 'keys'), { mode: 0o700 });
  await writeFile(join(dataDir, 'keys', 'party.key'), `${toBase64(party.seed)}\n`, { mode: 0o600 });
  const draws: Uint8Array[] = [];
  const said: string[] = [];
  const wire = openWire(send);
  const state = { time: 0 };
  const start = (): Promise<Node> =>
    createNode({
      dataDir,
      database: { ...database.appUrl, max: 4 },
      owner: database.ownerUrl,
      appRole: database.appRole,
      port,
      party: { id: party.id, names: { en: party.id.slice(-4) } },
      report: (line) => said.push(line),
      now: () => new Date(state.time),
      randomBytes: (size) => (size === 32 ? draws.shift() : undefined) ?? new Uint8Array(randomBytes(size)),
      fetch: wire.fetch,
      pullEvery: 'never',
      pageEntries: PAGE_ENTRIES,
    });
  let running = await start();
  let life = mortal(running.db);
  const superuser = new pg.Client(database.superuserUrl);
  superuser.on('error', () => {}); // at the end PostgreSQL may be gone first
  await superuser.connect();
  const kept = await superuser.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname = 'store' and tablename not in ('party', 'party_key', 'visibility_class', 'instance')`,
  );
  const copies = await openCopies(superuser);
  const tables = kept.rows.map(({ name }) => name).join(', ');
  await running.db.transaction('node', (tx) =>
    keepPartner(
      tx,
      { id: partner.id, names: { en: 'partner' }, url: partner.url, publicKey: partner.publicKey },
      new Date(0),
    ),
  );
  return {
    party,
    port,
    get running() {
      return running;
    },
    get life() {
      return life;
    },
    get time() {
      return state.time;
    },
    set time(time) {
      state.time = time;
    },
    draws,
    said,
    start: wire.start,
    restart: async () => {
      life.die();
      await running.close();
      running = await start();
      life = mortal(running.db);
    },
    backUp: copies.make,
    putBack: async (copy) => {
      life.die();
      await running.close();
      await copies.putBack(copy);
      await rm(join(dataDir, 'instance'));
      running = await start();
      life = mortal(running.db);
    },
    forgetSuperseded: async () => {
      await superuser.query('update store.party_key set until = null');
    },
    forgetAll: async () => {
      said.length = 0;
      draws.length = 0; // what a history that failed had left
      await copies.forget();
      await superuser.query(`truncate ${tables} restart identity`);
      await superuser.query(`delete from store.party_key where how <> 'paired'`);
      await superuser.query(`update store.party_key set until = null, distrusted = false`);
      await superuser.query(`
        update store.party p set public_key = k.public_key, known_key = null, era = 0 from store.party_key k where k.party = p.id`);
      // With its first key alone, whichever of them it had dropped.
      const folder = join(dataDir, 'keys');
      for (const name of await readdir(folder)) if (/^party.*key$/.test(name)) await rm(join(folder, name));
      await writeFile(join(folder, 'party.key'), `${toBase64(party.seed)}\n`, { mode: 0o600 });
      life.die();
      await running.close();
      running = await start();
      life = mortal(running.db);
    },
    close: async () => {
      await running.close();
      await superuser.end();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** createNode names its address before it listens. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
