import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shell } from './frame.ts';

const accord = createRoute({
  getParentRoute: () => shell,
  path: '/accords/$id',
  component: lazyRouteComponent(() => import('../../modules/accord/AccordPage.tsx'), 'AccordPage'),
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
  component: lazyRouteComponent(() => import('../../modules/commitments/CommitmentsPage.tsx'), 'CommitmentsPage'),
});

const commitment = createRoute({
  getParentRoute: () => shell,
  path: '/commitments/$id',
  component: lazyRouteComponent(() => import('../../modules/commitments/CommitmentPage.tsx'), 'CommitmentPage'),
});

export const agreementRoutes = [accord, commitments, commitment] as const;
