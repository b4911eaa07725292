import { Agent, request, type OutgoingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect } from 'vitest';
import { Problem } from '#contract/problem.ts';

export type RawRequest = {
  readonly method?: string;
  /** Sent as it is: nothing is normalised. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Uint8Array;
};
export type RawAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
};

const agent = new Agent({ keepAlive: false });

export function raw(url: string, { method = 'GET', path, headers = {}, body }: RawRequest): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const asked = request({
      agent,
      hostname,
      port,
      method,
      path,
      headers: { ...length, ...(headers as OutgoingHttpHeaders) },
    });
    asked.on('response', (answer) => {
      text(answer).then(
        (said) => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text: said }),
        reject,
      );
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

/** Bytes on a connection, and what comes back until it is closed. */
export async function rawBytes(url: string, bytes: string | Uint8Array): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {});
  socket.end(bytes);
  return text(socket);
}

export const INTERNALS =
  /\n\s+at |node_modules|\/src\/|\.ts:\d|\.js:\d|\bselect\b.*\bfrom\b|duplicate key value|postgres/i;

/** RFC 9457 in our form, with the headers that every answer has, and without a word from inside or a long echo. */
export function expectProblem(answer: RawAnswer, status: number | readonly number[]): Problem {
  const said = `${answer.status} ${answer.text.slice(0, 300)}`;
  expect([status].flat(), said).toContain(answer.status);
  expect(answer.headers['content-type'], said).toMatch(/^application\/problem\+json/);
  expect(answer.headers).toMatchObject(ALWAYS);
  expect(answer.text).not.toMatch(INTERNALS);
  const problem = Problem.strict().parse(JSON.parse(answer.text));
  expect(problem).toMatchObject({ status: answer.status, type: `/api/problems/${problem.code}` });
  const texts = [problem.detail, ...(problem.errors ?? []).flatMap(({ path, message }) => [path, message])];
  expect(Math.max(...texts.map((one) => one.length))).toBeLessThanOrEqual(200);
  return problem;
}

export const ALWAYS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': expect.stringContaining("default-src 'none'"),
  'cache-control': expect.any(String),
};
