import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fromBase64Strict, toBase64 } from '#platform';
import type { UploadList, UploadState } from '#contract/files.ts';
import { CHUNK_BYTES, chunkHash, fileRoot, LARGEST_FILE } from '#kernel/file/commitment.ts';
import { TLP_IDS } from '#kernel/policy/markings.ts';
import { sql } from '#store/db.ts';
import { expungeFile } from '#store/files.ts';
import { recordsBySeq } from '#store/records.ts';
import { sweepUploads } from '#store/uploads.ts';
import { begin, bytesOf, download, putChunk, upload } from '../support/files.ts';
import { plainSql } from '../support/plain-sql.ts';
import { closeNodes, ok, recordAt, twoNodes, type Officer, type Pair } from '../support/two-nodes.ts';

let pair: Pair;
let at: Officer;
let accord: string;

beforeAll(async () => {
  pair = await twoNodes();
  ({ atA: at, accord } = pair);
});
afterAll(closeNodes);

const rows = async (what: 'file' | 'file_chunk') => {
  const counted = plainSql(`select count(*) as count from store.${what}`);
  const row = await pair.a.running.db.transaction('node', (tx) => tx.row<{ count: number }>(counted));
  return row!.count;
};
const stateOf = async (id: string, who = at) => ok(await who.get<UploadState>(`/api/v1/files/${id}`));
const finish = (id: string, body: object, who = at) => who.post(`/api/v1/files/${id}/record`, body);
const code = async (answer: Response) => ((await answer.json()) as { code: string }).code;

describe('an upload', () => {
  const bytes = bytesOf(2 * CHUNK_BYTES + 5);
  const chunk = (n: number) => bytes.subarray(n * CHUNK_BYTES, (n + 1) * CHUNK_BYTES);

  test('takes chunks in any order and as often as they come, says which are there, and ends as one record', async () => {
    const { upload: id, salt: given } = await begin(at, {
      accord,
      size: bytes.length,
      name: 'paper.pdf',
      title: 'A paper',
    });
    const salt = fromBase64Strict(given);
    const hashes = [0, 1, 2].map((n) => chunkHash(salt, n, chunk(n)));
    for (const n of [2, 0, 0]) {
      const answer = await putChunk(at, id, n, chunk(n));
      expect([answer.status, await answer.json()]).toEqual([200, { n, hash: toBase64(hashes[n]!) }]);
    }
    expect((await stateOf(id)).chunks).toEqual([0, 2].map((n) => ({ n, hash: toBase64(hashes[n]!) })));
    const early = await finish(id, { size: bytes.length });
    expect([early.status, early.body.detail]).toEqual([409, 'chunk 1 of 3 is not there, or has another length']);
    expect((await putChunk(at, id, 1, chunk(1))).status).toBe(200);

    const root = toBase64(fileRoot({ salt, size: bytes.length }, hashes));
    expect((await finish(id, { size: bytes.length, root: given })).body.code).toBe('conflict');
    const made = ok(await finish(id, { size: bytes.length, root })) as unknown as { record: { id: string } };
    expect(made.record).toMatchObject({
      type: 'document',
      name: 'paper.pdf',
      title: 'A paper',
      size: bytes.length,
      media_type: 'application/octet-stream',
      channel: 'exchange',
      file: { salt: given, root },
    });
    expect(Buffer.compare((await download(at, made.record.id))!, bytes)).toBe(0);
    // The answer may be lost: whoever asks again is told of the same record, and changes nothing.
    expect(ok(await finish(id, { size: bytes.length }))).toMatchObject({ record: { id: made.record.id } });
    expect(await code(await putChunk(at, id, 1, chunk(0)))).toBe('conflict');
    expect(Buffer.compare((await download(at, made.record.id))!, bytes)).toBe(0);
  });

  test('is its uploader’s alone', async () => {
    const { upload: id } = await begin(at, { accord });
    const other = await pair.a.officer('secretary', accord);
    const nowhere = await other.get(`/api/v1/files/${randomUUID()}`);
    for (const answer of [await other.get(`/api/v1/files/${id}`), await finish(id, { size: 0 }, other)])
      expect([answer.status, answer.text]).toEqual([404, nowhere.text]);
    expect((await putChunk(other, id, 0, chunk(2))).status).toBe(404);
    expect(ok(await other.get<UploadList>('/api/v1/files')).uploads).toEqual([]);
    expect(ok(await at.get<UploadList>('/api/v1/files')).uploads.map((one) => one.upload)).toContain(id);
    expect((await stateOf(id)).chunks).toEqual([]);
  });

  test('measures each chunk where the size is known, and the last one where it is not', async () => {
    const known = await begin(at, { accord, size: bytes.length });
    for (const [n, body] of [
      [0, chunk(0).subarray(1)],
      [2, chunk(0)],
      [3, chunk(2)],
    ] as const)
      expect(await code(await putChunk(at, known.upload, n, body))).toBe('bad-input');
    expect((await finish(known.upload, { size: bytes.length + 1 })).body.code).toBe('bad-input');

    const unknown = await begin(at, { accord });
    for (const n of [0, 1]) expect((await putChunk(at, unknown.upload, n, chunk(2))).status).toBe(200);
    expect((await finish(unknown.upload, { size: 10 })).body.code).toBe('conflict');
    expect((await finish(unknown.upload, { size: 5 })).body.code).toBe('bad-input');
    expect((await putChunk(at, unknown.upload, 0, chunk(0))).status).toBe(200);
    expect((await finish(unknown.upload, { size: CHUNK_BYTES + 5 })).status).toBe(201);
  });

  test('refuses what is too large, before it is stored', async () => {
    expect(
      (await at.post('/api/v1/files', { accord, channel: 'exchange', name: 'a', size: LARGEST_FILE + 1 })).status,
    ).toBe(413);
    const { upload: id } = await begin(at, { accord });
    const before = await rows('file_chunk');
    expect((await putChunk(at, id, 2048, chunk(2))).status).toBe(413);
    expect((await putChunk(at, id, 0, new Uint8Array(CHUNK_BYTES + 1))).status).toBe(413);
    expect((await putChunk(at, id, 0, new Uint8Array())).status).toBe(422);
    expect((await finish(id, { size: LARGEST_FILE + 1 })).status).toBe(413);
    expect(await rows('file_chunk')).toBe(before);
  });

  test('takes bytes and nothing else, and only as they are', async () => {
    const { upload: id } = await begin(at, { accord });
    for (const headers of [
      { 'content-type': 'application/json' },
      { 'content-type': 'text/html' },
      { 'content-type': 'application/octet-stream', 'content-encoding': 'gzip' },
    ]) {
      const init = { method: 'PUT', headers, body: '{}' };
      expect((await at.ask(`/api/v1/files/${id}/chunks/0`, init)).status).toBe(415);
    }
  });

  test.each([
    ['a way up', '../../etc/passwd'],
    ['a folder', 'a/b'],
    ['a backslash', 'a\\b'],
    ['a line feed', 'a\r\nSet-Cookie: x'],
    ['U+0085', 'a\u0085b'],
    ['a right-to-left override', 'annex\u202efdp.exe'],
    ['an isolate', 'a\u2066b'],
    ['a hidden space', 'a\u200bb'],
    ['two dots', '..'],
    ['nothing', ''],
    ['white space', ' '],
    ['too much', 'a'.repeat(201)],
  ])('refuses a name with %s at once', async (_, name) => {
    const before = await rows('file');
    const answer = await at.post('/api/v1/files', { accord, channel: 'exchange', name });
    expect([answer.status, answer.body.code]).toEqual([422, 'bad-input']);
    expect(await rows('file')).toBe(before);
  });

  test('refuses at once what its record could not say', async () => {
    const stranger = await pair.a.officer('analyst', null);
    expect((await stranger.post('/api/v1/files', { accord, channel: 'exchange', name: 'a' })).status).toBe(404);
    for (const more of [
      { channel: 'charter' },
      { channel: 'nowhere' },
      { object_marking_refs: [`marking-definition--${randomUUID()}`] },
      { granular_markings: [{ marking_ref: TLP_IDS.amber, selectors: ['nothing'] }] },
      { title: '' },
      { media_type: 'text/html' },
    ])
      expect((await at.post('/api/v1/files', { accord, channel: 'exchange', name: 'a', ...more })).status).toBe(422);
  });

  test('is swept a day after it last grew; what became a record stays', async () => {
    const kept = await upload(at, chunk(2), { accord });
    const { upload: id } = await begin(at, { accord });
    await putChunk(at, id, 0, chunk(2));
    const { db } = pair.a.running;
    const sweep = (hours: number) =>
      db.transaction('node', (tx) => sweepUploads(tx, new Date(Date.now() + hours * 60 * 60 * 1000)));
    expect(await sweep(23)).toBe(0);
    expect((await stateOf(id)).chunks.length).toBe(1);
    expect(await sweep(25)).toBeGreaterThan(0);
    expect((await at.get(`/api/v1/files/${id}`)).status).toBe(404);
    expect(await download(at, kept.record.id)).toEqual(chunk(2));
  });

  test('is one of a few that a person may have open', async () => {
    const busy = await pair.a.officer('analyst', accord);
    const open = async () => (await busy.post('/api/v1/files', { accord, channel: 'exchange', name: 'a' })).status;
    for (let i = 0; i < 16; i++) expect(await open()).toBe(201);
    expect(await open()).toBe(409);
  });
});

describe('a file', () => {
  const text = (content: string) => new TextEncoder().encode(content);
  test.each([
    ['PDF', text('%PDF-1.7\n%\u00e2\n1 0 obj'), 'application/pdf'],
    [
      'PNG',
      Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1),
      'image/png',
    ],
    ['HTML', text('<!doctype html><script>alert(1)</script>'), 'application/octet-stream'],
    ['SVG', text('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), 'application/octet-stream'],
    [
      'SVG with a prologue',
      text('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'),
      'application/octet-stream',
    ],
    ['plain text', text('Only words.'), 'application/octet-stream'],
    ['nothing', new Uint8Array(), 'application/octet-stream'],
  ])('that is %s is judged by its content, whatever its name says', async (_, bytes, type) => {
    const { record } = await upload(at, bytes, { accord, name: 'holiday.jpg' });
    expect((record as Record<string, unknown>)['media_type']).toBe(type);
    const answer = await at.ask(`/api/v1/records/${record.id}/file`);
    expect(answer.headers.get('content-type')).toBe(type);
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes);
  });

  test('is served to be saved and never to be shown', async () => {
    const { record } = await upload(at, text('<script>'), { accord, name: '纪要 "2" – ضمیمہ\u200c.html' });
    const answer = await at.ask(`/api/v1/records/${record.id}/file`);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition':
        'attachment; filename="__ _2_ _ ______.html"; filename*=UTF-8\'\'%E7%BA%AA%E8%A6%81%20%222%22%20%E2%80%93%20%D8%B6%D9%85%DB%8C%D9%85%DB%81%E2%80%8C.html',
      'x-content-type-options': 'nosniff',
      'content-security-policy': 'sandbox',
      'cache-control': 'no-store',
      'content-length': '8',
    });
  });

  test('is given in ranges, so that a download goes on where it ended', async () => {
    const bytes = bytesOf(2 * CHUNK_BYTES + 5);
    const { record } = await upload(at, bytes, { accord });
    const ask = (headers: Record<string, string>) => at.ask(`/api/v1/records/${record.id}/file`, { headers });
    const etag = (await ask({ range: 'bytes=0-0' })).headers.get('etag')!;
    for (const [range, from, to] of [
      ['bytes=0-0', 0, 1],
      [`bytes=${CHUNK_BYTES - 1}-${CHUNK_BYTES}`, CHUNK_BYTES - 1, CHUNK_BYTES + 1],
      [`bytes=${CHUNK_BYTES}-`, CHUNK_BYTES, bytes.length],
      ['bytes=-7', bytes.length - 7, bytes.length],
      ['bytes=-99999999', 0, bytes.length],
      ['bytes=5-99999999', 5, bytes.length],
    ] as const) {
      const answer = await ask({ range, 'if-range': etag });
      expect([answer.status, answer.headers.get('content-range')]).toEqual([
        206,
        `bytes ${from}-${to - 1}/${bytes.length}`,
      ]);
      expect(Buffer.compare(new Uint8Array(await answer.arrayBuffer()), bytes.subarray(from, to))).toBe(0);
    }
    for (const headers of [
      { range: 'bytes=1-2,4-5' },
      { range: 'lines=1-2' },
      { range: 'bytes=5-2' },
      { range: 'bytes=0-1', 'if-range': '"other"' },
    ]) {
      const answer = await ask(headers);
      expect([answer.status, (await answer.arrayBuffer()).byteLength]).toEqual([200, bytes.length]);
    }
    for (const range of [`bytes=${bytes.length}-`, 'bytes=-0']) {
      const answer = await ask({ range });
      expect([answer.status, answer.headers.get('content-range')]).toEqual([416, `bytes */${bytes.length}`]);
    }
  });

  test('is in the access log before a byte of it leaves', async () => {
    const { record } = await upload(at, text('read me'), { accord });
    await download(at, record.id);
    const { rows: found } = await pair.a.running.db.pool.query<{ query: string; count: number }>(
      'select query, count from oversight.access where query = $1',
      [`GET /api/v1/records/${record.id}/file`],
    );
    expect(found).toEqual([{ query: `GET /api/v1/records/${record.id}/file`, count: 1 }]);
  });

  test('is for those who may read the part of the record that names it', async () => {
    const secret = text('the-eleventh-berth');
    const amber = await upload(at, secret, { accord, channel: 'secretariat' });
    const part = await upload(at, secret, {
      accord,
      object_marking_refs: [TLP_IDS.green],
      granular_markings: [{ marking_ref: TLP_IDS.amber, selectors: ['file', 'size'] }],
    });
    const readers: [string, Officer][] = [
      ['no member', await pair.a.officer('analyst', null)],
      ['another channel', await pair.a.officer('analyst', accord, { channels: ['charter'] })],
      ['a lower marking', await pair.a.officer('analyst', accord, { tlp: 'green' })],
    ];
    const absent = `document--${randomUUID()}`;
    for (const [who, reader] of readers) {
      for (const { record } of [amber, part]) {
        for (const end of ['file', 'file/hashes']) {
          const [there, nowhere] = [record.id, absent].map((id) => reader.get(`/api/v1/records/${id}/${end}`));
          expect([(await there!).status, (await there!).text], who).toEqual([404, (await nowhere!).text]);
        }
      }
    }
    const seen = await recordAt(readers[2]![1], part.record.id);
    expect(seen).toMatchObject({ file: null, withheld: 1 });
    const { db } = pair.a.running;
    for (const statement of ['select size::text from store.file', 'select hash from store.file_chunk'])
      expect(await db.transaction({ classes: [] }, (tx) => tx.rows(plainSql(statement)))).toEqual([]);
  });

  test('is no way past an upload: a record cannot claim one', async () => {
    const nothing = toBase64(new Uint8Array(32));
    const claim = { media_type: 'image/png', size: 1, file: { salt: nothing, root: nothing } };
    const answer = await at.post('/api/v1/records', {
      type: 'document',
      accord_ref: accord,
      channel: 'exchange',
      name: 'a',
      ...claim,
    });
    expect([answer.status, answer.body.detail]).toEqual([422, 'this node holds no such file: bring it by an upload']);

    const { record } = await upload(at, text('first'), { accord });
    const { modified: _, ...rest } = record as Record<string, unknown>;
    const revised = await at.post('/api/v1/records', { ...rest, type: 'document', title: 'Now with a title' });
    expect(revised.status).toBe(201);
    expect(await download(at, record.id)).toEqual(text('first'));
    for (const lie of [{ media_type: 'text/html' }, { size: 6 }])
      expect((await at.post('/api/v1/records', { ...rest, type: 'document', ...lie })).status).toBe(422);
  });

  test('is expunged with the last version that names it', async () => {
    const { record } = await upload(at, bytesOf(CHUNK_BYTES + 1), { accord });
    const { modified: _, ...rest } = record as Record<string, unknown>;
    ok(await at.post('/api/v1/records', { ...rest, type: 'document', title: 'Second version' }));
    const { db } = pair.a.running;
    const [files, chunks] = [await rows('file'), await rows('file_chunk')];
    const seqs = await db.transaction('node', (tx) =>
      tx.rows<{ seq: number }>(sql`select seq from store.record where id = ${record.id} order by seq`),
    );
    expect(seqs.length).toBe(2);
    await db.transaction('node', (tx) => expungeFile(tx, seqs[1]!.seq));
    expect([await rows('file'), await rows('file_chunk')]).toEqual([files, chunks]);
    expect(await download(at, record.id)).toBeUndefined();
    await db.transaction('node', (tx) => expungeFile(tx, seqs[0]!.seq));
    expect([await rows('file'), await rows('file_chunk')]).toEqual([files - 1, chunks - 2]);
    const [first] = await db.transaction('node', (tx) => recordsBySeq(tx, [seqs[0]!.seq]));
    expect((await at.get(`/api/v1/records/${record.id}/file?modified=${first!.modified}`)).status).toBe(404);
    expect((await recordAt(at, record.id)).file).toBeNull();
  });
});
