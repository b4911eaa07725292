import type { HealthView } from '#contract/health.ts';
import { MOST_COUNTED, whatWaits } from '#store/health.ts';
import type { Pulse } from '#store/pulse.ts';
import type { NodeContext } from '#api/module.ts';
import { route, type AnyRoute } from '#api/route.ts';

/** How the node is, for who runs it. */
export function healthRoutes({ db, self }: NodeContext, pulse: Pulse): AnyRoute[] {
  return [
    route('readHealth', {
      permission: 'node.read',
      handle: async () => {
        const { databaseBytes, purgeSince, purgeSaid, ...queues } = await db.transaction('node', whatWaits);
        const at = self.now();
        const body: HealthView = {
          at: at.toISOString(),
          since: new Date(at.getTime() - process.uptime() * 1000).toISOString(),
          memoryBytes: process.memoryUsage.rss(),
          databaseBytes,
          queues,
          most: MOST_COUNTED,
          purge: purgeSince === null ? null : { since: purgeSince.toISOString(), said: purgeSaid },
          loops: pulse.all().map(({ lastRun, isFailing, isRunning, ...state }) => ({
            ...state,
            lastRun: lastRun?.toISOString() ?? null,
            failing: isFailing,
            running: isRunning,
          })),
        };
        return { status: 200, body };
      },
    }),
  ];
}
