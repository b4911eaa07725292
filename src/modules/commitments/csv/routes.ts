import { MOST_BYTES, MOST_ROWS } from '#contract/register-import.ts';
import type { RegisterRow } from '#contract/register.ts';
import { Failure } from '#kernel/errors.ts';
import { accordById } from '#store/accords.ts';
import { versionsOf, type StoredRecord } from '#store/records.ts';
import { asAttachment } from '#api/content-disposition.ts';
import type { NodeContext } from '#api/module.ts';
import { route, type AnyRoute } from '#api/route.ts';
import { listStanding, type Place } from '../list.ts';
import { refresh } from '../refresh.ts';
import { filterOf, rowsOf, themesOf } from '../routes.ts';
import { cellsOf, writeTable } from './cells.ts';
import { idsOf, planImport } from './plan-import.ts';
import { readTable } from './read-table.ts';

const PAGE = 500;

export function csvRoutes({ db, self, modules, access }: NodeContext): AnyRoute[] {
  return [
    route('exportRegister', {
      permission: 'exports.create',
      handle: async ({ caller, reading: asked, query: { lang = 'en', ...query } }) => {
        await refresh({ db, party: self.partyId, modules });
        const now = self.now();
        const viewer = { party: self.partyId, modules, maySteps: false };
        const [accord, rows] = await db.snapshot(caller, async (tx) => {
          const filter = await filterOf(tx, self.partyId, query);
          const under = filter && (await accordById(tx, query.accord));
          if (!filter || !under) throw new Failure('not-found', 'there is no such accord');
          const all: RegisterRow[] = [];
          for (let after: Place | undefined; ;) {
            const listed = await listStanding(tx, filter, { now, sort: 'due', after, limit: PAGE });
            all.push(...(await rowsOf(tx, viewer, { listed, now })));
            if (all.length > MOST_ROWS)
              throw new Failure('too-large', `more than ${MOST_ROWS} rows: narrow what is taken out`);
            after = listed.at(-1);
            if (listed.length < PAGE) return [under, all] as const;
          }
        });
        const reading = { accord, lang };
        const ids = rows.map(({ commitment: { record } }) => String(record['id']));
        await access.keep({ ...asked, kind: 'export', ids });
        return {
          status: 200,
          body: await writeTable(rows.map((row) => cellsOf(row, reading))),
          headers: {
            'content-type': 'text/csv; charset=utf-8; header=present',
            'content-disposition': asAttachment(`register-${now.toISOString().slice(0, 10)}.csv`),
          },
          told: 'kept',
        };
      },
    }),
    route('previewImport', {
      permission: 'records.write',
      limit: MOST_BYTES,
      atOnce: 4,
      handle: async ({ caller, query: { accord: id, lang = 'en' }, body }) => {
        const accord = await db.transaction(caller, (tx) => accordById(tx, id));
        if (!accord) throw new Failure('not-found', 'there is no such accord');
        const table = await readTable(body);
        const ids = idsOf(table, id);
        const held = new Map<string, StoredRecord>();
        await db.snapshot(caller, async (tx) => {
          for (let from = 0; from < ids.length; from += PAGE)
            for (const version of await versionsOf(tx, ids.slice(from, from + PAGE)))
              if (version.accord === id && !held.has(version.id)) held.set(version.id, version);
        });
        const plan = planImport({
          table,
          reading: { accord, lang },
          themes: themesOf(accord),
          partyId: self.partyId,
          now: self.now(),
          held,
        });
        return { status: 200, body: plan, told: [...held.keys()] };
      },
    }),
  ];
}
