import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shell } from './frame.ts';

const feeds = createRoute({
  getParentRoute: () => shell,
  path: '/feeds',
  component: lazyRouteComponent(() => import('../../modules/feeds/FeedsPage.tsx'), 'FeedsPage'),
});

const feed = createRoute({
  getParentRoute: () => shell,
  path: '/feeds/$id',
  component: lazyRouteComponent(() => import('../../modules/feeds/FeedPage.tsx'), 'FeedPage'),
});

const exports = createRoute({
  getParentRoute: () => shell,
  path: '/exports',
  validateSearch: (search: Record<string, unknown>): { readonly record?: string } =>
    typeof search['record'] === 'string' ? { record: search['record'] } : {},
  component: lazyRouteComponent(() => import('../../modules/exports/ExportPage.tsx'), 'ExportPage'),
});

export const proofRoutes = [feeds, feed, exports] as const;
