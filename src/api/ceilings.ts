import { z } from 'zod';
import type { Effect } from '#contract/rights.ts';
import { Failure } from '#kernel/errors.ts';
import { exceedsCeiling, type Ceiling } from '#kernel/policy/ceiling.ts';
import { resolveMarkings } from '#kernel/policy/markings.ts';
import { mayAct } from '#kernel/policy/rights.ts';
import { accordById, type Accord } from '#store/accords.ts';
import type { Tx } from '#store/db.ts';
import { parties } from '#store/parties.ts';
import { refuseOneHand } from '#store/people/hand.ts';
import { nameIn } from '#store/people/unit.ts';
import { writerOf } from '#store/placed.ts';
import { versionsOf } from '#store/records.ts';
import { recordsAlike, recordsBetween, seesIn, type Alike } from '#store/seen-between.ts';
import type { Self } from '#store/self.ts';
import type { Caller } from '#api/caller.ts';
import { handOf, refuseUnknownHand } from '#api/known-hand.ts';
import type { NodeContext } from '#api/module.ts';
import { snapshot, type Snapshot } from '#api/rights-effect.ts';
import { refuseActOn } from '#api/rights.ts';
import { route, type AnyRoute } from '#api/route.ts';
import { asSeen } from '#api/what-if.ts';

type Channels = readonly { readonly name: string; readonly ceiling: Ceiling }[];
type Fitting = { readonly before: readonly number[]; readonly after: readonly number[] };

const PAGE = 100;
const AT = z.tuple([z.int(), z.string()]);

/** Classes that the ceilings let through, by the same measure as the door out. */
function fitting({ classes, known }: Snapshot, accord: string, channels: Channels): number[] {
  return classes.flatMap(({ id, facts }) => {
    const ceiling = facts.accord === accord && channels.find(({ name }) => name === facts.channel)?.ceiling;
    const resolved = resolveMarkings(facts.markings, known);
    return ceiling && !('unknown' in resolved) && exceedsCeiling(resolved, ceiling) === undefined ? [id] : [];
  });
}

const channelsOf = (object: Accord['object']): Channels => object['channels'] as unknown as Channels;

/** What the door out would let through after and not before, or the other way round, counted once for each class. */
function countsOf(alike: readonly Alike[], { before, after }: Fitting): Pick<Effect, 'records' | 'types'> {
  const [was, is] = [seesIn(new Set(before)), seesIn(new Set(after))];
  const types = new Map<string, { gained: number; lost: number }>();
  for (const { type, records, pairs } of alike) {
    const one = types.get(type) ?? { gained: 0, lost: 0 };
    types.set(type, one);
    if (pairs.some((pair) => is(pair) && !was(pair))) one.gained += records;
    if (pairs.some((pair) => was(pair) && !is(pair))) one.lost += records;
  }
  const sum = (of: 'gained' | 'lost'): number => [...types.values()].reduce((total, one) => total + one[of], 0);
  return {
    records: { gained: sum('gained'), lost: sum('lost') },
    types: [...types].flatMap(([type, one]) => (one.gained + one.lost > 0 ? [{ type, ...one }] : [])),
  };
}

/** Whether anything that the ceilings held back would be let through, also what is not written yet. */
const isLooser = (before: Channels, after: Channels): boolean =>
  after.some(({ name, ceiling: { tlp, pap = 'clear', handling = [] } }) => {
    const was = before.find((one) => one.name === name)?.ceiling;
    return was === undefined || exceedsCeiling({ tlp, pap, handling: [...handling] }, was) !== undefined;
  });

/**
 * Whoever wrote terms that let more through does not ratify them, while somebody else here could: what a partner wrote has passed two
 * persons with the one who ratifies it.
 */
export async function refuseOwnWidening(
  tx: Tx,
  self: Self,
  { id, caller }: { readonly id: string; readonly caller: Caller },
): Promise<void> {
  const accord = await accordById(tx, id);
  // As a ratification binds it: the version that is held, also before it has its place in the feed.
  const [newest] = await versionsOf(tx, [id]);
  if (!accord || !newest || newest.seq === accord.governing.seq || newest.publisher !== self.partyId) return;
  const writer = await writerOf(tx, id);
  if (!writer || !isLooser(channelsOf(accord.governing.object), channelsOf(newest.object))) return;
  const { personId: by } = caller;
  if (writer.by !== by) {
    await refuseUnknownHand(tx, caller);
    refuseOneHand(writer, handOf(caller));
    return;
  }
  const { people, classes, known } = await snapshot(tx, self.now());
  const facts = classes.find((one) => one.id === newest.class)!.facts;
  const isAlone = !people.some(
    ({ standing, rights }) => standing.person.id !== by && mayAct('accords.step', facts, rights, known),
  );
  if (!isAlone)
    throw new Failure('forbidden', 'these terms let more through, and you wrote them: somebody else ratifies');
}

/** Before an accord's ceilings are changed: which records that would let through to the partner, and which it would hold back. */
export function ceilingRoutes({ db, self }: NodeContext): AnyRoute[] {
  return [
    route('whatIfCeilings', {
      permission: 'accords.step',
      handle: async ({ caller, page, params: { id }, query: { which }, body }) => {
        const of = JSON.stringify(body.channels ?? null);
        const at = page.from(AT);
        if (at !== undefined && at[1] !== of)
          throw new Failure('bad-input', 'this cursor is of other ceilings: begin again without one', {
            path: '?cursor',
          });
        const { effect, found } = await db.transaction('node', async (tx) => {
          const accord = await accordById(tx, id);
          const [newest] = await versionsOf(tx, [id]);
          await refuseActOn(tx, caller, 'accords.step', accord && newest);
          const now = channelsOf(accord!.governing.object);
          const then = body.channels ?? channelsOf(newest!.object);
          const moment = await snapshot(tx, self.now());
          const fits: Fitting = { before: fitting(moment, id, now), after: fitting(moment, id, then) };
          const moved = [...fits.before, ...fits.after].filter(
            (one) => fits.before.includes(one) !== fits.after.includes(one),
          );
          const counts = countsOf(await recordsAlike(tx, moved, self.partyId), fits);
          const party = accord!.parties.find((one) => one !== self.partyId)!;
          const names = (await parties(tx)).find((one) => one.id === party)?.names ?? {};
          const { gained, lost } = counts.records;
          const told: Effect = {
            ...counts,
            widens: isLooser(now, then),
            people: [],
            parties: gained + lost > 0 ? [{ party, name: nameIn(names, 'en'), gained, lost }] : [],
          };
          const [here, there] = which === 'gained' ? [fits.after, fits.before] : [fits.before, fits.after];
          const asked = { here, there, before: at?.[0], limit: PAGE + 1, publisher: self.partyId };
          return { effect: told, found: await recordsBetween(tx, asked) };
        });
        const shown = found.slice(0, PAGE);
        const next = page.next(found.length > PAGE ? [shown.at(-1)!.seq, of] : null);
        const list = await asSeen(db, caller, shown, next);
        const told = list.records.flatMap(({ id: record }) => record ?? []);
        return { status: 200, body: { ...list, effect }, told };
      },
    }),
  ];
}
