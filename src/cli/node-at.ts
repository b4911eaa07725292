import { Failure } from '#kernel/errors.ts';
import type { Problem } from '#contract/problem.ts';

/** A running node's API, as a program calls it. */
export type NodeAt = { readonly url: string; readonly token: string };

export async function callNode(
  { url, token }: NodeAt,
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
): Promise<Response> {
  const response = await fetch(new URL(path, url), {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch((cause: unknown) => {
    throw new Failure('unavailable', `the node at ${url} does not answer`, { cause });
  });
  if (response.ok) return response;
  const problem = (await response.json().catch(() => ({}))) as Partial<Problem>;
  throw new Failure('forbidden', `the node says: ${problem.detail ?? `status ${response.status}`}`);
}
