import { utf8 } from '#platform';
import { Failure } from '../errors.ts';
import type { Checkpoint } from '../log/checkpoint.ts';
import { parseEntry, type Entry, type ReceiptEntry, type Seen } from '../log/entry.ts';
import { checkAdvance, type Held } from '../log/extend.ts';
import { fault, type Fault } from '../log/faults.ts';
import {
  append,
  isSameHash,
  leafHash,
  treeRoot,
  verifyConsistency,
  type Grown,
  type TileReader,
} from '../log/merkle.ts';
import { checkSeen, checkSeenRoot, furthestSeen, receiptedBy, type EndedLog } from '../log/seen.ts';

// What a page of a partner's feed must prove before anything of it is stored.

/** `proof`: that the tree up to the last entry given is the beginning of the checkpoint's; empty when it is all of it. */
export type Growing = {
  readonly checkpoint: Checkpoint;
  readonly entries: readonly string[];
  readonly proof: readonly Uint8Array[];
};

/** The entries given continue what is held, and are the beginning of what the checkpoint signs. */
export function verifyGrowth(held: Held, { checkpoint, entries, proof }: Growing): Grown | Fault {
  const refused = checkAdvance(held, checkpoint);
  if (refused) return refused;
  const grown =
    entries.length === 0
      ? { size: held.size, root: held.root, tiles: [] }
      : append({ size: held.size, tiles: held.tiles, leaves: entries.map((entry) => leafHash(utf8(entry))) });
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

export function readEntries(texts: readonly string[]): Entry[] | Fault {
  try {
    return texts.map((text) => parseEntry(utf8(text)));
  } catch (error) {
    if (error instanceof Failure) return fault('bad-entry', `An entry breaks the rules: ${error.message}`);
    throw error;
  }
}

export type Spoken = { readonly last: Entry | undefined; readonly lastReceipt: ReceiptEntry | undefined };
/** Our own feed, that the partner's entries speak of; the tiles of `tilesForRoot` of each of `sizesSpokenOf`. */
export type OwnFeed = {
  readonly epoch: number;
  readonly size: number;
  readonly tiles: TileReader;
  readonly ended?: readonly EndedLog[];
};

const statesIn = (entry: Entry): readonly Seen[] =>
  entry.kind === 'receipt' ? [entry.seen, receiptedBy(entry)] : [entry.seen];

/** The sizes of our feed at which its root is compared. */
export function sizesSpokenOf(entries: readonly Entry[], own: Pick<OwnFeed, 'epoch' | 'size'>): ReadonlySet<number> {
  return new Set(
    entries.flatMap(statesIn).flatMap(([epoch, size]) => (epoch === own.epoch && size <= own.size ? [size] : [])),
  );
}

/** What the partner says it has seen of our feed, against our own log and against what it said before. */
export function checkSpoken(entries: readonly Entry[], said: Spoken, own: OwnFeed): Fault | undefined {
  let previous = said.last?.seen;
  let receipted = said.lastReceipt && receiptedBy(said.lastReceipt);
  const log = { epoch: own.epoch, size: own.size, rootAt: (size: number) => treeRoot(size, own.tiles) };
  for (const entry of entries) {
    const wrong =
      checkSeen(previous, entry, receipted) ??
      statesIn(entry)
        .map((state) => checkSeenRoot(state, log, own.ended))
        .find(Boolean);
    if (wrong) return wrong;
    previous = entry.seen;
    if (entry.kind === 'receipt') receipted = furthestSeen(receipted, receiptedBy(entry));
  }
  return undefined;
}
