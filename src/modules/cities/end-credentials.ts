import { textOf } from '#kernel/json/types.ts';
import { credentialsEnd } from '#kernel/lifecycle/cities.ts';
import { deleteCredentials, visitsWithCredentials, type DeletionReason } from '#store/credentials.ts';
import { versionsOf, type StoredRecord } from '#store/records.ts';
import type { NodeContext } from '#api/module.ts';
import { movedOf } from '#api/view.ts';
import type { VisitKeys } from './visit-keys.ts';

export const endOf = ({ object }: Pick<StoredRecord, 'object'>): Date => credentialsEnd(textOf(object['until']));

export const isOver = (state: string | undefined): boolean => state !== undefined && Object.hasOwn(OVER, state);

const OVER: Readonly<Record<string, DeletionReason>> = {
  held: 'ended',
  cancelled: 'cancelled',
  declined: 'declined',
};

/** What was kept of travellers is deleted after the visit, and also when it comes to nothing. Begins from the database. */
export async function endCredentials(
  { db, self, modules }: Pick<NodeContext, 'db' | 'self' | 'modules'>,
  keys: VisitKeys,
): Promise<void> {
  const viewer = { party: self.partyId, modules, maySteps: false };
  const kept = await db.transaction('node', visitsWithCredentials);
  for (const { visit, until } of kept) {
    const isGone = await db.transaction('node', async (tx) => {
      const [record] = await versionsOf(tx, [visit]);
      const isThere = record !== undefined && record.expungedAt === null;
      const state = isThere ? (await movedOf(tx, viewer, [record])).get(visit)?.shown : undefined;
      const now = self.now();
      const hasEnded = now >= until || (isThere && now >= endOf(record));
      const why = isThere ? (OVER[state ?? ''] ?? (hasEnded ? 'ended' : undefined)) : 'deleted';
      if (why !== undefined) await deleteCredentials(tx, visit, { at: now, why });
      return why !== undefined;
    });
    // After the rows: whoever reads in between finds nothing. A key that outlives a crash opens nothing, and is swept.
    if (isGone) await keys.destroy(visit);
  }
  await keys.sweep(kept.map(({ visit }) => visit));
}
