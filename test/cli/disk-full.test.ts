import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, expect, test } from 'vitest';
import type { UploadState } from '#contract/files.ts';
import type { PartyCard } from '#contract/partners.ts';
import type { RecordView } from '#contract/records.ts';
import { fingerprint } from '#kernel/log/fingerprint.ts';
import { runningServer } from '#store/embedded/lock.ts';
import { replaceToken } from '../../src/cli/account.ts';
import { openedAccount } from '../support/open-account.ts';
import { openableAt } from '../../src/cli/openable.ts';
import { mustAsk, personAt, type Person } from '../soak/crash/person.ts';
import { servedNode } from '../soak/crash/served.ts';
import { accordBetween, commitment } from '../support/accord.ts';
import { entente, isQuiet } from '../support/command.ts';
import { freePort } from '../support/free-port.ts';
import { smallDisk } from '../support/small-disk.ts';

const disk = smallDisk(128);
const port = typeof disk === 'string' ? 0 : await freePort();
const root = typeof disk === 'string' ? '' : disk.path;
const node = servedNode({ dataDir: join(root, 'data'), port, url: `http://127.0.0.1:${port}`, name: 'north' });
afterAll(async () => {
  if (typeof disk === 'string') return;
  if (node.isRunning()) {
    node.signal('SIGTERM');
    await node.ended();
  }
  disk.remove();
});

const IS_FULL = /^entente serve: the disk( that holds \S+| of the database)? is full$/;

/** Told in one line, with nothing left alive. */
async function expectFullAtStart(): Promise<void> {
  node.said.length = 0;
  await expect(node.start()).rejects.toThrow();
  expect(await node.ended()).toBe(1);
  expect(node.said.filter((one) => !/^(PostgreSQL 18 runs on|in the background: the disk )/.test(one))).toEqual([
    expect.stringMatching(IS_FULL),
  ]);
  expect(isQuiet(node.dataDir)).toBe(true);
}

/** A secretary who writes into an accord with a partner who is never there. */
async function openOffice(): Promise<{ readonly secretary: Person; readonly token: string; readonly accord: string }> {
  const openable = await openableAt(node.dataDir);
  await openedAccount(openable, { role: 'administrator' });
  await openedAccount(openable, { role: 'secretary', accord: 'all' });
  const token = await replaceToken(openable, 'secretary');
  const administrator = personAt(port, await replaceToken(openable, 'administrator'));
  await openable.db.close();
  const secretary = personAt(port, token);
  const { card: own } = await mustAsk<{ card: PartyCard }>(administrator, 'GET', '/api/v1/card');
  const key = Buffer.from(generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }).x!, 'base64url');
  const card = { ...own, id: `identity--${randomUUID()}`, key: key.toString('base64'), url: 'http://127.0.0.1:9' };
  const compared = fingerprint(card.id, new Uint8Array(key));
  await mustAsk(administrator, 'POST', '/api/v1/partners', { card, fingerprint: compared });
  const terms = accordBetween(own.id, card.id);
  await mustAsk(secretary, 'POST', '/api/v1/records', terms);
  return { secretary, token, accord: terms.id };
}

function startWriters(secretary: Person, accord: string) {
  const answers = new Map<string, number>();
  const acknowledged: string[] = [];
  const told = new AbortController();
  const write = async (): Promise<void> => {
    while (!told.signal.aborted) {
      const record = commitment(accord, { description: 'x'.repeat(3_000) });
      const { status, body } = await secretary.ask<RecordView & { detail: string }>('POST', '/api/v1/records', record);
      const answer = status === 201 || status === 0 ? String(status) : `${status} ${body.detail}`;
      answers.set(answer, (answers.get(answer) ?? 0) + 1);
      if (status === 201) acknowledged.push(String(body.record['id']));
      else await sleep(50);
    }
  };
  const writing = [write(), write(), write()];
  return {
    answers,
    acknowledged,
    stop: async () => {
      told.abort();
      await Promise.all(writing);
    },
  };
}

/** Neither a part of one nor its key. */
function expectNoBackup(): void {
  expect(readdirSync(root).filter((name) => name !== 'ballast')).toEqual(['data']);
  expect(readdirSync(join(node.dataDir, 'backup-keys'))).toEqual([]);
}

/** Seconds of processor that a process has had. */
function processorSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

const until = (look: () => boolean): Promise<unknown> => expect.poll(look).toBe(true);

test('a full disk is told, loses nothing that was acknowledged, and is got over', async ({ skip }) => {
  if (typeof disk === 'string') {
    skip(disk);
    return;
  }
  // At the first start: before initdb, within it, and while the database is made.
  for (const bytes of [0, 2 ** 16, 42_000_000]) {
    disk.leave(bytes);
    await expectFullAtStart();
  }
  disk.empty();
  node.said.length = 0;
  await node.start();
  const { secretary, token, accord } = await openOffice();

  const writers = startWriters(secretary, accord);
  await until(() => writers.acknowledged.length > 10);
  const described = { accord, channel: 'exchange', name: 'paper.bin', size: 2 ** 20 };
  const { upload } = await mustAsk<UploadState>(secretary, 'POST', '/api/v1/files', described);
  const chunk = (): Promise<Response> =>
    fetch(`http://127.0.0.1:${port}/api/v1/files/${upload}/chunks/0`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
      body: new Uint8Array(2 ** 20).fill(7),
    });
  disk.leave(0);
  const SAYS_FULL = '503 the disk of the database is full';
  await until(() => (writers.answers.get(SAYS_FULL) ?? 0) > 10);
  const refused = await chunk();
  expect([refused.status, ((await refused.json()) as { detail: string }).detail]).toEqual([
    503,
    'the disk of the database is full',
  ]);
  const backup = ['backup', '--data', node.dataDir, '--to', join(root, 'b'), '--key-to', join(root, 'b.key')];
  expect(await entente(backup)).toEqual({ code: 1, stdout: '', stderr: 'entente backup: the disk is full\n' });
  expectNoBackup();
  const before = processorSeconds(node.pid());
  await sleep(1_000);
  expect(processorSeconds(node.pid()) - before).toBeLessThan(0.95); // it does not spin

  // The database lives: with space it goes on by itself.
  disk.empty();
  const held = writers.acknowledged.length;
  await until(() => writers.acknowledged.length > held + 10);
  expect((await chunk()).status).toBe(200);
  const other = smallDisk(1);
  if (typeof other === 'string') throw new Error(other);
  try {
    other.leave(2 ** 14); // less than the backup, which has its key by then
    const there = ['backup', '--data', node.dataDir, '--to', join(other.path, 'b'), '--key-to', join(root, 'b.key')];
    expect(await entente(there)).toEqual({ code: 1, stdout: '', stderr: 'entente backup: the disk is full\n' });
    expect(readdirSync(other.path)).toEqual(['ballast']);
  } finally {
    other.remove();
  }
  expectNoBackup();
  const lines = node.said.filter((line) => line.endsWith('the disk of the database is full'));
  expect(lines.length).toBeGreaterThan(0);
  expect(lines.length).toBeLessThan(6);

  // It dies of a journal that cannot be continued; then the ordinary start, once there is space.
  disk.leave(0);
  const { socketDir, port: at } = (await runningServer(node.dataDir))!;
  const client = new Client({ host: socketDir, port: at, user: 'postgres', database: 'entente' });
  client.on('error', () => {});
  await client.connect();
  while (node.isRunning()) {
    await client.query('select pg_switch_wal()').catch(() => {});
    await sleep(100);
  }
  expect(await node.ended()).toBe(1);
  await writers.stop();
  expect(node.said.at(-1)).toBe(`entente serve: the disk that holds ${node.dataDir} is full`);
  expect([...writers.answers.keys()].sort()).toEqual(
    expect.not.arrayContaining([expect.stringMatching(/^(?!201$|0$|503 the d)/u)]),
  );
  disk.leave(0);
  await expectFullAtStart();
  disk.empty();
  node.said.length = 0;
  await node.start();
  for (const id of writers.acknowledged)
    expect((await secretary.ask('GET', `/api/v1/records/${id}`)).status, id).toBe(200);
  expect(await entente(['doctor', '--data', node.dataDir])).toMatchObject({ code: 0 });
});
