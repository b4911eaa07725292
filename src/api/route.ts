import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance, FastifyRequest, HTTPMethods } from 'fastify';
import type { z } from 'zod';
import { API, type AnswerOf, type BodyOf, type QueryOf, type StatusOf } from '#contract/api.ts';
import { OPERATIONS, type Operation, type ParamsOf } from '#contract/operations.ts';
import { isMedia, type Media, type Shape } from '#contract/shape.ts';
import { Failure } from '#kernel/errors.ts';
import type { Access, AccessLog } from '#store/access.ts';
import type { SessionFacts, Standing } from '#store/people/session.ts';
import { closedFailure, type WaitsFor } from '#store/recovery.ts';
import type { AnswerCheck } from '#api/check-answer.ts';
import type { Cursors } from '#api/cursor.ts';
import { bytesOf, checkedBody, checkedQuery, singleValues, withoutNul } from '#api/inputs.ts';
import { pageOf, type Page } from '#api/page.ts';
import type { KnownMarkings } from '#kernel/policy/markings.ts';
import type { Rights, Seat } from '#kernel/policy/rights.ts';
import type { VisibilityClass } from '#store/classes.ts';
import type { Permission, Role } from '#api/permissions.ts';
import { HttpRefusal } from '#api/problem.ts';
import type { RateLimiter } from '#api/rate.ts';
import { send } from '#api/send.ts';
import { isRefusal, isTold, readingOf } from '#api/reading.ts';
import { refuseOther } from '#api/versions.ts';
import { actOf, onceBy, type DoOnce } from '#api/once.ts';

/** One of the assignments that hold now. */
export type CallerSeat = Seat & {
  readonly role: Role;
  /** The unit's identity. */
  readonly unit: string;
  /** As partners see it. */
  readonly unitName: string;
};

/** Who asks, and all that decides what they see and may do: classes and acts are judged by the one policy function. */
export type Caller = {
  readonly personId: string;
  readonly name: string;
  readonly locale: string;
  readonly officerNumber: string;
  /** Of the first assignment, for show; what they may do is in `permissions` and `rights`. Null: they have none now. */
  readonly role: Role | null;
  readonly unit: string;
  /** The token's name when a program asks. */
  readonly token: string | null;
  /** Of a browser; null when a program asks. */
  readonly session: CallerSession | null;
  /** What any assignment permits, of some record or of none; a token's scopes leave some of them. */
  readonly permissions: readonly Permission[];
  readonly rights: Omit<Rights, 'seats'> & { readonly seats: readonly CallerSeat[] };
  /** What markings without a fixed id mean. */
  readonly known: KnownMarkings;
  /** Of what they may read. */
  readonly classes: readonly number[];
  /** The same with their facts. */
  readonly seen: readonly VisibilityClass[];
  /** Accords that they read, once the partner named has returned what it holds of them: this node was restored. */
  readonly waitsFor: WaitsFor;
};

/** What is open to a session that is not `open` is little, whatever the role holds. */
export type CallerSession = SessionFacts & { readonly standing: Standing; readonly expiresAt: Date };

type Texts = Readonly<Record<string, string>>;
export type Asked<Body = undefined, Query = Texts, Params = Texts> = {
  readonly caller: Caller;
  /** Who asks as they are at that time, for an answer that lasts; throws once they are nobody here. */
  readonly again: () => Promise<Caller>;
  readonly params: Params;
  readonly query: Query;
  /** Where a list goes on, of `query.cursor`, and the cursor of what comes after. */
  readonly page: Page;
  /** The one transaction of a write; done once under an `Idempotency-Key` (`once` in its shape). */
  readonly once: DoOnce;
  /** In that transaction: refuses a change that was made on another version than this one (`versioned` in its shape). */
  readonly onVersion: (version: string) => void;
  readonly headers: IncomingHttpHeaders;
  readonly body: Body;
  /** What the access log is told of a read, without the records. */
  readonly reading: Omit<Access, 'ids'>;
};

export type Answer<Body = unknown, Status extends number = number> = {
  readonly status: Status;
  readonly body: Body;
  readonly headers?: Readonly<Record<string, string>>;
  /** Ids of the records that a read tells of: its access entry is committed before the answer leaves. `kept`: it is already. */
  readonly told?: readonly string[] | 'kept';
  /** Of the resource: the first half of its ETag, and what `If-Match` is about. */
  readonly version?: string;
};

/** Every route names its permission; there is no other way to make one. */
export type Route<Body = undefined> = {
  readonly method: HTTPMethods;
  readonly path: string;
  readonly permission: Permission;
  readonly body?: z.ZodType<Body>;
  /** Bytes; 1 MiB if left out. */
  readonly limit?: number;
  /** So many bodies of it are held at one time, for large ones; a request more is refused before its body is read. */
  readonly atOnce?: number;
  /** The handler is given the bytes as they came: of `application/octet-stream` and nothing else, or whatever their type is called. */
  readonly takesBytes?: true | 'of-any-type';
  /** Answers with a stream: HEAD would read all of it. */
  readonly isStream?: true;
  /** Of a person at a browser; a token opens it to nobody. */
  readonly bySession?: true;
  readonly handle: (asked: Asked<Body>) => Promise<Answer>;
};

/** A body that is JSON already; only `jsonText` makes one. */
export type JsonText = string & { readonly brand: unique symbol };
export const jsonText = (text: string): JsonText => text as JsonText;

type Said<Body> = Body extends Media ? unknown : Body | JsonText;

/** How the node serves one operation of the contract, which says what it takes and gives. */
export type Serving<Name extends Operation> = Pick<
  Route,
  'permission' | 'limit' | 'atOnce' | 'isStream' | 'bySession'
> & {
  readonly handle: (
    asked: Asked<BodyOf<Name>, QueryOf<Name>, ParamsOf<Name>>,
  ) => Promise<Answer<Said<AnswerOf<Name>>, StatusOf<Name> | 416>>;
};

export type CallerOf = (request: FastifyRequest) => Promise<Caller>;
/** What every route stands on. */
export type Mounting = {
  readonly callerOf: CallerOf;
  readonly access: AccessLog;
  readonly now: () => Date;
  readonly cursors: Cursors;
  readonly rates: RateLimiter;
  /** In tests: what does not fit its schema fails. */
  readonly checkAnswer?: AnswerCheck | undefined;
};
export type AnyRoute = { readonly mount: (app: FastifyInstance, mounting: Mounting) => void };

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What a caller must hold; a route without one is open to all or guards itself. */
    readonly permission?: Permission;
    readonly bySession?: true;
    readonly operation?: Described;
  }
}

/** What the OpenAPI document says of a mounted route. */
export type Described = { readonly name: string; readonly shape: Shape };

type Mounted = Route<unknown> & { readonly operation?: Described };

/** An operation by its name in `#contract/operations.ts`: its schemas are enforced, documented and inferred. */
export function route<Name extends Operation>(name: Name, serving: Serving<Name>): AnyRoute;
/** Before its schemas are in the contract: it is not documented, and its answer is not checked. */
export function route<Body = undefined>(declared: Route<Body>): AnyRoute;
export function route(named: unknown, serving?: unknown): AnyRoute {
  if (typeof named !== 'string') return mounted(named as Mounted);
  const name = named as Operation;
  const shape: Shape = API[name];
  const [method = '', path = ''] = OPERATIONS[name].split(' ');
  const { body } = shape;
  return mounted({
    ...(serving as Pick<Mounted, 'permission' | 'handle'>),
    method,
    path,
    operation: { name, shape },
    ...(body === undefined ? {} : isMedia(body) ? { takesBytes: taking(body) } : { body }),
  });
}

const taking = ({ media }: Media): true | 'of-any-type' => (media === '*/*' ? 'of-any-type' : true);

function mounted(declared: Mounted): AnyRoute {
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
            const { told, ...answer } = await openAnswerOf(declared, request, { reading, again, cursors, now }).catch(
              async (error: unknown) => {
                if (isRefusal(error)) await access.keep({ ...reading, outcome: 'refused', ids: [] });
                throw error;
              },
            );
            if (told === undefined && request.method === 'GET' && declared.permission === 'records.read')
              throw new Failure('internal', `${declared.path} does not say which records it tells of`);
            if (typeof told === 'object' || (told === undefined && isTold(reading.kind, declared.permission)))
              await access.keep({ ...reading, ids: told ?? [] });
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

export function refuseWithout({ permissions, rights, token, session }: Caller, permission: Permission): void {
  if (permissions.includes(permission)) return;
  if (session?.standing === 'code') throw new Failure('forbidden', 'give your second factor first');
  if (session?.standing === 'enrol')
    throw new Failure('forbidden', 'your role must have a second factor at this node: add one first');
  const isHeld = rights.seats.some(({ grants }) => grants.some(({ action }) => action === permission));
  const roles = [...new Set(rights.seats.map(({ role }) => role))].join(', ');
  const who = token !== null && isHeld ? 'this token, by its scopes,' : `the role ${roles || 'of nobody'}`;
  throw new Failure('forbidden', `${who} does not hold ${permission}`);
}

const callers = new WeakMap<FastifyRequest, Caller>();

type Beside = Pick<Asked, 'reading' | 'again'> & Pick<Mounting, 'cursors' | 'now'>;

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
  { cursors, now, ...beside }: Beside,
): Promise<Answer> {
  const params = withoutNul(request.params as Texts, 'the address');
  const given = singleValues(request.query);
  const { operation } = declared;
  const caller = callers.get(request)!;
  const { headers } = request;
  const act = actOf(single(headers['idempotency-key']), request, { person: caller.personId, now });
  return declared.handle({
    ...beside,
    caller,
    once: onceBy(act),
    onVersion: (version) => refuseOther(headers['if-match'], version),
    params,
    query: operation ? (checkedQuery(operation.shape.query, given) as Texts) : given,
    page: pageOf(cursors, { route: `${declared.method} ${declared.path}`, params, query: given }),
    headers,
    body: declared.takesBytes ? bytesOf(request) : checkedBody(declared.body, request.body),
  });
}

/** What is asked for and not done here is refused, never passed over. */
function refuseUnserved({ method, operation }: Mounted, headers: IncomingHttpHeaders): void {
  if (method === 'GET' || operation === undefined) return;
  const { once, versioned } = operation.shape;
  if (headers['idempotency-key'] !== undefined && !once)
    throw new Failure('bad-input', 'this operation takes no key', { path: 'Idempotency-Key' });
  if (headers['if-match'] !== undefined && !versioned)
    throw new HttpRefusal('precondition-failed', 'what this changes has no version', { path: 'If-Match' });
}

const single = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header.join(', ') : header;
