import type { Keys } from '#store/keys.ts';
import { partyById } from '#store/parties.ts';
import { abandonKey, rotateKey } from '#store/rotate-key.ts';
import type { NodeContext } from '#api/module.ts';
import { viewOwn } from '#api/node-routes.ts';
import type { Did } from '#api/once.ts';
import { route, type AnyRoute } from '#api/route.ts';

/** A new key for this node. No key is in any answer; the card and its fingerprint are. */
export function keyRoutes({ db, self }: NodeContext, keys: Keys): AnyRoute[] {
  return [
    route('replaceKey', {
      permission: 'keys.write',
      handle: async ({ body: { compromised }, once }) => {
        const done: Did[] = [];
        await (compromised ? abandonKey : rotateKey)(db, self, keys, async (work) => {
          const did = await once(db, work);
          done.push(did);
          return did;
        });
        const did = done[0]!;
        const own = await db.transaction('node', (tx) => partyById(tx, self.partyId));
        return { did, status: 200, body: viewOwn(own!) };
      },
    }),
  ];
}
