import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from './free-port.ts';

type DemoNode = {
  readonly name: string;
  readonly party: string;
  readonly url: string;
  readonly signIn: string;
  readonly fingerprint: string;
  readonly accord: string;
  readonly tokens: Readonly<Record<string, string>>;
};
export type RunningDemo = { readonly nodes: readonly [DemoNode, DemoNode]; readonly stop: () => Promise<void> };

const root = join(import.meta.dirname, '../..');

/** The demonstration as a program starts it, in a folder of its own, on ports that are free now; with nothing under the accord unless `full`. */
export async function runDemo(filled: 'empty' | 'full' = 'empty'): Promise<RunningDemo> {
  const dataDir = await mkdtemp(join(tmpdir(), 'entente-demo-'));
  const [portA, portB] = [await freePort(), await freePort()];
  const asked = ['demo', '--json', '--data', dataDir, ...(filled === 'empty' ? ['--empty'] : [])];
  const child = spawn(process.execPath, [join(root, 'scripts/entente.mjs'), ...asked], {
    cwd: root,
    env: { ...process.env, ENTENTE_PORT_A: String(portA), ENTENTE_PORT_B: String(portB) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text));
  const stop = async (): Promise<void> => {
    if (child.exitCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    await rm(dataDir, { recursive: true, force: true });
  };
  const line = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line').then(([text]) => String(text)),
    once(child, 'exit').then(() => undefined),
  ]);
  if (line === undefined) {
    await stop();
    throw new Error(`the demonstration did not start: ${complaints}`);
  }
  return { nodes: (JSON.parse(line) as RunningDemo).nodes, stop };
}
