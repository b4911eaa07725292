import { fromBase64Strict, toBase64 } from '#platform';
import { Failure } from '#kernel/errors.ts';
import { openCheckpoint } from '#kernel/log/checkpoint.ts';
import { judgeKeys, signersOf, trustedKeys } from '#kernel/protocol/keys.ts';
import { fault, isFault, type Fault } from '#kernel/log/faults.ts';
import { readEntries } from '#kernel/protocol/page.ts';
import {
  feedsToPull,
  isHeldAsOffered,
  isOfEra,
  vanished,
  type FeedPlace,
  type Offered,
} from '#kernel/protocol/pulling.ts';
import { mayTake } from '#kernel/protocol/waiting.ts';
import { isCosignatureDue } from '#kernel/protocol/receipts.ts';
import { CHARTER } from '#store/accords.ts';
import { sql, type Db } from '#store/db.ts';
import {
  endQuarantine,
  feedByOrigin,
  feedsFrom,
  isCharterHeard,
  isInQuarantine,
  keepTiles,
  lockFeed,
  newestFeed,
  originOf,
  quarantineFeed,
  type Feed,
  type FeedKey,
} from '#store/feeds.ts';
import { isAbandoned } from '#store/epochs.ts';
import { signerFor } from '#store/own-keys.ts';
import { partyById, type Party } from '#store/parties.ts';
import { keepRotation } from '#store/rotations.ts';
import type { Self } from '#store/self.ts';
import { lockSequencer } from '#store/sequencer.ts';
import { cosignatureLine } from '#store/sign.ts';
import type { PartnerClient } from '#federation/messages/client.ts';
import { checkAgainstOurs, growFeed } from '#federation/check-page.ts';
import { encodeBody } from '#federation/serve.ts';
import { dueAgain, feedsToRetake, itemsOf, retakeExcepted, takeEntries } from '#federation/take.ts';
import { checkEpoch } from '#federation/take-epoch.ts';
import * as wire from '#federation/wire.ts';

export type Puller = { readonly db: Db; readonly self: Self; readonly partner: Party; readonly client: PartnerClient };

/** `news`: our outbox has receipts to write. `failures`: what kept a feed from being read now; it is asked for again. */
export type Pulled = {
  readonly news: boolean;
  readonly faults: readonly Fault[];
  readonly failures: readonly unknown[];
  /** Accords of which something was not read. */
  readonly unread: ReadonlySet<string>;
};

/**
 * Takes what the partner published for us since the last time. All that is remembered is in the database: after a crash, a
 * lost network or a day away the next pull goes on where the last commit ended. What is wrong with one feed stops no other.
 * `unready`: accords of which our own side is not here yet.
 */
export async function pull(puller: Puller, unready: ReadonlySet<string> = new Set()): Promise<Pulled> {
  const { status, body } = await puller.client.call({ method: 'GET', path: wire.FEEDS_PATH });
  if (status !== 200) throw new Failure('unavailable', `the partner does not list its feeds (${status})`);
  const faults: Fault[] = [];
  const failures: unknown[] = [];
  const unread = new Set<string>();
  let news = false;
  const look = async (wanted: Wanted): Promise<void> => {
    const outcome = await pullFeed(puller, wanted, lookAtCharter);
    if (isFault(outcome)) {
      faults.push(outcome);
      unread.add(wanted.key.accord);
    } else news ||= outcome;
  };
  const lookAtCharter: LookAtCharter = async (feed) => {
    const held = await puller.db.transaction('node', (tx) => newestFeed(tx, { ...feed, channel: CHARTER }));
    if (held) await look({ key: held, offer: undefined, held, isDue: false });
  };
  for (const offered of await wantedFeeds(puller, wire.readOffers(body))) {
    if (unready.has(offered.key.accord)) continue;
    try {
      await look(offered);
    } catch (error) {
      failures.push(error);
      unread.add(offered.key.accord);
    }
  }
  return { news, faults, failures, unread };
}

/**
 * After a page came and before it is judged: so what its publisher knew of the accord when it published is known here too, and
 * nothing is refused by terms that both had replaced.
 */
type LookAtCharter = (feed: FeedKey) => Promise<void>;

/** A feed to look after: what the partner offers of it, and what we hold. `isDue`: something of it may have to be taken again. */
type Wanted = {
  readonly key: FeedKey;
  readonly offer: Offered | undefined;
  readonly held: Feed | undefined;
  readonly isDue: boolean;
};

async function wantedFeeds({ db, self, partner }: Puller, offers: readonly Offered[]): Promise<Wanted[]> {
  const { feeds, due } = await db.transaction('node', async (tx) => ({
    feeds: await feedsFrom(tx, partner.id),
    due: await feedsToRetake(tx),
  }));
  return feedsToPull(
    offers,
    feeds.filter(({ size }) => size > 0),
  ).map(({ place: { accord, channel, epoch }, offer }) => {
    const held = feeds.find(isAt({ accord, channel, epoch }));
    const key = { publisher: partner.id, recipient: self.partyId, accord, channel, epoch };
    return { key, offer, held, isDue: held !== undefined && due.has(held.id) };
  });
}

const isAt = (a: FeedPlace) => (b: FeedPlace) =>
  a.accord === b.accord && a.channel === b.channel && a.epoch === b.epoch;

/** True if anything came. A fault quarantines this feed and hurts no other. */
async function pullFeed(puller: Puller, wanted: Wanted, lookAtCharter: LookAtCharter): Promise<boolean | Fault> {
  const { key, offer, held } = wanted;
  if (held && isInQuarantine(held)) return false;
  if (held && !offer && isAbandoned(puller.partner, held)) return false;
  const isDue =
    held !== undefined &&
    wanted.isDue &&
    (await puller.db.transaction('node', (tx) => dueAgain(tx, held, 0))).length > 0;
  if (held && offer && isHeld(held, offer) && !isDue) {
    if (offer.cosigned < held.size && held.cosignedSize === held.size) await sendCosignature(puller, held);
    if (held.liftedAt === null) return false;
    await puller.db.transaction('node', (tx) => endQuarantine(tx, held));
    return true;
  }
  const outcome = await takeFeed(puller, { key, isDue }, lookAtCharter);
  if (isFault(outcome)) {
    await puller.db.transaction('node', async (tx) => {
      const { origin } = await lockFeed(tx, key, false);
      await quarantineFeed(tx, origin, { name: outcome.fault, detail: outcome.line, at: puller.self.now() });
    });
  }
  return outcome;
}

const isHeld = ({ size, root }: Feed, offer: Offered): boolean =>
  isHeldAsOffered({ size, root: toBase64(new Uint8Array(root)) }, offer);

async function takeFeed(
  puller: Puller,
  { key, isDue }: Pick<Wanted, 'key' | 'isDue'>,
  lookAtCharter: LookAtCharter,
): Promise<boolean | Fault> {
  const { db, client } = puller;
  const origin = originOf(key);
  const ask = async (from: number): Promise<wire.EntriesPage | Fault> => {
    const path = `${wire.FEEDS_PATH}/${key.accord}/${key.channel}/${key.epoch}/entries?from=${from}`;
    const { status, body } = await client.call({ method: 'GET', path });
    if (status === 404) {
      const gone = vanished((await db.transaction('node', (tx) => feedByOrigin(tx, origin)))?.size ?? 0);
      if (gone) return gone;
    }
    if (status === 410) throw new Failure('unavailable', 'the partner has ended this epoch, and offers no other yet');
    if (status !== 200) throw new Failure('unavailable', `the partner does not give its feed (${status})`);
    const page = readOrFault(() => wire.readEntriesPage(body));
    if (!isFault(page) && page.entries.length > 0 && key.channel !== CHARTER) await lookAtCharter(key);
    return page;
  };

  let came = false;
  for (let isRetaking = isDue; ;) {
    const now = await db.transaction('node', (tx) => feedByOrigin(tx, origin));
    const retaken = now && isRetaking ? await retakeExcepted({ ...puller, ask }, now) : false;
    if (isFault(retaken)) return retaken;
    came ||= retaken;
    const from = now?.size ?? 0;
    const page = await ask(from);
    const taken = isFault(page) ? page : await takePage(puller, { key, from }, page);
    if (isFault(taken)) return taken;
    isRetaking = taken === NOT_YET;
    came ||= taken.took > 0;
    if (taken.cosigned) await sendCosignature(puller, { origin, cosignedNote: taken.cosigned });
    if (!isRetaking && (taken.isWhole || taken.took === 0)) return came;
  }
}

/** What the partner cannot have said well is a fault of this feed, on which it is quarantined. */
function readOrFault<T>(read: () => T): T | Fault {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return fault('malformed', `The partner's answer cannot be read: ${error.message}.`);
  }
}

type TakenPage = { readonly took: number; readonly isWhole: boolean; readonly cosigned: string | null };
const NOTHING: TakenPage = { took: 0, isWhole: true, cosigned: null };
const NOT_YET: TakenPage = { took: 0, isWhole: false, cosigned: null };

/** One transaction: all of the page is verified, then stored and cosigned, or nothing of it. */
async function takePage(
  { db, self, partner }: Puller,
  { key, from }: { key: FeedKey; from: number },
  page: wire.EntriesPage,
): Promise<TakenPage | Fault> {
  return db.transaction('node', async (tx) => {
    await lockSequencer(tx);
    const feed = await lockFeed(tx, key, false);
    // Another pull was quicker: this page is of entries that are held by now.
    if (feed.size !== from || isInQuarantine(feed)) return NOTHING;
    const known = (await partyById(tx, partner.id))!; // as it is now: its key may have changed since this pull began
    if (!isOfEra(partner.era, known.era)) return NOTHING;
    if (!mayTake(feed.channel, await isCharterHeard(tx, feed.accord))) return NOTHING;
    const keys = { key: feed.key && new Uint8Array(feed.key), chain: trustedKeys(known.keys) };
    // What is taken again stands before it, and may be what its steps bind.
    if ((await dueAgain(tx, feed, 0)).length > 0) return NOT_YET;
    const opened = openCheckpoint(page.checkpoint, feed.origin, signersOf(keys));
    if (isFault(opened)) return opened;
    const { checkpoint, note } = opened;
    const proof = readOrFault(() => page.proof.map(fromBase64Strict));
    if (isFault(proof)) return proof;
    const grown = await growFeed(tx, feed, { checkpoint, entries: page.entries.map(({ entry }) => entry), proof });
    if (isFault(grown)) return grown;
    const entries = readEntries(page.entries.map(({ entry }) => entry));
    if (isFault(entries)) return entries;
    const wrong = (await checkEpoch(tx, feed, entries)) ?? (await checkAgainstOurs(tx, feed, entries));
    if (wrong) return wrong;
    const signed = judgeKeys({ opened, size: feed.size, entries }, keys);
    if (isFault(signed)) return signed;
    await keepTiles(tx, feed.id, grown.tiles);
    await takeEntries(tx, { self, feed }, itemsOf(feed.size, entries, page));
    const isWhole = grown.size === checkpoint.size;
    const now = self.now();
    const seconds = Math.floor(now.getTime() / 1000);
    const isNew = isCosignatureDue({ size: grown.size, cosignedSize: feed.cosignedSize }, checkpoint.size);
    const line = isNew
      ? await cosignatureLine({ ...(await signerFor(tx, self, partner.id)), partyId: self.partyId }, note.text, seconds)
      : null;
    await tx.run(sql`
      update store.feed set size = ${grown.size}, root = ${grown.root}, checkpoint = ${page.checkpoint}, signed_at = ${now}, last_contact = ${now},
        key = ${signed.key}, proof = ${isWhole ? null : JSON.stringify(page.proof)}
      where id = ${feed.id}`);
    const hasChanged = entries.at(-1)?.kind === 'key';
    if (hasChanged && signed.key)
      await keepRotation(tx, feed, { idx: grown.size - 1, key: signed.key, checkpoint: page.checkpoint });
    if (feed.liftedAt !== null) await endQuarantine(tx, feed);
    const cosigned = line === null ? null : `${page.checkpoint}${line}\n`;
    if (cosigned !== null) {
      await tx.run(sql`
        update store.feed set cosigned_size = ${checkpoint.size}, cosigned_at = ${new Date(seconds * 1000)}, cosigned_note = ${cosigned}
        where id = ${feed.id}`);
    }
    // A page ends at a change of key, since what comes after is signed by a key that was not known before.
    return { took: entries.length, isWhole: isWhole && !hasChanged, cosigned };
  });
}

/** The last line of a cosigned note is the cosignature. Lost on the way, it is said again at a later pull. */
async function sendCosignature(
  { client }: Puller,
  { origin, cosignedNote }: Pick<Feed, 'origin' | 'cosignedNote'>,
): Promise<void> {
  const line = cosignedNote?.trimEnd().split('\n').at(-1) ?? '';
  await client
    .call({ method: 'POST', path: wire.COSIGNATURES_PATH, body: encodeBody({ origin, line }) })
    .catch(() => undefined);
}
