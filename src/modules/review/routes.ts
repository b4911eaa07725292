import { z } from 'zod';
import type { ReviewDraft } from '#contract/review.ts';
import { Failure } from '#kernel/errors.ts';
import type { JsonObject } from '#kernel/json/types.ts';
import { SECRETARIAT } from '#kernel/stix/values.ts';
import { DAY_MS } from '#kernel/lifecycle/stated-date.ts';
import { admit } from '#store/admit.ts';
import type { Tx } from '#store/db.ts';
import { newest, recordBySeq, versionsOf } from '#store/records.ts';
import type { Caller } from '#api/caller.ts';
import type { NodeContext } from '#api/module.ts';
import { noteWriter, refuseInvisible } from '#api/records.ts';
import { route, type AnyRoute } from '#api/route.ts';
import { versionOfRecord } from '#api/versions.ts';
import { viewRecords } from '#api/view.ts';
import { dashboardOf } from './dashboard.ts';
import { citedIn, lookUp } from './evidence.ts';
import { draftReview, yearOf } from './drafting.ts';
import { accordOf } from './gather.ts';
import { refusePersonal } from './personal.ts';
import { draftJointStatement } from './statement-draft.ts';

const PAGE = 50;
const AT = z.tuple([z.int()]);
const YEAR_DAYS = 365;

export function reviewRoutes(node: NodeContext): AnyRoute[] {
  const { db, self, modules } = node;
  const viewerOf = ({ permissions }: Caller) => ({
    party: self.partyId,
    modules,
    maySteps: permissions.includes('steps.write'),
  });

  /** Made by the node, of what it found: a record of these types is never written by hand. */
  async function write(tx: Tx, caller: Caller, object: JsonObject) {
    const { seq, id } = await admit(tx, self, { channel: SECRETARIAT, ...object });
    await noteWriter(tx, caller, seq);
    return [seq, id] as const;
  }

  const shown = (caller: Caller, seq: number) =>
    db.transaction('node', async (tx) => {
      const record = (await recordBySeq(tx, seq))!;
      const [view] = await viewRecords(tx, viewerOf(caller), [record]);
      return { view: view!, version: versionOfRecord(record.c) };
    });

  return [
    route('readDashboard', {
      permission: 'records.read',
      handle: async ({ caller, query }) => {
        const from = query.from ?? new Date(self.now().getTime() - YEAR_DAYS * DAY_MS).toISOString().slice(0, 10);
        for (const { ready } of modules) await ready?.(node);
        const body = await db.transaction(caller, async (tx) =>
          dashboardOf({ tx, caller, self, modules }, await accordOf(tx, query.accord), from),
        );
        return { status: 200, body, told: [query.accord, ...body.chase.map(({ record }) => record)] };
      },
    }),
    route('draftReview', {
      permission: 'records.read',
      handle: async ({ caller, query }) => {
        const body = await draftReview(node, caller, query);
        return { status: 200, body, told: [query.accord, ...aboutIn(body)] };
      },
    }),
    route('exchangeReview', {
      permission: 'records.write',
      handle: async ({ caller, body, once }) => {
        await refuseInvisible(db, caller, { id: body.accord, what: 'accord' });
        const { isWhole, ...drafted } = await draftReview(node, caller, body);
        if (!isWhole)
          throw new Failure(
            'too-large',
            'this year has more records than a review can stand on: choose a shorter span',
          );
        const object = {
          type: 'review',
          accord_ref: body.accord,
          ...drafted,
          ...(body.sign_by === undefined ? {} : { sign_by: body.sign_by }),
          ...(body.meeting_ref === undefined ? {} : { meeting_ref: body.meeting_ref }),
        } as unknown as JsonObject; // by its schema, which admission judges
        refusePersonal(object);
        const did = await once(
          db,
          (tx) => write(tx, caller, object),
          ([, id]) => ({ ids: [id] }),
        );
        const { view, version } = await shown(caller, did.result[0]);
        return { did, status: 201, body: view, headers: { location: `/api/v1/reviews/${did.result[1]}` }, version };
      },
    }),
    route('countRights', {
      permission: 'records.write',
      handle: async ({ caller, body, once }) => {
        await refuseInvisible(db, caller, { id: body.accord, what: 'accord' });
        if (body.from >= body.until) throw new Failure('bad-input', 'is not after the first day', { path: '$.until' });
        const span = {
          from: new Date(`${body.from}T00:00:00Z`),
          until: new Date(Date.parse(`${body.until}T00:00:00Z`) + DAY_MS),
        };
        const work = async (tx: Tx) => {
          const figures = [];
          for (const { rights } of modules) if (rights) figures.push(...(await rights({ tx, ...span })));
          const object = {
            type: 'rights-figures',
            accord_ref: body.accord,
            from: body.from,
            until: body.until,
            figures,
          };
          return write(tx, caller, object as unknown as JsonObject); // by its schema, which admission judges
        };
        const did = await once(db, work, ([, id]) => ({ ids: [id] }));
        const { view, version } = await shown(caller, did.result[0]);
        return { did, status: 201, body: view, headers: { location: `/api/v1/records/${did.result[1]}` }, version };
      },
    }),
    route('listReviews', {
      permission: 'records.read',
      handle: async ({ caller, query, page }) => {
        const before = page.from(AT)?.[0];
        const [found, reviews] = await db.transaction(caller, async (tx) => {
          const some = await newest(tx, { accord: query.accord, type: 'review', before, limit: PAGE + 1 });
          return [some, await viewRecords(tx, viewerOf(caller), some.slice(0, PAGE))] as const;
        });
        const next = page.next(found.length > PAGE ? [found[PAGE - 1]!.seq] : null);
        return { status: 200, body: { reviews, next }, told: found.slice(0, PAGE).map(({ id }) => id) };
      },
    }),
    route('readReview', {
      permission: 'records.read',
      handle: async ({ caller, params }) => {
        const body = await db.transaction(caller, async (tx) => {
          const [record] = await versionsOf(tx, [params.id]);
          if (record?.type !== 'review') throw new Failure('not-found', 'there is no such review');
          const [review] = await viewRecords(tx, viewerOf(caller), [record]);
          return { review: review!, evidence: await lookUp(tx, citedIn(record.object)) };
        });
        return { status: 200, body, told: [params.id] };
      },
    }),
    route('draftStatement', {
      permission: 'records.read',
      handle: async ({ caller, query }) => {
        const { year } = await yearOf(node, caller, query);
        return {
          status: 200,
          body: draftJointStatement(year),
          told: [query.accord, ...year.commitments.map(({ about }) => about.ref)],
        };
      },
    }),
  ];
}

const aboutIn = ({ sentences }: ReviewDraft): string[] => [
  ...new Set(sentences.flatMap(({ about_ref }) => about_ref ?? [])),
];
