import { isDeepStrictEqual } from 'node:util';
import { isMedia } from '#contract/shape.ts';
import { Failure } from '#kernel/errors.ts';
import type { Answer, Described } from '#api/route.ts';

export type AnswerCheck = (operation: Described, answer: Answer) => void;

/** Document and code cannot drift: in tests a node answers 500 in place of what its contract does not say, also of one property more. */
export function checkAnswer({ name, shape }: Described, { status, body }: Answer): void {
  if (status >= 400) return;
  const schema = shape.answers[status];
  if (schema === undefined) throw new Failure('internal', `${name} answers ${status}, which its contract does not say`);
  if (isMedia(schema)) return;
  const said: unknown = JSON.parse(typeof body === 'string' ? body : JSON.stringify(body));
  const parsed = schema.safeParse(said);
  if (!parsed.success)
    throw new Failure('internal', `${name} does not answer by its contract: ${JSON.stringify(parsed.error.issues)}`);
  if (!isDeepStrictEqual(parsed.data, said))
    throw new Failure('internal', `${name} says more than its contract: ${difference(parsed.data, said)}`);
}

/** The first place where they part. */
function difference(known: unknown, said: unknown, at = '$'): string {
  if (typeof known !== 'object' || typeof said !== 'object' || known === null || said === null) return at;
  const one = Object.entries(said).find(
    ([key, value]) => !isDeepStrictEqual((known as Record<string, unknown>)[key], value),
  );
  if (!one) return at;
  return Object.hasOwn(known, one[0])
    ? difference((known as Record<string, unknown>)[one[0]], one[1], `${at}.${one[0]}`)
    : `${at}.${one[0]}`;
}
