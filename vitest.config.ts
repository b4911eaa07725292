import { existsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

/** One project per folder of test/. Those with a database share one embedded cluster, made at the first need of it. */
const projects = [
  { name: 'unit', needsDatabase: false, timeout: 60_000 },
  { name: 'store', needsDatabase: true, timeout: 60_000 },
  { name: 'two-nodes', needsDatabase: true, timeout: 120_000 },
  { name: 'cli', needsDatabase: false, timeout: 120_000 },
  { name: 'browser', needsDatabase: false, timeout: 300_000 },
];

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: projects
      .filter(({ name }) => existsSync(new URL(`test/${name}`, import.meta.url)))
      .map(({ name, needsDatabase, timeout }) => ({
        test: {
          name,
          include: [`test/${name}/**/*.test.ts`],
          pool: 'forks' as const,
          testTimeout: timeout,
          hookTimeout: timeout,
          // Each worker reads the program once. What a file makes of its own it ends itself; `clones-setup` takes its databases.
          isolate: false,
          setupFiles: ['test/support/fast-check-setup.ts', ...(needsDatabase ? ['test/support/clones-setup.ts'] : [])],
          globalSetup: [
            'test/support/folder-setup.ts',
            ...(needsDatabase ? ['test/support/postgres-setup.ts'] : []),
            ...(name === 'browser' ? ['test/support/pages-setup.ts'] : []),
          ],
        },
      })),
  },
});
