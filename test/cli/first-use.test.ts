import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, expect, test } from 'vitest';
import { entente, isQuiet, start } from '../support/command.ts';
import { freePort } from '../support/free-port.ts';

const root = join(import.meta.dirname, '../..');
const folder = await mkdtemp(join(tmpdir(), 'entente-first-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The page's commands as one script, with free ports and without npm, which adds nothing but time. */
async function script(ports: readonly [number, number]): Promise<string> {
  const page = await readFile(join(root, 'docs/operate/first-use.md'), 'utf8');
  const commands = [...page.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block]) => block).join('\n');
  return commands
    .replace('$(mktemp -d)', folder)
    .replace('npm run -s entente --', `'${process.execPath}' scripts/entente.mjs`)
    .replaceAll('4100', String(ports[0]))
    .replaceAll('4200', String(ports[1]));
}

// Jobs have process groups of their own, so that ending a job ends the node in it, whatever happens in between.
const around = (commands: string) => `set -euo pipefail -m\ntrap 'kill %1 %2; wait' EXIT\n${commands}`;

test('two parties do what the page says, and hold the same, proved', async ({ signal }) => {
  const ports = [await freePort(), await freePort()] as const;
  const shell = spawn('bash', ['-c', around(await script(ports))], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  });
  const [[code], stdout, stderr] = await Promise.all([once(shell, 'close'), text(shell.stdout), text(shell.stderr)]);
  expect({ code, stderr }).toMatchObject({ code: 0 });
  expect(stdout).toContain('paired with Southern Harbour');
  expect(stdout).toContain('paired with Northern Harbour');
  expect(stdout).toContain('All holds, and every key is trusted.');
  expect(await readFile(join(folder, 'north.txt'), 'utf8')).toContain(`http://127.0.0.1:${ports[0]}`);

  for (const side of ['north', 'south']) await expect.poll(() => isQuiet(join(folder, side))).toBe(true);

  // A second start is the same party, and a wrong fingerprint still pairs with nobody.
  const served = start(['serve', '--data', join(folder, 'north'), '--port', String(ports[0])]);
  try {
    const url = `http://127.0.0.1:${ports[0]}`;
    await expect
      .poll(() =>
        fetch(`${url}/health/ready`).then(
          ({ ok }) => ok,
          () => false,
        ),
      )
      .toBe(true);
    const account = await entente(['account', '--data', join(folder, 'north'), '--role', 'administrator']);
    const token = /^token +(\S+)$/m.exec(account.stdout)![1]!;
    const again = await entente(['card', '--node', url, '--token', token]);
    expect(again.stdout).toBe(await readFile(join(folder, 'north.card.json'), 'utf8'));
    const card = join(folder, 'south.card.json');
    const wrong = [
      'pair',
      '--node',
      url,
      '--token',
      token,
      '--card',
      card,
      '--fingerprint',
      '0000-0000-0000-0000-0000-0000-0000-0000',
    ];
    const refused = await entente(wrong);
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toMatch(/^entente pair: the node says: [^\n]+not the one that was compared: do not pair\n$/);
  } finally {
    served.child.kill('SIGTERM');
  }
  expect((await served.outcome).code).toBe(0);
  expect(isQuiet(join(folder, 'north'))).toBe(true);
});
