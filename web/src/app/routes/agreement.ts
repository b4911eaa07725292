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

const meetings = createRoute({
  getParentRoute: () => shell,
  path: '/meetings',
  component: lazyRouteComponent(() => import('../../modules/meetings/MeetingsPage.tsx'), 'MeetingsPage'),
});

const meeting = createRoute({
  getParentRoute: () => shell,
  path: '/meetings/$id',
  component: lazyRouteComponent(() => import('../../modules/meetings/MeetingPage.tsx'), 'MeetingPage'),
});

const body = createRoute({
  getParentRoute: () => shell,
  path: '/bodies/$id',
  component: lazyRouteComponent(() => import('../../modules/meetings/BodyPage.tsx'), 'BodyPage'),
});

export const agreementRoutes = [accord, commitments, commitment, meetings, meeting, body] as const;
