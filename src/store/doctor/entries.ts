import { toBase64 } from '#platform';
import { at, type Check, type ReadRow } from './bench.ts';

export const entriesGapFree: Check = (bench) => {
  let next = 0;
  return {
    page: (rows) => {
      for (const { row } of rows) {
        if (row.idx !== next) bench.found('entries-gap-free', at(bench, next), `the next entry stands at ${row.idx}`);
        next = row.idx + 1;
      }
    },
    close: () => {
      const { feed, found } = bench;
      if (next !== feed.size)
        found('entries-gap-free', feed.origin, `entries up to ${next}, of a size of ${feed.size}`);
    },
  };
};

export const entriesWellFormed: Check = (bench) => {
  const bases = new Map(bench.opposites.map(({ epoch, base }) => [epoch, base]));
  return {
    page: (rows) => {
      for (const one of rows) {
        const wrong = malformation(one, bases);
        if (wrong !== undefined) bench.found('entries-well-formed', at(bench, one.row.idx), wrong);
      }
    },
    close: () => {},
  };
};

/** `bases`: by epoch of the opposite feed, what is added to a size so that it counts from the first. */
function malformation({ row, entry }: ReadRow, bases: ReadonlyMap<number, number>): string | undefined {
  if (!entry) return 'the entry cannot be read';
  if (row.kind !== entry.kind) return `kept as ${row.kind}, and it is a ${entry.kind}`;
  const [epoch, size] = entry.seen;
  if (row.at !== entry.at || row.seen_size !== (bases.get(epoch) ?? 0) + size)
    return 'its time or what it has seen is kept differently';
  const c = row.c === null ? null : toBase64(new Uint8Array(row.c));
  return c === (entry.kind === 'record' ? entry.c : null) ? undefined : 'its commitment is kept differently';
}

/** Also what an entry of the recipient's may name: it can be read whole. */
export const readOf = (rows: readonly ReadRow[]) => rows.flatMap(({ entry }) => entry ?? []);
