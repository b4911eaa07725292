import { createRouter } from '@tanstack/react-router';
import { BrokenPage } from '../Root.tsx';
import { administrationRoutes } from './administration.ts';
import { agreementRoutes } from './agreement.ts';
import { designRoutes } from './design.ts';
import { root, shell } from './frame.ts';
import { meRoutes } from './me.ts';
import { oversightRoutes, publicRoutes } from './oversight.ts';
import { plannedRoutes } from './planned.ts';
import { proofRoutes } from './proof.ts';
import { signInRoutes } from './sign-in.ts';
import { statementRoutes } from './statements.ts';
import { workRoutes } from './work.ts';

const pages = [
  ...workRoutes,
  ...agreementRoutes,
  ...statementRoutes,
  ...proofRoutes,
  ...oversightRoutes,
  ...administrationRoutes,
  ...meRoutes,
  ...designRoutes,
  ...plannedRoutes,
];

export const router = createRouter({
  routeTree: root.addChildren([...signInRoutes, ...publicRoutes, shell.addChildren(pages)]),
  defaultPreload: 'intent',
  defaultErrorComponent: BrokenPage,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
