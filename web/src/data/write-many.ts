import { RequestFailed } from './client.ts';

export type Outcome<Row> = {
  readonly row: Row;
  /** What the node refused it with. */
  readonly error?: unknown;
};

type Writing<Row> = {
  readonly rows: readonly Row[];
  readonly write: (row: Row) => Promise<unknown>;
  readonly tell: (outcomes: readonly Outcome<Row>[]) => void;
  readonly wait?: (ms: number) => Promise<void>;
};

/** A minute's share of requests is used up: the next minute is not far. */
const FULL_MS = 5_000;
const MOST_WAITS = 20;

/**
 * Each row by itself, one after the other: what is refused hinders no other. A node that does not answer ends it, since nobody knows
 * what came of the rest; what was told until then is done.
 */
export async function writeMany<Row>({ rows, write, tell, wait = pause }: Writing<Row>): Promise<Outcome<Row>[]> {
  const outcomes: Outcome<Row>[] = [];
  for (const row of rows) {
    outcomes.push(await writeOne(row, write, wait));
    tell([...outcomes]);
  }
  return outcomes;
}

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
