import type { FastifyReply, FastifyRequest } from 'fastify';

const TAKEN = 'authorization, content-type, idempotency-key, if-match, if-none-match';
const SHOWN = 'etag, location, retry-after, ratelimit, ratelimit-policy';

/**
 * Programs in pages of other sites, for origins that were named, with a token: never with cookies, since nothing here ever says
 * `access-control-allow-credentials`. Undefined: this request is none of these, and gets nothing.
 */
export function corsHeaders(
  { headers, method, url }: Pick<FastifyRequest, 'headers' | 'method' | 'url'>,
  origins: readonly string[],
): Readonly<Record<string, string>> | undefined {
  const { origin } = headers;
  if (origin === undefined || !origins.includes(origin) || !url.startsWith('/api/v1/')) return undefined;
  const isAsking = method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;
  return {
    'access-control-allow-origin': origin,
    vary: 'origin',
    'cross-origin-resource-policy': 'cross-origin',
    ...(isAsking
      ? { 'access-control-allow-headers': TAKEN, 'access-control-max-age': '600' }
      : { 'access-control-expose-headers': SHOWN }),
  };
}

/** What a browser asks before it sends a token from elsewhere. */
export const isPreflight = ({ headers, method }: FastifyRequest, reply: FastifyReply): boolean =>
  method === 'OPTIONS' &&
  headers['access-control-request-method'] !== undefined &&
  reply.hasHeader('access-control-allow-origin');
