import { sha256, utf8 } from '#platform';
import { sql } from '#store/db.ts';
import { rowsOf, type Client } from './client.ts';

/** Crockford's base 32: nothing that is read as something else. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const [CODES, LENGTH] = [10, 16] as const;

/** Eighty random bits in four groups. */
export function newRecoveryCode(randomness: (bytes: number) => Uint8Array): string {
  const letters = [...randomness(LENGTH)].map((byte) => LETTERS[byte & 31]).join('');
  return letters.replaceAll(/(.{4})(?=.)/g, '$1-');
}

/** What a person may make of it while copying. */
const hashOf = (code: string): Uint8Array =>
  sha256(
    utf8(
      code
        .toUpperCase()
        .replaceAll('O', '0')
        .replaceAll(/[IL]/g, '1')
        .replaceAll(/[^0-9A-Z]/g, ''),
    ),
  );

/** Ten new ones in place of all earlier ones. They are shown once; only hashes are kept. */
export async function replaceRecoveryCodes(
  client: Client,
  personId: string,
  at: Date,
  randomness: (bytes: number) => Uint8Array,
): Promise<readonly string[]> {
  const codes = Array.from({ length: CODES }, () => newRecoveryCode(randomness));
  await rowsOf(
    client,
    sql`with gone as (delete from people.recovery_code where person_id = ${personId})
        insert into people.recovery_code (person_id, hash, created_at)
        select ${personId}, hash, ${at} from unnest(${codes.map(hashOf)}::bytea[]) as n (hash)`,
  );
  return codes;
}

/** Once: false if it was used before, or is none of this person's. */
export async function useRecoveryCode(client: Client, personId: string, code: string, at: Date): Promise<boolean> {
  const rows = await rowsOf(
    client,
    sql`update people.recovery_code set used_at = ${at}
        where person_id = ${personId} and hash = ${hashOf(code)} and used_at is null returning person_id`,
  );
  return rows.length > 0;
}

export async function recoveryCodesLeft(client: Client, personId: string): Promise<number> {
  const [row] = await rowsOf<{ left: number }>(
    client,
    sql`select count(*)::integer as left from people.recovery_code where person_id = ${personId} and used_at is null`,
  );
  return row?.left ?? 0;
}

export async function dropRecoveryCodes(client: Client, personId: string): Promise<void> {
  await rowsOf(client, sql`delete from people.recovery_code where person_id = ${personId}`);
}
