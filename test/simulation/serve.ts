import { toBase64 } from '#platform';
import type { JsonValue } from '#kernel/json/types.ts';
import { parseCheckpoint } from '#kernel/log/checkpoint.ts';
import { cosignerKey } from '#kernel/log/cosignature.ts';
import { isFault } from '#kernel/log/faults.ts';
import { consistencyProof } from '#kernel/log/merkle.ts';
import { parseNote, parseSignatureLine } from '#kernel/log/note.ts';
import { uuidOf } from '#kernel/log/origin.ts';
import type { Offered } from '#kernel/protocol/pulling.ts';
import { notePartnerKnows, partnerKeys } from './keyring.ts';
import { isOwnHistory } from './epochs.ts';
import { serveHeld, stubBeside, serveReturned, type HeldFeed } from './serve-held.ts';
import { entriesOf, feedAt, isClosed, tilesOf, type Feed, type Rotation, type SimNode } from './node.ts';

export type EntriesPage = {
  readonly checkpoint: string;
  /** `stub`: what is left of a record whose content is gone, for whoever had it. */
  readonly entries: readonly { readonly entry: string; readonly disclosure: JsonValue; readonly stub?: JsonValue }[];
  readonly proof: readonly string[];
};

export type Call =
  | { readonly ask: 'offers' }
  | { readonly ask: 'entries'; readonly channel: string; readonly epoch: number; readonly from: number }
  | { readonly ask: 'cosign'; readonly channel: string; readonly epoch: number; readonly line: string }
  | { readonly ask: 'held' }
  | { readonly ask: 'returned'; readonly channel: string; readonly epoch: number; readonly from: number };

/** `none`: there is no such feed; `ended`: of an epoch that is over; `closed`: after a restore. */
export type Reply =
  | { readonly offers: readonly Offered[] }
  | { readonly page: EntriesPage }
  | { readonly held: readonly HeldFeed[] }
  | 'none'
  | 'ended'
  | 'closed'
  | 'kept';

/** Small, so that histories of this length have feeds of several pages. */
export const PAGE_ENTRIES = 5;

/** What a node answers its partner. Every call may come twice, and late. */
export function serve(node: SimNode, call: Call): Reply {
  if (call.ask === 'held') return serveHeld(node);
  if (call.ask === 'returned') return serveReturned(node, call);
  if (isClosed(node)) return 'closed';
  switch (call.ask) {
    case 'offers':
      return { offers: offers(node) };
    case 'entries':
      return entries(node, call);
    case 'cosign':
    default:
      return keepCosignature(node, call);
  }
}

function offers(node: SimNode): Offered[] {
  const { accord } = node;
  const ours = node.feeds.all().flatMap((feed) => (feed.isOurs ? [{ ...feed, accord }] : []));
  return ours.flatMap((feed) => {
    const { channel, epoch, root, cosignedSize, ended } = feed;
    const size = node.rules.isOffered(feed, ours) ? servedOf(node, feed) : 0;
    const held = { root: toBase64(ended?.root ?? root), cosigned: ended?.size ?? cosignedSize ?? 0 };
    return size > 0 ? [{ accord, channel, epoch, size, ...held }] : [];
  });
}

const servedOf = (node: SimNode, feed: Pick<Feed, 'size' | 'ended' | 'origin'>): number =>
  node.rules.servedSize({
    size: feed.size,
    ended: feed.ended && { size: feed.ended.size, isOurs: isOwnHistory(node, feed) },
  });

function entries(node: SimNode, { channel, epoch, from }: Call & { ask: 'entries' }): Reply {
  const feed = feedAt(node, { channel, isOurs: true }, epoch);
  if (feed.checkpoint === null) return 'none';
  const served = servedOf(node, feed);
  if (feed.ended !== null && from >= served) return 'ended';
  // Whoever has not seen the next change of key is shown the checkpoint that both keys sign.
  const change = rotationsFrom(node, feed, from)[0];
  const { size, checkpoint } = change ? { size: change.index + 1, checkpoint: change.checkpoint } : feed;
  const page = entriesOf(node, { ...feed, size: Math.min(size, served, from + PAGE_ENTRIES) }, from);
  const to = from + page.length;
  const proof =
    to === 0 || to >= size ? [] : consistencyProof(to, size, tilesOf(node, feed.origin)).hashes.map(toBase64);
  return {
    page: {
      checkpoint: checkpoint!,
      entries: page.map((entry) => ({
        entry: entry.body,
        disclosure: (entry.record === null ? null : (node.releases.get(entry.record)?.disclosure ?? null)) as JsonValue,
        ...(node.rules.isStubGiven(entry, feed.receiptedSize) ? stubBeside(node, entry) : {}),
      })),
      proof,
    },
  };
}

/** The partner's "I hold every entry below it": kept if it is theirs, and over the newest checkpoint that we signed. */
function keepCosignature(node: SimNode, { channel, epoch, line }: Call & { ask: 'cosign' }): Reply {
  const feed = feedAt(node, { channel, isOurs: true }, epoch);
  if (feed.checkpoint === null) return 'none';
  const { partyId } = node.partner;
  const keys = partnerKeys(node).chain.map((key) => cosignerKey(uuidOf(partyId), key));
  const changes = rotationsFrom(node, feed, feed.cosignedSize ?? 0);
  const kept = [feed.checkpoint, ...changes.map(({ checkpoint }) => checkpoint)].find((checkpoint) => {
    const signed = { text: parseNote(checkpoint).text, signatures: [parseSignatureLine(line)] };
    return !isFault(node.rules.verifyNote(signed, keys, node.keys.verify));
  });
  if (kept === undefined) return 'none';
  const { size } = parseCheckpoint(parseNote(kept).text);
  node.storage.transaction(() => {
    if ((feed.cosignedSize ?? 0) <= size)
      node.feeds.set(feed.origin, { ...feed, cosignedSize: size, cosignedNote: `${kept}${line}\n` });
    const learned = changes.findLast(({ index }) => index < size);
    if (learned) notePartnerKnows(node, learned.key);
  });
  return 'kept';
}

const rotationsFrom = (node: SimNode, { origin }: Feed, from: number): Rotation[] =>
  node.rotations
    .all()
    .filter((one) => one.origin === origin && one.index >= from)
    .sort((a, b) => a.index - b.index);
