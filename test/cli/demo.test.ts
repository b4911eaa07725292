import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { entente, firstLine, isQuiet, start, type Outcome, type Started } from '../support/command.ts';
import { freePort } from '../support/free-port.ts';

type Shown = {
  readonly name: string;
  readonly party: string;
  readonly url: string;
  readonly signIn: string;
  readonly fingerprint: string;
  readonly accord: string;
  readonly tokens: Record<string, string>;
};

let folder: string;
let data: string;
let ports: Record<string, string>;
let running: Started;
let nodes: Shown[];

const at = (name: string) => join(folder, name);
const demo = (...more: string[]): Started => start(['demo', '--json', '--data', data, ...more], { env: ports });
const begin = async (...more: string[]): Promise<void> => {
  running = demo(...more);
  ({ nodes } = JSON.parse(await firstLine(running)));
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'entente-demo-'));
  data = at('data');
  ports = { ENTENTE_PORT_A: String(await freePort()), ENTENTE_PORT_B: String(await freePort()) };
  await begin();
});
afterAll(async () => {
  running.child.kill('SIGTERM');
  await running.outcome;
  await rm(folder, { recursive: true, force: true });
});

function refused({ code, stdout, stderr }: Outcome, says: string): void {
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  const lines = stderr.split('\n').filter((line) => line.startsWith('entente demo:') || /^entente [a-z]+:/.test(line));
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain(says);
  expect(stderr).not.toMatch(/unexpected|\bat .*:\d+:\d+/);
}

const isFree = (port: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(Number(port), '127.0.0.1');
    socket.on('connect', () => resolve(socket.destroy() === undefined));
    socket.on('error', () => resolve(true));
  });

async function expectNothingLeft(): Promise<void> {
  expect(isQuiet(data)).toBe(true);
  for (const port of Object.values(ports)) expect(await isFree(port)).toBe(true);
}

describe('While a demonstration runs', () => {
  test('it has said who and where its nodes are', async () => {
    const [a, b] = nodes;
    expect(nodes).toHaveLength(2);
    expect(a!.accord).toBe(b!.accord);
    for (const { url, fingerprint, signIn, tokens } of nodes) {
      expect(fingerprint).toMatch(/^([0-9a-f]{4}-){7}[0-9a-f]{4}$/);
      expect(signIn).toMatch(new RegExp(`^${url}/`));
      expect(Object.keys(tokens)).toHaveLength(11);
      expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    }
  });

  test('another does not start on its folder, nor begin it anew', async () => {
    const elsewhere = { ENTENTE_PORT_A: String(await freePort()), ENTENTE_PORT_B: String(await freePort()) };
    refused(await entente(['demo', '--data', data], { env: elsewhere }), 'already running: pid');
    refused(await entente(['demo', '--data', data, '--fresh'], { env: elsewhere }), 'already running: pid');
    expect((await fetch(`${nodes[0]!.url}/health/ready`)).status).toBe(200);
  });

  test('another does not start on its ports, and leaves nothing behind', async () => {
    const other = at('other');
    refused(await entente(['demo', '--data', other], { env: ports }), `port ${ports['ENTENTE_PORT_A']} is in use`);
    expect(isQuiet(other)).toBe(true);
    refused(await entente(['serve', '--data', at('served'), '--port', ports['ENTENTE_PORT_B']!]), 'is in use');
    expect(isQuiet(at('served'))).toBe(true);
  });

  test('export and verify work on it; what the node refuses is told and no file is left', async () => {
    const [a, b] = nodes as [Shown, Shown];
    const out = at('dossier.jsonl');
    const asked = (token: string, ...more: string[]) => [
      'export',
      '--node',
      a.url,
      '--token',
      token,
      '--accord',
      a.accord,
      '-o',
      out,
      ...more,
    ];
    refused(await entente(asked('ent_none')), 'the node says: the token is not valid');
    refused(await entente(asked(a.tokens['analyst']!)), 'the node says: the role analyst does not hold exports.create');
    refused(await entente(asked(a.tokens['secretary']!, '--record', 'none')), 'the node says: there is no record none');
    expect((await readdir(folder)).filter((name) => name.startsWith('dossier'))).toEqual([]);
    expect(await entente(asked(a.tokens['secretary']!))).toEqual({ code: 0, stdout: '', stderr: `wrote ${out}\n` });
    expect((await readdir(folder)).filter((name) => name.startsWith('dossier'))).toEqual(['dossier.jsonl']);
    const trusting = ['--trust', a.fingerprint, '--trust', b.fingerprint];
    expect((await entente(['verify', out, ...trusting])).code).toBe(0);
    expect((await entente(['verify', out])).code).toBe(2);
    const bytes = await readFile(out);
    bytes[bytes.length >> 1]! ^= 1;
    await writeFile(out, bytes);
    expect((await entente(['verify', out, ...trusting])).code).toBe(1);
  });

  test('accounts of a node of one’s own are not opened on it', async () => {
    refused(await entente(['account', '--data', data, '--role', 'secretary']), 'is the folder of a demonstration');
  });
});

describe('The end of a demonstration', () => {
  test.each(['SIGINT', 'SIGHUP'] as const)(
    'by %s is clean, and the next start goes on where it was',
    async (signal) => {
      const { accord } = nodes[0]!;
      running.child.kill(signal);
      const { code, stdout } = await running.outcome;
      expect(code).toBe(0);
      expect(stdout).toMatch(/^[^\n]+\n$/);
      await expectNothingLeft();
      await begin();
      expect(nodes.map((node) => node.accord)).toEqual([accord, accord]);
    },
  );

  test('by kill -9 costs nothing that was there', async () => {
    const { accord, fingerprint, url, tokens } = nodes[0]!;
    const made = await fetch(`${url}/api/v1/records`, {
      method: 'POST',
      headers: { authorization: `Bearer ${tokens['secretary']}`, 'content-type': 'application/json' },
      body: JSON.stringify({ type: 'commitment', accord_ref: accord, title: 'Outlive a fall', kind: 'other' }),
    });
    const { record } = (await made.json()) as { record: { id: string } };
    running.child.kill('SIGKILL');
    await running.outcome;
    await begin();
    expect(nodes[0]).toMatchObject({ accord, fingerprint });
    const again = await fetch(`${nodes[0]!.url}/api/v1/records/${record.id}`, {
      headers: { authorization: `Bearer ${nodes[0]!.tokens['secretary']}` },
    });
    expect(await again.json()).toMatchObject({ record });
  });

  test('by SIGTERM is clean, also during its start', async () => {
    const { accord } = nodes[0]!;
    running.child.kill('SIGTERM');
    const { code, stdout } = await running.outcome;
    expect(code).toBe(0);
    expect(stdout).toMatch(/^[^\n]+\n$/);
    await expectNothingLeft();
    const early = demo();
    await new Promise((resolve) => early.child.stderr!.once('data', resolve));
    early.child.kill('SIGTERM');
    expect((await early.outcome).code).toBe(0);
    await expectNothingLeft();
    await begin();
    expect(nodes.map((node) => node.accord)).toEqual([accord, accord]);
  });
});

describe('--fresh', () => {
  test('begins a demonstration anew', async () => {
    const { accord } = nodes[0]!;
    running.child.kill('SIGTERM');
    await running.outcome;
    await begin('--fresh', '--empty');
    expect(nodes[0]!.accord).not.toBe(accord);
  });

  test.each([
    ['letters', ['letter.txt']],
    ['a project that has folders of the same names', ['nodes', 'postgres', 'package.json']],
    ['a node of one’s own', ['postgres', 'keys', 'party.json', 'lock']],
  ])('leaves a folder of %s as it is', async (_, names) => {
    const foreign = await mkdtemp(join(folder, 'foreign-'));
    for (const name of names)
      await (name.includes('.') ? writeFile(join(foreign, name), 'a') : mkdir(join(foreign, name)));
    refused(await entente(['demo', '--data', foreign, '--fresh'], { env: ports }), 'nothing was removed');
    expect((await readdir(foreign)).toSorted()).toEqual(names.toSorted());
  });

  test('takes no file for a folder', async () => {
    await writeFile(at('file'), 'a');
    refused(await entente(['demo', '--data', at('file'), '--fresh'], { env: ports }), 'is not a folder');
    refused(await entente(['demo', '--data', at('file')], { env: ports }), 'is not a folder');
    expect(await readFile(at('file'), 'utf8')).toBe('a');
  });

  test.runIf(process.platform === 'linux')('makes no folder in a file system of the kernel', async () => {
    refused(await entente(['demo', '--data', '/proc/x'], { env: ports }), 'no data is kept there');
  });
});
