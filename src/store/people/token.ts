import { Failure } from '#kernel/errors.ts';
import { sql } from '#store/db.ts';
import { rowsOf, type Client } from './client.ts';
import type { Membership } from './membership.ts';
import type { Person } from './person.ts';
import { newTokenText, tokenHash, tokenPrefix } from './token-text.ts';

export type NewToken = {
  /** Whose rights it has; null for a program that stands for nobody. */
  readonly personId: string | null;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly at: Date;
  readonly expiresAt?: Date;
};

/** What a token opens: the person's rights as they are now, or the scopes alone. */
export type FoundToken = {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly personId: string | null;
};

export type ListedToken = FoundToken & {
  readonly prefix: string;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
};

/** The returned text is shown once; only its hash is kept. */
export async function issueToken(
  client: Client,
  { personId, name, scopes, at, expiresAt }: NewToken,
  randomness: (bytes: number) => Uint8Array,
): Promise<{ readonly id: string; readonly token: string }> {
  const token = newTokenText(randomness);
  const [row] = await rowsOf<{ id: string }>(
    client,
    sql`insert into people.token (person_id, name, prefix, hash, scopes, created_at, expires_at)
        values (${personId}, ${name}, ${tokenPrefix(token)}, ${tokenHash(token)}, ${scopes}, ${at}, ${expiresAt ?? null})
        returning id`,
  );
  if (row === undefined) throw new Failure('internal', 'The token was not stored.');
  return { id: row.id, token };
}

/** One prepared look-up. */
export async function findToken(client: Client, hash: Uint8Array, now: Date): Promise<FoundToken | undefined> {
  const rows = await rowsOf<FoundToken>(
    client,
    sql`select id, name, scopes, person_id as "personId" from people.token
        where hash = ${hash} and revoked_at is null and (expires_at is null or expires_at > ${now})`,
    'find_token',
  );
  return rows[0];
}

/** All that a request with a token is judged by, as it is now. */
export type TokenHolder = {
  readonly token: FoundToken & { readonly isTouched: boolean };
  readonly person: Person;
  readonly memberships: readonly Membership[];
  /** The numbers of all visibility classes that there are now. */
  readonly classes: readonly number[];
};

/** By the hash in hexadecimal, in one look-up; without those whose token or person is not known (any more). */
export async function holdersOf(
  client: Client,
  hashes: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, TokenHolder>> {
  const rows = await rowsOf<HolderRow>(
    client,
    sql`select w.hash, t.id as "tokenId", t.name as "tokenName", array_to_json(t.scopes) as scopes,
          coalesce(t.last_used_at > ${now}::timestamptz - interval '1 minute', false) as "isTouched",
          p.id, p.user_id as "userId", p.party, p.name, p.locale, p.role, p.unit, p.officer_number as "officerNumber",
          (select json_agg(m) from (
            select person_id as "personId", accord_id as "accordId", channels, tlp from people.membership
            where person_id = t.person_id order by accord_id
          ) m) as memberships,
          (select json_agg(id order by id) from store.visibility_class) as classes
        from unnest((select ${hashes}::text[])) as w (hash)
        cross join lateral (select * from people.token where hash = decode(w.hash, 'hex') offset 0) t
        cross join lateral (select * from people.person where id = t.person_id offset 0) p
        where t.revoked_at is null and (t.expires_at is null or t.expires_at > ${now}) and p.deactivated_at is null`,
    'holders_of',
  );
  return new Map(
    rows.map(({ hash, tokenId, tokenName, scopes, isTouched, memberships, classes, ...person }) => [
      hash,
      {
        token: { id: tokenId, name: tokenName, scopes, personId: person.id, isTouched },
        person,
        memberships: memberships ?? [],
        classes: classes ?? [],
      },
    ]),
  );
}

/** Flat: building JSON takes the database longer than finding the rows. */
type HolderRow = Person & {
  readonly hash: string;
  readonly tokenId: string;
  readonly tokenName: string;
  readonly scopes: readonly string[];
  readonly isTouched: boolean;
  readonly memberships: readonly Membership[] | null;
  readonly classes: readonly number[] | null;
};

/** To the minute, so that a busy program does not write a row per request. */
export async function touchToken(client: Client, id: string, now: Date): Promise<void> {
  await rowsOf(
    client,
    sql`update people.token set last_used_at = ${now}
        where id = ${id} and (last_used_at is null or last_used_at < ${now}::timestamptz - interval '1 minute')`,
    'touch_token',
  );
}

/** One of this person's, if it is still alive. */
export async function revokeTokenOf(client: Client, personId: string, id: string, now: Date): Promise<boolean> {
  const rows = await rowsOf(
    client,
    sql`update people.token set revoked_at = ${now}
        where id::text = ${id} and person_id = ${personId} and revoked_at is null returning id`,
  );
  return rows.length > 0;
}

export async function revokeToken(client: Client, id: string, now: Date): Promise<void> {
  await rowsOf(client, sql`update people.token set revoked_at = ${now} where id = ${id} and revoked_at is null`);
}

export async function tokensOf(client: Client, personId: string | null): Promise<ListedToken[]> {
  return rowsOf<ListedToken>(
    client,
    sql`select id, name, scopes, person_id as "personId", prefix, created_at as "createdAt", expires_at as "expiresAt",
          last_used_at as "lastUsedAt", revoked_at as "revokedAt"
        from people.token where person_id is not distinct from ${personId} order by created_at, id`,
  );
}
