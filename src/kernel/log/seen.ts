import { toBase64 } from '#platform';
import type { Entry, ReceiptEntry, Seen } from './entry.ts';
import type { Fault } from './faults.ts';
import { fault } from './faults.ts';
import type { Hash } from './hashing.ts';

/** What a receipt proves to have been seen: the opposite feed up to its `size`. */
export function receiptedBy({ seen: [epoch], size, root }: ReceiptEntry): Seen {
  return [epoch, size, root];
}

/** The one that reaches further; both come from one publisher. */
export function furthestSeen(a: Seen | undefined, b: Seen): Seen {
  if (a === undefined) return b;
  return b[0] > a[0] || (b[0] === a[0] && b[1] > a[1]) ? b : a;
}

/** The rule along one feed: `previous` is the seen of the entry before, `receipted` that of the publisher's latest receipt in it. */
export function checkSeen(previous: Seen | undefined, { seen }: Entry, receipted: Seen | undefined): Fault | undefined {
  const [epoch, size, root] = seen;
  for (const [earlier, name] of [
    [previous, 'seen-decreased'],
    [receipted, 'seen-below-receipt'],
  ] as const) {
    if (earlier === undefined) continue;
    const [earlierEpoch, earlierSize, earlierRoot] = earlier;
    if (epoch < earlierEpoch || (epoch === earlierEpoch && size < earlierSize)) {
      return fault(
        name,
        name === 'seen-decreased'
          ? 'The partner takes back what it had seen of our feed.'
          : 'The partner has seen less of our feed than it acknowledged before.',
      );
    }
    if (epoch === earlierEpoch && size === earlierSize && root !== earlierRoot)
      return fault('fork', 'The partner names two different states of our feed at one size.');
  }
  return undefined;
}

/** An epoch of the opposite feed that is over. `rootAt`: undefined at a size of which nothing is known here any more. */
export type EndedLog = {
  readonly epoch: number;
  /** What its recipient held at its end. */
  readonly size: number;
  readonly rootAt: (size: number) => Hash | undefined;
};

/** The rule against the opposite feed itself: `rootAt` gives its root at a size, for sizes up to `size`. */
export function checkSeenRoot(
  [epoch, size, root]: Seen,
  own: { readonly epoch: number; readonly size: number; readonly rootAt: (size: number) => Hash },
  ended: readonly EndedLog[] = [],
): Fault | undefined {
  const log = epoch === own.epoch ? own : ended.find((one) => one.epoch === epoch);
  if (epoch > own.epoch || (log && size > log.size))
    return fault('seen-ahead', 'The partner claims to have seen entries that we never published.');
  const known = log?.rootAt(size);
  return known === undefined || toBase64(known) === root
    ? undefined
    : fault('fork', 'The partner has seen another history of our feed than the one that we hold.');
}
