import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Failure } from '#kernel/errors.ts';
import { closedFailure } from '#store/recovery.ts';
import { refuseWithout, type Caller } from '#api/caller.ts';
import { bytesOf, checkedBody, checkedQuery, singleValues, withoutNul } from '#api/inputs.ts';
import { actOf, onceBy } from '#api/once.ts';
import { pageOf } from '#api/page.ts';
import { HttpRefusal } from '#api/problem.ts';
import { isRefusal, isTold, readingOf } from '#api/reading.ts';
import type { Answer, AnyRoute, Asked, Mounted, Mounting, Route, Texts } from '#api/route.ts';
import { send } from '#api/send.ts';
import { refuseOther } from '#api/versions.ts';

/**
 * The way of every request, in this order: who asks, how often, whether they may at all, before the body is read; then what was sent,
 * held against its schema; then the handler; then the access entry, where the handler's own transaction does not hold it; then the answer.
 */
export function mounted(declared: Mounted): AnyRoute {
  let held = 0;
  return {
    mount: (parent, { callerOf, access, now, cursors, rates, checkAnswer }) =>
      ownScope(parent, declared, (app) =>
        app.route({
          method: declared.method,
          url: declared.path,
          bodyLimit: declared.limit ?? 1024 * 1024,
          ...(declared.isStream ? { exposeHeadRoute: false } : {}),
          config: {
            permission: declared.permission,
            ...(declared.bySession ? { bySession: true } : {}),
            ...(declared.operation ? { operation: declared.operation } : {}),
          },
          // Before the body is read: nobody unknown makes the node hold a megabyte.
          onRequest: async (request, reply) => {
            const caller = await callerOf(request).catch((error: unknown) => {
              if (error instanceof Failure && error.code === 'unauthenticated') rates.count('address', request.ip);
              throw error;
            });
            const who = caller.token === null ? caller.personId : `${caller.personId} ${caller.token}`;
            reply.headers(rates.count(caller.token === null ? 'session' : 'token', who));
            if (!caller.permissions.includes(declared.permission))
              await access.keep({ ...readingOf(declared, request, caller, now()), outcome: 'refused', ids: [] });
            refuseWithout(caller, declared.permission);
            if (declared.bySession && caller.session === null)
              throw new Failure('forbidden', 'this needs a person who is signed in, not a token');
            refuseUnserved(declared, request.headers);
            callers.set(request, caller);
            // Whoever left meanwhile holds nothing, and is not told apart later.
            if (declared.atOnce === undefined || reply.raw.closed) return;
            if (held >= declared.atOnce)
              throw new Failure('unavailable', 'many are being sent just now; try again in a while');
            held += 1;
            reply.raw.once('close', () => (held -= 1));
          },
          handler: async (request, reply) => {
            const reading = readingOf(declared, request, callers.get(request)!, now());
            const again = async () => {
              const caller = await callerOf(request);
              refuseWithout(caller, declared.permission);
              return caller;
            };
            const { told, did, ...answer } = await openAnswerOf(declared, request, {
              reading,
              again,
              cursors,
              now,
              access,
            }).catch(async (error: unknown) => {
              if (isRefusal(error)) await access.keep({ ...reading, outcome: 'refused', ids: [] });
              throw error;
            });
            if (told === undefined && request.method === 'GET' && declared.permission === 'records.read')
              throw new Failure('internal', `${declared.path} does not say which records it tells of`);
            // A write has its entry committed with it.
            const isOpen =
              typeof told === 'object' || (told === undefined && isTold(reading.kind, declared.permission));
            if (did === undefined && isOpen) await access.keep({ ...reading, ids: told ?? [] });
            if (declared.operation) checkAnswer?.(declared.operation, answer);
            return send(reply, request, answer);
          },
        }),
      ),
  };
}

/** Parsers of bodies belong to a scope: bytes are taken by this route alone. */
function ownScope(
  app: FastifyInstance,
  { takesBytes }: Pick<Route, 'takesBytes'>,
  mount: (app: FastifyInstance) => void,
) {
  if (!takesBytes) return mount(app);
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      takesBytes === true ? 'application/octet-stream' : '*',
      { parseAs: 'buffer' },
      async (_: FastifyRequest, body: Buffer) => body,
    );
    mount(scope);
  });
}

const callers = new WeakMap<FastifyRequest, Caller>();
/** Who asked, once that is known. */
export const whoAsked = (request: FastifyRequest): Caller | undefined => callers.get(request);

type Beside = Pick<Asked, 'reading' | 'again'> & Pick<Mounting, 'cursors' | 'now' | 'access'>;

/** What is not there may be in what this node waits for: then it says so, and not that there is no such thing. */
async function openAnswerOf(declared: Mounted, request: FastifyRequest, beside: Beside): Promise<Answer> {
  const { waitsFor } = callers.get(request)!;
  if (waitsFor.size === 0) return answerOf(declared, request, beside);
  const body: unknown = request.body;
  const named = typeof body === 'object' && body !== null && !(body instanceof Uint8Array) ? Object.values(body) : [];
  const said = [...Object.values(request.params as object), ...Object.values(request.query as object), ...named];
  for (const value of said) {
    const partner = typeof value === 'string' ? waitsFor.get(value) : undefined;
    if (partner !== undefined) throw closedFailure(partner);
  }
  try {
    return await answerOf(declared, request, beside);
  } catch (error) {
    if (error instanceof Failure && error.code === 'not-found') throw closedFailure([...waitsFor.values()].join(', '));
    throw error;
  }
}

async function answerOf(
  declared: Mounted,
  request: FastifyRequest,
  { cursors, now, access, ...beside }: Beside,
): Promise<Answer> {
  const params = withoutNul(request.params as Texts, 'the address');
  const given = singleValues(request.query);
  const { operation } = declared;
  const caller = callers.get(request)!;
  const { headers } = request;
  const act = actOf(single(headers['idempotency-key']), request, { person: caller.personId, now });
  let isJudged = false;
  const answer = await declared.handle({
    ...beside,
    caller,
    once: onceBy({ act, access, reading: beside.reading }),
    onVersion: (version) => {
      isJudged = true;
      refuseOther(headers['if-match'], version);
    },
    params,
    query: operation ? (checkedQuery(operation.shape.query, given) as Texts) : given,
    page: pageOf(cursors, { route: `${declared.method} ${declared.path}`, params, query: given }),
    headers,
    body: declared.takesBytes ? bytesOf(request) : checkedBody(declared.body, request.body),
  });
  if (operation?.shape.versioned && isWrite(declared) && !isJudged && !answer.did?.isRepeat)
    throw new Failure('internal', `${operation.name} does not say on which version it is done`);
  return answer;
}

/** What is asked for and not done here is refused, never passed over. */
function refuseUnserved({ method, operation }: Mounted, headers: IncomingHttpHeaders): void {
  if (method === 'GET' || operation === undefined) return;
  const { asks, versioned } = operation.shape;
  if (headers['idempotency-key'] !== undefined && asks)
    throw new Failure('bad-input', 'this changes nothing: it takes no key', { path: 'Idempotency-Key' });
  if (headers['if-match'] !== undefined && !versioned)
    throw new HttpRefusal('precondition-failed', 'what this changes has no version', { path: 'If-Match' });
}

const isWrite = ({ method, operation }: Mounted): boolean => method !== 'GET' && !operation?.shape.asks;

const single = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header.join(', ') : header;
