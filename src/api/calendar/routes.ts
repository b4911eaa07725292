import type { CalendarLink, MadeCalendarLink } from '#contract/calendar.ts';
import { Failure } from '#kernel/errors.ts';
import { DAY_MS } from '#kernel/lifecycle/stated-date.ts';
import {
  linksOf,
  newLinkSecret,
  putLink,
  renewLink,
  revokeLink,
  type CalendarLinkRow,
} from '#store/people/calendar-link.ts';
import { newest } from '#store/records.ts';
import type { NodeContext } from '#api/module.ts';
import { showOnce } from '#api/once.ts';
import { freshSession, ownSession } from '#api/own-session.ts';
import { route, type AnyRoute } from '#api/route.ts';
import { titleOf } from '#api/titles.ts';
import { entriesOf } from './entries.ts';
import { itemsOf } from './item.ts';

const MOST_DAYS = 400;
const MOST_BODIES = 100;
const MOST_LINKS = 20;

/** Where the links lead: `feed-route.ts` serves it. */
export const FEED_PATH = '/api/v1/calendar/feeds/';

/** The calendar of the pages, and the secret links of whoever asks. */
export function calendarRoutes({ db, self, modules, ownUrl }: NodeContext): AnyRoute[] {
  const shown = (id: string, secret: string): MadeCalendarLink => ({ id, url: `${ownUrl}${FEED_PATH}${secret}.ics` });
  const NO_SUCH = new Failure('not-found', 'there is no such living calendar link of yours');
  return [
    route('readCalendar', {
      permission: 'records.read',
      handle: async ({ caller, query }) => {
        const [from, until] = [new Date(`${query.from}T00:00:00Z`), new Date(`${query.until}T00:00:00Z`)];
        const days = (until.getTime() - from.getTime()) / DAY_MS;
        if (!(days > 0 && days <= MOST_DAYS))
          throw new Failure('bad-input', `must be after \`from\`, by ${MOST_DAYS} days at most`, { path: '?until' });
        const body = await db.transaction(caller, async (tx) => {
          const { accord = null } = query;
          // A day begins up to half a day earlier or later elsewhere.
          const span = { from: new Date(from.getTime() - DAY_MS), until: new Date(until.getTime() + DAY_MS) };
          const items = await itemsOf({ tx, caller, self, modules, accord, ...span });
          const bodies = await newest(tx, { type: 'body', accord: accord ?? undefined, limit: MOST_BODIES });
          return {
            entries: entriesOf(items, span),
            bodies: bodies.flatMap(({ id, object, expungedAt }) => {
              const name = expungedAt === null ? titleOf(object) : null;
              return name === null ? [] : [{ id, name: typeof name === 'string' ? { en: name } : name }];
            }),
          };
        });
        const told = [...body.entries.map(({ record }) => record), ...body.bodies.map(({ id }) => id)];
        return { status: 200, body, told: [...new Set(told)] };
      },
    }),
    route('listCalendarLinks', {
      permission: 'tokens.own',
      bySession: true,
      handle: async ({ caller }) => {
        ownSession(caller);
        return { status: 200, body: { links: (await linksOf(db.pool, caller.personId)).map(viewLink) } };
      },
    }),
    route('makeCalendarLink', {
      permission: 'tokens.own',
      bySession: true,
      handle: async ({ caller, body, once }) => {
        freshSession(caller, self.now());
        const { did, shown: made } = await showOnce(
          { once },
          {
            db,
            work: async (tx) => {
              const there = await linksOf(tx, caller.personId);
              if (there.length >= MOST_LINKS)
                throw new Failure('conflict', `there are ${MOST_LINKS} living calendar links: revoke one first`);
              const secret = newLinkSecret(self.randomBytes);
              return shown(await putLink(tx, { person: caller.personId, ...body, secret, at: self.now() }), secret);
            },
          },
        );
        return { did, status: 201, body: made };
      },
    }),
    route('renewCalendarLink', {
      permission: 'tokens.own',
      bySession: true,
      handle: async ({ caller, params, once }) => {
        freshSession(caller, self.now());
        const { did, shown: made } = await showOnce(
          { once },
          {
            db,
            work: async (tx) => {
              const secret = newLinkSecret(self.randomBytes);
              const own = { person: caller.personId, id: params.id, at: self.now() };
              if ((await renewLink(tx, own, secret)) === 0) throw NO_SUCH;
              return shown(params.id, secret);
            },
          },
        );
        return { did, status: 201, body: made };
      },
    }),
    route('revokeCalendarLink', {
      permission: 'tokens.own',
      bySession: true,
      handle: async ({ caller, params, once }) => {
        ownSession(caller);
        const did = await once(db, async (tx) => {
          if ((await revokeLink(tx, { person: caller.personId, id: params.id, at: self.now() })) === 0) throw NO_SUCH;
        });
        return { did, status: 200, body: { done: true as const } };
      },
    }),
  ];
}

const viewLink = ({ id, name, dueAs, madeAt, renewedAt, lastReadAt }: CalendarLinkRow): CalendarLink => ({
  id,
  name,
  dueAs,
  madeAt: madeAt.toISOString(),
  renewedAt: renewedAt?.toISOString() ?? null,
  lastReadAt: lastReadAt?.toISOString() ?? null,
});
