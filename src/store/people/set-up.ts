import { sha256, toHex, utf8 } from '#platform';
import { sql } from '#store/db.ts';
import { rowsOf, type Client } from './client.ts';

const LIFETIME_MS = 24 * 60 * 60_000;

/** Whether anybody could administer this node. */
export async function hasAdministrator(client: Client): Promise<boolean> {
  const rows = await rowsOf(
    client,
    sql`select from people.person where kind = 'person' and deactivated_at is null
          and 'administrator' = any (people.roles_of(id)) limit 1`,
  );
  return rows.length > 0;
}

/** In place of the one before: the latest alone opens, once, within a day. Only its hash is kept. */
export async function newSetUpToken(
  client: Client,
  at: Date,
  randomness: (bytes: number) => Uint8Array,
): Promise<string> {
  const token = toHex(randomness(24));
  await rowsOf(
    client,
    sql`insert into people.set_up (hash, expires_at) values (${sha256(utf8(token))}, ${new Date(at.getTime() + LIFETIME_MS)})
        on conflict (is_only) do update set hash = excluded.hash, expires_at = excluded.expires_at`,
  );
  return token;
}

/** Whoever takes it is the one; also of two at the same moment. */
export async function takeSetUpToken(client: Client, token: string, now: Date): Promise<boolean> {
  const rows = await rowsOf(
    client,
    sql`delete from people.set_up where hash = ${sha256(utf8(token))} and expires_at > ${now} returning is_only`,
  );
  return rows.length > 0;
}
