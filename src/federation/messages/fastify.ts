import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Failure } from '#kernel/errors.ts';
import { fieldsOf } from './message.ts';
import type { RequestHead } from './message.ts';
import { problemForStranger, problemOf, sessionProblem } from './problem.ts';
import type { SignedBy } from './request.ts';
import { authenticate, encode, sealResponse, settle } from './server.ts';
import type { Answer, Door } from './server.ts';

export const PREFIX = '/federation/v1';
export const CHALLENGE_PATH = `${PREFIX}/challenge`;

export type FederationRequest = {
  /** The identity id of the paired party that signed. */
  readonly partner: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
};

export type FederationRoute = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Whole, with the prefix. */
  readonly path: string;
  readonly bodyLimit?: number;
  handle(request: FederationRequest): Promise<Answer>;
};

export type FederationDoor = Door & {
  /** The node's own address as partners write it, where a proxy before it changes scheme, host or path. */
  readonly baseUrl?: string;
  /** What failed inside; the caller is told only that something did. */
  readonly report?: (error: unknown, where: string) => void;
};

type Caller = { readonly head: RequestHead; readonly by: SignedBy };

const BODY_LIMIT = 1 << 20;

/** Mounts the node's face towards its partners. Every answer to a known caller is signed, also each refusal. */
export function registerFederation(
  app: FastifyInstance,
  door: FederationDoor,
  routes: readonly FederationRoute[],
): void {
  const callers = new WeakMap<FastifyRequest, Caller>();

  app.register(
    async (scope) => {
      // A signature is over bytes: nothing is parsed before the handler, whatever type the caller claims.
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', { parseAs: 'buffer' }, async (_: FastifyRequest, body: Buffer) => body);

      scope.addHook('onRequest', async (request) => {
        const head = headOf(request, door.baseUrl);
        callers.set(request, { head, by: await authenticate(head, door) });
        // Nothing is inflated: the limits and the digest are of what arrives.
        if (request.headers['content-encoding'] !== undefined)
          throw new Failure('unsupported-type', 'A body between nodes is sent as it is, without a content encoding.');
      });

      scope.setErrorHandler((error, request, reply) => refuse(error, request, reply));
      scope.setNotFoundHandler(async (request, reply) =>
        refuse(new Failure('not-found', 'There is nothing at this address.'), request, reply),
      );

      scope.get(local(CHALLENGE_PATH), { exposeHeadRoute: false }, async (request, reply) => {
        const { by } = callerOf(request);
        return answer({ status: 200, body: { challenge: door.sessions.challenge(by.keyId) } }, request, reply);
      });

      for (const route of routes) {
        scope.route({
          method: route.method,
          url: local(route.path),
          bodyLimit: route.bodyLimit ?? BODY_LIMIT,
          exposeHeadRoute: false,
          handler: async (request, reply) => {
            const { by, head } = callerOf(request);
            const body = bodyOf(request);
            const state = settle(by, { headers: head.headers, body }, door.sessions);
            if (state !== 'fresh') return answer(sessionProblem(state), request, reply);
            const params = single(request.params);
            const query = single(request.query);
            return answer(await route.handle({ partner: by.keyId, params, query, body }), request, reply);
          },
        });
      }
    },
    { prefix: PREFIX },
  );

  function callerOf(request: FastifyRequest): Caller {
    const caller = callers.get(request);
    if (caller === undefined) throw new Failure('internal', 'A federation handler ran before its caller was known.');
    return caller;
  }

  async function answer(said: Answer, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const sealed = await sealResponse(said, callerOf(request).head, door);
    return reply
      .code(sealed.status)
      .headers({ ...sealed.headers, 'cache-control': 'no-store' })
      .send(asBuffer(sealed.body));
  }

  async function refuse(error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    if (problemOf(error).status >= 500) door.report?.(error, `${request.method} ${request.routeOptions.url ?? PREFIX}`);
    if (callers.has(request)) {
      return answer(problemOf(error), request, reply);
    }
    const problem = problemForStranger(error);
    const { body, type } = encode(problem);
    // Closed, so that the rest of a stranger's body is not read to keep the connection.
    return reply.code(problem.status).headers({ 'content-type': type, connection: 'close' }).send(Buffer.from(body));
  }
}

/** The same bytes: a chunk of a file is not copied to be sent. */
const asBuffer = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);

function local(path: string): string {
  if (!path.startsWith(`${PREFIX}/`)) throw new Failure('internal', `${path} is not below ${PREFIX}.`);
  return path.slice(PREFIX.length);
}

function headOf(request: FastifyRequest, baseUrl = `${request.protocol}://${request.host}`): RequestHead {
  return {
    method: request.method,
    targetUri: `${baseUrl.replace(/\/$/, '')}${request.originalUrl}`,
    headers: fieldsOf(request.headers),
  };
}

function bodyOf({ body }: FastifyRequest): Uint8Array {
  return body instanceof Uint8Array ? new Uint8Array(body) : new Uint8Array();
}

function single(values: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(values ?? {}).map(([name, value]) => {
      if (typeof value === 'string') return [name, value] as const;
      throw new Failure('bad-input', `${name} is given more than once.`, { path: name });
    }),
  );
}
