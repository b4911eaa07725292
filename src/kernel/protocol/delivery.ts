import type { ReceiptState } from '../log/entry.ts';

export type Released = {
  readonly outcome: 'queued' | 'wait' | 'yes' | 'no';
  readonly index: number | null;
  /** By the recipient's latest receipt. */
  readonly exception: ReceiptState | null;
  readonly receiptedSize: number;
  /** The recipient's own entry says that its content is gone. */
  readonly isExpunged?: boolean;
};
export type DeliveryState =
  | 'waiting'
  | 'queued'
  | 'sent'
  | 'stored'
  | 'missing'
  | 'quarantined'
  | 'refused'
  | 'expunged'
  | 'withheld';

/** Definitions, "Receipt": where a shared record stands with its recipient. */
export function deliveryState({
  outcome,
  index,
  exception,
  receiptedSize,
  isExpunged = false,
}: Released): DeliveryState {
  if (outcome === 'wait') return 'waiting';
  if (outcome === 'no') return 'withheld';
  if (outcome === 'queued' || index === null) return 'queued';
  if (isExpunged) return 'expunged';
  if (exception !== null && exception !== 'stored') return exception;
  return index < receiptedSize ? 'stored' : 'sent';
}
