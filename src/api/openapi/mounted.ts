import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { media, type Shape } from '#contract/shape.ts';
import type { Permission } from '#api/permissions.ts';

export type MountedOperation = {
  readonly method: string;
  readonly path: string;
  readonly name: string;
  readonly permission: Permission | undefined;
  readonly shape: Shape;
};

/** Addresses of the API. Pages, their files and what partners sign are not of it. */
const OF_THE_API = /^\/(?:(?:api|health)\/|metrics$)/;
/** HEAD goes with GET. */
const OWN: ReadonlySet<string> = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);

/** Watches what is mounted from here on: nothing is in the document that is not mounted, and nothing is mounted that is not in it. */
export function watchOperations(app: FastifyInstance): () => readonly MountedOperation[] {
  const found: MountedOperation[] = [];
  app.addHook('onRoute', ({ url, method, config }) => {
    if (!OF_THE_API.test(url)) return;
    for (const one of [method].flat())
      if (OWN.has(one))
        found.push({
          method: one,
          path: url,
          permission: config?.permission,
          ...(config?.operation ?? { name: nameOf(one, url), shape: shapeOf(url) }),
        });
  });
  return () => found;
}

/** For what does not declare itself. */
const nameOf = (method: string, url: string): string =>
  `${method.toLowerCase()}${url.replaceAll(/[^A-Za-z0-9]+(\w?)/g, (_, letter: string) => letter.toUpperCase())}`;

function shapeOf(url: string): Shape {
  if (url.startsWith('/api/auth/'))
    return { summary: 'Signing in and out, for the node’s own pages', answers: { 200: z.unknown() } };
  return { summary: url, answers: { 200: media('*/*', 'as asked') } };
}
