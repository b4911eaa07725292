import { RequestFailed } from './client.ts';

export type Outcome<Row> = {
  readonly row: Row;
  /** What the node refused it with. */
  readonly error?: unknown;
};

type Writing<Row> = {
  readonly rows: readonly Row[];
  /** Of an earlier run that ended early: these rows are not written again. */
  readonly known?: readonly Outcome<Row>[];
  readonly write: (row: Row) => Promise<unknown>;
  readonly tell: (outcomes: readonly Outcome<Row>[]) => void;
  readonly wait?: (ms: number) => Promise<void>;
};

/** A minute's share of requests is used up: the next minute is not far. */
const FULL_MS = 5_000;
const MOST_WAITS = 20;

/**
 * Each row by itself, one after the other: what is refused hinders no other. A node that does not answer ends it, since nobody knows
 * what came of the rest; what was told until then is done. It can be gone on with from there: the client sends
 * what was not answered under the same key, so that the node does it once.
 */
export async function writeMany<Row>(writing: Writing<Row>): Promise<Outcome<Row>[]> {
  const { rows, known = [], write, tell, wait = pause } = writing;
  const outcomes = [...known];
  for (const row of restOf(rows, known)) {
    outcomes.push(await writeOne(row, write, wait));
    tell([...outcomes]);
  }
  return outcomes;
}

/** What is not known to be written or refused; of a run that ended early nobody knows what came of the first. */
export const restOf = <Row>(rows: readonly Row[], known: readonly Outcome<Row>[]): Row[] => {
  const done = new Set(known.map(({ row }) => row));
  return rows.filter((row) => !done.has(row));
};

async function writeOne<Row>(
  row: Row,
  write: (row: Row) => Promise<unknown>,
  wait: (ms: number) => Promise<void>,
): Promise<Outcome<Row>> {
  for (let waits = 0; ; waits++) {
    try {
      await write(row);
      return { row };
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      if (error.status === 429 && waits < MOST_WAITS) {
        await wait(FULL_MS);
        continue;
      }
      if (error.status === 0 || error.status === 429 || error.status >= 500) throw error;
      return { row, error };
    }
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
