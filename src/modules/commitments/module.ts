import { commitmentLifeCycle } from '#kernel/lifecycle/commitment.ts';
import type { Module } from '#api/module.ts';
import { dueItems } from './calendar.ts';
import { csvRoutes } from './csv/routes.ts';
import { countStanding } from './count.ts';
import { prepareCommitment, prepareProgress } from './model.ts';
import { refresh } from './refresh.ts';
import { refuseCycle } from './relatives.ts';
import { registerRoutes } from './routes.ts';
import { commitmentPoints } from './agenda-points.ts';
import { commitmentDeadlines, commitmentTasks } from './tasks.ts';
import { viewRoutes } from './views.ts';
import { commitmentsOfYear } from './year.ts';

/** What one side or both undertook, worked on by both; read and stepped through the common record routes. */
export const commitmentsModule: Module = {
  name: 'commitments',
  lifeCycles: [commitmentLifeCycle],
  prepare: { commitment: prepareCommitment, progress: prepareProgress },
  refuse: { commitment: refuseCycle },
  tasks: commitmentTasks,
  deadlines: commitmentDeadlines,
  agendaPoints: commitmentPoints,
  calendar: dueItems,
  figures: ({ tx, self, accord }) => countStanding(tx, { filter: { accord, themes: [] }, now: self.now() }),
  ready: async ({ db, self, modules }) => {
    await refresh({ db, party: self.partyId, modules });
  },
  routes: (node) => [...registerRoutes(node), ...viewRoutes(node), ...csvRoutes(node)],
  year: commitmentsOfYear,
};
