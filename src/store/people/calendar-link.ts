import { sha256, toHex, utf8 } from '#platform';
import { sql, type Tx } from '#store/db.ts';
import { rowsOf, type Client } from '#store/people/client.ts';

export type DueAs = 'tasks' | 'days';

export type CalendarLinkRow = {
  readonly id: string;
  readonly name: string;
  readonly dueAs: DueAs;
  readonly madeAt: Date;
  readonly renewedAt: Date | null;
  readonly lastReadAt: Date | null;
  readonly revokedAt: Date | null;
};

const FORM = /^[0-9a-f]{48}$/;
const SECRET_BYTES = 24;

export const newLinkSecret = (randomness: (bytes: number) => Uint8Array): string => toHex(randomness(SECRET_BYTES));
const hashOf = (secret: string): Uint8Array => sha256(utf8(secret));

export const linksOf = (client: Client, person: string): Promise<CalendarLinkRow[]> =>
  rowsOf<CalendarLinkRow>(
    client,
    sql`select id, name, due_as as "dueAs", made_at as "madeAt", renewed_at as "renewedAt", last_read_at as "lastReadAt",
          revoked_at as "revokedAt"
        from people.calendar_link where person_id = ${person} and revoked_at is null order by made_at, id`,
  );

type NewLink = {
  readonly person: string;
  readonly name: string;
  readonly dueAs: DueAs;
  readonly secret: string;
  readonly at: Date;
};

export async function putLink(tx: Tx, { person, name, dueAs, secret, at }: NewLink): Promise<string> {
  const row = await tx.row<{ id: string }>(sql`
    insert into people.calendar_link (person_id, name, hash, due_as, made_at)
    values (${person}, ${name}, ${hashOf(secret)}, ${dueAs}, ${at}) returning id`);
  return row!.id;
}

type Own = { readonly person: string; readonly id: string; readonly at: Date };

/** From the commit on the old secret opens nothing. */
export const renewLink = (tx: Tx, { person, id, at }: Own, secret: string): Promise<number> =>
  tx.run(sql`
    update people.calendar_link set hash = ${hashOf(secret)}, renewed_at = ${at}, last_read_at = null
    where id::text = ${id} and person_id = ${person} and revoked_at is null`);

export const revokeLink = (tx: Tx, { person, id, at }: Own): Promise<number> =>
  tx.run(sql`
    update people.calendar_link set revoked_at = ${at}
    where id::text = ${id} and person_id = ${person} and revoked_at is null`);

export type OpenedLink = {
  readonly id: string;
  readonly person: string;
  readonly name: string;
  readonly dueAs: DueAs;
};

/** Undefined: no living link has this secret. */
export async function openLink(client: Client, secret: string): Promise<OpenedLink | undefined> {
  if (!FORM.test(secret)) return undefined;
  const rows = await rowsOf<OpenedLink>(
    client,
    sql`select id, person_id as person, name, due_as as "dueAs" from people.calendar_link
        where hash = ${hashOf(secret)} and revoked_at is null`,
    'open_calendar_link',
  );
  return rows[0];
}

/** To the minute. */
export async function touchLink(client: Client, id: string, at: Date): Promise<void> {
  await rowsOf(
    client,
    sql`update people.calendar_link set last_read_at = ${at}
        where id = ${id} and (last_read_at is null or last_read_at < ${at}::timestamptz - interval '1 minute')`,
    'touch_calendar_link',
  );
}
