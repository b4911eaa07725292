import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mayReach, rangesOf } from '#federation/outbound/addresses.ts';
import { openOutbound, type Lookup } from '#federation/outbound/open-outbound.ts';

const nothing = rangesOf([]);
const strict = { ranges: nothing, isLoopback: false };
let server: Server;
let port: number;
const asked: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(`${request.headers.host} ${request.url}`);
    if (request.url === '/elsewhere') response.writeHead(302, { location: 'http://169.254.169.254/latest' });
    response.end('here');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

/** Names answer in turn with what is given: another each time. */
const answering =
  (...answers: readonly string[][]): Lookup =>
  (_name, _options, done) => {
    const addresses = answers.length > 1 ? (answers as string[][]).shift()! : answers[0]!;
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
const refused = expect.objectContaining({ code: 'untrusted' });

describe('An address that the node asks', () => {
  it.each([
    '10.1.2.3',
    '127.0.0.1',
    '169.254.169.254',
    '172.31.255.255',
    '192.168.0.1',
    '100.64.0.1',
    '0.0.0.0',
    '255.255.255.255',
    '224.0.0.1',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::ffff:a00:1',
    '::127.0.0.1',
    '64:ff9b::a00:1',
    '64:ff9b::169.254.169.254',
    '64:ff9b:1::1',
    '2002:7f00:1::',
    '2001:db8::1',
    '2001::1',
    'fc00::1',
    'fd12:3456::1',
    'fe80::1',
    'fe80::1%eth0',
    'fec0::1',
    'ff02::1',
    '100::1',
  ])('is not %s', (address) => {
    expect(mayReach(address, strict)).toBe(false);
  });

  it.each(['1.1.1.1', '8.8.8.8', '172.32.0.1', '2606:4700::1111', '::ffff:8.8.8.8', '64:ff9b::808:808'])(
    'may be %s',
    (address) => expect(mayReach(address, strict)).toBe(true),
  );

  it('may be in a range that was named, and on this machine where that was said', () => {
    const named = { ranges: rangesOf(['10.0.0.0/8', 'fd00::/8']), isLoopback: false };
    expect(
      ['10.9.9.9', 'fd00::1', '::ffff:10.0.0.1', '127.0.0.1', '192.168.1.1'].map((one) => mayReach(one, named)),
    ).toEqual([true, true, true, false, false]);
    expect(mayReach('::1', { ranges: nothing, isLoopback: true })).toBe(true);
    for (const wrong of ['', '10', '10.0.0.0/33', '10.0.0.0/x', 'host/8'])
      expect(() => rangesOf([wrong])).toThrow(/range/);
  });

  it.each([
    'http://127.0.0.1',
    'http://2130706433',
    'http://0x7f000001',
    'http://0177.0.0.1',
    'http://127.1',
    'http://[::1]',
    'http://[::ffff:127.0.0.1]',
    'http://[::ffff:7f00:1]',
    'http://user:secret@1.1.1.1',
    'http://user@1.1.1.1',
    'file:///etc/passwd',
    'ftp://1.1.1.1',
  ])('is refused as %s before anything is sent', async (base) => {
    const outbound = openOutbound({ allowed: strict });
    const url = base.startsWith('http') ? `${base}:${port}/` : base;
    await expect(outbound.fetch(url)).rejects.toEqual(refused);
    await outbound.close();
  });

  it.each([[['127.0.0.1']], [['::1', '127.0.0.1']], [['::ffff:127.0.0.1']], [['169.254.169.254', '10.0.0.1']]])(
    'is refused where its name leads to %s',
    async (addresses) => {
      const outbound = openOutbound({ allowed: strict, lookup: answering(addresses) });
      await expect(outbound.fetch(`http://partner.example:${port}/`)).rejects.toEqual(refused);
      await outbound.close();
    },
  );

  it('is the one that was judged, whatever the name says afterwards', async () => {
    const loopback = { ranges: rangesOf(['127.0.0.1']), isLoopback: false };
    // A second look-up would lead to the address of a cloud's secrets.
    const lookup = answering(['127.0.0.1'], ['169.254.169.254']);
    const outbound = openOutbound({ allowed: loopback, lookup });
    const answer = await outbound.fetch(`http://partner.example:${port}/first`);
    expect(await answer.text()).toBe('here');
    expect(asked.at(-1)).toBe(`partner.example:${port} /first`);
    await outbound.close();
    const rebound = openOutbound({ allowed: strict, lookup: answering(['127.0.0.1'], ['1.1.1.1']) });
    await expect(rebound.fetch(`http://partner.example:${port}/`)).rejects.toEqual(refused);
    await rebound.close();
  });

  it('sends nobody elsewhere: a redirect is an error, or shown to whoever asked to see it', async () => {
    const outbound = openOutbound({ allowed: { ranges: nothing, isLoopback: true } });
    await expect(outbound.fetch(`http://127.0.0.1:${port}/elsewhere`)).rejects.toThrow(TypeError);
    await expect(outbound.fetch(`http://127.0.0.1:${port}/elsewhere`, { redirect: 'follow' })).rejects.toThrow(
      TypeError,
    );
    const shown = await outbound.fetch(`http://127.0.0.1:${port}/elsewhere`, { redirect: 'manual' });
    expect(shown.status).toBe(302);
    await shown.body?.cancel();
    await outbound.close();
  });

  it('may be anywhere for an origin that the machine’s configuration names, and for no other port of it', async () => {
    const outbound = openOutbound({ allowed: strict, origins: [`http://127.0.0.1:${port}`] });
    expect(await (await outbound.fetch(`http://127.0.0.1:${port}/model`)).text()).toBe('here');
    await expect(outbound.fetch('http://127.0.0.1:1/')).rejects.toEqual(refused);
    await outbound.close();
  });
});
