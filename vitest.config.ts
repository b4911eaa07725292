import { existsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

/** One project per folder of test/. Those with a database share one embedded cluster, made at the first need of it. */
const projects = [
  { name: 'unit', needsDatabase: false, timeout: 60_000, retry: 0 },
  { name: 'store', needsDatabase: true, timeout: 60_000, retry: 0 },
  // Several processes and a clock on a busy machine: what fails is tried once more, and named if it then passes.
  { name: 'two-nodes', needsDatabase: true, timeout: 120_000, retry: 1 },
  { name: 'cli', needsDatabase: false, timeout: 120_000, retry: 1 },
  { name: 'browser', needsDatabase: false, timeout: 300_000, retry: 1 },
];

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: projects
      .filter(({ name }) => existsSync(new URL(`test/${name}`, import.meta.url)))
      .map(({ name, needsDatabase, timeout, retry }) => ({
        test: {
          name,
          include: [`test/${name}/**/*.test.ts`],
          pool: 'forks' as const,
          testTimeout: timeout,
          hookTimeout: timeout,
          retry,
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
