import { readJson } from '#kernel/json/read.ts';
import { addressOf, isProblem, openClient, RequestFailed } from '#contract/client.ts';
import { takeEarly } from './early.ts';
import { purposeOf } from './purpose.ts';

export { addressOf, RequestFailed };

/** Operations by their names; the session is the browser's. */
export const ask = openClient({
  newKey: () => crypto.randomUUID(),
  fetch: (input, init) => {
    const early = takeEarly(input, init?.method);
    if (early !== undefined) return early;
    const headers = new Headers(init?.headers);
    for (const [name, value] of Object.entries(purposeOf(input instanceof Request ? input.url : input.toString())))
      headers.set(name, value);
    return fetch(input, { ...init, headers });
  },
});

export type Query = Readonly<Record<string, string | number | undefined>>;

export function address(path: string, query: Query = {}): string {
  const given = Object.entries(query).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]]));
  const search = new URLSearchParams(given).toString();
  return search === '' ? path : `${path}?${search}`;
}

async function send(path: string, init: RequestInit, accept: string): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set('accept', accept);
  for (const [name, value] of Object.entries(purposeOf(path))) headers.set(name, value);
  let response: Response;
  try {
    response = await fetch(path, { ...init, headers, credentials: 'same-origin' });
  } catch (cause) {
    throw new RequestFailed(0, undefined, cause);
  }
  if (response.ok) return response;
  const body: unknown = await response.json().catch(() => undefined);
  throw new RequestFailed(response.status, isProblem(body) ? body : undefined);
}

/** The contract's schemas are the node's own: answers are typed by them and not parsed again in the browser. */
export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await send(path, signal === undefined ? {} : { signal }, 'application/json');
  return readJson(await response.text()) as T;
}

/** Signing in is the library's, below /api/auth: no operation of the contract. */
export async function post<T>(path: string, body: unknown): Promise<T> {
  const response = await postRaw(path, body, 'application/json');
  const text = await response.text();
  return (text === '' ? undefined : readJson(text)) as T;
}

export function postRaw(path: string, body: unknown, accept: string): Promise<Response> {
  return send(
    path,
    { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
    accept,
  );
}
