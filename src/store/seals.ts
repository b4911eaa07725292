import { sql, type Tx } from '#store/db.ts';
import { rowsOf, type Client } from '#store/people/client.ts';

export type Side = 'keeper' | 'oversight';
export type SealKey = {
  readonly publicKey: string;
  readonly side: Side;
  readonly person: string;
  readonly name: string;
  readonly wrapped: string;
  readonly since: Date;
};

/** Of those who hold halves now. */
export function sealKeys(tx: Tx): Promise<SealKey[]> {
  return tx.rows<SealKey>(sql`
    select public_key as "publicKey", side, person, name, wrapped, since from oversight.seal_key
    where until is null order by side, since, public_key`);
}

/** Whoever replaces a key, or leaves, holds no half under it any more. */
export async function keepSealKey(tx: Tx, key: SealKey): Promise<boolean> {
  await endSealKeys(tx, key.person, key.since);
  return (
    (await tx.run(sql`
      insert into oversight.seal_key (public_key, side, person, name, wrapped, since)
      values (${key.publicKey}, ${key.side}, ${key.person}, ${key.name}, ${key.wrapped}, ${key.since})
      on conflict (public_key) do nothing`)) > 0
  );
}

/** The same key under another passphrase; its halves stay. False: it is not this person's present key. */
export async function rewrapSealKey(tx: Tx, { publicKey, person, wrapped }: SealKey): Promise<boolean> {
  return (
    (await tx.run(sql`
      update oversight.seal_key set wrapped = ${wrapped}
      where public_key = ${publicKey} and person = ${person} and until is null`)) > 0
  );
}

/** In one statement, so that no half is left under a key that ended. */
export async function endSealKeys(client: Client, person: string, at: Date): Promise<void> {
  await rowsOf(
    client,
    sql`
    with gone as (
      delete from oversight.seal_half h using oversight.seal_key k
      where k.public_key = h.public_key and k.person = ${person} and k.until is null)
    update oversight.seal_key set until = ${at} where person = ${person} and until is null`,
  );
}

export type Seal = {
  readonly id: string;
  readonly label: string;
  readonly owner: string;
  readonly at: Date;
  readonly commitment: Uint8Array;
  readonly ciphertext: string;
  readonly openings: number;
  readonly record: string | null;
};

export async function keepSeal(tx: Tx, seal: Omit<Seal, 'openings'>): Promise<boolean> {
  const { id, label, owner, at, commitment, ciphertext, record } = seal;
  return (
    (await tx.run(sql`
      insert into oversight.seal (id, label, owner, at, commitment, ciphertext, record)
      values (${id}::uuid, ${label}, ${owner}, ${at}, ${commitment}, ${ciphertext}, ${record}) on conflict (id) do nothing`)) >
    0
  );
}

export async function keepHalf(tx: Tx, seal: string, publicKey: string, half: string): Promise<void> {
  await tx.run(sql`
    insert into oversight.seal_half (seal, public_key, half) values (${seal}::uuid, ${publicKey}, ${half})
    on conflict (seal, public_key) do update set half = excluded.half`);
}

/** Under which keys there is a half. */
export async function halvesOf(tx: Tx, seal: string): Promise<ReadonlySet<string>> {
  const rows = await tx.rows<{ key: string }>(
    sql`select public_key as key from oversight.seal_half where seal::text = ${seal}`,
  );
  return new Set(rows.map(({ key }) => key));
}

export async function halfOf(tx: Tx, seal: string, publicKey: string): Promise<string | undefined> {
  const row = await tx.row<{ half: string }>(
    sql`select half from oversight.seal_half where seal::text = ${seal} and public_key = ${publicKey}`,
  );
  return row?.half;
}

const SEAL = sql`select s.id, s.label, s.owner, s.at, s.commitment, s.ciphertext, s.record,
  (select count(*) from oversight.seal_opening o where o.seal = s.id and o.state = 'granted') as openings from oversight.seal s`;

export function sealById(tx: Tx, id: string): Promise<Seal | undefined> {
  return tx.row<Seal>(sql`${SEAL} where s.id::text = ${id}`);
}

type Page = {
  readonly before: { readonly at: Date; readonly id: string } | undefined;
  readonly record: string | undefined;
  readonly limit: number;
};

export function seals(tx: Tx, { before, record, limit }: Page): Promise<Seal[]> {
  return tx.rows<Seal>(sql`
    ${SEAL}
    where (${before?.at ?? null}::timestamptz is null or (s.at, s.id::text) < (${before?.at ?? null}, ${before?.id ?? null}))
      and (${record ?? null}::text is null or s.record = ${record ?? null})
    order by s.at desc, s.id::text desc limit ${limit}`);
}

export type Opening = {
  readonly id: string;
  readonly seal: string;
  readonly askedBy: string;
  /** Who made the link by which they came in. */
  readonly linkBy: string | null;
  readonly side: Side;
  readonly reason: string;
  readonly at: Date;
  readonly state: 'asked' | 'granted' | 'refused';
  readonly why: string | null;
  readonly half: string | null;
};

const OPENING = sql`select id, seal, asked_by as "askedBy", link_by as "linkBy", side, reason, at, state, why, half from oversight.seal_opening`;

export function openingsOf(tx: Tx, id: string): Promise<Opening[]> {
  return tx.rows<Opening>(sql`${OPENING} where seal::text = ${id} order by at desc limit 50`);
}

/** Locked until the transaction ends. */
export function opening(tx: Tx, id: string): Promise<Opening | undefined> {
  return tx.row<Opening>(sql`${OPENING} where id::text = ${id} for update`);
}

export async function keepOpening(tx: Tx, asked: Omit<Opening, 'state' | 'why' | 'half'>): Promise<void> {
  await tx.run(sql`
    insert into oversight.seal_opening (id, seal, asked_by, link_by, side, reason, at)
    values (${asked.id}::uuid, ${asked.seal}::uuid, ${asked.askedBy}, ${asked.linkBy}, ${asked.side}, ${asked.reason}, ${asked.at})`);
}

export type Decision = { readonly by: string; readonly at: Date } & (
  | { readonly half: string }
  | { readonly why: string }
);

export async function decideOpening(tx: Tx, id: string, decision: Decision): Promise<void> {
  const half = 'half' in decision ? decision.half : null;
  const why = 'why' in decision ? decision.why : null;
  await tx.run(sql`
    update oversight.seal_opening set state = ${half === null ? 'refused' : 'granted'}, decided_by = ${decision.by},
      decided_at = ${decision.at}, why = ${why}, half = ${half} where id::text = ${id}`);
}
