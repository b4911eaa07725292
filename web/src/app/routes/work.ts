import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shell } from './frame.ts';

const overview = createRoute({
  getParentRoute: () => shell,
  path: '/',
  component: lazyRouteComponent(() => import('../../modules/overview/OverviewPage.tsx'), 'OverviewPage'),
});

export const workRoutes = [overview] as const;
