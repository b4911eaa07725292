import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { finished } from 'node:stream/promises';
import type { Writable } from 'node:stream';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { Failure } from '#kernel/errors.ts';
import { SCHEMAS } from '#store/migrate.ts';
import type { Frame } from './frames.ts';
import type { Header } from './header.ts';
import { columnList, identifier, type Sequence, type TableShape } from './tables.ts';

export type Loading = {
  readonly owner: pg.ClientConfig;
  /** Where the files of the folder go. */
  readonly folder: string;
  readonly header: Header;
  /** What this node is from now on told apart by. */
  readonly instance: string;
};

/**
 * Fills an empty database of the backup's own schema, in one transaction: whatever is wrong with the backup, down to its last byte,
 * leaves the database empty. Returns the number of rows.
 */
export async function loadBackup(frames: AsyncIterable<Frame>, loading: Loading): Promise<number> {
  const client = new pg.Client(loading.owner);
  await client.connect();
  try {
    await client.query('begin');
    const guarded = await openForLoading(client);
    const total = await loadFrames(client, frames, loading.folder);
    for (const table of guarded.forced) await client.query(`alter table ${table} force row level security`);
    for (const table of guarded.all) await client.query(`alter table ${table} enable trigger user`);
    if (loading.header.migrations.includes(INSTANCE_SINCE))
      await client.query('insert into store.instance (current, restored_from) values ($1, $2)', [
        loading.instance,
        JSON.stringify({ id: loading.header.id, at: loading.header.at }),
      ]);
    await client.query('commit');
    await client.query('analyze');
    return total;
  } finally {
    await client.end();
  }
}

const INSTANCE_SINCE = '0007_restore.sql';

type Guarded = { readonly all: readonly string[]; readonly forced: readonly string[] };

/** COPY does not load under row-level security, and nothing may be written beside what the backup holds. */
async function openForLoading(client: pg.Client): Promise<Guarded> {
  const { rows } = await client.query<{ schema: string; name: string; forced: boolean }>(
    `select n.nspname as schema, c.relname as name, c.relforcerowsecurity as forced
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = any ($1) and c.relkind in ('r', 'p') and not c.relispartition`,
    [SCHEMAS],
  );
  const all = rows.map(identifier);
  const forced = rows.filter((row) => row.forced).map(identifier);
  await client.query(`truncate ${all.join(', ')}`);
  for (const table of all) await client.query(`alter table ${table} disable trigger user`);
  for (const table of forced) await client.query(`alter table ${table} no force row level security`);
  return { all, forced };
}

type Sink = { readonly stream: Writable; readonly close: () => Promise<void> };

async function loadFrames(client: pg.Client, frames: AsyncIterable<Frame>, folder: string): Promise<number> {
  const loaded = new Map<string, number>();
  let sink: Sink | undefined;
  let total: number | undefined;
  const close = async (): Promise<void> => {
    const open = sink;
    sink = undefined;
    await open?.close();
  };
  for await (const { kind, bytes } of frames) {
    if (kind === 'data') {
      if (!sink) throw damaged('it has data that belong to nothing');
      if (!sink.stream.write(bytes)) await drained(sink.stream);
      continue;
    }
    await close();
    const value: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
    if (kind === 'file') sink = await fileSink(folder, value as FileFrame);
    else if (kind === 'table') sink = tableSink(client, value as TableShape, loaded);
    else total = await settle(client, value as Totals, loaded);
  }
  if (total === undefined) throw damaged('it has no totals');
  return total;
}

const damaged = (what: string): Failure => new Failure('inconsistent', `the backup is damaged: ${what}`);

async function drained(stream: Writable): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const settled = (error?: Error): void => {
      stream.off('drain', settled).off('error', settled);
      if (error) reject(error);
      else resolve();
    };
    stream.once('drain', settled).once('error', settled);
  });
}

type FileFrame = { readonly path: string; readonly mode: number; readonly size: number };

async function fileSink(folder: string, { path, mode }: FileFrame): Promise<Sink> {
  if (normalize(path) !== path || path.startsWith('/') || path.split('/').includes('..'))
    throw damaged('a file with no place');
  const whole = join(folder, path);
  await mkdir(dirname(whole), { recursive: true, mode: 0o700 });
  const stream: WriteStream = createWriteStream(whole, { flags: 'wx', mode, flush: true });
  return { stream, close: () => finished(stream.end()) };
}

function tableSink(client: pg.Client, table: TableShape, loaded: Map<string, number>): Sink {
  const stream = client.query(copyFrom(`copy ${identifier(table)} (${columnList(table)}) from stdin`));
  let failed: unknown;
  stream.on('error', (error) => (failed = error));
  return {
    stream,
    close: async () => {
      if (!failed) await finished(stream.end()).catch((error: unknown) => (failed = error));
      if (failed)
        throw new Failure('inconsistent', `the rows of ${table.schema}.${table.name} cannot be loaded`, {
          cause: failed,
        });
      loaded.set(identifier(table), stream.rowCount);
    },
  };
}

type Totals = { readonly rows: Readonly<Record<string, number>>; readonly sequences: readonly Sequence[] };

async function settle(
  client: pg.Client,
  { rows, sequences }: Totals,
  loaded: ReadonlyMap<string, number>,
): Promise<number> {
  for (const [table, count] of Object.entries(rows))
    if (loaded.get(table) !== count) throw damaged(`${loaded.get(table)} of ${count} rows of ${table}`);
  for (const sequence of sequences)
    await client.query('select setval($1::regclass, $2::bigint, $3)', [
      identifier(sequence),
      sequence.last,
      sequence.isCalled,
    ]);
  return Object.values(rows).reduce((sum, count) => sum + count, 0);
}
