import { lookup as lookUp } from 'node:dns/promises';
import { request as overHttp, type IncomingMessage } from 'node:http';
import { request as overHttps } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { Failure } from '#kernel/errors.ts';

/** Everything that is not the public Internet (RFC 6890, and what came after it), and what maps or tunnels to it. */
const NOT_PUBLIC: readonly (readonly [string, number, 'ipv4' | 'ipv6'])[] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.0.2.0', 24, 'ipv4'],
  ['192.88.99.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['198.51.100.0', 24, 'ipv4'],
  ['203.0.113.0', 24, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
  ['::', 3, 'ipv6'], // loopback, mapped and translated IPv4
  ['2001::', 23, 'ipv6'],
  ['2001:db8::', 32, 'ipv6'],
  ['2002::', 16, 'ipv6'],
  ['3fff::', 20, 'ipv6'],
  ['4000::', 2, 'ipv6'],
  ['8000::', 1, 'ipv6'],
];

export type Posting = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** What this node sends to addresses that its people named. */
export type Outbound = {
  /** Throws for an address that is not called. */
  readonly refuse: (url: string) => Promise<void>;
  /** The status; a redirect is an answer, and is not followed. */
  readonly post: (posting: Posting) => Promise<number>;
};

const TIMEOUT_MS = 10_000;
const MOST_READ = 64 * 1024;

type Address = { readonly address: string; readonly family: number };

/**
 * The address is looked up once, judged, and then called as it was judged: no name leads elsewhere in between. `allowed`: networks that
 * the administrator opened, as CIDR; only there may it be plain HTTP.
 */
export function openOutbound(
  allowed: readonly string[] = [],
  resolve: (host: string) => Promise<readonly Address[]> = (host) => lookUp(host, { all: true }),
): Outbound {
  // Apart: one list would take every IPv4 address for what maps it.
  const blocked = { ipv4: new BlockList(), ipv6: new BlockList() };
  for (const [network, prefix, family] of NOT_PUBLIC) blocked[family].addSubnet(network, prefix, family);
  const opened = new BlockList();
  for (const network of allowed) {
    const [address = '', prefix = ''] = network.split('/');
    const version = isIP(address);
    if (version === 0 || !/^\d{1,3}$/.test(prefix))
      throw new Failure('bad-input', `"${network}" is not a network such as 10.1.0.0/16`);
    opened.addSubnet(address, Number(prefix), version === 6 ? 'ipv6' : 'ipv4');
  }
  const family = ({ family: version }: Address) => (version === 6 ? 'ipv6' : 'ipv4');
  const isOpened = (one: Address): boolean => opened.check(one.address, family(one));
  const isCalled = (one: Address): boolean => isOpened(one) || !blocked[family(one)].check(one.address, family(one));

  async function judge(text: string): Promise<{ readonly url: URL; readonly address: Address }> {
    const url = URL.parse(text);
    if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.username !== '' || url.password !== '')
      throw new Failure('bad-input', 'must be an https address without a name and password', { path: '$.url' });
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const found = await resolve(host).catch((cause: unknown) => {
      throw new Failure('bad-input', 'this host is not known', { path: '$.url', cause });
    });
    const [address] = found;
    if (!address || !found.every(isCalled))
      throw new Failure('forbidden', 'this node calls no address of a private network', { path: '$.url' });
    if (url.protocol === 'http:' && !found.every(isOpened))
      throw new Failure('bad-input', 'must be an https address', { path: '$.url' });
    return { url, address };
  }

  return {
    refuse: async (url) => void (await judge(url)),
    post: async ({ url: text, headers, body }) => {
      const { url, address } = await judge(text);
      const lookup: LookupFunction = (_host, options, answer) =>
        options.all ? answer(null, [address]) : answer(null, address.address, address.family);
      const call = url.protocol === 'https:' ? overHttps : overHttp;
      return new Promise((done, fail) => {
        const request = call(
          url,
          {
            method: 'POST',
            headers,
            lookup,
            agent: false,
            signal: AbortSignal.timeout(TIMEOUT_MS),
            maxHeaderSize: 16_384,
          },
          (response) => void drained(response).then(done, fail),
        );
        request.once('error', fail);
        request.end(body);
      });
    },
  };
}

/** An answer is its status: more than some of its body is not read. */
function drained(response: IncomingMessage): Promise<number> {
  return new Promise((done, fail) => {
    let read = 0;
    const status = response.statusCode ?? 0;
    response.on('data', (chunk: Buffer) => {
      read += chunk.length;
      if (read > MOST_READ) {
        done(status);
        response.destroy();
      }
    });
    response.once('end', () => done(status));
    response.once('error', fail);
  });
}
