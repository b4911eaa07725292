import { utf8 } from '#platform';
import { parseEntry, type Entry, type ReceiptEntry } from '#kernel/log/entry.ts';
import type { Fault } from '#kernel/log/faults.ts';
import { tilesForRoot, type Grown } from '#kernel/log/merkle.ts';
import { checkSpoken, sizesSpokenOf, verifyGrowth, type Growing } from '#kernel/protocol/page.ts';
import { sql, type Tx } from '#store/db.ts';
import { lockNewestFeed, oppositeLine, readTiles, type Feed } from '#store/feeds.ts';

// Gathers what the kernel judges a page of a partner's feed by.

export async function growFeed(tx: Tx, feed: Feed, growing: Growing): Promise<Grown | Fault> {
  const tiles = await readTiles(tx, feed.id, tilesForRoot(feed.size));
  return verifyGrowth({ size: feed.size, root: feed.root, tiles }, growing);
}

/** What the partner says it has seen of our feed, against our own log and against what it said before. */
export async function checkAgainstOurs(tx: Tx, feed: Feed, entries: readonly Entry[]): Promise<Fault | undefined> {
  if (entries.length === 0) return undefined;
  const ours = await lockNewestFeed(tx, oppositeLine(feed), true);
  const said = { last: await lastEntry(tx, feed), lastReceipt: await lastReceipt(tx, feed) };
  const tiles = await readTiles(tx, ours.id, [...sizesSpokenOf(entries, ours)].flatMap(tilesForRoot));
  return checkSpoken(entries, said, { epoch: ours.epoch, size: ours.size, tiles });
}

async function lastEntry(tx: Tx, feed: Feed): Promise<Entry | undefined> {
  const row = await tx.row<{ body: string }>(
    sql`select body from store.entry where feed = ${feed.id} order by idx desc limit 1`,
  );
  return row && parseEntry(utf8(row.body));
}

async function lastReceipt(tx: Tx, feed: Feed): Promise<ReceiptEntry | undefined> {
  const row = await tx.row<{ body: string }>(
    sql`select body from store.entry where feed = ${feed.id} and kind = 'receipt' order by idx desc limit 1`,
  );
  const entry = row && parseEntry(utf8(row.body));
  return entry?.kind === 'receipt' ? entry : undefined;
}
