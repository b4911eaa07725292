import { Failure } from '#kernel/errors.ts';
import type { FailureCode } from '#kernel/errors.ts';
import type { JsonObject } from '#kernel/json/types.ts';

/** Said only between nodes: this request was not handled, and may be sent again in a new session. */
export type SessionCode = 'session-over' | 'replayed';

export type Problem = { readonly status: number; readonly body: JsonObject };

const STATUS = {
  'bad-input': 400,
  'bad-encoding': 400,
  'bad-json': 400,
  'too-large': 413,
  'unsupported-type': 415,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'not-in-force': 409,
  'void-step': 409,
  untrusted: 401,
  inconsistent: 409,
  unavailable: 503,
  internal: 500,
} satisfies Record<FailureCode, number>;

const TITLE = {
  401: 'The request is not signed by a paired party.',
  413: 'The body is too large.',
  500: 'The node failed.',
  503: 'The node cannot answer now.',
} as const;

/** RFC 9457. A failure's message is written for whoever asked, unless the node itself failed; a cause never leaves. */
export function problemOf(error: unknown): Problem {
  const code = codeOf(error);
  const status = STATUS[code];
  const detail = error instanceof Failure && status < 500 ? { detail: error.message } : {};
  const path = error instanceof Failure && error.path !== undefined && status < 500 ? { path: error.path } : {};
  return problem(code, status, { ...detail, ...path });
}

/** All that a caller is told who has not shown who it is: the same words whatever was wrong. */
export function problemForStranger(error: unknown): Problem {
  const code = codeOf(error);
  const status = STATUS[code];
  return status >= 500 ? problem(code, status) : problem('unauthenticated', 401);
}

export function sessionProblem(code: SessionCode): Problem {
  return problem(code, 401);
}

function problem(code: FailureCode | SessionCode, status: number, more: JsonObject = {}): Problem {
  const title = Object.entries(TITLE).find(([key]) => key === String(status))?.[1] ?? 'The request was refused.';
  return { status, body: { type: 'about:blank', title, status, code, ...more } };
}

function codeOf(error: unknown): FailureCode {
  if (error instanceof Failure) return error.code;
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined;
  if (status === 413) return 'too-large';
  // Other refusals by the HTTP framework: a malformed length, address or header.
  return typeof status === 'number' && status >= 400 && status < 500 ? 'bad-input' : 'internal';
}
