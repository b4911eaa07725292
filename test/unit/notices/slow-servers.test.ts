import { createServer as createHttp, type Server as HttpServer, type ServerResponse } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openWebhookCalls } from '#api/notices/call-webhook.ts';
import { sendMail } from '#api/notices/send-mail.ts';

const PATIENCE = 300;
const closing: (() => void)[] = [];
afterEach(() => closing.splice(0).forEach((close) => close()));

async function listening(server: Server | HttpServer): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    socket.on('error', () => {});
    sockets.add(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    sockets.forEach((socket) => socket.destroy());
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** One byte at a time, for as long as anybody listens. */
function drip(to: { write: (text: string) => unknown }, text: string): void {
  let at = 0;
  const timer = setInterval(() => to.write(text[at++ % text.length]!), 30);
  closing.push(() => clearInterval(timer));
}

function endless(response: ServerResponse): void {
  if (response.destroyed) return;
  if (response.write('x'.repeat(65_536))) setImmediate(endless, response);
  else response.once('drain', () => endless(response));
}

const tls = async () => {
  const [cert, key] = await Promise.all(
    ['first.crt', 'first.key'].map((name) => readFile(join(import.meta.dirname, '../../support/tls', name))),
  );
  return { cert: cert!, key: key! };
};

/** Ends well before a test does, and not before it was waited for. */
async function inTime<T>(work: Promise<T>): Promise<T> {
  const ended = await Promise.race([
    work.then((value) => ({ value })),
    new Promise<undefined>((done) => {
      setTimeout(() => done(undefined), 20_000).unref();
    }),
  ]);
  if (ended === undefined) throw new Error('it was waited for without end');
  return ended.value;
}

describe('A webhook is given up when its server', () => {
  const calls = (resolve?: Parameters<typeof openWebhookCalls>[1]) =>
    openWebhookCalls(
      { mayReach: (address) => address === '127.0.0.1', isPublic: () => false },
      resolve ?? (async () => [{ address: '127.0.0.1', family: 4 }]),
      PATIENCE,
    );
  const post = (port: number, scheme = 'http') =>
    inTime(calls().post({ url: `${scheme}://hook.example:${port}/`, headers: {}, body: '{}' }));

  it('never answers', async () => {
    await expect(post(await listening(createServer()))).rejects.toThrow();
  });

  it('sends its headers, or its body, a byte now and then', async () => {
    const headers = createServer((socket) => drip(socket, 'HTTP/1.1 200 OK\r\nx-long: aaaaaaaaaaaaaaaaaaaaaaaa'));
    await expect(post(await listening(headers))).rejects.toThrow();
    const body = createHttp((_request, response) => {
      response.writeHead(200);
      drip(response, 'a');
    });
    await expect(post(await listening(body))).rejects.toThrow();
  });

  it('shows a certificate that nobody vouches for', async () => {
    const server = createHttps(await tls(), (_request, response) => response.end());
    await expect(post(await listening(server), 'https')).rejects.toMatchObject({
      code: expect.stringMatching(/SELF_SIGNED|UNABLE_TO_VERIFY|ALTNAME/),
    });
  });

  it('has a name that nobody resolves in time', async () => {
    const out = calls(() => new Promise(() => {}));
    await expect(inTime(out.refuse('https://hook.example/'))).rejects.toMatchObject({ code: 'bad-input' });
  });

  it('ends in the middle of its answer', async () => {
    const server = createServer((socket) => {
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf'));
    });
    await expect(post(await listening(server))).rejects.toThrow();
  });
});

it('Of a webhook’s answer without end only the beginning is read, and a redirect to a private address is an answer', async () => {
  const out = openWebhookCalls(
    { mayReach: (address) => address === '127.0.0.1', isPublic: () => false },
    async () => [{ address: '127.0.0.1', family: 4 }],
    10_000,
  );
  let isEnded = false;
  const server = createHttp((request, response) => {
    if (request.url === '/away') response.writeHead(307, { location: 'http://10.0.0.1/' }).end();
    else endless(response);
    if (request.url !== '/away') response.once('close', () => (isEnded = true));
  });
  const port = await listening(server);
  const post = (path: string) =>
    inTime(out.post({ url: `http://hook.example:${port}${path}`, headers: {}, body: '{}' }));
  expect(await post('/away')).toBe(307);
  expect(await post('/')).toBe(200);
  await expect.poll(() => isEnded).toBe(true);
});

describe('A letter is put off when the mail server', () => {
  const letter = {
    to: 'officer@example.org',
    id: 'one@example.org',
    stop: 'http://localhost/',
    subject: 'Something is new',
    text: 'Look.',
    html: '<p>Look.</p>',
    language: 'en',
  } as const;
  const send = (port: number, security: 'none' | 'tls' = 'none') => {
    const server = { host: '127.0.0.1', port, security, username: null, sender: 'node@example.org' };
    return inTime(sendMail(server, null, letter, PATIENCE));
  };
  const away = { sent: false, final: false, isAway: true };

  it('never answers', async () => {
    expect(await send(await listening(createServer()))).toMatchObject(away);
  });

  it('greets without end, a byte now and then', async () => {
    expect(await send(await listening(createServer((socket) => drip(socket, '220-welcome\r\n'))))).toMatchObject(away);
  });

  it('takes the letter and says nothing of it', async () => {
    const server = createServer((socket) => {
      socket.write('220 here\r\n');
      socket.on('data', (data) => {
        const said = data.toString();
        if (/^(EHLO|MAIL|RCPT)/.test(said)) socket.write('250 yes\r\n');
        else if (said.startsWith('DATA')) socket.write('354 go on\r\n');
      });
    });
    expect(await send(await listening(server))).toMatchObject(away);
  });

  it('shows a certificate that nobody vouches for', async () => {
    const { createServer: createTls } = await import('node:tls');
    const server = createTls(await tls(), (socket) => socket.write('220 here\r\n'));
    expect(await send(await listening(server), 'tls')).toMatchObject(away);
  });
});
