import { z } from 'zod';
import { type DeskSets } from '#contract/statement-sets.ts';
import type { Caller } from '#api/caller.ts';
import { classesFor } from '#api/rights.ts';
import { route, type AnyRoute } from '#api/route.ts';
import { compareSet } from './compare-set.ts';
import { deskClasses, type Desk } from './desk.ts';
import { recordBySeq } from '#store/records.ts';
import { versionOfRecord } from '#api/versions.ts';
import { viewRecords } from '#api/view.ts';
import { labels } from './labels.ts';
import { reportDivergence } from './report.ts';
import { decideOnSet, dissolveSet, makeSet, oneSet, setsWith } from './sets.ts';

const AT = z.tuple([z.int()]);
const PAGE = 50;

/** Statements that belong together, and the labelled set that comes of it all. */
export function setRoutes(desk: Desk): AnyRoute[] {
  const { db, reader } = desk;
  const readSet = (caller: Caller, id: string) => {
    const classes = deskClasses(caller);
    return db.transaction({ classes }, (tx) => oneSet(tx, id, classes, reader.name));
  };
  return [
    route('makeDeskSet', {
      permission: 'statements.write',
      handle: async ({ caller, body, once }) => {
        const did = await makeSet(desk, { caller, once }, body);
        const [id, isNew] = did.result;
        const set = await readSet(caller, id);
        return { did, status: isNew ? 201 : 200, body: set, version: String(set.version) };
      },
    }),
    route('listDeskSets', {
      permission: 'statements.read',
      handle: async ({ caller, page, query: { accord, statement } }) => {
        const classes = deskClasses(caller);
        const below = page.from(AT)?.[0];
        const found = await db.transaction({ classes }, (tx) =>
          setsWith(tx, classes, { accord, statement, below, limit: PAGE + 1 }, reader.name),
        );
        const sets = found.slice(0, PAGE).map(({ set }) => set);
        const next = page.next(found.length > PAGE ? [found[PAGE - 1]!.seq] : null);
        return { status: 200, body: { sets, next } satisfies DeskSets, told: sets.map(({ id }) => id) };
      },
    }),
    route('readDeskSet', {
      permission: 'statements.read',
      handle: async ({ caller, params }) => {
        const body = await readSet(caller, params.id);
        return { status: 200, body, version: String(body.version), told: [body.id] };
      },
    }),
    route('compareDeskSet', {
      permission: 'statements.read',
      handle: async ({ caller, params }) => ({
        status: 200,
        body: await compareSet(desk, params.id, deskClasses(caller)),
        told: [params.id],
      }),
    }),
    route('decideDeskSet', {
      permission: 'statements.write',
      handle: async ({ caller, params: { id }, body: given, once, onVersion }) => {
        const did = await decideOnSet(desk, { caller, once, onVersion, id, version: given.version }, given);
        const body = await readSet(caller, id);
        return { did, status: 200, body, version: String(body.version) };
      },
    }),
    route('reportDivergence', {
      permission: 'records.write',
      handle: async ({ caller, params, body: given, once, onVersion }) => {
        const did = await reportDivergence(desk, { caller, once, onVersion, id: params.id, ...given });
        const [seq, id] = did.result;
        const viewer = {
          party: desk.self.partyId,
          modules: desk.modules,
          maySteps: caller.permissions.includes('steps.write'),
        };
        const { view, version } = await db.transaction('node', async (tx) => {
          const record = (await recordBySeq(tx, seq))!;
          return { view: (await viewRecords(tx, viewer, [record]))[0]!, version: versionOfRecord(record.c) };
        });
        return { did, status: 201, body: view, headers: { location: `/api/v1/records/${id}` }, version };
      },
    }),
    route('dissolveDeskSet', {
      permission: 'statements.write',
      handle: async ({ caller, params: { id }, body: { version }, once, onVersion }) => {
        const did = await dissolveSet(desk, { caller, once, onVersion, id, version });
        return { did, status: 200, body: { id } };
      },
    }),
    route('listLabels', {
      permission: 'labels.read',
      handle: async (asked) => {
        const read = new Set(deskClasses(asked.caller));
        const classes = classesFor(asked.caller, 'labels.read').filter((one) => read.has(one));
        const place = { accord: asked.query.accord, after: asked.page.from(AT)?.[0] ?? 0 };
        const { told, next, ...body } = await db.transaction({ classes }, (tx) => labels(tx, classes, place));
        return { status: 200, body: { ...body, next: asked.page.next(next === null ? null : [next]) }, told };
      },
    }),
  ];
}
