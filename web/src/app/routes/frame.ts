import { createRootRoute, createRoute } from '@tanstack/react-router';
import { Root } from '../Root.tsx';
import { Shell } from '../Shell.tsx';

export const root = createRootRoute({ component: Root });

/** Parent of every page that needs a session. */
export const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: Shell });
