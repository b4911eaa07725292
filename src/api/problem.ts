import type { Problem } from '#contract/problem.ts';
import { Failure, type FailureDetails } from '#kernel/errors.ts';
import { PROBLEM_PATH, PROBLEMS, type HttpCode, type ProblemCode } from '#api/problem-codes.ts';

/** What HTTP has a status for, and no rule of ours. */
export class HttpRefusal extends Failure {
  readonly http: HttpCode;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    http: HttpCode,
    message: string,
    { headers = {}, ...details }: FailureDetails & { readonly headers?: Readonly<Record<string, string>> } = {},
  ) {
    super('conflict', message, details);
    this.name = 'HttpRefusal';
    this.http = http;
    this.headers = headers;
  }
}

const headOf = (code: ProblemCode) => ({
  type: `${PROBLEM_PATH}/${code}`,
  title: PROBLEMS[code].title,
  status: PROBLEMS[code].status,
  code,
});

export const httpProblem = (code: HttpCode): Problem => ({ ...headOf(code), detail: `${PROBLEMS[code].title}.` });

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
    ...headOf(failure instanceof HttpRefusal ? failure.http : failure.code),
    detail: clip(failure.message),
    ...(errors
      ? { errors: errors.slice(0, ISSUES).map(({ path, message }) => ({ path: clip(path), message: clip(message) })) }
      : {}),
  };
}
