/** One node in a process of its own, as it would be served; the bench tells it what to do over its channel. */
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { permissionsOf } from '#api/permissions.ts';
import { publishQueued } from '#federation/worker.ts';
import { Failure } from '#kernel/errors.ts';
import { parseStrict } from '#kernel/json/strict.ts';
import type { JsonObject } from '#kernel/json/types.ts';
import { admitMany } from '#store/admit.ts';
import type { Connection } from '#store/embedded/supervisor.ts';
import { keepPartner, partyById, type Party } from '#store/parties.ts';
import { seatPerson } from '#store/people/seat-person.ts';
import { issueToken } from '#store/people/token.ts';
import { createNode } from '../src/node.ts';

export type NodeOrder = {
  readonly dataDir: string;
  readonly database: Connection;
  readonly owner: Connection;
  readonly appRole: string;
  readonly port: number;
  readonly partyId: string;
};

export type Call =
  | { readonly do: 'card' }
  | { readonly do: 'pair'; readonly card: Card }
  | { readonly do: 'admit'; readonly file: string }
  | { readonly do: 'settle' }
  | { readonly do: 'hold'; readonly held: boolean }
  | { readonly do: 'token'; readonly accord: string }
  | { readonly do: 'index' }
  | { readonly do: 'memory' };
export type Card = Pick<Party, 'id' | 'names' | 'url'> & { readonly publicKey: readonly number[] };

/** Objects in one transaction. */
const BATCH = 1_000;

const order = JSON.parse(process.argv[2]!) as NodeOrder;
let held = false;
const node = await createNode({
  dataDir: order.dataDir,
  database: order.database,
  owner: order.owner,
  appRole: order.appRole,
  port: order.port,
  party: { id: order.partyId, names: { en: `bench ${order.port}` } },
  report: (line) => process.stderr.write(`${order.port}: ${line}\n`),
  // One token asks for all readers; it is counted, as ever, and never refused.
  rates: { session: 1e9, token: 1e9, address: 1e9, partner: 1e9, calendar: 1e9 },
  fetch: async (input, init) => {
    if (held) throw new TypeError('fetch failed');
    return fetch(input, init);
  },
});

async function answer(call: Call): Promise<unknown> {
  const { db, self, worker } = node;
  switch (call.do) {
    case 'card': {
      const card = (await db.transaction('node', (tx) => partyById(tx, self.partyId)))!;
      return { id: card.id, names: card.names, url: card.url, publicKey: [...card.publicKey] };
    }
    case 'pair':
      return db.transaction('node', (tx) =>
        keepPartner(tx, { ...call.card, publicKey: Uint8Array.from(call.card.publicKey) }, self.now()),
      );
    case 'admit':
      return timed(() => admitFile(call.file));
    case 'settle':
      return timed(() => worker.settle());
    case 'hold':
      held = call.held;
      return undefined;
    case 'token':
      return openToken(call.accord);
    case 'index':
      return timed(async () => void (await node.fillSearch({ atOnce: true })));
    case 'memory':
    default:
      return { now: process.memoryUsage.rss() / 2 ** 20, peak: process.resourceUsage().maxRSS / 1024 };
  }
}

/** Until every record has its place under a signed checkpoint. */
async function admitFile(file: string): Promise<void> {
  const { db, self } = node;
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Infinity });
  let batch: JsonObject[] = [];
  const flush = async () => {
    const objects = batch;
    batch = [];
    if (objects.length > 0) await db.transaction('node', (tx) => admitMany(tx, self, objects));
  };
  for await (const line of lines) {
    batch.push(parseStrict(line) as JsonObject);
    if (batch.length === BATCH) await flush();
  }
  await flush();
  await publishQueued(db, self);
}

async function openToken(accordId: string): Promise<string> {
  const { db, self, signIn } = node;
  const [id, role] = ['bench', 'oversight'] as const; // reads all, and exports it
  await signIn.savePerson({ id, party: self.partyId, name: id, locale: 'en', officerNumber: id });
  await seatPerson(db.pool, { personId: id, role, unit: { en: id }, accordId, at: self.now() });
  const asked = { personId: id, name: id, scopes: permissionsOf(role), at: self.now() };
  return (await issueToken(db.pool, asked, self.randomBytes)).token;
}

async function timed(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1_000;
}

process.on('message', (call: Call) => {
  void answer(call).then(
    (value) => process.send!({ value }),
    (error: unknown) => process.send!({ error: error instanceof Failure ? error.message : String(error) }),
  );
});
process.send!({ value: 'ready' });
await once(process, 'disconnect');
await node.close();
