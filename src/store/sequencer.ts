import { fromBase64Strict, fromUtf8, toBase64, utf8 } from '#platform';
import { encodeEntry, parseEntry, type Entry, type Seen } from '#kernel/log/entry.ts';
import { append, isSameHash, leafHash, tilesForRoot } from '#kernel/log/merkle.ts';
import { trustedKeys } from '#kernel/protocol/keys.ts';
import { writtenPlace } from '#kernel/protocol/recall.ts';
import { receiptsFor, type Judged } from '#kernel/protocol/receipts.ts';
import { isSeenHere } from '#kernel/protocol/restore.ts';
import { formatTimestamp } from '#kernel/stix/timestamps.ts';
import { bigints, byteas, texts } from '#store/columns.ts';
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
import { LOCKS } from '#store/locks.ts';
import { keyKnownTo, queueLaterKeys, requireSigner } from '#store/own-keys.ts';
import { partyById, type Party } from '#store/parties.ts';
import { keepRotation } from '#store/rotations.ts';
import { closedNow } from '#store/recovery.ts';
import type { Self } from '#store/self.ts';
import { keepLetOut, type LetOut } from '#store/release.ts';
import { signedCheckpoint } from '#store/sign.ts';

const BATCH = 1_000;

/**
 * The lock that makes the sequencer one at a time per node, on the connection that writes. Held until the transaction ends. What
 * waits is read along its index: such a scan marks the entries of what was dealt with, and the next one passes them by; a bitmap
 * scan never does, and would read the whole past to find nothing.
 */
export async function lockSequencer(tx: Tx): Promise<void> {
  await tx.run(sql`select pg_advisory_xact_lock(${LOCKS.sequencer}), set_config('enable_bitmapscan', 'off', true)`);
}

type Pending = {
  readonly body: Entry;
  readonly record: LetOut | null;
  readonly act: number | null;
};

/**
 * Gives what release let out, in this transaction or an earlier one, its place: entries, leaf index, tiles and a signed checkpoint,
 * all in this transaction, so no position exists before its commit and no signature leaves before it. A crash leaves the rows
 * unsequenced, and the next call takes them up. Returns the recipients whose feeds grew.
 */
export async function sequence(tx: Tx, self: Self, letOut: readonly LetOut[]): Promise<Set<string>> {
  const grown = new Set<string>();
  const fresh = Map.groupBy(letOut, lineKey);
  const lines = await feedsToWrite(tx, self, letOut);
  const own = lines.length > 0 ? await partyById(tx, self.partyId) : undefined;
  const closed = await closedNow(tx);
  for (const line of lines) {
    // What the partner holds may be longer than what is here: nothing is signed beside it.
    if (closed.accords.has(line.accord) || closed.silent.has(line.recipient)) continue;
    // What comes behind a change of key was decided on in this transaction too, and is written in it.
    for (let wrote: Wrote = 'change'; wrote === 'change';) {
      wrote = await writeTo(tx, self, { line, own, fresh });
      if (wrote !== 'nothing') grown.add(line.recipient);
    }
  }
  await keepLetOut(
    tx,
    [...fresh.values()].flat().map((one) => ({ ...one, placed: undefined })),
  );
  return grown;
}

const lineKey = ({ recipient, accord, channel }: Pick<FeedLine, 'recipient' | 'accord' | 'channel'>): string =>
  `${recipient} ${accord} ${channel}`;

type Writing = {
  readonly line: FeedLine;
  readonly own: Party | undefined;
  /** Let out in this transaction, by line; what was given a place is taken out of it. */
  readonly fresh: Map<string, LetOut[]>;
};

type Wrote = 'nothing' | 'all' | 'change';

/** One checkpoint of the feed. */
async function writeTo(tx: Tx, self: Self, { line, own, fresh }: Writing): Promise<Wrote> {
  const feed = await lockNewestFeed(tx, line, true);
  if (!own || feed.faultName !== null) return 'nothing';
  const key = await keyOf(tx, { self, own }, feed);
  if (key === 'waits') return 'nothing';
  // What we hold, verified, of the other direction: it grows only, and covers the receipt written beside it.
  const opposite = await spokenOf(tx, oppositeLine(feed));
  if (!isSeenHere(await lastSeen(tx, feed), opposite)) return 'nothing';
  const seen: Seen = [opposite.epoch, opposite.size, toBase64(opposite.root)];
  const acts = upToChange(await ownActs(tx, self, feed, seen));
  const pending = isChange(acts.at(-1))
    ? acts
    : [
        ...acts,
        ...(await receiptsDue(tx, self, opposite, seen)),
        ...recordEntries(await recordsDue(tx, feed, fresh), { at: formatTimestamp(self.now()), seen }),
      ];
  if (pending.length === 0) return 'nothing';
  await appendEntries(tx, self, { feed, key, seenSize: opposite.base + opposite.size }, pending);
  return isChange(acts.at(-1)) ? 'change' : 'all';
}

/** A change of key is the last entry under its checkpoint, which the old key and the new one sign; what else is due comes after. */
function upToChange(acts: readonly Pending[]): Pending[] {
  const change = acts.findIndex(isChange);
  return change === -1 ? [...acts] : acts.slice(0, change + 1);
}

const isChange = (pending: Pending | undefined): boolean => pending?.body.kind === 'key';

/**
 * What the feed is signed by now. A new one begins with the key that its recipient is known to have, and changes to those after it
 * by entries like any other; it waits while that is not known. A feed under a key that may be in other hands waits for a new epoch.
 */
async function keyOf(
  tx: Tx,
  by: { readonly self: Self; readonly own: Party },
  feed: Feed,
): Promise<Uint8Array | 'waits'> {
  const key = feed.key === null ? await keyKnownTo(tx, by, feed.recipient) : new Uint8Array(feed.key);
  if (key === undefined || !trustedKeys(by.own.keys).some((one) => isSameHash(one, key))) return 'waits';
  if (feed.key === null) await tx.run(sql`update store.feed set key = ${key} where id = ${feed.id}`);
  // Also of one that came back after a change of key, under the key before it.
  await queueLaterKeys(tx, { own: by.own, line: feed }, key);
  return key;
}

async function lastSeen(tx: Tx, feed: Feed): Promise<Seen | undefined> {
  const row = await tx.row<{ body: string }>(
    sql`select body from store.entry where feed = ${feed.id} order by idx desc limit 1`,
  );
  return row && parseEntry(utf8(row.body)).seen;
}

async function feedsToWrite(tx: Tx, self: Self, letOut: readonly LetOut[]): Promise<FeedLine[]> {
  const rows = await tx.rows<Omit<FeedLine, 'publisher'>>(sql`
    select distinct recipient, accord, channel from store.release where outcome = 'yes' and idx is null
    union
    select distinct recipient, accord, channel from store.act where idx is null
    union
    select publisher, accord, channel from store.feed where not is_ours and receipted_size < size and fault_name is null`);
  const lines = [...rows, ...letOut.map(({ recipient, accord, channel }) => ({ recipient, accord, channel }))];
  return [...new Map(lines.map((line) => [lineKey(line), { ...line, publisher: self.partyId }])).values()];
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
    return said ? [{ body: { v: 1, at, seen, ...said }, record: null, act: id }] : [];
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
  return receipts.map((body) => ({ body, record: null, act: null }));
}

/** In the order in which they were admitted. */
async function recordsDue(tx: Tx, feed: Feed, fresh: Writing['fresh']): Promise<LetOut[]> {
  const older = await tx.rows<LetOut>(sql`
    select l.record, l.recipient, l.accord, l.channel, r.c, l.code, l.detail, l.decided_at as "decidedAt"
    from store.release l join store.record r on r.seq = l.record
    where l.outcome = 'yes' and l.idx is null and l.recipient = ${feed.recipient} and l.accord = ${feed.accord} and l.channel = ${feed.channel}
    order by l.record limit ${BATCH}`);
  const due = [...older, ...(fresh.get(lineKey(feed)) ?? [])].sort((one, other) => one.record - other.record);
  fresh.delete(lineKey(feed));
  return due;
}

const recordEntries = (due: readonly LetOut[], said: { readonly at: string; readonly seen: Seen }): Pending[] =>
  due.map((record) => ({
    body: { v: 1, kind: 'record', ...said, c: toBase64(new Uint8Array(record.c)) },
    record,
    act: null,
  }));

type Place = { readonly feed: Feed; readonly key: Uint8Array; readonly seenSize: number };

async function appendEntries(
  tx: Tx,
  self: Self,
  { feed, key, seenSize }: Place,
  pending: readonly Pending[],
): Promise<void> {
  const encoded = pending.map(({ body }) => encodeEntry(body));
  const tiles = await readTiles(tx, feed.id, tilesForRoot(feed.size));
  const grown = append({ size: feed.size, tiles, leaves: encoded.map(leafHash) });
  await keepTiles(tx, feed.id, grown.tiles);
  await tx.run(sql`
    insert into store.entry (feed, idx, kind, body, at, seen_size, record, c)
    select ${feed.id}, idx, kind, body, at, ${seenSize}, record, c from unnest(
      ${bigints(pending.map((_, i) => feed.size + i))}::bigint[], ${texts(pending.map(({ body }) => body.kind))}::text[], ${texts(encoded.map(fromUtf8))}::text[],
      ${texts(pending.map(({ body }) => body.at))}::text[],
      ${bigints(pending.map(({ record }) => record?.record ?? null))}::bigint[], ${byteas(pending.map(({ record }) => record?.c ?? null))}::bytea[]
    ) as t (idx, kind, body, at, record, c)`);
  await placeActs(
    tx,
    feed.id,
    pending.flatMap(({ act }, i) => (act === null ? [] : [{ id: act, idx: feed.size + i }])),
  );
  await keepLetOut(
    tx,
    pending.flatMap(({ record }, i) =>
      record === null ? [] : [{ ...record, placed: { feed: feed.id, idx: feed.size + i } }],
    ),
  );
  const last = pending.at(-1)!.body;
  const next = last.kind === 'key' ? fromBase64Strict(last.key) : undefined;
  const signers = [key, ...(next ? [next] : [])].map((one) => requireSigner(self, one));
  const checkpoint = await signedCheckpoint({ origin: feed.origin, size: grown.size, root: grown.root }, signers);
  if (next) await keepRotation(tx, feed, { idx: grown.size - 1, key: next, checkpoint });
  await tx.run(sql`
    update store.feed set size = ${grown.size}, root = ${grown.root}, checkpoint = ${checkpoint}, signed_at = ${self.now()},
      key = ${next ?? key}
    where id = ${feed.id}`);
}
