import { HttpRefusal } from '#api/problem.ts';

/** So many requests in each minute. */
export type Rates = {
  /** Of one browser session; a page asks some ten times. */
  readonly session: number;
  /** Of one token: programs read in bulk. */
  readonly token: number;
  /** Of one address, before anybody is known: signing in and what is refused. */
  readonly address: number;
  /** Of one address that speaks as a partner; apart, so that neither starves the other. */
  readonly partner: number;
  /** Of one calendar link: programs look every few minutes. */
  readonly calendar: number;
};
export type RateClass = keyof Rates;

export const RATES: Rates = { session: 1_800, token: 120_000, address: 600, partner: 12_000, calendar: 30 };

const WINDOW_MS = 60_000;
/** Of all that are counted in one minute; whoever comes beyond shares one count, so memory is bounded. */
const MOST_COUNTED = 50_000;
const OTHERS = '';

export type RateHeaders = { readonly 'ratelimit-policy': string; readonly ratelimit: string };
export type RateLimiter = {
  /** Counts one request; throws 429 above the limit. */
  readonly count: (of: RateClass, who: string) => RateHeaders;
};

/** draft-ietf-httpapi-ratelimit-headers: fixed windows of a minute, in memory; each process counts what it serves. */
export function openRates(rates: Rates, monotonicMs: () => number): RateLimiter {
  let since = monotonicMs();
  const counted = new Map<string, number>();
  return {
    count: (of, who) => {
      const now = monotonicMs();
      if (now - since >= WINDOW_MS) {
        counted.clear();
        since = now - ((now - since) % WINDOW_MS);
      }
      const key = `${of} ${who}`;
      const place = counted.has(key) || counted.size < MOST_COUNTED ? key : `${of} ${OTHERS}`;
      const used = (counted.get(place) ?? 0) + 1;
      counted.set(place, used);
      const limit = rates[of];
      const seconds = Math.max(1, Math.ceil((since + WINDOW_MS - now) / 1000));
      const headers = {
        'ratelimit-policy': `"${of}";q=${limit};w=${WINDOW_MS / 1000}`,
        ratelimit: `"${of}";r=${Math.max(0, limit - used)};t=${seconds}`,
      };
      if (used > limit)
        throw new HttpRefusal('too-many-requests', `more than ${limit} requests in a minute; go on in ${seconds} s`, {
          headers: { ...headers, 'retry-after': String(seconds) },
        });
      return headers;
    },
  };
}
