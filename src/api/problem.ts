import type { Problem } from '#contract/problem.ts';
import { Failure, type FailureCode } from '#kernel/errors.ts';

const STATUS = {
  'bad-input': 422,
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
  untrusted: 403,
  inconsistent: 409,
  unavailable: 503,
  internal: 500,
} satisfies Record<FailureCode, number>;

const TITLE = {
  'bad-input': 'The input breaks a rule',
  'bad-encoding': 'The encoding is not the accepted one',
  'bad-json': 'The body is not acceptable JSON',
  'too-large': 'The input is too large',
  'unsupported-type': 'This media type is not accepted here',
  unauthenticated: 'Sign in first',
  forbidden: 'Not permitted',
  'not-found': 'Not found',
  conflict: 'It conflicts with what is held',
  'not-in-force': 'The accord does not let this flow now',
  'void-step': 'The life cycle does not allow this step now',
  untrusted: 'Not trusted',
  inconsistent: 'It contradicts what was verified',
  unavailable: 'Not available now',
  internal: 'The node could not do this',
} satisfies Record<FailureCode, string>;

/** What is refused before a route is asked. */
const HTTP = {
  'method-not-allowed': { status: 405, title: 'This address does not take this method' },
  timeout: { status: 408, title: 'The request did not arrive in time' },
  'range-not-satisfiable': { status: 416, title: 'The file has no such range' },
  'expectation-failed': { status: 417, title: 'What the request expects is not done here' },
  'too-many-requests': { status: 429, title: 'Too many requests; try again later' },
  'head-too-large': { status: 431, title: 'The address or the header fields are too long' },
  'not-http': { status: 400, title: 'This is not an acceptable HTTP request' },
} as const;

export const httpProblem = (code: keyof typeof HTTP): Problem => ({
  type: `urn:entente:problem:${code}`,
  ...HTTP[code],
  code,
  detail: `${HTTP[code].title}.`,
});

/** Answers may quote what was sent, as far as a person needs it to find the place. */
const QUOTED = 200;
const ISSUES = 20;
const clip = (text: string): string => (text.length > QUOTED ? `${text.slice(0, QUOTED - 1).toWellFormed()}…` : text);

/** RFC 9457. What is unexpected says nothing of its cause. */
export function problemOf(error: unknown): Problem {
  const failure =
    error instanceof Failure ? error : new Failure('internal', 'An unexpected error; the log of the node has it.');
  const errors =
    failure.issues ?? (failure.path === undefined ? undefined : [{ path: failure.path, message: failure.message }]);
  return {
    type: `urn:entente:problem:${failure.code}`,
    title: TITLE[failure.code],
    status: STATUS[failure.code],
    code: failure.code,
    detail: clip(failure.message),
    ...(errors
      ? { errors: errors.slice(0, ISSUES).map(({ path, message }) => ({ path: clip(path), message: clip(message) })) }
      : {}),
  };
}
