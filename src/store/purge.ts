import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { Failure } from '#kernel/errors.ts';
import { sql, type Db } from '#store/db.ts';
import { LOCKS } from '#store/locks.ts';

/** Those that hold content; the bytes of files apart, since rewriting them is not done for nothing. */
const TABLES = [
  'store.record_part',
  'store.record',
  'store.disclosure',
  'store.release',
  'statements.statement',
  'statements.item',
  'statements.journal',
  'statements.finding',
  'search.part',
  'search.word',
  'comments.comment',
  'comments.earlier',
  'drafts.draft',
  'commitments.standing',
  'visits.credential',
];
const FILE_TABLES = ['store.file_chunk', 'store.file', 'store.record_file'];
const READERS_PATIENCE_MS = 60_000;

export type PurgeDue = { readonly since: Date; readonly said: string | null };

/** From when on content was expunged that is not yet purged. */
export async function purgeDue(db: Db): Promise<PurgeDue | undefined> {
  return db.transaction('node', (tx) =>
    tx.row<PurgeDue>(sql`select since, said from store.purge where done < asked and since is not null`),
  );
}

/**
 * Takes what was expunged from the disk: the tables are written anew, without dead rows; old relations are unlinked and old
 * write-ahead log removed by the checkpoints. Only then it is marked as done, so that after a crash it is done again. What is expunged
 * while it runs stays due. The owner's connection, since the process owns nothing. True if it did; false if another is at it.
 */
export async function purge(owner: pg.ClientConfig, now: Date): Promise<boolean> {
  const client = new pg.Client(owner);
  await client.connect().catch((cause: unknown) => {
    throw new Failure('unavailable', 'the database does not answer', { cause });
  });
  client.on('error', () => {}); // its next statement fails
  try {
    const { rows } = await client.query<{ taken: boolean }>(`select pg_try_advisory_lock(${LOCKS.purge}) as taken`);
    if (!rows[0]?.taken) return false;
    const { rows: due } = await client.query<{ asked: string; files: boolean }>('select asked, files from store.purge');
    const { asked, files } = due[0] ?? { asked: '0', files: false };
    try {
      await rewrite(client, files ? [...TABLES, ...FILE_TABLES] : TABLES);
    } catch (cause) {
      await client.query('update store.purge set said = $1', [whyNot(cause)]);
      throw new Failure('unavailable', `what was expunged is still on the disk: ${whyNot(cause)}`, { cause });
    }
    await client.query(
      `update store.purge set done = $1::bigint, done_at = $2::timestamptz, said = null, since = case when asked > $1::bigint then $2::timestamptz end,
         files = files and asked > $1::bigint`,
      [asked, now],
    );
    return true;
  } finally {
    await client.end().catch(() => {});
  }
}

async function rewrite(client: pg.Client, tables: readonly string[]): Promise<void> {
  await outlastReaders(client);
  // A long reader in front of us must not make all others wait behind us for long.
  await client.query(`set lock_timeout = '5s'`);
  for (const table of tables) await client.query(`vacuum (full) ${table}`);
  // Samples of values; its owner may not write it, and the database's may vacuum it.
  await client.query('vacuum (full) pg_catalog.pg_statistic');
  // The first removes the relations that were replaced; behind the switch nothing old is needed to recover, and the second removes it.
  await client.query('checkpoint');
  await client.query('select pg_switch_wal()');
  await client.query('checkpoint');
}

/** Rows that an older snapshot may still see would be carried into the new table. */
async function outlastReaders(client: pg.Client): Promise<void> {
  const running = `select virtualtransaction as id from pg_locks where locktype = 'virtualxid' and granted and pid <> pg_backend_pid()`;
  const { rows } = await client.query<{ id: string }>(running);
  let older = new Set(rows.map(({ id }) => id));
  const end = performance.now() + READERS_PATIENCE_MS;
  while (older.size > 0) {
    if (performance.now() > end) throw new Failure('unavailable', 'a transaction that began before does not end');
    await sleep(50);
    const now = new Set((await client.query<{ id: string }>(running)).rows.map(({ id }) => id));
    older = new Set([...older].filter((id) => now.has(id)));
  }
}

function whyNot(cause: unknown): string {
  if (cause instanceof Failure) return cause.message;
  const { code } = cause as { code?: string };
  if (code === '42501')
    return 'the owner of the database lacks a right: it needs pg_checkpoint and execute on pg_switch_wal() (docs/operate/deletion.md)';
  if (code === '55P03') return 'a table is in use';
  return `the database says ${code ?? 'no more'}`;
}
