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

const seals = createRoute({
  getParentRoute: () => shell,
  path: '/seals',
  component: lazyRouteComponent(() => import('../../modules/oversight/SealsPage.tsx'), 'SealsPage'),
});

const seal = createRoute({
  getParentRoute: () => shell,
  path: '/seals/$id',
  component: lazyRouteComponent(() => import('../../modules/oversight/SealPage.tsx'), 'SealPage'),
});

const subjects = createRoute({
  getParentRoute: () => shell,
  path: '/subjects',
  component: lazyRouteComponent(() => import('../../modules/oversight/SubjectsPage.tsx'), 'SubjectsPage'),
});

const subject = createRoute({
  getParentRoute: () => shell,
  path: '/subjects/$id',
  component: lazyRouteComponent(() => import('../../modules/oversight/SubjectPage.tsx'), 'SubjectPage'),
});

const correctionNotice = createRoute({
  getParentRoute: () => shell,
  path: '/subjects/notices/$id',
  component: lazyRouteComponent(() => import('../../modules/oversight/NoticePage.tsx'), 'NoticePage'),
});

export const oversightRoutes = [
  accessLog,
  accesses,
  ownAccesses,
  seals,
  seal,
  subjects,
  subject,
  correctionNotice,
] as const;

const transparency = createRoute({
  getParentRoute: () => root,
  path: '/transparency',
  component: lazyRouteComponent(() => import('../../modules/oversight/TransparencyPage.tsx'), 'TransparencyPage'),
});

/** Of everybody, in no shell. */
export const publicRoutes = [transparency] as const;
