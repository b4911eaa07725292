import { MEETING_LIFE_CYCLES } from '#kernel/lifecycle/meetings.ts';
import type { Module } from '#api/module.ts';
import { meetingItems } from './calendar.ts';
import { prepareSecretarial } from './prepare.ts';
import { documentRoutes } from './documents/routes.ts';
import { meetingRoutes } from './routes.ts';
import { meetingTasks } from './tasks.ts';
import { cadencesOf, meetingsOfYear } from './year.ts';

/** Joint bodies, their series, meetings and minutes. */
export const meetingsModule: Module = {
  name: 'meetings',
  lifeCycles: MEETING_LIFE_CYCLES,
  prepare: prepareSecretarial,
  tasks: meetingTasks,
  calendar: meetingItems,
  cadences: cadencesOf,
  year: meetingsOfYear,
  routes: (node) => [...meetingRoutes(node), ...documentRoutes(node)],
};
