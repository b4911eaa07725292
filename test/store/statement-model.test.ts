import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ModelAnswer, ModelCard } from '#contract/statement-model.ts';
import type { SourceText } from '#contract/statements.ts';
import { modelSettings } from '#modules/statements/model/settings.ts';
import { sql } from '#store/db.ts';
import { labels, saying, startFakeModel, type FakeModel } from '../support/fake-model.ts';
import { column, docxOf, paragraph, pdfOf } from '../support/source-files.ts';
import { closeNodes, testNode, type Officer, type TestNode } from '../support/two-nodes.ts';

const PATH = '/api/v1/statements/model';
const text = 'The two sides agreed to establish a hotline.';
let endpoint: FakeModel;
let node: TestNode;
let secretary: Officer;
let administrator: Officer;

beforeAll(async () => {
  endpoint = await startFakeModel(() =>
    saying(
      labels({
        events: [
          { quote: 'hotline', date: null, place: null },
          { quote: 'summit', date: null, place: null },
        ],
      }),
    ),
  );
  const model = modelSettings({
    url: endpoint.url,
    name: 'fake',
    key: undefined,
    seconds: undefined,
    ceiling: undefined,
  });
  node = await testNode({ name: 'Northern Harbour', ...(model ? { model } : {}) });
  secretary = await node.officer('secretary', '*');
  administrator = await node.officer('administrator', null);
});
afterAll(async () => {
  await closeNodes();
  await endpoint.close();
});

const put = async (officer: Officer, on: boolean) =>
  officer.ask(PATH, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ on }) });

describe('A model that the administrator named', () => {
  it('proposes to an officer, and the access log says who sent which text where', async () => {
    const { status, body } = await secretary.post<ModelAnswer>(PATH, { text, marking: 'clear' });
    expect(status).toBe(200);
    expect(body.model).toMatchObject({ proposals: { events: [{ name: 'hotline' }] }, dropped: { 'not-in-text': 1 } });
    expect(body.rules.commitments).toHaveLength(1);
    const rows = await node.running.db.transaction('node', (tx) =>
      tx.rows<{ query: string; disclosed_to: string; count: number }>(
        sql`select query, disclosed_to, count from oversight.access where purpose = 'proposals of a model'`,
      ),
    );
    expect(rows).toEqual([{ query: `POST ${PATH} TLP:CLEAR`, disclosed_to: new URL(endpoint.url).host, count: 1 }]);
  });

  it('gets no text above its ceiling, and none without a marking', async () => {
    const before = endpoint.asked.length;
    expect(await secretary.post(PATH, { text, marking: 'amber' })).toMatchObject({
      status: 403,
      body: { code: 'forbidden' },
    });
    expect(await secretary.post(PATH, { text })).toMatchObject({ status: 422 });
    expect(endpoint.asked).toHaveLength(before);
  });

  it('is switched off by the administrator alone, at once', async () => {
    expect((await put(secretary, false)).status).toBe(403);
    expect((await put(administrator, false)).status).toBe(200);
    expect(await secretary.post(PATH, { text, marking: 'clear' })).toMatchObject({ status: 503 });
    const oversight = await node.officer('oversight', null);
    expect((await oversight.get<ModelCard>(PATH)).body).toMatchObject({
      state: 'off',
      counts: { asked: 1, keptBack: 1 },
    });
    expect((await put(administrator, true)).status).toBe(200);
    expect((await secretary.post(PATH, { text, marking: 'clear' })).status).toBe(200);
    expect(node.said.join('\n')).not.toContain('hotline');
  });
});

describe('A file of a statement', () => {
  const send = async (bytes: Uint8Array, headers: Record<string, string> = {}) => {
    const answer = await secretary.ask('/api/v1/statements/text?name=statement', {
      method: 'POST',
      headers,
      body: new Uint8Array(bytes),
    });
    return { status: answer.status, body: (await answer.json()) as SourceText };
  };

  it.each([
    ['docx', docxOf(paragraph(text)), 'application/octet-stream'],
    ['pdf', pdfOf([column([text])]), 'application/json'],
    ['html', new TextEncoder().encode(`<!doctype html><p>${text}`), 'text/plain'],
    ['text', new TextEncoder().encode(text), 'image/png'],
  ])('is read as the %s that it is, whatever it is called', async (type, bytes, called) => {
    const { status, body } = await send(bytes, { 'content-type': called });
    expect({ status, type: body.type, text: body.text }).toEqual({ status: 200, type, text });
    expect(body.sha256).toMatch(/^[0-9a-f]{64}$/u);
  });

  it('is refused while as many are sent as the node holds at one time, and taken after', async () => {
    const status = async () => (await send(new TextEncoder().encode(text))).status;
    // More than are held, since one of ours may come between them; anew each time, since a slow one is cut off after a while.
    const statusBesideSlow = async () => {
      const slow = Array.from({ length: 8 }, () => {
        const socket = connect(node.port, '127.0.0.1').on('error', () => {});
        socket.write(
          `POST /api/v1/statements/text HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${secretary.token}\r\nContent-Length: 20000000\r\n\r\nThe`,
        );
        return socket;
      });
      await sleep(100);
      return status().finally(() => slow.forEach((socket) => socket.destroy()));
    };
    await expect.poll(statusBesideSlow).toBe(503);
    await expect.poll(status).toBe(200);
  });

  it('is refused in words if it is no such thing, or too large', async () => {
    expect(await send(Uint8Array.of(1, 0, 2))).toMatchObject({ status: 415 });
    expect(await send(new Uint8Array(0), { 'content-type': 'text/plain' })).toMatchObject({ status: 422 });
    expect(await send(new Uint8Array(20 * 1024 * 1024 + 1))).toMatchObject({ status: 413 });
    expect(await send(new TextEncoder().encode(text), { 'content-encoding': 'gzip' })).toMatchObject({ status: 415 });
  });
});
