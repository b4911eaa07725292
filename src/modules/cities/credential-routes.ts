import { Traveller } from '#contract/cities.ts';
import { Failure } from '#kernel/errors.ts';
import {
  credentialDeletions,
  credentialsOf,
  deleteCredentials,
  keepCredential,
  visitOfCredential,
} from '#store/credentials.ts';
import type { Tx } from '#store/db.ts';
import { versionsOf, type StoredRecord } from '#store/records.ts';
import type { NodeContext } from '#api/module.ts';
import { refuseWithoutPurpose } from '#api/reading.ts';
import { route, type AnyRoute } from '#api/route.ts';
import { movedOf } from '#api/view.ts';
import { endOf, isOver } from './end-credentials.ts';
import { oneOf } from './visit-view.ts';
import type { VisitKeys } from './visit-keys.ts';

/** Of one visit. */
const MOST = 500;

/** What a border or a host wants to know of travellers, for as long as the visit is to come or under way. */
export function credentialRoutes({ db, self, modules, access }: NodeContext, keys: VisitKeys): AnyRoute[] {
  async function refuseOver(record: StoredRecord): Promise<void> {
    const viewer = { party: self.partyId, modules, maySteps: false };
    const moved = await db.transaction('node', (tx) => movedOf(tx, viewer, [record]));
    if (isOver(moved.get(record.id)?.shown) || self.now() >= endOf(record))
      throw new Failure('conflict', 'this visit is over, or does not take place: nothing more is kept for it');
  }

  return [
    route('readCredentials', {
      permission: 'credentials.read',
      handle: async ({ caller, params, reading }) => {
        refuseWithoutPurpose(caller, reading);
        const [found, deletions] = await db.transaction(caller, async (tx) => {
          await oneOf(tx, params.id, 'visit');
          return [await credentialsOf(tx, params.id, MOST), await credentialDeletions(tx, params.id)] as const;
        });
        // Before anything is opened.
        await access.keep({ ...reading, kind: 'read', ids: [params.id] });
        const credentials = [];
        for (const { id, visit, purpose, content, putAt, keepUntil } of found) {
          const text = await keys.unseal(visit, id, content);
          credentials.push({
            id,
            purpose,
            putAt: putAt.toISOString(),
            keepUntil: keepUntil.toISOString(),
            traveller: text === undefined ? null : Traveller.parse(JSON.parse(text)),
          });
        }
        const gone = deletions.map((one) => ({ ...one, at: one.at.toISOString() }));
        return { status: 200, body: { credentials, deletions: gone }, told: 'kept' };
      },
    }),
    route('putCredential', {
      permission: 'credentials.write',
      handle: async ({ caller, params, body: { purpose, traveller }, once }) => {
        const visit = await db.transaction(caller, (tx) => oneOf(tx, params.id, 'visit'));
        await refuseOver(visit);
        const id = self.uuid();
        const keepUntil = endOf(visit);
        const content = await keys.seal(visit.id, id, JSON.stringify(traveller));
        const work = async (tx: Tx): Promise<string> => {
          const [now] = await versionsOf(tx, [visit.id]);
          if (!now || now.accord === null) throw new Failure('not-found', 'there is no such visit');
          const { accord, class: visibility } = now;
          const at = { putBy: caller.personId, putAt: self.now(), keepUntil };
          await keepCredential(tx, { id, visit: visit.id, accord, class: visibility, purpose, content, ...at });
          return id;
        };
        const did = await once(db, work, { kind: 'write', purpose, ids: [visit.id] });
        return { did, status: 201, body: { id: did.result, keepUntil: keepUntil.toISOString() } };
      },
    }),
    route('deleteCredential', {
      permission: 'credentials.write',
      handle: async ({ caller, params: { id }, once }) => {
        const found = await db.transaction(caller, (tx) => visitOfCredential(tx, id));
        if (!found) throw new Failure('not-found', 'nothing is kept under this id');
        const { visit } = found;
        const did = await once(db, (tx) => deleteCredentials(tx, visit, { at: self.now(), why: 'by-hand', id }), {
          kind: 'write',
          ids: [visit],
        });
        return { did, status: 200, body: { deleted: did.result } };
      },
    }),
  ];
}
