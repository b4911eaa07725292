import { releaseLimits } from '#store/confirmations.ts';
import { versionsOf } from '#store/records.ts';
import type { NodeContext } from '#api/module.ts';
import { route, type AnyRoute } from '#api/route.ts';

/** Read by those who write records, confirm that they leave, or set the limit; it is changed as rights are. */
export function releaseLimitRoutes({ db }: NodeContext): AnyRoute[] {
  return [
    route('listReleaseLimits', {
      permission: 'proposals.read',
      handle: async ({ caller }) => {
        const limits = await db.transaction('node', (tx) => releaseLimits(tx));
        const ids = [...new Set(limits.map(({ accord }) => accord).filter((accord) => accord !== '*'))];
        const seen = ids.length === 0 ? [] : await db.transaction(caller, (tx) => versionsOf(tx, ids));
        const names = new Map(
          seen.toReversed().map(({ id, object }) => [id, object['name'] as Record<string, string>]), // an accord's, by its schema
        );
        return {
          status: 200,
          body: { limits: limits.map((limit) => ({ ...limit, name: names.get(limit.accord) ?? null })) },
        };
      },
    }),
  ];
}
