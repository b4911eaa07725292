import { z } from 'zod';
import { WrappedKey } from '#contract/oversight.ts';
import type { SealKeys, SealView } from '#contract/seals.ts';
import { fromBase64Strict, toBase64 } from '#platform';
import { Failure } from '#kernel/errors.ts';
import type { Tx } from '#store/db.ts';
import { tell } from '#store/notices.ts';
import {
  decideOpening,
  halfOf,
  halvesOf,
  keepHalf,
  keepOpening,
  keepSeal,
  keepSealKey,
  opening,
  openingsOf,
  rewrapSealKey,
  sealById,
  sealKeys,
  seals,
  type SealKey,
} from '#store/seals.ts';
import { refuseOneHand } from '#store/people/hand.ts';
import { versionsOf } from '#store/records.ts';
import type { NodeContext } from '#api/module.ts';
import type { Caller } from '#api/caller.ts';
import { handOf, refuseUnknownHand } from '#api/known-hand.ts';
import { refuseInvisible } from '#api/records.ts';
import { route, type AnyRoute } from '#api/route.ts';

const PAGE = 50;
const Position = z.tuple([z.string(), z.string()]);

/**
 * Sealed content (design, "Four places of content"): the node holds ciphertext, a commitment and halves that it cannot open. It sees
 * to it that two persons of two sides, a reason and a notice stand before every opening, and counts them.
 */
export function sealRoutes({ db, self, access }: NodeContext): AnyRoute[] {
  async function keysFor(tx: Tx, { personId }: Caller): Promise<SealKeys> {
    const keys = await sealKeys(tx);
    const own = keys.find(({ person }) => person === personId);
    return {
      keys: keys.map(({ publicKey, side, name, since }) => ({ publicKey, side, name, since: since.toISOString() })),
      own: own ? { publicKey: own.publicKey, wrapped: WrappedKey.parse(JSON.parse(own.wrapped)) } : null,
    };
  }

  /** Of these records those that the caller sees. */
  async function seenOf(
    tx: Tx,
    { classes }: Caller,
    records: readonly (string | null)[],
  ): Promise<ReadonlySet<string | null>> {
    const ids = [...new Set(records.flatMap((record) => record ?? []))];
    if (ids.length === 0) return new Set();
    return new Set((await versionsOf(tx, ids)).filter((one) => classes.includes(one.class)).map(({ id }) => id));
  }

  async function view(tx: Tx, caller: Caller, id: string): Promise<SealView> {
    const [found, keys, asked] = [await sealById(tx, id), await sealKeys(tx), await openingsOf(tx, id)];
    const under = await halvesOf(tx, id);
    if (!found) throw new Failure('not-found', 'there is no such seal');
    const { personId } = caller;
    const seen = await seenOf(tx, caller, [found.record]);
    const keyOf = (person: string): SealKey | undefined => keys.find((key) => key.person === person);
    const own = keyOf(personId);
    return {
      id: found.id,
      label: found.label,
      at: found.at.toISOString(),
      openings: found.openings,
      record: seen.has(found.record) ? found.record : null,
      commitment: toBase64(new Uint8Array(found.commitment)),
      ciphertext: found.ciphertext,
      half: own ? ((await halfOf(tx, id, own.publicKey)) ?? null) : null,
      asked: asked.map(({ askedBy, half, at, id: asking, side, reason, state, why }) => ({
        id: asking,
        side,
        reason,
        at: at.toISOString(),
        state,
        isOwn: askedBy === personId,
        by: keyOf(askedBy)?.name ?? '',
        publicKey: keyOf(askedBy)?.publicKey ?? null,
        why,
        half: askedBy === personId ? half : null,
      })),
      holders: keys.map(({ publicKey, side, name, since }) => ({
        publicKey,
        side,
        name,
        since: since.toISOString(),
        holds: under.has(publicKey),
      })),
    };
  }

  /** Who holds a half now, of which side. */
  async function holder(tx: Tx, { personId }: Caller): Promise<SealKey> {
    const own = (await sealKeys(tx)).find(({ person }) => person === personId);
    if (!own) throw new Failure('conflict', 'make a key for sealed content first');
    return own;
  }

  return [
    route('listSealKeys', {
      permission: 'seals.read',
      handle: async ({ caller }) => ({ status: 200, body: await db.transaction('node', (tx) => keysFor(tx, caller)) }),
    }),
    route('putSealKey', {
      permission: 'seals.hold',
      handle: async ({ caller, body: { publicKey, wrapped }, once }) => {
        const side = caller.permissions.includes('access.cosign') ? 'oversight' : 'keeper';
        const did = await once(db, async (tx) => {
          const key = { publicKey, side, person: caller.personId, name: caller.name, since: self.now() } as const;
          const kept = { ...key, wrapped: JSON.stringify(wrapped) };
          if (!(await rewrapSealKey(tx, kept)) && !(await keepSealKey(tx, kept)))
            throw new Failure('conflict', 'this key was registered before', { path: '$.publicKey' });
        });
        return { did, status: 201, body: await db.transaction('node', (tx) => keysFor(tx, caller)) };
      },
    }),
    route('listSeals', {
      permission: 'seals.read',
      handle: async ({ caller, page, query: { record } }) => {
        if (record !== undefined) await refuseInvisible(db, caller, { id: record, what: 'record' });
        const from = page.from(Position);
        const before = from && { at: new Date(from[0]), id: from[1] };
        const [found, seen] = await db.transaction('node', async (tx) => {
          const some = await seals(tx, { before, record, limit: PAGE + 1 });
          return [
            some,
            await seenOf(
              tx,
              caller,
              some.map((one) => one.record),
            ),
          ] as const;
        });
        const shown = found.slice(0, PAGE);
        const last = shown.at(-1);
        const next = page.next(found.length > PAGE && last ? [last.at.toISOString(), last.id] : null);
        const list = shown.map(({ id, label, at, openings, record: of }) => ({
          id,
          label,
          at: at.toISOString(),
          openings,
          record: seen.has(of) ? of : null,
        }));
        return { status: 200, body: { seals: list, next } };
      },
    }),
    route('makeSeal', {
      permission: 'seals.write',
      handle: async ({ caller, body: { id, label, record, commitment, ciphertext, halves }, once }) => {
        if (record !== undefined) await refuseInvisible(db, caller, { id: record, what: 'record' });
        const did = await once(db, async (tx) => {
          const keys = await sealKeys(tx);
          const sides = halves.map(({ publicKey }) => keys.find((key) => key.publicKey === publicKey)?.side);
          if (sides.includes(undefined))
            throw new Failure('bad-input', 'a half is for nobody here', { path: '$.halves' });
          if (!sides.includes('keeper') || !sides.includes('oversight'))
            throw new Failure('bad-input', 'both sides need a half', { path: '$.halves' });
          const digest = fromBase64Strict(commitment);
          if (digest.length !== 32) throw new Failure('bad-input', 'not 32 bytes', { path: '$.commitment' });
          const made = {
            id,
            label,
            owner: caller.personId,
            at: self.now(),
            commitment: digest,
            ciphertext,
            record: record ?? null,
          };
          if (!(await keepSeal(tx, made))) throw new Failure('conflict', 'there is such a seal', { path: '$.id' });
          for (const { publicKey, half } of halves) await keepHalf(tx, id, publicKey, half);
        });
        return { did, status: 201, body: await db.transaction('node', (tx) => view(tx, caller, id)) };
      },
    }),
    route('readSeal', {
      permission: 'seals.hold',
      handle: async ({ caller, params: { id }, reading }) => {
        const body = await db.transaction('node', (tx) => view(tx, caller, id));
        await access.keep({ ...reading, kind: 'seal', ids: [id] });
        return { status: 200, body, told: 'kept' };
      },
    }),
    route('passSealHalf', {
      permission: 'seals.hold',
      handle: async ({ caller, params: { id }, body: { publicKey, half }, once }) => {
        const did = await once(db, async (tx) => {
          if (!(await sealById(tx, id))) throw new Failure('not-found', 'there is no such seal');
          const own = await holder(tx, caller);
          if ((await halfOf(tx, id, own.publicKey)) === undefined)
            throw new Failure('forbidden', 'only who holds a half passes it on');
          const other = (await sealKeys(tx)).find((key) => key.publicKey === publicKey);
          if (other?.side !== own.side)
            throw new Failure('bad-input', 'a half stays on its side', { path: '$.publicKey' });
          await keepHalf(tx, id, publicKey, half);
        });
        return { did, status: 201, body: await db.transaction('node', (tx) => view(tx, caller, id)) };
      },
    }),
    route('askOpening', {
      permission: 'seals.hold',
      handle: async ({ caller, params: { id }, body: { reason }, once }) => {
        const work = async (tx: Tx): Promise<void> => {
          if (!(await sealById(tx, id))) throw new Failure('not-found', 'there is no such seal');
          const own = await holder(tx, caller);
          if ((await halfOf(tx, id, own.publicKey)) === undefined)
            throw new Failure('not-found', 'there is no such seal');
          const { personId: askedBy, linkBy } = caller;
          const asked = { id: self.uuid(), seal: id, askedBy, linkBy, side: own.side, reason, at: self.now() };
          await keepOpening(tx, asked);
          // Whoever can grant it is told in the transaction that asks.
          const under = await halvesOf(tx, id);
          const others = (await sealKeys(tx)).filter(
            ({ side, publicKey }) => side !== own.side && under.has(publicKey),
          );
          await tell(tx, {
            kind: 'seal-asked',
            to: { persons: others.map(({ person }) => person) },
            about: { path: `/seals/${id}` },
            at: asked.at,
            by: caller.personId,
            key: asked.id,
          });
        };
        const did = await once(db, work, { kind: 'seal', purpose: reason.slice(0, 200), ids: [id] });
        return { did, status: 201, body: await db.transaction('node', (tx) => view(tx, caller, id)) };
      },
    }),
    route('decideOpening', {
      permission: 'seals.hold',
      handle: async ({ caller, params: { id }, body: decision, once }) => {
        const work = async (tx: Tx): Promise<string> => {
          const asked = await opening(tx, id);
          if (!asked) throw new Failure('not-found', 'nobody asked for this');
          const own = await holder(tx, caller);
          if (asked.state !== 'asked') throw new Failure('conflict', `it was ${asked.state} already`);
          if (own.side === asked.side || asked.askedBy === caller.personId)
            throw new Failure('forbidden', 'the other side decides');
          await refuseUnknownHand(tx, caller);
          refuseOneHand({ by: asked.askedBy, linkBy: asked.linkBy }, handOf(caller));
          const at = self.now();
          await decideOpening(tx, id, { by: caller.personId, at, ...decision });
          const found = (await sealById(tx, asked.seal))!;
          // The owner is told in the transaction that lets it be opened.
          if ('half' in decision)
            await tell(tx, {
              kind: 'seal-opened',
              to: { persons: [found.owner] },
              about: { path: '/seals' },
              at,
              key: id,
            });
          await tell(tx, {
            kind: 'seal-decided',
            to: { persons: [asked.askedBy] },
            about: { path: `/seals/${asked.seal}` },
            at,
            by: caller.personId,
            key: id,
          });
          return asked.seal;
        };
        const did = await once(db, work, (seal) => ({ kind: 'seal', ids: [seal] }));
        return { did, status: 200, body: await db.transaction('node', (tx) => view(tx, caller, did.result)) };
      },
    }),
  ];
}
