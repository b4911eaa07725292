/**
 * What the page needs is asked for at once, side by side: its language, its data, the application and, at the front door, the page
 * itself. Nothing heavy is imported here, so that this runs before all that is read.
 */
import './ui/page-policy.ts';
import { CATALOGUES, preferredHere } from './app/catalogues.ts';
import { askEarly } from './data/early.ts';

const PUBLIC = /^\/(?:sign-in|set-up|transparency)(?:\/|$)/;

void CATALOGUES[preferredHere()]();
if (!PUBLIC.test(location.pathname)) {
  askEarly('/api/v1/session', '/api/v1/notices/unread');
  void import('./app/Shell.tsx');
}
if (location.pathname === '/sign-in') void import('./modules/sign-in/SignInPage.tsx');
if (location.pathname === '/') {
  askEarly('/api/v1/today');
  void import('./modules/today/TodayPage.tsx');
}
void import('./main.tsx');
