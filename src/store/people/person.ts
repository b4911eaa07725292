import { sql } from '#store/db.ts';
import { rowsOf, type Client } from './client.ts';

/** Somebody of this node; what they may, their assignments and clearance say. Never deleted, since entries name them. */
export type Person = {
  readonly id: string;
  readonly userId: string;
  readonly party: string;
  readonly name: string;
  readonly locale: string;
  /** What partners see in place of the name. */
  readonly officerNumber: string;
};

/** Adds a person, or changes all that may change about one: their party and their sign-in stay. */
export async function putPerson(client: Client, person: Person): Promise<void> {
  await rowsOf(
    client,
    sql`insert into people.person (id, user_id, party, name, locale, officer_number)
        values (${person.id}, ${person.userId}, ${person.party}, ${person.name}, ${person.locale}, ${person.officerNumber})
        on conflict (id) do update set name = excluded.name, locale = excluded.locale, officer_number = excluded.officer_number`,
  );
}

const PEOPLE = sql`select id, user_id as "userId", party, name, locale, officer_number as "officerNumber" from people.person`;

export async function personById(client: Client, id: string): Promise<Person | undefined> {
  return (await rowsOf<Person>(client, sql`${PEOPLE} where id = ${id}`))[0];
}

export async function personByUser(client: Client, userId: string): Promise<Person | undefined> {
  return (await rowsOf<Person>(client, sql`${PEOPLE} where user_id = ${userId}`, 'person_by_user'))[0];
}

export async function allPeople(client: Client): Promise<Person[]> {
  return rowsOf<Person>(client, sql`${PEOPLE} order by name, id`);
}

/** Reading needs it, whatever an assignment says. */
export async function clear(
  client: Client,
  {
    personId,
    tlp,
    handling,
  }: { readonly personId: string; readonly tlp: string; readonly handling: readonly string[] },
): Promise<void> {
  await rowsOf(
    client,
    sql`update people.person set clearance_tlp = ${tlp}, clearance_handling = ${handling} where id = ${personId}`,
  );
}
