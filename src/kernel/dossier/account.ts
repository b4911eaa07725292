import type { Entry, ReceiptException, RecordEntry } from '#kernel/log/entry.ts';
import { formatOrigin, oppositeOrigin, type Origin } from '#kernel/log/origin.ts';
import { expungedBy, recalledBy } from '#kernel/protocol/recall.ts';
import type { FeedHead, FeedReader } from './feed.ts';
import type { PartyAccount } from './parties.ts';
import type { RecordFacts } from './records.ts';

/** What a dossier says, for a page or a program; it holds as far as the verdict says so. */
export type Account = { readonly parties: readonly PartyAccount[]; readonly feeds: readonly FeedAccount[] };

export type FeedAccount = Pick<FeedHead, 'origin' | 'title' | 'isComplete' | 'checkpoint' | 'cosigned'> & {
  readonly rows: readonly (RecordRow | OtherRow)[];
};
export type OtherRow = { readonly index: number; readonly entry: Exclude<Entry, RecordEntry> };
/**
 * A record without its content, which a dossier of any size would not leave room for: `from` and `to` say where its line stands
 * in the file, and `c` whether what is read there again is still the same.
 */
export type RecordRow = {
  readonly index: number;
  readonly entry: RecordEntry;
  readonly from: number;
  readonly to: number;
  /** `absent`: not in the dossier. `false`: it is there, and does not open the commitment. */
  readonly facts: RecordFacts | 'absent' | false;
  /** The author or the recipient has asked for or told its deletion. */
  readonly isDeleted: boolean;
  /** What the recipient's receipts except; the latest word. */
  readonly exception: ReceiptException | undefined;
};

export type ReadRecord = Omit<RecordRow, 'isDeleted' | 'exception'>;
export type ReadFeed = { readonly feed: FeedReader; readonly rows: (ReadRecord | OtherRow)[] };

/** Once all feeds are read: what the opposite feeds say of a record is put beside it. */
export function accountOfFeeds(feeds: readonly ReadFeed[]): FeedAccount[] {
  return feeds.map((read) => {
    const { origin, title, isComplete, checkpoint, cosigned } = read.feed;
    const opposite = oppositeFeeds(feeds, read.feed);
    const deleted = deletedIn(read.feed.origin.epoch, feedsOf(feeds, read.feed.origin), opposite);
    const exceptions = exceptionsIn(read, opposite);
    return {
      origin,
      title,
      isComplete,
      checkpoint,
      cosigned,
      rows: read.rows.map((row) =>
        'facts' in row ? { ...row, isDeleted: deleted.has(row.index), exception: exceptions.get(row.index) } : row,
      ),
    };
  });
}

/** The feeds of the same accord and channel that run the other way, of any epoch. */
const oppositeFeeds = (feeds: readonly ReadFeed[], { origin }: FeedHead): ReadFeed[] =>
  feedsOf(feeds, oppositeOrigin(origin, 0));

/** One direction of an accord's channel: the feeds of all its epochs. */
function feedsOf(feeds: readonly ReadFeed[], origin: Origin): ReadFeed[] {
  const wanted = formatOrigin({ ...origin, epoch: 0 });
  return feeds.filter(({ feed }) => formatOrigin({ ...feed.origin, epoch: 0 }) === wanted);
}

/** Also what a later epoch says of this one. */
function deletedIn(epoch: number, same: readonly ReadFeed[], opposite: readonly ReadFeed[]): Set<number> {
  const named = [
    ...same.flatMap(({ feed, rows }) =>
      rows.flatMap(({ entry }) => (entry.kind === 'recall' ? [recalledBy(entry, feed.origin.epoch)] : [])),
    ),
    ...opposite.flatMap(({ rows }) =>
      rows.flatMap(({ entry }) => (entry.kind === 'expunge' ? [expungedBy(entry)] : [])),
    ),
  ];
  return new Set(named.flatMap((place) => (place.epoch === epoch ? [place.index] : [])));
}

function exceptionsIn({ feed }: ReadFeed, opposite: readonly ReadFeed[]): Map<number, ReceiptException> {
  const latest = new Map<number, ReceiptException>();
  for (const { receipt } of opposite.flatMap((one) => one.feed.receipts)) {
    if (receipt.seen[0] !== feed.origin.epoch) continue;
    for (const exception of receipt.exceptions) {
      if (exception.state === 'stored') latest.delete(exception.index);
      else latest.set(exception.index, exception);
    }
  }
  return latest;
}
