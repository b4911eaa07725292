import type { Entry, ReceiptEntry } from '#kernel/log/entry.ts';
import { tileReader, tilesForRoot } from '#kernel/log/merkle.ts';
import { checkSpoken, sizesSpokenOf } from '#kernel/protocol/page.ts';
import { readTiles } from '#store/feeds.ts';
import { unlessBroken, type Check } from './bench.ts';
import { readOf } from './entries.ts';

/** The rule that a partner's page is judged by, along the whole feed, also our own. */
export const seenOfOpposite: Check = ({ tx, feed, opposites, found }) => {
  const opposite = opposites.at(-1);
  let last: Entry | undefined;
  let lastReceipt: ReceiptEntry | undefined;
  let isTold = false;
  return {
    page: async (rows) => {
      const entries = readOf(rows);
      if (isTold || entries.length === 0) return;
      const own = { epoch: opposite?.epoch ?? feed.epoch, size: opposite?.size ?? 0 };
      const wanted = [...sizesSpokenOf(entries, own)].flatMap(tilesForRoot);
      const tiles = opposite ? await readTiles(tx, opposite.id, wanted) : tileReader([]);
      const judged = unlessBroken(() => ({ fault: checkSpoken(entries, { last, lastReceipt }, { ...own, tiles }) }));
      const wrong = judged ? judged.fault : { line: 'the tiles of the opposite feed are not all there' };
      if (wrong) {
        isTold = true;
        found('seen-of-opposite', `${feed.origin} #${rows[0]!.row.idx}..${rows.at(-1)!.row.idx}`, wrong.line);
      }
      last = entries.at(-1);
      lastReceipt = entries.findLast((entry) => entry.kind === 'receipt') ?? lastReceipt;
    },
    close: () => {},
  };
};
