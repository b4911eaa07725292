import { Failure } from '#kernel/errors.ts';
import { reviewLifeCycle } from '#kernel/lifecycle/signed-text.ts';
import type { Module } from '#api/module.ts';
import { reviewDocumentRoutes } from './documents/routes.ts';
import { reviewRoutes } from './routes.ts';
import { reviewTasks } from './tasks.ts';

const byTheNode = (at: string) => (): never => {
  throw new Failure('bad-input', `it is made by the node, at ${at}, of what it holds`, { path: '$.type' });
};

/** The ministers' yearly review, and how the cooperation stands. */
export const reviewModule: Module = {
  name: 'review',
  lifeCycles: [reviewLifeCycle],
  tasks: reviewTasks,
  prepare: { review: byTheNode('/api/v1/reviews'), 'rights-figures': byTheNode('/api/v1/rights-figures') },
  routes: (node) => [...reviewDocumentRoutes(node), ...reviewRoutes(node)],
};
