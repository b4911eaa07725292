import type { Module } from '#api/module.ts';
import type { ModelOptions } from './model/open-model.ts';
import { statementRoutes } from './routes.ts';

/** From a published text to proposals, each with its words. Reading keeps nothing; what an officer adopts becomes records. */
export const statementsModule = (model: ModelOptions): Module => ({
  name: 'statements',
  routes: (node) => statementRoutes(node, model),
});
