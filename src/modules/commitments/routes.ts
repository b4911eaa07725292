import { z } from 'zod';
import type { CommitmentView, RegisterRow } from '#contract/register.ts';
import { Failure } from '#kernel/errors.ts';
import { textOf, type JsonObject } from '#kernel/json/types.ts';
import { accordById, type Accord } from '#store/accords.ts';
import type { Tx } from '#store/db.ts';
import { belongingTo } from '#store/links.ts';
import { recordsBySeq, versionsOf, type StoredRecord } from '#store/records.ts';
import type { Caller } from '#api/caller.ts';
import type { NodeContext } from '#api/module.ts';
import { route, type AnyRoute } from '#api/route.ts';
import { viewRecords, type Viewer } from '#api/view.ts';
import { foldCommitments } from './fold.ts';
import { countListed, countStanding, leadingOffices } from './count.ts';
import { earlierOf, listStanding, type Listed } from './list.ts';
import type { Filter } from './filter.ts';
import { refresh } from './refresh.ts';
import { asRelatives, cycleFrom, lineageOf, neededBy, needsOf } from './relatives.ts';
import { standingOf, type Facts } from './stand.ts';

const PAGE = 50;
const MOST_PROGRESS = 200;
const AT = z.tuple([z.string(), z.int()]);

export function registerRoutes({ db, self, modules }: NodeContext): AnyRoute[] {
  const folding = { db, party: self.partyId, modules };
  const viewerOf = ({ permissions }: Caller): Viewer => ({
    party: self.partyId,
    modules,
    maySteps: permissions.includes('steps.write'),
  });

  return [
    route('listRegister', {
      permission: 'records.read',
      handle: async ({ caller, query, page }) => {
        await refresh(folding);
        const { sort = 'newest', cursor: _, ...narrowed } = query;
        const from = page.from(AT);
        const [found, commitments] = await db.transaction(caller, async (tx) => {
          const filter = await filterOf(tx, self.partyId, narrowed);
          const after = from && { due: from[0], version: from[1] };
          const some = filter ? await listStanding(tx, filter, { now: self.now(), sort, after, limit: PAGE + 1 }) : [];
          return [some, await rowsOf(tx, viewerOf(caller), { listed: some.slice(0, PAGE), now: self.now() })] as const;
        });
        const last = found.length > PAGE ? found[PAGE - 1] : undefined;
        const next = page.next(last ? [last.due, last.version] : null);
        return { status: 200, body: { commitments, next }, told: found.slice(0, PAGE).map(({ id }) => id) };
      },
    }),
    route('readFigures', {
      permission: 'records.read',
      handle: async ({ caller, query }) => {
        await refresh(folding);
        const body = await db.transaction(caller, async (tx) => {
          const filter = await filterOf(tx, self.partyId, query);
          const asked = { filter: filter ?? { accord: query.accord, themes: [] }, now: self.now() };
          return {
            ...(await countStanding(tx, asked)),
            listed: filter ? await countListed(tx, asked) : 0,
            leads: filter ? await leadingOffices(tx, asked) : [],
          };
        });
        return { status: 200, body, told: [] };
      },
    }),
    route('readCommitment', {
      permission: 'records.read',
      handle: async ({ caller, params }) => {
        await refresh(folding);
        const body = await db.transaction(caller, async (tx): Promise<CommitmentView> => {
          const [record] = await versionsOf(tx, [params.id]);
          if (record?.type !== 'commitment') throw new Failure('not-found', 'there is no such commitment');
          return viewCommitment(tx, viewerOf(caller), { record, now: self.now() });
        });
        const relatives = [...body.needs, ...body.neededBy, ...body.lineage].map(({ id }) => id);
        const progress = body.progress.map(({ record }) => String(record['id']));
        return { status: 200, body, told: [...new Set([params.id, ...progress, ...relatives])] };
      },
    }),
  ];
}

type Query = Omit<Filter, 'themes' | 'owes' | 'unled'> & {
  readonly who?: 'ours' | 'theirs' | 'both' | undefined;
  readonly unled?: 'ours' | 'theirs' | undefined;
};

/** Undefined: the reader sees no such accord, so nothing is in its register. */
export async function filterOf(tx: Tx, party: string, { who, unled, ...query }: Query): Promise<Filter | undefined> {
  const accord = await accordById(tx, query.accord);
  if (!accord) return undefined;
  const [partner] = accord.parties.filter((one) => one !== party);
  const owes = { ours: [party], theirs: partner ? [partner] : [], both: accord.parties };
  return { ...query, themes: themesOf(accord), owes: who && owes[who], unled: unled && owes[unled] };
}

export const themesOf = ({ object }: Accord): string[] =>
  (Array.isArray(object['themes']) ? object['themes'] : []).map((theme) => textOf((theme as JsonObject)['key']));

type Page = { readonly listed: readonly Listed[]; readonly now: Date };

/** As they are shown. */
export async function rowsOf(tx: Tx, viewer: Viewer, { listed, now }: Page): Promise<RegisterRow[]> {
  const records = await recordsBySeq(
    tx,
    listed.map(({ version }) => version),
  );
  const bySeq = new Map(records.map((record) => [record.seq, record]));
  const shown = listed.flatMap((one) => {
    const record = bySeq.get(one.version);
    return record ? [{ ...one, record }] : [];
  });
  const views = await viewRecords(
    tx,
    viewer,
    shown.map(({ record }) => record),
  );
  // Of what they see in part it is folded what they do see.
  const partly = shown.filter(({ facts }) => facts === undefined).map(({ record }) => record);
  const folded = new Map((await foldCommitments(tx, viewer, partly)).map(({ record, facts }) => [record.id, facts]));
  return shown.map(({ id, facts, earlier }, at) => ({
    commitment: views[at]!,
    standing: standingOf(facts ?? folded.get(id) ?? unknown(views[at]!.state), now, earlier),
  }));
}

/** Nothing of it can be folded here. */
const unknown = (state: string): Facts => ({
  state,
  view: 'unrated',
  rating: null,
  percent: null,
  bySide: {},
  due: null,
  responsible: [],
  isExercise: false,
  quiet: {},
});

type Shown = { readonly record: StoredRecord; readonly now: Date };

async function viewCommitment(tx: Tx, viewer: Viewer, { record, now }: Shown): Promise<CommitmentView> {
  const [commitment] = await viewRecords(tx, viewer, [record]);
  const [folded] = await foldCommitments(tx, viewer, [record]);
  const told = await belongingTo(tx, [record.id], {
    type: 'progress',
    property: 'commitment_ref',
    limit: MOST_PROGRESS,
  });
  const needs = await needsOf(tx, record);
  const earlier = await earlierOf(tx, record.id);
  const cycle = await cycleFrom(
    tx,
    record.id,
    needs.map(({ id }) => id),
  );
  return {
    commitment: commitment!,
    standing: standingOf(folded?.facts ?? unknown(commitment!.state), now, earlier),
    progress: await viewRecords(
      tx,
      viewer,
      told.filter(({ expungedAt }) => expungedAt === null),
    ),
    needs: await asRelatives(tx, viewer, needs),
    neededBy: await asRelatives(tx, viewer, await neededBy(tx, record.id)),
    cycle: cycle ?? null,
    lineage: await asRelatives(tx, viewer, await lineageOf(tx, record)),
  };
}
