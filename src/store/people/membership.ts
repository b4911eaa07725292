import { sql } from '#store/db.ts';
import { rowsOf, type Client } from './client.ts';

/** In place of an accord's id: every accord of this node, also those to come. */
export const EVERY_ACCORD = '*';

/** What one person may read of one accord: these channels (null: all of them), up to this marking. */
export type Membership = {
  readonly personId: string;
  readonly accordId: string;
  readonly channels: readonly string[] | null;
  readonly tlp: string;
};

export async function putMembership(client: Client, { personId, accordId, channels, tlp }: Membership): Promise<void> {
  await rowsOf(
    client,
    sql`insert into people.membership (person_id, accord_id, channels, tlp)
        values (${personId}, ${accordId}, ${channels}, ${tlp})
        on conflict (person_id, accord_id) do update set channels = excluded.channels, tlp = excluded.tlp`,
  );
}

export async function endMembership(client: Client, personId: string, accordId: string): Promise<void> {
  await rowsOf(client, sql`delete from people.membership where person_id = ${personId} and accord_id = ${accordId}`);
}

export async function membershipsOf(client: Client, personId: string): Promise<Membership[]> {
  return rowsOf<Membership>(
    client,
    sql`select person_id as "personId", accord_id as "accordId", channels, tlp
        from people.membership where person_id = ${personId} order by accord_id`,
    'memberships_of',
  );
}
