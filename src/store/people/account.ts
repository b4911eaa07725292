import { sql } from '#store/db.ts';
import { endSealKeys } from '#store/seals.ts';
import { rowsOf, type Client } from './client.ts';

export type Account = {
  readonly id: string;
  readonly kind: 'person' | 'service';
  readonly name: string;
  readonly roles: readonly string[];
  readonly isActive: boolean;
  readonly isEmergency: boolean;
  readonly passkeys: number;
  readonly hasTotp: boolean;
  readonly hasProvider: boolean;
  readonly sessions: number;
  readonly tokens: number;
  readonly lastUsedAt: Date | null;
};

/** By name, from behind a place on. What is counted beside each is looked up by its index. */
export async function accounts(
  client: Client,
  { after, limit, now }: { after: readonly [string, string] | undefined; limit: number; now: Date },
): Promise<Account[]> {
  const [name, id] = after ?? [null, null];
  return rowsOf<Account>(
    client,
    sql`select p.id, p.kind, p.name, people.roles_of(p.id) as roles, p.deactivated_at is null as "isActive", p.is_emergency as "isEmergency",
          (select count(*)::integer from sign_in.passkey k where k.user_id = p.user_id) as passkeys,
          exists (select from people.totp t where t.person_id = p.id and t.confirmed_at is not null) as "hasTotp",
          exists (select from people.provider_identity i where i.person_id = p.id) as "hasProvider",
          s.count as sessions, t.count as tokens, greatest(s.last, t.last) as "lastUsedAt"
        from people.person p
        cross join lateral (
          select count(*) filter (where expires_at > ${now})::integer as count, max(coalesce(last_used_at, created_at)) as last
          from sign_in.session where user_id = p.user_id
        ) s
        cross join lateral (
          select count(*) filter (where revoked_at is null and (expires_at is null or expires_at > ${now}))::integer as count,
            max(last_used_at) as last
          from people.token where person_id = p.id
        ) t
        where ${name}::text is null or (p.name, p.id) > (${name}, ${id})
        order by p.name, p.id limit ${limit}`,
  );
}

export type AccountState = {
  readonly kind: 'person' | 'service';
  readonly isActive: boolean;
  readonly isEmergency: boolean;
};

export async function accountState(client: Client, id: string): Promise<AccountState | undefined> {
  const rows = await rowsOf<AccountState>(
    client,
    sql`select kind, deactivated_at is null as "isActive", is_emergency as "isEmergency" from people.person where id = ${id}`,
  );
  return rows[0];
}

export async function makeService(client: Client, id: string): Promise<void> {
  await rowsOf(client, sql`update people.person set kind = 'service' where id = ${id}`);
}

export async function keepForEmergencies(client: Client, id: string, isEmergency: boolean): Promise<void> {
  await rowsOf(client, sql`update people.person set is_emergency = ${isEmergency} where id = ${id}`);
}

/** Ends an account: from the next request on neither session nor token of theirs opens anything, and they hold no half of a seal. */
export async function switchOff(client: Client, id: string, at: Date, why: string): Promise<void> {
  await rowsOf(
    client,
    sql`with ended as (delete from sign_in.session where user_id = (select user_id from people.person where id = ${id}))
        update people.person set deactivated_at = ${at}, deactivated_why = ${why} where id = ${id} and deactivated_at is null`,
  );
  await endSealKeys(client, id, at);
}

export async function switchOn(client: Client, id: string): Promise<void> {
  await rowsOf(client, sql`update people.person set deactivated_at = null, deactivated_why = null where id = ${id}`);
}

/** Whether somebody else administers this node, so that this one may go. */
export async function hasOtherAdministrator(client: Client, id: string): Promise<boolean> {
  const rows = await rowsOf(
    client,
    sql`select from people.person where id <> ${id} and kind = 'person' and deactivated_at is null
          and 'administrator' = any (people.roles_of(id)) limit 1`,
  );
  return rows.length > 0;
}

/** An account for emergencies that could come in now: active, with a passkey. */
export async function hasReadyEmergencyAccount(client: Client): Promise<boolean> {
  const rows = await rowsOf(
    client,
    sql`select from people.person p where p.is_emergency and p.deactivated_at is null
          and 'administrator' = any (people.roles_of(p.id))
          and exists (select from sign_in.passkey k where k.user_id = p.user_id) limit 1`,
  );
  return rows.length > 0;
}

/** By which they are known without anybody else's word. */
export async function hasOwnFactor(client: Client, personId: string): Promise<boolean> {
  const [found] = await rowsOf(
    client,
    sql`select 1 from people.person p where p.id = ${personId} and (
          exists (select from people.totp t where t.person_id = p.id and t.confirmed_at is not null)
          or exists (select from sign_in.passkey k where k.user_id = p.user_id))`,
  );
  return found !== undefined;
}
