import type { AccessHead, OwnCosigner } from '#contract/oversight.ts';
import { WrappedKey } from '#contract/oversight.ts';
import { fromBase64Strict, toBase64 } from '#platform';
import { Failure } from '#kernel/errors.ts';
import { accessOrigin } from '#kernel/log/access-entry.ts';
import { openCheckpoint } from '#kernel/log/checkpoint.ts';
import { verifyCosignature } from '#kernel/log/cosignature.ts';
import { isFault } from '#kernel/log/faults.ts';
import { fingerprint } from '#kernel/log/fingerprint.ts';
import { isSameHash, tilesForRoot, treeRoot } from '#kernel/log/merkle.ts';
import { uuidOf } from '#kernel/log/origin.ts';
import { oversightKey } from '#kernel/log/verify-access.ts';
import { accessEpochs, accessHead, readAccessTiles } from '#store/access-log.ts';
import { cosignatures, cosignerOf, cosigners, keepCosignature, keepCosigner, type Cosigner } from '#store/cosigners.ts';
import type { Tx } from '#store/db.ts';
import { partyById } from '#store/parties.ts';
import type { NodeContext } from '#api/module.ts';
import { route, type AnyRoute } from '#api/route.ts';

/** The one thing that oversight writes: its signature under what the node has signed, by a key that the node does not have. */
export function cosignRoutes({ db, self, placeAccesses }: NodeContext): AnyRoute[] {
  const party = uuidOf(self.partyId);
  async function headView(tx: Tx): Promise<AccessHead> {
    const [head, epochs, own, known, [last]] = await Promise.all([
      accessHead(tx),
      accessEpochs(tx),
      partyById(tx, self.partyId),
      cosigners(tx),
      cosignatures(tx, 1),
    ]);
    const nameOf = (key: Uint8Array) => known.find(({ publicKey }) => isSameHash(publicKey, key))?.name ?? '';
    return {
      origin: head?.origin ?? accessOrigin(party),
      size: head?.size ?? 0,
      checkpoint: head?.checkpoint ?? null,
      epochs: epochs.map(({ epoch, start, at }) => ({ epoch, start, at: at.toISOString() })),
      keys: (own?.keys ?? []).map(({ publicKey }) => toBase64(publicKey)),
      fingerprint: fingerprint(self.partyId, self.publicKey),
      cosigned: last
        ? {
            size: last.size,
            note: last.note,
            key: toBase64(new Uint8Array(last.publicKey)),
            at: last.at.toISOString(),
            name: nameOf(new Uint8Array(last.publicKey)),
          }
        : null,
      cosigners: known.map(({ publicKey, name, since, until }) => ({
        key: toBase64(publicKey),
        fingerprint: fingerprint(self.partyId, publicKey),
        name,
        since: since.toISOString(),
        until: until?.toISOString() ?? null,
      })),
    };
  }

  return [
    route('readAccessHead', {
      permission: 'access.read',
      handle: async () => {
        await placeAccesses(); // what was asked for up to now is in it
        return { status: 200, body: await db.transaction('node', headView) };
      },
    }),
    route('readCosigner', {
      permission: 'access.cosign',
      handle: async ({ caller }) => {
        const own = await db.transaction('node', (tx) => cosignerOf(tx, caller.personId));
        return { status: 200, body: ownView(own) };
      },
    }),
    route('putCosigner', {
      permission: 'access.cosign',
      handle: async ({ caller, body: { publicKey, wrapped }, once }) => {
        const made: Cosigner = {
          publicKey: keyOf(publicKey),
          person: caller.personId,
          name: caller.name,
          wrapped: JSON.stringify(wrapped),
          since: self.now(),
          until: null,
        };
        const did = await once(db, async (tx) => {
          if (!(await keepCosigner(tx, made)))
            throw new Failure('conflict', 'this key is registered already', { path: '$.publicKey' });
        });
        return { did, status: 201, body: ownView(made) };
      },
    }),
    route('cosignAccessLog', {
      permission: 'access.cosign',
      handle: async ({ caller, body: { note }, once }) => {
        const did = await once(db, async (tx) => {
          const own = await cosignerOf(tx, caller.personId);
          if (!own) throw new Failure('conflict', 'register a cosigning key first');
          const keys = (await partyById(tx, self.partyId))?.keys ?? [];
          const head = await accessHead(tx);
          const origin = head?.origin ?? accessOrigin(party);
          const opened = openCheckpoint(
            note,
            origin,
            keys.map(({ publicKey }) => publicKey),
          );
          if (isFault(opened)) throw new Failure('bad-input', opened.line, { path: '$.note' });
          const cosigned = verifyCosignature(opened.note, oversightKey(party, own.publicKey));
          if (isFault(cosigned)) throw new Failure('bad-input', cosigned.line, { path: '$.note' });
          const { size, root } = opened.checkpoint;
          if (!head || size > head.size) throw new Failure('bad-input', 'the log is not that long', { path: '$.note' });
          // Also what this node signed once and then lost: it would contradict what is here.
          const ours = treeRoot(size, await readAccessTiles(tx, tilesForRoot(size)));
          if (!isSameHash(ours, root))
            throw new Failure('inconsistent', 'this checkpoint is of another history than the one held here');
          await keepCosignature(tx, { size, publicKey: own.publicKey, note, at: self.now() });
        });
        return { did, status: 201, body: await db.transaction('node', headView) };
      },
    }),
  ];
}

const ownView = (own: Cosigner | undefined): OwnCosigner => ({
  key: own
    ? {
        publicKey: toBase64(own.publicKey),
        wrapped: WrappedKey.parse(JSON.parse(own.wrapped)),
        since: own.since.toISOString(),
      }
    : null,
});

function keyOf(text: string): Uint8Array {
  const key = fromBase64Strict(text);
  if (key.length !== 32) throw new Failure('bad-input', 'an Ed25519 key has 32 bytes', { path: '$.publicKey' });
  return key;
}
