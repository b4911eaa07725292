import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { BrokenPage, Root } from './Root.tsx';
import { Shell } from './Shell.tsx';
import { PLANNED } from './navigation.ts';

const root = createRootRoute({ component: Root });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: lazyRouteComponent(() => import('../modules/sign-in/SignInPage.tsx'), 'SignInPage'),
});

const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: Shell });

const overview = createRoute({
  getParentRoute: () => shell,
  path: '/',
  component: lazyRouteComponent(() => import('../modules/overview/OverviewPage.tsx'), 'OverviewPage'),
});

const accord = createRoute({
  getParentRoute: () => shell,
  path: '/accords/$id',
  component: lazyRouteComponent(() => import('../modules/accord/AccordPage.tsx'), 'AccordPage'),
});

export type CommitmentSearch = { readonly theme?: string; readonly state?: string; readonly who?: string };

const commitments = createRoute({
  getParentRoute: () => shell,
  path: '/commitments',
  validateSearch: (search: Record<string, unknown>): CommitmentSearch => ({
    ...(typeof search['theme'] === 'string' ? { theme: search['theme'] } : {}),
    ...(typeof search['state'] === 'string' ? { state: search['state'] } : {}),
    ...(typeof search['who'] === 'string' ? { who: search['who'] } : {}),
  }),
  component: lazyRouteComponent(() => import('../modules/commitments/CommitmentsPage.tsx'), 'CommitmentsPage'),
});

const commitment = createRoute({
  getParentRoute: () => shell,
  path: '/commitments/$id',
  component: lazyRouteComponent(() => import('../modules/commitments/CommitmentPage.tsx'), 'CommitmentPage'),
});

const statements = createRoute({
  getParentRoute: () => shell,
  path: '/statements',
  component: lazyRouteComponent(() => import('../modules/statements/desk/StatementsPage.tsx'), 'StatementsPage'),
});

const statement = createRoute({
  getParentRoute: () => shell,
  path: '/statements/$id',
  component: lazyRouteComponent(() => import('../modules/statements/review/ReviewPage.tsx'), 'ReviewPage'),
});

const statementSet = createRoute({
  getParentRoute: () => shell,
  path: '/statements/sets/$id',
  component: lazyRouteComponent(() => import('../modules/statements/sets/SetPage.tsx'), 'SetPage'),
});

const modelCard = createRoute({
  getParentRoute: () => shell,
  path: '/statements/model',
  component: lazyRouteComponent(() => import('../modules/statements/machine/ModelCardPage.tsx'), 'ModelCardPage'),
});

const feeds = createRoute({
  getParentRoute: () => shell,
  path: '/feeds',
  component: lazyRouteComponent(() => import('../modules/feeds/FeedsPage.tsx'), 'FeedsPage'),
});

const feed = createRoute({
  getParentRoute: () => shell,
  path: '/feeds/$id',
  component: lazyRouteComponent(() => import('../modules/feeds/FeedPage.tsx'), 'FeedPage'),
});

const exports = createRoute({
  getParentRoute: () => shell,
  path: '/exports',
  validateSearch: (search: Record<string, unknown>): { readonly record?: string } =>
    typeof search['record'] === 'string' ? { record: search['record'] } : {},
  component: lazyRouteComponent(() => import('../modules/exports/ExportPage.tsx'), 'ExportPage'),
});

const plannedPage = lazyRouteComponent(() => import('../modules/planned/PlannedPage.tsx'), 'PlannedPage');
const planned = PLANNED.map(({ to }) => createRoute({ getParentRoute: () => shell, path: to, component: plannedPage }));

const pages = [
  overview,
  accord,
  commitments,
  commitment,
  statements,
  statement,
  statementSet,
  modelCard,
  feeds,
  feed,
  exports,
] as const;

export const router = createRouter({
  routeTree: root.addChildren([signIn, shell.addChildren([...pages, ...planned])]),
  defaultPreload: 'intent',
  defaultErrorComponent: BrokenPage,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
