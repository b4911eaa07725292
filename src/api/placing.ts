import { z } from 'zod';
import { Changed, type Effect } from '#contract/rights.ts';
import { Failure } from '#kernel/errors.ts';
import { readJson } from '#kernel/json/read.ts';
import { sql, type Tx } from '#store/db.ts';
import { placeRecord } from '#store/place-record.ts';
import { keepChange, propose } from '#store/people/proposal.ts';
import { versionsOf } from '#store/records.ts';
import type { NodeContext } from '#api/module.ts';
import { refuseInvisible } from '#api/records.ts';
import { effectOfMove, hasSecond, snapshot } from '#api/rights-effect.ts';
import { refuseActOn } from '#api/rights.ts';
import { route, type AnyRoute } from '#api/route.ts';
import { lockSubject } from '#api/steps.ts';

export const PlacingPayload = z.object({ id: z.string(), list: z.string().nullable(), case: z.string().nullable() });
type Place = z.infer<typeof PlacingPayload>;
type Doing = { readonly at: Date; readonly by: string; readonly confirmedBy: string | null; readonly reason: string };

export async function moveRecord(tx: Tx, place: Place, doing: Doing): Promise<void> {
  await lockSubject(tx, place.id);
  await refuseUnknownList(tx, place.list, 'need-to-know');
  await refuseUnknownList(tx, place.case, 'case');
  await placeRecord(tx, { ...place, ...doing });
}

async function refuseUnknownList(tx: Tx, id: string | null, kind: string): Promise<void> {
  if (id === null) return;
  const found = await tx.row(
    sql`select 1 from people.list where id::text = ${id} and kind = ${kind} and closed_at is null`,
  );
  if (!found) throw new Failure('not-found', kind === 'case' ? 'there is no such case' : 'there is no such list');
}

/** A record is put on another list or into another case by an act of its own, by two where somebody comes to see it by that. */
export function placingRoutes({ db, self }: NodeContext): AnyRoute[] {
  return [
    route('placeRecord', {
      permission: 'records.place',
      handle: async ({ caller, params: { id }, body: { reason, ...to }, once }) => {
        await refuseInvisible(db, caller, { id, what: 'record' });
        const { compartments, cases } = caller.rights;
        const isOwn =
          (to.list === null || compartments.includes(to.list)) && (to.case === null || cases.includes(to.case));
        if (!isOwn) throw new Failure('not-found', 'there is no such list or case');
        const did = await once(db, async (tx): Promise<string> => {
          await tx.run(sql`select version from people.rights for update`);
          await refuseActOn(tx, caller, 'records.place', (await versionsOf(tx, [id]))[0]);
          const at = self.now();
          const from = await classesOf(tx, id);
          await tx.run(sql`savepoint tried`);
          const payload = { id, ...to };
          const by = caller.personId;
          await moveRecord(tx, payload, { at, by, confirmedBy: null, reason });
          const now = await snapshot(tx, at);
          const effect: Effect = effectOfMove(now, typeOf(id), from, await classesOf(tx, id));
          const kind = 'record.place';
          if (effect.widens && hasSecond(now, by, from)) {
            await tx.run(sql`rollback to savepoint tried`);
            const proposal = self.uuid();
            await propose(tx, { id: proposal, kind, payload, effect, by, linkBy: caller.linkBy, at, reason });
            return JSON.stringify({ state: 'proposed', proposal, effect });
          }
          await keepChange(tx, { at, kind, payload, by, confirmedBy: null, widened: effect.widens, reason });
          return JSON.stringify({ state: 'done', proposal: null, effect });
        });
        return { did, status: 200, body: Changed.parse(readJson(did.result)) };
      },
    }),
  ];
}

/** Of part 0 of its versions: who sees none of these does not see it. */
async function classesOf(tx: Tx, id: string): Promise<number[]> {
  const rows = await tx.rows<{ class: number }>(sql`select distinct class from store.record where id = ${id}`);
  return rows.map((row) => row.class);
}

const typeOf = (id: string): string => id.slice(0, id.indexOf('--'));
