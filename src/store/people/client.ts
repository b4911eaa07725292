import type { Sql } from '#store/db.ts';

/** A pool or a connection of `pg`, or a transaction: whatever runs one statement. */
export type Client = {
  query(statement: {
    name?: string;
    text: string;
    values: unknown[];
  }): Promise<{ readonly rows: unknown[]; readonly rowCount: number | null }>;
};

export async function rowsOf<Row>(client: Client, statement: Sql, name?: string): Promise<Row[]> {
  const { rows } = await client.query({ ...(name && { name }), text: statement.text, values: [...statement.values] });
  return rows as Row[]; // the statement beside each call names the columns of its Row
}
