import { fromBase64Strict } from '#platform';
import { Failure } from '#kernel/errors.ts';
import { openCheckpoint } from '#kernel/log/checkpoint.ts';
import { fault, isFault, type Fault } from '#kernel/log/faults.ts';
import { judgeKeys, signersOf, trustedKeys } from '#kernel/protocol/keys.ts';
import { readEntries } from '#kernel/protocol/page.ts';
import { isOfEra } from '#kernel/protocol/pulling.ts';
import { isCosignatureDue } from '#kernel/protocol/receipts.ts';
import { mayTake } from '#kernel/protocol/waiting.ts';
import { sql } from '#store/db.ts';
import { endQuarantine, isCharterHeard, isInQuarantine, keepTiles, lockFeed, type FeedKey } from '#store/feeds.ts';
import { signerFor } from '#store/own-keys.ts';
import { partyById } from '#store/parties.ts';
import { keepRotation } from '#store/rotations.ts';
import { lockSequencer } from '#store/sequencer.ts';
import { cosignatureLine } from '#store/sign.ts';
import { checkAgainstOurs, growFeed } from '#federation/check-page.ts';
import type { Puller } from '#federation/pull.ts';
import { dueAgain, itemsOf, takeEntries } from '#federation/take.ts';
import { checkEpoch } from '#federation/take-epoch.ts';
import type { EntriesPage } from '#federation/wire.ts';

/** What the partner cannot have said well is a fault of this feed, on which it is quarantined. */
export function readOrFault<T>(read: () => T): T | Fault {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return fault('malformed', `The partner's answer cannot be read: ${error.message}.`);
  }
}

type TakenPage = { readonly took: number; readonly isWhole: boolean; readonly cosigned: string | null };
const NOTHING: TakenPage = { took: 0, isWhole: true, cosigned: null };
/** Something is to be taken again first. */
export const NOT_YET: TakenPage = { took: 0, isWhole: false, cosigned: null };

/** `isOver`: nothing of the feed is taken again. */
type Page = { readonly key: FeedKey; readonly from: number; readonly isOver: boolean };

/** One transaction: all of the page is verified, then stored and cosigned, or nothing of it. */
export async function takePage(
  { db, self, partner }: Puller,
  { key, from, isOver }: Page,
  page: EntriesPage,
): Promise<TakenPage | Fault> {
  return db.transaction('node', async (tx) => {
    await lockSequencer(tx);
    const known = (await partyById(tx, partner.id))!; // as it is now: its key may have changed since this pull began
    if (!isOfEra(partner.era, known.era)) return NOTHING;
    // Of a feed that may not be taken not even a row is kept: a partner may claim as many epochs as it likes.
    if (!mayTake(key.channel, await isCharterHeard(tx, key.accord))) return NOTHING;
    const feed = await lockFeed(tx, key, false);
    // Another pull was quicker: this page is of entries that are held by now.
    if (feed.size !== from || isInQuarantine(feed)) return NOTHING;
    const keys = { key: feed.key && new Uint8Array(feed.key), chain: trustedKeys(known.keys) };
    // What is taken again stands before it, and may be what its steps bind.
    if (!isOver && (await dueAgain(tx, feed, 0)).length > 0) return NOT_YET;
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
    await takeEntries(tx, { self, feed, isOver }, itemsOf(feed.size, entries, page));
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
