import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import type { z } from 'zod';
import { Failure } from '#kernel/errors.ts';
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
  readonly classes: readonly number[];
};

export type Asked<Body> = {
  readonly caller: Caller;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Body;
};

export type Answer = {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

/** Every route names its permission; there is no other way to make one. */
export type Route<Body = undefined> = {
  readonly method: HTTPMethods;
  readonly path: string;
  readonly permission: Permission;
  readonly body?: z.ZodType<Body>;
  /** Bytes; 1 MiB if left out. */
  readonly limit?: number;
  readonly handle: (asked: Asked<Body>) => Promise<Answer>;
};

export type AnyRoute = { readonly mount: (app: FastifyInstance, callerOf: CallerOf) => void };
export type CallerOf = (request: FastifyRequest) => Promise<Caller>;

export function route<Body = undefined>(declared: Route<Body>): AnyRoute {
  return {
    mount: (app, callerOf) => {
      app.route({
        method: declared.method,
        url: declared.path,
        bodyLimit: declared.limit ?? 1024 * 1024,
        // Before the body is read: nobody unknown makes the node hold a megabyte.
        onRequest: async (request) => {
          const caller = await callerOf(request);
          if (!holds(caller.role, declared.permission)) {
            throw new Failure('forbidden', `the role ${caller.role} does not hold ${declared.permission}`);
          }
          callers.set(request, caller);
        },
        handler: async (request, reply) => answer(declared, request, reply),
      });
    },
  };
}

const callers = new WeakMap<FastifyRequest, Caller>();

async function answer<Body>(
  declared: Route<Body>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { status, body, headers } = await declared.handle({
    caller: callers.get(request)!,
    params: request.params as Record<string, string>,
    query: singleValues(request.query),
    body: checked(declared.body, request.body),
  });
  if (headers) reply.headers(headers);
  return reply.code(status).send(body);
}

function singleValues(query: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(query as Record<string, string | string[]>).map(([name, value]) => {
      if (typeof value !== 'string') throw new Failure('bad-input', 'given more than once', { path: `?${name}` });
      return [name, value];
    }),
  );
}

function checked<Body>(schema: z.ZodType<Body> | undefined, body: unknown): Body {
  if (schema === undefined) return undefined as Body;
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
