import { sql, type Tx } from '#store/db.ts';
import { feeds, type Feed } from '#store/feeds.ts';
import { parties } from '#store/parties.ts';
import { readEntry, type Check, type EntryRow, type FeedBench, type ReadRow } from './bench.ts';
import { disclosuresOpen, recordsCommit } from './contents.ts';
import { entriesGapFree, entriesWellFormed } from './entries.ts';
import { filesVerify } from './files.ts';
import { collectFindings, type Finding } from './finding.ts';
import { checkpointSigned, cosignedNoteHolds } from './notes.ts';
import { entryToRecord, onePosition } from './positions.ts';
import { receiptsAgree } from './receipts.ts';
import { refersToRows } from './references.ts';
import { seenOfOpposite } from './seen.ts';
import { treeOfEntries } from './tree.ts';

const ALONG_A_FEED: readonly Check[] = [entriesGapFree, entriesWellFormed, treeOfEntries, seenOfOpposite];
const OF_A_FEED = [checkpointSigned, cosignedNoteHolds, receiptsAgree];
const OF_THE_STORE = [onePosition, entryToRecord, refersToRows, disclosuresOpen, recordsCommit, filesVerify];
const PAGE = 1_000;

/**
 * Everything that must hold of the feeds and of what stands in them, recomputed from the rows. It reads only. The transaction must
 * see one moment (`db.snapshot`), or hold the sequencer's lock: a node that goes on working in between would look broken.
 */
export async function checkFeeds(tx: Tx): Promise<Finding[]> {
  const { found, findings } = collectFindings();
  const known = new Map((await parties(tx)).map((party) => [party.id, party]));
  const all = await feeds(tx);
  for (const feed of all) {
    const [publisher, recipient] = [known.get(feed.publisher)!, known.get(feed.recipient)!]; // by foreign key
    await checkFeed({ tx, feed, opposites: all.filter(isOppositeOf(feed)), publisher, recipient, found });
  }
  for (const check of OF_THE_STORE) await check(tx, found);
  return findings();
}

const isOppositeOf =
  ({ publisher, recipient, accord, channel }: Feed) =>
  (other: Feed): boolean =>
    other.publisher === recipient &&
    other.recipient === publisher &&
    other.accord === accord &&
    other.channel === channel;

async function checkFeed(bench: FeedBench): Promise<void> {
  for (const check of OF_A_FEED) await check(bench);
  const running = ALONG_A_FEED.map((check) => check(bench));
  for (let from = 0; ;) {
    const rows = await bench.tx.rows<EntryRow>(sql`
      select idx, kind, body, at, seen_size, c from store.entry
      where feed = ${bench.feed.id} and idx >= ${from} order by idx limit ${PAGE}`);
    const page = rows.map((row): ReadRow => ({ row, entry: readEntry(row.body) }));
    for (const one of running) if (page.length > 0) await one.page(page);
    if (rows.length < PAGE) break;
    from = rows.at(-1)!.idx + 1;
  }
  for (const one of running) await one.close();
}
