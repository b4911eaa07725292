import { correctionNoticeLifeCycle } from '#kernel/lifecycle/correction-notice.ts';
import type { Module } from '#api/module.ts';
import { rightsOf } from './rights.ts';
import { accessRoutes } from './routes.ts';
import { sealRoutes } from './seals.ts';
import { subjectRoutes } from './subjects.ts';
import { transparencyRoutes } from './transparency.ts';

/** Who saw what: read, exported and cosigned by those who oversee the node, and by everybody of themselves. */
export const oversightModule: Module = {
  name: 'oversight',
  lifeCycles: [correctionNoticeLifeCycle],
  rights: rightsOf,
  routes: (node) => [...accessRoutes(node), ...subjectRoutes(node), ...sealRoutes(node), ...transparencyRoutes(node)],
};
