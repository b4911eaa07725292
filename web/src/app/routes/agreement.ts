import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shell } from './frame.ts';

const accord = createRoute({
  getParentRoute: () => shell,
  path: '/accords/$id',
  component: lazyRouteComponent(() => import('../../modules/accord/AccordPage.tsx'), 'AccordPage'),
});

const REGISTER = [
  'theme',
  'state',
  'mark',
  'who',
  'lead',
  'unled',
  'rating',
  'from',
  'until',
  'words',
  'sort',
  'columns',
] as const;
/** What the register is narrowed to, its order and its columns: a link leads to what is seen. */
export type RegisterSearch = { readonly [Name in (typeof REGISTER)[number]]?: string };

const commitments = createRoute({
  getParentRoute: () => shell,
  path: '/commitments',
  validateSearch: (search: Record<string, unknown>): RegisterSearch =>
    Object.fromEntries(
      REGISTER.flatMap((name) => {
        const given = search[name];
        // The router reads what looks like a number as one.
        const text = typeof given === 'number' ? String(given) : given;
        return typeof text === 'string' && text !== '' ? [[name, text]] : [];
      }),
    ),
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

export type CalendarSearch = {
  readonly view?: 'month' | 'week' | 'agenda';
  readonly day?: string;
  readonly body?: string;
};

const VIEWS = ['month', 'week', 'agenda'] as const;

const calendar = createRoute({
  getParentRoute: () => shell,
  path: '/calendar',
  validateSearch: (asked: Record<string, unknown>): CalendarSearch => {
    const view = VIEWS.find((one) => one === asked['view']);
    const day = asked['day'];
    return {
      ...(view === undefined ? {} : { view }),
      ...(typeof day === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day)) ? { day } : {}),
      ...(typeof asked['body'] === 'string' ? { body: asked['body'] } : {}),
    };
  },
  component: lazyRouteComponent(() => import('../../modules/meetings/CalendarPage.tsx'), 'CalendarPage'),
});

const reviews = createRoute({
  getParentRoute: () => shell,
  path: '/review',
  component: lazyRouteComponent(() => import('../../modules/review/ReviewsPage.tsx'), 'ReviewsPage'),
});

const review = createRoute({
  getParentRoute: () => shell,
  path: '/reviews/$id',
  component: lazyRouteComponent(() => import('../../modules/review/ReviewPage.tsx'), 'ReviewPage'),
});

const chase = createRoute({
  getParentRoute: () => shell,
  path: '/chase',
  component: lazyRouteComponent(() => import('../../modules/review/ChasePage.tsx'), 'ChasePage'),
});

const cities = createRoute({
  getParentRoute: () => shell,
  path: '/cities',
  component: lazyRouteComponent(() => import('../../modules/cities/CitiesPage.tsx'), 'CitiesPage'),
});

const cityAccord = createRoute({
  getParentRoute: () => shell,
  path: '/cities/$id',
  component: lazyRouteComponent(() => import('../../modules/cities/CityAccordPage.tsx'), 'CityAccordPage'),
});

const visit = createRoute({
  getParentRoute: () => shell,
  path: '/visits/$id',
  component: lazyRouteComponent(() => import('../../modules/cities/VisitPage.tsx'), 'VisitPage'),
});

export const agreementRoutes = [
  calendar,
  accord,
  commitments,
  commitment,
  meetings,
  meeting,
  body,
  reviews,
  review,
  chase,
  cities,
  cityAccord,
  visit,
] as const;
