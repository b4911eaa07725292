import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { freePort, NODE_FLAGS } from './processes.ts';

const PATIENCE = 120_000;

/** Seconds from the command to a node that is ready, with its database, on a folder that was in use before. */
export async function startSeconds(dataDir: string): Promise<number> {
  await serveUntilReady(dataDir);
  return serveUntilReady(dataDir);
}

async function serveUntilReady(dataDir: string): Promise<number> {
  const port = await freePort();
  const began = performance.now();
  const main = join(import.meta.dirname, '../src/main.ts');
  const child = spawn(process.execPath, [...NODE_FLAGS, main, 'serve', '--data', dataDir, '--port', String(port)], {
    stdio: 'ignore',
  });
  const ended = once(child, 'exit');
  while (!(await isReady(port))) {
    if (child.exitCode !== null || performance.now() - began > PATIENCE) throw new Error('the node did not start');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const seconds = (performance.now() - began) / 1_000;
  child.kill('SIGTERM');
  await ended;
  return seconds;
}

const isReady = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/health/ready`).then(
    ({ ok }) => ok,
    () => false,
  );
