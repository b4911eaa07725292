import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** `cut`: connections break and none is made. `stalled`: they stand, and nothing passes. `torn`: each breaks after some bytes of its answer. */
export type Condition = 'open' | 'cut' | 'stalled' | 'torn';

/** The network before one node, as its partner meets it. */
export type Link = {
  readonly url: string;
  readonly become: (condition: Condition, tornAfter?: number) => void;
  readonly close: () => Promise<void>;
};

export async function openLink(port: number): Promise<Link> {
  let condition: Condition = 'open';
  let left = 0;
  const open = new Set<Socket>();
  const keep = (socket: Socket): Socket => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => socket.destroy());
    return socket;
  };

  const server = createServer((caller) => {
    keep(caller);
    if (condition === 'cut') {
      caller.destroy();
      return;
    }
    const node = keep(connect(port, '127.0.0.1'));
    const breakBoth = (): void => {
      caller.destroy();
      node.destroy();
    };
    caller.on('close', breakBoth);
    node.on('close', breakBoth);
    caller.on('data', (bytes: Buffer) => {
      if (condition !== 'stalled') node.write(bytes);
    });
    node.on('data', (bytes: Buffer) => {
      if (condition === 'stalled') return;
      if (condition === 'open') {
        caller.write(bytes);
        return;
      }
      const passed = bytes.subarray(0, Math.max(0, left));
      left -= bytes.length;
      if (left >= 0) caller.write(passed);
      else caller.end(passed, breakBoth);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    become: (next, tornAfter = 0) => {
      // What was stalled has lost bytes: such a connection is of no more use.
      if (next === 'cut' || condition === 'stalled') for (const socket of open) socket.destroy();
      condition = next;
      left = tornAfter;
    },
    close: async () => {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
