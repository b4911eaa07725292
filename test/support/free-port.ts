import { once } from 'node:events';
import { createServer } from 'node:net';

// Below the ports that systems give to outgoing connections, which would take one between this look and its use; and for each
// process from another one on, so that those that run side by side do not look at the same.
const FIRST = 15_000;
const COUNT = 17_000;
let at = (process.pid * 7_919) % COUNT;

/** Free a moment ago, and not given to anybody else by this process. */
export async function freePort(): Promise<number> {
  for (let tried = 0; tried < COUNT; tried++) {
    at = (at + 1) % COUNT;
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(FIRST + at, '127.0.0.1', () => resolve(true));
    });
    if (!isFree) continue;
    server.close();
    await once(server, 'close');
    return FIRST + at;
  }
  throw new Error('no free port');
}
