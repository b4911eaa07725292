import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { root, shell } from './frame.ts';

const FILTERS = ['person', 'record', 'token', 'purpose', 'kind', 'outcome', 'asked', 'from', 'to'] as const;
export type AccessSearch = { readonly [Name in (typeof FILTERS)[number]]?: string | undefined };

const accessLog = createRoute({
  getParentRoute: () => shell,
  path: '/oversight/log',
  component: lazyRouteComponent(() => import('../../modules/oversight/LogPage.tsx'), 'LogPage'),
});

const accesses = createRoute({
  getParentRoute: () => shell,
  path: '/oversight/accesses',
  validateSearch: (search: Record<string, unknown>): AccessSearch =>
    Object.fromEntries(FILTERS.flatMap((name) => (typeof search[name] === 'string' ? [[name, search[name]]] : []))),
  component: lazyRouteComponent(() => import('../../modules/oversight/AccessesPage.tsx'), 'AccessesPage'),
});

const ownAccesses = createRoute({
  getParentRoute: () => shell,
  path: '/me/accesses',
  component: lazyRouteComponent(() => import('../../modules/oversight/AccessesPage.tsx'), 'OwnAccessesPage'),
});

export const oversightRoutes = [accessLog, accesses, ownAccesses] as const;

const transparency = createRoute({
  getParentRoute: () => root,
  path: '/transparency',
  component: lazyRouteComponent(() => import('../../modules/oversight/TransparencyPage.tsx'), 'TransparencyPage'),
});

/** Of everybody, in no shell. */
export const publicRoutes = [transparency] as const;
