import { z } from 'zod';
import { type DeskSets } from '#contract/statement-desk.ts';
import { classesFor } from '#api/rights.ts';
import { route, type AnyRoute } from '#api/route.ts';
import { compareSet } from './compare-set.ts';
import { deskClasses, type Desk } from './desk.ts';
import { labels } from './labels.ts';
import { decideOnSet, dissolveSet, makeSet, oneSet, setsWith } from './sets.ts';

const AT = z.tuple([z.int()]);

/** Statements that belong together, and the labelled set that comes of it all. */
export function setRoutes(desk: Desk): AnyRoute[] {
  const { db, reader } = desk;
  return [
    route('makeDeskSet', {
      permission: 'statements.write',
      handle: async ({ caller, body }) => {
        const { set, isNew } = await makeSet(desk, caller, body);
        return { status: isNew ? 201 : 200, body: set, told: [set.id] };
      },
    }),
    route('listDeskSets', {
      permission: 'statements.read',
      handle: async ({ caller, query: { accord, statement } }) => {
        const classes = deskClasses(caller);
        const sets = await db.transaction({ classes }, (tx) =>
          setsWith(tx, classes, { accord, statement }, reader.name),
        );
        return { status: 200, body: { sets } satisfies DeskSets, told: sets.map(({ id }) => id) };
      },
    }),
    route('readDeskSet', {
      permission: 'statements.read',
      handle: async ({ caller, params }) => {
        const classes = deskClasses(caller);
        const body = await db.transaction({ classes }, (tx) => oneSet(tx, params.id, classes, reader.name));
        return { status: 200, body, headers: { etag: `"${body.version}"` }, told: [body.id] };
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
      handle: async ({ caller, params, body: given }) => {
        const body = await decideOnSet(desk, { caller, id: params.id, version: given.version }, given);
        return { status: 200, body, headers: { etag: `"${body.version}"` }, told: [body.id] };
      },
    }),
    route('dissolveDeskSet', {
      permission: 'statements.write',
      handle: async ({ caller, params, body: { version } }) => {
        await dissolveSet(desk, { caller, id: params.id, version });
        return { status: 200, body: { id: params.id } };
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
