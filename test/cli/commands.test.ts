import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { entente, ententeHere, start } from '../support/command.ts';
import { freePort } from '../support/free-port.ts';

const COMMANDS = [
  'demo',
  'serve',
  'account',
  'sign-in-link',
  'identity-provider',
  'card',
  'pair',
  'attach',
  'fetch-file',
  'read',
  'export',
  'backup',
  'restore',
  'doctor',
  'recall',
  'purge',
  'verify',
];
const FINGERPRINT = '0000-0000-0000-0000-0000-0000-0000-0000';
const ACCORD = 'accord--00000000-0000-4000-8000-000000000001';
const TOKEN = 'ent_00000000000000000000000000000000000000000b06ae4e';

let folder: string;
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'entente-commands-'));
  await mkdir(at('a folder'));
  const files: Record<string, string | Uint8Array> = {
    empty: '',
    blank: ' \n\t\n',
    huge: Buffer.alloc(50 * 1024 * 1024, 'Both sides agreed. '),
    binary: Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919 + (i >> 3)) % 256),
    nul: 'Both sides\0 agreed to meet.',
    latin1: Buffer.from('caf\xe9', 'latin1'),
    utf16: Buffer.from('Both sides agreed.', 'utf16le'),
    text: 'Both sides agreed to meet every year.\n',
    'card.json': '{"v":1}',
    'escape.json': '{"v":"\\u001b[2J"}',
  };
  for (const [name, content] of Object.entries(files)) await writeFile(at(name), content);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** One line on standard error that begins so, nothing on standard output, nothing that a terminal obeys, no stack. */
async function refuses(args: readonly string[], says: RegExp | string, code = 1): Promise<void> {
  const outcome = await ententeHere(args);
  expect(outcome, args.join(' ')).toMatchObject({ code, stdout: '' });
  expect(outcome.stderr).toMatch(/^[^\n]+\n$/);
  expect(outcome.stderr.replace('\n', '')).not.toMatch(/\p{Cc}|unexpected:|\bat .*:\d+:\d+/u);
  if (typeof says === 'string') expect(outcome.stderr).toContain(says);
  else expect(outcome.stderr).toMatch(says);
}

describe('Help', () => {
  test('lists all commands, by three ways', async () => {
    const [asked, short, none] = await Promise.all([entente(['--help']), entente(['-h']), entente([])]);
    expect(asked).toMatchObject({ code: 0, stderr: '' });
    for (const name of COMMANDS) expect(asked.stdout).toMatch(new RegExp(`^ {2}${name} +\\S`, 'm'));
    expect([short, none]).toEqual([asked, asked]);
  });

  test.each(COMMANDS)('%s says how it is used, without doing anything', async (name) => {
    const outcome = await ententeHere([name, '--help']);
    expect(outcome).toMatchObject({ code: 0, stderr: '' });
    expect(outcome.stdout).toMatch(new RegExp(`^usage: entente ${name}\\b`));
    expect(await ententeHere([name, '--data', at('none'), '-h'])).toEqual(outcome);
    expect(await readdir(folder)).not.toContain('none');
  });
});

describe('What is not known', () => {
  test('ends the program with 1, told on standard error as within it', async () => {
    for (const args of [['verfy'], ['\u001b[31mred\u0007'], ['serve', '--no-such-option'], ['verify', at('missing')]])
      expect(await entente(args)).toEqual(await ententeHere(args));
    expect((await entente(['verify', at('text')])).code).toBe(1);
  });

  test.each([['verfy'], ['constructor'], ['__proto__'], [''], ['\u001b[31mred\u0007'], ['a\nb'], ['x'.repeat(5000)]])(
    'no command: %j',
    async (name) => refuses([name], /^entente: there is no command ".{0,40}"; see entente --help\n$/u),
  );

  test.each(COMMANDS)('%s refuses an option that it does not have', async (name) => {
    const { code, stdout, stderr } = await ententeHere([name, '--no-such-option']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^[^\n]+\n$/);
  });

  test.each(['demo', 'serve', 'account', 'card', 'pair', 'export'])(
    '%s refuses what stands beside the options',
    (name) => refuses([name, 'stray'], `'stray'`),
  );

  test.each([
    [['serve'], '--data is missing'],
    [['serve', '--data', ''], '--data is missing'],
    [['serve', '--data', 'x'], '--port is missing'],
    [['serve', '--data', 'x', '--port', '0'], '--port must be a port from 1 to 65535'],
    [['serve', '--data', 'x', '--port', '65536'], '--port must be a port from 1 to 65535'],
    [['serve', '--data', 'x', '--port', '1e3'], '--port must be a port from 1 to 65535'],
    [['serve', '--data', 'x', '--port', '4100', '--url', 'node.example'], '--url is an address'],
    [['serve', '--data', 'x', '--port', '4100', '--url', 'https://node.example/a?b'], '--url is an address'],
    [['serve', '--data', 'x', '--port', '4100', '--party', ''], '--party is a name'],
    [['serve', '--data', 'x', '--port', '4100', '--party', 'a\nb'], '--party is a name'],
    [['account'], '--role is missing'],
    [['account', '--role', 'king'], 'there is no role "king"; roles: liaison-officer'],
    [['account', '--role', 'secretary'], '--data is missing'],
    [['account', '--role', 'secretary', '--data', 'x', '--accord', 'all-of-them'], '--accord is the id of an accord'],
    [['account', '--role', 'secretary', '--data', '/nowhere'], 'no node is running from /nowhere'],
    [['demo', '--example', '../secrets'], 'there is no example'],
    [['export'], '-o is missing'],
    [['card'], '--node is missing'],
    [['pair'], '--card is missing'],
    [['recall'], '--node is missing'],
    [['purge'], '--data is missing'],
    [['purge', '--data', '/nowhere'], '/nowhere is not the folder of a node'],
  ])('%j is refused', (args, says) => refuses(args, says));

  test('ports and databases of the environment are looked at as strictly', async () => {
    const demo = await entente(['demo'], { env: { ENTENTE_PORT_A: '4100; rm -rf' } });
    expect(demo).toMatchObject({
      code: 1,
      stdout: '',
      stderr: 'entente demo: ENTENTE_PORT_A must be a port from 1 to 65535, not "4100; rm -rf"\n',
    });
    const data = at('outside');
    for (const [env, says] of [
      [{ DATABASE_URL: 'localhost/entente' }, 'DATABASE_URL is not of the form'],
      [{ DATABASE_URL: 'postgres://a@localhost/b' }, 'give DATABASE_OWNER_URL too'],
      [
        { DATABASE_URL: 'postgres://a@localhost/b', DATABASE_OWNER_URL: 'mysql://a@localhost/b' },
        'DATABASE_OWNER_URL is not of the form',
      ],
      [{ DATABASE_URL: 'postgres://localhost/b', DATABASE_OWNER_URL: 'postgres://localhost/b' }, 'names no role'],
    ] as const) {
      const outcome = await entente(['serve', '--data', data, '--port', '4100'], { env });
      expect(outcome).toMatchObject({ code: 1, stdout: '' });
      expect(outcome.stderr).toContain(says);
    }
  });
});

describe('read', () => {
  test.each([
    ['empty', 'the text is empty'],
    ['blank', 'the text is empty'],
    ['huge', 'characters'],
    ['binary', 'this is not a text'],
    ['nul', 'this is not a text: it has NUL bytes'],
    ['latin1', 'this is not UTF-8 text'],
    ['utf16', 'this is not'],
    ['a folder', 'is a folder'],
    ['missing', 'there is no file'],
  ])('refuses %s', (name, says) => refuses(['read', at(name), '--json'], says));

  test('refuses no file, two files, and a device', async () => {
    await refuses(['read'], 'name one file');
    await refuses(['read', at('text'), at('text')], 'name one file');
    await refuses(['read', '/dev/null'], 'not a regular file');
  });

  test('reads a file and the standard input alike, in one line of JSON', async () => {
    const [file, input] = await Promise.all([
      entente(['read', at('text'), '--json']),
      entente(['read', '-', '--json'], { input: 'Both sides agreed to meet every year.\n' }),
    ]);
    expect(file).toEqual(input);
    expect(file).toMatchObject({ code: 0, stderr: '' });
    expect(file.stdout).toMatch(/^\{[^\n]+\}\n$/);
    expect(JSON.parse(file.stdout).commitments).toHaveLength(1);
  });

  test('does not mind a reader that has seen enough', async () => {
    const { child, outcome } = start(['read', at('text')]);
    child.stdout!.destroy();
    expect((await outcome.catch(() => ({ stderr: '' }))).stderr).toBe('');
  });
});

describe('verify', () => {
  test.each([
    ['empty'],
    ['blank'],
    ['huge'],
    ['binary'],
    ['nul'],
    ['latin1'],
    ['utf16'],
    ['text'],
    ['card.json'],
    ['escape.json'],
  ])('finds that %s is no dossier', async (name) => {
    const outcome = await ententeHere(['verify', at(name), '--trust', FINGERPRINT]);
    expect(outcome).toMatchObject({ code: 1, stderr: '' });
    expect(outcome.stdout).toMatch(/^FAILS [a-z-]+: /m);
    expect(outcome.stdout.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
    const asJson = await ententeHere(['verify', at(name), '--json']);
    expect(asJson).toMatchObject({ code: 1, stderr: '' });
    expect(JSON.parse(asJson.stdout)).toMatchObject({ exit: 1, faults: [expect.anything()] });
  });

  test('refuses a folder, a missing file, no file, and what is no fingerprint', async () => {
    await refuses(['verify', at('a folder')], 'cannot read');
    await refuses(['verify', at('missing')], 'cannot read');
    await refuses(['verify'], 'which file?');
    await refuses(['verify', at('text'), '--trust', 'everybody'], 'is not a fingerprint');
    await refuses(['verify', at('text'), at('text'), '--file', at('text')], '--file goes with one dossier');
  });
});

describe('A command that asks a node', () => {
  let other: Server;
  let elsewhere: string;
  beforeAll(async () => {
    // Not a node: pages for all, a redirection, and an answer that is nearly right.
    other = createServer((request, response) => {
      if (request.headers.authorization?.endsWith('away'))
        response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end();
      else if (request.headers.authorization?.endsWith('teapot')) response.writeHead(418).end('<p>\u001b[2J');
      else response.end('<!doctype html>\u001b[2J');
    });
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    elsewhere = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
  });
  afterAll(() => other.close());

  const asking: [string, string[]][] = [
    ['card', []],
    ['pair', ['--card', 'card.json', '--fingerprint', FINGERPRINT]],
    ['export', ['--accord', ACCORD, '-o', 'dossier']],
    ['recall', ['--record', ACCORD, '--code', 'error']],
  ];
  const inFolder = (args: string[]) => args.map((arg) => (['card.json', 'dossier'].includes(arg) ? at(arg) : arg));

  test.each(asking)('%s says when none answers, or something else does', async (name, rest) => {
    const dead = `http://127.0.0.1:${await freePort()}`;
    const asked = (node: string, token: string) => [name, '--node', node, '--token', token, ...inFolder(rest)];
    await refuses(asked(dead, TOKEN), `the node at ${dead} does not answer`);
    await refuses(asked(elsewhere, TOKEN), /is not a node/);
    await refuses(asked(elsewhere, 'away'), `no node answers at ${elsewhere}: status 302`);
    await refuses(asked(elsewhere, 'teapot'), `no node answers at ${elsewhere}: status 418`);
    await refuses(asked('localhost:4100', TOKEN), 'is not the address of a node');
    await refuses(asked('file:///etc/passwd', TOKEN), 'is not the address of a node');
    await refuses(asked(dead, 'a\nb'), 'a token has neither spaces');
    await refuses(asked(dead, 'ключ'), 'a token has neither spaces');
    expect((await readdir(folder)).filter((file) => file.startsWith('dossier'))).toEqual([]);
  });

  test('export needs a place to write to before it asks', async () => {
    const asked = (out: string) => ['export', '--node', elsewhere, '--token', TOKEN, '--accord', ACCORD, '-o', out];
    await refuses(asked(at('a folder')), 'is a folder; name a file');
    await refuses(asked(at('no/such/folder/dossier')), 'cannot write');
    await refuses(asked('/proc/none/dossier'), 'cannot write');
    expect(await readdir(at('a folder'))).toEqual([]);
  });

  test.each(['empty', 'huge', 'binary', 'nul', 'a folder', 'missing'])('pair does not take %s for a card', (name) =>
    refuses(
      ['pair', '--node', elsewhere, '--token', TOKEN, '--card', at(name), '--fingerprint', FINGERPRINT],
      name === 'missing' ? 'there is no file' : 'is not a party card',
    ),
  );
});
