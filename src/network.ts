import { Failure } from '#kernel/errors.ts';
import { rangesOf } from '#federation/outbound/addresses.ts';

/** How a node meets the network (docs/operate/network.md). Nothing is believed or opened that is not named. */
export type NetworkSettings = {
  /** The address that it listens at. */
  readonly host: string;
  /** Files, read again when they change. */
  readonly tls: { readonly cert: string; readonly key: string } | undefined;
  /** Addresses of reverse proxies: `X-Forwarded-*` is believed from these alone. */
  readonly proxies: readonly string[];
  /** Origins of other sites whose programs may call with a token. */
  readonly origins: readonly string[];
  /** Private ranges that the node may ask. */
  readonly reach: readonly string[];
};

export const LOOPBACK_ONLY: NetworkSettings = {
  host: '127.0.0.1',
  tls: undefined,
  proxies: [],
  origins: [],
  reach: [],
};

type Told = Readonly<Record<'host' | 'cert' | 'key' | 'proxies' | 'origins' | 'reach', string | undefined>>;

export const isLoopbackHost = (host: string): boolean => /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/.test(host);

/** What would put sessions and records on a wire as they are is refused at the start. */
export function networkSettings({ host = '127.0.0.1', cert, key, ...lists }: Told): NetworkSettings {
  const [proxies, origins, reach] = [lists.proxies, lists.origins, lists.reach].map(listOf) as [
    string[],
    string[],
    string[],
  ];
  if ((cert === undefined) !== (key === undefined))
    throw new Failure('bad-input', 'ENTENTE_TLS_CERT and ENTENTE_TLS_KEY are two files that go together');
  rangesOf([...proxies, ...reach]);
  for (const origin of origins)
    if (URL.parse(origin)?.origin !== origin || !/^https?:/.test(origin))
      throw new Failure(
        'bad-input',
        `ENTENTE_CORS_ORIGINS are origins such as https://tool.example, not "${origin.slice(0, 100)}"`,
      );
  if (!/^[A-Za-z0-9.:-]{1,253}$/.test(host))
    throw new Failure('bad-input', 'ENTENTE_LISTEN is an address such as 0.0.0.0');
  const tls = cert === undefined || key === undefined ? undefined : { cert, key };
  if (!isLoopbackHost(host) && tls === undefined && proxies.length === 0)
    throw new Failure(
      'bad-input',
      `listening at ${host} without TLS would put sessions on the wire as they are: give ENTENTE_TLS_CERT and ENTENTE_TLS_KEY, or name the proxy before this node in ENTENTE_TRUSTED_PROXIES`,
    );
  return { host, tls, proxies, origins, reach };
}

const listOf = (text: string | undefined): string[] =>
  (text ?? '').split(',').flatMap((one) => (one.trim() === '' ? [] : [one.trim()]));
