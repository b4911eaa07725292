import { fromUtf8, utf8 } from '#platform';
import { Failure } from '#kernel/errors.ts';
import { canonicalize, parseStrict } from '#kernel/json/canonical.ts';
import { checkEntry } from './entry-rules.ts';
import type { RecallCode, ReceiptCode, ReceiptState } from './entry-codes.ts';

export { RECALL_CODES, RECEIPT_CODES, RECEIPT_STATES } from './entry-codes.ts';
export type { RecallCode, ReceiptCode, ReceiptState } from './entry-codes.ts';

// definitions.md "Entry" and "Receipt". An entry is kept for ever, so it holds no ids of records, no types, no text.

/** A state of the opposite feed of the same accord and channel; the root is base64. */
export type Seen = readonly [epoch: number, size: number, root: string];
export type ReceiptException = { readonly index: number; readonly state: ReceiptState; readonly code: ReceiptCode };

type Common<Kind extends string> = { readonly v: 1; readonly kind: Kind; readonly at: string; readonly seen: Seen };
export type RecordEntry = Common<'record'> & { readonly c: string };
/** Speaks of the entries from..size-1 of the opposite feed in the epoch of `seen`; `root` is its root at `size`. */
export type ReceiptEntry = Common<'receipt'> & {
  readonly from: number;
  readonly size: number;
  readonly root: string;
  readonly exceptions: readonly ReceiptException[];
};
/** `index` is in the publisher's own feed; `epoch` only if it is an earlier one than that of the feed. */
export type RecallEntry = Common<'recall'> & {
  readonly index: number;
  readonly code: RecallCode;
  readonly epoch?: number;
};
/** Content is gone: `index` is in the opposite feed, in the epoch of `seen`; `epoch` only if it is an earlier one than that. */
export type ExpungeEntry = Common<'expunge'> & { readonly index: number; readonly epoch?: number };
/** The publisher's next public key, base64. */
export type KeyEntry = Common<'key'> & { readonly key: string };
/** First entry of a new epoch: the largest checkpoint of this feed's earlier epoch that the partner still holds. */
export type EpochEntry = Common<'epoch'> & { readonly previous: Seen };

export type Entry = RecordEntry | ReceiptEntry | RecallEntry | ExpungeEntry | KeyEntry | EpochEntry;
export type EntryKind = Entry['kind'];

export const MAX_ENTRY_BYTES = 1023;

export function encodeEntry(entry: Entry): Uint8Array {
  const bytes = utf8(canonicalize(checkEntry(entry)));
  if (bytes.length > MAX_ENTRY_BYTES) throw tooLong();
  return bytes;
}

const tooLong = (): Failure => new Failure('too-large', 'An entry has less than 1,024 bytes.');

/** Accepts exactly what `encodeEntry` writes. */
export function parseEntry(bytes: Uint8Array): Entry {
  if (bytes.length > MAX_ENTRY_BYTES) throw tooLong();
  const value = parseStrict(bytes);
  if (canonicalize(value) !== fromUtf8(bytes)) throw new Failure('bad-encoding', 'The entry is not in canonical form.');
  return checkEntry(value);
}
