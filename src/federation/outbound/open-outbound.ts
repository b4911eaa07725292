import { lookup as systemLookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { isIP } from 'node:net';
import { Agent, fetch as undiciFetch } from 'undici';
import { Failure } from '#kernel/errors.ts';
import { mayReach, type Allowed } from './addresses.ts';

export type Lookup = (
  hostname: string,
  options: LookupOptions & { readonly all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

export type OutboundOptions = {
  readonly allowed: Allowed;
  /** Origins that the configuration of this machine names, wherever they are: the model's endpoint. */
  readonly origins?: readonly string[];
  readonly lookup?: Lookup;
};
export type Outbound = { readonly fetch: typeof globalThis.fetch; readonly close: () => Promise<void> };

const REFUSED = 'lies in a private or special range of addresses, which this node asks only if it is configured to';

/**
 * The one way by which the node itself asks another machine. A name is resolved once for a connection, and the connection goes to
 * an address that was judged then, so a name whose answer changes in between leads nowhere else. No redirect is followed, no proxy
 * of the environment is used, no password goes in an address. TLS is judged by the name, as ever.
 */
export function openOutbound({ allowed, origins = [], lookup = systemLookup }: OutboundOptions): Outbound {
  const agentFor = (judged: (address: string) => boolean): Agent =>
    new Agent({
      connect: {
        autoSelectFamily: true,
        lookup: (hostname, options, callback) => {
          lookup(hostname, { ...options, all: true }, (error, addresses) => {
            if (error) return callback(error, '', 0);
            const open = addresses.filter(({ address }) => judged(address));
            if (open.length === 0) return callback(Object.assign(refusal(hostname), NO_ERRNO), '', 0);
            // As it was asked for: one address, or all of them.
            const one = open[0]!;
            return options.all
              ? (callback as unknown as AllCallback)(null, open)
              : callback(null, one.address, one.family);
          });
        },
      },
    });
  const guarded = agentFor((address) => mayReach(address, allowed));
  const named = agentFor(() => true);

  const ask: typeof globalThis.fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const isNamed = origins.includes(url.origin);
    refuseAddress(url, isNamed ? undefined : allowed);
    const redirect = init?.redirect === 'manual' ? 'manual' : 'error';
    const asked = { ...init, redirect, dispatcher: isNamed ? named : guarded } as Parameters<typeof undiciFetch>[1];
    try {
      return await undiciFetch(url, asked);
    } catch (error) {
      throw error instanceof TypeError && error.cause instanceof Failure ? error.cause : error;
    }
  };
  return {
    fetch: ask,
    close: async () => {
      await Promise.all([guarded.destroy(), named.destroy()]);
    },
  };
}

/** As the socket takes it. */
const NO_ERRNO = { path: '' } as const;
type AllCallback = (error: null, addresses: LookupAddress[]) => void;

/** What an address says by itself. Decimal, octal and hexadecimal hosts are dotted by now: that is how a URL is read (WHATWG). */
function refuseAddress(url: URL, allowed: Allowed | undefined): void {
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new Failure('untrusted', 'an address is asked by https, or by http on this machine');
  if (url.username !== '' || url.password !== '')
    throw new Failure('untrusted', 'an address with a name or password in it is not asked');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  // A literal is not looked up.
  if (allowed && isIP(host) !== 0 && !mayReach(host, allowed)) throw refusal(host);
}

const refusal = (host: string): Failure => new Failure('untrusted', `${host.slice(0, 100)} ${REFUSED}`);
