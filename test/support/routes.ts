import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { FastifyInstance } from 'fastify';
import type { Permission } from '#api/permissions.ts';

export type MountedRoute = {
  readonly method: string;
  readonly url: string;
  readonly permission: Permission | undefined;
  /** A token opens it to nobody. */
  readonly bySession: boolean;
};

/** All routes that any server mounts from now on, by the framework's own account: no list to forget a new one in. */
export function watchRoutes(): { readonly routes: () => MountedRoute[]; readonly stop: () => void } {
  const found = new Map<string, MountedRoute>();
  const started = (message: unknown): void => {
    const { fastify } = message as { fastify: FastifyInstance };
    fastify.addHook('onRoute', ({ method, url, config }) => {
      for (const one of [method].flat())
        found.set(`${one} ${url}`, {
          method: one,
          url,
          permission: config?.permission,
          bySession: config?.bySession === true,
        });
    });
  };
  subscribe('fastify.initialization', started);
  return { routes: () => [...found.values()], stop: () => unsubscribe('fastify.initialization', started) };
}
