import { sql } from '#store/db.ts';
import { rowsOf, type Client } from './client.ts';

export type SignInMethod = 'link' | 'passkey' | 'provider' | 'set-up';

/** A living session and whatever decides what its person may do in it now. */
export type SessionFacts = {
  readonly id: string;
  readonly personId: string;
  readonly method: SignInMethod;
  /** Who made the link that began it, if a person did. */
  readonly linkBy: string | null;
  /** Whose a factor may be, beside the person's own, that is added in it. */
  readonly factorBy: string | null;
  readonly signedInAt: Date;
  readonly lastUsedAt: Date;
  readonly secondFactorAt: Date | null;
  /** Their role is one that must have a second factor here. */
  readonly isDemanded: boolean;
  readonly hasTotp: boolean;
  readonly hasPasskey: boolean;
  readonly isEmergency: boolean;
  readonly isActive: boolean;
  readonly idleMinutes: number;
  readonly absoluteHours: number;
};

/** Open; or a second factor is wanted, which they have (`code`) or must make first (`enrol`): until then nothing else is possible. */
export type Standing = 'open' | 'code' | 'enrol';

export function standingOf(facts: SessionFacts): Standing {
  // Whoever has a factor of their own is known by it, and not by what somebody else handed over.
  const isVouched = facts.linkBy !== null && facts.hasPasskey;
  if (facts.secondFactorAt !== null || !(facts.isDemanded || facts.hasTotp || isVouched)) return 'open';
  return facts.hasTotp || facts.hasPasskey ? 'code' : 'enrol';
}

/** Not used for too long, or begun too long ago. */
export function isOver({ lastUsedAt, signedInAt, idleMinutes, absoluteHours }: SessionFacts, now: Date): boolean {
  const [idle, age] = [now.getTime() - lastUsedAt.getTime(), now.getTime() - signedInAt.getTime()];
  return idle > idleMinutes * 60_000 || age > absoluteHours * 3_600_000;
}

export async function sessionFacts(client: Client, sessionId: string): Promise<SessionFacts | undefined> {
  const rows = await rowsOf<SessionFacts>(
    client,
    sql`select s.id, p.id as "personId", coalesce(s.method, 'link') as method, s.link_by as "linkBy", s.factor_by as "factorBy", s.created_at as "signedInAt",
          coalesce(s.last_used_at, s.created_at) as "lastUsedAt", s.second_factor_at as "secondFactorAt",
          coalesce(people.roles_of(p.id) && w.second_factor_roles, false) as "isDemanded", p.is_emergency as "isEmergency",
          exists (select from people.totp t where t.person_id = p.id and t.confirmed_at is not null) as "hasTotp",
          exists (select from sign_in.passkey k where k.user_id = p.user_id) as "hasPasskey",
          p.deactivated_at is null as "isActive", w.idle_minutes as "idleMinutes", w.absolute_hours as "absoluteHours"
        from sign_in.session s join people.person p on p.user_id = s.user_id cross join people.sign_in_setting w
        where s.id = ${sessionId}`,
    'session_facts',
  );
  return rows[0];
}

/** To the minute, so that a busy page does not write a row per request. */
export async function touchSession(client: Client, id: string, now: Date): Promise<void> {
  await rowsOf(
    client,
    sql`update sign_in.session set last_used_at = ${now}
        where id = ${id} and coalesce(last_used_at, created_at) < ${now}::timestamptz - interval '1 minute'`,
    'touch_session',
  );
}

export async function noteSecondFactor(client: Client, id: string, at: Date): Promise<void> {
  await rowsOf(client, sql`update sign_in.session set second_factor_at = ${at} where id = ${id}`);
}

/** Once a code of an authenticator was given in it that nobody else may have: what is added then is the person's own. */
export async function proveOwn(client: Client, id: string, personId: string): Promise<void> {
  await rowsOf(
    client,
    sql`update sign_in.session set factor_by = null
        where id = ${id} and exists (select from people.totp where person_id = ${personId} and factor_by is null)`,
  );
}

export async function noteFirstIn(client: Client, personId: string, at: Date): Promise<void> {
  await rowsOf(
    client,
    sql`update people.person set first_in_at = ${at} where id = ${personId} and first_in_at is null`,
  );
}

export type ListedSession = {
  readonly id: string;
  readonly method: SignInMethod;
  readonly address: string | null;
  readonly agent: string | null;
  readonly signedInAt: Date;
  readonly lastUsedAt: Date;
};

/** Those that would still be answered. */
export async function sessionsOf(client: Client, personId: string, now: Date): Promise<ListedSession[]> {
  return rowsOf<ListedSession>(
    client,
    sql`select s.id, coalesce(s.method, 'link') as method, nullif(s.ip_address, '') as address, nullif(s.user_agent, '') as agent,
          s.created_at as "signedInAt", coalesce(s.last_used_at, s.created_at) as "lastUsedAt"
        from people.person p join sign_in.session s on s.user_id = p.user_id cross join people.sign_in_setting w
        where p.id = ${personId} and s.expires_at > ${now}
          and coalesce(s.last_used_at, s.created_at) > ${now}::timestamptz - make_interval(mins => w.idle_minutes)
          and s.created_at > ${now}::timestamptz - make_interval(hours => w.absolute_hours)
        order by coalesce(s.last_used_at, s.created_at) desc, s.id limit 100`,
  );
}

/** Whether there was one. The next request that brings its cookie is a stranger's. */
export async function endSession(client: Client, personId: string, id: string): Promise<boolean> {
  const ended = await rowsOf(
    client,
    sql`delete from sign_in.session s using people.person p
        where s.id = ${id} and p.id = ${personId} and s.user_id = p.user_id returning s.id`,
  );
  return ended.length > 0;
}

/** All of a person, but one if it is named. */
export async function endSessionsOf(client: Client, personId: string, but?: string): Promise<number> {
  const ended = await rowsOf(
    client,
    sql`delete from sign_in.session s using people.person p
        where p.id = ${personId} and s.user_id = p.user_id and s.id is distinct from ${but ?? null} returning s.id`,
  );
  return ended.length;
}
