import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AccordView } from '#contract/accords.ts';
import type { FeedView } from '#contract/feeds.ts';
import type { RecordView } from '#contract/records.ts';
import { checkAnswer } from '#api/check-answer.ts';
import type { Rates } from '#api/rate.ts';
import { permissionsOf, type Role } from '#api/permissions.ts';
import { Failure } from '#kernel/errors.ts';
import type { JsonObject } from '#kernel/json/types.ts';
import type { ModelSettings } from '#modules/statements/model/settings.ts';
import { admit } from '#store/admit.ts';
import { ensureDatabase } from '#store/embedded/databases.ts';
import { startPostgres, type Postgres } from '#store/embedded/supervisor.ts';
import { keepPartner, partyById } from '#store/parties.ts';
import { sql } from '#store/db.ts';
import { HANDLING_CODES } from '#kernel/policy/markings.ts';
import { clear } from '#store/people/person.ts';
import { seatPerson } from '#store/people/seat-person.ts';
import type { Assignment } from '#store/people/assignment.ts';
import { issueToken } from '#store/people/token.ts';
import { createNode, type Node } from '../../src/node.ts';
import { accordBetween } from './accord.ts';
import { freePort } from './free-port.ts';
import { cloneDatabase, template, type TestDatabase } from './postgres.ts';

/** What lies between a node and its partner, as that node's own calls meet it. */
export type Wire = {
  cut: boolean;
  /** Changes the bytes of an answer on the way. */
  tamper: ((url: string, body: Uint8Array) => Uint8Array) | undefined;
  /** Sees each call before it is made; may wait, or throw to lose it. */
  before: ((url: string) => Promise<void>) | undefined;
  /** Sees each answer before it arrives; may wait. */
  after: ((url: string, body: Uint8Array) => Promise<void>) | undefined;
};

export type Answer<Body> = { readonly status: number; readonly body: Body; readonly text: string };
export type Officer = {
  readonly token: string;
  get<Body = Problem>(path: string): Promise<Answer<Body>>;
  post<Body = Problem>(path: string, body: unknown): Promise<Answer<Body>>;
  put<Body = Problem>(path: string, body: unknown): Promise<Answer<Body>>;
  /** Bytes in, bytes out: the answer as it comes. */
  ask(path: string, init?: RequestInit): Promise<Response>;
};
export type Problem = { readonly code: string; readonly detail: string };
export type View = Partial<Pick<Assignment, 'channels' | 'tlp'>> & {
  /** In English; a unit of their own if left out. */
  readonly unit?: string;
};

export type TestNode = {
  readonly partyId: string;
  readonly port: number;
  readonly wire: Wire;
  /** Milliseconds by which its clock is ahead. */
  readonly clock: { ahead: number };
  /** Lines for the administrator. */
  readonly said: string[];
  /** A line for each request that was answered. */
  readonly logged: readonly string[];
  readonly running: Node;
  readonly database: TestDatabase;
  readonly dataDir: string;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
  /** Somebody at this node with a token; a member of the accord for all channels unless the view says otherwise. */
  readonly officer: (role: Role, accord: string | null, view?: View) => Promise<Officer>;
};

export type TestNodeOptions = {
  readonly name: string;
  readonly pullEvery?: number;
  readonly upkeepEvery?: number;
  /** A PostgreSQL of its own in its data folder, which stops with it; else a database of the cluster that all tests share. */
  readonly isWhole?: boolean;
  readonly model?: ModelSettings;
  /** Chosen before it starts, where others must know it. */
  readonly port?: number;
  /** Reached by a name, as passkeys want it; else by the loopback address. */
  readonly host?: 'localhost';
  readonly rates?: Rates;
  /** In place of the network. */
  readonly fetch?: typeof globalThis.fetch;
  /** The party of another node, from a folder and a database that were put back. */
  readonly as?: Pick<TestNode, 'partyId' | 'port' | 'dataDir' | 'database' | 'clock'>;
};

export async function testNode({ name, ...options }: TestNodeOptions): Promise<TestNode> {
  let database = options.isWhole ? undefined : (options.as?.database ?? (await cloneDatabase()));
  let postgres: Postgres | undefined;
  const clock = { ahead: options.as?.clock.ahead ?? 0 };
  const dataDir = options.as?.dataDir ?? (await mkdtemp(join(tmpdir(), 'entente-node-')));
  const partyId = options.as?.partyId ?? `identity--${randomUUID()}`;
  const port = options.as?.port ?? options.port ?? (await freePort());
  const wire: Wire = { cut: false, tamper: undefined, before: undefined, after: undefined };
  const said: string[] = [];
  const logged: string[] = [];
  let running: Node | undefined;

  const node: TestNode = {
    partyId,
    port,
    wire,
    said,
    logged,
    clock,
    get database() {
      return database!; // it was started
    },
    dataDir,
    get running() {
      if (!running) throw new Failure('internal', `node ${name} is stopped`);
      return running;
    },
    start: async () => {
      if (options.isWhole) ({ postgres, database } = await ownDatabase(dataDir));
      if (!database) throw new Failure('internal', 'no database');
      running = await createNode({
        dataDir,
        database: database.appUrl,
        owner: database.ownerUrl,
        appRole: template.appRole,
        port,
        ...(options.host === undefined ? {} : { url: `http://${options.host}:${port}` }),
        party: { id: partyId, names: { en: name } },
        report: (line) => said.push(line),
        log: (answered) => logged.push(JSON.stringify(answered)),
        fetch: options.fetch ?? wiredFetch(wire),
        outboundAllowed: ['127.0.0.1/32'],
        ...(options.model === undefined ? {} : { model: options.model }),
        pullEvery: options.pullEvery ?? 200,
        upkeepEvery: options.upkeepEvery ?? 60_000,
        purgeAfter: 0,
        checkAnswer,
        rates: options.rates ?? MANY,
        now: () => new Date(Date.now() + clock.ahead),
      });
    },
    stop: async () => {
      await running?.close();
      running = undefined;
      await postgres?.stop();
    },
    officer: (role, accord, view) => officer(node, role, { accord, view }),
  };
  await node.start();
  closing.push(async () => {
    await node.stop();
    await rm(dataDir, { recursive: true, force: true });
  });
  return node;
}

async function ownDatabase(dataDir: string): Promise<{ postgres: Postgres; database: TestDatabase }> {
  const postgres = await startPostgres({ dataDir });
  const access = await ensureDatabase(postgres, { ...template, name: 'entente' });
  return { postgres, database: { ...access, superuserUrl: postgres.superuserUrl('entente'), drop: async () => {} } };
}

const closing: (() => Promise<void>)[] = [];

/** Ends all nodes of the file; databases are dropped after. */
export async function closeNodes(): Promise<void> {
  for (const close of closing.splice(0).reverse()) await close();
}

export type Pair = {
  readonly a: TestNode;
  readonly b: TestNode;
  readonly accord: string;
  /** The secretaries. */
  readonly atA: Officer;
  readonly atB: Officer;
};

export type PairOptions = {
  readonly accord?: 'paired' | 'proposed' | 'in-force';
  readonly pullEvery?: number;
  readonly upkeepEvery?: number;
  readonly isWhole?: boolean;
  readonly changes?: JsonObject;
};

/** Tests ask more than people do. */
const MANY: Rates = { session: 1e9, token: 1e9, address: 1e9, partner: 1e9, calendar: 1e9 };

/** Two nodes that know each other; A has proposed an accord, and it is in force on both sides unless asked otherwise. */
export async function twoNodes(options: PairOptions = {}): Promise<Pair> {
  const { accord: wanted = 'in-force', changes, pullEvery = 200, upkeepEvery = 60_000, isWhole = false } = options;
  const [a, b] = await Promise.all([
    testNode({ name: 'Northern Harbour', pullEvery, upkeepEvery, isWhole }),
    testNode({ name: 'Southern Harbour', pullEvery, upkeepEvery, isWhole }),
  ]);
  await pair(a, b);
  await pair(b, a);
  const accord = accordBetween(a.partyId, b.partyId, changes);
  const atA = await a.officer('secretary', accord.id);
  const atB = await b.officer('secretary', accord.id);
  const made = { a, b, accord: accord.id, atA, atB };
  if (wanted === 'paired') return made;
  await a.running.db.transaction('node', (tx) => admit(tx, a.running.self, accord));
  await eventually(async () => ok(await atB.get(`/api/v1/accords/${accord.id}`)));
  if (wanted === 'in-force') await ratifiedByBoth(made);
  return made;
}

/** Both hear again, and ask at once: after failures a node waits longer and longer. */
export function reconnect({ a, b }: Pick<Pair, 'a' | 'b'>): void {
  a.wire.cut = b.wire.cut = false;
  a.running.worker.wake(b.partyId);
  b.running.worker.wake(a.partyId);
}

export async function ratifiedByBoth({ accord, atA, atB }: Pair): Promise<void> {
  ok(await atA.post(`/api/v1/accords/${accord}/steps`, { verb: 'ratify' }));
  ok(await atB.post(`/api/v1/accords/${accord}/steps`, { verb: 'ratify' }));
  await eventually(async () => {
    for (const at of [atA, atB]) {
      const { state } = await accordAt(at, accord);
      if (state !== 'in-force') throw new Error(`the accord is ${state}`);
    }
  });
}

/** What two administrators do by hand. */
export async function pair(node: TestNode, partner: TestNode): Promise<void> {
  const { db, self } = partner.running;
  const card = await db.transaction('node', (tx) => partyById(tx, self.partyId));
  await node.running.db.transaction('node', async (tx) => {
    await keepPartner(tx, card!, new Date());
    await tx.run(sql`select pg_notify('entente_outbox', '')`);
  });
}

let people = 0;

async function officer(
  node: TestNode,
  role: Role,
  { accord, view = {} }: { accord: string | null; view?: View | undefined },
): Promise<Officer> {
  const { db, self, signIn } = node.running;
  const personId = `person-${++people}`;
  await signIn.savePerson({
    id: personId,
    party: node.partyId,
    name: `The ${role}`,
    locale: 'en',
    officerNumber: `N-${people}`,
  });
  const { unit = `Desk ${people}`, ...seat } = view;
  await seatPerson(db.pool, { personId, role, unit: { en: unit }, accordId: accord, at: self.now(), ...seat });
  if (view.tlp === 'red') await clear(db.pool, { personId, tlp: 'red', handling: HANDLING_CODES });
  const { token } = await issueToken(
    db.pool,
    { personId, name: 'test', scopes: permissionsOf(role), at: self.now() },
    self.randomBytes,
  );
  const ask = async <Body>(method: string, path: string, body?: unknown): Promise<Answer<Body>> => {
    const response = await fetch(`http://127.0.0.1:${node.port}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson =
      response.headers.get('content-type')?.includes('json') &&
      !response.headers.get('content-type')?.includes('jsonl');
    return { status: response.status, body: (isJson ? JSON.parse(text) : text) as Body, text };
  };
  return {
    token,
    get: (path) => ask('GET', path),
    post: (path, body) => ask('POST', path, body),
    put: (path, body) => ask('PUT', path, body),
    ask: (path, init = {}) =>
      fetch(`http://127.0.0.1:${node.port}${path}`, {
        ...init,
        headers: { ...(init.headers as Record<string, string>), authorization: `Bearer ${token}` },
      }),
  };
}

/** The body of an answer that must not be a refusal. */
export function ok<Body>(answer: Answer<Body>): Body {
  if (answer.status >= 300) throw new Error(`${answer.status}: ${answer.text.slice(0, 500)}`);
  return answer.body;
}

type Made = RecordView & { readonly record: { readonly id: string } };
export const post = async (at: Officer, record: JsonObject): Promise<Made> =>
  ok(await at.post<Made>('/api/v1/records', record));
export const recordAt = async (at: Officer, id: string): Promise<RecordView> =>
  ok(await at.get<RecordView>(`/api/v1/records/${id}`));
export const accordAt = async (at: Officer, id: string): Promise<AccordView> =>
  ok(await at.get<AccordView>(`/api/v1/accords/${id}`));
export const feedAt = async (at: Officer, channel: string, direction: FeedView['direction']): Promise<FeedView> => {
  const { feeds } = ok(await at.get<{ feeds: FeedView[] }>('/api/v1/feeds'));
  const found = feeds.find((feed) => feed.channel === channel && feed.direction === direction);
  if (!found) throw new Error(`no feed ${direction} of ${channel}`);
  return found;
};

const PATIENCE = 100_000;

/** Until `look` no longer throws. The limit is for a broken build; nothing is measured by it. */
export async function eventually<T>(look: () => Promise<T> | T, patience = PATIENCE): Promise<T> {
  const end = performance.now() + patience;
  for (;;) {
    try {
      return await look();
    } catch (error) {
      if (performance.now() > end) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

function wiredFetch(wire: Wire): typeof globalThis.fetch {
  return async (input, init) => {
    const { url } = new Request(input);
    await wire.before?.(url);
    if (wire.cut) throw new TypeError('fetch failed');
    const response = await fetch(input, init);
    // Cut meanwhile: what was asked for before arrives no more.
    if (wire.cut) {
      await response.body?.cancel();
      throw new TypeError('fetch failed');
    }
    const { tamper, after } = wire;
    if (!tamper && !after) return response;
    const said = new Uint8Array(await response.arrayBuffer());
    const body = tamper?.(url, said) ?? said;
    await after?.(url, body);
    return new Response(body.length === 0 ? null : Buffer.from(body), {
      status: response.status,
      headers: response.headers,
    });
  };
}
