import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '#kernel/json/types.ts';
import { openDb, type Db } from '#store/db.ts';
import { ensureDatabase } from '#store/embedded/databases.ts';
import { feedsFor } from '#store/feeds.ts';
import { startPostgres, type Connection, type Postgres } from '#store/embedded/supervisor.ts';
import { benchAccord } from './accord.ts';
import type { Card, NodeOrder } from './node-process.ts';
import { freePort, startNode, type NodeProcess } from './processes.ts';
import { newestOf, stepOn } from './steps.ts';

export type Side = NodeProcess & {
  readonly order: NodeOrder;
  /** As the process's own role: what the doors and reads are called with. */
  readonly db: Db;
};

/** Two paired nodes in two processes over one durable PostgreSQL, with an accord in force between them. */
export type World = {
  readonly a: Side;
  readonly b: Side;
  readonly accord: string;
  readonly dataDir: string;
  /** A file of one object a line, for `admit`. */
  readonly file: (objects: Iterable<JsonObject>) => Promise<string>;
  readonly close: () => Promise<void>;
};

export async function openWorld(flags: readonly string[]): Promise<World> {
  const dataDir = await mkdtemp(join(tmpdir(), 'entente-bench-'));
  const closing: (() => Promise<unknown>)[] = [() => rm(dataDir, { recursive: true, force: true })];
  const close = async () => {
    for (const end of closing.splice(0).reverse()) await end();
  };
  try {
    const postgres = await startPostgres({ dataDir });
    closing.push(() => postgres.stop());
    const side = async (name: string): Promise<Side> => {
      const made = await openSide(postgres, join(dataDir, name), name === 'a' ? flags : []);
      closing.push(made.stop, () => made.db.close());
      return made;
    };
    const a = await side('a');
    const b = await side('b');
    await a.call({ do: 'pair', card: await b.call<Card>({ do: 'card' }) });
    await b.call({ do: 'pair', card: await a.call<Card>({ do: 'card' }) });
    let files = 0;
    const file: World['file'] = async (objects) => {
      const path = join(dataDir, `objects-${++files}.jsonl`);
      await writeFile(
        path,
        (function* () {
          for (const object of objects) yield `${onOneLine(JSON.stringify(object))}\n`;
        })(),
      );
      return path;
    };
    const accord = benchAccord(a.order.partyId, b.order.partyId);
    const world = { a, b, accord: accord.id, dataDir, file, close };
    await a.call({ do: 'admit', file: await file([accord]) });
    await catchUp(a, b);
    await ratify(world);
    return world;
  } catch (error) {
    await close();
    throw error;
  }
}

/** U+2028 and U+2029 end a line for `node:readline`, and stand in real objects. */
const onOneLine = (json: string): string => json.replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');

async function openSide(postgres: Postgres, dataDir: string, flags: readonly string[]): Promise<Side> {
  const name = `bench_${dataDir.at(-1)!}`;
  const roles = { ownerRole: `${name}_owner`, appRole: name };
  const { appUrl, ownerUrl } = await ensureDatabase(postgres, { name, ...roles });
  const order: NodeOrder = {
    dataDir,
    database: appUrl,
    owner: ownerUrl,
    appRole: name,
    port: await freePort(),
    partyId: `identity--${randomUUID()}`,
  };
  const running = await startNode(order, flags);
  return { ...running, order, db: openDb(appUrl satisfies Connection) };
}

async function ratify({ a, b, accord, file }: World): Promise<void> {
  for (const [side, other] of [
    [a, b],
    [b, a],
  ] as const) {
    await side.call({ do: 'admit', file: await file([stepOn(await newestOf(side.db, accord), 'ratify')]) });
    await catchUp(side, other);
  }
}

/** Until the reader has cosigned all that is published for it. Its own pull may be at work already: then ours ends at once, and is made again. */
export async function catchUp(publisher: Side, reader: Side): Promise<void> {
  const isBehind = async () => {
    const feeds = await publisher.db.transaction('node', (tx) => feedsFor(tx, reader.order.partyId));
    return feeds.some(({ size, cosignedSize }) => size !== (cosignedSize ?? 0));
  };
  while (await isBehind()) await reader.call({ do: 'settle' });
}
