import type pg from 'pg';

/** The little of `pg`'s connection that COPY needs and its types leave out. */
type Wire = { query(text: string): void; sendCopyFromChunk(chunk: Buffer): void; endCopyFrom(): void };

type Handlers = {
  readonly submit: (wire: Wire) => void;
  readonly handleCopyInResponse: (wire: Wire) => void;
  readonly handleCopyData: (message: { chunk: Buffer }) => void;
  readonly handleError: (error: Error) => void;
  readonly handleReadyForQuery: () => void;
  readonly handleCommandComplete: () => void;
};

function copy(client: pg.Client, text: string, given: readonly Buffer[], take: (chunk: Buffer) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const handlers: Handlers = {
      submit: (wire) => wire.query(text),
      handleCopyInResponse: (wire) => {
        for (const chunk of given) wire.sendCopyFromChunk(chunk);
        wire.endCopyFrom();
      },
      handleCopyData: ({ chunk }) => take(chunk),
      handleCommandComplete: () => {},
      handleError: reject,
      handleReadyForQuery: resolve,
    };
    client.query(handlers as unknown as pg.Submittable);
  });
}

/** Rows as COPY writes them. */
export async function copyOut(client: pg.Client, query: string): Promise<Buffer[]> {
  const chunks: Buffer[] = [];
  await copy(client, `copy (${query}) to stdout`, [], (chunk) => chunks.push(Buffer.from(chunk)));
  return inBlocks(chunks);
}

export const copyIn = (client: pg.Client, table: string, rows: readonly Buffer[]): Promise<void> =>
  copy(client, `copy ${table} from stdin`, rows, () => {});

/** One chunk a row would measure the sending of many small messages: blocks of 64 KiB, as `psql` and others send them. */
function inBlocks(chunks: readonly Buffer[]): Buffer[] {
  const blocks: Buffer[] = [];
  let open: Buffer[] = [];
  let size = 0;
  for (const chunk of chunks) {
    open.push(chunk);
    size += chunk.length;
    if (size < 65_536) continue;
    blocks.push(Buffer.concat(open));
    open = [];
    size = 0;
  }
  return [...blocks, Buffer.concat(open)];
}
