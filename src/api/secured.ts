import type { FastifyReply } from 'fastify';

/** Nothing from elsewhere, no script or style in the page but what bears its nonce; `style` properties set by script are not styles of the page. */
const policy = (nonce?: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self'${nonce === undefined ? '' : ` 'nonce-${nonce}'`}`,
    "style-src-attr 'none'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types default',
  ].join('; ');

const STRICT = policy();
/** For one page, once. */
export const policyWith = (nonce: string): string => policy(nonce);

/** What no page of ours does; passkeys and the clipboard are for the page itself. */
const FEATURES =
  'accelerometer=(), autoplay=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=(), publickey-credentials-get=(self), publickey-credentials-create=(self), clipboard-write=(self)';
const YEAR_S = 365 * 24 * 60 * 60;

/** Every answer, also each refusal. `isSecure`: this node is reached by TLS, its own or a proxy's. */
export function secured(reply: FastifyReply, isSecure: boolean): FastifyReply {
  reply
    .header('x-content-type-options', 'nosniff')
    .header('referrer-policy', 'no-referrer')
    .header('cross-origin-opener-policy', 'same-origin')
    .header('permissions-policy', FEATURES);
  if (isSecure) reply.header('strict-transport-security', `max-age=${YEAR_S}`);
  if (!reply.hasHeader('cross-origin-resource-policy')) reply.header('cross-origin-resource-policy', 'same-origin');
  if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  if (!reply.hasHeader('content-security-policy')) reply.header('content-security-policy', STRICT);
  return reply;
}
