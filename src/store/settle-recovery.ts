import { toBase64, utf8 } from '#platform';
import { parseEntry, type ReceiptEntry } from '#kernel/log/entry.ts';
import { fault, type Fault } from '#kernel/log/faults.ts';
import { tilesForRoot, treeRoot } from '#kernel/log/merkle.ts';
import type { Exception } from '#kernel/protocol/partner-record.ts';
import { agree, isSeenHere, saidOf, type Said } from '#kernel/protocol/restore.ts';
import { sql, type Tx } from '#store/db.ts';
import {
  feedsOfAccord,
  feedsOfLine,
  newestFeed,
  oppositeLine,
  readTiles,
  type Feed,
  type FeedLine,
} from '#store/feeds.ts';
import type { EntryKind } from '#kernel/log/entry.ts';

/**
 * Both directions of an accord are here again: what our entries had seen is compared with what came, and what our receipts had said
 * with what is held now. A fault: the partner has not returned all that we had seen of it, or something else.
 */
export async function settleAccord(tx: Tx, accord: string): Promise<Fault | undefined> {
  const all = await feedsOfAccord(tx, accord);
  for (const feed of all.filter(({ isOurs }) => isOurs)) {
    const wrong = await judgeSeen(tx, feed);
    if (wrong) return wrong;
  }
  for (const feed of all.filter(({ isOurs }) => !isOurs)) {
    await countOn(tx, feed);
    await settleReceipts(tx, feed);
  }
  return undefined;
}

/** What our last entry had seen of the partner's feed is there, and is the same. */
async function judgeSeen(tx: Tx, feed: Feed): Promise<Fault | undefined> {
  const row = await tx.row<{ body: string }>(
    sql`select body from store.entry where feed = ${feed.id} order by idx desc limit 1`,
  );
  const seen = row && parseEntry(utf8(row.body)).seen;
  const opposite = await newestFeed(tx, oppositeLine(feed));
  if (!isSeenHere(seen, opposite ?? { epoch: 1, size: 0 }))
    return fault('missing-entries', 'The partner does not give all that we had seen of its feed.');
  if (!seen || !opposite || seen[0] !== opposite.epoch || seen[1] === 0) return undefined;
  const root = treeRoot(seen[1], await readTiles(tx, opposite.id, tilesForRoot(seen[1])));
  return toBase64(root) === seen[2]
    ? undefined
    : fault('fork', 'The partner gives another history of its feed than the one that we had seen.');
}

/** Entries of ours that had seen an epoch which was not here when they came back count from the first one, too. */
async function countOn(tx: Tx, { base, epoch, ...line }: Feed): Promise<void> {
  if (base === 0) return;
  const ours = await feedsOfLine(tx, oppositeLine(line));
  await tx.run(sql`
    update store.entry set seen_size = ${base} + (body::json -> 'seen' ->> 1)::bigint
    where feed = any (${ours.map(({ id }) => id)}) and (body::json -> 'seen' ->> 0)::integer = ${epoch}`);
}

async function settleReceipts(tx: Tx, feed: Feed): Promise<void> {
  // What was seen never decreases: of an epoch that we had gone beyond nothing more is said, and nothing waits for it.
  if (await hasSeenBeyond(tx, feed)) {
    await tx.run(sql`update store.feed set receipted_size = size where id = ${feed.id}`);
    return;
  }
  const said = saidOf(await ownReceipts(tx, feed, 0), feed.epoch);
  if (said.reach === 0) return;
  const held = await tx.rows<{ index: number; kind: EntryKind } & Exception>(
    sql`select idx as index, kind, state, code from store.entry where feed = ${feed.id} and state is not null`,
  );
  const { receiptedSize, lifted } = agree(said, feed.size, held);
  await tx.run(sql`
    update store.entry set state = 'stored', code = 'lifted' where feed = ${feed.id} and idx = any (${lifted}::bigint[])`);
  await tx.run(sql`update store.feed set receipted_size = ${receiptedSize} where id = ${feed.id}`);
}

async function hasSeenBeyond(tx: Tx, feed: Feed): Promise<boolean> {
  const ours = await newestFeed(tx, oppositeLine(feed));
  const row =
    ours &&
    (await tx.row<{ body: string }>(
      sql`select body from store.entry where feed = ${ours.id} order by idx desc limit 1`,
    ));
  return row !== undefined && parseEntry(utf8(row.body)).seen[0] > feed.epoch;
}

/** Those of ours that speak of the line beyond a position. What the partner did not hold of an epoch at its end was not said. */
async function ownReceipts(tx: Tx, line: FeedLine, beyond: number): Promise<ReceiptEntry[]> {
  const ours = await feedsOfLine(tx, oppositeLine(line));
  const rows = await tx.rows<{ body: string }>(sql`
    select e.body from store.entry e join store.feed f on f.id = e.feed
    where e.feed = any (${ours.map(({ id }) => id)}) and e.kind = 'receipt' and e.seen_size > ${beyond}
      and (f.ended_size is null or e.idx < f.ended_size) order by f.epoch, e.idx`);
  return rows.flatMap(({ body }) => {
    const entry = parseEntry(utf8(body));
    return entry.kind === 'receipt' ? [entry] : [];
  });
}

export type SaidOfFeed = Said & {
  /** Deleted here, as we said: it does not come back. */
  readonly expunged: ReadonlySet<number>;
};

/** What we had said of entries that are still to come again; undefined unless the accord is being restored. */
export async function saidAhead(tx: Tx, feed: Feed): Promise<SaidOfFeed | undefined> {
  const closed = await tx.row(sql`select 1 from store.recovering where accord = ${feed.accord} and ended_at is null`);
  if (!closed) return undefined;
  const acts = await tx.rows<{ idx: number }>(
    sql`select about_idx as idx from store.act where kind = 'expunge' and about_feed = ${feed.id}`,
  );
  return {
    ...saidOf(await ownReceipts(tx, feed, 0), feed.epoch),
    expunged: new Set(acts.map(({ idx }) => idx)),
  };
}
