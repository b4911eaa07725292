import type { Transparency } from '#contract/transparency.ts';
import { Failure } from '#kernel/errors.ts';
import { lastQuarters, publicCount, quarterOf, quarterSpan } from '#kernel/log/quarter.ts';
import { partyById } from '#store/parties.ts';
import { countsOf } from '#store/transparency.ts';
import type { NodeContext } from '#api/module.ts';
import type { AnyRoute } from '#api/route.ts';

const QUARTERS = 8;
/** Whoever asks again and again costs nothing. */
const FRESH_MS = 10 * 60_000;

/** Aggregates, for everybody: no sign-in, no person, nothing below a threshold. */
export function transparencyRoutes({ db, self }: NodeContext): AnyRoute[] {
  const made = new Map<string, { readonly at: number; readonly figures: Promise<Transparency> }>();

  function figuresOf(quarter: string): Promise<Transparency> {
    const now = self.now();
    const held = made.get(quarter);
    if (held && now.getTime() - held.at < FRESH_MS) return held.figures;
    const figures = count(quarter, now);
    made.set(quarter, { at: now.getTime(), figures });
    figures.catch(() => made.delete(quarter)); // the next one asks anew
    return figures;
  }

  async function count(quarter: string, now: Date): Promise<Transparency> {
    const span = quarterSpan(quarter)!; // one of those that are offered
    const { own, least, counts } = await db.transaction('node', async (tx) => ({
      own: await partyById(tx, self.partyId),
      ...(await countsOf(tx, { quarter, ...span })),
    }));
    return {
      v: 1,
      party: own?.names ?? {},
      quarter,
      isOver: span.until <= now,
      quarters: lastQuarters(now, QUARTERS),
      least,
      figures: counts.map(({ group, what, n }) => ({ group, what, count: publicCount(n, least) })),
    };
  }

  const serve = (form: 'json' | 'csv'): AnyRoute => ({
    mount: (app) =>
      app.get<{ Querystring: { readonly quarter?: unknown } }>(
        `/api/v1/transparency.${form}`,
        async (request, reply) => {
          const asked = request.query.quarter ?? quarterOf(self.now());
          if (typeof asked !== 'string' || !lastQuarters(self.now(), QUARTERS).includes(asked))
            throw new Failure('not-found', 'there are no figures of this quarter');
          const figures = await figuresOf(asked);
          void reply.header('cache-control', 'public, max-age=600').header('access-control-allow-origin', '*');
          if (form === 'json') return reply.send(figures);
          return reply.type('text/csv; charset=utf-8').send(csvOf(figures));
        },
      ),
  });
  return [serve('json'), serve('csv')];
}

/** Our own words throughout, without quotes or commas; a suppressed count is written as what it is below. */
const csvOf = ({ quarter, least, figures }: Transparency): string =>
  [
    'quarter,group,what,count',
    ...figures.map(({ group, what, count }) => `${quarter},${group},${what},${count ?? `<${least}`}`),
    '',
  ].join('\r\n');
