import {
  NewDeskSet,
  NewReading,
  NewSetDecisions,
  type DeskSets,
  type StatementLabels,
} from '#contract/statement-desk.ts';
import { naturalNumber, route, type AnyRoute } from '#api/route.ts';
import { compareSet } from './compare-set.ts';
import type { Desk } from './desk.ts';
import { labels } from './labels.ts';
import { decideOnSet, dissolveSet, makeSet, oneSet, setsWith } from './sets.ts';

const PATH = '/api/v1/statement-desk/sets';

/** Statements that belong together, and the labelled set that comes of it all. */
export function setRoutes(desk: Desk): AnyRoute[] {
  const { db, reader } = desk;
  return [
    route({
      method: 'POST',
      path: PATH,
      permission: 'statements.write',
      body: NewDeskSet,
      handle: async ({ caller, body }) => {
        const { set, isNew } = await makeSet(desk, caller, body);
        return { status: isNew ? 201 : 200, body: set, told: [set.id] };
      },
    }),
    route({
      method: 'GET',
      path: PATH,
      permission: 'statements.read',
      handle: async ({ caller: { classes }, query: { accord, statement } }) => {
        const sets = await db.transaction({ classes }, (tx) =>
          setsWith(tx, classes, { accord, statement }, reader.name),
        );
        return { status: 200, body: { sets } satisfies DeskSets, told: sets.map(({ id }) => id) };
      },
    }),
    route({
      method: 'GET',
      path: `${PATH}/:id`,
      permission: 'statements.read',
      handle: async ({ caller: { classes }, params }) => {
        const body = await db.transaction({ classes }, (tx) => oneSet(tx, params['id']!, classes, reader.name));
        return { status: 200, body, headers: { etag: `"${body.version}"` }, told: [body.id] };
      },
    }),
    route({
      method: 'GET',
      path: `${PATH}/:id/comparison`,
      permission: 'statements.read',
      handle: async ({ caller: { classes }, params }) => ({
        status: 200,
        body: await compareSet(desk, params['id']!, classes),
        told: [params['id']!],
      }),
    }),
    route({
      method: 'POST',
      path: `${PATH}/:id/decisions`,
      permission: 'statements.write',
      body: NewSetDecisions,
      handle: async ({ caller, params, body: given }) => {
        const body = await decideOnSet(desk, { caller, id: params['id']!, version: given.version }, given);
        return { status: 200, body, headers: { etag: `"${body.version}"` }, told: [body.id] };
      },
    }),
    route({
      method: 'POST',
      path: `${PATH}/:id/dissolve`,
      permission: 'statements.write',
      body: NewReading,
      handle: async ({ caller, params, body: { version } }) => {
        await dissolveSet(desk, { caller, id: params['id']!, version });
        return { status: 200, body: { id: params['id']! } };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/statement-labels',
      permission: 'labels.read',
      handle: async (asked) => {
        const { classes } = asked.caller;
        const place = { accord: asked.query['accord'], after: naturalNumber(asked, 'cursor') ?? 0 };
        const { told, ...body } = await db.transaction({ classes }, (tx) => labels(tx, classes, place));
        return { status: 200, body: body satisfies StatementLabels, told };
      },
    }),
  ];
}
