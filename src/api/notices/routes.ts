import { z } from 'zod';
import type { NoticeView } from '#contract/notices.ts';
import type { Db } from '#store/db.ts';
import { noteRead, noticesOf, unreadOf, type NoticeRow, type Whose } from '#store/notices/read.ts';
import type { Caller } from '#api/caller.ts';
import { route, type AnyRoute } from '#api/route.ts';
import { titlesOf, type Title } from '#api/titles.ts';

const PAGE = 50;

/** What the caller was told, by what they may see now. */
export function noticeRoutes({ db, now }: { readonly db: Db; readonly now: () => Date }): AnyRoute[] {
  const count = async (caller: Caller) => ({
    unread: await db.transaction(caller, (tx) => unreadOf(tx, whose(caller))),
  });
  return [
    route('listNotices', {
      permission: 'notices.own',
      handle: async ({ caller, query, page }) => {
        const before = page.from(z.tuple([z.number().int()]))?.[0];
        const { rows, titles } = await db.transaction(caller, async (tx) => {
          const found = await noticesOf(tx, whose(caller), {
            unread: query.unread === 'true',
            kind: query.kind,
            accord: query.accord,
            before,
            limit: PAGE + 1,
          });
          const subjects = found.flatMap(({ subject }) => subject ?? []);
          return { rows: found, titles: await titlesOf(tx, subjects) };
        });
        const shown = rows.slice(0, PAGE);
        return {
          status: 200,
          body: {
            notices: shown.map((row) => view(row, titles)),
            next: page.next(rows.length > PAGE ? [shown.at(-1)!.seq] : null),
          },
          told: shown.flatMap(({ subject }) => subject ?? []),
        };
      },
    }),
    route('countNotices', {
      permission: 'notices.own',
      handle: async ({ caller }) => ({ status: 200, body: await count(caller) }),
    }),
    route('readNotices', {
      permission: 'notices.own',
      handle: async ({ caller, body, once }) => {
        const at = now();
        const some = 'ids' in body ? { ids: body.ids, until: at } : { ids: undefined, until: new Date(body.until) };
        const did = await once(db, async (tx) => void (await noteRead(tx, { person: caller.personId, at, ...some })));
        return { did, status: 200, body: await count(caller) };
      },
    }),
  ];
}

const whose = ({ personId, permissions, classes }: Caller): Whose => ({ person: personId, permissions, classes });

const view = (
  { id, kind, at, readAt, subject, type, accord, path, facts }: NoticeRow,
  titles: ReadonlyMap<string, Title>,
): NoticeView => ({
  id,
  kind,
  at: at.toISOString(),
  read: readAt !== null,
  record: subject !== null && type !== null ? { id: subject, type, title: titles.get(subject) ?? null } : null,
  accord,
  path,
  facts: JSON.parse(facts) as NoticeView['facts'], // as `tell` wrote them
});
