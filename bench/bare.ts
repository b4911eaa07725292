import pg from 'pg';
import { copyIn, copyOut } from './copy.ts';
import type { Side } from './world.ts';

/** The tables that admission and sequencing write, with the columns that say which rows belong to a range of records. */
const TABLES = {
  record: 'seq',
  record_part: 'record',
  release: 'record',
  disclosure: 'record',
  entry: 'record',
} as const;

export type Range = { readonly above: number; readonly upTo: number };

/** Twins of the store's tables: the same columns, checks and indexes, and nothing else. */
export type Bare = {
  /** Seconds that COPY needs for the rows of these records, put there anew, or on top of what is there. */
  readonly copy: (range: Range, how?: { readonly onTop: boolean }) => Promise<number>;
  /** Seconds that one SELECT of all bodies needs. */
  readonly select: () => Promise<number>;
  /** What autovacuum does within a minute of a load, now: both sides are planned by what they hold. */
  readonly analyze: () => Promise<void>;
  readonly lastRecord: () => Promise<number>;
  readonly close: () => Promise<void>;
};

export async function openBare({ order }: Side): Promise<Bare> {
  const client = new pg.Client(order.owner);
  await client.connect();
  await client.query("set entente.scope = 'node'");
  await client.query('create schema bare');
  for (const table of Object.keys(TABLES))
    await client.query(`create table bare.${table} (like store.${table} including all)`);
  await client.query(`grant usage on schema bare to ${order.appRole}`);
  await client.query(`grant select on all tables in schema bare to ${order.appRole}`);
  return {
    copy: async ({ above, upTo }, { onTop } = { onTop: false }) => {
      const held = new Map<string, Buffer[]>();
      for (const [table, column] of Object.entries(TABLES))
        held.set(
          table,
          await copyOut(client, `select * from store.${table} where ${column} > ${above} and ${column} <= ${upTo}`),
        );
      const tables = Object.keys(TABLES).map((table) => `bare.${table}`);
      if (!onTop) await client.query(`truncate ${tables.join()}`);
      const began = performance.now();
      await client.query('begin');
      for (const [table, rows] of held) await copyIn(client, `bare.${table}`, rows);
      await client.query('commit');
      return (performance.now() - began) / 1_000;
    },
    select: async () => {
      const began = performance.now();
      await client.query(
        'select r.*, p.body from bare.record r join bare.record_part p on p.record = r.seq order by r.seq desc, p.n',
      );
      return (performance.now() - began) / 1_000;
    },
    analyze: async () => {
      for (const table of Object.keys(TABLES)) await client.query(`analyze store.${table}, bare.${table}`);
    },
    lastRecord: async () => {
      const { rows } = await client.query<{ seq: string }>(
        'select coalesce(max(seq), 0)::text as seq from store.record',
      );
      return Number(rows[0]!.seq);
    },
    close: () => client.end(),
  };
}
