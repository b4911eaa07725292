import type { Db } from '#store/db.ts';
import { sql } from '#store/db.ts';
import { plainSql } from './plain-sql.ts';
import { eventually } from './two-nodes.ts';

/** Until nothing of before goes on in the background: from then on only what is asked for writes. */
export async function quiet(db: Db): Promise<void> {
  await eventually(async () => {
    const before = await rowCounts(db);
    const waiting = await db.transaction('node', (tx) =>
      tx.rows(sql`
        select 1 from statements.statement where read_wanted is not null
        union all select 1 from notices.notice where spread_at is null limit 1`),
    );
    await new Promise((resolve) => setTimeout(resolve, 200));
    if (waiting.length > 0 || JSON.stringify(await rowCounts(db)) !== JSON.stringify(before))
      throw new Error('something is still written in the background');
  });
}

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
    const counted = await tx.rows<{ name: string; rows: number }>(plainSql(text));
    return Object.fromEntries(counted.map(({ name, rows }) => [name, rows]));
  });
}
