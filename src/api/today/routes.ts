import type { Done, Today } from '#contract/today.ts';
import { DAY_MS } from '#kernel/lifecycle/stated-date.ts';
import { noticesOf, unreadOf } from '#store/notices/read.ts';
import { doneSince, lastVisit, noteVisit, type DoneRow } from '#store/visits.ts';
import type { NodeContext } from '#api/module.ts';
import { route, type AnyRoute } from '#api/route.ts';
import { titlesOf, type Title } from '#api/titles.ts';
import { nodeTasks } from '#api/today/node-tasks.ts';

const MOST_DONE = 500;
const NAMED = 20;
const FIRST_DAYS = 7;
const MOST_TROUBLE = 100;

/** One page for the beginning of a day: what waits, what falls due, what is new. All of it by what the reader may see now. */
export function todayRoutes({ db, self, modules }: Pick<NodeContext, 'db' | 'self' | 'modules'>): AnyRoute[] {
  return [
    route('readToday', {
      permission: 'notices.own',
      handle: async ({ caller }) => {
        const { personId: person, permissions, classes } = caller;
        const whose = { person, permissions, classes };
        const since = await db.transaction('node', (tx) => lastVisit(tx, person));
        const from = since ?? new Date(self.now().getTime() - FIRST_DAYS * DAY_MS);
        for (const { ready } of modules) await ready?.({ db, self, modules });
        const body = await db.transaction(caller, async (tx): Promise<Today> => {
          const contributed = [];
          for (const { tasks } of modules) if (tasks) contributed.push(await tasks({ tx, caller, self, modules }));
          const done = permissions.includes('records.read') ? await doneSince(tx, from, MOST_DONE) : [];
          const wanted = { unread: true, kind: 'delivery-trouble', accord: undefined, before: undefined };
          return {
            since: from.toISOString(),
            tasks: [...(await nodeTasks(tx, caller)), ...contributed.flatMap(({ tasks }) => tasks)],
            deadlines: contributed
              .flatMap(({ deadlines }) => deadlines)
              .toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0)),
            partner: grouped(done, await titlesOf(tx, newestOf(done))),
            isPartnerWhole: done.length < MOST_DONE,
            unread: await unreadOf(tx, whose),
            trouble: (await noticesOf(tx, whose, { ...wanted, limit: MOST_TROUBLE })).length,
          };
        });
        const told = [...body.tasks, ...body.deadlines].flatMap(({ record }) => record ?? []);
        return {
          status: 200,
          body,
          told: [...told, ...body.partner.flatMap(({ records }) => records.map(({ id }) => id))],
        };
      },
    }),
    route('visitToday', {
      permission: 'notices.own',
      handle: async ({ caller, once }) => {
        const did = await once(db, (tx) => noteVisit(tx, caller.personId, self.now()));
        return { did, status: 204, body: null };
      },
    }),
  ];
}

/** The same act on the same kind of thing in one accord is one line; its records are behind it. */
const groupsOf = (rows: readonly DoneRow[]): DoneRow[][] => [
  ...Map.groupBy(rows, ({ party, accord, type, verb }) => [party, accord, type, verb].join(' ')).values(),
];
const shownOf = (same: readonly DoneRow[]): string[] =>
  [...new Set(same.map(({ subject }) => subject))].slice(0, NAMED);
const newestOf = (rows: readonly DoneRow[]): string[] => groupsOf(rows).flatMap(shownOf);

function grouped(rows: readonly DoneRow[], titles: ReadonlyMap<string, Title>): Done[] {
  return groupsOf(rows).map((same) => {
    const { party, accord, type, verb, at } = same[0]!;
    const records = shownOf(same).map((id) => ({ id, title: titles.get(id) ?? null }));
    return { party, accord, type, verb, count: same.length, last: at.toISOString(), records };
  });
}
