import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shell } from './frame.ts';

const admin = createRoute({
  getParentRoute: () => shell,
  path: '/admin',
  component: lazyRouteComponent(() => import('../../modules/admin/AdminPage.tsx'), 'AdminPage'),
});

const partners = createRoute({
  getParentRoute: () => shell,
  path: '/admin/partners',
  component: lazyRouteComponent(() => import('../../modules/admin/PartnersPage.tsx'), 'PartnersPage'),
});

const channels = createRoute({
  getParentRoute: () => shell,
  path: '/admin/channels',
  component: lazyRouteComponent(() => import('../../modules/admin/ChannelsPage.tsx'), 'ChannelsPage'),
});

const markings = createRoute({
  getParentRoute: () => shell,
  path: '/admin/markings',
  component: lazyRouteComponent(() => import('../../modules/admin/MarkingsPage.tsx'), 'MarkingsPage'),
});

const retention = createRoute({
  getParentRoute: () => shell,
  path: '/admin/retention',
  validateSearch: (search: Record<string, unknown>): { readonly record?: string } =>
    typeof search['record'] === 'string' ? { record: search['record'] } : {},
  component: lazyRouteComponent(() => import('../../modules/retention/RetentionPage.tsx'), 'RetentionPage'),
});

const holds = createRoute({
  getParentRoute: () => shell,
  path: '/holds',
  component: lazyRouteComponent(() => import('../../modules/retention/HoldsPage.tsx'), 'HoldsPage'),
});

const release = createRoute({
  getParentRoute: () => shell,
  path: '/admin/release',
  component: lazyRouteComponent(() => import('../../modules/people/ReleasePage.tsx'), 'ReleasePage'),
});

const health = createRoute({
  getParentRoute: () => shell,
  path: '/admin/health',
  component: lazyRouteComponent(() => import('../../modules/admin/HealthPage.tsx'), 'HealthPage'),
});

const signIn = createRoute({
  getParentRoute: () => shell,
  path: '/admin/sign-in',
  component: lazyRouteComponent(() => import('../../modules/sign-in-admin/SignInAdminPage.tsx'), 'SignInAdminPage'),
});

const mail = createRoute({
  getParentRoute: () => shell,
  path: '/admin/mail',
  component: lazyRouteComponent(() => import('../../modules/mail/MailPage.tsx'), 'MailPage'),
});

const people = createRoute({
  getParentRoute: () => shell,
  path: '/admin/people',
  component: lazyRouteComponent(() => import('../../modules/people/PeoplePage.tsx'), 'PeoplePage'),
});

const units = createRoute({
  getParentRoute: () => shell,
  path: '/admin/units',
  component: lazyRouteComponent(() => import('../../modules/people/UnitsPage.tsx'), 'UnitsPage'),
});

const roles = createRoute({
  getParentRoute: () => shell,
  path: '/admin/roles',
  component: lazyRouteComponent(() => import('../../modules/people/RolesPage.tsx'), 'RolesPage'),
});

const lists = createRoute({
  getParentRoute: () => shell,
  path: '/admin/lists',
  component: lazyRouteComponent(() => import('../../modules/people/ListsPage.tsx'), 'ListsPage'),
});

const proposals = createRoute({
  getParentRoute: () => shell,
  path: '/proposals',
  component: lazyRouteComponent(() => import('../../modules/people/ProposalsPage.tsx'), 'ProposalsPage'),
});

export const administrationRoutes = [
  admin,
  mail,
  signIn,
  partners,
  channels,
  markings,
  retention,
  holds,
  release,
  health,
  people,
  units,
  roles,
  lists,
  proposals,
] as const;
