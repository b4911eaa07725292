import { type RetentionView } from '#contract/retention.ts';
import { Failure } from '#kernel/errors.ts';
import { daysLeft, retentionEnd } from '#kernel/protocol/retention.ts';
import { accordById } from '#store/accords.ts';
import type { Tx } from '#store/db.ts';
import { giveUp, recalledAndKept } from '#store/give-up.ts';
import { heldAmong, holdsOn, liftHold, placeHold, type LegalHold } from '#store/legal-holds.ts';
import { tell } from '#store/notices.ts';
import { recall } from '#store/recall.ts';
import { versionsOf, type StoredRecord } from '#store/records.ts';
import { keptAccord, keptRecord } from '#store/retention.ts';
import { lockSequencer } from '#store/sequencer.ts';
import type { NodeContext } from '#api/module.ts';
import { refuseInvisible } from '#api/records.ts';
import { factsOf, mayDo, refuseActOn } from '#api/rights.ts';
import type { Caller } from '#api/caller.ts';
import { route, type AnyRoute } from '#api/route.ts';
import { lockSubject } from '#api/steps.ts';

/** How long a record is kept, and why not longer or shorter: retention, legal hold, recall. */
export function deletionRoutes({ db, self }: NodeContext): AnyRoute[] {
  const answer = async (caller: Caller, id: string): Promise<RetentionView> => {
    await refuseInvisible(db, caller, { id, what: 'record' });
    return db.transaction('node', (tx) => view(tx, caller, id));
  };

  async function view(tx: Tx, caller: Caller, id: string): Promise<RetentionView> {
    const [newest] = await versionsOf(tx, [id]);
    if (!newest) throw new Failure('not-found', 'there is no such record');
    const now = self.now();
    const isHeld = (await heldAmong(tx, [id], now)).has(id);
    const facts = factsOf(caller, newest.class);
    const mayHolds = caller.permissions.includes('holds.read') && facts && mayDo(caller, 'holds.read', facts);
    const holds = mayHolds ? (await holdsOn(tx, id)).map(asHold) : null;
    return {
      id,
      expunged: newest.expungedAt?.toISOString() ?? null,
      ends: await endOf(tx, newest, now),
      isHeld,
      holds,
    };
  }

  return [
    route('readRetention', {
      permission: 'records.read',
      handle: async ({ caller, params }) => {
        const body = await answer(caller, params.id);
        return { status: 200, body, told: [body.id] };
      },
    }),
    route('placeHold', {
      permission: 'holds.write',
      handle: async ({ caller, params, once, body: { reason, until = null } }) => {
        const id = params.id;
        await refuseInvisible(db, caller, { id, what: 'record' });
        const did = await once(db, async (tx) => {
          await refuseActOn(tx, caller, 'holds.write', (await versionsOf(tx, [id]))[0]);
          await lockSequencer(tx); // a recall that is being taken comes wholly before or after it
          const versions = await versionsOf(tx, [id]);
          if (versions.every(({ expungedAt }) => expungedAt !== null))
            throw new Failure('conflict', 'the content of this record is expunged: there is nothing to hold');
          const placedAt = self.now();
          if (until !== null && Date.parse(until) <= placedAt.getTime())
            throw new Failure('bad-input', 'a hold ends in the future', { path: '$.until' });
          const ends = until === null ? null : new Date(until);
          await placeHold(tx, { record: id, reason, placedBy: caller.personId, placedAt, until: ends });
          const about = { record: id };
          await tell(tx, {
            kind: 'hold-placed',
            to: { permission: 'holds.read' },
            about,
            at: placedAt,
            by: caller.personId,
            key: `${id} ${placedAt.toISOString()}`,
          });
        });
        return { did, status: 201, body: await answer(caller, id) };
      },
    }),
    route('liftHold', {
      permission: 'holds.write',
      handle: async ({ caller, params, once, body: { why } }) => {
        const id = params.id;
        await refuseInvisible(db, caller, { id, what: 'record' });
        const did = await once(db, async (tx) => {
          await refuseActOn(tx, caller, 'holds.write', (await versionsOf(tx, [id]))[0]);
          await lockSequencer(tx);
          const at = self.now();
          await liftHold(tx, { id: holdNumber(params.hold), record: id, by: caller.personId, at, why });
          // What the partner asked meanwhile is done now, or by the next look at what is due.
          await giveUp(tx, await recalledAndKept(tx, at, 100), at);
        });
        return { did, status: 200, body: await answer(caller, id) };
      },
    }),
    route('recallRecord', {
      permission: 'records.recall',
      handle: async ({ caller, params, once, body }) => {
        const id = params.id;
        await refuseInvisible(db, caller, { id, what: 'record' });
        const did = await once(db, async (tx) => {
          await refuseActOn(tx, caller, 'records.recall', (await versionsOf(tx, [id]))[0]);
          await lockSubject(tx, id);
          await recall(tx, self, { id, ...body });
        });
        return { did, status: 200, body: await answer(caller, id) };
      },
    }),
  ];
}

function holdNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new Failure('not-found', 'there is no such hold');
  return Number(text);
}

async function endOf(tx: Tx, newest: StoredRecord, now: Date): Promise<RetentionView['ends']> {
  const accord = newest.accord === null ? undefined : await accordById(tx, newest.accord);
  const kept = await keptRecord(tx, newest);
  const end = accord && kept && retentionEnd(kept, keptAccord(accord));
  if (!end) return null;
  return { at: new Date(end.at).toISOString(), daysLeft: daysLeft(end.at, now.getTime()), because: end.because };
}

export const asHold = ({ id, reason, placedBy, liftedBy, liftedWhy, ...times }: LegalHold) => ({
  id,
  reason,
  placedBy,
  liftedBy,
  liftedWhy,
  placedAt: times.placedAt.toISOString(),
  until: times.until?.toISOString() ?? null,
  liftedAt: times.liftedAt?.toISOString() ?? null,
});
