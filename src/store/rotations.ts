import { sql, type Tx } from '#store/db.ts';
import type { Feed } from '#store/feeds.ts';

/** A change of key in a feed, and the first checkpoint over it: of size `idx` + 1, signed by the old key and by the new one. */
export type Rotation = { readonly idx: number; readonly key: Uint8Array; readonly checkpoint: string };

export async function keepRotation(tx: Tx, feed: Pick<Feed, 'id'>, rotation: Rotation): Promise<void> {
  await tx.run(sql`
    insert into store.rotation (feed, idx, key, checkpoint)
    values (${feed.id}, ${rotation.idx}, ${rotation.key}, ${rotation.checkpoint})`);
}

/** From this index on, in order. */
export async function rotationsFrom(tx: Tx, feed: Pick<Feed, 'id'>, from: number): Promise<Rotation[]> {
  const rows = await tx.rows<Rotation>(sql`
    select idx, key, checkpoint from store.rotation where feed = ${feed.id} and idx >= ${from} order by idx`);
  return rows.map((row) => ({ ...row, key: new Uint8Array(row.key) }));
}
