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
    sql`with gone as (
          delete from sign_in.passkey k using people.person p
          where p.id = ${personId} and k.user_id = p.user_id and (${id ?? null}::text is null or k.id = ${id ?? null})
          returning k.credential_id),
        noted as (delete from people.passkey_by b using gone where b.credential_id = gone.credential_id)
        select from gone`,
  );
  if (rows.length > 0) await noteFactorGone(client, personId);
  return rows.length;
}

/** Whose links let in this person from then on may be somebody else: they were known by a factor of their own. */
export async function noteFactorGone(client: Client, personId: string): Promise<void> {
  await rowsOf(client, sql`update people.person set had_factor = true where id = ${personId} and not had_factor`);
}

/** Before the passkey is there: whoever it may belong to beside its person, as the session in which it is added says. */
export async function keepPasskeyBy(client: Client, sessionId: string, credential: string): Promise<void> {
  await rowsOf(
    client,
    sql`insert into people.passkey_by (credential_id, person_id, factor_by)
        select ${credential}, p.id, s.factor_by from sign_in.session s join people.person p on p.user_id = s.user_id
        where s.id = ${sessionId} and s.factor_by is not null
        on conflict (credential_id) do nothing`,
  );
}

export async function passkeyBy(client: Client, credential: string): Promise<string | null> {
  const [found] = await rowsOf<{ by: string }>(
    client,
    sql`select factor_by as by from people.passkey_by where credential_id = ${credential}`,
  );
  return found?.by ?? null;
}
