import { toBase64 } from '#platform';
import { queueAct } from '#store/acts.ts';
import { trustedKeys } from '#kernel/protocol/keys.ts';
import { sql, type Db, type Tx } from '#store/db.ts';
import type { Keys } from '#store/keys.ts';
import { partyById } from '#store/parties.ts';
import type { Self } from '#store/self.ts';
import { lockSequencer } from '#store/sequencer.ts';

/**
 * Replaces our key. Durable in this order: the file of the next key; then, in one transaction, that it is our present key and a
 * change of key for every feed that is signed by now. A crash in between leaves a file that the next call takes up. All that
 * follows is the sequencer's: each feed changes by its own entry, and until then goes on under the key before.
 */
export async function rotateKey(db: Db, self: Self, keys: Keys): Promise<Uint8Array> {
  const before = await db.transaction('node', (tx) => ownKeyCount(tx, self));
  const next = await keys.make(before + 1);
  await db.transaction('node', async (tx) => {
    await lockSequencer(tx);
    if ((await ownKeyCount(tx, self)) !== before) return; // the same change was made beside this one
    await learnOnlyKey(tx, self);
    await becomeKey(tx, self, { key: next, how: 'rotated' });
    for (const line of await ownLines(tx)) await queueAct(tx, line, { kind: 'key', key: toBase64(next) });
  });
  keys.use((await db.transaction('node', (tx) => partyById(tx, self.partyId)))!.publicKey);
  return next;
}

const ownKeyCount = async (tx: Tx, self: Self): Promise<number> =>
  (await partyById(tx, self.partyId))?.keys.length ?? 0;

/** As long as there is one key, that is the one that partners have. */
async function learnOnlyKey(tx: Tx, self: Self): Promise<void> {
  const [only, ...more] = trustedKeys((await partyById(tx, self.partyId))?.keys ?? []);
  if (only && more.length === 0) await tx.run(sql`update store.party set known_key = ${only} where not is_self`);
}

type Next = { readonly key: Uint8Array; readonly how: 'rotated' | 'paired-again' };

export async function becomeKey(tx: Tx, self: Self, { key, how }: Next): Promise<void> {
  await tx.run(sql`
    insert into store.party_key (party, public_key, how, since) values (${self.partyId}, ${key}, ${how}, ${self.now()})`);
  await tx.run(sql`update store.party set public_key = ${key} where id = ${self.partyId}`);
}

type Line = { readonly recipient: string; readonly accord: string; readonly channel: string };

/** Where something was signed. A feed that begins later begins with what its recipient is known to have. */
const ownLines = (tx: Tx): Promise<Line[]> =>
  tx.rows<Line>(sql`
    select recipient, accord, channel from store.feed where is_ours and ended_size is null and key is not null
    order by recipient, channel <> 'charter', accord, channel`);
