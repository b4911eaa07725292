import { sql, type Tx } from '#store/db.ts';

/** A key of oversight, made in the browser of one of its persons. */
export type Cosigner = {
  readonly publicKey: Uint8Array;
  readonly person: string;
  readonly name: string;
  readonly wrapped: string;
  readonly since: Date;
  readonly until: Date | null;
};

const COLUMNS = sql`public_key as "publicKey", person, name, wrapped, since, until`;
const plain = (row: Cosigner): Cosigner => ({ ...row, publicKey: new Uint8Array(row.publicKey) });

export async function cosigners(tx: Tx): Promise<Cosigner[]> {
  return (await tx.rows<Cosigner>(sql`select ${COLUMNS} from oversight.cosigner order by since, public_key`)).map(
    plain,
  );
}

export async function cosignerOf(tx: Tx, person: string): Promise<Cosigner | undefined> {
  const row = await tx.row<Cosigner>(sql`
    select ${COLUMNS} from oversight.cosigner where person = ${person} and until is null order by since desc limit 1`);
  return row && plain(row);
}

/** In place of what the person had: that key cosigns no more, and what it cosigned stands. False: the key is there already. */
export async function keepCosigner(tx: Tx, { publicKey, person, name, wrapped, since }: Cosigner): Promise<boolean> {
  const kept = await tx.run(sql`
    insert into oversight.cosigner (public_key, person, name, wrapped, since)
    values (${publicKey}, ${person}, ${name}, ${wrapped}, ${since}) on conflict (public_key) do nothing`);
  if (kept === 0) return false;
  await tx.run(sql`
    update oversight.cosigner set until = ${since}
    where person = ${person} and until is null and public_key <> ${publicKey}`);
  return true;
}

export type Cosigned = {
  readonly size: number;
  readonly publicKey: Uint8Array;
  readonly note: string;
  readonly at: Date;
};

/** The largest first. */
export function cosignatures(tx: Tx, most: number): Promise<Cosigned[]> {
  return tx.rows<Cosigned>(sql`
    select size, public_key as "publicKey", note, at from oversight.cosignature order by size desc, at desc limit ${most}`);
}

/** Once for a size: a second of the same says nothing more. */
export async function keepCosignature(tx: Tx, { size, publicKey, note, at }: Cosigned): Promise<void> {
  await tx.run(sql`
    insert into oversight.cosignature (size, public_key, note, at) values (${size}, ${publicKey}, ${note}, ${at})
    on conflict (public_key, size) do nothing`);
}
