import { Failure } from '#kernel/errors.ts';
import type { JsonObject } from '#kernel/json/types.ts';
import { TLP_IDS } from '#kernel/policy/markings.ts';
import { formatTimestamp } from '#kernel/stix/timestamps.ts';
import { sql } from '#store/db.ts';
import { rowsOf, type Client } from './client.ts';

export type Names = Readonly<Record<string, string>>;

/** An agency or a unit of it: a STIX identity, in a tree under its party. Closed, never deleted while something names it. */
export type Unit = {
  readonly id: string;
  readonly party: string;
  /** Null: directly under the party. */
  readonly parent: string | null;
  readonly names: Names;
  readonly madeAt: Date;
  readonly changedAt: Date;
  readonly closedAt: Date | null;
};

type Row = Omit<Unit, 'names'> & { readonly names: string };
const COLUMNS = sql`id, party, parent, names, made_at as "madeAt", changed_at as "changedAt", closed_at as "closedAt"`;

export async function allUnits(client: Client): Promise<Unit[]> {
  const rows = await rowsOf<Row>(client, sql`select ${COLUMNS} from people.unit order by made_at, id`);
  return rows.map((row) => ({ ...row, names: JSON.parse(row.names) as Names }));
}

export async function unitById(client: Client, id: string): Promise<Unit | undefined> {
  const [row] = await rowsOf<Row>(client, sql`select ${COLUMNS} from people.unit where id = ${id}`);
  return row && { ...row, names: JSON.parse(row.names) as Names };
}

export type NewUnit = Pick<Unit, 'party' | 'parent' | 'names'> & { readonly at: Date };

/** Its id is made here, and is for ever. */
export async function makeUnit(client: Client, { party, parent, names, at }: NewUnit): Promise<string> {
  const rows = await rowsOf<{ id: string }>(
    client,
    sql`insert into people.unit (party, parent, names, made_at, changed_at)
        values (${party}, ${parent}, ${JSON.stringify(names)}, ${at}, ${at}) returning id`,
  );
  return rows[0]!.id;
}

export async function changeUnit(
  client: Client,
  { id, parent, names, at }: Pick<Unit, 'id' | 'parent' | 'names'> & { readonly at: Date },
): Promise<void> {
  await rowsOf(
    client,
    sql`update people.unit set parent = ${parent}, names = ${JSON.stringify(names)}, changed_at = ${at} where id = ${id}`,
  ).catch((cause: unknown) => {
    const rule = cause instanceof Error && 'constraint' in cause ? cause.constraint : undefined;
    if (rule === 'unit_no_circle')
      throw new Failure('conflict', 'a unit cannot be below itself', { cause, path: '$.parent' });
    throw cause;
  });
}

export async function closeUnit(client: Client, id: string, at: Date): Promise<void> {
  await rowsOf(
    client,
    sql`update people.unit set closed_at = ${at}, changed_at = ${at} where id = ${id} and closed_at is null`,
  );
}

/** The open unit of this name under the party; made if there is none. */
export async function unitNamed(client: Client, unit: NewUnit): Promise<string> {
  const names = JSON.stringify(unit.names);
  const [row] = await rowsOf<{ id: string }>(
    client,
    sql`select id from people.unit where party = ${unit.party} and names = ${names} and closed_at is null order by made_at, id limit 1`,
  );
  return row?.id ?? makeUnit(client, unit);
}

/** As a STIX object: what a partner or an export may be told of the unit. */
export function identityOf({ id, party, names, madeAt, changedAt }: Unit): JsonObject {
  return {
    type: 'identity',
    spec_version: '2.1',
    id,
    created_by_ref: party,
    created: formatTimestamp(madeAt),
    modified: formatTimestamp(changedAt),
    name: nameIn(names, 'en'),
    identity_class: 'organization',
    object_marking_refs: [TLP_IDS.amber],
  };
}

/** English stands in for a language that is missing, and any other for English. */
export const nameIn = (names: Names, language: string): string =>
  names[tagIn(names, language) ?? 'en'] ?? Object.values(names)[0] ?? '';

/** The tag under which the language stands: its own, or one of the same language in another script or place. */
export const tagIn = (names: Names, language: string): string | undefined =>
  names[language] !== undefined
    ? language
    : Object.keys(names).find((tag) => tag.split('-')[0] === language.split('-')[0]);
