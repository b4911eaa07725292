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
};

/** One prepared look-up for a machine's request; undefined where the token or its person is not known (any more). */
export async function holderOf(client: Client, hash: Uint8Array, now: Date): Promise<TokenHolder | undefined> {
  const [found] = await rowsOf<TokenHolder>(
    client,
    sql`select
          json_build_object('id', t.id, 'name', t.name, 'scopes', t.scopes, 'personId', t.person_id,
            'isTouched', coalesce(t.last_used_at > ${now}::timestamptz - interval '1 minute', false)) as token,
          json_build_object('id', p.id, 'userId', p.user_id, 'party', p.party, 'name', p.name, 'locale', p.locale,
            'role', p.role, 'unit', p.unit, 'officerNumber', p.officer_number) as person,
          (select coalesce(json_agg(json_build_object('personId', m.person_id, 'accordId', m.accord_id,
              'channels', m.channels, 'tlp', m.tlp) order by m.accord_id), '[]')
            from people.membership m where m.person_id = p.id) as memberships
        from people.token t join people.person p on p.id = t.person_id
        where t.hash = ${hash} and t.revoked_at is null and (t.expires_at is null or t.expires_at > ${now})`,
    'holder_of',
  );
  return found;
}

/** To the minute, so that a busy program does not write a row per request. */
export async function touchToken(client: Client, id: string, now: Date): Promise<void> {
  await rowsOf(
    client,
    sql`update people.token set last_used_at = ${now}
        where id = ${id} and (last_used_at is null or last_used_at < ${now}::timestamptz - interval '1 minute')`,
    'touch_token',
  );
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
