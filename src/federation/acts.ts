import type { Entry, RecordEntry } from '#kernel/log/entry.ts';
import type { Exception } from '#kernel/protocol/partner-record.ts';
import { applyReceipt } from '#kernel/protocol/receipts.ts';
import { sql, type Tx } from '#store/db.ts';
import { feedByOrigin, oppositeLine, originOf, type Feed } from '#store/feeds.ts';
import { releaseRefused } from '#store/epochs.ts';
import { tellOfTrouble } from '#store/happenings.ts';
import type { Self } from '#store/self.ts';
import { takeExpunge, takeRecall } from '#federation/deletions.ts';
import { takeKey } from '#federation/take-key.ts';
import { takeEpoch } from '#federation/take-epoch.ts';

type At = { readonly self: Self; readonly feed: Feed };
type Said<E> = { readonly idx: number; readonly entry: E };
type ActEntry = Exclude<Entry, RecordEntry>;

/** What a partner's entry does here besides giving a record; an exception of our receipt if we do not do it. */
type Acts = {
  readonly [K in ActEntry['kind']]: (
    tx: Tx,
    at: At,
    said: Said<Extract<ActEntry, { kind: K }>>,
  ) => Promise<Exception | null>;
};

const ACTS: Acts = {
  receipt: takeReceipt,
  recall: takeRecall,
  expunge: takeExpunge,
  key: (tx, at, { entry }) => takeKey(tx, at, entry),
  epoch: (tx, { feed }, { entry }) => takeEpoch(tx, feed, entry),
};

export function act(tx: Tx, at: At, said: Said<ActEntry>): Promise<Exception | null> {
  const does = ACTS[said.entry.kind] as (tx: Tx, at: At, said: Said<ActEntry>) => Promise<Exception | null>; // by its own kind
  return does(tx, at, said);
}

async function takeReceipt(
  tx: Tx,
  { self, feed }: At,
  { entry }: Said<Extract<Entry, { kind: 'receipt' }>>,
): Promise<null> {
  const [epoch] = entry.seen;
  const ours = await feedByOrigin(tx, originOf({ ...oppositeLine(feed), epoch }));
  if (!ours) return null; // of an epoch that is not here any more
  const { receiptedSize, exceptions } = applyReceipt(ours.receiptedSize, entry);
  await tx.run(sql`update store.feed set receipted_size = ${receiptedSize} where id = ${ours.id}`);
  for (const { index, state, code } of exceptions) {
    await tx.run(
      sql`update store.entry set state = ${state}, code = ${code} where feed = ${ours.id} and idx = ${index}`,
    );
  }
  const excepted = exceptions.map(({ index, state }) => ({ feed: ours.id, index, state }));
  await tellOfTrouble(tx, excepted, self.now());
  await releaseRefused(tx, ours);
  return null;
}
