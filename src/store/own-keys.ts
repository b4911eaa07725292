import { toBase64 } from '#platform';
import { Failure } from '#kernel/errors.ts';
import { isSameHash } from '#kernel/log/merkle.ts';
import { trustedKeys } from '#kernel/protocol/keys.ts';
import { queueAct } from '#store/acts.ts';
import { sql, type Db, type Tx } from '#store/db.ts';
import type { Keys } from '#store/keys.ts';
import { partyById, type Party } from '#store/parties.ts';
import type { Self, Signer } from '#store/self.ts';

// Which of our keys a partner has. It learns of the next one by a change of key in a feed, and has it for certain once it cosigned.

const has = (keys: readonly Uint8Array[], key: Uint8Array): boolean => keys.some((one) => isSameHash(one, key));

/** The keys that we may sign with, oldest first. */
export const usableKeys = (self: Self, own: Party): Uint8Array[] =>
  trustedKeys(own.keys).filter((key) => self.signer(key) !== undefined);

/** Undefined: it was paired while we already had several, and has not yet shown which of them it was given. */
export async function keyKnownTo(
  tx: Tx,
  { self, own }: { readonly self: Self; readonly own: Party },
  partner: string,
): Promise<Uint8Array | undefined> {
  const usable = usableKeys(self, own);
  const known = (await partyById(tx, partner))?.knownKey;
  if (known && has(usable, known)) return known;
  return usable.length === 1 ? usable[0] : undefined;
}

/** What we sign messages for a partner with, now. */
export const messageSigner = async (db: Db, self: Self, partner: string): Promise<Signer> =>
  self.hasSeveralKeys() ? db.transaction('node', (tx) => signerFor(tx, self, partner)) : self;

export async function signerFor(tx: Tx, self: Self, partner: string): Promise<Signer> {
  if (!self.hasSeveralKeys()) return self;
  const own = await partyById(tx, self.partyId);
  const known = own && (await keyKnownTo(tx, { self, own }, partner));
  return known === undefined ? self : requireSigner(self, known);
}

export function requireSigner(self: Self, publicKey: Uint8Array): Signer {
  const signer = self.signer(publicKey);
  if (!signer) throw new Failure('unavailable', 'a key that is still needed is not in the key folder');
  return signer;
}

type Line = { readonly recipient: string; readonly accord: string; readonly channel: string };

/** A feed that is signed by this key comes to each one after it in turn: what is not queued yet is. */
export async function queueLaterKeys(
  tx: Tx,
  { own, line }: { readonly own: Party; readonly line: Line },
  key: Uint8Array,
): Promise<void> {
  const trusted = trustedKeys(own.keys);
  const place = trusted.findIndex((one) => isSameHash(one, key));
  if (place === -1 || place === trusted.length - 1) return;
  const rows = await tx.rows<{ key: string }>(sql`
    select body::json ->> 'key' as key from store.act
    where kind = 'key' and idx is null
      and recipient = ${line.recipient} and accord = ${line.accord} and channel = ${line.channel}`);
  const queued = new Set(rows.map((row) => row.key));
  for (const later of trusted.slice(place + 1).map((one) => toBase64(one)))
    if (!queued.has(later)) await queueAct(tx, line, { kind: 'key', key: later });
}

/** The partner has shown that it has this key of ours; never an earlier one again. */
export async function notePartnerKnows(tx: Tx, partner: string, key: Uint8Array): Promise<void> {
  await tx.run(sql`
    update store.party p set known_key = ${key} from store.party own, store.party_key k
    where p.id = ${partner} and own.is_self and k.party = own.id and k.public_key = ${key} and not k.distrusted
      and not exists (
        select 1 from store.party_key later
        where later.party = own.id and later.public_key = p.known_key and later.n >= k.n and not later.distrusted)`);
}

/**
 * Destroys the files of keys that nothing needs any more: no feed is signed by one so old, and every partner has a later one. It
 * comes to each key after the one that it has in turn, so those in between are kept. One that was abandoned is never needed.
 */
export async function dropKeys(db: Db, self: Self, keys: Keys): Promise<void> {
  if (!self.hasSeveralKeys()) return;
  const { own, needed, isAnyUnsure } = await db.transaction('node', async (tx) => ({
    own: await partyById(tx, self.partyId),
    needed: (
      await tx.rows<{ key: Uint8Array }>(sql`
        select key from store.feed where is_ours and ended_size is null and key is not null
        union select decode(body::json ->> 'key', 'base64') from store.act where kind = 'key' and idx is null
        union select known_key from store.party where not is_self and known_key is not null`)
    ).map(({ key }) => new Uint8Array(key)),
    isAnyUnsure: (await tx.row(sql`select 1 from store.party where not is_self and known_key is null`)) !== undefined,
  }));
  const chain = own?.keys ?? [];
  const oldest = isAnyUnsure ? 0 : chain.findIndex(({ publicKey }) => has(needed, publicKey));
  for (const [n, { publicKey, isDistrusted }] of chain.entries())
    if (isDistrusted || n < oldest) await keys.drop(publicKey);
}
