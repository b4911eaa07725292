/** Thrown where a node dies. What its transaction had written is gone; what was committed before stays. */
export class Crash extends Error {
  override readonly name = 'Crash';
}

export type Table<K, V> = {
  readonly get: (key: K) => V | undefined;
  readonly set: (key: K, value: V) => void;
  readonly delete: (key: K) => void;
  readonly all: () => V[];
};

export type Storage = {
  readonly table: <K, V>() => Table<K, V>;
  /** All of it or nothing. */
  readonly transaction: <T>(work: () => T) => T;
  /** Grows with each write that was kept, and with each rollback. */
  readonly version: () => number;
  /** How many transactions have written anything. */
  readonly commits: () => number;
  /** The node dies at the write after this many more. */
  readonly dieAfter: (writes: number | undefined) => void;
  readonly isDead: () => boolean;
  /** All that is durable, as it is now; what is returned puts it back in place of all that is there then. */
  readonly copy: () => () => void;
};

/** Durable tables of immutable rows, with an undo log while a transaction runs. */
export function openStorage(): Storage {
  let undo: (() => void)[] | undefined;
  let version = 0;
  let commits = 0;
  let writesLeft: number | undefined;
  const tables: (() => () => void)[] = [];
  let isDead = false;

  function countWrite(): void {
    version += 1;
    if (writesLeft === undefined) return;
    if (writesLeft === 0) {
      isDead = true;
      throw new Crash();
    }
    writesLeft -= 1;
  }

  return {
    table: <K, V>(): Table<K, V> => {
      const rows = new Map<K, V>();
      tables.push(() => {
        const copied = [...rows];
        return () => {
          rows.clear();
          for (const [key, value] of copied) rows.set(key, value);
        };
      });
      const remember = (key: K): void => {
        if (undo === undefined) throw new Error('a write outside of a transaction');
        countWrite();
        const before = rows.get(key);
        undo.push(() => (before === undefined ? rows.delete(key) : rows.set(key, before)));
      };
      return {
        get: (key) => rows.get(key),
        set: (key, value) => {
          remember(key);
          rows.set(key, value);
        },
        delete: (key) => {
          remember(key);
          rows.delete(key);
        },
        all: () => [...rows.values()],
      };
    },
    transaction: (work) => {
      if (undo !== undefined) return work();
      undo = [];
      try {
        const result = work();
        if (undo.length > 0) commits += 1;
        return result;
      } catch (error) {
        for (const back of undo.reverse()) back();
        version += 1;
        throw error;
      } finally {
        undo = undefined;
      }
    },
    version: () => version,
    commits: () => commits,
    dieAfter: (writes) => {
      writesLeft = writes;
      isDead = false;
    },
    isDead: () => isDead,
    copy: () => {
      const copies = tables.map((table) => table());
      return () => {
        if (undo !== undefined) throw new Error('put back within a transaction');
        for (const putBack of copies) putBack();
        version += 1;
      };
    },
  };
}
