import { z } from 'zod';
import { toBase64 } from '#platform';
import type { AccordView } from '#contract/accords.ts';
import { Failure } from '#kernel/errors.ts';
import { fingerprint } from '#kernel/log/fingerprint.ts';
import { accordById, type Accord } from '#store/accords.ts';
import type { Tx } from '#store/db.ts';
import { deliveriesOf } from '#store/delivery.ts';
import { parties, type Party } from '#store/parties.ts';
import { newest } from '#store/records.ts';
import type { NodeContext } from '#api/module.ts';
import type { Caller } from '#api/caller.ts';
import { route, type AnyRoute } from '#api/route.ts';
import { historyOf, moveAccord } from '#api/view.ts';

const PAGE = 50;
const PLACE = z.tuple([z.int()]);

export function accordRoutes({ db, self }: NodeContext): AnyRoute[] {
  const view = async (tx: Tx, caller: Caller, accord: Accord): Promise<AccordView> => {
    const known = await parties(tx);
    const { governing, newest: latest, fold } = accord;
    const allowed = caller.permissions.includes('accords.step') ? [...moveAccord(accord, self.partyId).allowed] : [];
    return {
      id: accord.id,
      name: accord.object['name'] as Record<string, string>,
      accord: accord.object,
      c: toBase64(governing.c),
      revision: latest.seq === governing.seq ? null : { modified: latest.modified, accord: latest.object },
      state: accord.state,
      detail: fold.state,
      parties: accord.parties.map((id) => partyView(accord, known, id)),
      delivery: (await deliveriesOf(tx, [latest.seq])).get(latest.seq) ?? [],
      history: historyOf(fold, accord.pending),
      allowed,
    };
  };

  return [
    route('listAccords', {
      permission: 'records.read',
      handle: async ({ caller, page }) => {
        const before = page.from(PLACE)?.[0];
        const body = await db.transaction(caller, async (tx) => {
          const found = await newest(tx, { type: 'accord', before, limit: PAGE + 1 });
          const shown = found.slice(0, PAGE);
          const accords: AccordView[] = [];
          for (const { id } of shown) {
            const accord = await accordById(tx, id);
            if (accord) accords.push(await view(tx, caller, accord));
          }
          return { accords, next: page.next(found.length > PAGE ? [shown.at(-1)!.seq] : null) };
        });
        return { status: 200, body, told: body.accords.map(({ id }) => id) };
      },
    }),
    route('readAccord', {
      permission: 'records.read',
      handle: async ({ caller, params }) => {
        const body = await db.transaction(caller, async (tx) => {
          const accord = await accordById(tx, params.id);
          if (!accord) throw new Failure('not-found', 'there is no such accord');
          return view(tx, caller, accord);
        });
        return { status: 200, body, told: [body.id] };
      },
    }),
  ];
}

function partyView(accord: Accord, known: readonly Party[], id: string): AccordView['parties'][number] {
  const party = known.find((one) => one.id === id);
  const names = accord.object['party_names'] as Record<string, Record<string, string>> | undefined;
  const ratified = accord.fold.history.findLast(
    ({ step, outcome }) => step.publisher === id && step.verb === 'ratify' && outcome !== 'void',
  );
  const suspended = accord.fold.suspendedBy.includes(id)
    ? accord.fold.history.findLast(
        ({ step, outcome }) => step.publisher === id && step.verb === 'suspend' && outcome !== 'void',
      )
    : undefined;
  return {
    id,
    names: names?.[id] ?? party?.names ?? {},
    self: party?.isSelf ?? false,
    fingerprint: party ? fingerprint(id, party.publicKey) : null,
    ratified: ratified?.step.at ?? null,
    suspended: suspended?.step.at ?? null,
  };
}
