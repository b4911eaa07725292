import { fromBase64Strict } from '#platform';
import type { JsonObject, JsonValue } from '#kernel/json/types.ts';
import { textOf } from '#kernel/json/types.ts';
import { canonicalize } from '#kernel/json/canonical.ts';
import { openCheckpoint, type OpenedCheckpoint } from '#kernel/log/checkpoint.ts';
import type { Entry, EpochEntry, ExpungeEntry, RecallEntry } from '#kernel/log/entry.ts';
import { fault, isFault, type Fault } from '#kernel/log/faults.ts';
import type { Grown } from '#kernel/log/merkle.ts';
import { formatNote } from '#kernel/log/note.ts';
import { readEntries } from '#kernel/protocol/page.ts';
import { openGiven } from '#kernel/protocol/partner-record.ts';
import { expungedBy, recalledBy, type EntryPlace } from '#kernel/protocol/recall.ts';
import { readStub, type Stub } from '#kernel/record/stub.ts';
import type { OpenedDisclosure } from '#kernel/record/disclosure.ts';
import { discloseText } from '#kernel/record/disclosure.ts';
import { keepPlacedAct } from '#store/acts.ts';
import { sql, type Tx } from '#store/db.ts';
import { publishAgain } from '#store/epochs.ts';
import { expunge } from '#store/expunge.ts';
import { basesOf, feedByOrigin, keepTiles, lockFeed, oppositeLine, originOf, type Feed } from '#store/feeds.ts';
import { keepRecords } from '#store/keep-records.ts';
import { heldParts } from '#store/held-parts.ts';
import type { Self } from '#store/self.ts';
import { keepStubs } from '#store/stubs.ts';
import { signedCheckpoint } from '#store/sign.ts';
import { growFeed } from '#federation/check-page.ts';
import type { EntriesPage } from '#federation/wire.ts';

type At = { readonly self: Self; readonly feed: Feed };

/**
 * What a partner returns of our own feed, a page in one transaction under the sequencer's lock: entries, tiles, records, what was
 * disclosed of each, and our signature over as much as is here again. Of a page that proves nothing, nothing is kept.
 */
export async function takeBack(tx: Tx, at: At, page: EntriesPage): Promise<number | Fault> {
  const { self, feed } = at;
  const opened = openCheckpoint(page.checkpoint, feed.origin, await ownKeys(tx, self));
  if (isFault(opened)) return opened;
  const texts = page.entries.map(({ entry }) => entry);
  const proof = readProof(page);
  if (isFault(proof)) return proof;
  const grown = await growFeed(tx, feed, { checkpoint: opened.checkpoint, entries: texts, proof });
  if (isFault(grown)) return grown;
  const entries = readEntries(texts);
  if (isFault(entries)) return entries;
  const items = itemsOf(feed, entries, page);
  const wrong = items.find(({ opened: one }) => one === 'wrong');
  if (wrong)
    return fault('changed-entry', `What the partner returns beside entry ${wrong.idx} is not what we published.`);
  await keepTiles(tx, feed.id, grown.tiles);
  const records = await recordsOf(tx, at, items);
  await keepEntries(tx, at, items, records);
  await keepReleases(tx, at, items, records);
  for (const item of items) await doAgain(tx, at, item);
  const checkpoint = await signedSoFar(at, opened, grown);
  await tx.run(sql`
    update store.feed set size = ${grown.size}, root = ${grown.root}, checkpoint = ${checkpoint}, signed_at = ${self.now()},
      key = ${opened.signers.at(-1) ?? feed.key}
    where id = ${feed.id}`);
  return entries.length;
}

/** As we had signed it; of a beginning of it, what we had signed then is not known, and it is said again. */
async function signedSoFar(
  { self, feed: { origin } }: At,
  { checkpoint, note, signers }: OpenedCheckpoint,
  { size, root }: Pick<Grown, 'size' | 'root'>,
): Promise<string> {
  if (size < checkpoint.size)
    return signedCheckpoint({ origin, size, root }, [
      signers.map(self.signer).find((one) => one !== undefined) ?? self,
    ]);
  return formatNote({ text: note.text, signatures: note.signatures.filter(({ name }) => name === origin) });
}

function readProof({ proof }: EntriesPage): Uint8Array[] | Fault {
  try {
    return proof.map(fromBase64Strict);
  } catch {
    return fault('malformed', "The partner's proof cannot be read.");
  }
}

/** Whichever of our keys it was signed by. */
export async function ownKeys(tx: Tx, { partyId, publicKey }: Self): Promise<Uint8Array[]> {
  const rows = await tx.rows<{ key: Uint8Array }>(
    sql`select public_key as key from store.party_key where party = ${partyId} and public_key <> ${publicKey}`,
  );
  return [publicKey, ...rows.map(({ key }) => new Uint8Array(key))];
}

/** `opened`: undefined where nothing came beside the entry. */
type Item = {
  readonly idx: number;
  readonly text: string;
  readonly entry: Entry;
  readonly disclosure: JsonValue | null;
  readonly opened: OpenedDisclosure | 'wrong' | undefined;
  /** Of one that either party deleted. */
  readonly stub: Stub | undefined;
};

const itemsOf = ({ size, accord }: Feed, entries: readonly Entry[], page: EntriesPage): Item[] =>
  entries.map((entry, i) => {
    const { entry: text, disclosure, stub } = page.entries[i]!;
    const opened = openReturned(entry, disclosure);
    return { idx: size + i, text, entry, disclosure, opened, stub: readStub(stub, accord) };
  });

function openReturned(entry: Entry, disclosure: JsonValue | null): Item['opened'] {
  if (disclosure === null) return undefined;
  if (entry.kind !== 'record') return 'wrong';
  const opened = openGiven(entry.c, disclosure);
  return 'parts' in opened ? opened : 'wrong';
}

const commitmentOf = ({ entry }: Item): string | undefined => (entry.kind === 'record' ? entry.c : undefined);

/** By commitment: what the backup had already (it was queued then), and what came back now. */
async function recordsOf(tx: Tx, { self, feed }: At, items: readonly Item[]): Promise<Map<string, number>> {
  const wanted = items.flatMap((item) => commitmentOf(item) ?? []);
  const known = await tx.rows<{ seq: number; c: string }>(sql`
    select seq, encode(c, 'base64') as c from store.record
    where publisher = ${self.partyId} and c = any (${wanted.map(fromBase64Strict)}::bytea[])`);
  const records = new Map(known.map(({ seq, c }) => [c, seq]));
  const missing = items.filter(
    (item) => item.opened !== undefined && item.opened !== 'wrong' && !records.has(commitmentOf(item)!),
  ) as readonly (Item & { readonly opened: OpenedDisclosure })[]; // by the filter
  const fresh = await notHeldOtherwise(tx, self, missing);
  const seqs = await keepRecords(
    tx,
    fresh.map(({ entry, opened }) => ({
      object: opened.record,
      parts: opened.parts,
      c: fromBase64Strict((entry as { c: string }).c),
      publisher: self.partyId,
      place: 'shared',
      secret: null, // it went with the node; what was disclosed has its salts
      at: self.now(),
      publishedAt: entry.at,
    })),
  );
  for (const [i, item] of fresh.entries()) records.set(commitmentOf(item)!, seqs[i]!);
  const left = items.flatMap(({ entry, opened, stub }) =>
    entry.kind === 'record' && opened === undefined && stub && !records.has(entry.c) ? [{ c: entry.c, stub }] : [],
  );
  for (const [i, seq] of (await keepStubs(tx, feed, { left, at: self.now() })).entries())
    if (seq !== null) records.set(left[i]!.c, seq);
  return records;
}

type Opened = Item & { readonly opened: OpenedDisclosure };

/** One version has one commitment: of one that is here with another, the entry alone is kept. */
async function notHeldOtherwise(tx: Tx, { partyId }: Self, items: readonly Opened[]): Promise<Opened[]> {
  const key = ({ id, modified }: JsonObject): string => `${textOf(id)} ${textOf(modified)}`;
  const held = await tx.rows<{ id: string; modified: string }>(sql`
    select id, modified from store.record
    where publisher = ${partyId} and id = any (${items.map(({ opened }) => textOf(opened.record['id']))})`);
  const taken = new Set(held.map(key));
  return items.filter(({ opened: { record } }) => {
    const isNew = !taken.has(key(record));
    taken.add(key(record));
    return isNew;
  });
}

async function keepEntries(
  tx: Tx,
  { feed }: At,
  items: readonly Item[],
  records: ReadonlyMap<string, number>,
): Promise<void> {
  const bases = await basesOf(tx, oppositeLine(feed));
  await tx.run(sql`
    insert into store.entry (feed, idx, kind, body, at, seen_size, record, c)
    select ${feed.id}, idx, kind, body, at, seen_size, record, c from unnest(
      ${items.map(({ idx }) => idx)}::bigint[], ${items.map(({ entry }) => entry.kind)}::text[], ${items.map(({ text }) => text)}::text[],
      ${items.map(({ entry }) => entry.at)}::text[],
      ${items.map(({ entry: { seen } }) => (bases.get(seen[0]) ?? 0) + seen[1])}::bigint[],
      ${items.map((item) => records.get(commitmentOf(item) ?? '') ?? null)}::bigint[],
      ${items.map((item) => (commitmentOf(item) === undefined ? null : fromBase64Strict(commitmentOf(item)!)))}::bytea[]
    ) as t (idx, kind, body, at, seen_size, record, c)`);
}

/** What stands in a feed was released: the decision is known by what the recipient was given. */
async function keepReleases(
  tx: Tx,
  { self, feed }: At,
  items: readonly Item[],
  records: ReadonlyMap<string, number>,
): Promise<void> {
  const placed = items.flatMap((item) => {
    const record = records.get(commitmentOf(item) ?? '');
    return record === undefined ? [] : [{ ...item, record }];
  });
  const bare = await heldParts(
    tx,
    placed.flatMap(({ record, disclosure }) => (disclosure === null ? [record] : [])),
  );
  await tx.run(sql`
    insert into store.release (record, recipient, accord, channel, outcome, decided_at, feed, idx, whole)
    -- Of a stub that came back it is not known: whoever steps on it had read the whole.
    select record, ${feed.recipient}, ${feed.accord}, ${feed.channel}, 'yes', ${self.now()}, ${feed.id}, idx,
      exists (select 1 from store.record r where r.seq = t.record and r.expunged_at is not null)
    from unnest(${placed.map(({ record }) => record)}::bigint[], ${placed.map(({ idx }) => idx)}::bigint[]) as t (record, idx)
    on conflict (record, recipient) do update
      set outcome = 'yes', code = null, detail = null, waits_for = null, feed = excluded.feed, idx = excluded.idx`);
  // Of what the partner does not hold, as little is disclosed as there can be.
  const disclosed = placed.flatMap(({ record, disclosure }) => {
    const parts = bare.get(record);
    if (disclosure !== null) return [{ record, body: canonicalize(disclosure) }];
    return parts?.[0]?.canonical == null ? [] : [{ record, body: discloseText(parts, [0]) }];
  });
  await tx.run(sql`
    insert into store.disclosure (record, recipient, body)
    select record, ${feed.recipient}, body
    from unnest(${disclosed.map(({ record }) => record)}::bigint[], ${disclosed.map(({ body }) => body)}::text[]) as t (record, body)
    on conflict (record, recipient) do nothing`);
}

/** What we said besides records is as done as it was: above all, what was deleted stays deleted. */
async function doAgain(tx: Tx, at: At, { idx, entry }: Item): Promise<void> {
  if (entry.kind === 'record' || entry.kind === 'receipt') return;
  const about =
    entry.kind === 'recall'
      ? await recalledAgain(tx, at, entry)
      : entry.kind === 'expunge'
        ? await expungedAgain(tx, at, entry)
        : undefined;
  if (entry.kind === 'epoch') await openedAgain(tx, at, entry);
  const { v: _, at: __, seen: ___, ...act } = entry;
  await keepPlacedAct(tx, { feed: at.feed, idx }, act, about);
}

async function recalledAgain(tx: Tx, { self, feed }: At, entry: RecallEntry) {
  const place = recalledBy(entry, feed.epoch);
  const of = (await feedByOrigin(tx, originOf({ ...feed, epoch: place.epoch }))) ?? feed;
  return expungeAt(tx, self, of, place);
}

async function expungedAgain(tx: Tx, { self, feed }: At, entry: ExpungeEntry) {
  const place = expungedBy(entry);
  const of = await lockFeed(tx, { ...oppositeLine(feed), epoch: place.epoch }, false);
  // One that is still to come is not admitted: its expunge entry is known by then.
  await tx.run(sql`update store.entry set expunged = true where feed = ${of.id} and idx = ${place.index}`);
  return expungeAt(tx, self, of, place);
}

async function expungeAt(tx: Tx, self: Self, of: Feed, { epoch, index }: EntryPlace) {
  const row = await tx.row<{ record: number | null }>(
    sql`select record from store.entry where feed = ${of.id} and idx = ${index}`,
  );
  if (row && row.record !== null) await expunge(tx, [row.record], self.now());
  return { feed: of.id, epoch, idx: index };
}

async function openedAgain(tx: Tx, { feed }: At, { previous: [epoch, size, root] }: EpochEntry): Promise<void> {
  const before = await lockFeed(tx, { ...feed, epoch }, true);
  await tx.run(sql`
    update store.feed set ended_size = ${size}, ended_root = ${fromBase64Strict(root)} where id = ${before.id}`);
  await publishAgain(tx, before, size);
  await tx.run(sql`update store.feed set base = ${before.base + size} where id = ${feed.id}`);
}
