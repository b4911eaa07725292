import { sql } from '#store/db.ts';
import { rowsOf, type Client } from './client.ts';
import type { Names } from './unit.ts';

/** A need-to-know list or the team of a case. */
export type List = {
  readonly id: string;
  readonly kind: 'need-to-know' | 'case';
  readonly names: Names;
  readonly accord: string | null;
  /** Whoever is assigned to it or below is on the list. */
  readonly unit: string | null;
  readonly members: readonly { readonly id: string; readonly name: string; readonly until: string | null }[];
};

export async function makeList(
  client: Client,
  { id, kind, names, accord, unit, by, at }: Omit<List, 'members'> & { readonly by: string; readonly at: Date },
): Promise<void> {
  await rowsOf(
    client,
    sql`insert into people.list (id, kind, names, accord_id, unit, made_by, made_at)
        values (${id}, ${kind}, ${JSON.stringify(names)}, ${accord}, ${unit}, ${by}, ${at})`,
  );
}

type Member = {
  readonly list: string;
  readonly person: string;
  readonly at: Date;
  readonly by: string;
  readonly reason: string;
};

/** False: they are on it, or there is none such. */
export async function addMember(
  client: Client,
  { list, person, at, by, reason, until }: Member & { readonly until: Date | null },
): Promise<boolean> {
  const added = await rowsOf(
    client,
    sql`insert into people.list_member (list, person_id, starts_at, ends_at, given_by, reason)
        select ${list}::uuid, ${person}, ${at}::timestamptz, ${until}::timestamptz, ${by}, ${reason}
        where exists (select 1 from people.list where id = ${list}::uuid and closed_at is null)
          and not exists (select 1 from people.list_member
            where list = ${list}::uuid and person_id = ${person} and (ends_at is null or ends_at > ${at}))
        returning 1`,
  );
  return added.length > 0;
}

export async function removeMember(client: Client, { list, person, at, by, reason }: Member): Promise<boolean> {
  const ended = await rowsOf(
    client,
    sql`update people.list_member set ends_at = greatest(starts_at, ${at}::timestamptz), ended_by = ${by}, ended_why = ${reason}
        where list = ${list}::uuid and person_id = ${person} and (ends_at is null or ends_at > ${at}) returning 1`,
  );
  return ended.length > 0;
}

export async function allLists(client: Client, now: Date): Promise<List[]> {
  const rows = await rowsOf<Omit<List, 'names'> & { readonly names: string }>(
    client,
    sql`select l.id, l.kind, l.names, l.accord_id as accord, l.unit, coalesce((
          select json_agg(json_build_object('id', p.id, 'name', p.name, 'until', m.ends_at) order by p.name, p.id)
          from people.list_member m join people.person p on p.id = m.person_id
          where m.list = l.id and m.starts_at <= ${now} and (m.ends_at is null or m.ends_at > ${now})), '[]') as members
        from people.list l where l.closed_at is null order by l.made_at, l.id`,
  );
  return rows.map((row) => ({ ...row, names: JSON.parse(row.names) as Names }));
}
