import { utf8 } from '#platform';
import { Failure } from '#kernel/errors.ts';
import type { Checkpoint } from '#kernel/log/checkpoint.ts';
import { parseEntry, type Entry } from '#kernel/log/entry.ts';
import { checkAdvance } from '#kernel/log/extend.ts';
import { fault, type Fault } from '#kernel/log/faults.ts';
import {
  append,
  isSameHash,
  leafHash,
  tilesForRoot,
  treeRoot,
  verifyConsistency,
  type Grown,
} from '#kernel/log/merkle.ts';
import { checkSeen, checkSeenRoot, furthestSeen, receiptedBy } from '#kernel/log/seen.ts';
import { sql, type Tx } from '#store/db.ts';
import { lockFeed, oppositeKey, readTiles, type Feed } from '#store/feeds.ts';

// What a page of a partner's feed must prove before anything of it is stored.

export type Growing = {
  readonly checkpoint: Checkpoint;
  readonly entries: readonly string[];
  readonly proof: readonly Uint8Array[];
};

/** The entries given continue what is held, and are the beginning of what the checkpoint signs. */
export async function verifyGrowth(
  tx: Tx,
  feed: Feed,
  { checkpoint, entries, proof }: Growing,
): Promise<Grown | Fault> {
  const refused = checkAdvance(feed, checkpoint);
  if (refused) return refused;
  const tiles = await readTiles(tx, feed.id, tilesForRoot(feed.size));
  const grown =
    entries.length === 0
      ? { size: feed.size, root: feed.root, tiles: [] }
      : append({ size: feed.size, tiles, leaves: entries.map((entry) => leafHash(utf8(entry))) });
  if (grown.size > checkpoint.size) return fault('missing-entries', 'The partner gives more entries than it signed.');
  const isRight =
    grown.size === checkpoint.size
      ? isSameHash(grown.root, checkpoint.root)
      : verifyConsistency({ from: grown.size, size: checkpoint.size, hashes: proof }, grown.root, checkpoint.root);
  return isRight
    ? grown
    : fault(
        'changed-entry',
        'The entries are not those that the partner signed: one was changed, or the history was rewritten.',
      );
}

export function readEntries(texts: readonly string[]): Entry[] | Fault {
  try {
    return texts.map((text) => parseEntry(utf8(text)));
  } catch (error) {
    if (error instanceof Failure) return fault('bad-entry', `An entry breaks the rules: ${error.message}`);
    throw error;
  }
}

/** What the partner says it has seen of our feed, against our own log and against what it said before. */
export async function checkAgainstOurs(tx: Tx, feed: Feed, entries: readonly Entry[]): Promise<Fault | undefined> {
  if (entries.length === 0) return undefined;
  const ours = await lockFeed(tx, oppositeKey(feed), true);
  const last = await lastEntry(tx, feed);
  const receipt = await lastReceipt(tx, feed);
  let previous = last?.seen;
  let receipted = receipt?.kind === 'receipt' ? receiptedBy(receipt) : undefined;
  const sizes = new Set(
    entries
      .flatMap((entry) => (entry.kind === 'receipt' ? [entry.seen, receiptedBy(entry)] : [entry.seen]))
      .flatMap(([epoch, size]) => (epoch === ours.epoch && size <= ours.size ? [size] : [])),
  );
  const tiles = await readTiles(tx, ours.id, [...sizes].flatMap(tilesForRoot));
  const own = { epoch: ours.epoch, size: ours.size, rootAt: (size: number) => treeRoot(size, tiles) };
  for (const entry of entries) {
    const wrong =
      checkSeen(previous, entry, receipted) ??
      checkSeenRoot(entry.seen, own) ??
      (entry.kind === 'receipt' ? checkSeenRoot(receiptedBy(entry), own) : undefined);
    if (wrong) return wrong;
    previous = entry.seen;
    if (entry.kind === 'receipt') receipted = furthestSeen(receipted, receiptedBy(entry));
  }
  return undefined;
}

async function lastEntry(tx: Tx, feed: Feed): Promise<Entry | undefined> {
  const row = await tx.row<{ body: string }>(
    sql`select body from store.entry where feed = ${feed.id} order by idx desc limit 1`,
  );
  return row && parseEntry(utf8(row.body));
}

async function lastReceipt(tx: Tx, feed: Feed): Promise<Entry | undefined> {
  const row = await tx.row<{ body: string }>(
    sql`select body from store.entry where feed = ${feed.id} and kind = 'receipt' order by idx desc limit 1`,
  );
  return row && parseEntry(utf8(row.body));
}
