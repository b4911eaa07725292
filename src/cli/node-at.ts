import type { z } from 'zod';
import { Problem } from '#contract/problem.ts';
import { Failure } from '#kernel/errors.ts';
import { required } from './args.ts';

/** A running node's API, as a program calls it. */
export type NodeAt = { readonly url: string; readonly token: string };

/** Of every command that asks a running node. */
export const NODE_OPTIONS = { node: { type: 'string' }, token: { type: 'string' } } as const;

export const nodeOf = (
  { node, token }: { readonly node?: string | undefined; readonly token?: string | undefined },
  usage: string,
): NodeAt => ({ url: required(node, '--node', usage), token: required(token, '--token', usage) });

/** For the first byte of an answer; a body may take longer. */
const PATIENCE_MS = 60_000;

export type Sent = { readonly json?: unknown; readonly bytes?: Uint8Array; readonly range?: string };

/** A good answer of the node; everything else is a failure in one line. */
export async function callNode(
  node: NodeAt,
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  { json, bytes, range }: Sent = {},
): Promise<Response> {
  const { url, headers } = checked(node);
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  const response = await fetch(new URL(path, url), {
    method,
    signal: patience.signal,
    redirect: 'manual', // the token is for this address alone
    headers: { ...headers, ...(range === undefined ? {} : { range }), ...typeOf(json, bytes) },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    ...(bytes === undefined ? {} : { body: new Uint8Array(bytes) }),
  })
    .catch((cause: unknown) => {
      throw new Failure('unavailable', `the node at ${url.origin} does not answer`, { cause });
    })
    .finally(() => clearTimeout(timer));
  if (response.ok) return response;
  const problem = Problem.safeParse(await response.json().catch(() => undefined));
  throw new Failure(
    'forbidden',
    problem.success
      ? `the node says: ${said(problem.data)}`
      : `no node answers at ${url.origin}: status ${response.status}`,
  );
}

const typeOf = (json: unknown, bytes: unknown): Record<string, string> =>
  json !== undefined
    ? { 'content-type': 'application/json' }
    : bytes !== undefined
      ? { 'content-type': 'application/octet-stream' }
      : {};

/** The answer's JSON, if it has the shape that a node gives it. */
export async function readAnswer<T>(response: Response, shape: z.ZodType<T>): Promise<T> {
  const parsed = shape.safeParse(await response.json().catch(() => undefined));
  if (!parsed.success)
    throw new Failure('unavailable', `what answers at ${new URL(response.url).origin} is not a node`);
  return parsed.data;
}

function checked({ url: text, token }: NodeAt): { readonly url: URL; readonly headers: { authorization: string } } {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    throw new Failure(
      'bad-input',
      `"${text.slice(0, 200)}" is not the address of a node: http://HOST:PORT or https://HOST`,
    );
  if (!/^[\x21-\x7e]+$/.test(token))
    throw new Failure('bad-input', 'a token has neither spaces nor letters beyond ASCII');
  return { url: new URL(text), headers: { authorization: `Bearer ${token}` } };
}

function said({ detail, errors }: Problem): string {
  const path = errors?.[0]?.path;
  return path === undefined || detail.includes(path) ? detail : `${path}: ${detail}`;
}
