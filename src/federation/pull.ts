import { fromBase64Strict, utf8 } from '#platform';
import { Failure } from '#kernel/errors.ts';
import { openCheckpoint, type Checkpoint } from '#kernel/log/checkpoint.ts';
import { parseEntry, type Entry, type ReceiptEntry } from '#kernel/log/entry.ts';
import { checkAdvance } from '#kernel/log/extend.ts';
import { fault, isFault, type Fault } from '#kernel/log/faults.ts';
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
import { admitFromPartner, type Taken } from '#store/admit-partner.ts';
import { sql, type Db, type Tx } from '#store/db.ts';
import {
  keepTiles,
  lockFeed,
  oppositeKey,
  originOf,
  quarantineFeed,
  readTiles,
  type Feed,
  type FeedKey,
} from '#store/feeds.ts';
import type { Party } from '#store/parties.ts';
import type { Self } from '#store/self.ts';
import { lockSequencer } from '#store/sequencer.ts';
import { cosignatureLine } from '#store/sign.ts';
import type { PartnerClient } from '#federation/messages/client.ts';
import { encodeBody } from '#federation/serve.ts';
import * as wire from '#federation/wire.ts';

export type Puller = { readonly db: Db; readonly self: Self; readonly partner: Party; readonly client: PartnerClient };

/** `news`: our outbox has receipts to write. */
export type Pulled = { readonly news: boolean; readonly faults: readonly Fault[] };

/**
 * Takes what the partner published for us since the last time. All that is remembered is in the database: after a crash, a
 * lost network or a day away the next pull goes on where the last commit ended.
 */
export async function pull(puller: Puller): Promise<Pulled> {
  const { status, body } = await puller.client.call({ method: 'GET', path: wire.FEEDS_PATH });
  if (status !== 200) throw new Failure('unavailable', `the partner does not list its feeds (${status})`);
  const faults: Fault[] = [];
  let news = false;
  // The charter first: what it says decides what the other channels may bring.
  const offers = wire
    .readOffers(body)
    .sort((a, b) => Number(b.channel === 'charter') - Number(a.channel === 'charter'));
  for (const { accord, channel, epoch } of offers) {
    const key: FeedKey = { publisher: puller.partner.id, recipient: puller.self.partyId, accord, channel, epoch };
    const outcome = await pullFeed(puller, key);
    if (isFault(outcome)) faults.push(outcome);
    else news ||= outcome;
  }
  return { news, faults };
}

/** True if anything came. A fault quarantines this feed and hurts no other. */
async function pullFeed(puller: Puller, key: FeedKey): Promise<boolean | Fault> {
  let came = false;
  for (;;) {
    const held = await puller.db.transaction('node', (tx) => lockFeed(tx, key, false));
    if (held.faultName !== null) return false;
    const path = `${wire.FEEDS_PATH}/${key.accord}/${key.channel}/${key.epoch}/entries?from=${held.size}`;
    const { status, body } = await puller.client.call({ method: 'GET', path });
    if (status !== 200) throw new Failure('unavailable', `the partner does not give its feed (${status})`);
    const taken = await takePage(puller, { key, from: held.size }, body).catch(async (error: unknown) =>
      asFault(error),
    );
    if (isFault(taken)) {
      await puller.db.transaction('node', (tx) =>
        quarantineFeed(tx, originOf(key), { name: taken.fault, detail: taken.line, at: puller.self.now() }),
      );
      return taken;
    }
    came ||= taken.took > 0;
    if (taken.cosignature !== null) await sendCosignature(puller, originOf(key), taken.cosignature);
    if (taken.isWhole || taken.took === 0) return came;
  }
}

function asFault(error: unknown): Fault {
  if (error instanceof Failure && ['inconsistent', 'bad-json', 'bad-encoding', 'too-large'].includes(error.code)) {
    return fault('malformed', `The partner's answer cannot be read: ${error.message}.`);
  }
  throw error;
}

type TakenPage = { readonly took: number; readonly isWhole: boolean; readonly cosignature: string | null };

/** One transaction: all of the page is verified, then stored and cosigned, or nothing of it. */
async function takePage(
  { db, self, partner }: Puller,
  { key, from }: { key: FeedKey; from: number },
  body: Uint8Array,
): Promise<TakenPage | Fault> {
  const page = wire.readEntriesPage(body);
  return db.transaction('node', async (tx) => {
    await lockSequencer(tx);
    const feed = await lockFeed(tx, key, false);
    // Another pull was quicker: this page is of entries that are held by now.
    if (feed.size !== from) return { took: 0, isWhole: true, cosignature: null };
    const opened = openCheckpoint(page.checkpoint, feed.origin, [partner.publicKey]);
    if (isFault(opened)) return opened;
    const { checkpoint, note } = opened;
    const raw = page.entries.map(({ entry }) => utf8(entry));
    const grown = await verifyGrowth(tx, feed, { checkpoint, raw, proof: page.proof.map(fromBase64Strict) });
    if (isFault(grown)) return grown;
    const entries = readEntries(raw);
    if (isFault(entries)) return entries;
    const wrong = await checkAgainstOurs(tx, feed, entries);
    if (wrong) return wrong;
    await keepTiles(tx, feed.id, grown.tiles);
    for (const [i, entry] of entries.entries()) {
      const taken = await take(tx, { self, feed }, entry, page.entries[i]!.disclosure);
      await keepEntry(tx, feed, { idx: feed.size + i, entry, body: page.entries[i]!.entry, taken });
    }
    const isWhole = grown.size === checkpoint.size;
    const now = self.now();
    const seconds = Math.floor(now.getTime() / 1000);
    // Said once for each size: "I hold every entry below it".
    const isNew = isWhole && feed.cosignedSize !== checkpoint.size;
    const line = isNew ? await cosignatureLine(self, note.text, seconds) : null;
    await tx.run(sql`
      update store.feed set size = ${grown.size}, root = ${grown.root}, checkpoint = ${page.checkpoint}, signed_at = ${now}, last_contact = ${now}
      where id = ${feed.id}`);
    if (line !== null) {
      await tx.run(sql`
        update store.feed set cosigned_size = ${checkpoint.size}, cosigned_at = ${new Date(seconds * 1000)}, cosigned_note = ${`${page.checkpoint}${line}\n`}
        where id = ${feed.id}`);
    }
    return { took: entries.length, isWhole, cosignature: line };
  });
}

type Growing = {
  readonly checkpoint: Checkpoint;
  readonly raw: readonly Uint8Array[];
  readonly proof: readonly Uint8Array[];
};

/** The entries given continue what is held, and are the beginning of what the checkpoint signs. */
async function verifyGrowth(tx: Tx, feed: Feed, { checkpoint, raw, proof }: Growing): Promise<Grown | Fault> {
  const refused = checkAdvance(feed, checkpoint);
  if (refused) return refused;
  const tiles = await readTiles(tx, feed.id, tilesForRoot(feed.size));
  const grown =
    raw.length === 0
      ? { size: feed.size, root: feed.root, tiles: [] }
      : append({ size: feed.size, tiles, leaves: raw.map(leafHash) });
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

function readEntries(raw: readonly Uint8Array[]): Entry[] | Fault {
  try {
    return raw.map(parseEntry);
  } catch (error) {
    if (error instanceof Failure) return fault('bad-entry', `An entry breaks the rules: ${error.message}`);
    throw error;
  }
}

/** What the partner says it has seen of our feed, against our own log and against what it said before. */
async function checkAgainstOurs(tx: Tx, feed: Feed, entries: readonly Entry[]): Promise<Fault | undefined> {
  if (entries.length === 0) return undefined;
  const ours = await lockFeed(tx, oppositeKey(feed), true);
  const last = await lastEntry(tx, feed, null);
  const lastReceipt = await lastEntry(tx, feed, 'receipt');
  let previous = last?.seen;
  let receipted = lastReceipt?.kind === 'receipt' ? receiptedBy(lastReceipt) : undefined;
  const sizes = new Set(
    entries.flatMap(({ seen: [epoch, size] }) => (epoch === ours.epoch && size <= ours.size ? [size] : [])),
  );
  const tiles = await readTiles(tx, ours.id, [...sizes].flatMap(tilesForRoot));
  const own = { epoch: ours.epoch, size: ours.size, rootAt: (size: number) => treeRoot(size, tiles) };
  for (const entry of entries) {
    const wrong = checkSeen(previous, entry, receipted) ?? checkSeenRoot(entry.seen, own) ?? checkReceipt(entry, ours);
    if (wrong) return wrong;
    previous = entry.seen;
    if (entry.kind === 'receipt') receipted = furthestSeen(receipted, receiptedBy(entry));
  }
  return undefined;
}

function checkReceipt(entry: Entry, ours: Feed): Fault | undefined {
  if (entry.kind !== 'receipt' || entry.size <= ours.size) return undefined;
  return fault('seen-ahead', 'The partner acknowledges entries that we never published.');
}

async function lastEntry(tx: Tx, feed: Feed, kind: string | null): Promise<Entry | undefined> {
  const row = await tx.row<{ body: string }>(sql`
    select body from store.entry where feed = ${feed.id} and (${kind}::text is null or kind = ${kind}) order by idx desc limit 1`);
  return row && parseEntry(utf8(row.body));
}

async function take(
  tx: Tx,
  at: { self: Self; feed: Feed },
  entry: Entry,
  disclosure: wire.EntriesPage['entries'][number]['disclosure'],
): Promise<Taken | undefined> {
  switch (entry.kind) {
    case 'record':
      return admitFromPartner(tx, at.self, at.feed, { c: entry.c, disclosure });
    case 'receipt':
      await applyReceipt(tx, at.feed, entry);
      return undefined;
    default:
      return undefined; // kept in the log; recall, expunge, key and epoch act in what is built on it
  }
}

/** A later receipt overrides by index; what it does not name in its range is stored there. */
async function applyReceipt(tx: Tx, feed: Feed, receipt: ReceiptEntry): Promise<void> {
  const ours = await lockFeed(tx, oppositeKey(feed), true);
  await tx.run(
    sql`update store.feed set receipted_size = greatest(receipted_size, ${receipt.size}) where id = ${ours.id}`,
  );
  for (const { index, state, code } of receipt.exceptions) {
    await tx.run(
      sql`update store.entry set state = ${state}, code = ${code} where feed = ${ours.id} and idx = ${index}`,
    );
  }
}

async function keepEntry(
  tx: Tx,
  feed: Feed,
  given: { idx: number; entry: Entry; body: string; taken: Taken | undefined },
): Promise<void> {
  const { idx, entry, body, taken } = given;
  const record = taken && 'record' in taken ? taken.record : null;
  const exception = taken && 'state' in taken ? taken : null;
  await tx.run(sql`
    insert into store.entry (feed, idx, kind, body, at, seen_size, record, c, state, code)
    values (${feed.id}, ${idx}, ${entry.kind}, ${body}, ${entry.at}, ${entry.seen[1]}, ${record},
      ${entry.kind === 'record' ? fromBase64Strict(entry.c) : null}, ${exception?.state ?? null}, ${exception?.code ?? null})`);
}

/** Lost on the way, it is not said again for this size; the next checkpoint's covers it. */
async function sendCosignature({ client }: Puller, origin: string, line: string): Promise<void> {
  await client
    .call({ method: 'POST', path: wire.COSIGNATURES_PATH, body: encodeBody({ origin, line }) })
    .catch(() => undefined);
}
