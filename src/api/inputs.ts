import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Failure } from '#kernel/errors.ts';

type Texts = Readonly<Record<string, string>>;

/** Nothing is unpacked before it is bounded. */
export function bytesOf({ headers, body }: FastifyRequest): Uint8Array {
  if ((headers['content-encoding'] ?? 'identity').toLowerCase() !== 'identity')
    throw new Failure('unsupported-type', 'send the body without a content encoding');
  return body instanceof Uint8Array ? body : new Uint8Array();
}

/** The database has no text with U+0000: what names one is nowhere. */
export function withoutNul(values: Texts, where: string): Texts {
  if (Object.values(values).some((value) => value.includes('\0')))
    throw new Failure('bad-encoding', `${where} holds U+0000`);
  return values;
}

export function singleValues(query: unknown): Texts {
  const single = Object.fromEntries(
    Object.entries(query as Record<string, string | string[]>).map(([name, value]) => {
      if (typeof value !== 'string') throw new Failure('bad-input', 'given more than once', { path: `?${name}` });
      return [name, value];
    }),
  );
  return withoutNul(single, 'the query');
}

export function checkedBody<Body>(schema: z.ZodType<Body> | undefined, body: unknown): Body | undefined {
  if (schema === undefined) return undefined;
  // The schema library would leave it out: what is not taken is refused, never dropped.
  if (typeof body === 'object' && body !== null && Object.hasOwn(body, '__proto__'))
    throw new Failure('bad-input', 'not a property name', { path: '$.__proto__' });
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) => ({
    path: `$${path.map((key) => `.${String(key)}`).join('')}`,
    message,
  }));
  throw new Failure('bad-input', `${issues[0]?.path}: ${issues[0]?.message}`, { issues });
}

/** A parameter that is not taken is refused: a filter that was misspelt would show all. */
export function checkedQuery(schema: z.ZodObject | undefined, query: Texts): object {
  const unknown = Object.keys(query).find((name) => !Object.hasOwn(schema?.shape ?? {}, name));
  if (unknown !== undefined) throw new Failure('bad-input', 'no such parameter here', { path: `?${unknown}` });
  if (schema === undefined) return {};
  const parsed = schema.safeParse(query);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) => ({ path: `?${String(path[0] ?? '')}`, message }));
  throw new Failure('bad-input', `${issues[0]?.path}: ${issues[0]?.message}`, { issues });
}
