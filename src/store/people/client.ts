import type pg from 'pg';
import type { Sql, Tx } from '#store/db.ts';

/** A pool or a connection of `pg`, or a transaction: whatever runs one statement. */
export type Client =
  | {
      query(statement: {
        name?: string;
        text: string;
        values: unknown[];
      }): Promise<{ readonly rows: unknown[]; readonly rowCount: number | null }>;
    }
  | Pick<Tx, 'rows'>;

export async function rowsOf<Row extends object>(client: Client, statement: Sql, name?: string): Promise<Row[]> {
  const named = { ...statement, ...(name && { name }) };
  if ('rows' in client) return client.rows<Row>(named);
  const { rows } = await client.query({ ...named, values: [...statement.values] });
  return rows as Row[]; // the statement beside each call names the columns of its Row
}

/** Several statements as one, for what stands beside the doors of the store. */
export async function inOne<T>(pool: pg.Pool, work: (client: Client) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const done = await work(client);
    await client.query('commit');
    client.release();
    return done;
  } catch (cause) {
    const isBroken = await client.query('rollback').then(
      () => false,
      () => true,
    );
    client.release(isBroken);
    throw cause;
  }
}
