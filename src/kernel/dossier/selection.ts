import type { Entry } from '#kernel/log/entry.ts';
import { expungedBy, recalledBy, type EntryPlace } from '#kernel/protocol/recall.ts';

/** Indexes of one feed that are shown, with the epoch of that feed. */
export type Shown = { readonly epoch: number; readonly indexes: ReadonlySet<number> };

/**
 * Whether an entry of a feed of this epoch goes along because it speaks of what is shown: in the same feed the author's recalls, in the opposite one
 * the recipient's receipts and deletions. Without them a refusal or a deletion would not show.
 */
export function speaksOf(
  entry: Entry,
  { epoch: written, own, opposite }: { epoch: number; own: readonly Shown[]; opposite: readonly Shown[] },
): boolean {
  const said = opposite.filter(({ epoch }) => epoch === entry.seen[0]).flatMap(({ indexes }) => [...indexes]);
  switch (entry.kind) {
    case 'recall':
      return isShown(own, recalledBy(entry, written));
    case 'expunge':
      return isShown(opposite, expungedBy(entry));
    case 'receipt':
      return said.some((index) => index >= entry.from && index < entry.size);
    default:
      return false;
  }
}

const isShown = (shown: readonly Shown[], { epoch, index }: EntryPlace): boolean =>
  shown.some((one) => one.epoch === epoch && one.indexes.has(index));
