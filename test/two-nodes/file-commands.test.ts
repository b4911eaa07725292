import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CHUNK_BYTES } from '#kernel/file/commitment.ts';
import { sql } from '#store/db.ts';
import { attach } from '../../src/cli/attach.ts';
import type { Command } from '../../src/cli/args.ts';
import { fetchFile } from '../../src/cli/fetch-file.ts';
import { runVerify } from '../../src/cli/verify/verify.ts';
import { begin, bytesOf, putChunk, upload } from '../support/files.ts';
import { closeNodes, eventually, recordAt, twoNodes, type Officer, type Pair } from '../support/two-nodes.ts';

const bytes = bytesOf(3 * CHUNK_BYTES + 11, 9);
const chunk = (n: number) => bytes.subarray(n * CHUNK_BYTES, (n + 1) * CHUNK_BYTES);

let pair: Pair;
let folder: string;
const path = (name: string) => join(folder, name);
/** Of the record that the first test publishes. */
let id: string;

beforeAll(async () => {
  pair = await twoNodes({ pullEvery: 100 });
  folder = await mkdtemp(join(tmpdir(), 'entente-files-'));
  await writeFile(path('paper.bin'), bytes);
  await mkdir(path('a folder'));
});
afterAll(async () => {
  await closeNodes();
  await rm(folder, { recursive: true, force: true });
});

async function run(command: Command, ...args: string[]) {
  let [stdout, stderr] = ['', ''];
  const into = (take: (text: string) => void) =>
    ({ write: (text: string) => take(text) }) as unknown as NodeJS.WritableStream;
  const io = {
    stdin: Readable.from([]),
    stdout: into((text) => (stdout += text)),
    stderr: into((text) => (stderr += text)),
  };
  const said = await command.run(args, io).then(
    (exit) => ({ exit, failed: '' }),
    (error: Error) => ({ exit: 1, failed: error.message }),
  );
  return { ...said, stdout, stderr };
}
const atNode = (node: 'a' | 'b', at: Officer) => ['--node', pair[node].running.url, '--token', at.token];
const attaching = (...more: string[]) =>
  run(attach, ...atNode('a', pair.atA), '--accord', pair.accord, '--channel', 'exchange', ...more);
const fetching = (to: string, record = id) => run(fetchFile, ...atNode('b', pair.atB), '--to', to, record);

test('attach goes on with an upload that was interrupted, and sends only what is missing or other', async () => {
  const described = { accord: pair.accord, name: 'paper.bin', title: 'A paper', size: bytes.length };
  const { upload: begun } = await begin(pair.atA, described);
  await putChunk(pair.atA, begun, 0, chunk(0));
  await putChunk(pair.atA, begun, 1, bytesOf(CHUNK_BYTES, 99)); // the file was another one then
  const { exit, stdout, stderr } = await attaching('--title', 'A paper', path('paper.bin'));
  expect({ exit, stderr }).toEqual({ exit: 0, stderr: 'goes on: 2 chunks were there\n' });
  expect(stdout).toMatch(/^document--[0-9a-f-]{36}\n$/);
  id = stdout.trim();
  expect((await recordAt(pair.atA, id)).record).toMatchObject({
    name: 'paper.bin',
    title: 'A paper',
    size: bytes.length,
  });
  expect((await pair.atA.get(`/api/v1/files/${begun}`)).body).toMatchObject({
    chunks: [{ n: 0 }, { n: 1 }, { n: 2 }, { n: 3 }],
  });

  const again = await attaching(path('paper.bin'));
  expect(again).toMatchObject({ exit: 0, stderr: '' });
  expect(again.stdout.trim()).not.toBe(id);
});

test('fetch-file goes on from what is right of a partial file, and the file has its name once it is whole', async () => {
  await eventually(async () => expect((await recordAt(pair.atB, id)).file).toMatchObject({ state: 'whole' }));
  const to = path('fetched.bin');
  const changed = chunk(1).slice();
  changed[5]! ^= 1;
  await writeFile(`${to}.partial`, Buffer.concat([chunk(0), changed, chunk(2)]));
  expect(await fetching(to)).toEqual({
    exit: 0,
    failed: '',
    stdout: '',
    stderr: `goes on: 1 chunks were there\nwrote ${to}\n`,
  });
  expect(Buffer.compare(await readFile(to), bytes)).toBe(0);
  expect((await readdir(folder)).filter((name) => name.endsWith('.partial'))).toEqual([]);

  // A whole partial file with something behind it needs no byte more.
  await writeFile(`${to}.partial`, Buffer.concat([bytes, Buffer.from('more')]));
  expect(await fetching(to)).toMatchObject({ exit: 0 });
  expect(Buffer.compare(await readFile(to), bytes)).toBe(0);
});

test('an empty file is attached and fetched', async () => {
  await writeFile(path('empty'), '');
  const { stdout } = await attaching(path('empty'));
  const made = stdout.trim();
  await eventually(async () => expect((await recordAt(pair.atB, made)).file).toMatchObject({ state: 'whole' }));
  expect(await fetching(path('empty.fetched'), made)).toMatchObject({ exit: 0 });
  expect((await readFile(path('empty.fetched'))).length).toBe(0);
});

test('fetch-file believes no chunk, also not of its own node', async () => {
  const { record } = await upload(pair.atB, bytes.subarray(0, 2 * CHUNK_BYTES), { accord: pair.accord });
  await pair.b.running.db.transaction('node', (tx) =>
    tx.run(sql`
      update store.file_chunk set body = overlay(body placing '\\x00'::bytea from 100 for 1) where n = 1
        and file = (select l.file from store.record_file l join store.record r on r.seq = l.record where r.id = ${record.id})`),
  );
  const { failed } = await fetching(path('bad.bin'), record.id);
  expect(failed).toBe('chunk 1 of 2 is not the one that the record commits to');
  expect(await readdir(folder)).not.toContain('bad.bin');
  expect(Buffer.compare(await readFile(path('bad.bin.partial')), chunk(0))).toBe(0);
});

test('what cannot be done is said in a sentence', async () => {
  await symlink(path('paper.bin'), path('link.partial'));
  expect((await attaching(path('none'))).failed).toMatch(/^cannot read .*none \(ENOENT\)$/);
  expect((await attaching(path('a folder'))).failed).toMatch(/is not a file$/);
  expect((await attaching()).failed).toMatch(/^exactly one stands beside the options; usage: entente attach/);
  expect((await fetching(path('a folder'))).failed).toMatch(/is a folder; name a file$/);
  expect((await fetching(path('link'))).failed).toMatch(/^cannot write .*link\.partial \(ELOOP\)$/);
  expect((await fetching(path('x'), pair.accord)).failed).toBe('this record names no file, or withholds it');
  expect((await fetching(path('x'), 'document--none')).failed).toBe('the node says: there is no such record');
});

test('verify compares a file on the disk with its record in the dossier', async () => {
  const dossier = path('dossier.jsonl');
  const answer = await pair.atA.post<string>('/api/v1/exports', {
    accord: pair.accord,
    records: [id],
    purpose: 'proof',
  });
  await writeFile(dossier, answer.text);
  const verify = async (...args: string[]) => {
    let said = '';
    const into = { write: (text: string) => (said += text) };
    return { exit: await runVerify([dossier, ...args], { stdout: into, stderr: into }), said };
  };
  const trust = ['--trust', pair.a.running.fingerprint, pair.b.running.fingerprint];
  const { modified } = (await recordAt(pair.atA, id)).record as { modified: string };
  const good = await verify(...trust, '--file', path('paper.bin'));
  expect(good.exit).toBe(0);
  expect(good.said).toContain(`\nfile ${path('paper.bin')}: whole and unchanged, ${id}, version ${modified}\n`);
  expect((await verify(`--file=${path('paper.bin')}`)).exit).toBe(2);

  const changed = bytes.slice();
  changed[bytes.length - 1]! ^= 1;
  for (const [name, content] of [
    ['changed', changed],
    ['shorter', bytes.subarray(1)],
    ['longer', Buffer.concat([bytes, Buffer.of(0)])],
  ] as const) {
    await writeFile(path(name), content);
    const { exit, said } = await verify(...trust, '--file', path('paper.bin'), '--file', path(name));
    expect([exit, said]).toEqual([
      1,
      expect.stringContaining(`FAILS wrong-file: ${path(name)} is not the file of any document`),
    ]);
  }
  expect(await verify(...trust, '--file', path('none'))).toEqual({
    exit: 1,
    said: `verify: cannot read ${path('none')} (ENOENT)\n`,
  });
  expect((await verify(...trust, '--file')).said).toBe('verify: --file names a file\n');
});
