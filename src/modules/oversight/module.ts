import type { Module } from '#api/module.ts';
import { accessRoutes } from './routes.ts';

/** Who saw what: read, exported and cosigned by those who oversee the node, and by everybody of themselves. */
export const oversightModule: Module = { name: 'oversight', routes: accessRoutes };
