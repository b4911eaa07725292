import { z } from 'zod';
import { RightsChange, type EffectRecords } from '#contract/rights.ts';
import { sha256, toHex, utf8 } from '#platform';
import { Failure } from '#kernel/errors.ts';
import { sql, type Db } from '#store/db.ts';
import { recordsBetween, type Found } from '#store/seen-between.ts';
import { versionsOf } from '#store/records.ts';
import { PROPOSAL_KINDS, type ProposalKind } from '#store/people/proposal.ts';
import type { NodeContext } from '#api/module.ts';
import type { Page } from '#api/page.ts';
import { isPermission } from '#api/permissions.ts';
import { doingAt } from '#api/rights-acts.ts';
import { tryChange, undo } from '#api/rights-change.ts';
import { differingFor } from '#api/rights-effect.ts';
import { refuseWithout, type Caller } from '#api/caller.ts';
import { route, type AnyRoute } from '#api/route.ts';
import { titlesOf } from '#api/titles.ts';

const PAGE = 100;
/** The last one shown, and of which change. */
const AT = z.tuple([z.int(), z.string()]);

type Asking = {
  readonly caller: Caller;
  readonly page: Page;
  readonly query: { readonly which: 'gained' | 'lost'; readonly person?: string | undefined };
};

/** What a change of rights would do, worked out by doing it and taking it back: whom it shows and hides how much, and just which records. */
export function whatIfRoutes({ db, self }: NodeContext): AnyRoute[] {
  async function records({ caller, page, query: { which, person } }: Asking, change: RightsChange) {
    const of = toHex(sha256(utf8(JSON.stringify(change)))).slice(0, 16);
    const at = page.from(AT);
    if (at !== undefined && at[1] !== of)
      throw new Failure('bad-input', 'this cursor is of another change: begin again without one', { path: '?cursor' });
    const found = await db.transaction('node', async (tx) => {
      const { before, after } = await tryChange(tx, change, doingAt(self, caller, 'what if'));
      await undo(tx);
      const seen = differingFor(person ?? concerned(change), before, after);
      const [here, there] = which === 'gained' ? [seen.after, seen.before] : [seen.before, seen.after];
      return recordsBetween(tx, { here: [...here], there: [...there], before: at?.[0], limit: PAGE + 1 });
    });
    const shown = found.slice(0, PAGE);
    const next = page.next(found.length > PAGE ? [shown.at(-1)!.seq, of] : null);
    const body = await asSeen(db, caller, shown, next);
    return {
      status: 200,
      body,
      told: body.records.flatMap(({ id, title }) => (title === null ? [] : (id ?? []))),
    } as const;
  }

  return [
    route('whatIf', {
      permission: 'people.write',
      handle: async ({ caller, body: { change } }) => {
        const effect = await db.transaction('node', async (tx) => {
          const tried = await tryChange(tx, change, doingAt(self, caller, 'what if'));
          await undo(tx);
          return tried.effect;
        });
        return { status: 200, body: effect };
      },
    }),
    route('whatIfRecords', {
      permission: 'people.write',
      handle: ({ caller, page, query, body: { change } }) => records({ caller, page, query }, change),
    }),
    route('listProposalRecords', {
      permission: 'proposals.read',
      handle: async ({ caller, page, query, params }) => {
        const row = await db.transaction('node', (tx) =>
          tx.row<{ kind: ProposalKind; payload: string; state: string }>(
            sql`select kind, payload, state from people.proposal where id::text = ${params.id}`,
          ),
        );
        const change = row && RightsChange.safeParse(JSON.parse(row.payload));
        if (!row || !change?.success) throw new Failure('not-found', 'there is no such proposal');
        const { confirms } = PROPOSAL_KINDS[row.kind];
        if (isPermission(confirms)) refuseWithout(caller, confirms);
        if (row.state !== 'open') throw new Failure('conflict', `it was ${row.state} already`);
        return records({ caller, page, query }, change.data);
      },
    }),
  ];
}

/** Titles as who asks may see them, and no id that is made of what they may not. */
export async function asSeen(
  db: Db,
  caller: Caller,
  found: readonly Found[],
  next: string | null,
): Promise<EffectRecords> {
  const ids = found.map(({ id }) => id);
  const [titles, seen] = await db.transaction(caller, async (tx) => {
    const versions = ids.length === 0 ? [] : await versionsOf(tx, ids);
    return [await titlesOf(tx, ids), new Set(versions.map(({ id }) => id))] as const;
  });
  const records = found.map(({ id, type, whole }) => ({
    id: seen.has(id) || !isOfContent(id) ? id : null,
    type,
    title: titles.get(id) ?? null,
    whole,
  }));
  return { records, next };
}

/** Of a version 5 UUID: whoever guesses the content can make it. */
const isOfContent = (id: string): boolean => id.charAt(id.indexOf('--') + 16) === '5';

function concerned(change: RightsChange): string {
  if ('person' in change) return change.person;
  throw new Failure('bad-input', 'it concerns several people: say of whom', { path: '?person' });
}
