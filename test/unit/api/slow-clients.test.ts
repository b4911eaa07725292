import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '#api/app.ts';
import { LIMITS, type Limits } from '#api/limits.ts';
import { openCursors } from '#api/cursor.ts';
import { openRates, RATES } from '#api/rate.ts';
import type { Caller } from '#api/caller.ts';
import { route } from '#api/route.ts';
import { CHUNK_BYTES } from '#kernel/file/commitment.ts';
import { registerFederation } from '#federation/messages/fastify.ts';
import { challengeSessions } from '#federation/messages/challenges.ts';
import { countingRandomness, party } from '../messages/keys.ts';

const SHORT: Limits = { headers: 300, request: 900, silence: 1_500, keepAlive: 300, look: 50, connections: 50 };
const own = party('alpha');
const got: number[] = [];
const reported: string[] = [];
const caller: Caller = {
  personId: 'a',
  name: 'a',
  role: 'secretary',
  unit: 'a',
  locale: 'en',
  officerNumber: 'a',
  token: null,
  linkBy: null,
  session: null,
  permissions: ['records.write'],
  rights: { seats: [], clearance: { tlp: 'amber', handling: [] }, compartments: [], cases: [] },
  known: () => undefined,
  classes: [],
  seen: [],
  waitsFor: new Map(),
};

const app = await createApp({
  webFolder: 'nowhere',
  verifyPage: 'nowhere',
  ready: async () => true,
  report: (error, where) => reported.push(`${where}: ${String(error)}`),
  limits: SHORT,
});
const taking = route<Uint8Array>({
  method: 'PUT',
  path: '/api/v1/chunk',
  permission: 'records.write',
  limit: CHUNK_BYTES,
  takesBytes: true,
  handle: async ({ body }) => {
    got.push(body.length);
    return { status: 200, body: {} };
  },
});
taking.mount(app, {
  callerOf: async () => caller,
  access: { keep: async () => {}, keepWithin: async () => ({ sure: () => {}, drop: () => {} }) },
  now: () => new Date(),
  cursors: openCursors('of this test'),
  rates: openRates(RATES, () => 0),
});
registerFederation(
  app,
  {
    keysFor: async () => [],
    ownKeyId: own.keyId,
    signFor: async () => async (bytes) => own.sign(bytes),
    sessions: challengeSessions({ monotonicMs: () => 0, randomness: countingRandomness() }),
  },
  [],
);
let port = 0;
beforeAll(async () => {
  port = Number(new URL(await app.listen({ port: 0, host: '127.0.0.1' })).port);
});
afterAll(() => app.close());

type Ended = { readonly said: string; readonly after: number };

/** What a connection hears that goes on `sending` until it is closed, and when that was. */
async function heard(sending: (socket: Socket) => Promise<void>): Promise<Ended> {
  const began = performance.now();
  const socket = connect(port, '127.0.0.1');
  let said = '';
  socket.on('error', () => {});
  socket.on('data', (piece: Buffer) => (said += piece.toString('latin1')));
  const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()));
  await once(socket, 'connect');
  await Promise.race([closed, sending(socket).then(() => closed)]);
  return { said, after: performance.now() - began };
}

const drip = async (socket: Socket, piece: string | Uint8Array, pause = 10): Promise<void> => {
  while (!socket.destroyed && socket.writable) {
    socket.write(piece);
    await sleep(pause);
  }
};

const PUT = 'PUT /api/v1/chunk HTTP/1.1\r\nHost: a\r\nContent-Type: application/octet-stream\r\n';
/** As the machine may be busy. */
const SLACK = 20_000;

describe('a client that', () => {
  // Beside each other, as they come: all but two of them only wait.
  test.concurrent.each<[string, (socket: Socket) => Promise<void>, number, RegExp]>([
    ['says nothing', async () => {}, SHORT.headers, /^HTTP\/1\.1 408 |^$/],
    [
      'never ends its header fields',
      async (socket) => {
        socket.write('GET /health/live HTTP/1.1\r\nHost: a\r\n');
        await drip(socket, 'X-A: b\r\n');
      },
      SHORT.headers,
      /^HTTP\/1\.1 408 [^]*"code":"timeout"/,
    ],
    [
      'drips its body byte by byte',
      async (socket) => {
        socket.write(`${PUT}Content-Length: 100000\r\n\r\n`);
        await drip(socket, 'x');
      },
      SHORT.request,
      /^HTTP\/1\.1 408 [^]*"code":"timeout"/,
    ],
    [
      'announces a body and does not send it',
      async (socket) => void socket.write(`${PUT}Content-Length: 100000\r\n\r\n`),
      SHORT.request,
      /^HTTP\/1\.1 408 /,
    ],
    [
      'sends a chunked body without end, slowly',
      async (socket) => {
        socket.write(`${PUT}Transfer-Encoding: chunked\r\n\r\n`);
        await drip(socket, '1\r\nx\r\n');
      },
      SHORT.request,
      /^HTTP\/1\.1 408 /,
    ],
    [
      'sends a chunked body without end, fast',
      async (socket) => {
        socket.write(`${PUT}Transfer-Encoding: chunked\r\n\r\n`);
        await drip(socket, `${CHUNK_BYTES.toString(16)}\r\n${'x'.repeat(CHUNK_BYTES)}\r\n`, 1);
      },
      0,
      /^HTTP\/1\.1 413 |^$/, // or the connection is reset before it is read
    ],
    [
      'drips a body to an address that is not there',
      async (socket) => {
        socket.write(
          'POST /none HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n',
        );
        await drip(socket, ' ');
      },
      SHORT.request,
      /^HTTP\/1\.1 4/,
    ],
    [
      'drips a body to the partners’ side without a signature',
      async (socket) => {
        socket.write('POST /federation/v1/wake HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n');
        await drip(socket, 'x');
      },
      0,
      /^HTTP\/1\.1 40[013] [^]*connection: close/i,
    ],
    [
      'asks once and then keeps its connection',
      async (socket) => void socket.write('GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n'),
      0,
      /^HTTP\/1\.1 200 /,
    ],
  ])('%s is ended in time', async (_, sending, least, says) => {
    const { said, after } = await heard(sending);
    expect(said).toMatch(says);
    expect(after).toBeGreaterThanOrEqual(least);
    expect(after).toBeLessThan(SHORT.silence + SLACK);
    expect(got).toEqual([]);
  });
});

test('a slow and honest line brings a whole chunk', async () => {
  const { said } = await heard(async (socket) => {
    socket.write(`${PUT}Connection: close\r\nContent-Length: ${CHUNK_BYTES}\r\n\r\n`);
    for (let sent = 0; sent < CHUNK_BYTES; sent += CHUNK_BYTES / 8) {
      socket.write(new Uint8Array(CHUNK_BYTES / 8));
      await sleep(20);
    }
  });
  expect(said).toMatch(/^HTTP\/1\.1 200 /);
  expect(got).toEqual([CHUNK_BYTES]);
  // With the limits that are served by: 1 MiB at 72 kbit/s.
  expect(CHUNK_BYTES / (LIMITS.request / 1_000)).toBeLessThan(72_000 / 8);
});

test('hundreds of idle connections are refused beyond the limit, told once, and are gone soon', async () => {
  const sockets = Array.from({ length: 300 }, () => connect(port, '127.0.0.1').on('error', () => {}));
  const closed = sockets.map((socket) => text(socket).catch(() => ''));
  await expect.poll(() => reported.length).toBeGreaterThan(0);
  // Nothing above was an outage of ours.
  expect(await new Promise<number>((resolve) => app.server.getConnections((_, n) => resolve(n)))).toBeLessThanOrEqual(
    50,
  );
  expect(reported).toEqual([expect.stringMatching(/^server: .*a connection is refused: 50 are open$/)]);
  await Promise.all(closed);
  expect((await fetch(`http://127.0.0.1:${port}/health/live`)).status).toBe(200);
  for (const socket of sockets) socket.destroy();
});
