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

export const entriesWellFormed: Check = (bench) => ({
  page: (rows) => {
    for (const one of rows) {
      const wrong = malformation(one);
      if (wrong !== undefined) bench.found('entries-well-formed', at(bench, one.row.idx), wrong);
    }
  },
  close: () => {},
});

function malformation({ row, entry }: ReadRow): string | undefined {
  if (!entry) return 'the entry cannot be read';
  if (row.kind !== entry.kind) return `kept as ${row.kind}, and it is a ${entry.kind}`;
  if (row.at !== entry.at || row.seen_size !== entry.seen[1]) return 'its time or what it has seen is kept differently';
  const c = row.c === null ? null : toBase64(new Uint8Array(row.c));
  return c === (entry.kind === 'record' ? entry.c : null) ? undefined : 'its commitment is kept differently';
}

/** Also what an entry of the recipient's may name: it can be read whole. */
export const readOf = (rows: readonly ReadRow[]) => rows.flatMap(({ entry }) => entry ?? []);
