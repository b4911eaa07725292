import { toBase64 } from '#platform';
import type { RecordList } from '#contract/records.ts';
import { canonicalize } from '#kernel/json/canonical.ts';
import { verifyDossier } from '#kernel/dossier/verify.ts';
import { isSameHash, tilesForRoot, treeRoot } from '#kernel/log/merkle.ts';
import { sql, type Tx } from '#store/db.ts';
import { checkFeeds } from '#store/doctor/check-feeds.ts';
import { feeds, readTiles, type Feed } from '#store/feeds.ts';
import { versionsOf } from '#store/records.ts';
import type { Acknowledged } from './acknowledged.ts';
import { becomes, reading, type Side, type World } from './world.ts';

/** What does not hold, one line each. */
export type Wrong = string[];

/** Of one node: what it acknowledged is there in the same bytes, and nothing of its feeds is half. */
export async function examine({ node, book }: Side, acknowledged = book.fresh()): Promise<Wrong> {
  return reading(node, (db) =>
    db.snapshot('node', async (tx) => [
      ...(await lost(tx, acknowledged)),
      ...(await checkFeeds(tx)).map(({ invariant, where, what }) => `${invariant}: ${where}: ${what}`),
      ...(await feeds(tx)).flatMap(({ origin, faultName, faultDetail }) =>
        faultName === null ? [] : [`an honest feed is in quarantine: ${origin}: ${faultName}: ${faultDetail}`],
      ),
    ]),
  ).then((wrong) => wrong.map((line) => `${node.name}: ${line}`));
}

async function lost(tx: Tx, acknowledged: readonly Acknowledged[]): Promise<Wrong> {
  const wrong: Wrong = [];
  for (let from = 0; from < acknowledged.length; from += 500) {
    const some = acknowledged.slice(from, from + 500);
    const held = new Map(
      (await versionsOf(tx, [...new Set(some.map(({ id }) => id))])).map((one) => [toBase64(one.c), one]),
    );
    for (const { id, c, modified, text } of some) {
      const found = held.get(c);
      if (found?.id !== id) wrong.push(`${id} ${modified ?? ''} was acknowledged and is lost`);
      else if (text !== undefined && canonicalize(found.object) !== text)
        wrong.push(`${id} is not as it was acknowledged`);
    }
  }
  return wrong;
}

/** Between the nodes: nobody holds more than its publisher has durably, or less than it has cosigned. */
export async function examineBetween([a, b]: World['sides']): Promise<Wrong> {
  const read = ({ node }: Side) => reading(node, (db) => db.snapshot('node', (tx) => feeds(tx)));
  const first = await read(a);
  const between = await read(b);
  return reading(a.node, (db) =>
    db.snapshot('node', async (tx) => {
      const later = await feeds(tx);
      return [
        ...(await beyond(tx, { held: between, published: later })),
        ...uncovered({ said: first, held: between }),
        // The same the other way round: what A held first against what B published by then, and so on.
        ...first.flatMap((feed) => behind(feed, between)),
        ...uncovered({ said: between, held: later }),
      ];
    }),
  );
}

async function beyond(
  tx: Tx,
  { held, published }: { held: readonly Feed[]; published: readonly Feed[] },
): Promise<Wrong> {
  const wrong: Wrong = [];
  for (const feed of held.filter(({ isOurs, size }) => !isOurs && size > 0)) {
    const own = published.find(({ origin }) => origin === feed.origin);
    if (!own || own.size < feed.size)
      wrong.push(`${feed.origin}: ${feed.size} entries are held, of ${own?.size ?? 0} published`);
    else {
      const root = treeRoot(feed.size, await readTiles(tx, own.id, tilesForRoot(feed.size)));
      if (!isSameHash(root, new Uint8Array(feed.root)))
        wrong.push(`${feed.origin}: another history is held than was published`);
    }
  }
  return wrong;
}

const behind = ({ isOurs, origin, size }: Feed, published: readonly Feed[]): Wrong => {
  const own = published.find((feed) => feed.origin === origin);
  return isOurs || size <= (own?.size ?? 0)
    ? []
    : [`${origin}: ${size} entries are held, of ${own?.size ?? 0} published`];
};

function uncovered({ said, held }: { said: readonly Feed[]; held: readonly Feed[] }): Wrong {
  return said.flatMap(({ isOurs, origin, cosignedSize }) => {
    const size = held.find((feed) => feed.origin === origin)?.size ?? 0;
    return isOurs && (cosignedSize ?? 0) > size
      ? [`${origin}: ${cosignedSize} entries cosigned, and ${size} held`]
      : [];
  });
}

/** Once both are quiet: all that was acknowledged is at both, the same; both folds are equal; both dossiers are proved. */
export async function examineSettled(world: World): Promise<Wrong> {
  const { sides } = world;
  if (!(await becomes(() => isSettled(world)))) return ['the nodes do not come to rest'];
  const wrong: Wrong = await examineBetween(sides);
  for (const side of sides) {
    wrong.push(
      ...(await examine(
        side,
        sides.flatMap(({ book }) => book.all()),
      )),
    );
    const { status, bytes } = await side.secretary.ask('POST', '/api/v1/exports', {
      accord: world.accord,
      purpose: 'soak',
    });
    const { exit, faults } = verifyDossier(
      bytes,
      sides.map(({ fingerprint }) => fingerprint),
    );
    if (status !== 200 || exit !== 0)
      wrong.push(
        `${side.node.name}: the dossier fails: ${status} ${exit} ${faults.map(({ line }) => line).join('; ')}`,
      );
  }
  const [one, other] = await Promise.all(sides.map((side) => folded(side, world.accord)));
  for (const id of new Set([...one!.keys(), ...other!.keys()]))
    if (one!.get(id) !== other!.get(id))
      wrong.push(`${id} folds to ${one!.get(id)} here and to ${other!.get(id)} there`);
  return wrong;
}

async function isSettled({ sides }: World): Promise<boolean> {
  const states = await Promise.all(
    sides.map(({ node }) =>
      reading(node, (db) =>
        db.snapshot('node', async (tx) => ({
          feeds: await feeds(tx),
          open: await tx.row(
            sql`select 1 from store.release where outcome = 'queued' or (outcome = 'yes' and idx is null) limit 1`,
          ),
        })),
      ),
    ),
  );
  return states.every(({ feeds: own, open }, i) => {
    const theirs = states[1 - i]!.feeds;
    return (
      open === undefined &&
      own.every(({ isOurs, origin, size, cosignedSize, receiptedSize }) =>
        isOurs
          ? theirs.find((feed) => feed.origin === origin)?.size === size && cosignedSize === size
          : receiptedSize === size,
      )
    );
  });
}

/** By record, its joint state and how it came there. */
async function folded({ secretary }: Side, accord: string): Promise<Map<string, string>> {
  const states = new Map<string, string>();
  for (let cursor = ''; ;) {
    const { status, body } = await secretary.ask<RecordList>('GET', `/api/v1/records?accord=${accord}${cursor}`);
    if (status !== 200) throw new Error(`records cannot be listed: ${status}`);
    for (const { record, c, state, history, earlier } of body.records)
      states.set(
        String(record['id']),
        JSON.stringify([c, state, history.map(({ id, outcome, to }) => [id, outcome, to]), earlier]),
      );
    if (body.next === null) return states;
    cursor = `&cursor=${body.next}`;
  }
}
