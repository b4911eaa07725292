import { fromNodeHeaders } from 'better-auth/node';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Failure } from '#kernel/errors.ts';
import { CLIENT_ADDRESS, type Library } from './library.ts';

// The library serves some thirty paths. A browser needs these; what is not listed is not reachable.
const SERVED = [
  { method: 'GET', url: '/api/auth/magic-link/verify' },
  { method: 'GET', url: '/api/auth/get-session' },
  { method: 'POST', url: '/api/auth/sign-out' },
] as const;

export function mountSignIn(app: FastifyInstance, library: Library, baseUrl: string): void {
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
        handler: async (request, reply) => send(await ask(library, asWebRequest(request, baseUrl)), reply),
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

function asWebRequest(request: FastifyRequest, baseUrl: string): Request {
  const headers = fromNodeHeaders(request.headers);
  headers.set(CLIENT_ADDRESS, request.ip);
  for (const name of ['content-length', 'content-type', 'transfer-encoding']) headers.delete(name);
  return new Request(new URL(request.url, baseUrl), { method: request.method, headers });
}

async function send(answer: Response, reply: FastifyReply): Promise<FastifyReply> {
  reply.code(answer.status);
  for (const [name, value] of answer.headers) if (name !== 'set-cookie') reply.header(name, value);
  const cookies = answer.headers.getSetCookie();
  if (cookies.length > 0) reply.header('set-cookie', cookies);
  return reply.header('cache-control', 'no-store').send(Buffer.from(await answer.arrayBuffer()));
}
