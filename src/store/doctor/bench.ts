import { utf8 } from '#platform';
import { Failure } from '#kernel/errors.ts';
import { parseEntry, type Entry } from '#kernel/log/entry.ts';
import type { Tx } from '#store/db.ts';
import type { Feed } from '#store/feeds.ts';
import type { Party } from '#store/parties.ts';
import type { Found } from './finding.ts';

/** A feed on the bench, with what it is checked against. */
export type FeedBench = {
  readonly tx: Tx;
  readonly feed: Feed;
  /** The other direction, the newest epoch last; a feed may have none yet. */
  readonly opposites: readonly Feed[];
  readonly publisher: Party;
  readonly recipient: Party;
  readonly found: Found;
};

export type EntryRow = {
  readonly idx: number;
  readonly kind: string;
  readonly body: string;
  readonly at: string;
  readonly seen_size: number;
  readonly c: Uint8Array | null;
};
/** `entry` is undefined where the body cannot be read; `entries-well-formed` tells that. */
export type ReadRow = { readonly row: EntryRow; readonly entry: Entry | undefined };

/** One invariant along a feed: entries come in order, page by page, so a feed of any length fits. */
export type Check = (bench: FeedBench) => {
  readonly page: (rows: readonly ReadRow[]) => Promise<void> | void;
  readonly close: () => Promise<void> | void;
};

export const at = ({ feed }: FeedBench, idx: number): string => `${feed.origin} #${idx}`;

/** What a broken store makes impossible is undefined here, and told by the check that asked. */
export function unlessBroken<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}

export const readEntry = (body: string): Entry | undefined => unlessBroken(() => parseEntry(utf8(body)));
