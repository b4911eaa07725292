import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { openWebhookCalls } from '#api/notices/call-webhook.ts';
import { mayReach, rangesOf } from '#federation/outbound/addresses.ts';

const openOutbound = (allowed: readonly string[], resolve: Parameters<typeof openWebhookCalls>[1]) => {
  const none = rangesOf([]);
  const ranges = rangesOf(allowed);
  return openWebhookCalls(
    {
      mayReach: (address) => mayReach(address, { ranges, isLoopback: false }),
      isPublic: (address) => mayReach(address, { ranges: none, isLoopback: false }),
    },
    resolve,
  );
};

const at =
  (...addresses: string[]) =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));

describe('an address that somebody named', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '64:ff9b::7f00:1',
    'fc00::1',
    'fd12::1',
    'fe80::1',
    'ff02::1',
    '2002:7f00:1::',
    '2001:0:1::1',
  ])('is not called at %s', async (address) => {
    await expect(openOutbound([], at(address)).refuse('https://hook.example/')).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(openOutbound([], at('93.184.216.34', address)).refuse('https://hook.example/')).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  it('is called at a public address by https alone, without a name and password', async () => {
    const out = openOutbound([], at('93.184.216.34'));
    await expect(out.refuse('https://hook.example/')).resolves.toBeUndefined();
    for (const url of [
      'http://hook.example/',
      'ftp://hook.example/',
      'https://a:b@hook.example/',
      'file:///etc/passwd',
      'nonsense',
    ])
      await expect(out.refuse(url)).rejects.toMatchObject({ code: 'bad-input' });
    await expect(openOutbound([], at('2606:2800:220:1::1')).refuse('https://hook.example/')).resolves.toBeUndefined();
  });

  it('is called where the administrator opened a network, and nowhere beside it', async () => {
    const out = openOutbound(['10.1.0.0/16'], at('10.1.2.3'));
    await expect(out.refuse('http://hook.example/')).resolves.toBeUndefined();
    await expect(openOutbound(['10.1.0.0/16'], at('10.2.2.3')).refuse('https://h.example/')).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});

describe('a call', () => {
  const called: string[] = [];
  const server = createServer((request, response) => {
    called.push(request.url ?? '');
    if (request.url === '/away') response.writeHead(302, { location: '/inside' });
    if (request.url === '/much') response.write('x'.repeat(1_000_000));
    response.end('done');
  });
  afterAll(() => server.close());

  it('follows no redirect, reads little of an answer, and goes where the name was judged to lead', async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    let asked = 0;
    const out = openOutbound(['127.0.0.1/32'], async () => {
      asked += 1;
      // Whoever asks again is led elsewhere.
      return [{ address: asked === 1 ? '127.0.0.1' : '10.0.0.1', family: 4 }];
    });
    const post = (path: string) => out.post({ url: `http://hook.example:${port}${path}`, headers: {}, body: '{}' });
    expect(await post('/away')).toBe(302);
    expect(called).toEqual(['/away']);
    await expect(post('/')).rejects.toMatchObject({ code: 'forbidden' });
    asked = 0;
    expect(await post('/much')).toBe(200);
  });
});
