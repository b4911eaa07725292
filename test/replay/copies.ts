import type pg from 'pg';

/** Copies of a node's tables in the same database, and back: what a backup and a restore do, without the time that they take. */
export type Copies = {
  readonly make: (copy: number) => Promise<void>;
  readonly putBack: (copy: number) => Promise<void>;
  readonly forget: () => Promise<void>;
};

export async function openCopies(superuser: pg.Client): Promise<Copies> {
  const { rows } = await superuser.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'store' and tablename <> 'instance' order by 1`,
  );
  const tables = rows.map(({ name }) => name);
  const all = (statement: (table: string) => string): string => tables.map(statement).join(';\n');
  const inOne = (statements: string): Promise<unknown> => superuser.query(`begin;\n${statements};\ncommit`);
  let made = 0;
  return {
    make: async (copy) => {
      made = Math.max(made, copy + 1);
      const schema = `copy_${copy}`;
      await inOne(
        `drop schema if exists ${schema} cascade; create schema ${schema};
        ${all((table) => `create table ${schema}.${table} as table store.${table}`)}`,
      );
    },
    putBack: async (copy) => {
      await inOne(
        `set local session_replication_role = replica;
        ${all((table) => `delete from store.${table}`)};
        ${all((table) => `insert into store.${table} overriding system value table copy_${copy}.${table}`)}`,
      );
    },
    forget: async () => {
      for (let copy = 0; copy < made; copy++) await superuser.query(`drop schema if exists copy_${copy} cascade`);
      made = 0;
    },
  };
}
