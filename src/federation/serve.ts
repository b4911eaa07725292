import { toBase64, utf8 } from '#platform';
import { Failure } from '#kernel/errors.ts';
import { readJson } from '#kernel/json/read.ts';
import type { JsonObject, JsonValue } from '#kernel/json/types.ts';
import { parseCheckpoint } from '#kernel/log/checkpoint.ts';
import type { ReceiptState } from '#kernel/log/entry.ts';
import { cosignerKey } from '#kernel/log/cosignature.ts';
import { isFault } from '#kernel/log/faults.ts';
import { consistencyProof, isSameHash, tilesForConsistency, tilesForRoot, treeRoot } from '#kernel/log/merkle.ts';
import { cosignatureTime, parseNote, parseSignatureLine, verifyNote } from '#kernel/log/note.ts';
import { uuidOf } from '#kernel/log/origin.ts';
import { isOffered, servedSize, type Ended } from '#kernel/protocol/epoch.ts';
import { trustedKeys } from '#kernel/protocol/keys.ts';
import { isStubGiven } from '#kernel/protocol/restore.ts';
import { parseTilePath } from '#kernel/log/tile-path.ts';
import { sql, type Db, type Tx } from '#store/db.ts';
import { feedByOrigin, feedsFor, originOf, readTiles, type Feed } from '#store/feeds.ts';
import { notePartnerKnows } from '#store/own-keys.ts';
import { isAbandoned } from '#store/epochs.ts';
import { partyById } from '#store/parties.ts';
import { closedNow } from '#store/recovery.ts';
import { rotationsFrom } from '#store/rotations.ts';
import type { Self } from '#store/self.ts';
import { stubsOf } from '#store/stubs.ts';
import type { FederationRequest, FederationRoute } from '#federation/messages/fastify.ts';
import * as wire from '#federation/wire.ts';

export type Serving = { readonly db: Db; readonly self: Self; readonly pageEntries?: number };

/** What a node answers its partners: their own feeds and nothing else. `wake` is told who has news. */
export function federationRoutes(
  { db, self, pageEntries = wire.PAGE_ENTRIES }: Serving,
  wake: (partner: string) => void,
): FederationRoute[] {
  return [
    {
      method: 'GET',
      path: wire.FEEDS_PATH,
      handle: (request) => db.transaction('node', (tx) => offers(tx, self, request)),
    },
    {
      method: 'GET',
      path: wire.ENTRIES_PATH,
      handle: (request) => db.transaction('node', (tx) => entries(tx, { self, pageEntries }, request)),
    },
    {
      method: 'GET',
      path: wire.TILE_PATH,
      handle: (request) => db.transaction('node', (tx) => tile(tx, self, request)),
    },
    {
      method: 'POST',
      path: wire.COSIGNATURES_PATH,
      bodyLimit: 4096,
      handle: (request) => db.transaction('node', (tx) => keepCosignature(tx, request)),
    },
    {
      method: 'POST',
      path: wire.WAKE_PATH,
      bodyLimit: 64,
      handle: async ({ partner }) => {
        wake(partner);
        return { status: 202, body: {} };
      },
    },
  ];
}

async function offers(tx: Tx, self: Self, { partner }: FederationRequest) {
  const closed = await closedNow(tx);
  if (closed.silent.has(partner)) throw restored();
  const own = (await partyById(tx, self.partyId))!;
  const isOpen = (feed: Feed): boolean => !closed.accords.has(feed.accord) && !isAbandoned(own, feed);
  const ours = (await feedsFor(tx, partner)).filter(isOpen);
  const offered = [];
  for (const feed of ours) {
    if (!isOffered(feed, ours)) continue;
    const { accord, channel, epoch, root, cosignedSize, endedSize, endedRoot } = feed;
    const size = servedSize({ size: feed.size, ended: await endedAs(tx, feed) });
    if (size === 0) continue;
    const held = { root: toBase64(new Uint8Array(endedRoot ?? root)), cosigned: endedSize ?? cosignedSize ?? 0 };
    offered.push({ accord, channel, epoch, size, ...held });
  }
  return { status: 200, body: { feeds: offered } };
}

export async function feedAsked(tx: Tx, self: Self, { partner, params }: FederationRequest): Promise<Feed> {
  const { accord = '', channel = '', epoch = '' } = params;
  const key = { publisher: self.partyId, recipient: partner, accord, channel, epoch: Number(epoch) };
  const closed = await closedNow(tx);
  if (closed.silent.has(partner) || closed.accords.has(accord)) throw restored();
  const feed = await feedByOrigin(tx, originOf(key));
  if (!feed || feed.checkpoint === null) throw new Failure('not-found', 'there is no such feed for you');
  return feed;
}

/** Less than the partner holds already would look like a history that was taken back. */
const restored = (): Failure =>
  new Failure('unavailable', 'this node was restored, and first takes back what you hold of its feeds');

export const natural = (given: string | undefined, name = 'from'): number => {
  const value = given !== undefined && /^(0|[1-9]\d{0,14})$/.test(given) ? Number(given) : Number.NaN;
  if (!Number.isSafeInteger(value)) throw new Failure('bad-input', `${name} is a whole number`, { path: name });
  return value;
};

async function entries(tx: Tx, { self, pageEntries }: Required<Omit<Serving, 'db'>>, request: FederationRequest) {
  const feed = await feedAsked(tx, self, request);
  const from = natural(request.query['from']);
  const own = (await partyById(tx, self.partyId))!;
  const isGivenUp = isAbandoned(own, feed);
  const served = isGivenUp ? 0 : servedSize({ size: feed.size, ended: await endedAs(tx, feed) });
  if ((isGivenUp || feed.endedSize !== null) && from >= served) return { status: 410, body: { code: 'epoch-ended' } };
  const signed = await signedFor(tx, feed, from);
  const rows = await tx.rows<Row>(sql`
    select e.idx as index, e.body, e.record, e.state, d.body as disclosure
    from (
      select idx, body, record, state from store.entry
      where feed = ${feed.id} and idx >= ${from} and idx < ${Math.min(signed.size, served)} order by idx limit ${pageEntries}
    ) e
    -- One look-up for each entry of the page: a join of the tables would read every disclosure for each page.
    left join lateral (
      select body from store.disclosure where record = e.record and recipient = ${feed.recipient} limit 1
    ) d on true
    order by e.idx`);
  let bytes = 0;
  const page = rows.filter(({ disclosure }, i) => {
    bytes += disclosure?.length ?? 0;
    return i === 0 || bytes <= wire.PAGE_BYTES;
  });
  const to = from + page.length;
  const gone = page.filter((row) => row.disclosure === null && isStubGiven(row, feed.receiptedSize));
  const stubs = await stubsOf(
    tx,
    gone.flatMap(({ record }) => record ?? []),
  );
  const body = {
    checkpoint: signed.checkpoint,
    entries: page.map(({ body: entry, disclosure, record }) => ({
      entry,
      disclosure: disclosure === null ? null : readJson(disclosure),
      ...stubBeside(stubs, record),
    })),
    proof: await proofUpTo(tx, { id: feed.id, size: signed.size }, to),
  };
  return { status: 200, body };
}

type Row = {
  readonly index: number;
  readonly body: string;
  readonly record: number | null;
  readonly state: ReceiptState | null;
  readonly disclosure: string | null;
};

export function stubBeside(stubs: ReadonlyMap<number, JsonObject>, record: number | null): { stub?: JsonObject } {
  const stub = record === null ? undefined : stubs.get(record);
  return stub ? { stub } : {};
}

/** Of an epoch that is over: what its recipient held, and whether that is the beginning of what is here. */
async function endedAs(tx: Tx, { id, size, endedSize, endedRoot }: Feed): Promise<Ended | null> {
  if (endedSize === null || endedRoot === null) return null;
  if (endedSize > size) return { size: endedSize, isOurs: false };
  const root = treeRoot(endedSize, await readTiles(tx, id, tilesForRoot(endedSize)));
  return { size: endedSize, isOurs: isSameHash(root, new Uint8Array(endedRoot)) };
}

/** Whoever has not seen the next change of key cannot know the key after it: they are shown the checkpoint that both keys sign. */
async function signedFor(tx: Tx, feed: Feed, from: number): Promise<{ checkpoint: string; size: number }> {
  const [change] = await rotationsFrom(tx, feed, from);
  return change
    ? { checkpoint: change.checkpoint, size: change.idx + 1 }
    : { checkpoint: feed.checkpoint!, size: feed.size };
}

async function proofUpTo(tx: Tx, feed: Pick<Feed, 'id' | 'size'>, to: number): Promise<string[]> {
  if (to === 0 || to >= feed.size) return [];
  const tiles = await readTiles(tx, feed.id, tilesForConsistency(to, feed.size));
  return consistencyProof(to, feed.size, tiles).hashes.map(toBase64);
}

/** tlog-tiles: for auditors of the feed's own recipient. */
async function tile(tx: Tx, self: Self, request: FederationRequest) {
  const feed = await feedAsked(tx, self, request);
  const place = parseTilePath(`tile/${request.params['*'] ?? ''}`);
  if (place.level === 'entries')
    throw new Failure('not-found', 'entries are given by /entries, with their disclosures');
  const found = await tx.row<{ hashes: Uint8Array }>(sql`
    select hashes from store.tile where feed = ${feed.id} and level = ${place.level} and idx = ${place.index}`);
  const bytes = place.width * 32;
  if (!found || found.hashes.length < bytes) throw new Failure('not-found', 'there is no such tile');
  return { status: 200, body: new Uint8Array(found.hashes.subarray(0, bytes)) };
}

/** The last second of the year 9999. */
const LATEST_SECONDS = 253_402_300_799;

/** The partner's "I hold every entry below size": kept if it is theirs, and over a checkpoint that we signed. */
async function keepCosignature(tx: Tx, { partner, body }: FederationRequest) {
  const { origin, line } = wire.readCosignature(body);
  const feed = await feedByOrigin(tx, origin);
  if (!feed?.isOurs || feed.recipient !== partner || feed.checkpoint === null)
    throw new Failure('not-found', 'there is no such feed for you');
  const closed = await closedNow(tx);
  if (closed.silent.has(partner) || closed.accords.has(feed.accord)) throw restored();
  const keys = trustedKeys((await partyById(tx, partner))!.keys).map((key) => cosignerKey(uuidOf(partner), key));
  const changes = await rotationsFrom(tx, feed, feed.cosignedSize ?? 0);
  // Over an older checkpoint than these: a later one is on its way, nothing is wrong.
  const kept = [feed.checkpoint, ...changes.map(({ checkpoint }) => checkpoint)].find((checkpoint) => {
    const { text } = parseNote(checkpoint);
    return !isFault(verifyNote({ text, signatures: [parseSignatureLine(line)] }, keys));
  });
  if (kept === undefined) return { status: 409, body: { code: 'not-the-newest-checkpoint' } };
  const { size } = parseCheckpoint(parseNote(kept).text);
  const time = cosignatureTime(parseSignatureLine(line).signature) ?? 0;
  // A partner's clock may be wrong by years, and is shown as it is; no calendar reaches beyond this.
  if (time > LATEST_SECONDS) throw new Failure('bad-input', 'the time of the cosignature is beyond all calendars');
  await tx.run(sql`
    update store.feed set cosigned_size = ${size}, cosigned_at = ${new Date(time * 1000)}, cosigned_note = ${`${kept}${line}\n`}
    where id = ${feed.id} and coalesce(cosigned_size, 0) <= ${size}`);
  const learned = changes.findLast(({ idx }) => idx < size);
  if (learned) await notePartnerKnows(tx, partner, learned.key);
  return { status: 200, body: {} };
}

export const encodeBody = (value: JsonValue): Uint8Array => utf8(JSON.stringify(value));
