import type { EpochEntry } from '#kernel/log/entry.ts';
import { judgeEpoch, type HeldState } from '#kernel/protocol/epoch.ts';
import type { Entry } from '#kernel/log/entry.ts';
import type { Fault } from '#kernel/log/faults.ts';
import { sql, type Tx } from '#store/db.ts';
import { feedsOfLine, newestFeed, type Feed } from '#store/feeds.ts';

/** Entries of a partner's feed against what is held of its other epochs. */
export async function checkEpoch(tx: Tx, feed: Feed, entries: readonly Entry[]): Promise<Fault | undefined> {
  return judgeEpoch(entries, feed, await heldOf(tx, feed));
}

async function heldOf(tx: Tx, feed: Feed): Promise<HeldState | undefined> {
  const newest = await newestFeed(tx, feed);
  return newest !== undefined && newest.size > 0 ? newest : undefined;
}

/** The epoch before is over: nothing more is taken of it, and positions count on from its end. */
export async function takeEpoch(tx: Tx, feed: Feed, { previous: [epoch, size] }: EpochEntry): Promise<null> {
  const before = (await feedsOfLine(tx, feed)).find((one) => one.epoch === epoch);
  await tx.run(sql`update store.feed set base = ${(before?.base ?? 0) + size} where id = ${feed.id}`);
  if (before) await tx.run(sql`update store.feed set ended_size = size, ended_root = root where id = ${before.id}`);
  return null;
}
