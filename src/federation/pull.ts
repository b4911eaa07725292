import { toBase64 } from '#platform';
import { Failure } from '#kernel/errors.ts';
import { FIRST_EPOCH, isBehind } from '#kernel/protocol/epoch.ts';
import { isFault, type Fault } from '#kernel/log/faults.ts';
import { readEntries } from '#kernel/protocol/page.ts';
import { feedsToPull, isHeldAsOffered, vanished, type FeedPlace, type Offered } from '#kernel/protocol/pulling.ts';
import { CHARTER } from '#store/accords.ts';
import type { Db } from '#store/db.ts';
import { feedsToRetake } from '#store/due-again.ts';
import {
  endQuarantine,
  feedByOrigin,
  feedsFrom,
  isInQuarantine,
  lockFeed,
  newestFeed,
  originOf,
  quarantineFeed,
  type Feed,
  type FeedKey,
} from '#store/feeds.ts';
import { isAbandoned } from '#store/epochs.ts';
import type { Party } from '#store/parties.ts';
import type { Self } from '#store/self.ts';
import type { PartnerClient } from '#federation/messages/client.ts';
import { encodeBody } from '#federation/serve.ts';
import { dueAgain, retakeExcepted } from '#federation/take.ts';
import { newestHeld } from '#federation/take-epoch.ts';
import { NOT_YET, readOrFault, takePage } from '#federation/take-page.ts';
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
  /** Its publisher has begun anew after it: what is left of it is read, and nothing taken again. */
  readonly isOver?: boolean;
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
  const outcome = await takeFeed(puller, { ...wanted, isDue }, lookAtCharter);
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
  { key, offer, isDue, isOver = false }: Pick<Wanted, 'key' | 'offer' | 'isDue' | 'isOver'>,
  lookAtCharter: LookAtCharter,
): Promise<boolean | Fault> {
  const { db, client } = puller;
  const origin = originOf(key);
  const ask = async (from: number): Promise<wire.EntriesPage | Fault | undefined> => {
    const path = `${wire.FEEDS_PATH}/${key.accord}/${key.channel}/${key.epoch}/entries?from=${from}`;
    // An answer that was long under way says nothing of what came since.
    const held = (await db.transaction('node', (tx) => feedByOrigin(tx, origin)))?.size ?? 0;
    const { status, body } = await client.call({ method: 'GET', path });
    if (status === 404) return vanished(held);
    // It may be over: then there is no more of it than was offered.
    if (status === 410 && (isOver || (offer !== undefined && from >= offer.size))) return undefined;
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
    if (page === undefined) return came;
    if (isFault(page)) return page;
    const behind = (await isBehindOf(puller, key, page)) && (await pullEarlier(puller, key, lookAtCharter));
    if (isFault(behind)) return behind;
    came ||= behind;
    const taken = await takePage(puller, { key, from, isOver }, page);
    if (isFault(taken)) return taken;
    isRetaking = taken === NOT_YET;
    came ||= taken.took > 0;
    if (taken.cosigned) await sendCosignature(puller, { origin, cosignedNote: taken.cosigned });
    if (!isRetaking && (taken.isWhole || taken.took === 0)) return came;
  }
}

async function isBehindOf({ db }: Puller, key: FeedKey, { entries }: wire.EntriesPage): Promise<boolean> {
  const first = readEntries(entries.slice(0, 1).map(({ entry }) => entry));
  if (isFault(first) || first[0]?.kind !== 'epoch') return false;
  return isBehind(first[0], key.epoch, await db.transaction('node', (tx) => newestHeld(tx, key)));
}

/** From the newest epoch of which anything is held to the last one before: this node was put back from before it ended. */
async function pullEarlier(puller: Puller, key: FeedKey, lookAtCharter: LookAtCharter): Promise<boolean | Fault> {
  let came = false;
  const newest = await puller.db.transaction('node', (tx) => newestHeld(tx, key));
  for (let epoch = newest?.epoch ?? FIRST_EPOCH; epoch < key.epoch; epoch++) {
    const earlier = { ...key, epoch };
    const held = await puller.db.transaction('node', (tx) => feedByOrigin(tx, originOf(earlier)));
    const wanted = { key: earlier, offer: undefined, held, isDue: false, isOver: true };
    const outcome = await pullFeed(puller, wanted, lookAtCharter);
    if (isFault(outcome)) return outcome;
    came ||= outcome;
  }
  return came;
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
