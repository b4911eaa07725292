import type { Module } from '#api/module.ts';
import { statementRoutes } from './routes.ts';

/** From a published text to proposals, each with its words. Reading keeps nothing; what an officer adopts becomes records. */
export const statementsModule: Module = { name: 'statements', routes: statementRoutes };
