import { Problem } from '#contract/problem.ts';
import { isMedia, type Media, type Shape } from '#contract/shape.ts';
import type { z } from 'zod';
import { PROBLEMS, type ProblemCode } from '#api/problem-codes.ts';
import type { MountedOperation } from '#api/openapi/mounted.ts';
import { schemaWriter, type JsonSchema } from './schemas.ts';

export type OpenApi = {
  readonly openapi: '3.1.0';
  readonly paths: Readonly<Record<string, Readonly<Record<string, JsonSchema>>>>;
} & JsonSchema;

/** The document of what is mounted: of the schemas that are enforced, and of nothing else. */
export function openApiOf(
  mounted: readonly MountedOperation[],
  { version, url }: { version: string; url: string },
): OpenApi {
  const schemas = schemaWriter();
  const problem = schemas.write(Problem, 'output');
  const paths: Record<string, Record<string, JsonSchema>> = {};
  for (const one of mounted.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    const path = one.path.replaceAll(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[one.method.toLowerCase()] = operationOf(one, schemas.write);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Entente',
      version,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      description:
        'The JSON API of one node, for its own people and programs. Partners speak another protocol: docs/protocol. Every refusal is a problem (RFC 9457) with a stable code.',
    },
    servers: [{ url }],
    security: [{ token: [] }, { session: [] }],
    tags: [...new Set(mounted.map(tagOf))].sort().map((name) => ({ name })),
    paths,
    components: {
      schemas: Object.fromEntries([...schemas.components].sort(([a], [b]) => (a < b ? -1 : 1))),
      responses: Object.fromEntries(
        Object.entries(PROBLEMS).map(([code, { title, en }]) => [
          code,
          {
            description: `\`${code}\`: ${title}. ${en}`,
            headers: { 'cache-control': { schema: { type: 'string' } } },
            content: { 'application/problem+json': { schema: problem } },
          },
        ]),
      ),
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: 'An API token, `ent_…`: it has some of its person’s permissions.',
        },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'entente-*.session_token',
          description: 'A browser’s session. A change must come from the node’s own pages.',
        },
      },
    },
  };
}

type Write = ReturnType<typeof schemaWriter>['write'];

/** The first word of its address below /api/v1. */
const tagOf = ({ path }: MountedOperation): string =>
  /^\/api\/v1\/([\w-]+)/.exec(path)?.[1] ?? /^\/(?:api\/)?([\w-]+)/.exec(path)![1]!;

function operationOf(one: MountedOperation, write: Write): JsonSchema {
  const { path, permission, shape } = one;
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name!);
  const isOpen = permission === undefined;
  return {
    operationId: one.name,
    summary: shape.summary,
    tags: [tagOf(one)],
    description: [shape.description, isOpen ? 'Open to all.' : `Needs the permission \`${permission}\`.`]
      .filter(Boolean)
      .join(' '),
    ...(isOpen ? { security: [] } : { 'x-permission': permission }),
    parameters: [
      ...names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string', maxLength: 300 } })),
      ...queryOf(shape, write),
      ...(isOpen ? [] : headersOf(one)),
    ],
    ...(shape.body ? { requestBody: { required: true, content: contentOf(shape.body, 'input', write) } } : {}),
    responses: { ...answersOf(shape, write), ...problemsOf(one) },
  };
}

function queryOf({ query }: Shape, write: Write): JsonSchema[] {
  if (!query) return [];
  const { properties = {}, required = [] } = write(query, 'input') as {
    readonly properties?: Readonly<Record<string, JsonSchema>>;
    readonly required?: readonly string[];
  };
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema,
  }));
}

const header = (name: string, description: string) => ({ name, in: 'header', description, schema: { type: 'string' } });

function headersOf({ method, shape }: MountedOperation): JsonSchema[] {
  if (method === 'GET')
    return [header('If-None-Match', 'An `ETag` held: 304 if it is still the same. Rights are decided all the same.')];
  return [
    ...(!shape.asks
      ? [
          header(
            'Idempotency-Key',
            'A text of your own, new for each act, kept for a day: sent again, the act is not done again, and the answer tells what came of it, as you may see it then.',
          ),
        ]
      : []),
    ...(shape.versioned ? [header('If-Match', 'The `ETag` that was read: refused if it was changed since.')] : []),
  ];
}

const contentOf = (of: z.ZodType | Media, io: 'input' | 'output', write: Write): JsonSchema =>
  isMedia(of)
    ? { [of.media]: { schema: { description: of.description } } }
    : { 'application/json': { schema: write(of, io) } };

const ETAG = { ETag: { description: 'of this answer', schema: { type: 'string' } } };

function answersOf({ answers }: Shape, write: Write): JsonSchema {
  return Object.fromEntries(
    Object.entries(answers).map(([status, of]) => [
      status,
      {
        description: isMedia(of) ? of.description : (SAID[status] ?? 'Done'),
        ...(status === '200' ? { headers: ETAG } : {}),
        content: contentOf(of, 'output', write),
      },
    ]),
  );
}

const SAID: Readonly<Record<string, string>> = { 200: 'As asked', 201: 'Made', 202: 'Taken; it is done in a while' };

/** By what it takes: the problems that it can answer with, each status once. */
function problemsOf({ method, path, permission, shape }: MountedOperation): JsonSchema {
  const isChange = method !== 'GET';
  const codes: ProblemCode[] = ['internal', 'unavailable', 'too-many-requests', 'head-too-large', 'bad-encoding'];
  if (permission !== undefined) codes.push('unauthenticated', 'forbidden');
  if (path.includes(':') || isChange) codes.push('not-found');
  if (shape.query ?? shape.body ?? permission) codes.push('bad-input');
  if (shape.versioned) codes.push('precondition-failed');
  if (isChange) codes.push('conflict', 'too-large', 'unsupported-type', 'timeout');
  if (shape.answers[206]) codes.push('range-not-satisfiable', 'conflict');
  return Object.fromEntries(codes.map((code) => [PROBLEMS[code].status, { $ref: `#/components/responses/${code}` }]));
}
