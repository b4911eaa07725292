import type { ReceiptEntry } from '#kernel/log/entry.ts';
import { sql } from '#store/db.ts';
import { at, readEntry, type FeedBench } from './bench.ts';

/** What is kept of each entry is what the latest receipt in the opposite feed says of it. */
export async function receiptsAgree(bench: FeedBench): Promise<void> {
  const { feed, tx, found } = bench;
  const receipts = await receiptsOf(bench);
  const said = new Map(
    receipts.flatMap(({ exceptions }) => exceptions.map(({ index, state, code }) => [index, `${state} ${code}`])),
  );
  const reach = Math.max(0, ...receipts.map(({ size }) => size));
  if (feed.receiptedSize > feed.size || (feed.isOurs && feed.receiptedSize !== reach))
    found('receipts-agree', feed.origin, `receipts reach ${reach}, and it is kept as ${feed.receiptedSize}`);
  // Of a partner's feed what was judged after our last receipt is still to be said.
  const upTo = feed.isOurs ? feed.size : feed.receiptedSize;
  const kept = await tx.rows<{ idx: number; state: string; code: string }>(sql`
    select idx, state, code from store.entry where feed = ${feed.id} and idx < ${upTo} and state is not null`);
  const states = new Map(kept.map(({ idx, state, code }) => [idx, `${state} ${code}`]));
  for (const idx of new Set([...said.keys(), ...states.keys()]))
    if (idx < upTo && said.get(idx) !== states.get(idx))
      found('receipts-agree', at(bench, idx), `kept as ${states.get(idx)}, and the receipt says ${said.get(idx)}`);
  for (const [from, to] of uncovered(receipts, upTo)) await tellUncovered(bench, from, to);
}

/** A receipt is of the epoch that it has seen. */
async function receiptsOf({ tx, feed, opposites }: FeedBench): Promise<ReceiptEntry[]> {
  const rows = await tx.rows<{ body: string }>(sql`
    select e.body from store.entry e join store.feed f on f.id = e.feed
    where f.id = any (${opposites.map(({ id }) => id)}::integer[]) and e.kind = 'receipt' order by f.epoch, e.idx`);
  return rows.flatMap(({ body }) => {
    const entry = readEntry(body);
    return entry?.kind === 'receipt' && entry.seen[0] === feed.epoch ? [entry] : [];
  });
}

type Range = readonly [from: number, to: number];

function uncovered(receipts: readonly ReceiptEntry[], upTo: number): Range[] {
  const open: Range[] = [];
  let reached = 0;
  for (const { from, size } of [...receipts].sort((a, b) => a.from - b.from)) {
    if (from > reached) open.push([reached, from]);
    reached = Math.max(reached, size);
  }
  return reached < upTo ? [...open, [reached, upTo]] : open;
}

/** A range of receipts alone is cosigned and not receipted. */
async function tellUncovered({ tx, feed, found }: FeedBench, from: number, to: number): Promise<void> {
  if (feed.isOurs && from >= feed.receiptedSize) return; // not acknowledged yet
  const row = await tx.row<{ idx: number }>(sql`
    select idx from store.entry where feed = ${feed.id} and idx >= ${from} and idx < ${to} and kind <> 'receipt' limit 1`);
  if (row) found('receipts-agree', `${feed.origin} #${row.idx}`, 'counted as receipted, and no receipt speaks of it');
}
