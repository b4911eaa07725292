import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shell } from './frame.ts';

const statements = createRoute({
  getParentRoute: () => shell,
  path: '/statements',
  component: lazyRouteComponent(() => import('../../modules/statements/desk/StatementsPage.tsx'), 'StatementsPage'),
});

const statement = createRoute({
  getParentRoute: () => shell,
  path: '/statements/$id',
  component: lazyRouteComponent(() => import('../../modules/statements/review/ReviewPage.tsx'), 'ReviewPage'),
});

const statementSet = createRoute({
  getParentRoute: () => shell,
  path: '/statements/sets/$id',
  component: lazyRouteComponent(() => import('../../modules/statements/sets/SetPage.tsx'), 'SetPage'),
});

const modelCard = createRoute({
  getParentRoute: () => shell,
  path: '/statements/model',
  component: lazyRouteComponent(() => import('../../modules/statements/machine/ModelCardPage.tsx'), 'ModelCardPage'),
});

export const statementRoutes = [statements, statement, statementSet, modelCard] as const;
