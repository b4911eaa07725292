import { toBase64 } from '#platform';
import { formatOrigin, oppositeOrigin } from '#kernel/log/origin.ts';
import { receiptedBy } from '#kernel/log/seen.ts';
import type { DossierFault } from './faults.ts';
import type { FeedReader } from './feed.ts';

/** After all feeds are read: what the entries of each say of the opposite one is held against it. */
export function checkAcross(feeds: ReadonlyMap<string, FeedReader>, found: (fault: DossierFault) => void): void {
  for (const feed of feeds.values()) {
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
