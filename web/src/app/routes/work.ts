import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shell } from './frame.ts';

const today = createRoute({
  getParentRoute: () => shell,
  path: '/',
  component: lazyRouteComponent(() => import('../../modules/today/TodayPage.tsx'), 'TodayPage'),
});

const overview = createRoute({
  getParentRoute: () => shell,
  path: '/overview',
  component: lazyRouteComponent(() => import('../../modules/overview/OverviewPage.tsx'), 'OverviewPage'),
});

export type SearchAddress = { readonly q?: string; readonly type?: string; readonly accord?: string };

const given = (search: Record<string, unknown>, name: keyof SearchAddress): SearchAddress => {
  const value = search[name];
  return typeof value === 'string' && value !== '' ? { [name]: value } : {};
};

const search = createRoute({
  getParentRoute: () => shell,
  path: '/search',
  // A number in the address is a word of the query.
  validateSearch: (asked: Record<string, unknown>): SearchAddress => ({
    ...given({ q: typeof asked['q'] === 'number' ? String(asked['q']) : asked['q'] }, 'q'),
    ...given(asked, 'type'),
    ...given(asked, 'accord'),
  }),
  component: lazyRouteComponent(() => import('../../modules/search/SearchPage.tsx'), 'SearchPage'),
});

const record = createRoute({
  getParentRoute: () => shell,
  path: '/records/$id',
  component: lazyRouteComponent(() => import('../../modules/records/RecordPage.tsx'), 'RecordPage'),
});

const revise = createRoute({
  getParentRoute: () => shell,
  path: '/records/$id/revise',
  component: lazyRouteComponent(() => import('../../modules/records/revise/RevisePage.tsx'), 'RevisePage'),
});

export type NoticeSearch = {
  readonly unread?: string;
  readonly kind?: string;
  readonly accord?: string;
  readonly open?: string;
};

const notifications = createRoute({
  getParentRoute: () => shell,
  path: '/notifications',
  validateSearch: (asked: Record<string, unknown>): NoticeSearch => ({
    ...(asked['unread'] === undefined ? {} : { unread: 'true' }),
    ...(typeof asked['kind'] === 'string' ? { kind: asked['kind'] } : {}),
    ...(typeof asked['accord'] === 'string' ? { accord: asked['accord'] } : {}),
    ...(typeof asked['open'] === 'string' ? { open: asked['open'] } : {}),
  }),
  component: lazyRouteComponent(() => import('../../modules/notifications/NotificationsPage.tsx'), 'NotificationsPage'),
});

const noticeSettings = createRoute({
  getParentRoute: () => shell,
  path: '/notifications/settings',
  component: lazyRouteComponent(() => import('../../modules/notifications/SettingsPage.tsx'), 'NoticeSettingsPage'),
});

/** Whatever address no other page has. */
const nowhere = createRoute({
  getParentRoute: () => shell,
  path: '$',
  component: lazyRouteComponent(() => import('../../modules/elsewhere/NowherePage.tsx'), 'NowherePage'),
});

export const workRoutes = [today, notifications, noticeSettings, search, record, revise, overview, nowhere] as const;
