import { sql } from '#store/db.ts';
import { rowsOf, type Client } from './client.ts';
import type { Person } from './person.ts';
import type { Names } from './unit.ts';

/** One of the assignments that hold now. */
export type HeldSeat = {
  readonly role: string;
  readonly unit: string;
  readonly unitNames: Names;
  readonly accord: string | null;
  readonly channels: readonly string[] | null;
  readonly tlp: string;
  /** The unit and those below it. */
  readonly units: readonly string[];
  /** Need-to-know lists and case teams that are these units' own. */
  readonly unitLists: readonly string[];
};

/** All that the database says of what one person may, at one version of everybody's rights. */
export type Standing = {
  readonly person: Person;
  readonly clearance: { readonly tlp: string; readonly handling: readonly string[] };
  readonly deactivatedAt: Date | null;
  readonly seats: readonly HeldSeat[];
  readonly lists: readonly { readonly id: string; readonly kind: 'need-to-know' | 'case' }[];
  /** When time alone changes it next. */
  readonly until: Date | null;
  readonly version: number;
};

type Row = Person & {
  readonly clearanceTlp: string;
  readonly clearanceHandling: readonly string[];
  readonly deactivatedAt: Date | null;
  readonly seats: readonly (Omit<HeldSeat, 'unitNames'> & { readonly unitNames: string })[] | null;
  readonly lists: Standing['lists'] | null;
  readonly until: Date | null;
  readonly version: number;
};

/** Of all of them, or of everybody: in one statement, so that it is of one version. */
export async function standingsOf(
  client: Client,
  personIds: readonly string[] | 'everybody',
  now: Date,
): Promise<Standing[]> {
  const wanted = personIds === 'everybody' ? null : personIds;
  const rows = await rowsOf<Row>(
    client,
    sql`
      with held as (
        select a.*, (
          with recursive below as (
            select a.unit as id union select u.id from people.unit u join below b on u.parent = b.id
          ) select array_agg(id) from below
        ) as units
        from people.assignment a
        where (${wanted}::text[] is null or a.person_id = any (${wanted}::text[]))
          and a.starts_at <= ${now} and (a.ends_at is null or a.ends_at > ${now})
      ), seat as (
        select h.*, u.names, (select coalesce(array_agg(l.id), '{}') from people.list l where l.unit = any (h.units)) as unit_lists
        from held h join people.unit u on u.id = h.unit
      )
      select p.id, p.user_id as "userId", p.party, p.name, p.locale, p.officer_number as "officerNumber",
        p.clearance_tlp as "clearanceTlp", array_to_json(p.clearance_handling) as "clearanceHandling", p.deactivated_at as "deactivatedAt",
        (select json_agg(json_build_object('role', s.role, 'unit', s.unit, 'unitNames', s.names, 'accord', s.accord_id,
            'channels', s.channels, 'tlp', s.tlp, 'units', s.units, 'unitLists', s.unit_lists) order by s.starts_at, s.given_at, s.id)
          from seat s where s.person_id = p.id) as seats,
        (select json_agg(json_build_object('id', l.id, 'kind', l.kind) order by l.id) from people.list l
          where exists (
            select 1 from people.list_member m
            where m.list = l.id and m.person_id = p.id and m.starts_at <= ${now} and (m.ends_at is null or m.ends_at > ${now})
          ) or exists (select 1 from seat s where s.person_id = p.id and l.id = any (s.unit_lists))) as lists,
        least(
          (select min(starts_at) from people.assignment a where a.person_id = p.id and starts_at > ${now}),
          (select min(ends_at) from people.assignment a where a.person_id = p.id and ends_at > ${now}),
          (select min(starts_at) from people.list_member m where m.person_id = p.id and starts_at > ${now}),
          (select min(ends_at) from people.list_member m where m.person_id = p.id and ends_at > ${now})
        ) as until,
        (select version from people.rights) as version
      from people.person p
      where ${wanted}::text[] is null or p.id = any (${wanted}::text[])
      order by p.name, p.id`,
  );
  return rows.map(
    ({ clearanceTlp: tlp, clearanceHandling: handling, deactivatedAt, seats, lists, until, version, ...person }) => ({
      person,
      clearance: { tlp, handling },
      deactivatedAt,
      seats: (seats ?? []).map((seat) => ({ ...seat, unitNames: JSON.parse(seat.unitNames) as Names })),
      lists: lists ?? [],
      until,
      version,
    }),
  );
}
