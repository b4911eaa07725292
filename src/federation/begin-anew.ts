import { fromBase64Strict } from '#platform';
import { Failure } from '#kernel/errors.ts';
import { fault, type Fault } from '#kernel/log/faults.ts';
import { emptyRoot, isSameHash, tilesForRoot, treeRoot } from '#kernel/log/merkle.ts';
import { FIRST_EPOCH, type HeldState } from '#kernel/protocol/epoch.ts';
import { sql, type Tx } from '#store/db.ts';
import { beginEpochAnew, openEpoch } from '#store/epochs.ts';
import { feedById, quarantineFeed, readTiles, type Feed } from '#store/feeds.ts';
import type { Puller } from '#federation/pull.ts';
import * as wire from '#federation/wire.ts';

/**
 * Feeds of ours that were signed by a key which we gave up wait for their recipient: that it answers the new key says that it
 * compared our new fingerprint. Then each begins a new epoch, after what the recipient verified while the old key was good.
 * Each is one transaction, and what is left is found again by the next call.
 */
export async function beginAnew(puller: Puller): Promise<readonly Fault[]> {
  const { db, self, partner, client } = puller;
  const waiting = await db.transaction('node', (tx) => abandonedFeeds(tx, self.partyId, partner.id));
  if (waiting.length === 0) return [];
  const { status, body } = await client.call({ method: 'GET', path: wire.HELD_PATH });
  if (status !== 200) throw new Failure('unavailable', `the partner does not say what it holds (${status})`);
  const held = wire.readHeld(body);
  const faults: Fault[] = [];
  for (const id of waiting) {
    const wrong = await db.transaction('node', async (tx) => {
      const feed = await feedById(tx, id);
      return feed && feed.endedSize === null ? beginFeedAnew(tx, feed, { held, now: self.now() }) : undefined;
    });
    if (wrong) faults.push(wrong);
  }
  return faults;
}

async function abandonedFeeds(tx: Tx, self: string, recipient: string): Promise<number[]> {
  const rows = await tx.rows<{ id: number }>(sql`
    select f.id from store.feed f join store.party_key k on k.party = ${self} and k.public_key = f.key and k.distrusted
    where f.is_ours and f.recipient = ${recipient} and f.ended_size is null
    order by f.channel <> 'charter', f.id`);
  return rows.map(({ id }) => id);
}

type Told = { readonly held: readonly wire.HeldFeed[]; readonly now: Date };

async function beginFeedAnew(tx: Tx, feed: Feed, { held, now }: Told): Promise<Fault | undefined> {
  const [newest] = held
    .filter(({ accord, channel }) => accord === feed.accord && channel === feed.channel)
    .sort((a, b) => b.epoch - a.epoch);
  if ((newest?.epoch ?? FIRST_EPOCH) < feed.epoch) {
    await beginEpochAnew(tx, feed);
    return undefined;
  }
  if (newest && newest.epoch > feed.epoch) {
    const wrong = fault('fork', 'The partner holds an epoch of our feed that this node never opened.');
    await quarantineFeed(tx, feed.origin, { name: wrong.fault, detail: wrong.line, at: now });
    return wrong;
  }
  const previous: HeldState = {
    epoch: feed.epoch,
    size: newest?.size ?? 0,
    root: newest ? fromBase64Strict(newest.root) : emptyRoot(),
  };
  const isOurs = await isOwnHistory(tx, feed, previous);
  await openEpoch(tx, feed, previous, isOurs ? previous.size : Math.min(feed.cosignedSize ?? 0, previous.size));
  if (isOurs) return undefined;
  // Whoever had the key may have spoken in our name: what the partner holds stands there, and people must look at it.
  const wrong = fault(
    'fork',
    `The partner holds ${previous.size} entries of our feed ${feed.channel} that are not all ours: compare what was published.`,
  );
  await quarantineFeed(tx, feed.origin, { name: wrong.fault, detail: wrong.line, at: now });
  return wrong;
}

async function isOwnHistory(tx: Tx, feed: Feed, { size, root }: HeldState): Promise<boolean> {
  if (size > feed.size) return false;
  return isSameHash(treeRoot(size, await readTiles(tx, feed.id, tilesForRoot(size))), root);
}
