import { fromBase64Strict } from '#platform';
import { Failure } from '#kernel/errors.ts';
import { isSameHash } from '#kernel/log/merkle.ts';
import type { KnownKey } from '#kernel/protocol/keys.ts';
import { sql, type Tx } from '#store/db.ts';

export type PartyKey = KnownKey & { readonly how: 'paired' | 'rotated' | 'paired-again'; readonly since: Date };

/** A party as this node knows it: itself, or a partner whose card was compared by fingerprint. */
export type Party = {
  readonly id: string;
  readonly names: Readonly<Record<string, string>>;
  readonly url: string;
  /** The present one. */
  readonly publicKey: Uint8Array;
  /** All that it has had, oldest first. */
  readonly keys: readonly PartyKey[];
  /** Ours that this partner is known to have; null if that was never learned. */
  readonly knownKey: Uint8Array | null;
  /** Ends when it is told what is held of its feeds, and when it is paired with again: what it was asked before is not taken after. */
  readonly era: number;
  readonly isSelf: boolean;
  readonly pairedAt: Date;
  readonly lastContact: Date | null;
  readonly fault: string | null;
};

type Row = {
  id: string;
  names: string;
  url: string;
  public_key: Uint8Array;
  known_key: Uint8Array | null;
  keys: readonly KeyRow[] | null;
  era: number;
  is_self: boolean;
  paired_at: Date;
  last_contact: Date | null;
  fault: string | null;
};

type KeyRow = {
  readonly key: string;
  readonly how: PartyKey['how'];
  readonly since: string;
  readonly until: string | null;
  readonly distrusted: boolean;
};

const keyFromRow = ({ key, how, since, until, distrusted }: KeyRow): PartyKey => ({
  publicKey: fromBase64Strict(key),
  how,
  since: new Date(since),
  until: until === null ? null : new Date(until),
  isDistrusted: distrusted,
});

const fromRow = (row: Row): Party => ({
  id: row.id,
  names: JSON.parse(row.names) as Record<string, string>,
  url: row.url,
  publicKey: new Uint8Array(row.public_key),
  keys: (row.keys ?? []).map(keyFromRow),
  knownKey: row.known_key && new Uint8Array(row.known_key),
  era: row.era,
  isSelf: row.is_self,
  pairedAt: row.paired_at,
  lastContact: row.last_contact,
  fault: row.fault,
});

const PARTIES = sql`select p.*, (
  select json_agg(json_build_object(
    'key', encode(k.public_key, 'base64'), 'how', k.how, 'since', k.since, 'until', k.until, 'distrusted', k.distrusted) order by k.n)
  from store.party_key k where k.party = p.id) as keys
  from store.party p`;

export async function parties(tx: Tx): Promise<Party[]> {
  return (await tx.rows<Row>(sql`${PARTIES} order by is_self desc, paired_at, id`)).map(fromRow);
}

/** Partners in the order of their pairing, from behind a place on. */
export async function partnersAfter(
  tx: Tx,
  after: readonly [pairedAt: Date, id: string] | undefined,
  limit: number,
): Promise<Party[]> {
  const [pairedAt, id] = after ?? [null, null];
  const rows = await tx.rows<Row>(sql`
    ${PARTIES} where not is_self and (${pairedAt}::timestamptz is null or (paired_at, id) > (${pairedAt}::timestamptz, ${id}))
    order by paired_at, id limit ${limit}`);
  return rows.map(fromRow);
}

export async function partyById(tx: Tx, id: string): Promise<Party | undefined> {
  const row = await tx.row<Row>(sql`${PARTIES} where id = ${id}`);
  return row && fromRow(row);
}

type Card = Pick<Party, 'id' | 'names' | 'url' | 'publicKey'>;

/** Writes our own party, or moves its address; its id and key never change here. */
export async function keepSelf(tx: Tx, card: Card, now: Date): Promise<void> {
  const names = JSON.stringify(card.names);
  const kept = await tx.run(sql`
    insert into store.party (id, names, url, public_key, is_self, paired_at)
    values (${card.id}, ${names}, ${card.url}, ${card.publicKey}, true, ${now})
    on conflict (id) do update set names = excluded.names, url = excluded.url
    where store.party.is_self and store.party.public_key = excluded.public_key`);
  if (kept === 0) throw new Failure('inconsistent', 'this database belongs to a node with another key or identity');
  await keepFirstKey(tx, card, now);
}

async function keepFirstKey(tx: Tx, { id, publicKey }: Pick<Card, 'id' | 'publicKey'>, now: Date): Promise<void> {
  await tx.run(sql`
    insert into store.party_key (party, public_key, how, since) values (${id}, ${publicKey}, 'paired', ${now})
    on conflict do nothing`);
}

/** Pairs with a partner. The same card again moves its address; another key needs the ceremony of a rotation. */
export async function keepPartner(tx: Tx, card: Card, now: Date): Promise<void> {
  const names = JSON.stringify(card.names);
  const kept = await tx.run(sql`
    insert into store.party (id, names, url, public_key, paired_at)
    values (${card.id}, ${names}, ${card.url}, ${card.publicKey}, ${now})
    on conflict (id) do update set names = excluded.names, url = excluded.url
    where not store.party.is_self and store.party.public_key = excluded.public_key`);
  if (kept === 0) throw new Failure('conflict', 'this party is paired already, with another key');
  await keepFirstKey(tx, card, now);
}

/** Its keys so far may be in other hands: from now on nothing is proved by them. */
export async function distrustKeys(tx: Tx, party: string, now: Date): Promise<void> {
  await tx.run(sql`
    update store.party_key set distrusted = true, until = coalesce(until, ${now}) where party = ${party} and not distrusted`);
}

/** Pairs once more, after the partner abandoned its key: the old one ends at once, for all that it ever signed. */
export async function keepPartnerAgain(tx: Tx, card: Card, now: Date): Promise<void> {
  const known = await partyById(tx, card.id);
  if (!known || known.isSelf) throw new Failure('not-found', 'this party is not paired yet');
  if (isSameHash(known.publicKey, card.publicKey)) return keepPartner(tx, card, now);
  if (known.keys.some(({ publicKey }) => isSameHash(publicKey, card.publicKey)))
    throw new Failure('conflict', 'this is a key that the party has given up; ask for its present card');
  await distrustKeys(tx, card.id, now);
  await tx.run(sql`
    insert into store.party_key (party, public_key, how, since) values (${card.id}, ${card.publicKey}, 'paired-again', ${now})`);
  await tx.run(sql`update store.party set public_key = ${card.publicKey}, era = era + 1 where id = ${card.id}`);
  await keepPartner(tx, card, now);
}

/** It may begin anew after what it is told in this transaction. */
export async function endEra(tx: Tx, partner: string): Promise<void> {
  await tx.run(sql`update store.party set era = era + 1 where id = ${partner}`);
}

export async function noteContact(tx: Tx, partner: string, at: Date, fault: string | null): Promise<void> {
  await tx.run(
    fault === null
      ? sql`update store.party set last_contact = ${at}, fault = null where id = ${partner}`
      : sql`update store.party set fault = ${fault} where id = ${partner} and fault is distinct from ${fault}`,
  );
}
