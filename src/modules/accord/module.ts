import type { Module } from '#api/module.ts';
import { accordRoutes } from './routes.ts';
import { prepareAccord } from './model.ts';
import { accordTasks } from './tasks.ts';

/** What was agreed between whom: parties, channels, rules, and how it stands. Its life cycle is the kernel's, since release obeys it. */
export const accordModule: Module = {
  name: 'accord',
  prepare: { accord: prepareAccord },
  tasks: accordTasks,
  routes: accordRoutes,
};
