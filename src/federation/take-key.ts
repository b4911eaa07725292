import { fromBase64Strict } from '#platform';
import type { KeyEntry } from '#kernel/log/entry.ts';
import { sql, type Tx } from '#store/db.ts';
import type { Feed } from '#store/feeds.ts';
import { tellOfKey } from '#store/happenings.ts';
import type { Self } from '#store/self.ts';

/**
 * A partner's next key, which the page was judged to be signed by. Each of its feeds says it once, and changes by itself; the first
 * to say it makes it known. Its messages are taken under both until the first one under the new key (`heardUnder`).
 */
export async function takeKey(
  tx: Tx,
  { self, feed }: { readonly self: Self; readonly feed: Feed },
  { key }: KeyEntry,
): Promise<null> {
  const next = fromBase64Strict(key);
  const isNews = await tx.run(sql`
    insert into store.party_key (party, public_key, how, since) values (${feed.publisher}, ${next}, 'rotated', ${self.now()})
    on conflict do nothing`);
  if (isNews > 0) {
    await tx.run(sql`update store.party set public_key = ${next} where id = ${feed.publisher}`);
    await tellOfKey(tx, feed.publisher, next, self.now());
  }
  return null;
}

/** A message came under this key: those before it have no say in messages any more. */
export async function heardUnder(tx: Tx, partner: string, key: Uint8Array, at: Date): Promise<void> {
  await tx.run(sql`
    update store.party_key earlier set until = ${at} from store.party_key heard
    where heard.party = ${partner} and heard.public_key = ${key} and earlier.party = ${partner} and earlier.n < heard.n
      and earlier.until is null`);
}
