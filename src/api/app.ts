import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Server as TlsServer } from 'node:tls';
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Problem } from '#contract/problem.ts';
import { Failure } from '#kernel/errors.ts';
import { parseStrict } from '#kernel/json/strict.ts';
import { corsHeaders, isPreflight } from '#api/cors.ts';
import { LIMITS, type Limits } from '#api/limits.ts';
import type { Answered } from '#api/metrics/requests.ts';
import { whoAsked } from '#api/mount-route.ts';
import { watchOperations } from '#api/openapi/mounted.ts';
import { mountPages } from '#api/pages/mount.ts';
import { httpProblem, HttpRefusal, problemOf } from '#api/problem.ts';
import {
  asFailure,
  oncePerMinute,
  refuseConnection,
  refuseExpectation,
  watchMethods,
  type MethodsAt,
} from '#api/refusals.ts';
import type { RateLimiter } from '#api/rate.ts';
import { secured } from '#api/secured.ts';
import type { TlsFiles } from '#api/tls.ts';
import { readTls, renewTls } from '#api/tls.ts';
import { mountWeb } from '#api/web.ts';
import { mountVerifyPage } from '#api/verify-page.ts';

export type AppOptions = {
  /** Folder of the built web application; without it only the API is served. */
  readonly webFolder: string;
  /** The built page that verifies dossiers; a file. */
  readonly verifyPage: string;
  readonly ready: () => Promise<boolean>;
  /** Unexpected errors; never what was asked or answered. */
  readonly report: (error: unknown, where: string) => void;
  /** Of each request, once its answer left: for counting and for the log. Never what was asked or answered. */
  readonly answered?: (answered: AnsweredRequest) => void;
  readonly limits?: Limits;
  readonly rates?: RateLimiter;
  readonly network?: {
    readonly tls?: TlsFiles | undefined;
    readonly proxies: readonly string[];
    readonly origins: readonly string[];
    /** It is reached by TLS. */
    readonly isSecure: boolean;
  };
};

export type AnsweredRequest = Answered & {
  readonly id: string;
  readonly method: string;
  /** By the id that stands for them in records of access; null for a stranger, and for a partner. */
  readonly person: string | null;
};

/** The one HTTP server of a node: strict JSON in, problem details out, the web application beside it. */
export async function createApp(options: AppOptions): Promise<FastifyInstance> {
  const { limits = LIMITS, network = { proxies: [], origins: [], isSecure: false } } = options;
  const { tls, proxies, origins, isSecure } = network;
  const times = { headersTimeout: limits.headers, connectionsCheckingInterval: limits.look };
  const settings = {
    logger: false,
    genReqId: () => randomUUID(),
    bodyLimit: 1024, // of what has no route; each route names its own
    requestTimeout: limits.request,
    connectionTimeout: limits.silence,
    keepAliveTimeout: limits.keepAlive,
    // Of whom else `X-Forwarded-*` comes, it is nothing.
    trustProxy: proxies.length > 0 ? [...proxies] : false,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 300 },
    clientErrorHandler: refuseConnection,
    frameworkErrors: (error: FastifyError, _request: FastifyRequest, reply: FastifyReply) =>
      void sendProblem(secured(reply, isSecure), asFailure(error) ?? error),
  } as const;
  const app = tls
    ? // The same server, on another wire.
      (Fastify({
        ...settings,
        https: { ...times, ...(await readTls(tls)), minVersion: 'TLSv1.2' },
      }) as unknown as FastifyInstance)
    : Fastify({ ...settings, http: times });
  if (tls) {
    const report = (line: string) => options.report(new Failure('unavailable', line), 'server');
    const end = renewTls(app.server as unknown as TlsServer, tls, { report });
    app.addHook('onClose', async () => end());
  }
  app.server.on('checkExpectation', refuseExpectation);
  app.server.maxConnections = limits.connections;
  const methodsAt = watchMethods(app);
  const operations = watchOperations(app);
  const isNews = oncePerMinute();
  app.server.on('drop', () => {
    const failure = new Failure('unavailable', `a connection is refused: ${limits.connections} are open`);
    if (isNews(failure)) options.report(failure, 'server');
  });
  readStrictJson(app);
  if (options.rates) countStrangers(app, options.rates);
  if (origins.length > 0)
    app.addHook('onRequest', async (request, reply) => {
      reply.headers(corsHeaders(request, origins) ?? {});
    });
  app.addHook('onSend', async (_request, reply, payload) => {
    secured(reply, isSecure);
    return payload;
  });
  const { answered } = options;
  if (answered)
    app.addHook('onResponse', (request, reply, done) => {
      const { config, url = 'none' } = request.routeOptions;
      answered({
        id: request.id,
        // The pattern of an address, never the address.
        operation: config?.operation?.name ?? url,
        method: request.method,
        status: reply.statusCode,
        ms: reply.elapsedTime,
        person: whoAsked(request)?.personId ?? null,
      });
      done();
    });
  app.setErrorHandler((error: FastifyError | Failure, request, reply) => {
    const failure = asFailure(error);
    // What breaks a body off is the client's end, and nothing of ours.
    const isLeft = request.raw.destroyed && !request.raw.complete;
    if (!isLeft && (!failure || (isOutage(failure) && isNews(failure))))
      options.report(failure ?? error, `${request.method} ${request.routeOptions.url ?? 'unknown route'}`);
    return sendProblem(reply, failure ?? error);
  });
  app.get('/health/live', async () => ({ status: 'live' }));
  app.get('/health/ready', async (_request, reply) => {
    const ready = await options.ready().catch(() => false);
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready' });
  });
  mountPages(app, operations, options.webFolder);
  mountVerifyPage(app, options.verifyPage);
  await serveWeb(app, options.webFolder, methodsAt);
  return app;
}

/** Those who are not known yet: by address, partners apart. Who is known is counted by name, in `route`. */
function countStrangers(app: FastifyInstance, rates: RateLimiter): void {
  app.addHook('onRequest', async (request, reply) => {
    const url = request.routeOptions.url ?? '';
    const of = url.startsWith('/federation/') ? 'partner' : url.startsWith('/api/auth/') ? 'address' : undefined;
    try {
      if (of !== undefined) reply.headers(rates.count(of, request.ip));
      return undefined;
    } catch (error) {
      return sendProblem(reply, error);
    }
  });
}

/** Not what a route itself says is unavailable. */
const isOutage = ({ code, cause }: Failure): boolean => code === 'unavailable' && cause !== undefined;

function sendProblem(reply: FastifyReply, error: unknown): FastifyReply {
  const problem = problemOf(error);
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
  if (error instanceof HttpRefusal) reply.headers(error.headers);
  return send(reply, problem);
}

const send = (reply: FastifyReply, problem: Problem): FastifyReply =>
  reply.code(problem.status).type('application/problem+json').send(problem);

function readStrictJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    try {
      refuseOtherEncoding(request.headers);
      done(null, parseStrict(new Uint8Array(body as Buffer)));
    } catch (error) {
      done(error as Error);
    }
  });
}

/** JSON is UTF-8 (RFC 8259 section 8.1), and nothing is unpacked before it is bounded. */
function refuseOtherEncoding(headers: IncomingHttpHeaders): void {
  const charsets = [...(headers['content-type'] ?? '').matchAll(/;\s*charset\s*=\s*"?([^";\s]*)/gi)];
  if (charsets.some(([, name]) => name?.toLowerCase() !== 'utf-8'))
    throw new Failure('unsupported-type', 'send JSON in UTF-8');
  if (headers['content-encoding'] !== undefined && headers['content-encoding'].toLowerCase() !== 'identity')
    throw new Failure('unsupported-type', 'send the body without a content encoding');
}

/** Addresses of the application: words and references, nothing that names a file. */
const PAGE = /^\/(?!(?:api|federation|health|assets)(?:\/|$))[A-Za-z0-9/_-]*$/;

async function serveWeb(app: FastifyInstance, folder: string, methodsAt: MethodsAt): Promise<void> {
  const page = await mountWeb(app, folder);
  app.setNotFoundHandler((request, reply) => {
    // The target may be in absolute form (RFC 9112 section 3.2.2).
    const path = request.url.split('?')[0]!.replace(/^https?:\/\/[^/]*/i, '');
    const methods = methodsAt(path);
    if (methods.length > 0 && isPreflight(request, reply))
      return reply.code(204).header('access-control-allow-methods', methods.join(', ')).send();
    if (methods.length > 0) return send(reply.header('allow', methods.join(', ')), httpProblem('method-not-allowed'));
    const isPage =
      page !== undefined &&
      (request.method === 'GET' || request.method === 'HEAD') &&
      PAGE.test(path) &&
      (request.headers.accept ?? '').includes('text/html');
    if (isPage) return page.send(reply);
    return sendProblem(reply, new Failure('not-found', 'there is nothing at this address'));
  });
}
