import { toBase64 } from '#platform';
import type { JsonValue } from '#kernel/json/types.ts';
import { parseCheckpoint } from '#kernel/log/checkpoint.ts';
import { cosignerKey } from '#kernel/log/cosignature.ts';
import { isFault } from '#kernel/log/faults.ts';
import { consistencyProof } from '#kernel/log/merkle.ts';
import { parseNote, parseSignatureLine } from '#kernel/log/note.ts';
import { uuidOf } from '#kernel/log/origin.ts';
import type { Offered } from '#kernel/protocol/pulling.ts';
import { entriesOf, feedAt, tilesOf, type SimNode } from './node.ts';

export type EntriesPage = {
  readonly checkpoint: string;
  readonly entries: readonly { readonly entry: string; readonly disclosure: JsonValue }[];
  readonly proof: readonly string[];
};

export type Call =
  | { readonly ask: 'offers' }
  | { readonly ask: 'entries'; readonly channel: string; readonly epoch: number; readonly from: number }
  | { readonly ask: 'cosign'; readonly channel: string; readonly epoch: number; readonly line: string };

/** `none`: there is no such feed. */
export type Reply = { readonly offers: readonly Offered[] } | { readonly page: EntriesPage } | 'none' | 'kept';

/** Small, so that histories of this length have feeds of several pages. */
export const PAGE_ENTRIES = 5;

/** What a node answers its partner. Every call may come twice, and late. */
export function serve(node: SimNode, call: Call): Reply {
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
  const feeds = node.feeds.all().filter(({ isOurs, size }) => isOurs && size > 0);
  return feeds.map(({ channel, epoch, size, root, cosignedSize }) => ({
    accord: node.accord,
    channel,
    epoch,
    size,
    root: toBase64(root),
    cosigned: cosignedSize ?? 0,
  }));
}

function entries(node: SimNode, { channel, epoch, from }: Call & { ask: 'entries' }): Reply {
  const feed = feedAt(node, { channel, isOurs: true }, epoch);
  if (feed.checkpoint === null) return 'none';
  const page = entriesOf(node, { ...feed, size: Math.min(feed.size, from + PAGE_ENTRIES) }, from);
  const to = from + page.length;
  const proof =
    to === 0 || to >= feed.size ? [] : consistencyProof(to, feed.size, tilesOf(node, feed.origin)).hashes.map(toBase64);
  return {
    page: {
      checkpoint: feed.checkpoint,
      entries: page.map(({ body, record }) => ({
        entry: body,
        disclosure: (record === null ? null : (node.releases.get(record)?.disclosure ?? null)) as JsonValue,
      })),
      proof,
    },
  };
}

/** The partner's "I hold every entry below it": kept if it is theirs, and over the newest checkpoint that we signed. */
function keepCosignature(node: SimNode, { channel, epoch, line }: Call & { ask: 'cosign' }): Reply {
  const feed = feedAt(node, { channel, isOurs: true }, epoch);
  if (feed.checkpoint === null) return 'none';
  const note = parseNote(feed.checkpoint);
  const { size } = parseCheckpoint(note.text);
  const { partyId, publicKey } = node.partner;
  const signed = { text: note.text, signatures: [parseSignatureLine(line)] };
  if (isFault(node.rules.verifyCosignature(signed, cosignerKey(uuidOf(partyId), publicKey), node.keys.verify)))
    return 'none';
  node.storage.transaction(() =>
    node.feeds.set(feed.origin, { ...feed, cosignedSize: size, cosignedNote: `${feed.checkpoint}${line}\n` }),
  );
  return 'kept';
}
