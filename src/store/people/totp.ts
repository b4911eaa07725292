import { sql } from '#store/db.ts';
import { rowsOf, type Client } from './client.ts';
import { noteFactorGone } from './passkey.ts';

export type TotpState = {
  readonly secret: string;
  readonly lastStep: number;
  readonly confirmedAt: Date | null;
};

/** `factorBy`: whose it may be beside its person's, as the session in which it is offered says. */
export type NewTotp = {
  readonly personId: string;
  readonly sealed: string;
  readonly factorBy: string | null;
  readonly at: Date;
};

/** A new authenticator, which counts only once a code of it was given; one that counts already is not replaced by it. */
export async function putTotp(client: Client, { personId, sealed, factorBy, at }: NewTotp): Promise<boolean> {
  const rows = await rowsOf(
    client,
    sql`insert into people.totp as held (person_id, secret, created_at, factor_by) values (${personId}, ${sealed}, ${at}, ${factorBy})
        on conflict (person_id) do update
          set secret = excluded.secret, created_at = excluded.created_at, factor_by = excluded.factor_by, last_step = 0
          where held.confirmed_at is null
        returning person_id`,
  );
  return rows.length > 0;
}

/**
 * Takes one attempt, before the code is looked at, so that guesses at one moment count as many. After five that failed each next one
 * waits twice as long, to a quarter of an hour; what is right begins anew. Undefined: there is no authenticator, or one must wait.
 */
export async function takeAttempt(client: Client, personId: string, now: Date): Promise<TotpState | undefined> {
  const rows = await rowsOf<TotpState>(
    client,
    sql`update people.totp set failures = failures + 1, failed_at = ${now}
        where person_id = ${personId} and (failures < 5 or failed_at is null or failed_at <= ${now}::timestamptz
          - least(interval '15 minutes', interval '30 seconds' * power(2, least(failures, 20) - 5)))
        returning secret, last_step as "lastStep", confirmed_at as "confirmedAt"`,
  );
  return rows[0];
}

/** False: a code of this time step, or of a later one, was taken already (RFC 6238 section 5.2). */
export async function useStep(client: Client, personId: string, step: number, now: Date): Promise<boolean> {
  const rows = await rowsOf(
    client,
    sql`update people.totp set last_step = ${step}, failures = 0, failed_at = null, confirmed_at = coalesce(confirmed_at, ${now})
        where person_id = ${personId} and last_step < ${step} returning person_id`,
  );
  return rows.length > 0;
}

export async function hasTotp(client: Client, personId: string): Promise<{ since: Date | null; isWaiting: boolean }> {
  const [row] = await rowsOf<{ since: Date | null; isWaiting: boolean }>(
    client,
    sql`select confirmed_at as since, failures >= 5 as "isWaiting" from people.totp where person_id = ${personId}`,
  );
  return row ?? { since: null, isWaiting: false };
}

export async function dropTotp(client: Client, personId: string): Promise<void> {
  const gone = await rowsOf<{ counted: boolean }>(
    client,
    sql`delete from people.totp where person_id = ${personId} returning confirmed_at is not null as counted`,
  );
  if (gone[0]?.counted) await noteFactorGone(client, personId);
}
