import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import type { z } from 'zod';
import { Failure } from '#kernel/errors.ts';
import type { Access, AccessLog } from '#store/access.ts';
import { closedFailure, type WaitsFor } from '#store/recovery.ts';
import { holds, type Permission, type Role } from '#api/permissions.ts';

/** Who asks, and all that decides what they see: the classes are computed by the one policy function. */
export type Caller = {
  readonly personId: string;
  readonly name: string;
  readonly role: Role;
  readonly unit: string;
  readonly locale: string;
  readonly officerNumber: string;
  /** The token's name when a program asks. */
  readonly token: string | null;
  /** Of the role; a token's scopes leave some of them. */
  readonly permissions: readonly Permission[];
  readonly classes: readonly number[];
  /** Accords that they read, once the partner named has returned what it holds of them: this node was restored. */
  readonly waitsFor: WaitsFor;
};

export type Asked<Body> = {
  readonly caller: Caller;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
  readonly body: Body;
  /** What the access log is told of a read, without the records. */
  readonly reading: Omit<Access, 'ids'>;
};

export type Answer = {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Ids of the records that a read tells of: its access entry is committed before the answer leaves. `kept`: it is already. */
  readonly told?: readonly string[] | 'kept';
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
  readonly handle: (asked: Asked<Body>) => Promise<Answer>;
};

export type CallerOf = (request: FastifyRequest) => Promise<Caller>;
/** What every route stands on. */
export type Mounting = {
  readonly callerOf: CallerOf;
  readonly access: AccessLog;
  readonly now: () => Date;
};
export type AnyRoute = { readonly mount: (app: FastifyInstance, mounting: Mounting) => void };

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What a caller must hold; a route without one is open to all or guards itself. */
    readonly permission?: Permission;
  }
}

export function route<Body = undefined>(declared: Route<Body>): AnyRoute {
  let held = 0;
  return {
    mount: (parent, { callerOf, access, now }) =>
      ownScope(parent, declared, (app) =>
        app.route({
          method: declared.method,
          url: declared.path,
          bodyLimit: declared.limit ?? 1024 * 1024,
          ...(declared.isStream ? { exposeHeadRoute: false } : {}),
          config: { permission: declared.permission },
          // Before the body is read: nobody unknown makes the node hold a megabyte.
          onRequest: async (request, reply) => {
            const caller = await callerOf(request);
            refuseWithout(caller, declared.permission);
            callers.set(request, caller);
            // Whoever left meanwhile holds nothing, and is not told apart later.
            if (declared.atOnce === undefined || reply.raw.closed) return;
            if (held >= declared.atOnce)
              throw new Failure('unavailable', 'many are being sent just now; try again in a while');
            held += 1;
            reply.raw.once('close', () => (held -= 1));
          },
          handler: async (request, reply) => {
            const { personId: person, token } = callers.get(request)!;
            const query = `${request.method} ${request.url}`;
            const reading = { at: now(), person, token, query, purpose: 'reading', to: null };
            const { told, ...answer } = await openAnswerOf(declared, request, reading);
            if (typeof told === 'object') await access.keep({ ...reading, ids: told });
            else if (told === undefined && request.method === 'GET' && declared.permission === 'records.read')
              throw new Failure('internal', `${declared.path} does not say which records it tells of`);
            return send(reply, answer);
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

export function refuseWithout({ permissions, role }: Caller, permission: Permission): void {
  if (permissions.includes(permission)) return;
  const who = holds(role, permission) ? 'this token, by its scopes,' : `the role ${role}`;
  throw new Failure('forbidden', `${who} does not hold ${permission}`);
}

const callers = new WeakMap<FastifyRequest, Caller>();

/** What is not there may be in what this node waits for: then it says so, and not that there is no such thing. */
async function openAnswerOf<Body>(
  declared: Route<Body>,
  request: FastifyRequest,
  reading: Asked<Body>['reading'],
): Promise<Answer> {
  const { waitsFor } = callers.get(request)!;
  if (waitsFor.size === 0) return answerOf(declared, request, reading);
  const body: unknown = request.body;
  const named = typeof body === 'object' && body !== null && !(body instanceof Uint8Array) ? Object.values(body) : [];
  const said = [...Object.values(request.params as object), ...Object.values(request.query as object), ...named];
  for (const value of said) {
    const partner = typeof value === 'string' ? waitsFor.get(value) : undefined;
    if (partner !== undefined) throw closedFailure(partner);
  }
  try {
    return await answerOf(declared, request, reading);
  } catch (error) {
    if (error instanceof Failure && error.code === 'not-found') throw closedFailure([...waitsFor.values()].join(', '));
    throw error;
  }
}

function answerOf<Body>(
  declared: Route<Body>,
  request: FastifyRequest,
  reading: Asked<Body>['reading'],
): Promise<Answer> {
  return declared.handle({
    caller: callers.get(request)!,
    params: withoutNul(request.params as Record<string, string>, 'the address'),
    query: singleValues(request.query),
    headers: request.headers,
    reading,
    body: declared.takesBytes ? (bytesOf(request) as Body) : checked(declared.body, request.body),
  });
}

/** Nothing is unpacked before it is bounded. */
function bytesOf({ headers, body }: FastifyRequest): Uint8Array {
  if ((headers['content-encoding'] ?? 'identity').toLowerCase() !== 'identity')
    throw new Failure('unsupported-type', 'send the body without a content encoding');
  return body instanceof Uint8Array ? body : new Uint8Array();
}

function send(reply: FastifyReply, { status, body, headers }: Answer): FastifyReply {
  if (headers) reply.headers(headers);
  return reply.code(status).send(body);
}

/** The database has no text with U+0000: what names one is nowhere. */
function withoutNul(values: Readonly<Record<string, string>>, where: string): Readonly<Record<string, string>> {
  if (Object.values(values).some((value) => value.includes('\0')))
    throw new Failure('bad-encoding', `${where} holds U+0000`);
  return values;
}

function singleValues(query: unknown): Readonly<Record<string, string>> {
  const single = Object.fromEntries(
    Object.entries(query as Record<string, string | string[]>).map(([name, value]) => {
      if (typeof value !== 'string') throw new Failure('bad-input', 'given more than once', { path: `?${name}` });
      return [name, value];
    }),
  );
  return withoutNul(single, 'the query');
}

function checked<Body>(schema: z.ZodType<Body> | undefined, body: unknown): Body {
  if (schema === undefined) return undefined as Body;
  // The schema library would leave it out: what is not taken is refused, never dropped.
  if (typeof body === 'object' && body !== null && Object.hasOwn(body, '__proto__'))
    throw new Failure('bad-input', 'not a property name', { path: '$.__proto__' });
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map((issue) => ({
    path: `$${issue.path.map((key) => `.${String(key)}`).join('')}`,
    message: issue.message,
  }));
  throw new Failure('bad-input', `${issues[0]?.path}: ${issues[0]?.message}`, { issues });
}

/** A page cursor or count in a query: digits only, within safe integers. */
export function naturalNumber(asked: Asked<unknown>, name: string): number | undefined {
  const value = asked.query[name];
  if (value === undefined) return undefined;
  const number = /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
  if (!Number.isSafeInteger(number)) throw new Failure('bad-input', 'must be a whole number', { path: `?${name}` });
  return number;
}
