import { z } from 'zod';
import type { BodyView } from '#contract/meetings.ts';
import { Failure } from '#kernel/errors.ts';
import type { Tx } from '#store/db.ts';
import { belongingTo } from '#store/links.ts';
import { newest, versionsOf, type StoredRecord } from '#store/records.ts';
import type { NodeContext } from '#api/module.ts';
import type { Caller } from '#api/caller.ts';
import { route, type AnyRoute } from '#api/route.ts';
import { viewRecords } from '#api/view.ts';
import { isMove, joinMeetings } from './joint.ts';
import { belonging, inOrder, viewMeeting } from './meeting-view.ts';
import { suggestFor, viewSeries } from './series-view.ts';

const PAGE = 50;
const AT = z.tuple([z.int()]);
const NEWEST_MEETINGS = 20;
const DATES = 4;

export function meetingRoutes({ db, self, modules }: NodeContext): AnyRoute[] {
  const viewerOf = ({ permissions }: Caller) => ({
    party: self.partyId,
    modules,
    maySteps: permissions.includes('steps.write'),
  });
  const joined = async (tx: Tx, caller: Caller, records: readonly StoredRecord[]) =>
    joinMeetings(
      tx,
      viewerOf(caller),
      records.filter(({ object, expungedAt }) => expungedAt === null && !isMove(object)),
    );

  return [
    route('listBodies', {
      permission: 'records.read',
      handle: async ({ caller, query, page }) => {
        const { accord } = query;
        const before = page.from(AT)?.[0];
        const [found, bodies] = await db.transaction(caller, async (tx) => {
          const some = await newest(tx, { accord, type: 'body', before, limit: PAGE + 1 });
          return [some, await viewRecords(tx, viewerOf(caller), some.slice(0, PAGE))] as const;
        });
        const next = page.next(found.length > PAGE ? [found[PAGE - 1]!.seq] : null);
        return { status: 200, body: { bodies, next }, told: found.slice(0, PAGE).map(({ id }) => id) };
      },
    }),
    route('readBody', {
      permission: 'records.read',
      handle: async ({ caller, params }) => {
        const body = await db.transaction(caller, async (tx): Promise<BodyView> => {
          const record = await oneOf(tx, params.id, 'body');
          const viewer = viewerOf(caller);
          const [shown] = await viewRecords(tx, viewer, [record]);
          const series = await belongingTo(tx, [record.id], { type: 'series', property: 'body_ref', limit: PAGE });
          const views = [];
          for (const one of series) views.push(await viewSeries(tx, viewer, { record: one, now: self.now() }));
          const meetings = await belongingTo(tx, [record.id], {
            type: 'meeting',
            property: 'body_ref',
            limit: 2 * NEWEST_MEETINGS,
          });
          const items = await belonging(tx, viewer, record.id, { type: 'agenda-item', property: 'body_ref' });
          return {
            body: shown!,
            series: views,
            meetings: (await joined(tx, caller, meetings)).slice(0, NEWEST_MEETINGS).map(({ summary }) => summary),
            waiting: inOrder(items.filter(({ record: item }) => item['meeting_ref'] === undefined)),
          };
        });
        const told = [...body.series.map(({ series }) => series), ...body.waiting].map(({ record }) =>
          String(record['id']),
        );
        return { status: 200, body, told: [params.id, ...told, ...body.meetings.map(({ id }) => id)] };
      },
    }),
    route('readSeries', {
      permission: 'records.read',
      handle: async ({ caller, params }) => {
        const body = await db.transaction(caller, async (tx) =>
          viewSeries(tx, viewerOf(caller), { record: await oneOf(tx, params.id, 'series'), now: self.now() }),
        );
        return { status: 200, body, told: [params.id, ...body.cadence.beats.flatMap(({ meeting }) => meeting ?? [])] };
      },
    }),
    route('suggestDates', {
      permission: 'records.read',
      handle: async ({ caller, params, query }) => {
        const record = await db.transaction(caller, (tx) => oneOf(tx, params.id, 'series'));
        if (record.expungedAt) throw new Failure('not-found', 'the content of this series was expunged');
        const from = query.from === undefined ? self.now() : new Date(`${query.from}T00:00:00Z`);
        return { status: 200, body: suggestFor(record, from, Number(query.count ?? DATES)), told: [params.id] };
      },
    }),
    route('listMeetings', {
      permission: 'records.read',
      handle: async ({ caller, query, page }) => {
        const { accord, body: of } = query;
        const before = page.from(AT)?.[0];
        const [found, meetings] = await db.transaction(caller, async (tx) => {
          const some =
            of === undefined
              ? await newest(tx, { accord, type: 'meeting', before, limit: PAGE + 1 })
              : await belongingTo(tx, [of], { type: 'meeting', property: 'body_ref', before, limit: PAGE + 1 });
          const shown = some.slice(0, PAGE).filter((one) => one.accord === accord);
          return [some, (await joined(tx, caller, shown)).map(({ summary }) => summary)] as const;
        });
        // A page may show less than it walked over: what moves a meeting is none of its own.
        const next = page.next(found.length > PAGE ? [found[PAGE - 1]!.seq] : null);
        return { status: 200, body: { meetings, next }, told: meetings.map(({ id }) => id) };
      },
    }),
    route('readMeeting', {
      permission: 'records.read',
      handle: async ({ caller, params }) => {
        for (const { ready } of modules) await ready?.({ db, self, modules });
        const body = await db.transaction(caller, async (tx) => {
          const record = await oneOf(tx, params.id, 'meeting');
          if (record.expungedAt) throw new Failure('not-found', 'the content of this meeting was expunged');
          return viewMeeting({ tx, caller, self, modules }, viewerOf(caller), record);
        });
        const shown = [
          ...body.moves,
          ...body.agenda,
          ...body.minutes,
          ...body.decisions,
          ...body.actions,
          ...body.divergences,
          ...body.papers,
        ];
        const sides = [...Object.values(body.delegations), ...Object.values(body.attendance)];
        const told = [...shown, ...sides].map(({ record }) => String(record['id']));
        return { status: 200, body, told: [params.id, ...told, ...body.points.map(({ record }) => record)] };
      },
    }),
  ];
}

/** What the caller cannot see is not there, nor is a record of another type under this address. */
async function oneOf(tx: Tx, id: string, type: string): Promise<StoredRecord> {
  const [record] = await versionsOf(tx, [id]);
  if (record?.type !== type) throw new Failure('not-found', `there is no such ${type}`);
  return record;
}
