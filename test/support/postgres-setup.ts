import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureDatabase } from '#store/embedded/databases.ts';
import { startPostgres, type Postgres } from '#store/embedded/supervisor.ts';
import { migrate } from '#store/migrate.ts';
import type { TestProject } from 'vitest/node';
import { template } from './postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgres: { readonly host: string; readonly port: number };
  }
}

type Cluster = { readonly postgres: Postgres; readonly dataDir: string };

// Each project loads this file for itself, and they share one process: the cluster hangs on what they share.
declare global {
  var sharedCluster: { readonly started: Promise<Cluster>; users: number } | undefined;
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const shared = (globalThis.sharedCluster ??= { started: startCluster(), users: 0 });
  shared.users += 1;
  const cluster = await shared.started;
  const { host, port } = cluster.postgres.superuserUrl('postgres');
  project.provide('postgres', { host, port });

  return async () => {
    shared.users -= 1;
    if (shared.users > 0) return;
    globalThis.sharedCluster = undefined;
    await stopCluster(cluster);
  };
}

async function startCluster(): Promise<Cluster> {
  const dataDir = await mkdtemp(join(tmpdir(), 'entente-test-'));
  const postgres = await startPostgres({ dataDir, unsafe: true });
  try {
    const { ownerUrl } = await ensureDatabase(postgres, template);
    await migrate(ownerUrl, template.appRole);
    return { postgres, dataDir };
  } catch (error) {
    await stopCluster({ postgres, dataDir });
    throw error;
  }
}

async function stopCluster({ postgres, dataDir }: Cluster): Promise<void> {
  await postgres.stop();
  await rm(dataDir, { recursive: true, force: true });
}
