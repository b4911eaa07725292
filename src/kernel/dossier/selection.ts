import type { Entry } from '#kernel/log/entry.ts';

/** Indexes of one feed that are shown, in the epoch of that feed. */
export type Shown = { readonly epoch: number; readonly indexes: ReadonlySet<number> };

/**
 * Whether an entry goes along because it speaks of what is shown: in the same feed the author's recalls, in the opposite one
 * the recipient's receipts and deletions. Without them a refusal or a deletion would not show.
 */
export function speaksOf(
  entry: Entry,
  { own, opposite }: { own: ReadonlySet<number>; opposite: readonly Shown[] },
): boolean {
  const said = opposite.filter(({ epoch }) => epoch === entry.seen[0]).flatMap(({ indexes }) => [...indexes]);
  switch (entry.kind) {
    case 'recall':
      return own.has(entry.index);
    case 'expunge':
      return said.includes(entry.index);
    case 'receipt':
      return said.some((index) => index >= entry.from && index < entry.size);
    default:
      return false;
  }
}
