import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Call, NodeOrder } from './node-process.ts';

export type NodeProcess = {
  readonly call: <Answer>(call: Call) => Promise<Answer>;
  readonly stop: () => Promise<void>;
};
/** As scripts/launch.mjs starts a node. */
export const NODE_FLAGS = [
  '--max-semi-space-size=8',
  '--initial-old-space-size=48',
  '--heap-growing-percent=50',
  '--expose-gc',
];

type Said = { readonly value?: unknown; readonly error?: string };

export async function startNode(order: NodeOrder, flags: readonly string[]): Promise<NodeProcess> {
  const child = start('node-process.ts', order, flags);
  await told(child);
  return {
    call: async <Answer>(call: Call) => {
      child.send(call);
      return (await told(child)) as Answer;
    },
    stop: () => stop(child),
  };
}

export async function startBare(order: { readonly database: object; readonly port: number; readonly query: string }) {
  const child = start('bare-http.ts', order, []);
  await told(child);
  return () => stop(child);
}

function start(file: string, order: object, flags: readonly string[]): ChildProcess {
  const env = { ...process.env, NODE_COMPILE_CACHE: join(import.meta.dirname, '../build/compiled') };
  const execArgv = [...NODE_FLAGS, ...flags];
  return fork(join(import.meta.dirname, file), [JSON.stringify(order)], { execArgv, env });
}

/** One call at a time, so the next message is its answer. */
function told(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error('a process of the bench has ended'));
    child.once('exit', ended);
    child.once('message', ({ value, error }: Said) => {
      child.off('exit', ended);
      if (error === undefined) resolve(value);
      else reject(new Error(error));
    });
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const exited = once(child, 'exit');
  child.disconnect();
  await exited;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
