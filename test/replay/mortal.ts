import { sql, type Db, type Scope, type Tx } from '#store/db.ts';

/** What a dead process says of itself: nothing, so nobody catches it. */
export class Died extends Error {
  override readonly name = 'Died';
}

export type Mortal = {
  /** The process dies in its next transaction that writes, after so many more have been committed. */
  readonly dieAfter: (commits: number, when: 'at once' | 'before its commit') => void;
  /** What it still tries to do is done nowhere. */
  readonly die: () => void;
  readonly isDead: () => boolean;
  /** Resolves once it has died of `dieAfter`. */
  readonly died: Promise<void>;
};

/** A database whose process may die within a transaction: the connection breaks, as PostgreSQL sees a kill -9. */
export function mortal(db: Db): Mortal {
  const transaction = db.transaction.bind(db);
  let fuse: { commits: number; readonly when: 'at once' | 'before its commit' } | undefined;
  let isDead = false;
  const death = Promise.withResolvers<void>();

  async function breakOff(tx: Tx): Promise<never> {
    isDead = true;
    await tx.run(sql`select pg_terminate_backend(pg_backend_pid())`).catch(() => {});
    death.resolve();
    throw new Died();
  }

  db.transaction = async <T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T> => {
    if (isDead) throw new Died();
    let hasWritten = false;
    const result = await transaction(scope, async (tx) => {
      const noted = async (statement: { text: string }, rows: number): Promise<void> => {
        if (rows === 0 || !isWrite(statement.text)) return;
        hasWritten = true;
        if (fuse?.commits === 0 && fuse.when === 'at once') await breakOff(tx);
      };
      const done = await work({
        ...tx,
        run: async (statement) => {
          const rows = await tx.run(statement);
          await noted(statement, rows);
          return rows;
        },
        rows: async <Row extends object>(statement: Parameters<Tx['rows']>[0]) => {
          const rows = await tx.rows<Row>(statement);
          await noted(statement, rows.length);
          return rows;
        },
      });
      if (hasWritten && fuse?.commits === 0) await breakOff(tx);
      return done;
    });
    if (hasWritten && fuse) fuse.commits -= 1;
    return result;
  };

  return {
    dieAfter: (commits, when) => (fuse = { commits, when }),
    die: () => (isDead = true),
    isDead: () => isDead,
    died: death.promise,
  };
}

/** What the simulated nodes keep too: not the empty feed that is made at its first look, nor when a partner was last heard. */
const isWrite = (text: string): boolean =>
  /^\s*(insert|update|delete)\b/.test(text) &&
  !/^\s*(insert into store\.(feed|visibility_class)|update store\.party(_key)?)\b(?! set era\b)/.test(text);
