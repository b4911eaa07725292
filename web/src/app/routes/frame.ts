import { createRootRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { Root } from '../Root.tsx';

export const root = createRootRoute({ component: Root });

/** Parent of every page that needs a session; whoever has none yet does not load it. */
export const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  component: lazyRouteComponent(() => import('../Shell.tsx'), 'Shell'),
});
