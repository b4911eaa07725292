import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { partnerClient } from '../../../src/federation/messages/client.ts';

// What a paired partner may answer without a true signature: it is bounded before anything is verified.
const MIB = 2 ** 20;

type Served = { readonly sent: () => number; readonly closed: Promise<unknown> };

async function answeredBy(
  answer: (response: ServerResponse) => void,
  options: { fetch?: typeof globalThis.fetch; timeoutMs?: number } = {},
): Promise<{ error: unknown; ms: number; served: Served }> {
  const closing = Promise.withResolvers<void>();
  let sent = 0;
  const server = createServer((request, response) => {
    request.socket.on('close', () => {
      sent = request.socket.bytesWritten;
      closing.resolve();
    });
    response.on('error', () => {});
    answer(response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = partnerClient({
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ownKeyId: 'identity--00000000-0000-4000-8000-000000000001',
    sign: () => new Uint8Array(64),
    partnerKey: { keyId: 'identity--00000000-0000-4000-8000-000000000002', publicKey: new Uint8Array(32) },
    fetch: options.fetch ?? fetch,
    randomness: (size) => new Uint8Array(size),
    limits: { timeoutMs: options.timeoutMs ?? 500, maxBytes: MIB },
  });
  const began = performance.now();
  const error = await client.call({ method: 'GET', path: '/federation/v1/feeds' }).catch((cause: unknown) => cause);
  const ms = performance.now() - began;
  server.close();
  return { error, ms, served: { sent: () => sent, closed: closing.promise } };
}

const SIGNED = { 'signature-input': 'sig=()', signature: 'sig=:AA==:' };

function drip(response: ServerResponse): void {
  response.writeHead(200, SIGNED);
  const timer = setInterval(() => response.write('x'), 5);
  response.on('close', () => clearInterval(timer));
}

function pour(response: ServerResponse): void {
  response.writeHead(200, SIGNED);
  const more = (): void => {
    while (!response.destroyed && response.write(Buffer.alloc(65_536))) {
      // until the socket is full
    }
  };
  response.on('drain', more);
  more();
}

test('a body that drips is bounded in time as a whole, and the connection ends', async () => {
  const { error, ms, served } = await answeredBy(drip);
  expect(error).toMatchObject({ code: 'unavailable' });
  expect(ms).toBeLessThan(15_000);
  await served.closed;
});

test('so it is where the transport does not heed the signal', async () => {
  const deaf: typeof fetch = async (input, init) => fetch(input, { ...init, signal: null });
  const { error, served } = await answeredBy(drip, { fetch: deaf });
  expect(error).toMatchObject({ code: 'unavailable' });
  await served.closed;
});

test('an answer whose head never comes is bounded too', async () => {
  const { error, served } = await answeredBy(() => {});
  expect(error).toMatchObject({ code: 'unavailable' });
  await served.closed;
});

test('an endless body is bounded in bytes', async () => {
  const { error, served } = await answeredBy(pour, { timeoutMs: 15_000 });
  expect(error).toMatchObject({ code: 'too-large' });
  await served.closed;
  expect(served.sent()).toBeLessThan(64 * MIB);
});

test('a length that is claimed too large is not waited for', async () => {
  const claim = (response: ServerResponse): void => {
    response.writeHead(200, { ...SIGNED, 'content-length': 2 ** 40 });
    response.flushHeaders();
  };
  expect((await answeredBy(claim, { timeoutMs: 15_000 })).error).toMatchObject({ code: 'too-large' });
});

test.each(['gzip', 'br', 'deflate', 'identity'])(
  'a body encoded as %s is refused by its head, and not inflated',
  async (encoding) => {
    const bomb = gzipSync(Buffer.alloc(64 * MIB));
    const before = process.memoryUsage().arrayBuffers;
    const { error } = await answeredBy(
      (response) => response.writeHead(200, { ...SIGNED, 'content-encoding': encoding }).end(bomb),
      { timeoutMs: 15_000 },
    );
    expect(error).toMatchObject({ code: 'untrusted', message: expect.stringContaining('compressed') });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(32 * MIB);
  },
);
