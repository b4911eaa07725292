import { sql } from '#store/db.ts';
import { rowsOf, type Client } from './client.ts';

export type Registered = {
  readonly id: string;
  readonly name: string;
  readonly officerNumber: string;
  readonly active: boolean;
  readonly clearance: { tlp: string; handling: string[] };
  readonly assignments: {
    id: string;
    role: string;
    unit: string;
    accord: string | null;
    channels: string[] | null;
    tlp: string;
    from: string;
    until: string | null;
    givenBy: string;
    reason: string;
  }[];
};

/** People in the order of their names, with what they are assigned to now and later. */
export async function peopleWithSeats(
  client: Client,
  {
    after,
    limit,
    now,
  }: { readonly after: readonly [string, string] | undefined; readonly limit: number; readonly now: Date },
): Promise<Registered[]> {
  const [name, id] = after ?? [null, null];
  return rowsOf<Registered>(
    client,
    sql`select p.id, p.name, p.officer_number as "officerNumber", p.deactivated_at is null as active,
          json_build_object('tlp', p.clearance_tlp, 'handling', p.clearance_handling) as clearance,
          coalesce((select json_agg(json_build_object('id', a.id, 'role', a.role, 'unit', a.unit, 'accord', a.accord_id, 'channels', a.channels,
              'tlp', a.tlp, 'from', a.starts_at, 'until', a.ends_at, 'givenBy', a.given_by, 'reason', a.reason) order by a.starts_at, a.given_at, a.id)
            from people.assignment a where a.person_id = p.id and (a.ends_at is null or a.ends_at > ${now})), '[]') as assignments
        from people.person p
        where ${name}::text is null or (p.name, p.id) > (${name}::text, ${id}::text)
        order by p.name, p.id limit ${limit}`,
  );
}
