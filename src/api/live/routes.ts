import type { Hub } from '#api/live/hub.ts';
import { route, type AnyRoute } from '#api/route.ts';

/**
 * Server-sent events (HTML, "Server-sent events") of what changed, for whoever may see it; `after` in the address for a browser,
 * which cannot give the header at its first opening. Who does not ask for a stream gets what there is since then.
 */
export function eventRoutes(hub: Hub): AnyRoute[] {
  return [
    route('listenToEvents', {
      permission: 'events.read',
      isStream: true,
      handle: async ({ caller, again, headers, query }) => {
        const named = headers['last-event-id'];
        const after = (typeof named === 'string' ? named : undefined) ?? query.after;
        const opening = { caller, again, after };
        if (!(headers.accept ?? '').includes('text/event-stream'))
          return { status: 200, body: await hub.since(opening), told: [] };
        return {
          status: 200,
          body: await hub.open(opening),
          // No proxy may gather it.
          headers: { 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' },
          told: [],
        };
      },
    }),
  ];
}
