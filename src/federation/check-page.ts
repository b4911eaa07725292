import { utf8 } from '#platform';
import { parseEntry, type Entry, type ReceiptEntry } from '#kernel/log/entry.ts';
import type { Fault } from '#kernel/log/faults.ts';
import { isSameHash, tilesForRoot, treeRoot, type Grown } from '#kernel/log/merkle.ts';
import type { EndedLog } from '#kernel/log/seen.ts';
import { FIRST_EPOCH } from '#kernel/protocol/epoch.ts';
import { checkSpoken, sizesSpokenOf, verifyGrowth, type Growing } from '#kernel/protocol/page.ts';
import { sql, type Tx } from '#store/db.ts';
import { feedsOfLine, lockNewestFeed, oppositeLine, readTiles, type Feed } from '#store/feeds.ts';

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
  const ended = ours.epoch === FIRST_EPOCH ? [] : await endedLogs(tx, ours, entries);
  return checkSpoken(entries, said, { epoch: ours.epoch, size: ours.size, tiles, ended });
}

/** Our own earlier epochs, with the tiles for what the entries say of them. */
async function endedLogs(tx: Tx, ours: Feed, entries: readonly Entry[]): Promise<EndedLog[]> {
  const logs: EndedLog[] = [];
  for (const { id, epoch, size, endedSize, endedRoot } of await feedsOfLine(tx, ours)) {
    if (endedSize === null || endedRoot === null) continue;
    const end = new Uint8Array(endedRoot);
    const spoken = sizesSpokenOf(entries, { epoch, size: Math.min(size, endedSize) });
    const tiles = await readTiles(tx, id, [...spoken, Math.min(size, endedSize)].flatMap(tilesForRoot));
    // What its recipient held may be longer than what is left here, or another history: then only its end can be compared.
    const isHeld = endedSize <= size && isSameHash(treeRoot(endedSize, tiles), end);
    const rootAt = (at: number) => (at === endedSize ? end : isHeld ? treeRoot(at, tiles) : undefined);
    logs.push({ epoch, size: endedSize, rootAt });
  }
  return logs;
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
