import { existsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

/** One project per folder of test/. Those with a database share one embedded cluster, made at the first need of it. */
const projects = [
  { name: 'unit', needsDatabase: false },
  { name: 'store', needsDatabase: true },
  { name: 'two-nodes', needsDatabase: true },
  { name: 'cli', needsDatabase: false },
  { name: 'browser', needsDatabase: false },
];

// For a broken build: nothing is measured by them, and a machine may have much else to do.
const TIMEOUT = 300_000;
const PATIENCE = 60_000;

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: projects
      .filter(({ name }) => existsSync(new URL(`test/${name}`, import.meta.url)))
      .map(({ name, needsDatabase }) => ({
        test: {
          name,
          include: [`test/${name}/**/*.test.ts`],
          pool: 'forks' as const,
          testTimeout: TIMEOUT,
          hookTimeout: TIMEOUT,
          expect: { poll: { timeout: PATIENCE } },
          // Several processes and a clock on a busy machine: what fails is tried once more, and named if it then passes.
          retry: 1,
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
