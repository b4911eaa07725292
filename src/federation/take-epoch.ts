import type { EpochEntry } from '#kernel/log/entry.ts';
import { judgeEpoch, type HeldState } from '#kernel/protocol/epoch.ts';
import type { Entry } from '#kernel/log/entry.ts';
import type { Fault } from '#kernel/log/faults.ts';
import { sql, type Tx } from '#store/db.ts';
import { feedsOfLine, newestFeed, type Feed, type FeedLine } from '#store/feeds.ts';

/** Entries of a partner's feed against what is held of its other epochs. */
export async function checkEpoch(tx: Tx, feed: Feed, entries: readonly Entry[]): Promise<Fault | undefined> {
  return judgeEpoch(entries, feed, await newestHeld(tx, feed));
}

/** The newest epoch of a partner's feed of which anything is held. */
export async function newestHeld(tx: Tx, line: FeedLine): Promise<HeldState | undefined> {
  const newest = await newestFeed(tx, line);
  return newest !== undefined && newest.size > 0 ? newest : undefined;
}

/** The epoch before is over: nothing more is taken of it, and positions count on from its end. */
export async function takeEpoch(tx: Tx, feed: Feed, { previous: [epoch, size] }: EpochEntry): Promise<null> {
  const before = (await feedsOfLine(tx, feed)).find((one) => one.epoch === epoch);
  await tx.run(sql`update store.feed set base = ${(before?.base ?? 0) + size} where id = ${feed.id}`);
  if (before) await tx.run(sql`update store.feed set ended_size = size, ended_root = root where id = ${before.id}`);
  return null;
}
