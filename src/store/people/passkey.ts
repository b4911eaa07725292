import { sql } from '#store/db.ts';
import { rowsOf, type Client } from './client.ts';

export type ListedPasskey = {
  readonly id: string;
  readonly name: string | null;
  readonly madeAt: Date | null;
  readonly isBackedUp: boolean;
  readonly isOfOneDevice: boolean;
};

export async function passkeysOf(client: Client, personId: string): Promise<ListedPasskey[]> {
  return rowsOf<ListedPasskey>(
    client,
    sql`select k.id, k.name, k.created_at as "madeAt", k.backed_up as "isBackedUp", k.device_type = 'singleDevice' as "isOfOneDevice"
        from people.person p join sign_in.passkey k on k.user_id = p.user_id
        where p.id = ${personId} order by k.created_at, k.id`,
  );
}

export async function namePasskey(client: Client, personId: string, id: string, name: string): Promise<boolean> {
  const rows = await rowsOf(
    client,
    sql`update sign_in.passkey k set name = ${name} from people.person p
        where k.id = ${id} and p.id = ${personId} and k.user_id = p.user_id returning k.id`,
  );
  return rows.length > 0;
}

/** One, or all if none is named. */
export async function dropPasskeys(client: Client, personId: string, id?: string): Promise<number> {
  const rows = await rowsOf(
    client,
    sql`delete from sign_in.passkey k using people.person p
        where p.id = ${personId} and k.user_id = p.user_id and (${id ?? null}::text is null or k.id = ${id ?? null}) returning k.id`,
  );
  return rows.length;
}
