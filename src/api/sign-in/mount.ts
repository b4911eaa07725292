import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type pg from 'pg';
import type { Problem } from '#contract/problem.ts';
import type { WaysIn } from '#contract/sign-in.ts';
import { Failure, type FailureCode } from '#kernel/errors.ts';
import { httpProblem, problemOf } from '#api/problem.ts';
import { identityProvider } from '#store/people/provider.ts';
import { noteSecondFactor } from '#store/people/session.ts';
import { hasAdministrator } from '#store/people/set-up.ts';
import { signInSettings } from '#store/people/sign-in-settings.ts';
import type { Library } from './library.ts';
import { passkeyName } from './passkey-name.ts';
import type { SignedIn } from './sign-in.ts';

// The library serves some thirty paths. A browser needs these; what is not listed is not reachable.
type Served = {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  /** Its body is JSON; of the others it is dropped. */
  readonly takesBody?: true;
  /** A browser follows it as a link: what is refused is said on the sign-in page. */
  readonly isLink?: true;
  /** A way in, or out: what the library says of session and user stays here, its token above all. */
  readonly isSilent?: true;
};

const SERVED: readonly Served[] = [
  { method: 'GET', url: '/api/auth/magic-link/verify', isLink: true },
  { method: 'POST', url: '/api/auth/sign-out' },
  { method: 'GET', url: '/api/auth/passkey/generate-authenticate-options' },
  { method: 'POST', url: '/api/auth/passkey/verify-authentication', takesBody: true, isSilent: true },
  { method: 'POST', url: '/api/auth/set-up', takesBody: true },
  { method: 'POST', url: '/api/auth/second-factor', takesBody: true },
  { method: 'POST', url: '/api/auth/provider/begin', takesBody: true },
  { method: 'GET', url: '/api/auth/provider/callback', isLink: true },
];

/** A passkey is added by whoever may act already, or must have a second factor and has none: never with the first factor of two. */
const ADDING: readonly Served[] = [
  { method: 'GET', url: '/api/auth/passkey/generate-register-options' },
  { method: 'POST', url: '/api/auth/passkey/verify-registration', takesBody: true, isSilent: true },
];

/** Set by us from the connection, so a caller cannot choose the address that the attempts are counted by. */
export const CLIENT_ADDRESS = 'x-entente-client-address';

export type Mounted = {
  readonly library: () => Promise<Library>;
  readonly pool: pg.Pool;
  readonly baseUrl: string;
  readonly sessionFor: (headers: IncomingHttpHeaders) => Promise<SignedIn | undefined>;
  readonly now: () => Date;
};

export function mountSignIn(app: FastifyInstance, mounted: Mounted): void {
  const { library, baseUrl, sessionFor, pool, now } = mounted;
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, async (_request: FastifyRequest, body: Buffer) => body);
    const serve = (served: Served, guard?: (request: FastifyRequest) => Promise<SignedIn | undefined>): void => {
      const { method, url, takesBody } = served;
      scope.route({
        method,
        url,
        bodyLimit: takesBody ? 32 * 1024 : 1024,
        exposeHeadRoute: false,
        handler: async (request, reply) => {
          const session = await guard?.(request);
          const answer = await ask(await library(), await asWebRequest(request, baseUrl, takesBody ?? false));
          // It proved its user a moment ago, in this session.
          if (session && session.standing !== 'code' && method === 'POST' && answer.ok)
            await noteSecondFactor(pool, session.sessionId, now());
          return send(answer, reply, served);
        },
      });
    };
    for (const served of SERVED) serve(served);
    for (const served of ADDING)
      serve(served, async (request) => {
        const session = await sessionFor(request.headers);
        if (!session) throw new Failure('unauthenticated', 'sign in first');
        if (session.standing === 'code') throw new Failure('forbidden', 'give your second factor first');
        return session;
      });
    scope.get('/api/auth/ways', { exposeHeadRoute: false }, async (): Promise<WaysIn> => waysIn(pool, baseUrl));
  });
}

async function waysIn(pool: pg.Pool, baseUrl: string): Promise<WaysIn> {
  const [settings, provider, isHeld] = await Promise.all([
    signInSettings(pool),
    identityProvider(pool),
    hasAdministrator(pool),
  ]);
  return {
    origin: new URL(baseUrl).origin,
    passkeys: passkeyName(baseUrl) !== undefined,
    provider: provider?.isOn ? { name: provider.name } : null,
    local: provider?.isOn ? settings.localSignIn : 'all',
    isEmpty: !isHeld,
  };
}

/** The library passes on what its database says; a browser is not told. */
async function ask(library: Library, request: Request): Promise<Response> {
  return library.handler(request).catch((cause: unknown) => {
    throw new Failure('unavailable', 'Signing in is not possible now.', { cause });
  });
}

async function asWebRequest(request: FastifyRequest, baseUrl: string, takesBody: boolean): Promise<Request> {
  const { fromNodeHeaders } = await import('better-auth/node');
  const headers = fromNodeHeaders(request.headers);
  headers.set(CLIENT_ADDRESS, request.ip);
  for (const name of ['content-length', 'content-type', 'transfer-encoding']) headers.delete(name);
  const { method, body } = request;
  const sent = takesBody && body instanceof Uint8Array ? { body: new Uint8Array(body) } : {};
  if (takesBody) headers.set('content-type', 'application/json');
  return new Request(new URL(request.url, baseUrl), { method, headers, ...sent });
}

const CODES: Readonly<Record<number, FailureCode>> = { 401: 'unauthenticated', 403: 'forbidden', 404: 'not-found' };

/** What somebody can do something about; everything else is one refusal. */
const SAID: Readonly<Record<string, string>> = {
  SESSION_NOT_FRESH: 'sign in again first: how one signs in is changed within a quarter of an hour of signing in',
  CODE_WRONG: 'this code is not right',
  CODE_USED: 'this code was used already; wait for the next one',
  SET_UP_OVER: 'this set-up link was used already, has expired, or another was made after it',
  DEACTIVATED: 'this account is switched off',
  LOCAL_OFF: 'this node lets people in by its identity provider; only accounts for emergencies sign in here',
};

function refusal(status: number, code: string): Problem {
  if (status === 429) return httpProblem('too-many-requests');
  if (status >= 500) return problemOf(new Failure('unavailable', 'signing in is not possible now'));
  const why = SAID[code] ?? 'signing in or out is not possible with this request';
  return problemOf(new Failure(CODES[status] ?? 'bad-input', why));
}

/** The library refuses in words of its own; here a refusal is a problem like any other. */
async function send(answer: Response, reply: FastifyReply, { isLink, isSilent }: Served): Promise<FastifyReply> {
  if (answer.status >= 400) {
    const wait = answer.headers.get('retry-after') ?? answer.headers.get('x-retry-after');
    if (wait !== null) reply.header('retry-after', wait);
    const code = codeIn(await answer.json().catch(() => undefined));
    if (isLink && code in SAID) return reply.redirect(`/sign-in?error=${code}`, 302);
    const problem = refusal(answer.status, code);
    return reply.code(problem.status).type('application/problem+json').send(problem);
  }
  reply.code(answer.status);
  for (const [name, value] of answer.headers)
    if (name !== 'set-cookie' && !(isSilent && name === 'content-length')) reply.header(name, value);
  const cookies = answer.headers.getSetCookie();
  if (cookies.length > 0) reply.header('set-cookie', cookies);
  reply.header('cache-control', 'no-store');
  return reply.send(isSilent ? Buffer.from('{}') : Buffer.from(await answer.arrayBuffer()));
}

function codeIn(body: unknown): string {
  const code: unknown = typeof body === 'object' && body !== null && 'code' in body ? body.code : undefined;
  return typeof code === 'string' ? code : '';
}
