import { sql, type Tx } from '#store/db.ts';
import type { Feed } from '#store/feeds.ts';

// What our receipts except and is asked for again: docs/protocol/feed.md.

export type Excepted = { readonly idx: number; readonly body: string; readonly at: string; readonly c: string };

/** The feeds of which something is excepted only until the accord is in force, or until a marking is explained. */
export async function feedsToRetake(tx: Tx): Promise<ReadonlySet<number>> {
  const rows = await tx.rows<{ feed: number }>(sql`
    select e.feed from store.entry e join store.feed f on f.id = e.feed
    where e.state = 'refused' and e.code = 'not-in-force' and e.recalled is null and not e.expunged and f.ended_size is null
    union
    select e.feed from store.entry e join store.feed f on f.id = e.feed
    where e.due and e.recalled is null and not e.expunged and f.ended_size is null`);
  return new Set(rows.map(({ feed }) => feed));
}

export const exceptedFrom = (tx: Tx, feed: Feed, { from, most }: { from: number; most: number }): Promise<Excepted[]> =>
  tx.rows<Excepted>(sql`
    select idx, body, at, encode(c, 'base64') as c from (
      select * from store.entry where feed = ${feed.id} and idx >= ${from} and state = 'refused' and code = 'not-in-force'
      union
      select * from store.entry where feed = ${feed.id} and idx >= ${from} and due) as e
    where recalled is null and not expunged order by idx limit ${most}`);

/** What the publisher's records were refused for may be a marking that it has explained now: they are judged once more. */
export async function askAgainForMarked(tx: Tx, publisher: string): Promise<void> {
  await tx.run(sql`
    update store.entry e set due = true from store.feed f
    where f.id = e.feed and f.publisher = ${publisher} and not f.is_ours and f.ended_size is null
      and e.state = 'refused' and e.code = 'unknown-marking' and e.recalled is null and not e.expunged and not e.due`);
}
