import { CITY_LIFE_CYCLES } from '#kernel/lifecycle/cities.ts';
import type { Module } from '#api/module.ts';
import { credentialRoutes } from './credential-routes.ts';
import { endCredentials } from './end-credentials.ts';
import { prepareCities } from './prepare.ts';
import { cityItems } from './calendar.ts';
import { cityRoutes } from './routes.ts';
import { cityDeadlines, cityTasks } from './tasks.ts';
import { openVisitKeys } from './visit-keys.ts';
import { visitsOfYear } from './year.ts';

/** Accords of cities, visits and forums, and what is kept of travellers for as long as a visit takes. */
export const citiesModule = (dataDir: string): Module => ({
  name: 'cities',
  lifeCycles: CITY_LIFE_CYCLES,
  prepare: prepareCities,
  tasks: cityTasks,
  deadlines: cityDeadlines,
  calendar: cityItems,
  year: visitsOfYear,
  routes: (node) => {
    const keys = openVisitKeys(dataDir, node.self.now);
    node.inBackground('entente_visits', () => endCredentials(node, keys));
    return [...cityRoutes(node), ...credentialRoutes(node, keys)];
  },
});
