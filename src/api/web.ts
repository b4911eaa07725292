import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { policyWith } from '#api/secured.ts';

export type WebPage = { readonly send: (reply: FastifyReply) => FastifyReply };

/**
 * The built application: its files as they are, and its one page with a nonce of its own each time, which the component library
 * writes on the styles that it makes. Undefined: it is not built here.
 */
export async function mountWeb(app: FastifyInstance, folder: string): Promise<WebPage | undefined> {
  const index = join(folder, 'index.html');
  if (!existsSync(index)) return undefined;
  const [head, rest] = readFileSync(index, 'utf8').split('<head>', 2) as [string, string];
  await app.register(fastifyStatic, {
    root: folder,
    wildcard: false, // one route for each file: what is not there is not found, whatever the method
    index: false,
    globIgnore: ['index.html*'],
    cacheControl: false,
    preCompressed: true, // the build wrote .br and .gz beside each file
    setHeaders: (reply, path) => {
      // Hashed names may be kept for ever; the page itself is asked for each time.
      reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  const send = (reply: FastifyReply): FastifyReply => {
    const nonce = randomBytes(16).toString('base64');
    return reply
      .header('cache-control', 'no-store') // a nonce is used once
      .header('content-security-policy', policyWith(nonce))
      .type('text/html; charset=utf-8')
      .send(`${head}<head><meta property="csp-nonce" nonce="${nonce}">${rest}`);
  };
  app.get('/', async (_request, reply) => send(reply));
  return { send };
}
