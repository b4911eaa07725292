import { sql } from '#store/db.ts';
import { rowsOf, type Client } from './client.ts';

export { EVERY_ACCORD } from '#kernel/policy/rights.ts';

/** A person's role in a unit, for an accord (`*`: every one, null: none), over these channels (null: all), up to this marking. */
export type Assignment = {
  readonly id: string;
  readonly personId: string;
  readonly role: string;
  readonly unit: string;
  readonly accordId: string | null;
  readonly channels: readonly string[] | null;
  readonly tlp: string;
  readonly startsAt: Date;
  readonly endsAt: Date | null;
  /** A person's id, `machine`: whoever runs it, or `provider`: the groups of the identity provider. */
  readonly givenBy: string;
  readonly givenAt: Date;
  readonly reason: string;
  readonly endedBy: string | null;
  readonly endedWhy: string | null;
};

export const MACHINE = 'machine';
export const PROVIDER = 'provider';

export type NewAssignment = Pick<Assignment, 'personId' | 'role' | 'unit' | 'accordId' | 'channels' | 'tlp'> & {
  readonly at: Date;
  /** Left out: now. */
  readonly startsAt?: Date;
  readonly endsAt?: Date | null;
  readonly by: string;
  readonly reason: string;
};

export async function assign(client: Client, asked: NewAssignment): Promise<string> {
  const { personId, role, unit, accordId, channels, tlp, at, startsAt = at, endsAt = null, by, reason } = asked;
  const rows = await rowsOf<{ id: string }>(
    client,
    sql`insert into people.assignment (person_id, role, unit, accord_id, channels, tlp, starts_at, ends_at, given_by, given_at, reason)
        values (${personId}, ${role}, ${unit}, ${accordId}, ${channels}, ${tlp}, ${startsAt}, ${endsAt}, ${by}, ${at}, ${reason})
        returning id`,
  );
  return rows[0]!.id;
}

type SameSeat = Pick<NewAssignment, 'personId' | 'role' | 'unit' | 'accordId' | 'channels' | 'tlp' | 'at'>;

async function heldAlike(client: Client, seat: SameSeat): Promise<{ id: string; same: boolean }[]> {
  const { personId, role, unit, accordId, channels, tlp, at } = seat;
  return rowsOf<{ id: string; same: boolean }>(
    client,
    sql`select id, channels is not distinct from ${channels}::text[] and tlp = ${tlp} as same from people.assignment
        where person_id = ${personId} and role = ${role} and unit = ${unit} and accord_id is not distinct from ${accordId}
          and starts_at <= ${at} and (ends_at is null or ends_at > ${at})`,
  );
}

/** The assignment that is just this, and holds now. */
export const heldSeat = async (client: Client, seat: SameSeat): Promise<string | undefined> =>
  (await heldAlike(client, seat)).find((one) => one.same)?.id;

/** The same role in the same unit for the same accord is held once: what differs takes the place of what was. */
export async function assignOnce(client: Client, asked: NewAssignment): Promise<string> {
  const { at, by, reason } = asked;
  const held = await heldAlike(client, asked);
  const same = held.find((one) => one.same);
  if (same) return same.id;
  for (const { id } of held) await endAssignment(client, id, { at, by, why: reason });
  return assign(client, asked);
}

/** False: there is none of this id that has not ended. */
export async function endAssignment(
  client: Client,
  id: string,
  { at, by, why }: { readonly at: Date; readonly by: string; readonly why: string },
): Promise<boolean> {
  const ended = await rowsOf(
    client,
    sql`update people.assignment set ends_at = greatest(starts_at, ${at}::timestamptz), ended_by = ${by}, ended_why = ${why}
        where id = ${id}::uuid and (ends_at is null or ends_at > ${at}) returning 1`,
  );
  return ended.length > 0;
}

export async function assignmentsOf(client: Client, personId: string): Promise<Assignment[]> {
  return rowsOf<Assignment>(
    client,
    sql`select id, person_id as "personId", role, unit, accord_id as "accordId", array_to_json(channels) as channels, tlp, starts_at as "startsAt",
          ends_at as "endsAt", given_by as "givenBy", given_at as "givenAt", reason, ended_by as "endedBy", ended_why as "endedWhy"
        from people.assignment where person_id = ${personId} order by starts_at, given_at, id`,
  );
}
