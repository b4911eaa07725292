import type { AccessList } from '#contract/oversight.ts';
import { z } from 'zod';
import { Failure } from '#kernel/errors.ts';
import { consistencyProof, tilesForConsistency } from '#kernel/log/merkle.ts';
import { toBase64 } from '#platform';
import { accessHead, readAccessTiles } from '#store/access-log.ts';
import { searchAccesses, type FoundAccess } from '#store/access-search.ts';
import type { NodeContext } from '#api/module.ts';
import { refuseWithoutPurpose } from '#api/reading.ts';
import { route, type AnyRoute } from '#api/route.ts';
import { cosignRoutes } from './cosign.ts';
import { exportRoute } from './export.ts';
import { filterOf } from './filter.ts';

const PAGE = 100;
const Position = z.tuple([z.number().int().positive()]);

/** Oversight reads who read what; everybody reads that of themselves. */
export function accessRoutes(node: NodeContext): AnyRoute[] {
  const { db } = node;

  return [
    route('listAccesses', {
      permission: 'access.read',
      handle: async ({ caller, query, page, reading }) => {
        refuseWithoutPurpose(caller, reading);
        const below = page.from(Position)?.[0];
        const found = await db.transaction('node', (tx) => searchAccesses(tx, filterOf(query), { below, limit: PAGE }));
        const next = page.next(found.below === null ? null : [found.below]);
        return { status: 200, body: listed(found.found, next), told: [] };
      },
    }),
    route('listOwnAccesses', {
      permission: 'access.own',
      handle: async ({ caller, page }) => {
        const below = page.from(Position)?.[0];
        const own = { person: caller.personId };
        const found = await db.transaction('node', (tx) => searchAccesses(tx, own, { below, limit: PAGE }));
        const next = page.next(found.below === null ? null : [found.below]);
        return { status: 200, body: listed(found.found, next), told: [] };
      },
    }),
    route('proveAccessLog', {
      permission: 'access.read',
      handle: async ({ query: { from, size } }) => {
        const proof = await db.transaction('node', async (tx) => {
          const head = await accessHead(tx);
          if (size > (head?.size ?? 0) || from > size)
            throw new Failure('bad-input', 'the log is not of this size', { path: '?size' });
          return consistencyProof(from, size, await readAccessTiles(tx, tilesForConsistency(from, size)));
        });
        return { status: 200, body: { ...proof, hashes: proof.hashes.map(toBase64) } };
      },
    }),
    ...cosignRoutes(node),
    exportRoute(node),
  ];
}

const listed = (found: readonly FoundAccess[], next: string | null): AccessList => ({
  accesses: found.map(({ index, entry, name, officerNumber }) => {
    const { v: _, person, ...rest } = entry;
    return { index, ...rest, person: person === null ? null : { id: person, name, officerNumber } };
  }),
  next,
});
