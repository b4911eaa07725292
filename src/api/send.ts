import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Answer } from '#api/route.ts';
import { etagOf, isHeld } from '#api/versions.ts';

/** JSON with its ETag; bytes and streams as the handler gives them. */
export function send(reply: FastifyReply, { method, headers: asked }: FastifyRequest, answer: Answer): FastifyReply {
  const { status, body, headers, version } = answer;
  const isJson = typeof body === 'string' || !(isBytes(body) || isStream(body));
  if (!isJson || status >= 300)
    return reply
      .headers(headers ?? {})
      .code(status)
      .send(body);
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  reply.type('application/json; charset=utf-8').headers(headers ?? {});
  if (version !== undefined || method === 'GET' || method === 'HEAD') {
    const etag = etagOf(text, version);
    reply.header('etag', etag);
    // The reading was decided and logged like any other.
    if (status === 200 && method !== 'POST' && isHeld(asked['if-none-match'], etag)) return reply.code(304).send();
  }
  return reply.code(status).send(text);
}

const isBytes = (body: unknown): boolean => body instanceof Uint8Array;
const isStream = (body: unknown): boolean => body instanceof ReadableStream || body instanceof Readable;
