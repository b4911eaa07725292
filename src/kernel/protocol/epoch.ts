import { toBase64 } from '#platform';
import type { Entry, Seen } from '../log/entry.ts';
import { fault, type Fault } from '../log/faults.ts';
import { emptyRoot } from '../log/hashing.ts';
import { CHARTER } from '../stix/values.ts';

// Definitions, "Epoch, restore, keys": a new epoch opens with an entry that commits to what its recipient holds of the one before.

export const FIRST_EPOCH = 1;

/** What is held of a feed, as its partner would name it. */
export type HeldState = { readonly epoch: number; readonly size: number; readonly root: Uint8Array };

export const stateOf = ({ epoch, size, root }: HeldState): Seen => [epoch, size, toBase64(new Uint8Array(root))];

/** The next epoch of a feed, of which its recipient holds `previous`: where its positions count on from, and its first entry. */
export function nextEpoch(
  ended: { readonly epoch: number; readonly base: number },
  previous: Omit<HeldState, 'epoch'>,
): { readonly epoch: number; readonly base: number; readonly previous: Seen } {
  return {
    epoch: ended.epoch + 1,
    base: ended.base + previous.size,
    previous: stateOf({ ...previous, epoch: ended.epoch }),
  };
}

/**
 * Whether records go into the newest epoch of a feed of ours now. Once its recipient has answered for the first entry, its last word
 * on the epochs before is known: what it refused there is said again, and in front of the steps that bind it. The charter waits for
 * nothing: there is no such refusal in it, and a suspension must arrive.
 */
export const isEpochAnswered = (feed: {
  readonly channel: string;
  readonly epoch: number;
  readonly receiptedSize: number;
}): boolean => feed.epoch === FIRST_EPOCH || feed.channel === CHARTER || feed.receiptedSize > 0;

/** Of an epoch that is over: what its recipient held of it. `isOurs`: that this is the beginning of the history that is here. */
export type Ended = { readonly size: number; readonly isOurs: boolean };

/**
 * How much of a feed of ours is given. Of an epoch that is over, what its recipient held: it may have been put back from before, and
 * reads that again. What it did not hold is published in the next one.
 */
export const servedSize = (feed: { readonly size: number; readonly ended: Ended | null }): number =>
  feed.ended === null ? feed.size : feed.ended.isOurs ? feed.ended.size : 0;

type Sized = { readonly accord: string; readonly channel: string; readonly epoch: number; readonly size: number };

/** Of each channel the newest epoch of which there is anything to give: one that was opened is nothing before its first entry. */
export const isOffered = (feed: Sized, ours: readonly Sized[]): boolean =>
  feed.size > 0 &&
  !ours.some(
    ({ accord, channel, epoch, size }) =>
      accord === feed.accord && channel === feed.channel && epoch > feed.epoch && size > 0,
  );

/**
 * Whether earlier epochs are read first: `first` opens this one after more than is held here. So it is for a recipient that was put
 * back from before its publisher began anew.
 */
export function isBehind(first: Entry | undefined, epoch: number, held: HeldState | undefined): boolean {
  if (first?.kind !== 'epoch') return false;
  const [of, size] = first.previous;
  return of === epoch - 1 && (held === undefined || held.epoch < of ? size > 0 : held.epoch === of && held.size < size);
}

/**
 * Entries that continue a partner's feed of this epoch and size. `held`: the newest epoch of which anything is held here, or
 * undefined. Once the first entry of the next one is taken, nothing more is taken from it.
 */
export function judgeEpoch(
  entries: readonly Entry[],
  feed: { readonly epoch: number; readonly size: number },
  held: HeldState | undefined,
): Fault | undefined {
  if (held !== undefined && feed.epoch < held.epoch)
    return fault('bad-epoch', 'The partner goes on in an epoch that it had ended.');
  for (const [i, entry] of entries.entries()) {
    const isFirst = feed.size + i === 0;
    if (isFirst && feed.epoch > FIRST_EPOCH) {
      const wrong = judgeFirst(entry, feed.epoch, held);
      if (wrong) return wrong;
    } else if (entry.kind === 'epoch') {
      return fault('bad-epoch', 'An entry that opens an epoch stands where none begins.');
    }
  }
  return undefined;
}

function judgeFirst(entry: Entry, epoch: number, held: HeldState | undefined): Fault | undefined {
  if (entry.kind !== 'epoch') return fault('bad-epoch', 'The partner opens an epoch without saying what came before.');
  const [of, size, root] = entry.previous;
  const expected = held ?? { epoch: of, size: 0, root: emptyRoot() };
  if (of !== epoch - 1 || expected.epoch !== of) return fault('bad-epoch', 'The partner leaves out an epoch.');
  const [, ours, ourRoot] = stateOf(expected);
  if (size > ours)
    return fault(
      'missing-entries',
      `The partner opens an epoch after ${size} entries of the one before, of which it gives us ${ours}.`,
    );
  return size === ours && root === ourRoot
    ? undefined
    : fault('fork', 'The partner opens an epoch after another history than the one that we hold.');
}
