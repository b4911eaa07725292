import { z } from 'zod';
import { holdsBefore } from '#store/legal-holds.ts';
import { versionsOf, type StoredRecord } from '#store/records.ts';
import { asHold } from '#api/deletion.ts';
import type { NodeContext } from '#api/module.ts';
import { factsOf, mayDo } from '#api/rights.ts';
import { route, type AnyRoute } from '#api/route.ts';
import { shownAs } from '#api/search.ts';

const PAGE = 50;
const Position = z.tuple([z.int().positive()]);

/** What is kept whoever asks for its deletion: for those who may know why, of the records that they see. */
export function holdRoutes({ db, self }: NodeContext): AnyRoute[] {
  return [
    route('listHolds', {
      permission: 'holds.read',
      handle: async ({ caller, page, query: { all } }) => {
        const now = self.now();
        const found = await db.transaction('node', (tx) =>
          holdsBefore(tx, {
            before: page.from(Position)?.[0],
            standingAt: all ? undefined : now,
            limit: PAGE + 1,
          }),
        );
        const looked = found.slice(0, PAGE);
        const ids = [...new Set(looked.map(({ record }) => record))];
        const versions = await db.transaction(caller, (tx) => versionsOf(tx, ids));
        const seen = new Map<string, StoredRecord>(versions.toReversed().map((version) => [version.id, version]));
        const may = (action: 'holds.read' | 'holds.write', held: StoredRecord): boolean => {
          const facts = factsOf(caller, held.class);
          return caller.permissions.includes(action) && facts !== undefined && mayDo(caller, action, facts);
        };
        const holds = looked.flatMap((hold) => {
          const held = seen.get(hold.record);
          if (held === undefined || !may('holds.read', held)) return [];
          const { id, type, title, expunged } = shownAs(held);
          const isStanding = hold.liftedAt === null && (hold.until === null || hold.until > now);
          return [
            {
              ...asHold(hold),
              placedByName: hold.placedByName,
              liftedByName: hold.liftedByName,
              record: { id, type, title, expunged },
              isStanding,
              mayLift: isStanding && may('holds.write', held),
            },
          ];
        });
        const next = page.next(found.length > PAGE ? [looked.at(-1)!.id] : null);
        return { status: 200, body: { holds, next }, told: holds.map(({ record }) => record.id) };
      },
    }),
  ];
}
