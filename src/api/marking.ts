import { z } from 'zod';
import { Changed, type Effect, type Markings } from '#contract/rights.ts';
import { Failure } from '#kernel/errors.ts';
import { readJson } from '#kernel/json/read.ts';
import { admit } from '#store/admit.ts';
import { sql, type Tx } from '#store/db.ts';
import { keepWriter } from '#store/placed.ts';
import { keepChange, propose } from '#store/people/proposal.ts';
import { versionsOf } from '#store/records.ts';
import { heldParts } from '#store/held-parts.ts';
import type { Self } from '#store/self.ts';
import { handOf } from '#api/known-hand.ts';
import type { NodeContext } from '#api/module.ts';
import type { Hand } from '#store/people/hand.ts';
import { effectOfVersion, hasOther } from '#api/marking-effect.ts';
import { refuseInvisible, refuseUnknownMarkings } from '#api/records.ts';
import { undo } from '#api/rights-change.ts';
import { refuseActOn } from '#api/rights.ts';
import type { Caller } from '#api/caller.ts';
import { route, type AnyRoute } from '#api/route.ts';
import { versionOfRecord } from '#api/versions.ts';
import { lockSubject } from '#api/steps.ts';

const Granular = z.array(z.object({ marking_ref: z.string(), selectors: z.array(z.string()) }));
/** No content: which version, and how it would be marked. */
export const MarkingPayload = z.object({
  id: z.string(),
  modified: z.string(),
  object_marking_refs: z.array(z.string()),
  granular_markings: Granular.optional(),
});
type Payload = z.infer<typeof MarkingPayload>;

/** The next version of one's own record, which differs in its markings alone. */
export async function markAs(tx: Tx, self: Self, payload: Payload, hand: Hand): Promise<number> {
  await lockSubject(tx, payload.id);
  const [newest] = await versionsOf(tx, [payload.id]);
  if (!newest || newest.expungedAt) throw new Failure('not-found', 'there is no such record');
  if (newest.modified !== payload.modified)
    throw new Failure('conflict', 'the record was revised meanwhile: look at its latest version first');
  const { modified: _modified, ...object } = newest.object;
  const { object_marking_refs, granular_markings = object['granular_markings'] } = payload;
  const { granular_markings: _granular, ...rest } = object;
  const isGranular = Array.isArray(granular_markings) && granular_markings.length > 0;
  const { seq } = await admit(tx, self, {
    ...rest,
    object_marking_refs,
    ...(isGranular ? { granular_markings } : {}),
  });
  await keepWriter(tx, payload.id, { unit: null, ...hand });
  return seq;
}

/** Own records are marked otherwise by an act of its own, tried first, and by two where somebody comes to see more by that. */
export function markingRoutes({ db, self }: NodeContext): AnyRoute[] {
  type Asking = { readonly caller: Caller; readonly id: string; readonly to: Markings };

  async function refuseBefore({ caller, id, to }: Asking): Promise<void> {
    await refuseInvisible(db, caller, { id, what: 'record' });
    await refuseUnknownMarkings(db, self, { object_marking_refs: to.object_marking_refs });
  }

  async function tried(
    tx: Tx,
    { caller, id, to }: Asking,
    onVersion: (version: string) => void,
  ): Promise<{ readonly effect: Effect; readonly payload: Payload }> {
    await lockSubject(tx, id);
    const [newest] = await versionsOf(tx, [id]);
    onVersion(newest ? versionOfRecord(newest.c) : '');
    await refuseActOn(tx, caller, 'records.write', newest);
    if (newest!.publisher !== self.partyId) throw new Failure('forbidden', 'only its author marks a record otherwise');
    const parts = (await heldParts(tx, [newest!.seq])).get(newest!.seq) ?? [];
    if (!parts.every((part) => caller.classes.includes(part.class)))
      throw new Failure('forbidden', 'this record is not wholly yours to see, so not to mark');
    const payload: Payload = {
      id,
      modified: newest!.modified,
      object_marking_refs: to.object_marking_refs,
      ...(to.granular_markings === undefined ? {} : { granular_markings: to.granular_markings }),
    };
    await tx.run(sql`savepoint tried`);
    const seq = await markAs(tx, self, payload, handOf(caller));
    return { effect: (await effectOfVersion(tx, self, { id, seq })) ?? NOTHING, payload };
  }

  return [
    route('whatIfMarked', {
      permission: 'records.write',
      handle: async ({ caller, params: { id }, body }) => {
        const asking = { caller, id, to: body };
        await refuseBefore(asking);
        const found = await db.transaction('node', async (tx) => {
          const { effect } = await tried(tx, asking, () => {});
          await undo(tx);
          return effect;
        });
        return { status: 200, body: found, told: [id] };
      },
    }),
    route('markRecord', {
      permission: 'records.write',
      handle: async ({ caller, params: { id }, body: { reason, ...to }, once, onVersion }) => {
        const asking = { caller, id, to };
        await refuseBefore(asking);
        const work = async (tx: Tx): Promise<string> => {
          const { effect, payload } = await tried(tx, asking, onVersion);
          const [at, by, kind] = [self.now(), caller.personId, 'record.mark'] as const;
          if (effect.widens && (await hasOther(tx, self, { id, by }))) {
            await undo(tx);
            const proposal = self.uuid();
            await propose(tx, { id: proposal, kind, payload, effect, by, linkBy: caller.linkBy, at, reason });
            return JSON.stringify({ state: 'proposed', proposal, effect });
          }
          await keepChange(tx, { at, kind, payload, by, confirmedBy: null, widened: effect.widens, reason });
          return JSON.stringify({ state: 'done', proposal: null, effect });
        };
        const did = await once(db, work, { ids: [id] });
        return { did, status: 200, body: Changed.parse(readJson(did.result)) };
      },
    }),
  ];
}

const NOTHING: Effect = { widens: false, records: { gained: 0, lost: 0 }, types: [], people: [], parties: [] };
