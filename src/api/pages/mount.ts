import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { media, type Shape } from '#contract/shape.ts';
import { Failure } from '#kernel/errors.ts';
import { openApiOf } from '#api/openapi/document.ts';
import type { MountedOperation } from '#api/openapi/mounted.ts';
import { isProblemCode, PROBLEM_PATH } from '#api/problem-codes.ts';
import { languageOf, STYLE, STYLE_PATH, type Language } from './frame.ts';
import { problemPage, problemsPage } from './problems.ts';
import { referencePage } from './reference.ts';

const REFERENCE_PATH = '/api/reference';
const DOCUMENT_PATH = '/api/v1/openapi.json';
const html = media('text/html', 'a page, in English, Chinese or Urdu: `?lang=`');
const DESCRIBED = {
  document: {
    name: 'readOpenApi',
    shape: { summary: 'This document', answers: { 200: z.looseObject({ openapi: z.string() }) } },
  },
  reference: { name: 'readReference', shape: { summary: 'This document, for people', answers: { 200: html } } },
  problems: {
    name: 'listProblems',
    shape: { summary: 'The codes of all refusals, for people', answers: { 200: html } },
  },
  problem: {
    name: 'readProblem',
    shape: { summary: 'One code, where the `type` of a problem leads', answers: { 200: html } },
  },
  style: {
    name: 'readStyle',
    shape: { summary: 'What these pages look like', answers: { 200: media('text/css', 'a style sheet') } },
  },
} satisfies Record<string, { readonly name: string; readonly shape: Shape }>;

/** What the API says of itself. Open to all: it tells what the product does, and nothing of this node's content. */
export function mountPages(app: FastifyInstance, mounted: () => readonly MountedOperation[], webFolder: string): void {
  const style = `${fontsIn(webFolder)}${STYLE}`;
  const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../../package.json'), 'utf8')) as {
    version: string;
  };
  // Made when it is first asked for: by then all is mounted.
  let made: ReturnType<typeof openApiOf> | undefined;
  const document = () => (made ??= openApiOf(mounted(), { version, url: '/' }));
  const page = (reply: FastifyReply, text: string) =>
    reply
      .header('cache-control', 'no-cache')
      .header('vary', 'accept-language')
      .type('text/html; charset=utf-8')
      .send(text);

  app.get(DOCUMENT_PATH, { config: { operation: DESCRIBED.document } }, async (_request, reply) =>
    reply.header('cache-control', 'no-cache').send(document()),
  );
  app.get(REFERENCE_PATH, { config: { operation: DESCRIBED.reference } }, async (request, reply) =>
    page(reply, referencePage(document(), wanted(request), REFERENCE_PATH)),
  );
  app.get(PROBLEM_PATH, { config: { operation: DESCRIBED.problems } }, async (request, reply) =>
    page(reply, problemsPage(wanted(request))),
  );
  app.get<{ Params: { code: string } }>(
    `${PROBLEM_PATH}/:code`,
    { config: { operation: DESCRIBED.problem } },
    async (request, reply) => {
      const { code } = request.params;
      if (!isProblemCode(code)) throw new Failure('not-found', 'there is no such code');
      return page(reply, problemPage(code, wanted(request)));
    },
  );
  app.get(STYLE_PATH, { config: { operation: DESCRIBED.style } }, async (_request, reply) =>
    reply.header('cache-control', 'public, max-age=3600').type('text/css; charset=utf-8').send(style),
  );
}

/** The application's own faces for other scripts, where it is built. */
const fontsIn = (webFolder: string): string =>
  globSync('assets/other-scripts*.css', { cwd: webFolder })
    .map((path) => `@import url('/${path}');\n`)
    .join('');

function wanted({ query, headers }: Pick<FastifyRequest, 'query' | 'headers'>): Language {
  const { lang } = query as { readonly lang?: unknown };
  return languageOf(typeof lang === 'string' ? lang : undefined, headers['accept-language']);
}
