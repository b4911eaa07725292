/** What one client, or many, may take of the server. Milliseconds. */
export type Limits = {
  /** From the opening of a connection, or the first byte of a request on it, to the end of its header fields. */
  readonly headers: number;
  /** To the end of its body. */
  readonly request: number;
  /** Nothing comes and nothing is taken. */
  readonly silence: number;
  /** Between two requests. */
  readonly keepAlive: number;
  /** Between two looks for what took too long: so much later it is ended. */
  readonly look: number;
  readonly connections: number;
};

export const LIMITS: Limits = {
  // They fit into a few packets, on whatever line.
  headers: 15_000,
  // The largest body of a file is a chunk of 1 MiB: 70 kbit/s bring it, the slowest line on which we fetch one ourselves. A
  // statement's file comes in one piece; most have less, and one of 20 MiB needs 1.4 Mbit/s.
  request: 120_000,
  // A reader that takes nothing holds a chunk and a snapshot of the database; an export may think for a while.
  silence: 180_000,
  // Longer than the proxies' usual 60 s, so that it is they who close.
  keepAlive: 72_000,
  look: 5_000,
  // A silent connection costs some 8 KB, and three quarters of them may be event streams; a body is read of callers who are known, and of others at most 1 KiB.
  connections: 4_000,
};
