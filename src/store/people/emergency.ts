import { sql } from '#store/db.ts';
import { rowsOf, type Client } from './client.ts';

/** A sign-in of an account that is kept for emergencies. */
export type EmergencyUse = {
  readonly id: number;
  readonly at: Date;
  readonly personId: string;
  readonly name: string;
  readonly method: string;
  readonly address: string | null;
  readonly agent: string | null;
  readonly seenAt: Date | null;
  readonly seenBy: string | null;
};

export async function unseenEmergencyUses(client: Client): Promise<EmergencyUse[]> {
  return rowsOf<EmergencyUse>(
    client,
    sql`select u.id, u.at, u.person_id as "personId", coalesce(p.name, u.person_id) as name, u.method, u.address, u.agent,
          u.seen_at as "seenAt", u.seen_by as "seenBy"
        from people.emergency_use u left join people.person p on p.id = u.person_id
        where u.seen_at is null order by u.id desc limit 20`,
    'unseen_emergency_uses',
  );
}

/** The newest first, from below a place on. */
export async function emergencyUses(
  client: Client,
  { below = null, limit }: { readonly below: number | null | undefined; readonly limit: number },
): Promise<EmergencyUse[]> {
  return rowsOf<EmergencyUse>(
    client,
    sql`select u.id, u.at, u.person_id as "personId", coalesce(p.name, u.person_id) as name, u.method, u.address, u.agent,
          u.seen_at as "seenAt", u.seen_by as "seenBy"
        from people.emergency_use u left join people.person p on p.id = u.person_id
        where ${below}::bigint is null or u.id < ${below} order by u.id desc limit ${limit}`,
  );
}

/** By somebody else than who used the account: their own look is none. */
export async function seeEmergencyUse(client: Client, id: number, by: string, at: Date): Promise<boolean> {
  const rows = await rowsOf(
    client,
    sql`update people.emergency_use set seen_at = ${at}, seen_by = ${by}
        where id = ${id} and seen_at is null and person_id <> ${by} returning id`,
  );
  return rows.length > 0;
}
