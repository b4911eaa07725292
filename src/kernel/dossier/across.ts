import { toBase64 } from '#platform';
import { formatOrigin, oppositeOrigin } from '#kernel/log/origin.ts';
import { receiptedBy } from '#kernel/log/seen.ts';
import type { DossierFault } from './faults.ts';
import type { FeedReader } from './feed.ts';

/** After all feeds are read: what the entries of each say of the opposite one is held against it. */
export function checkAcross(feeds: ReadonlyMap<string, FeedReader>, found: (fault: DossierFault) => void): void {
  for (const feed of feeds.values()) {
    checkPrevious(feed, feeds, found);
    const receipted = feed.receipts.map(({ index, receipt }) => ({ index, seen: receiptedBy(receipt) }));
    for (const { index, seen } of [...feed.claims.values(), ...receipted]) {
      const [epoch, size, root] = seen;
      const opposite = feeds.get(formatOrigin(oppositeOrigin(feed.origin, epoch)));
      // Beyond the dossier's checkpoint, or in a feed that is only selected, there is nothing to compare with.
      const actual = opposite?.rootAt(size);
      if (actual === undefined || toBase64(actual) === root) continue;
      found({
        fault: 'fork',
        line: `${feed.where(index)}: the two parties name two histories of one feed`,
        place: { origin: formatOrigin(feed.origin), index },
      });
    }
  }
}

/** A new epoch begins with what its recipient held of the one before: a beginning of what is here of that. */
function checkPrevious(
  feed: FeedReader,
  feeds: ReadonlyMap<string, FeedReader>,
  found: (fault: DossierFault) => void,
): void {
  const said = feed.previous();
  if (said === undefined) return;
  const [epoch, size, root] = said;
  const actual = feeds.get(formatOrigin({ ...feed.origin, epoch }))?.rootAt(size);
  if (actual === undefined || toBase64(actual) === root) return;
  found({
    fault: 'fork',
    line: `${feed.where(0)}: the epoch begins after another history than the one before it has`,
    place: { origin: formatOrigin(feed.origin), index: 0 },
  });
}
