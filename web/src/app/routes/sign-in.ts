import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { root } from './frame.ts';

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: lazyRouteComponent(() => import('../../modules/sign-in/SignInPage.tsx'), 'SignInPage'),
});

const setUp = createRoute({
  getParentRoute: () => root,
  path: '/set-up',
  component: lazyRouteComponent(() => import('../../modules/sign-in/SetUpPage.tsx'), 'SetUpPage'),
});

/** Pages outside the shell: for whoever has no session yet. */
export const signInRoutes = [signIn, setUp] as const;
