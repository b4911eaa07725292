import { utf8 } from '#platform';
import { append, emptyRoot, isSameHash, leafHash, tileReader, type Hash, type Tile } from '#kernel/log/merkle.ts';
import { sql } from '#store/db.ts';
import { readTiles } from '#store/feeds.ts';
import type { Check } from './bench.ts';

/** Recomputed from the entries alone, and compared with every tile that is kept. */
export const treeOfEntries: Check = ({ tx, feed, found }) => {
  let size = 0;
  let root: Hash = emptyRoot();
  let growing = new Map<string, Tile>(); // the tiles that are not full yet: one for each level
  let full = 0;

  async function compare(tiles: readonly Tile[]): Promise<void> {
    const kept = await readTiles(
      tx,
      feed.id,
      tiles.map(({ level, index, hashes }) => ({ level, index, width: hashes.length / 32 })),
    );
    for (const { level, index, hashes } of tiles) {
      const held = kept(level, index);
      if (!held || !isSameHash(held, hashes))
        found('tree-of-entries', `${feed.origin} tile ${level}/${index}`, held ? 'holds other hashes' : 'is not there');
    }
  }

  return {
    page: async (rows) => {
      const leaves = rows.map(({ row }) => leafHash(utf8(row.body)));
      const grown = append({ size, tiles: tileReader(growing.values()), leaves });
      ({ size, root } = grown);
      const whole = grown.tiles.filter(({ hashes }) => hashes.length === 256 * 32);
      full += whole.length;
      await compare(whole);
      growing = new Map([...growing].filter(([level]) => !whole.some((tile) => String(tile.level) === level)));
      for (const tile of grown.tiles) if (tile.hashes.length < 256 * 32) growing.set(String(tile.level), tile);
    },
    close: async () => {
      await compare([...growing.values()]);
      if (!isSameHash(root, new Uint8Array(feed.root)))
        found('tree-of-entries', feed.origin, 'the root is not that of the entries');
      const counted = await tx.row<{ count: number }>(sql`select count(*) from store.tile where feed = ${feed.id}`);
      if (counted?.count !== full + growing.size)
        found('tree-of-entries', feed.origin, `${counted?.count} tiles where the entries make ${full + growing.size}`);
    },
  };
};
