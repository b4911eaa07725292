import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import Fastify from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { Failure } from '#kernel/errors.ts';
import { challengeSessions } from '#federation/messages/challenges.ts';
import { partnerClient } from '#federation/messages/client.ts';
import { registerFederation } from '#federation/messages/fastify.ts';
import type { FederationRoute } from '#federation/messages/fastify.ts';
import { signRequest } from '#federation/messages/request.ts';
import { fromUtf8, utf8 } from '#platform';
import { countingRandomness, party } from './keys.ts';

const alpha = party('alpha');
const beta = party('beta');
const gamma = party('gamma');
const stranger = party('stranger');

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

type Party = typeof alpha;
type Fetch = typeof globalThis.fetch;

/** A real server on loopback that is paired with all parties but the stranger. */
async function node(own: Party, at = 0) {
  const clock = { now: 0 };
  const seen: string[] = [];
  const reported: string[] = [];
  const app = Fastify();
  const sessions = challengeSessions({ monotonicMs: () => clock.now, randomness: countingRandomness() });
  const keys = new Map([alpha, beta, gamma].map((one) => [one.keyId, one.publicKey]));
  const routes: FederationRoute[] = [
    {
      method: 'POST',
      path: '/federation/v1/echo/:name',
      handle: async ({ partner, params, query, body }) => {
        seen.push(fromUtf8(body));
        return {
          status: 200,
          body: {
            from: partner,
            to: own.keyId,
            name: params['name'] ?? '',
            after: query['after'] ?? '',
            said: fromUtf8(body),
          },
        };
      },
    },
    {
      method: 'POST',
      path: '/federation/v1/small',
      bodyLimit: 10,
      handle: async ({ body }) => ({ status: 200, body }),
    },
    { method: 'GET', path: '/federation/v1/bytes', handle: async () => ({ status: 200, body: new Uint8Array(5000) }) },
    {
      method: 'GET',
      path: '/federation/v1/refuses',
      handle: async () =>
        Promise.reject(new Failure('not-in-force', 'The accord is suspended.', { cause: new Error('secret cause') })),
    },
    { method: 'GET', path: '/federation/v1/breaks', handle: async () => Promise.reject(new Error('password=hunter2')) },
    { method: 'GET', path: '/federation/v1/hangs', handle: async () => new Promise(() => {}) },
  ];
  registerFederation(
    app,
    {
      report: (error, where) => reported.push(`${where}: ${String(error)}`),
      keysFor: (keyId) => [keys.get(keyId) ?? []].flat(),
      ownKeyId: own.keyId,
      signFor: () => own.sign,
      sessions,
    },
    routes,
  );
  const url = await app.listen({ host: '127.0.0.1', port: at });
  closers.push(() => app.close());
  return { url, clock, seen, reported, close: () => app.close(), port: (app.server.address() as AddressInfo).port };
}

function client(baseUrl: string, own: Party, partner: Party, more: { fetch?: Fetch; ownKeyId?: string } = {}) {
  return partnerClient({
    baseUrl,
    ownKeyId: own.keyId,
    sign: own.sign,
    partnerKey: partner,
    fetch: globalThis.fetch,
    randomness: countingRandomness(),
    limits: { timeoutMs: 5_000, maxBytes: 4096 },
    ...more,
  });
}

/** A fetch that keeps what went through, and lets a test stand on the line. */
function tapped(
  change: (input: string, init: RequestInit, send: Fetch) => Promise<Response> = (input, init, send) =>
    send(input, init),
) {
  const sent: { input: string; init: RequestInit }[] = [];
  const fetch: Fetch = (target, init = {}) => {
    const input = new Request(target).url;
    sent.push({ input, init: { ...init, signal: null } });
    return change(input, init, globalThis.fetch);
  };
  return { fetch, sent, calls: () => sent.filter(({ input }) => !input.endsWith('/challenge')) };
}

const json = ({ body }: { body: Uint8Array }): unknown => JSON.parse(fromUtf8(body));
const echo = (said: string) => ({ method: 'POST', path: '/federation/v1/echo/one?after=3', body: utf8(said) }) as const;
const fails = (code: string) => expect.objectContaining({ code });

describe('Two nodes', () => {
  it('call each other, each under its own key', async () => {
    const [a, b] = [await node(alpha), await node(beta)];
    const there = await client(b.url, alpha, beta).call(echo('hello'));
    const back = await client(a.url, beta, alpha).call(echo('سلام 你好'));
    expect(json(there)).toEqual({ from: alpha.keyId, to: beta.keyId, name: 'one', after: '3', said: 'hello' });
    expect(json(back)).toMatchObject({ from: beta.keyId, to: alpha.keyId, said: 'سلام 你好' });
  });

  it('open one session for many calls at once', async () => {
    const b = await node(beta);
    const line = tapped();
    const { call } = client(b.url, alpha, beta, line);
    await Promise.all(Array.from({ length: 40 }, (_, i) => call(echo(String(i)))));
    expect(new Set(b.seen).size).toBe(40);
    expect(line.sent.length).toBe(41);
  });

  it('renew a session that has expired, once and unseen by the caller', async () => {
    const b = await node(beta);
    const line = tapped();
    const { call } = client(b.url, alpha, beta, line);
    await call(echo('one'));
    b.clock.now += 10 * 60_000;
    expect(json(await call(echo('two')))).toMatchObject({ said: 'two' });
    expect(b.seen).toEqual(['one', 'two']);
    expect(line.sent.length).toBe(5);
  });

  it('go on after one of them has restarted', async () => {
    const before = await node(beta);
    const { call } = client(before.url, alpha, beta);
    await call(echo('one'));
    await before.close();
    const after = await node(beta, before.port);
    expect(json(await call(echo('two')))).toMatchObject({ said: 'two' });
    expect(after.seen).toEqual(['two']);
  });
});

describe('A node refuses', () => {
  it('the same request a second time, and says so under its signature', async () => {
    const b = await node(beta);
    const line = tapped();
    await client(b.url, alpha, beta, line).call(echo('pay once'));
    const [original] = line.calls();
    const replayed = await fetch(original?.input ?? '', original?.init);
    expect(replayed.status).toBe(401);
    expect(replayed.headers.get('signature')).toBeTruthy();
    expect(await replayed.json()).toMatchObject({ code: 'replayed' });
    expect(b.seen).toEqual(['pay once']);
  });

  it('a request with one byte changed, in body or query', async () => {
    const b = await node(beta);
    const otherBody = tapped((input, init, send) =>
      send(input, input.includes('echo') ? { ...init, body: 'hellO' } : init),
    );
    const otherQuery = tapped((input, init, send) => send(input.replace('after=3', 'after=4'), init));
    await expect(client(b.url, alpha, beta, otherQuery).call(echo('hello'))).rejects.toThrow(fails('untrusted'));
    const answer = await client(b.url, alpha, beta, otherBody).call(echo('hello'));
    expect(answer.status).toBe(401);
    expect(json(answer)).toMatchObject({ code: 'untrusted' });
    expect(b.seen).toEqual([]);
  });

  it("a paired party that uses another paired party's identity", async () => {
    const b = await node(beta);
    await expect(client(b.url, gamma, beta, { ownKeyId: alpha.keyId }).call(echo('as alpha'))).rejects.toThrow(
      fails('untrusted'),
    );
    expect(b.seen).toEqual([]);
  });

  it("a paired party in another's session", async () => {
    const b = await node(beta);
    const line = tapped();
    await client(b.url, alpha, beta, line).call(echo('mine'));
    const [opening] = line.sent;
    const { challenge } = (await (await fetch(opening?.input ?? '', opening?.init)).json()) as { challenge: string };
    const nonce = { recipient: beta.keyId, challenge, unique: 'AAAAAAAAAAAAAAAAAAAAAA==' };
    const theirs = { method: 'POST', targetUri: `${b.url}/federation/v1/echo/one`, body: utf8('theirs') };
    const headers = await signRequest(theirs, { keyId: gamma.keyId, nonce }, gamma.sign);
    const answer = await fetch(theirs.targetUri, { method: 'POST', headers, body: 'theirs' });
    expect(await answer.json()).toMatchObject({ code: 'session-over' });
    expect(b.seen).toEqual(['mine']);
  });

  it('a request that was meant for another node and passed on', async () => {
    const [a, b] = [await node(alpha), await node(beta)];
    const { port } = b;
    // alpha plays the middle: gamma's request to alpha goes to beta under alpha's Host, so that the target still fits.
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const passOn: Fetch = async (_, init) => {
        const headers = { ...(init?.headers as Record<string, string>), host: new URL(a.url).host };
        const onward = httpRequest(
          { host: '127.0.0.1', port, path: '/federation/v1/challenge', method: 'GET', headers },
          (got) => {
            got.resume();
            resolve(got.statusCode);
          },
        );
        onward.on('error', reject).end();
        return Promise.reject(new Error('nothing comes back'));
      };
      client(a.url, gamma, alpha, { fetch: passOn })
        .call(echo('x'))
        .catch(() => {});
    });
    expect(status).toBe(401);
  });

  it('strangers with an unsigned 401 that says nothing, without reading what they send', async () => {
    const b = await node(beta);
    await expect(client(b.url, stranger, beta).call(echo('let me in'))).rejects.toThrow(fails('untrusted'));
    const bare = await fetch(`${b.url}/federation/v1/echo/one`, { method: 'POST', body: 'x' });
    const nowhere = await fetch(`${b.url}/federation/v1/nowhere`);
    for (const answer of [bare, nowhere]) {
      expect(answer.status).toBe(401);
      expect(answer.headers.get('signature')).toBeNull();
      expect(answer.headers.get('connection')).toBe('close');
      expect(await answer.json()).toEqual({
        type: 'about:blank',
        title: 'The request is not signed by a paired party.',
        status: 401,
        code: 'unauthenticated',
      });
    }
  });

  it('a body over the limit of the route, signed', async () => {
    const b = await node(beta);
    const { call } = client(b.url, alpha, beta);
    const tooLong = await call({ method: 'POST', path: '/federation/v1/small', body: utf8('12345678901') });
    expect([tooLong.status, json(tooLong)]).toEqual([413, expect.objectContaining({ code: 'too-large' })]);
    expect(await call({ method: 'POST', path: '/federation/v1/small', body: utf8('1234567890') })).toMatchObject({
      status: 200,
    });
  });

  it('what is nowhere, not in force, doubled or broken, signed and without internals', async () => {
    const b = await node(beta);
    const { call } = client(b.url, alpha, beta);
    const answers = await Promise.all(
      ['nowhere', 'refuses', 'breaks', 'bytes?a=1&a=2'].map((path) =>
        call({ method: 'GET', path: `/federation/v1/${path}` }),
      ),
    );
    expect(answers.map(json)).toEqual([
      expect.objectContaining({ status: 404, code: 'not-found' }),
      {
        type: 'about:blank',
        title: 'The request was refused.',
        status: 409,
        code: 'not-in-force',
        detail: 'The accord is suspended.',
      },
      { type: 'about:blank', title: 'The node failed.', status: 500, code: 'internal' },
      expect.objectContaining({ status: 400, code: 'bad-input', path: 'a' }),
    ]);
    expect(b.reported).toEqual(['GET /federation/v1/breaks: Error: password=hunter2']);
  });
});

describe('A client refuses', () => {
  const isCall = (input: string): boolean => !input.endsWith('/challenge');

  async function refused(change: Parameters<typeof tapped>[0], path = '/federation/v1/refuses'): Promise<unknown> {
    const b = await node(beta);
    return client(b.url, alpha, beta, tapped(change))
      .call({ method: 'GET', path })
      .then(
        () => 'accepted',
        (error: unknown) => (error instanceof Failure ? error.code : error),
      );
  }

  it('an answer that belongs to another request', async () => {
    const kept: Response[] = [];
    const b = await node(beta);
    const swapping = tapped(async (input, init, send) => {
      if (!isCall(input)) return send(input, init);
      kept.push(await send(input, init));
      return (kept.length === 2 ? kept[0] : kept[0]?.clone()) ?? Response.error();
    });
    const { call } = client(b.url, alpha, beta, swapping);
    expect(json(await call(echo('first')))).toMatchObject({ said: 'first' });
    await expect(call(echo('first'))).rejects.toThrow(fails('untrusted'));
  });

  it('an unsigned answer, one with a changed byte, and one of another key', async () => {
    const headersOf = (response: Response) => Object.fromEntries(response.headers);
    expect(await refused(async (input, init, send) => (isCall(input) ? new Response('{}') : send(input, init)))).toBe(
      'untrusted',
    );
    expect(
      await refused(async (input, init, send) => {
        const answer = await send(input, init);
        return isCall(input)
          ? new Response((await answer.text()).replace('suspended', 'Suspended'), {
              status: answer.status,
              headers: headersOf(answer),
            })
          : answer;
      }),
    ).toBe('untrusted');
    const g = await node(gamma);
    await expect(client(g.url, alpha, { ...gamma, publicKey: beta.publicKey }).call(echo('x'))).rejects.toThrow(
      fails('untrusted'),
    );
  });

  it('redirects, also signed ones, and compressed answers', async () => {
    const within =
      (more: { status?: number; headers: Record<string, string> }) =>
      async (input: string, init: RequestInit, send: Fetch) => {
        const answer = await send(input, init);
        if (!isCall(input)) return answer;
        return new Response(answer.body, {
          status: answer.status,
          ...more,
          headers: { ...Object.fromEntries(answer.headers), ...more.headers },
        });
      };
    expect(await refused(within({ status: 302, headers: { location: 'http://127.0.0.1:1/' } }))).toBe('untrusted');
    expect(await refused(within({ headers: { 'content-encoding': 'gzip' } }))).toBe('untrusted');
  });

  it('answers that are too large, announced or not', async () => {
    expect(await refused(undefined, '/federation/v1/bytes')).toBe('too-large');
    const endless = new ReadableStream<Uint8Array>({ pull: (to) => to.enqueue(new Uint8Array(1000)) });
    const headers = { 'signature-input': 'sig=()' };
    expect(
      await refused(async (input, init, send) =>
        isCall(input) ? new Response(endless, { headers }) : send(input, init),
      ),
    ).toBe('too-large');
  });

  it('answers that do not come, not in time or not to their end', async () => {
    expect(await refused(undefined, '/federation/v1/hangs')).toBe('unavailable');
    await expect(client('http://127.0.0.1:1', alpha, beta).call(echo('x'))).rejects.toThrow(fails('unavailable'));
    expect(await refused(async () => new Response('bad gateway', { status: 502 }))).toBe('unavailable');
  });

  it('a path that leaves the partner', async () => {
    const b = await node(beta);
    const { call } = client(b.url, alpha, beta);
    for (const path of ['echo', '/a#b', '@evil.example/', '0/echo']) {
      await expect(call({ method: 'GET', path })).rejects.toThrow(fails('internal'));
    }
  });
});
