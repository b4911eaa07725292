import { Failure } from '#kernel/errors.ts';
import { DAY_MS } from '#kernel/lifecycle/stated-date.ts';
import { openLink, touchLink } from '#store/people/calendar-link.ts';
import type { Caller } from '#api/caller.ts';
import type { NodeContext } from '#api/module.ts';
import type { AnyRoute } from '#api/route.ts';
import { etagOf, isHeld } from '#api/versions.ts';
import { writeFeed } from './ical.ts';
import { itemsOf } from './item.ts';
import { FEED_PATH } from './routes.ts';

const BACK_DAYS = 366;
const AHEAD_DAYS = 2 * 366;

type Serving = NodeContext & {
  /** As they are judged at that moment. */
  readonly personAt: (personId: string) => Promise<Caller | undefined>;
};

/**
 * The one route of records without a permission of its own: calendar programs sign in nowhere, so the secret in the address stands
 * for its person, and opens no more than they may see at that moment, in words no stricter than TLP:GREEN. What is not a living link
 * is answered like what is not there, and counted against its address.
 */
export function calendarFeed({ db, self, modules, ownUrl, personAt }: Serving): AnyRoute {
  return {
    mount: (app, { access, rates, now }) =>
      app.get<{ Params: { readonly file: string } }>(`${FEED_PATH}:file`, async (request, reply) => {
        const { file } = request.params;
        const link = file.endsWith('.ics') ? await openLink(db.pool, file.slice(0, -4)) : undefined;
        if (!link) {
          rates.count('address', request.ip);
          throw new Failure('not-found', 'there is no such calendar');
        }
        reply.headers(rates.count('calendar', link.id));
        const caller = await personAt(link.person);
        if (!caller?.permissions.includes('records.read')) throw new Failure('not-found', 'there is no such calendar');
        const at = now();
        const items = await db.transaction(caller, (tx) =>
          itemsOf({
            tx,
            caller,
            self,
            modules,
            accord: null,
            from: new Date(at.getTime() - BACK_DAYS * DAY_MS),
            until: new Date(at.getTime() + AHEAD_DAYS * DAY_MS),
            overdue: true,
          }),
        );
        const { name, dueAs } = link;
        const text = await writeFeed(items, { reader: caller, url: ownUrl, now: at, name, dueAs });
        // Committed before anything leaves; the secret is in no entry.
        await access.keep({
          at,
          kind: 'read',
          person: link.person,
          token: `calendar: ${link.name}`,
          query: `GET ${FEED_PATH}${link.id}`,
          purpose: 'calendar',
          ids: [...new Set(items.map(({ record }) => record))],
          to: null,
        });
        await touchLink(db.pool, link.id, at);
        const etag = etagOf(text, undefined);
        reply
          .type('text/calendar; charset=utf-8')
          .header('content-disposition', 'inline; filename="entente.ics"')
          .header('cache-control', 'private, no-cache')
          .header('etag', etag);
        return isHeld(request.headers['if-none-match'], etag) ? reply.code(304).send() : reply.send(text);
      }),
  };
}
