import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Problem } from '#contract/problem.ts';
import { Failure, type FailureCode } from '#kernel/errors.ts';
import { httpProblem, problemOf } from '#api/problem.ts';
import type { Library } from './library.ts';

// The library serves some thirty paths. A browser needs these; what is not listed is not reachable.
const SERVED = [
  { method: 'GET', url: '/api/auth/magic-link/verify' },
  { method: 'GET', url: '/api/auth/get-session' },
  { method: 'POST', url: '/api/auth/sign-out' },
] as const;

/** Set by us from the connection, so a caller cannot choose the address that the attempts are counted by. */
export const CLIENT_ADDRESS = 'x-entente-client-address';

export function mountSignIn(app: FastifyInstance, library: () => Promise<Library>, baseUrl: string): void {
  app.register(async (scope) => {
    // None of these has a body that matters: it is read and dropped, whatever type it claims to be.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, async () => undefined);
    for (const { method, url } of SERVED) {
      scope.route({
        method,
        url,
        bodyLimit: 1024,
        exposeHeadRoute: false,
        handler: async (request, reply) =>
          send(await ask(await library(), await asWebRequest(request, baseUrl)), reply),
      });
    }
  });
}

/** The library passes on what its database says; a browser is not told. */
async function ask(library: Library, request: Request): Promise<Response> {
  return library.handler(request).catch((cause: unknown) => {
    throw new Failure('unavailable', 'Signing in is not possible now.', { cause });
  });
}

async function asWebRequest(request: FastifyRequest, baseUrl: string): Promise<Request> {
  const { fromNodeHeaders } = await import('better-auth/node');
  const headers = fromNodeHeaders(request.headers);
  headers.set(CLIENT_ADDRESS, request.ip);
  for (const name of ['content-length', 'content-type', 'transfer-encoding']) headers.delete(name);
  return new Request(new URL(request.url, baseUrl), { method: request.method, headers });
}

const CODES: Readonly<Record<number, FailureCode>> = { 401: 'unauthenticated', 403: 'forbidden', 404: 'not-found' };

function refusal(status: number): Problem {
  if (status === 429) return httpProblem('too-many-requests');
  if (status >= 500) return problemOf(new Failure('unavailable', 'signing in is not possible now'));
  return problemOf(new Failure(CODES[status] ?? 'bad-input', 'signing in or out is not possible with this request'));
}

/** The library refuses in words of its own; here a refusal is a problem like any other. */
async function send(answer: Response, reply: FastifyReply): Promise<FastifyReply> {
  if (answer.status >= 400) {
    const wait = answer.headers.get('retry-after') ?? answer.headers.get('x-retry-after');
    if (wait !== null) reply.header('retry-after', wait);
    const problem = refusal(answer.status);
    return reply.code(problem.status).type('application/problem+json').send(problem);
  }
  reply.code(answer.status);
  for (const [name, value] of answer.headers) if (name !== 'set-cookie') reply.header(name, value);
  const cookies = answer.headers.getSetCookie();
  if (cookies.length > 0) reply.header('set-cookie', cookies);
  return reply.header('cache-control', 'no-store').send(Buffer.from(await answer.arrayBuffer()));
}
