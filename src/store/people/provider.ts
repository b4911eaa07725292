import { sql } from '#store/db.ts';
import { assignOnce, PROVIDER } from './assignment.ts';
import { rowsOf, type Client } from './client.ts';
import { personById } from './person.ts';
import { unitNamed } from './unit.ts';

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

type ProviderGrants = {
  readonly role: string;
  readonly unit: string;
  readonly memberships: readonly { accord: string; channels: readonly string[] | null; tlp: string }[];
};

/**
 * What the provider's groups give somebody, in place of what they gave before; without any, nothing is left: neither role, nor sessions,
 * nor what their tokens opened. What was given by hand beside it stays. The one place where groups become rights.
 */
export async function holdProviderGrants(
  client: Client,
  personId: string,
  grants: ProviderGrants | undefined,
  at: Date,
): Promise<void> {
  if (grants === undefined) {
    await endProvided(client, personId, at, []);
    await rowsOf(
      client,
      sql`update people.person set deactivated_at = ${at}, deactivated_why = 'provider'
          where id = ${personId} and deactivated_at is null`,
    );
    await rowsOf(
      client,
      sql`delete from sign_in.session where user_id = (select user_id from people.person where id = ${personId})`,
    );
    return;
  }
  await rowsOf(
    client,
    sql`update people.person set
          deactivated_at = case when deactivated_why = 'provider' then null else deactivated_at end,
          deactivated_why = nullif(deactivated_why, 'provider')
        where id = ${personId}`,
  );
  const { party } = (await personById(client, personId))!;
  const unit = await unitNamed(client, { party, parent: null, names: { en: grants.unit }, at });
  const given =
    grants.memberships.length === 0 ? [{ accord: null, channels: null, tlp: 'amber+strict' }] : grants.memberships;
  const kept: string[] = [];
  for (const { accord: accordId, channels, tlp } of given) {
    const seat = { personId, role: grants.role, unit, accordId, channels, tlp, at };
    kept.push(await assignOnce(client, { ...seat, by: PROVIDER, reason: 'by the groups of the identity provider' }));
  }
  await endProvided(client, personId, at, kept);
}

/** What groups gave before and do not give now. */
async function endProvided(client: Client, personId: string, at: Date, kept: readonly string[]): Promise<void> {
  await rowsOf(
    client,
    sql`update people.assignment set ends_at = greatest(starts_at, ${at}::timestamptz), ended_by = ${PROVIDER}, ended_why = 'by the groups of the identity provider'
        where person_id = ${personId} and given_by = ${PROVIDER} and (ends_at is null or ends_at > ${at}) and not id = any (${kept}::uuid[])`,
  );
}
