import pg from 'pg';
import { Failure } from '#kernel/errors.ts';
import { SCHEMAS } from '#store/migrate.ts';

export type TableShape = { readonly schema: string; readonly name: string; readonly columns: readonly string[] };

/**
 * Left out: what tells this node from its copy; who is signed in, since whoever signed out after the backup would be in again; what
 * the event stream told, which nobody resumes in another history; what records are found by, which is made anew from them; and
 * which acts were done, since those after the backup are lost; and what is kept of travellers, which is deleted after the visit.
 */
const LEFT_OUT: ReadonlySet<string> = new Set([
  'store.instance',
  'live.era',
  'live.event',
  'sign_in.session',
  'sign_in.verification',
  'sign_in.rate_limit',
  'search.name',
  'search.part',
  'search.word',
  'search.progress',
  'commitments.standing',
  'commitments.stale',
  'api.done',
  'visits.credential',
]);

export const identifier = ({ schema, name }: Pick<TableShape, 'schema' | 'name'>): string =>
  `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)}`;

export const columnList = ({ columns }: TableShape): string => columns.map(pg.escapeIdentifier).join(', ');

type Found = TableShape & { readonly refers: string[]; readonly is_guarded: boolean; readonly opens_to_node: boolean };

/** All tables with what they refer to before them, so that they can be filled in this order. */
export async function tablesInOrder(client: pg.Client): Promise<TableShape[]> {
  const { rows } = await client.query<Found>(
    `select n.nspname as schema, c.relname as name,
       (select coalesce(json_agg(a.attname order by a.attnum), '[]') from pg_attribute a
         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
       (select coalesce(json_agg(distinct fn.nspname || '.' || f.relname), '[]') from pg_constraint k
         join pg_class f on f.oid = k.confrelid join pg_namespace fn on fn.oid = f.relnamespace
         where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid) as refers,
       c.relrowsecurity as is_guarded,
       exists (select 1 from pg_policy p where p.polrelid = c.oid and p.polpermissive and p.polcmd in ('*', 'r')
         and pg_get_expr(p.polqual, p.polrelid) like '%entente.scope%node%') as opens_to_node
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = any ($1) and c.relkind in ('r', 'p') and not c.relispartition
     order by 1, 2`,
    [SCHEMAS],
  );
  const wanted = rows.filter((row) => !LEFT_OUT.has(`${row.schema}.${row.name}`));
  const hidden = wanted.find((row) => row.is_guarded && !row.opens_to_node);
  if (hidden) throw new Failure('internal', `rows of ${hidden.schema}.${hidden.name} may be hidden from the backup`);
  return inOrder(wanted).map(({ schema, name, columns }) => ({ schema, name, columns }));
}

function inOrder(tables: readonly Found[]): Found[] {
  const ordered: Found[] = [];
  const names = new Set(tables.map(({ schema, name }) => `${schema}.${name}`));
  const placed = new Set<string>();
  while (ordered.length < tables.length) {
    const next = tables.filter(
      ({ schema, name, refers }) =>
        !placed.has(`${schema}.${name}`) && refers.every((other) => placed.has(other) || !names.has(other)),
    );
    if (next.length === 0) throw new Failure('internal', 'tables refer to each other in a circle');
    for (const table of next) placed.add(`${table.schema}.${table.name}`);
    ordered.push(...next);
  }
  return ordered;
}

export type Sequence = {
  readonly schema: string;
  readonly name: string;
  readonly last: string;
  readonly isCalled: boolean;
};

export async function sequencePositions(client: pg.Client): Promise<Sequence[]> {
  const { rows } = await client.query<{ schema: string; name: string }>(
    'select schemaname as schema, sequencename as name from pg_sequences where schemaname = any ($1) order by 1, 2',
    [SCHEMAS],
  );
  const found: Sequence[] = [];
  for (const row of rows) {
    const position = await client.query<{ last: string; isCalled: boolean }>(
      `select last_value::text as last, is_called as "isCalled" from ${identifier(row)}`,
    );
    found.push({ ...row, ...position.rows[0]! });
  }
  return found;
}
