import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AccordView } from '#contract/accords.ts';
import type { PartyCard } from '#contract/partners.ts';
import { openDb, type Db } from '#store/db.ts';
import { runningServer } from '#store/embedded/lock.ts';
import { replaceToken } from '../../../src/cli/account.ts';
import { openedAccount } from '../../support/open-account.ts';
import { openableAt } from '../../../src/cli/openable.ts';
import { accordBetween } from '../../support/accord.ts';
import { freePort } from '../../support/free-port.ts';
import { openBook, type Book } from './acknowledged.ts';
import { openLink, type Link } from './link.ts';
import { mustAsk, personAt, type Person } from './person.ts';
import { servedNode, type Served } from './served.ts';

export type Side = {
  readonly node: Served;
  readonly link: Link;
  readonly party: string;
  readonly fingerprint: string;
  readonly secretary: Person;
  readonly book: Book;
};
export type World = {
  readonly sides: readonly [Side, Side];
  readonly accord: string;
  readonly folder: string;
  /** What is found wrong is left for whoever looks. */
  readonly close: (isKept?: boolean) => Promise<void>;
};

/** Two served nodes that know each other by their links, and an accord in force between them; all by the doors that people use. */
export async function openWorld(folder?: string): Promise<World> {
  const at = folder ?? (await mkdtemp(join(tmpdir(), 'entente-soak-')));
  const links: Link[] = [];
  const nodes: Served[] = [];
  const close = async (isKept = false): Promise<void> => {
    for (const node of nodes.filter((one) => one.isRunning())) {
      node.signal('SIGCONT');
      node.signal('SIGTERM');
      await node.ended();
    }
    for (const link of links) await link.close();
    if (folder === undefined && !isKept) await rm(at, { recursive: true, force: true });
  };
  try {
    for (const name of ['north', 'south']) {
      const port = await freePort();
      const link = await openLink(port);
      links.push(link);
      nodes.push(servedNode({ dataDir: join(at, name), port, url: link.url, name }));
    }
    await Promise.all(nodes.map((node) => node.start()));
    const [a, b] = [await openSide(nodes[0]!, links[0]!), await openSide(nodes[1]!, links[1]!)];
    await pair(a, b);
    await pair(b, a);
    const accord = await inForce(a, b);
    return { sides: [a, b], accord, folder: at, close };
  } catch (error) {
    await close();
    throw error;
  }
}

type Card = { readonly card: PartyCard; readonly fingerprint: string };
type Opened = Side & { readonly administrator: Person };

async function openSide(node: Served, link: Link): Promise<Opened> {
  const openable = await openableAt(node.dataDir);
  try {
    await openedAccount(openable, { role: 'administrator' });
    await openedAccount(openable, { role: 'secretary', accord: 'all' });
    const administrator = personAt(node.port, await replaceToken(openable, 'administrator'));
    const secretary = personAt(node.port, await replaceToken(openable, 'secretary'));
    const { card, fingerprint } = await mustAsk<Card>(administrator, 'GET', '/api/v1/card');
    return { node, link, party: card.id, fingerprint, secretary, administrator, book: openBook() };
  } finally {
    await openable.db.close();
  }
}

async function pair(one: Opened, other: Opened): Promise<void> {
  const { card, fingerprint } = await mustAsk<Card>(other.administrator, 'GET', '/api/v1/card');
  await mustAsk(one.administrator, 'POST', '/api/v1/partners', { card, fingerprint });
}

async function inForce(a: Side, b: Side): Promise<string> {
  const terms = accordBetween(a.party, b.party);
  await mustAsk(a.secretary, 'POST', '/api/v1/records', terms);
  await until(async () => (await b.secretary.ask('GET', `/api/v1/accords/${terms.id}`)).status === 200);
  for (const { secretary } of [a, b])
    await mustAsk(secretary, 'POST', `/api/v1/accords/${terms.id}/steps`, { verb: 'ratify' });
  for (const { secretary } of [a, b])
    await until(
      async () => (await secretary.ask<AccordView>('GET', `/api/v1/accords/${terms.id}`)).body.state === 'in-force',
    );
  return terms.id;
}

const PATIENCE_MS = 120_000;

/** Whether it became so before patience ran out. */
export async function becomes(look: () => Promise<boolean>, patienceMs = PATIENCE_MS): Promise<boolean> {
  for (const end = performance.now() + patienceMs; performance.now() < end; await sleep(30))
    if (await look()) return true;
  return false;
}

async function until(look: () => Promise<boolean>): Promise<void> {
  if (!(await becomes(look))) throw new Error('the two nodes of the soak do not come to terms');
}

/** The database of a node that runs, read beside it. */
export async function reading<T>({ dataDir }: Pick<Served, 'dataDir'>, read: (db: Db) => Promise<T>): Promise<T> {
  const server = await runningServer(dataDir);
  if (!server) throw new Error(`no node runs on ${dataDir}`);
  const db = openDb({ host: server.socketDir, port: server.port, user: 'entente', database: 'entente', max: 1 });
  try {
    return await read(db);
  } finally {
    await db.close();
  }
}
