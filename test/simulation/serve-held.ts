import { toBase64 } from '#platform';
import type { JsonValue } from '#kernel/json/types.ts';
import { parseCheckpoint } from '#kernel/log/checkpoint.ts';
import { consistencyProof } from '#kernel/log/merkle.ts';
import { parseNote } from '#kernel/log/note.ts';
import { disclose } from '#kernel/record/disclosure.ts';
import { entriesOf, feedAt, tilesOf, type Feed, type SimNode, type StoredEntry } from './node.ts';
import { PAGE_ENTRIES, type Reply } from './serve.ts';

// What src/federation/serve-held.ts does: returning to the author what it published, whatever the state of the accord.

export type HeldFeed = {
  readonly channel: string;
  readonly epoch: number;
  readonly size: number;
  readonly root: string;
  readonly checkpoint: string;
  readonly cosigned: string | null;
};

/** What was asked of the partner before it was told is not taken after. */
export function tellHeld(node: SimNode): void {
  const partner = node.parties.get('partner')!;
  node.storage.transaction(() => node.parties.set('partner', { ...partner, era: partner.era + 1 }));
}

export function serveHeld(node: SimNode): Reply {
  tellHeld(node);
  const feeds = node.feeds.all().filter(({ isOurs, size }) => !isOurs && size > 0);
  const held = feeds.map(({ channel, epoch, size, root, checkpoint, cosignedNote }) => ({
    channel,
    epoch,
    size,
    root: toBase64(root),
    checkpoint: checkpoint!, // kept with the first entry
    cosigned: cosignedNote,
  }));
  return { held };
}

export type ReturnedPlace = { readonly channel: string; readonly epoch: number; readonly from: number };

export function serveReturned(node: SimNode, { channel, epoch, from }: ReturnedPlace): Reply {
  const feed = feedAt(node, { channel, isOurs: false }, epoch);
  if (feed.checkpoint === null) return 'none';
  const signed = signedFrom(feed, from);
  const upTo = signed.isBroken ? signed.upTo : Math.min(signed.upTo, from + PAGE_ENTRIES);
  const found = entriesOf(node, { ...feed, size: upTo }, from);
  return {
    page: {
      checkpoint: signed.checkpoint,
      entries: found.map((entry) => ({
        entry: entry.body,
        disclosure: disclosed(node, entry),
        ...stubBeside(node, entry),
      })),
      proof: proofUpTo(node, feed, from + found.length, signed),
    },
  };
}

/** As it is held: the parts that were given, and the hashes of the others. */
function disclosed(node: SimNode, { record }: StoredEntry): JsonValue {
  const parts = (record === null ? undefined : node.records.get(record)?.parts) ?? [];
  if (parts[0]?.canonical == null) return null;
  const open = parts.flatMap(({ canonical }, i) => (canonical === null ? [] : [i]));
  return disclose(parts, open);
}

export function stubBeside(node: SimNode, { record }: StoredEntry): { stub?: JsonValue } {
  const held = record === null ? undefined : node.records.get(record);
  return held?.isExpunged ? { stub: held.object } : {};
}

type Signed = {
  readonly checkpoint: string;
  readonly size: number;
  readonly upTo: number;
  /** Its publisher was lost while its feed was read: what is held is the beginning of what was signed. */
  readonly isBroken: boolean;
};

function signedFrom({ checkpoint, size, cosignedNote, cosignedSize }: Feed, from: number): Signed {
  const ahead = parseCheckpoint(parseNote(checkpoint!).text).size;
  if (ahead === size) return { checkpoint: checkpoint!, size, upTo: size, isBroken: false };
  if (cosignedNote !== null && cosignedSize !== null && from < cosignedSize)
    return { checkpoint: cosignedNote, size: cosignedSize, upTo: cosignedSize, isBroken: false };
  return { checkpoint: checkpoint!, size: ahead, upTo: size, isBroken: true };
}

function proofUpTo(node: SimNode, feed: Feed, to: number, { size, isBroken }: Signed): readonly string[] {
  if (isBroken) return to === feed.size ? (feed.proof ?? []) : [];
  return to === 0 || to >= size ? [] : consistencyProof(to, size, tilesOf(node, feed.origin)).hashes.map(toBase64);
}
