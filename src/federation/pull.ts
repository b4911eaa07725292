import { fromBase64Strict, toBase64 } from '#platform';
import { Failure } from '#kernel/errors.ts';
import { openCheckpoint } from '#kernel/log/checkpoint.ts';
import { fault, isFault, type Fault } from '#kernel/log/faults.ts';
import { CHARTER } from '#store/accords.ts';
import { sql, type Db } from '#store/db.ts';
import {
  feedByOrigin,
  feedsFrom,
  keepTiles,
  lockFeed,
  originOf,
  quarantineFeed,
  type Feed,
  type FeedKey,
} from '#store/feeds.ts';
import type { Party } from '#store/parties.ts';
import type { Self } from '#store/self.ts';
import { lockSequencer } from '#store/sequencer.ts';
import { cosignatureLine } from '#store/sign.ts';
import type { PartnerClient } from '#federation/messages/client.ts';
import { checkAgainstOurs, readEntries, verifyGrowth } from '#federation/check-page.ts';
import { encodeBody } from '#federation/serve.ts';
import { feedsToRetake, itemsOf, retakeExcepted, takeEntries } from '#federation/take.ts';
import * as wire from '#federation/wire.ts';

export type Puller = { readonly db: Db; readonly self: Self; readonly partner: Party; readonly client: PartnerClient };

/** `news`: our outbox has receipts to write. `failures`: what kept a feed from being read now; it is asked for again. */
export type Pulled = {
  readonly news: boolean;
  readonly faults: readonly Fault[];
  readonly failures: readonly unknown[];
};

/**
 * Takes what the partner published for us since the last time. All that is remembered is in the database: after a crash, a
 * lost network or a day away the next pull goes on where the last commit ended. What is wrong with one feed stops no other.
 */
export async function pull(puller: Puller): Promise<Pulled> {
  const { status, body } = await puller.client.call({ method: 'GET', path: wire.FEEDS_PATH });
  if (status !== 200) throw new Failure('unavailable', `the partner does not list its feeds (${status})`);
  const faults: Fault[] = [];
  const failures: unknown[] = [];
  let news = false;
  for (const offered of await feedsToPull(puller, wire.readOffers(body))) {
    try {
      const outcome = await pullFeed(puller, offered);
      if (isFault(outcome)) faults.push(outcome);
      else news ||= outcome;
    } catch (error) {
      failures.push(error);
    }
  }
  return { news, faults, failures };
}

/** A feed to look after: what the partner offers of it, and what we hold. `isDue`: something of it is to be taken again. */
type Wanted = {
  readonly key: FeedKey;
  readonly offer: wire.OfferedFeed | undefined;
  readonly held: Feed | undefined;
  readonly isDue: boolean;
};

/** What is offered, and what we hold even if it is not offered any more. The charter first: it decides what the others may bring. */
async function feedsToPull({ db, self, partner }: Puller, offers: readonly wire.OfferedFeed[]): Promise<Wanted[]> {
  const { feeds, due } = await db.transaction('node', async (tx) => ({
    feeds: await feedsFrom(tx, partner.id),
    due: await feedsToRetake(tx),
  }));
  type Place = Pick<FeedKey, 'accord' | 'channel' | 'epoch'>;
  const isSame = (a: Place) => (b: Place) => a.accord === b.accord && a.channel === b.channel && a.epoch === b.epoch;
  const wanted = ({ accord, channel, epoch }: Place, offer: wire.OfferedFeed | undefined): Wanted => {
    const held = feeds.find(isSame({ accord, channel, epoch }));
    const key = { publisher: partner.id, recipient: self.partyId, accord, channel, epoch };
    return { key, offer, held, isDue: held !== undefined && due.has(held.id) };
  };
  const gone = feeds.filter((feed) => !offers.some(isSame(feed)));
  return [...offers.map((offer) => wanted(offer, offer)), ...gone.map((feed) => wanted(feed, undefined))].sort(
    (a, b) => Number(b.key.channel === CHARTER) - Number(a.key.channel === CHARTER),
  );
}

/** True if anything came. A fault quarantines this feed and hurts no other. */
async function pullFeed(puller: Puller, wanted: Wanted): Promise<boolean | Fault> {
  const { key, offer, held, isDue } = wanted;
  if (held && held.faultName !== null) return false;
  if (held && offer && isHeld(held, offer) && !isDue) {
    if (offer.cosigned < held.size && held.cosignedSize === held.size) await sendCosignature(puller, held);
    return false;
  }
  const outcome = await takeFeed(puller, wanted);
  if (isFault(outcome)) {
    await puller.db.transaction('node', async (tx) => {
      const { origin } = await lockFeed(tx, key, false);
      await quarantineFeed(tx, origin, { name: outcome.fault, detail: outcome.line, at: puller.self.now() });
    });
  }
  return outcome;
}

const isHeld = (held: Feed, offer: wire.OfferedFeed): boolean =>
  held.size === offer.size && toBase64(new Uint8Array(held.root)) === offer.root;

async function takeFeed(puller: Puller, { key, held, isDue }: Wanted): Promise<boolean | Fault> {
  const { db, client } = puller;
  const origin = originOf(key);
  const ask = async (from: number): Promise<wire.EntriesPage | Fault> => {
    const path = `${wire.FEEDS_PATH}/${key.accord}/${key.channel}/${key.epoch}/entries?from=${from}`;
    const { status, body } = await client.call({ method: 'GET', path });
    if (status === 404 && from > 0)
      return fault('rollback', `The partner no longer has the feed of which it had signed ${from} entries.`);
    if (status !== 200) throw new Failure('unavailable', `the partner does not give its feed (${status})`);
    return readOrFault(() => wire.readEntriesPage(body));
  };

  const retaken = held && isDue ? await retakeExcepted({ ...puller, ask }, held) : false;
  if (isFault(retaken)) return retaken;
  let came = retaken;
  for (;;) {
    const now = await db.transaction('node', (tx) => feedByOrigin(tx, origin));
    const from = now?.size ?? 0;
    const page = await ask(from);
    const taken = isFault(page) ? page : await takePage(puller, { key, from }, page);
    if (isFault(taken)) return taken;
    came ||= taken.took > 0;
    if (taken.cosigned) await sendCosignature(puller, { origin, cosignedNote: taken.cosigned });
    if (taken.isWhole || taken.took === 0) return came;
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
    if (feed.size !== from || feed.faultName !== null) return NOTHING;
    const opened = openCheckpoint(page.checkpoint, feed.origin, [partner.publicKey]);
    if (isFault(opened)) return opened;
    const { checkpoint, note } = opened;
    const proof = readOrFault(() => page.proof.map(fromBase64Strict));
    if (isFault(proof)) return proof;
    const grown = await verifyGrowth(tx, feed, { checkpoint, entries: page.entries.map(({ entry }) => entry), proof });
    if (isFault(grown)) return grown;
    const entries = readEntries(page.entries.map(({ entry }) => entry));
    if (isFault(entries)) return entries;
    const wrong = await checkAgainstOurs(tx, feed, entries);
    if (wrong) return wrong;
    await keepTiles(tx, feed.id, grown.tiles);
    await takeEntries(tx, { self, feed }, itemsOf(feed.size, entries, page));
    const isWhole = grown.size === checkpoint.size;
    const now = self.now();
    const seconds = Math.floor(now.getTime() / 1000);
    // Said once for each size: "I hold every entry below it".
    const isNew = isWhole && feed.cosignedSize !== checkpoint.size;
    const line = isNew ? await cosignatureLine(self, note.text, seconds) : null;
    await tx.run(sql`
      update store.feed set size = ${grown.size}, root = ${grown.root}, checkpoint = ${page.checkpoint}, signed_at = ${now}, last_contact = ${now}
      where id = ${feed.id}`);
    const cosigned = line === null ? null : `${page.checkpoint}${line}\n`;
    if (cosigned !== null) {
      await tx.run(sql`
        update store.feed set cosigned_size = ${checkpoint.size}, cosigned_at = ${new Date(seconds * 1000)}, cosigned_note = ${cosigned}
        where id = ${feed.id}`);
    }
    return { took: entries.length, isWhole, cosigned };
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
