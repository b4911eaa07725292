import { Socket } from 'node:net';
import pg from 'pg';
import { Failure } from '#kernel/errors.ts';

const MADE: unique symbol = Symbol('sql');

/** A statement, or a piece of one, and its values; only the `sql` tag makes one, so no value is ever spliced into text. */
export type Sql = {
  readonly [MADE]: true;
  readonly text: string;
  readonly values: readonly unknown[];
  /** Of one that each connection prepares once. For what is asked often, and planned alike whatever its values. */
  readonly name?: string;
};

/** A piece stands in a statement as it is, its values behind those before it. */
export function sql(parts: TemplateStringsArray, ...given: readonly unknown[]): Sql {
  let text = parts[0]!;
  const values: unknown[] = [];
  for (let i = 0; i < given.length; i++) {
    const value = given[i];
    if (isPiece(value)) {
      text += numberedFrom(values.length, value);
      values.push(...value.values);
    } else text += `$${values.push(value)}`;
    text += parts[i + 1]!;
  }
  return { [MADE]: true, text, values };
}

/** What came as JSON has no symbols, so no content is ever taken for a piece. */
const isPiece = (value: unknown): value is Sql => typeof value === 'object' && value !== null && MADE in value;

const numberedFrom = (before: number, { text, values }: Sql): string =>
  before === 0 || values.length === 0
    ? text
    : text.replaceAll(/\$(\d+)/g, (_, place: string) => `$${before + Number(place)}`);

/** Parsed and planned once per connection. */
export const prepared = (name: string, statement: Sql): Sql => ({ ...statement, name });

/** A text[] as one text, for unnest over rows whose arrays differ in length. */
export const textArray = (values: readonly string[]): string => {
  if (values.length === 0) return '{}';
  const isPlain = values.every((value) => !value.includes('"') && !value.includes('\\'));
  return isPlain
    ? `{"${values.join('","')}"}`
    : `{${values.map((value) => `"${value.replaceAll(/["\\]/g, '\\$&')}"`).join()}}`;
};

/** Whose rights a transaction has: the node itself, or a reader's visibility classes (row-level security's backstop). */
export type Scope = 'node' | { readonly classes: readonly number[] };

export type Tx = {
  rows<Row extends object>(statement: Sql): Promise<Row[]>;
  /** The only row, or undefined. */
  row<Row extends object>(statement: Sql): Promise<Row | undefined>;
  run(statement: Sql): Promise<number>;
  readonly scope: Scope;
};

/** Null: the node itself, which sees all. */
export const classesOf = ({ scope }: Pick<Tx, 'scope'>): readonly number[] | null =>
  scope === 'node' ? null : scope.classes;

export type Db = {
  transaction<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Sees one moment, however long it reads, and writes nothing. */
  snapshot<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Calls back on every notification of the channel until the returned function is called; reconnects by itself. */
  listen(channel: string, heard: () => void): Promise<() => Promise<void>>;
  readonly pool: pg.Pool;
  close(): Promise<void>;
};

pg.types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Failure('internal', 'a count beyond 2^53');
  return value;
});

/** `config` as `pg` takes it; the role must own nothing (checked by `refuseStrongRole`). */
export function openDb(config: pg.PoolConfig): Db {
  const pool = new pg.Pool({ max: 8, idleTimeoutMillis: 10_000, pipeline: true, stream: gatheringSocket, ...config });
  pool.on('error', () => {}); // an idle connection that breaks is replaced at its next use
  // One that breaks between two statements of a transaction would end the process; its next statement fails instead.
  pool.on('connect', (client) => client.on('error', () => {}));
  return {
    pool,
    transaction: (scope, work) => transactionOn(pool, scope, work),
    snapshot: (scope, work) =>
      inTransaction(pool, { scope, begin: 'begin isolation level repeatable read read only' }, work),
    listen: (channel, heard) => listen(config, channel, heard),
    close: () => pool.end(),
  };
}

/** What is asked in one turn of the event loop goes out in one write: each costs as much as several small statements. */
function gatheringSocket(): Socket {
  const socket = new Socket();
  let isGathering = false;
  const write = socket.write.bind(socket);
  const gather = (...given: Parameters<Socket['write']>): boolean => {
    if (!isGathering) {
      isGathering = true;
      socket.cork();
      process.nextTick(() => {
        isGathering = false;
        socket.uncork();
      });
    }
    return write(...given);
  };
  return Object.assign(socket, { write: gather });
}

type Opening = { readonly scope: Scope; readonly begin: string };

/** For who has the pool alone. */
export const transactionOn = <T>(pool: pg.Pool, scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T> =>
  inTransaction(pool, { scope, begin: 'begin' }, work);

async function inTransaction<T>(pool: pg.Pool, { scope, begin }: Opening, work: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await pool.connect().catch((cause: unknown) => {
    throw outageOf(cause) ?? new Failure('unavailable', NO_ANSWER, { cause });
  });
  let first: unknown;
  const noteFailure = (error: unknown): void => {
    first ??= error;
  };
  try {
    const scopeName = scope === 'node' ? 'node' : 'reader';
    const classes = scope === 'node' ? '' : scope.classes.join(',');
    // In one trip with the first statement of the work: without its scope it would see nothing.
    const opened = Promise.all([
      client.query({ name: begin, text: begin }),
      client.query({ ...SET_SCOPE, values: [scopeName, classes] }),
    ]);
    opened.catch(() => {}); // awaited below; the work fails with it
    const result = await work(asTx(client, scope, noteFailure));
    await opened;
    const committed = client.query(COMMIT);
    // A reader has written nothing that could still fail; what the connection is asked next comes behind.
    if (scope === 'node') await committed;
    else committed.catch(() => {});
    client.release();
    return result;
  } catch (cause) {
    const broken = await client.query('rollback').then(
      () => false,
      () => true,
    );
    client.release(broken);
    // Of statements that left together, those behind the one that failed say only that it did.
    const why = isAborted(cause) ? (first ?? cause) : cause;
    throw outageOf(why) ?? why;
  }
}

const isAborted = (error: unknown): boolean => error instanceof pg.DatabaseError && error.code === '25P02';

const NO_ANSWER = 'the database does not answer';

/** One line for the administrator about what nobody expected. What the database refuses may be content: its code alone is told. */
export function lineOf(error: unknown): string {
  if (error instanceof pg.DatabaseError) return `the database refuses a statement (${error.code ?? 'no code'})`;
  if (error instanceof Failure) return error.message;
  return error instanceof Error ? `${error.name}: ${error.message}` : 'an unknown error';
}

/**
 * What the database's own end, its disk or the way to it explains; undefined for everything else. Nothing of the transaction was
 * acknowledged: whether it was committed shows when the database is back.
 */
export function outageOf(error: unknown): Failure | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === '53100' || code === 'ENOSPC')
    return new Failure('unavailable', 'the disk of the database is full', { cause: error });
  const isGone =
    /^(08|53)...$|^57P0[1-5]$|^(ECONNREFUSED|ECONNRESET|EPIPE|ENOENT)$/.test(code) ||
    /^(Connection terminated|Client (has encountered a connection error|was closed))/.test(error.message);
  return isGone ? new Failure('unavailable', NO_ANSWER, { cause: error }) : undefined;
}

const COMMIT = { name: 'commit', text: 'commit' };
const SET_SCOPE = {
  name: 'set_scope',
  text: "select set_config('entente.scope', $1, true), set_config('entente.classes', $2, true)",
};

function asTx(client: pg.PoolClient, scope: Scope, failed: (error: unknown) => void): Tx {
  const query = async <Row extends object>(statement: Sql) => {
    try {
      return await client.query<Row>({ ...statement, values: [...statement.values] });
    } catch (error) {
      failed(error);
      throw error;
    }
  };
  return {
    scope,
    rows: async <Row extends object>(statement: Sql) => (await query<Row>(statement)).rows,
    row: async <Row extends object>(statement: Sql) => (await query<Row>(statement)).rows[0],
    run: async (statement) => (await query(statement)).rowCount ?? 0,
  };
}

const LISTEN_AGAIN_MS = 500;

async function listen(config: pg.PoolConfig, channel: string, heard: () => void): Promise<() => Promise<void>> {
  let closed = false;
  let client: pg.Client | undefined;
  const connect = async (): Promise<void> => {
    const next = new pg.Client(config);
    next.on('notification', heard);
    next.on('error', () => {
      if (client !== next) return;
      client = undefined;
      again();
    });
    await next.connect();
    await next.query(`listen ${pg.escapeIdentifier(channel)}`);
    if (closed) return next.end();
    client = next;
    heard(); // what was notified while nobody listened
  };
  // A database that recovers from a crash refuses for a while.
  const again = (): void => {
    if (!closed) setTimeout(() => void connect().catch(again), LISTEN_AGAIN_MS).unref();
  };
  await connect();
  return async () => {
    closed = true;
    await client?.end().catch(() => {}); // whoever is gone listens no more
  };
}

/** Row-level security means nothing to a superuser or an owner: such a role is refused at start. */
export async function refuseStrongRole(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ strong: boolean }>(
    `select r.rolsuper or r.rolbypassrls or exists (
       select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'store' and pg_has_role(current_user, c.relowner, 'usage')
     ) as strong from pg_roles r where r.rolname = current_user`,
  );
  if (rows[0]?.strong !== false) {
    throw new Failure(
      'forbidden',
      'the database role of the process is a superuser or owns the tables; give DATABASE_URL a role of its own and the owner in DATABASE_OWNER_URL',
    );
  }
}
