import { sql } from '#store/db.ts';
import { PROVIDER } from './assignment.ts';
import { switchOff } from './account.ts';
import { rowsOf, type Client } from './client.ts';

export type StoredProvider = {
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string | null;
  readonly scopes: readonly string[];
  readonly groupsClaim: string;
  readonly mapping: string;
  readonly unknownPeople: 'refuse' | 'make';
  readonly isSecondFactor: boolean;
  readonly isOn: boolean;
  readonly changedAt: Date;
  readonly changedBy: string;
};

export async function identityProvider(client: Client): Promise<StoredProvider | undefined> {
  const rows = await rowsOf<StoredProvider>(
    client,
    sql`select name, issuer, client_id as "clientId", client_secret as "clientSecret", scopes, groups_claim as "groupsClaim", mapping,
          unknown_people as "unknownPeople", is_second_factor as "isSecondFactor", is_on as "isOn", changed_at as "changedAt",
          changed_by as "changedBy" from people.identity_provider`,
  );
  return rows[0];
}

export async function putIdentityProvider(client: Client, p: StoredProvider): Promise<void> {
  await rowsOf(
    client,
    sql`insert into people.identity_provider (name, issuer, client_id, client_secret, scopes, groups_claim, mapping, unknown_people,
          is_second_factor, is_on, changed_at, changed_by)
        values (${p.name}, ${p.issuer}, ${p.clientId}, ${p.clientSecret}, ${p.scopes}, ${p.groupsClaim}, ${p.mapping},
          ${p.unknownPeople}, ${p.isSecondFactor}, ${p.isOn}, ${p.changedAt}, ${p.changedBy})
        on conflict (is_only) do update set name = excluded.name, issuer = excluded.issuer, client_id = excluded.client_id,
          client_secret = excluded.client_secret, scopes = excluded.scopes, groups_claim = excluded.groups_claim,
          mapping = excluded.mapping, unknown_people = excluded.unknown_people, is_second_factor = excluded.is_second_factor,
          is_on = excluded.is_on, changed_at = excluded.changed_at, changed_by = excluded.changed_by`,
  );
}

/** Who somebody at the provider is here: known by an earlier visit, or expected under one of these names. */
export async function personFromProvider(
  client: Client,
  { issuer, subject, logins, at }: { issuer: string; subject: string; logins: readonly string[]; at: Date },
): Promise<string | undefined> {
  const [known] = await rowsOf<{ id: string }>(
    client,
    sql`update people.provider_identity set last_at = ${at} where issuer = ${issuer} and subject = ${subject}
        returning person_id as id`,
  );
  if (known !== undefined) return known.id;
  const [expected] = await rowsOf<{ id: string }>(
    client,
    sql`delete from people.expected_login where login = any (${logins.map((login) => login.toLowerCase())})
        returning person_id as id`,
  );
  if (expected !== undefined) await linkToProvider(client, { issuer, subject, personId: expected.id, at });
  return expected?.id;
}

export async function linkToProvider(
  client: Client,
  { issuer, subject, personId, at }: { issuer: string; subject: string; personId: string; at: Date },
): Promise<void> {
  await rowsOf(
    client,
    sql`insert into people.provider_identity (issuer, subject, person_id, linked_at, last_at)
        values (${issuer}, ${subject}, ${personId}, ${at}, ${at})`,
  );
}

export async function expectLogin(client: Client, login: string, personId: string): Promise<void> {
  await rowsOf(
    client,
    sql`insert into people.expected_login (login, person_id) values (${login.toLowerCase()}, ${personId})
        on conflict (person_id) do update set login = excluded.login`,
  );
}

/** Without any group that has a place here: neither sessions nor what their tokens opened. What was given by hand stays. */
export async function shutOutByProvider(client: Client, personId: string, at: Date): Promise<void> {
  await endProvided(client, { personId, at, kept: [] });
  await switchOff(client, personId, at, 'provider');
}

export async function letInByProvider(client: Client, personId: string): Promise<void> {
  await rowsOf(
    client,
    sql`update people.person set
          deactivated_at = case when deactivated_why = 'provider' then null else deactivated_at end,
          deactivated_why = nullif(deactivated_why, 'provider')
        where id = ${personId}`,
  );
}

/** Assignments that groups gave and that hold now. */
export const providedSeats = (client: Client, personId: string, at: Date): Promise<Provided[]> =>
  rowsOf<Provided>(
    client,
    sql`select id, role, unit, accord_id as accord, array_to_json(channels) as channels, tlp from people.assignment
        where person_id = ${personId} and given_by = ${PROVIDER} and starts_at <= ${at} and (ends_at is null or ends_at > ${at})`,
  );
export type Provided = {
  readonly id: string;
  readonly role: string;
  readonly unit: string;
  readonly accord: string | null;
  readonly channels: readonly string[] | null;
  readonly tlp: string;
};

/** What groups gave before and do not give now. */
export async function endProvided(
  client: Client,
  { personId, at, kept }: { readonly personId: string; readonly at: Date; readonly kept: readonly string[] },
): Promise<void> {
  await rowsOf(
    client,
    sql`update people.assignment set ends_at = greatest(starts_at, ${at}::timestamptz), ended_by = ${PROVIDER}, ended_why = 'by the groups of the identity provider'
        where person_id = ${personId} and given_by = ${PROVIDER} and (ends_at is null or ends_at > ${at}) and not id = any (${kept}::uuid[])`,
  );
}
