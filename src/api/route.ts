import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance, FastifyRequest, HTTPMethods } from 'fastify';
import type { z } from 'zod';
import { API, type AnswerOf, type BodyOf, type IsWrite, type QueryOf, type StatusOf } from '#contract/api.ts';
import { OPERATIONS, type Operation, type ParamsOf } from '#contract/operations.ts';
import { isMedia, type Media, type Shape } from '#contract/shape.ts';
import type { Access, AccessLog } from '#store/access.ts';
import type { Caller } from '#api/caller.ts';
import type { AnswerCheck } from '#api/check-answer.ts';
import type { Cursors } from '#api/cursor.ts';
import { mounted } from '#api/mount-route.ts';
import type { Did, DoOnce } from '#api/once.ts';
import type { Page } from '#api/page.ts';
import type { Permission } from '#api/permissions.ts';
import type { RateLimiter } from '#api/rate.ts';

export type Texts = Readonly<Record<string, string>>;
export type Asked<Body = undefined, Query = Texts, Params = Texts> = {
  readonly caller: Caller;
  /** Who asks as they are at that time, for an answer that lasts; throws once they are nobody here. */
  readonly again: () => Promise<Caller>;
  readonly params: Params;
  readonly query: Query;
  /** Where a list goes on, of `query.cursor`, and the cursor of what comes after. */
  readonly page: Page;
  /** The one transaction of a write; done once under an `Idempotency-Key`. */
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
  /** Of a write: what `once` returned. Its access entry is committed with it. */
  readonly did?: Did;
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
  readonly handle: (asked: Asked<BodyOf<Name>, QueryOf<Name>, ParamsOf<Name>>) => Promise<
    Answer<Said<AnswerOf<Name>>, StatusOf<Name> | 416> &
      // A write that was not done in `asked.once` does not compile.
      (IsWrite<Name> extends true ? { readonly did: Did } : unknown)
  >;
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

export type Mounted = Route<unknown> & { readonly operation?: Described };

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
