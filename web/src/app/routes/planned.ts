import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { PLANNED } from '../navigation/navigation.ts';
import { shell } from './frame.ts';

const plannedPage = lazyRouteComponent(() => import('../../modules/planned/PlannedPage.tsx'), 'PlannedPage');

export const plannedRoutes = PLANNED.map(({ to }) =>
  createRoute({ getParentRoute: () => shell, path: to, component: plannedPage }),
);
