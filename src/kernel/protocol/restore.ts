import type { EntryKind, ReceiptEntry, ReceiptState, Seen } from '../log/entry.ts';
import { fault, type Fault } from '../log/faults.ts';
import { isSameHash } from '../log/merkle.ts';
import type { Exception } from './partner-record.ts';

// Definitions, "Epoch, restore, keys": a node that was put back takes back from its partner what it had published.

type Tree = { readonly size: number; readonly root: Uint8Array };

/** Our own feed as the backup had it. `rootAt`: its root at a size that it reaches. */
export type RestoredFeed = {
  readonly size: number;
  /** What the partner has cosigned to us: less it cannot hold. */
  readonly cosigned: number;
  readonly rootAt: (size: number) => Uint8Array;
};

/** What the partner says that it holds of a feed of ours, against what the backup knows of it. The rest is in the entries. */
export function judgeReturned(own: RestoredFeed, held: Tree): Fault | undefined {
  if (held.size < own.cosigned)
    return fault(
      'missing-entries',
      `The partner returns ${held.size} entries of the ${own.cosigned} that it had cosigned.`,
    );
  if (held.size > own.size) return undefined;
  return isSameHash(own.rootAt(held.size), held.root)
    ? undefined
    : fault('fork', 'The partner returns another history of our feed than the one in the backup.');
}

/**
 * What the partner had verified may be longer than what it holds: it was lost to us in the middle of a pull. What is signed beyond
 * that is no loss if the backup has it.
 */
export function judgeRead(own: Pick<RestoredFeed, 'size' | 'rootAt'>, held: number, signed: Tree): Fault | undefined {
  if (signed.size <= held) return undefined;
  if (signed.size > own.size)
    return fault(
      'missing-entries',
      `The partner has read ${held} of ${signed.size} entries that we had signed; the others are lost.`,
    );
  return isSameHash(own.rootAt(signed.size), signed.root)
    ? undefined
    : fault('fork', 'The partner has verified another history of our feed than the one in the backup.');
}

/**
 * A feed is not written to before the opposite one is held as far as its own last entry says: what was seen never decreases, and
 * nobody says to have seen what is not here.
 */
export const isSeenHere = (
  last: Seen | undefined,
  opposite: { readonly epoch: number; readonly size: number },
): boolean =>
  last === undefined || last[0] < opposite.epoch || (last[0] === opposite.epoch && last[1] <= opposite.size);

/** What our own receipts say of the partner's feed of this epoch. */
export type Said = {
  /** They speak of every entry below. */
  readonly reach: number;
  /** The latest word on those that they except. */
  readonly exceptions: ReadonlyMap<number, Exception>;
};

export function saidOf(receipts: readonly ReceiptEntry[], epoch: number): Said {
  const ours = receipts.filter(({ seen }) => seen[0] === epoch);
  return {
    reach: Math.max(0, ...ours.map(({ size }) => size)),
    exceptions: new Map(
      ours.flatMap(({ exceptions }) => exceptions.map(({ index, state, code }) => [index, { state, code }] as const)),
    ),
  };
}

/** What was said of an entry when it first came: undefined if nothing was, null if it was taken. */
export function saidBefore({ reach, exceptions }: Said, index: number): Exception | null | undefined {
  if (index >= reach) return undefined;
  const said = exceptions.get(index);
  return said === undefined || said.state === 'stored' ? null : said;
}

/**
 * Whether the stub of a record that was expunged here stands beside its entry: its recipient has it too, by its own last word, and
 * may have lost it with its storage.
 */
export const isStubGiven = (
  { index, state }: { readonly index: number; readonly state: ReceiptState | null },
  receiptedSize: number,
): boolean => index < receiptedSize && (state === null || state === 'stored');

type Held = { readonly index: number; readonly kind: EntryKind } & Partial<Exception>;
export type Agreed = {
  /** Where our next receipt begins: at the first entry of which another thing is true now. */
  readonly receiptedSize: number;
  /** Excepted before and held now, which is to be said. */
  readonly lifted: readonly number[];
};

/** After the partner's feed was taken again: what our receipts had said of it, and what is held. */
export function agree({ reach, exceptions }: Said, size: number, held: readonly Held[]): Agreed {
  const states = new Map(held.map((one) => [one.index, one]));
  const lifted = [...exceptions].flatMap(([index, { state }]) =>
    index < size && state !== 'stored' && states.get(index)?.state === undefined ? [index] : [],
  );
  const differs = held.flatMap(({ index, state, code }) => {
    const said = exceptions.get(index);
    return index < reach && state !== undefined && (said?.state !== state || said.code !== code) ? [index] : [];
  });
  return { receiptedSize: Math.min(reach, size, ...lifted, ...differs), lifted };
}
