import { randomUUID } from 'node:crypto';
import { copyDatabase, dropDatabase, type DatabaseAccess } from '#store/embedded/databases.ts';
import type { Connection } from '#store/embedded/supervisor.ts';
import { inject } from 'vitest';

export const template = { name: 'entente_template', ownerRole: 'entente_owner', appRole: 'entente_app' };

export type TestDatabase = DatabaseAccess & {
  readonly superuserUrl: Connection;
  drop(): Promise<void>;
};

/** A migrated database of its own. Called at the top of a test file or in a hook; dropped after the file's last test. */
export async function cloneDatabase(): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const postgres = { superuserUrl };
  const access = await copyDatabase(postgres, template.name, { ...template, name });
  made.push(name);
  return { ...access, superuserUrl: superuserUrl(name), drop: () => dropDatabase(postgres, name) };
}

function superuserUrl(database: string): Connection {
  return { ...inject('postgres'), user: 'postgres', database };
}

const made: string[] = [];

/** Those of the file that has ended: its process goes on with the next one. */
export async function dropClones(): Promise<void> {
  for (const name of made.splice(0)) await dropDatabase({ superuserUrl }, name);
}
