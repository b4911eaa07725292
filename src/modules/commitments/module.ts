import { commitmentLifeCycle } from '#kernel/lifecycle/commitment.ts';
import type { Module } from '#api/module.ts';
import { prepareCommitment } from './model.ts';
import { dueItems } from './calendar.ts';
import { commitmentPoints } from './agenda-points.ts';
import { commitmentDeadlines, commitmentTasks } from './tasks.ts';

/** What one side or both undertook, worked on by both; read and stepped through the common record routes. */
export const commitmentsModule: Module = {
  name: 'commitments',
  lifeCycles: [commitmentLifeCycle],
  prepare: { commitment: prepareCommitment },
  tasks: commitmentTasks,
  deadlines: commitmentDeadlines,
  agendaPoints: commitmentPoints,
  calendar: dueItems,
};
