import { Failure } from '#kernel/errors.ts';
import { sql, type Tx } from '#store/db.ts';

/** A party as this node knows it: itself, or a partner whose card was compared by fingerprint. */
export type Party = {
  readonly id: string;
  readonly names: Readonly<Record<string, string>>;
  readonly url: string;
  readonly publicKey: Uint8Array;
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
  is_self: boolean;
  paired_at: Date;
  last_contact: Date | null;
  fault: string | null;
};

const fromRow = (row: Row): Party => ({
  id: row.id,
  names: JSON.parse(row.names) as Record<string, string>,
  url: row.url,
  publicKey: new Uint8Array(row.public_key),
  isSelf: row.is_self,
  pairedAt: row.paired_at,
  lastContact: row.last_contact,
  fault: row.fault,
});

export async function parties(tx: Tx): Promise<Party[]> {
  return (await tx.rows<Row>(sql`select * from store.party order by is_self desc, paired_at, id`)).map(fromRow);
}

export async function partyById(tx: Tx, id: string): Promise<Party | undefined> {
  const row = await tx.row<Row>(sql`select * from store.party where id = ${id}`);
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
}

export async function noteContact(tx: Tx, partner: string, at: Date, fault: string | null): Promise<void> {
  await tx.run(
    fault === null
      ? sql`update store.party set last_contact = ${at}, fault = null where id = ${partner}`
      : sql`update store.party set fault = ${fault} where id = ${partner} and fault is distinct from ${fault}`,
  );
}
