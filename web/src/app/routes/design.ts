import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shell } from './frame.ts';

const MOST_ROWS = 200_000;

/** `?rows=`: so many in the sample list, to feel how it scrolls. */
const design = createRoute({
  getParentRoute: () => shell,
  path: '/design',
  validateSearch: (search: Record<string, unknown>): { readonly rows?: number } => {
    const rows = Number(search['rows']);
    return Number.isSafeInteger(rows) && rows > 0 ? { rows: Math.min(rows, MOST_ROWS) } : {};
  },
  component: lazyRouteComponent(() => import('../../modules/design/DesignPage.tsx'), 'DesignPage'),
});

export const designRoutes = [design] as const;
