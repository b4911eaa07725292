import type { Db } from '#store/db.ts';
import { sql } from '#store/db.ts';

/** Rows in each table of a node, but for what is counted about attempts to sign in, told of readings, and noted of visits. */
export function rowCounts(db: Db): Promise<Record<string, number>> {
  return db.transaction('node', async (tx) => {
    const tables = await tx.rows<{ name: string }>(sql`
      select format('%I.%I', table_schema, table_name) as name from information_schema.tables
      where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')
        and table_name <> 'rate_limit' and (table_schema, table_name) <> ('notices', 'person') and table_name !~ '^access(_|$)' order by 1`);
    const text = tables
      .map(({ name }) => `select '${name}' as name, count(*) as rows from ${name}`)
      .join(' union all ');
    const counted = await tx.rows<{ name: string; rows: number }>({ text, values: [] });
    return Object.fromEntries(counted.map(({ name, rows }) => [name, rows]));
  });
}
