import { Failure } from '#kernel/errors.ts';
import { trustedKeys } from '#kernel/protocol/keys.ts';
import { sql, type Db, type Tx } from '#store/db.ts';
import type { Keys } from '#store/keys.ts';
import { dropKeys, queueLaterKeys } from '#store/own-keys.ts';
import { distrustKeys, partyById } from '#store/parties.ts';
import type { Self } from '#store/self.ts';
import { lockSequencer } from '#store/sequencer.ts';

/**
 * Replaces our key. Durable in this order: the file of the next key; then, in one transaction, that it is our present key and a
 * change of key for every feed that is signed by now. A crash in between leaves a file that the next call takes up. All that
 * follows is the sequencer's: each feed changes by its own entry, and until then goes on under the key before.
 */
export const rotateKey = (db: Db, self: Self, keys: Keys, once = byItself(db)): Promise<Uint8Array> =>
  replaceKey({ db, self, keys, once }, async (tx, next) => {
    await learnOnlyKey(tx, self);
    await becomeKey(tx, self, { key: next, how: 'rotated' });
    const own = await partyById(tx, self.partyId);
    for (const { key, ...line } of await ownLines(tx))
      if (own) await queueLaterKeys(tx, { own, line }, new Uint8Array(key));
  });

/**
 * The key before may be in other hands, so it vouches for nothing: there is no entry that names the next one, and no partner takes
 * anything of us until it has compared the new fingerprint. Our feeds wait for that, and then begin a new epoch each.
 */
export const abandonKey = (db: Db, self: Self, keys: Keys, once = byItself(db)): Promise<Uint8Array> =>
  replaceKey({ db, self, keys, once }, async (tx, next) => {
    await distrustKeys(tx, self.partyId, self.now());
    await becomeKey(tx, self, { key: next, how: 'paired-again' });
    await tx.run(sql`delete from store.act where kind = 'key' and idx is null`);
    await tx.run(sql`update store.party set known_key = null where not is_self`);
  });

type Did = { readonly isRepeat: boolean };
/** The one transaction of it, for whoever has more to say in it. */
type Once = (work: (tx: Tx) => Promise<void>) => Promise<Did>;
const byItself =
  (db: Db): Once =>
  async (work) => {
    await db.transaction('node', work);
    return { isRepeat: false };
  };

type Holder = { readonly db: Db; readonly self: Self; readonly keys: Keys; readonly once: Once };

/** Where it was done before, the file that was made is left for the next time. */
async function replaceKey(
  { db, self, keys, once }: Holder,
  become: (tx: Tx, next: Uint8Array) => Promise<void>,
): Promise<Uint8Array> {
  const before = await db.transaction('node', (tx) => ownKeyCount(tx, self));
  const next = await keys.make(before + 1);
  const done = await once(async (tx) => {
    await lockSequencer(tx);
    if ((await ownKeyCount(tx, self)) !== before) throw new Failure('conflict', 'the key is being replaced already');
    await become(tx, next);
    await tx.run(sql`select pg_notify('entente_outbox', '')`);
  });
  if (done.isRepeat) return self.publicKey;
  keys.use(next);
  await dropKeys(db, self, keys);
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

async function becomeKey(tx: Tx, self: Self, { key, how }: Next): Promise<void> {
  await tx.run(sql`
    insert into store.party_key (party, public_key, how, since) values (${self.partyId}, ${key}, ${how}, ${self.now()})`);
  await tx.run(sql`update store.party set public_key = ${key} where id = ${self.partyId}`);
}

type Line = { readonly recipient: string; readonly accord: string; readonly channel: string; readonly key: Uint8Array };

/** Where something was signed. A feed that begins later begins with what its recipient is known to have. */
const ownLines = (tx: Tx): Promise<Line[]> =>
  tx.rows<Line>(sql`
    select recipient, accord, channel, key from store.feed where is_ours and ended_size is null and key is not null
    order by recipient, channel <> 'charter', accord, channel`);
