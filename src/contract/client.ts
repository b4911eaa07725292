import type { AnswerOf, Call } from '#contract/api.ts';
import { OPERATIONS, QUESTIONS, type Operation } from '#contract/operations.ts';
import type { Problem } from '#contract/problem.ts';
import type { Media } from '#contract/shape.ts';
import { readJson } from '#kernel/json/read.ts';

/** A refusal by the node, or a failure to reach it (`status` 0). */
export class RequestFailed extends Error {
  readonly status: number;
  readonly problem: Problem | undefined;

  constructor(status: number, problem: Problem | undefined, cause?: unknown) {
    super(problem?.detail ?? `request failed (${status})`, { cause });
    this.name = 'RequestFailed';
    this.status = status;
    this.problem = problem;
  }
}

export type Asking = {
  readonly signal?: AbortSignal;
  /** `If-Match`: the version that a change is made on, as an ETag of the node. */
  readonly onto?: string;
  /** `Idempotency-Key`: a new text for each act, the same when it is sent again. */
  readonly key?: string;
};
/** JSON as the contract has it; bytes as the response that brings them. */
type Given<Name extends Operation> = AnswerOf<Name> extends Media ? Response : AnswerOf<Name>;
/** Nothing need be given to what takes nothing. */
type Rest<Name extends Operation> =
  object extends Call<Name> ? [call?: Call<Name> & Asking] : [call: Call<Name> & Asking];

export type Client = <Name extends Operation>(name: Name, ...rest: Rest<Name>) => Promise<Given<Name>>;

export type ClientOptions = {
  /** Of the node; empty on its own pages. */
  readonly url?: string;
  readonly fetch: typeof globalThis.fetch;
  /** A text that was never given before. With it each act by POST has an `Idempotency-Key` without being given one. */
  readonly newKey?: () => string;
  /** An API token. On the node's own pages the session is enough. */
  readonly token?: string;
};

type Parts = {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: unknown;
} & Asking;

/** Where an operation is, with what its address names. */
export function addressOf(name: Operation, { params = {}, query = {} }: Pick<Parts, 'params' | 'query'> = {}): string {
  const path = OPERATIONS[name].replace(/^\S+ /, '').replaceAll(/:(\w+)/g, (_, key: string) => {
    const value = params[key];
    if (value === undefined || value === '') throw new TypeError(`${name} needs its ${key}`);
    return encodeURIComponent(value);
  });
  const given = Object.entries(query).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]]));
  const search = new URLSearchParams(given).toString();
  return search === '' ? path : `${path}?${search}`;
}

/** Every operation by its name, typed by the schemas that the node enforces. Answers are not parsed again: the node is held to them by its tests. */
export function openClient({ url = '', fetch, token, newKey }: ClientOptions): Client {
  const keys = newKey && keptKeys(newKey);
  const ask = async (name: Operation, parts: Parts = {}): Promise<unknown> => {
    const method = OPERATIONS[name].split(' ')[0]!;
    const { body, signal, onto } = parts;
    const headers = new Headers({ accept: 'application/json, */*;q=0.5' });
    if (token !== undefined) headers.set('authorization', `Bearer ${token}`);
    if (onto !== undefined) headers.set('if-match', onto);
    const isBytes = body instanceof Blob || body instanceof Uint8Array;
    if (body !== undefined)
      headers.set(
        'content-type',
        isBytes ? (body instanceof Blob && body.type) || 'application/octet-stream' : 'application/json',
      );
    const address = `${url}${addressOf(name, parts)}`;
    // What is put is the same however often it is put.
    const isAct = method === 'POST' && !isBytes && !QUESTIONS.has(name);
    const act = isAct ? JSON.stringify([address, onto, body]) : undefined;
    const key = parts.key ?? (act === undefined ? undefined : keys?.of(act));
    if (key !== undefined) headers.set('idempotency-key', key);
    let response: Response;
    try {
      response = await fetch(address, {
        method,
        headers,
        credentials: 'same-origin',
        ...(signal === undefined ? {} : { signal }),
        ...(body === undefined ? {} : { body: isBytes ? (body as Blob) : JSON.stringify(body) }),
      });
    } catch (cause) {
      throw new RequestFailed(0, undefined, cause);
    }
    // Answered: sent again, it is another act. A failure of the node says nothing of whether it was done.
    if (act !== undefined && response.status < 500) keys?.end(act);
    if (!response.ok) {
      const said: unknown = await response.json().catch(() => undefined);
      throw new RequestFailed(response.status, isProblem(said) ? said : undefined);
    }
    if (!/^application\/json(?:;|$)/.test(response.headers.get('content-type') ?? '')) return response;
    return readJson(await response.text());
  };
  // The implementation knows what is asked by its name alone; its type is the contract's.
  return ask as unknown as Client;
}

const MOST_KEPT = 100;

/** The key of an act, as long as nobody knows whether it was done: sent again word for word, it is the same act. */
function keptKeys(newKey: () => string) {
  const kept = new Map<string, string>();
  return {
    of: (act: string): string => {
      const key = kept.get(act) ?? newKey();
      kept.set(act, key);
      if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value!);
      return key;
    },
    end: (act: string): void => void kept.delete(act),
  };
}

export function isProblem(value: unknown): value is Problem {
  return (
    typeof value === 'object' &&
    value !== null &&
    'code' in value &&
    typeof value.code === 'string' &&
    'detail' in value &&
    typeof value.detail === 'string'
  );
}
