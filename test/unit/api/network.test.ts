import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { get as overHttps } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type Server as TlsServer } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp, type AppOptions } from '#api/app.ts';
import { openRates } from '#api/rate.ts';
import { renewTls } from '#api/tls.ts';
import { LOOPBACK_ONLY, networkSettings } from '../../../src/network.ts';
import { raw } from '../../support/raw-http.ts';

const TLS = join(import.meta.dirname, '../../support/tls');
const none = {
  cert: undefined,
  key: undefined,
  proxies: undefined,
  origins: undefined,
  reach: undefined,
  host: undefined,
};
const closing: (() => Promise<unknown>)[] = [];
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'entente-tls-'));
});
afterAll(async () => {
  for (const close of closing) await close();
  await rm(folder, { recursive: true });
});

async function served(network: Partial<NonNullable<AppOptions['network']>>) {
  const said: string[] = [];
  const app = await createApp({
    webFolder: 'nowhere',
    verifyPage: 'nowhere',
    ready: async () => true,
    report: (error) => said.push(String(error)),
    rates: openRates({ session: 9, token: 9, address: 2, partner: 9, calendar: 9 }, () => 0),
    network: { proxies: [], origins: [], isSecure: false, ...network },
  });
  app.get('/api/auth/who', (request, reply) =>
    reply.send({ ip: request.ip, protocol: request.protocol, host: request.host }),
  );
  app.get('/api/v1/thing', (_request, reply) => reply.send({}));
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  closing.push(() => app.close());
  return { app, url, said };
}

describe('Where a node listens', () => {
  it('is this machine, unless another address is named', () => {
    expect(networkSettings(none)).toEqual(LOOPBACK_ONLY);
    for (const host of ['127.0.0.1', '127.8.8.8', 'localhost', '::1'])
      expect(networkSettings({ ...none, host }).host).toBe(host);
  });

  it.each(['0.0.0.0', '::', '192.168.1.5', 'node.example'])('is not %s without TLS or a named proxy', (host) => {
    expect(() => networkSettings({ ...none, host })).toThrow(/without TLS.*ENTENTE_TLS_CERT.*ENTENTE_TRUSTED_PROXIES/);
    expect(networkSettings({ ...none, host, cert: 'a', key: 'b' }).tls).toEqual({ cert: 'a', key: 'b' });
    expect(networkSettings({ ...none, host, proxies: '10.0.0.1' }).proxies).toEqual(['10.0.0.1']);
  });

  it('is refused with settings that say half of it, or what they cannot mean', () => {
    for (const wrong of [
      { cert: 'a' },
      { key: 'a' },
      { proxies: 'everyone' },
      { proxies: '0.0.0.0/99' },
      { reach: 'intranet' },
      { origins: '*' },
      { origins: 'https://tool.example/path' },
      { origins: 'tool.example' },
      { host: 'a b' },
    ])
      expect(() => networkSettings({ ...none, ...wrong }), JSON.stringify(wrong)).toThrow(/ENTENTE_|range/);
  });
});

describe('What a proxy says of its caller', () => {
  const said = {
    'x-forwarded-for': '203.0.113.9',
    'x-forwarded-proto': 'https',
    'x-forwarded-host': 'elsewhere.example',
  };

  it('is nothing by default, also for the count of requests', async () => {
    const { url } = await served({});
    const { text } = await raw(url, { path: '/api/auth/who', headers: said });
    expect(JSON.parse(text)).toEqual({
      ip: '127.0.0.1',
      protocol: 'http',
      host: expect.not.stringContaining('elsewhere'),
    });
    await raw(url, { path: '/api/auth/who', headers: { ...said, 'x-forwarded-for': '203.0.113.10' } });
    const third = await raw(url, { path: '/api/auth/who', headers: { ...said, 'x-forwarded-for': '203.0.113.11' } });
    expect([third.status, third.headers['retry-after']]).toEqual([429, '60']);
  });

  it('is believed from an address that was named, and from no other', async () => {
    const trusted = await served({ proxies: ['127.0.0.1'] });
    const { text } = await raw(trusted.url, { path: '/api/auth/who', headers: said });
    expect(JSON.parse(text)).toMatchObject({ ip: '203.0.113.9', protocol: 'https' });
    const other = await served({ proxies: ['10.0.0.0/8'] });
    expect(JSON.parse((await raw(other.url, { path: '/api/auth/who', headers: said })).text)).toMatchObject({
      ip: '127.0.0.1',
    });
  });
});

describe('Pages of other sites', () => {
  const asking = { origin: 'https://tool.example', 'access-control-request-method': 'GET' };

  it('may call nothing by default', async () => {
    const { url } = await served({});
    const asked = await raw(url, { method: 'OPTIONS', path: '/api/v1/thing', headers: asking });
    expect([asked.status, asked.headers['access-control-allow-origin']]).toEqual([405, undefined]);
    const answer = await raw(url, { path: '/api/v1/thing', headers: asking });
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    expect(answer.headers['cross-origin-resource-policy']).toBe('same-origin');
  });

  it('may call with a token where their origin was named, and never with cookies', async () => {
    const { url } = await served({ origins: ['https://tool.example'] });
    const asked = await raw(url, { method: 'OPTIONS', path: '/api/v1/thing', headers: asking });
    expect(asked.status).toBe(204);
    expect(asked.headers).toMatchObject({
      'access-control-allow-origin': 'https://tool.example',
      'access-control-allow-headers': expect.stringContaining('authorization'),
      vary: 'origin',
    });
    expect(asked.headers['access-control-allow-credentials']).toBeUndefined();
    for (const origin of ['https://tool.example.evil.example', 'http://tool.example', 'null', '*']) {
      const other = await raw(url, { path: '/api/v1/thing', headers: { origin } });
      expect(other.headers['access-control-allow-origin'], origin).toBeUndefined();
    }
    const auth = await raw(url, { path: '/api/auth/who', headers: asking });
    expect(auth.headers['access-control-allow-origin']).toBeUndefined();
  });
});

describe('TLS', () => {
  const certAt = (port: number): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false }, () => {
        const { subject } = socket.getPeerCertificate();
        socket.destroy();
        resolve(String(subject?.CN));
      });
      socket.on('error', reject);
    });

  it('is served of two files, with HSTS, and takes a renewed certificate without a restart; a broken one is told', async () => {
    const files = { cert: join(folder, 'tls.crt'), key: join(folder, 'tls.key') };
    const use = async (name: string) => {
      await copyFile(join(TLS, `${name}.crt`), files.cert);
      await copyFile(join(TLS, `${name}.key`), files.key);
    };
    await use('first');
    const { app, url } = await served({ tls: files, isSecure: true });
    const port = Number(new URL(url).port);
    expect(url).toMatch(/^https:/);
    const hsts = await new Promise((resolve, reject) => {
      overHttps(`${url}/health/live`, { rejectUnauthorized: false, agent: false }, (answer) => {
        answer.resume();
        resolve(answer.headers['strict-transport-security']);
      }).on('error', reject);
    });
    expect(hsts).toBe('max-age=31536000');
    expect(await certAt(port)).toBe('first.example');

    const told: string[] = [];
    const end = renewTls(app.server as unknown as TlsServer, files, { report: (line) => told.push(line), every: 20 });
    await new Promise((resolve) => setTimeout(resolve, 60));
    await use('second');
    await expect.poll(() => certAt(port)).toBe('second.example');
    await writeFile(files.cert, 'half a certif');
    await expect.poll(() => told.at(-1)).toMatch(/not taken/);
    expect(await certAt(port)).toBe('second.example');
    end();
  });

  it('is not begun with files that do not go together', async () => {
    const tls = { cert: join(TLS, 'first.crt'), key: join(TLS, 'second.key') };
    await expect(served({ tls })).rejects.toThrow('cannot be used together');
  });
});
