import { fromUtf8, toBase64 } from '#platform';
import { encodeEntry, type Entry, type Seen } from '#kernel/log/entry.ts';
import { append, leafHash, tilesForRoot } from '#kernel/log/merkle.ts';
import { writtenPlace } from '#kernel/protocol/recall.ts';
import { receiptsFor, type Judged } from '#kernel/protocol/receipts.ts';
import { formatTimestamp } from '#kernel/stix/timestamps.ts';
import { sql, type Tx } from '#store/db.ts';
import { actsDue, placeActs, type Act } from '#store/acts.ts';
import {
  keepTiles,
  lockFeed,
  lockNewestFeed,
  oppositeLine,
  readTiles,
  type Feed,
  type FeedLine,
} from '#store/feeds.ts';
import type { Self } from '#store/self.ts';
import { signedCheckpoint } from '#store/sign.ts';

const BATCH = 500;

/** The lock that makes the sequencer one at a time per node, on the connection that writes. Held until the transaction ends. */
export async function lockSequencer(tx: Tx): Promise<void> {
  await tx.run(sql`select pg_advisory_xact_lock(47110002)`);
}

type Pending = {
  readonly body: Entry;
  readonly record: number | null;
  readonly c: Uint8Array | null;
  readonly act: number | null;
};

/**
 * Gives what release let out its place: entries, leaf index, tiles and a signed checkpoint, all in this transaction, so no position
 * exists before its commit and no signature leaves before it. A crash leaves the rows unsequenced, and the next call takes them up.
 * Returns the recipients whose feeds grew.
 */
export async function sequence(tx: Tx, self: Self): Promise<Set<string>> {
  const grown = new Set<string>();
  for (const line of await feedsToWrite(tx, self)) {
    const feed = await lockNewestFeed(tx, line, true);
    if (feed.faultName !== null) continue;
    // What we hold, verified, of the other direction: it grows only, and covers the receipt written beside it.
    const opposite = await spokenOf(tx, oppositeLine(feed));
    const seen: Seen = [opposite.epoch, opposite.size, toBase64(opposite.root)];
    const pending = [
      ...(await ownActs(tx, self, feed, seen)),
      ...(await receiptsDue(tx, self, opposite, seen)),
      ...(await recordsDue(tx, self, feed, seen)),
    ];
    if (pending.length === 0) continue;
    await appendEntries(tx, self, { feed, seenSize: opposite.base + opposite.size }, pending);
    grown.add(feed.recipient);
  }
  return grown;
}

async function feedsToWrite(tx: Tx, self: Self): Promise<FeedLine[]> {
  const rows = await tx.rows<Omit<FeedLine, 'publisher'>>(sql`
    select distinct recipient, accord, channel from store.release where outcome = 'yes' and idx is null
    union
    select distinct recipient, accord, channel from store.act where idx is null
    union
    select publisher, accord, channel from store.feed where not is_ours and receipted_size < size and fault_name is null`);
  return rows.map((row) => ({ ...row, publisher: self.partyId }));
}

/** An earlier epoch of the partner's as long as receipts of it are due, since a receipt is of the epoch that is seen; then the newest. */
async function spokenOf(tx: Tx, line: FeedLine): Promise<Feed> {
  const due = await tx.row<{ epoch: number }>(sql`
    select min(epoch) as epoch from store.feed
    where publisher = ${line.publisher} and recipient = ${line.recipient} and accord = ${line.accord} and channel = ${line.channel}
      and receipted_size < size and fault_name is null
    having min(epoch) is not null`);
  return due ? lockFeed(tx, { ...line, epoch: due.epoch }, false) : lockNewestFeed(tx, line, false);
}

async function ownActs(tx: Tx, self: Self, feed: Feed, seen: Seen): Promise<Pending[]> {
  const at = formatTimestamp(self.now());
  const due = await actsDue(tx, feed, BATCH);
  return due.flatMap(({ id, act }) => {
    const said = asWritten(act, feed.epoch, seen);
    return said ? [{ body: { v: 1, at, seen, ...said }, record: null, c: null, act: id }] : [];
  });
}

/** An act names an epoch only if it is an earlier one. Undefined: of an epoch that is later than the one spoken of now, so it waits. */
function asWritten(act: Act, epoch: number, [seenEpoch]: Seen): Act | undefined {
  if (act.kind !== 'recall' && act.kind !== 'expunge') return act;
  const { index, epoch: named = 1, ...rest } = act;
  if (act.kind === 'expunge' && named > seenEpoch) return undefined;
  return { ...rest, ...writtenPlace({ epoch: named, index }, act.kind === 'recall' ? epoch : seenEpoch) };
}

/** Receipts for what came since the last one. */
async function receiptsDue(tx: Tx, self: Self, opposite: Feed, seen: Seen): Promise<Pending[]> {
  if (opposite.receiptedSize >= opposite.size) return [];
  const from = opposite.receiptedSize;
  const judged = await tx.rows<Judged>(sql`
    select idx as index, kind, state, code from store.entry
    where feed = ${opposite.id} and idx >= ${from} and (state is not null or kind <> 'receipt') order by idx`);
  await tx.run(sql`update store.feed set receipted_size = size where id = ${opposite.id}`);
  const receipts = receiptsFor(from, judged, { at: formatTimestamp(self.now()), seen });
  return receipts.map((body) => ({ body, record: null, c: null, act: null }));
}

async function recordsDue(tx: Tx, self: Self, feed: Feed, seen: Seen): Promise<Pending[]> {
  const rows = await tx.rows<{ record: number; c: Uint8Array }>(sql`
    select l.record, r.c from store.release l join store.record r on r.seq = l.record
    where l.outcome = 'yes' and l.idx is null and l.recipient = ${feed.recipient} and l.accord = ${feed.accord} and l.channel = ${feed.channel}
    order by l.record limit ${BATCH}`);
  const at = formatTimestamp(self.now());
  return rows.map(({ record, c }) => ({
    body: { v: 1, kind: 'record', at, seen, c: toBase64(new Uint8Array(c)) },
    record,
    c: new Uint8Array(c),
    act: null,
  }));
}

type Place = { readonly feed: Feed; readonly seenSize: number };

async function appendEntries(
  tx: Tx,
  self: Self,
  { feed, seenSize }: Place,
  pending: readonly Pending[],
): Promise<void> {
  const encoded = pending.map(({ body }) => encodeEntry(body));
  const tiles = await readTiles(tx, feed.id, tilesForRoot(feed.size));
  const grown = append({ size: feed.size, tiles, leaves: encoded.map(leafHash) });
  await keepTiles(tx, feed.id, grown.tiles);
  await tx.run(sql`
    insert into store.entry (feed, idx, kind, body, at, seen_size, record, c)
    select ${feed.id}, idx, kind, body, at, ${seenSize}, record, c from unnest(
      ${pending.map((_, i) => feed.size + i)}::bigint[], ${pending.map(({ body }) => body.kind)}::text[], ${encoded.map(fromUtf8)}::text[],
      ${pending.map(({ body }) => body.at)}::text[],
      ${pending.map(({ record }) => record)}::bigint[], ${pending.map(({ c }) => c)}::bytea[]
    ) as t (idx, kind, body, at, record, c)`);
  await placeActs(
    tx,
    feed.id,
    pending.flatMap(({ act }, i) => (act === null ? [] : [{ id: act, idx: feed.size + i }])),
  );
  await tx.run(sql`
    update store.release l set feed = e.feed, idx = e.idx from store.entry e
    where e.feed = ${feed.id} and e.idx >= ${feed.size} and l.record = e.record and l.recipient = ${feed.recipient}`);
  const checkpoint = await signedCheckpoint(self, { origin: feed.origin, size: grown.size, root: grown.root });
  await tx.run(sql`
    update store.feed set size = ${grown.size}, root = ${grown.root}, checkpoint = ${checkpoint}, signed_at = ${self.now()} where id = ${feed.id}`);
}
