import type pg from 'pg';
import type { Db } from '#store/db.ts';
import { checkAccessLog } from './access-log.ts';
import { checkFeeds } from './check-feeds.ts';
import { checkDeletions } from './deletions.ts';
import { checkFolder } from './folder.ts';
import { collectNodeFindings, withRemedy, type NodeFinding } from './node-finding.ts';
import { checkAccords, checkRecords, checkSteps } from './records.ts';
import { checkSearch } from './search.ts';
import { checkStatements } from './statements.ts';
import { checkIdentity, checkRole, checkRowSecurity, checkSchema } from './schema.ts';

export type Examined = {
  readonly db: Db;
  /** Who may read which migrations were applied. */
  readonly owner: pg.ClientConfig;
  readonly dataDir: string;
  readonly now: Date;
  readonly backupKeyDays: number;
  /** What was there before a server had to be started to look. */
  readonly hadStaleLock: boolean;
};

/** Everything that must hold of a node, of one moment, beside it while it runs or not: nothing is written. */
export async function examine({ db, owner, hadStaleLock, ...folder }: Examined): Promise<NodeFinding[]> {
  const { found, findings } = collectNodeFindings();
  await checkFolder(folder, found);
  if (hadStaleLock) found('folder-leftovers', 'lock', 'it names a process that has ended');
  // Of another schema nothing more can be said.
  if (!(await checkSchema(owner, found))) return findings();
  await checkRole(db, found);
  const feeds = await db.snapshot('node', async (tx) => {
    await checkRowSecurity(tx, found);
    await checkIdentity(tx, folder.dataDir, found);
    await checkRecords(tx, found);
    await checkSteps(tx, found);
    const accords = await checkAccords(tx, found);
    await checkDeletions(tx, { now: folder.now, accords }, found);
    await checkStatements(tx, folder.now, found);
    await checkSearch(tx, folder.now, found);
    await checkAccessLog(tx, found);
    return checkFeeds(tx);
  });
  return [...findings(), ...feeds.map(withRemedy)];
}
