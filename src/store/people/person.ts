import { sql } from '#store/db.ts';
import { rowsOf, type Client } from './client.ts';

export type Person = {
  readonly id: string;
  readonly userId: string;
  readonly party: string;
  readonly name: string;
  readonly locale: string;
  readonly role: string;
  readonly unit: string;
  readonly officerNumber: string;
};

/** Adds a person, or changes all that may change about one: their party and their sign-in stay. */
export async function putPerson(client: Client, person: Person): Promise<void> {
  await rowsOf(
    client,
    sql`insert into people.person (id, user_id, party, name, locale, role, unit, officer_number)
        values (${person.id}, ${person.userId}, ${person.party}, ${person.name}, ${person.locale}, ${person.role}, ${person.unit}, ${person.officerNumber})
        on conflict (id) do update set name = excluded.name, locale = excluded.locale, role = excluded.role,
          unit = excluded.unit, officer_number = excluded.officer_number`,
  );
}

export async function personById(client: Client, id: string): Promise<Person | undefined> {
  const rows = await rowsOf<Person>(
    client,
    sql`select id, user_id as "userId", party, name, locale, role, unit, officer_number as "officerNumber"
        from people.person where id = ${id}`,
  );
  return rows[0];
}

export async function personByUser(client: Client, userId: string): Promise<Person | undefined> {
  const rows = await rowsOf<Person>(
    client,
    sql`select id, user_id as "userId", party, name, locale, role, unit, officer_number as "officerNumber"
        from people.person where user_id = ${userId}`,
    'person_by_user',
  );
  return rows[0];
}

export async function allPeople(client: Client): Promise<Person[]> {
  return rowsOf<Person>(
    client,
    sql`select id, user_id as "userId", party, name, locale, role, unit, officer_number as "officerNumber"
        from people.person order by name, id`,
  );
}
