import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { entente, ententeHere, firstLine, isQuiet, start, type Started } from '../support/command.ts';
import { freePort } from '../support/free-port.ts';

const folder = await mkdtemp(join(tmpdir(), 'entente-backups-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
const at = (name: string) => join(folder, name);

async function served(data: string, port: number): Promise<Started> {
  const node = start(['serve', '--data', at(data), '--port', String(port), '--party', 'Northern Harbour']);
  await firstLine(node);
  return node;
}

async function ended({ child, outcome }: Started): Promise<string> {
  child.kill('SIGTERM');
  const { code, stderr } = await outcome;
  expect(code).toBe(0);
  return stderr;
}

async function card(data: string, port: number): Promise<string> {
  const account = await entente(['account', '--data', at(data), '--role', 'administrator']);
  const token = /^token +(\S+)$/m.exec(account.stdout)![1]!;
  return (await entente(['card', '--node', `http://127.0.0.1:${port}`, '--token', token])).stdout;
}

test('a node is backed up while it runs and while it does not, and put back as the same party', async () => {
  const port = await freePort();
  const node = await served('data', port);
  const own = await card('data', port);
  const running = await entente(['backup', '--data', at('data'), '--to', at('b1'), '--key-to', at('b1.key')]);
  expect(running).toMatchObject({ code: 0 });
  expect(running.stdout).toMatch(/^backup (\S+): \d+ rows, \d+ bytes\n$/);
  expect(running.stderr).toBe(
    `its key is in ${at('b1.key')}: keep it apart from the backup, and destroy it when the backup is due\n`,
  );
  expect((await stat(at('b1'))).mode & 0o777).toBe(0o600);
  expect(await entente(['doctor', '--data', at('data')])).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^nothing is wrong: \d+ rules hold\n$/),
  });
  expect(await ended(node)).not.toContain('restored');

  const stopped = await entente(['backup', '--data', at('data'), '--to', at('b2')]);
  expect(stopped).toMatchObject({ code: 0 });
  expect(isQuiet(at('data'))).toBe(true);
  const id = /^backup (\S+):/.exec(stopped.stdout)![1]!;
  expect(await readFile(join(at('data'), 'backup-keys', `${id}.key`), 'utf8')).toContain(id);

  const back = await entente(['restore', '--from', at('b1'), '--key', at('b1.key'), '--data', at('again')]);
  expect(back).toMatchObject({ code: 0 });
  expect(back.stdout).toMatch(/^restored \S+ of \S+: \d+ rows\n$/);
  expect((await stat(at('again'))).mode & 0o777).toBe(0o700);
  expect(isQuiet(at('again'))).toBe(true);
  await rm(at('data'), { recursive: true });
  const unstarted = await entente(['doctor', '--data', at('again')]);
  expect(unstarted).toMatchObject({ code: 1, stderr: '' });
  expect(unstarted.stdout).toBe(
    'instance: instance: the file is not there; start the node: it takes itself for restored\n',
  );

  const restored = await served('again', port);
  expect(await card('again', port)).toBe(own);
  const report = await entente(['restore', '--data', at('again'), '--report']);
  expect(report).toMatchObject({ code: 0, stderr: '' });
  expect(report.stdout).toMatch(
    /^this node was restored from the backup \S+ of \S+\ninternal records, accounts and tokens of after/,
  );
  expect(await entente(['restore', '--data', at('again'), '--give-up', 'Nobody'])).toMatchObject({
    code: 1,
    stderr: 'entente restore: there is no such partner; give its id or its name\n',
  });
  expect(await ended(restored)).toContain('this node was restored');

  const forgotten = await entente(['backup', '--data', at('again'), '--to', at('b3')]);
  const last = /^backup (\S+):/.exec(forgotten.stdout)![1]!;
  expect(await entente(['backup', '--data', at('again'), '--forget', last])).toMatchObject({
    code: 0,
    stdout: `the key of ${last} is destroyed; only a copy kept elsewhere opens that backup\n`,
  });
  expect(await readdir(join(at('again'), 'backup-keys'))).toEqual([]);
});

test('what cannot be done is said in one line, and leaves nothing', async () => {
  const refuses = async (args: readonly string[], says: string): Promise<void> => {
    const { code, stdout, stderr } = await ententeHere(args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^entente \w+: [^\n]+\n$/);
    expect(stderr).toContain(says);
  };
  const restore = (file: string, ...more: string[]) => ['restore', '--from', file, '--data', at('new'), ...more];
  await refuses(['backup', '--data', at('none'), '--to', at('x')], 'is not the folder of a node');
  await refuses(['backup', '--data', at('again'), '--to', at('x'), '--plain'], 'readable by anybody: say --plain');
  await refuses(['backup', '--data', at('again'), '--to', at('b1')], 'is there already');
  await refuses(['backup', '--data', at('again'), '--to', join(at('again'), 'x')], 'is in the data folder');
  await refuses(restore(at('b1'), '--key', at('b1.key'), '--data', at('again')), 'is there already');
  await refuses(restore(at('b1')), 'give its --key');
  await refuses(restore(at('b1.key')), 'this is not a backup');
  await refuses(restore(at('nowhere')), 'cannot read');
  const bytes = await readFile(at('b1'));
  await writeFile(at('cut'), bytes.subarray(0, -20));
  await refuses(
    restore(at('cut'), '--key', at('b1.key')),
    'this key does not open this backup, or its beginning was changed',
  );
  const newer = bytes.toString('latin1').replace('"0001_store.sql"', '"0001_store.sql","9999_later.sql"');
  await writeFile(at('newer'), newer, 'latin1');
  await refuses(restore(at('newer'), '--key', at('b1.key')), 'made by a newer version (9999_later.sql)');
  expect((await readdir(folder)).filter((name) => name.startsWith('new.') || name === 'new' || name === 'x')).toEqual(
    [],
  );
});
