import { STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { ConnectionError, FastifyError, FastifyInstance } from 'fastify';
import { Failure } from '#kernel/errors.ts';
import { outageOf } from '#store/db.ts';
import { httpProblem } from '#api/problem.ts';

/** What the framework refuses by itself, in our words; undefined for what nobody expected. */
export function asFailure(error: FastifyError | Failure): Failure | undefined {
  if (error instanceof Failure) return error;
  const outage = outageOf(error);
  if (outage) return outage;
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new Failure('too-large', 'the body is larger than this route takes');
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new Failure('unsupported-type', 'this route does not take this media type');
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
      return new Failure('bad-json', 'the body is empty');
    case 'FST_ERR_BAD_URL':
      return new Failure('bad-encoding', 'the address is not percent-encoded UTF-8');
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return new Failure('not-found', 'there is nothing at this address');
    default:
      return error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500
        ? new Failure('bad-input', 'the request could not be understood', { cause: error })
        : undefined;
  }
}

/** Whether it is to be told to the administrator: every request meets an outage, and once a minute is enough. */
export function oncePerMinute(): (failure: Failure) => boolean {
  const told = new Map<string, number>();
  return ({ message }) => {
    const now = performance.now();
    const isNews = now - (told.get(message) ?? Number.NEGATIVE_INFINITY) >= 60_000;
    if (isNews) told.set(message, now);
    return isNews;
  };
}

/** Bytes that are not HTTP, or too many before the body: there is no request to answer, only a connection to end. */
export function refuseConnection(error: ConnectionError, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const code =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? 'head-too-large'
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? 'timeout'
        : 'not-http';
  const problem = httpProblem(code);
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    'content-type: application/problem+json',
    `content-length: ${Buffer.byteLength(body)}`,
    'cache-control: no-store',
    'x-content-type-options: nosniff',
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

/** An `Expect` that is not `100-continue`: the server itself would answer it without a word. */
export function refuseExpectation(_request: IncomingMessage, response: ServerResponse): void {
  const problem = httpProblem('expectation-failed');
  const headers = { 'content-type': 'application/problem+json', 'cache-control': 'no-store', connection: 'close' };
  response.writeHead(problem.status, { ...headers, 'x-content-type-options': 'nosniff' }).end(JSON.stringify(problem));
}

/** The methods of the routes that an address fits; empty where nothing is. */
export type MethodsAt = (path: string) => readonly string[];

/** Watches what is mounted from here on, so that a wrong method is told from a wrong address (RFC 9110 section 15.5.6). */
export function watchMethods(app: FastifyInstance): MethodsAt {
  const mounted: { readonly pattern: readonly string[]; readonly method: string }[] = [];
  app.addHook('onRoute', ({ url, method }) => {
    if (url.includes('*')) return;
    for (const one of [method].flat()) mounted.push({ pattern: url.split('/'), method: one });
  });
  return (path) => [...new Set(mounted.filter(({ pattern }) => fits(path, pattern)).map(({ method }) => method))];
}

function fits(path: string, pattern: readonly string[]): boolean {
  const parts = path.split('/');
  return (
    parts.length === pattern.length &&
    pattern.every((wanted, i) => wanted === parts[i] || (wanted.startsWith(':') && parts[i] !== ''))
  );
}
