import { append, treeRoot } from '#kernel/log/merkle.ts';
import type { Hash, Tile } from '#kernel/log/merkle.ts';

/** The tree of a complete feed, rebuilt leaf by leaf: 32 bytes an entry are kept, so that any earlier root can be asked for. */
export type CompleteTree = {
  readonly push: (leaf: Hash) => void;
  readonly size: () => number;
  readonly rootAt: (size: number) => Hash | undefined;
};

export function completeTree(): CompleteTree {
  const tiles = new Map<string, Tile>();
  const reader = (level: number, index: number) => tiles.get(`${level}/${index}`)?.hashes;
  let size = 0;
  let waiting: Hash[] = [];

  const flush = () => {
    const grown = append({ size, tiles: reader, leaves: waiting });
    for (const tile of grown.tiles) tiles.set(`${tile.level}/${tile.index}`, tile);
    size = grown.size;
    waiting = [];
  };

  return {
    push: (leaf) => {
      // A tile at a time: growing a tile copies it.
      if (waiting.push(leaf) === 256) flush();
    },
    size: () => size + waiting.length,
    rootAt: (at) => {
      if (waiting.length > 0) flush();
      return at <= size ? treeRoot(at, reader) : undefined;
    },
  };
}
