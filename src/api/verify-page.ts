import { existsSync, readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { Failure } from '#kernel/errors.ts';

/** The page that verifies a dossier: it goes to anyone, with a session or without, and asks this node for nothing more. */
export function mountVerifyPage(app: FastifyInstance, path: string): void {
  const html = existsSync(path) ? readFileSync(path) : undefined;
  const policy = html && `${policyOf(html.toString())}; frame-ancestors 'none'`;
  app.get('/verify.html', async (_request, reply) => {
    if (html === undefined) throw new Failure('not-found', 'the page that verifies dossiers is not built here');
    return reply
      .header('content-security-policy', policy)
      .header('cache-control', 'no-cache')
      .type('text/html; charset=utf-8')
      .send(html);
  });
}

/** The page carries its own, with the hash of its script; what only a header can say is added. */
function policyOf(html: string): string {
  const found = /<meta http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html)?.[1];
  if (found === undefined)
    throw new Failure('internal', 'the page that verifies dossiers has no content security policy');
  return found;
}
