import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply } from 'fastify';
import { Failure } from '#kernel/errors.ts';
import { parseStrict } from '#kernel/json/strict.ts';
import { problemOf } from '#api/problem.ts';

export type AppOptions = {
  /** Folder of the built web application; without it only the API is served. */
  readonly webFolder: string;
  readonly ready: () => Promise<boolean>;
  /** Unexpected errors; never what was asked or answered. */
  readonly report: (error: unknown, where: string) => void;
};

const CSP =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

/** The one HTTP server of a node: strict JSON in, problem details out, the web application beside it. */
export async function createApp(options: AppOptions): Promise<FastifyInstance> {
  const app = Fastify({
    logger: false,
    bodyLimit: 1024 * 1024,
    requestTimeout: 30_000,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 300 },
  });
  readStrictJson(app);
  app.addHook('onSend', async (_request, reply, payload) => {
    reply.header('x-content-type-options', 'nosniff').header('referrer-policy', 'no-referrer');
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
    if (!reply.hasHeader('content-security-policy')) reply.header('content-security-policy', CSP);
    return payload;
  });
  app.setErrorHandler((error: FastifyError | Failure, request, reply) => {
    const failure = asFailure(error);
    if (!failure) options.report(error, `${request.method} ${request.routeOptions.url ?? 'unknown route'}`);
    return sendProblem(reply, failure ?? error);
  });
  app.get('/health/live', async () => ({ status: 'live' }));
  app.get('/health/ready', async (_request, reply) => {
    const ready = await options.ready().catch(() => false);
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready' });
  });
  await serveWeb(app, options.webFolder);
  return app;
}

export function sendProblem(reply: FastifyReply, error: unknown): FastifyReply {
  const problem = problemOf(error);
  return reply.code(problem.status).type('application/problem+json').send(problem);
}

function readStrictJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    try {
      done(null, parseStrict(new Uint8Array(body as Buffer)));
    } catch (error) {
      done(error as Error);
    }
  });
}

/** Fastify's own refusals in our words. */
function asFailure(error: FastifyError | Failure): Failure | undefined {
  if (error instanceof Failure) return error;
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new Failure('too-large', 'the body is larger than this route takes');
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new Failure('unsupported-type', 'send application/json');
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
      return new Failure('bad-json', 'the body is empty');
    default:
      if (error.statusCode === 429) return undefined;
      return error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500
        ? new Failure('bad-input', 'the request could not be understood', { cause: error })
        : undefined;
  }
}

async function serveWeb(app: FastifyInstance, folder: string): Promise<void> {
  const index = join(folder, 'index.html');
  const built = existsSync(index);
  if (built) {
    await app.register(fastifyStatic, {
      root: folder,
      wildcard: true,
      cacheControl: false,
      setHeaders: (reply, path) => {
        // Hashed names may be kept for ever; the page itself is asked for each time.
        reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  }
  app.setNotFoundHandler((request, reply) => {
    const isPage =
      built &&
      request.method === 'GET' &&
      !/^\/(api|federation|health)(\/|$)/.test(request.url.split('?')[0]!) &&
      (request.headers.accept ?? '').includes('text/html');
    if (isPage) return reply.header('cache-control', 'no-cache').sendFile('index.html');
    return sendProblem(reply, new Failure('not-found', 'there is nothing at this address'));
  });
}
