import { Failure } from '#kernel/errors.ts';
import type { Module } from '#api/module.ts';
import type { ModelOptions } from './model/open-model.ts';
import { statementRoutes } from './routes.ts';
import { divergencesOfYear } from './year.ts';

const byTheNode = (): never => {
  throw new Failure(
    'bad-input',
    'it is made by the node, of two accounts at its desk: POST .../statement-desk/sets/{id}/report',
    {
      path: '$.type',
    },
  );
};

/** From a published text to proposals, each with its words. Reading keeps nothing; what an officer adopts becomes records. */
export const statementsModule = (model: ModelOptions): Module => ({
  name: 'statements',
  prepare: { 'divergence-report': byTheNode },
  year: divergencesOfYear,
  routes: (node) => statementRoutes(node, model),
});
