import type { Entry, EntryKind, ReceiptCode, ReceiptEntry, ReceiptException, ReceiptState } from '../log/entry.ts';

/** Definitions, "Receipt": split over several entries, at most this many exceptions each. */
const MAX_EXCEPTIONS = 8;

export type Judged = {
  readonly index: number;
  readonly kind: EntryKind;
  readonly state: ReceiptState | null;
  readonly code: ReceiptCode | null;
};

/**
 * The receipts for what a partner published from `from` to what is seen. `judged`: its entries in that range, of which those
 * that are receipts and were taken may be left out. A range of receipts alone is cosigned and not receipted.
 */
export function receiptsFor(
  from: number,
  judged: readonly Judged[],
  { at, seen }: Pick<Entry, 'at' | 'seen'>,
): ReceiptEntry[] {
  const spoken = judged.filter(({ kind, state }) => kind !== 'receipt' || state !== null);
  if (spoken.length === 0) return [];
  const exceptions = spoken.flatMap(({ index, state, code }): ReceiptException[] =>
    state === null || code === null ? [] : [{ index, state, code }],
  );
  const [, size, root] = seen;
  const receipt = (some: readonly ReceiptException[]): ReceiptEntry => ({
    v: 1,
    kind: 'receipt',
    at,
    seen,
    from,
    size,
    root,
    exceptions: some,
  });
  const receipts = [receipt(exceptions.slice(0, MAX_EXCEPTIONS))];
  for (let taken = MAX_EXCEPTIONS; taken < exceptions.length; taken += MAX_EXCEPTIONS)
    receipts.push(receipt(exceptions.slice(taken, taken + MAX_EXCEPTIONS)));
  return receipts;
}

/** What a verified receipt changes in our own feed: how far receipts reach, and the state of the entries that it names. */
export function applyReceipt(
  receiptedSize: number,
  { size, exceptions }: ReceiptEntry,
): { readonly receiptedSize: number; readonly exceptions: readonly ReceiptException[] } {
  return { receiptedSize: Math.max(receiptedSize, size), exceptions };
}

/** Where the next receipt begins after an exception was lifted: at it, and so it speaks of it again. */
export const receiptedBefore = (receiptedSize: number, lifted: number): number => Math.min(receiptedSize, lifted);

/** What is to be said once for each size: "I hold every entry below it". */
export const isCosignatureDue = (
  held: { readonly size: number; readonly cosignedSize: number | null },
  signed: number,
): boolean => held.size === signed && held.cosignedSize !== signed;
