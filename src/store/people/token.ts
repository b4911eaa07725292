import { Failure } from '#kernel/errors.ts';
import { sql } from '#store/db.ts';
import { rowsOf, type Client } from './client.ts';
import { newTokenText, tokenHash, tokenPrefix } from './token-text.ts';

export type NewToken = {
  /** Whose rights it has; null for a program that stands for nobody. */
  readonly personId: string | null;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly at: Date;
  readonly expiresAt?: Date;
  /** Who made the link that began the session in which it is made. */
  readonly linkBy?: string | null;
};

/** What a token opens: the person's rights as they are now, or the scopes alone. */
export type FoundToken = {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly personId: string | null;
  readonly linkBy: string | null;
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
  { personId, name, scopes, at, expiresAt, linkBy }: NewToken,
  randomness: (bytes: number) => Uint8Array,
): Promise<{ readonly id: string; readonly token: string }> {
  const token = newTokenText(randomness);
  const [row] = await rowsOf<{ id: string }>(
    client,
    sql`insert into people.token (person_id, name, prefix, hash, scopes, created_at, expires_at, link_by)
        values (${personId}, ${name}, ${tokenPrefix(token)}, ${tokenHash(token)}, ${scopes}, ${at}, ${expiresAt ?? null}, ${linkBy ?? null})
        returning id`,
  );
  if (row === undefined) throw new Failure('internal', 'The token was not stored.');
  return { id: row.id, token };
}

/** One prepared look-up. */
export async function findToken(client: Client, hash: Uint8Array, now: Date): Promise<FoundToken | undefined> {
  const rows = await rowsOf<FoundToken>(
    client,
    sql`select id, name, scopes, person_id as "personId", link_by as "linkBy" from people.token
        where hash = ${hash} and revoked_at is null and (expires_at is null or expires_at > ${now})`,
    'find_token',
  );
  return rows[0];
}

/** Who asks with a token, and of when everybody's rights and the visibility classes are. */
export type TokenHolder = {
  readonly token: FoundToken & { readonly isTouched: boolean };
  readonly personId: string;
  readonly stamp: RightsStamp;
};

/** What was worked out of rights and classes holds as long as this does: classes are only ever added. */
export type RightsStamp = { readonly version: number; readonly classes: number };

/** By the hash in hexadecimal, in one look-up; without those whose token or person is not known (any more). */
export async function holdersOf(
  client: Client,
  hashes: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, TokenHolder>> {
  const rows = await rowsOf<HolderRow>(
    client,
    sql`select w.hash, t.id as "tokenId", t.name as "tokenName", array_to_json(t.scopes) as scopes, t.person_id as "personId", t.link_by as "linkBy",
          coalesce(t.last_used_at > ${now}::timestamptz - interval '1 minute', false) as "isTouched",
          (select version from people.rights) as version, (select count(*) from store.visibility_class) as classes
        from unnest((select ${hashes}::text[])) as w (hash)
        cross join lateral (select * from people.token where hash = decode(w.hash, 'hex') offset 0) t
        where t.person_id is not null and t.revoked_at is null and (t.expires_at is null or t.expires_at > ${now})`,
    'holders_of',
  );
  return new Map(
    rows.map(({ hash, tokenId, tokenName, scopes, isTouched, personId, linkBy, version, classes }) => [
      hash,
      {
        token: { id: tokenId, name: tokenName, scopes, personId, linkBy, isTouched },
        personId,
        stamp: { version, classes },
      },
    ]),
  );
}

type HolderRow = {
  readonly hash: string;
  readonly tokenId: string;
  readonly tokenName: string;
  readonly scopes: readonly string[];
  readonly personId: string;
  readonly linkBy: string | null;
  readonly isTouched: boolean;
} & RightsStamp;

/** The same for whoever has a session. */
export async function rightsStamp(client: Client): Promise<RightsStamp> {
  const rows = await rowsOf<RightsStamp>(
    client,
    sql`select (select version from people.rights) as version, (select count(*) from store.visibility_class) as classes`,
    'rights_stamp',
  );
  return rows[0]!;
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
          last_used_at as "lastUsedAt", revoked_at as "revokedAt", link_by as "linkBy"
        from people.token where person_id is not distinct from ${personId} order by created_at, id`,
  );
}
