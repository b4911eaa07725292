import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shell } from './frame.ts';

const me = createRoute({
  getParentRoute: () => shell,
  path: '/me',
  component: lazyRouteComponent(() => import('../../modules/me/MePage.tsx'), 'MePage'),
});

const security = createRoute({
  getParentRoute: () => shell,
  path: '/me/security',
  component: lazyRouteComponent(() => import('../../modules/security/SecurityPage.tsx'), 'SecurityPage'),
});

const tokens = createRoute({
  getParentRoute: () => shell,
  path: '/me/tokens',
  component: lazyRouteComponent(() => import('../../modules/security/TokensPage.tsx'), 'TokensPage'),
});

export const meRoutes = [me, security, tokens] as const;
