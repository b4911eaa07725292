import { toBase64 } from '#platform';
import { treeRoot } from '#kernel/log/merkle.ts';
import { signedCheckpoint } from './doors.ts';
import type { Event } from './events.ts';
import { ownKeys, partnerKeys } from './keyring.ts';
import { feedAt, isClosed, tilesOf, versionsOf, type SimNode } from './node.ts';
import { putBack } from './restoring.ts';
import type { HeldFeed } from './serve-held.ts';
import type { Reply } from './serve.ts';
import { partnerOf, restart, type World } from './world.ts';

// A node loses its storage, and is put back from a copy of before.

type Copy = {
  readonly number: number;
  readonly isBare: boolean;
  readonly putBack: () => void;
  readonly records: ReadonlySet<string>;
  readonly keys: readonly number[];
};

const keysOf = (node: SimNode): number[] => [ownKeys(node).chain.length, partnerKeys(node).chain.length];

/** A copy of all that is durable, now and then; the node goes on. */
export function backUp(world: World, node: SimNode): void {
  if (isClosed(node)) return;
  const records = new Set(node.records.all().map(({ c }) => c));
  const own = copiesOf(world, node);
  const isBare = node.feeds.all().length === 0 && node.releases.all().length === 0;
  const number = (own.at(-1)?.number ?? -1) + 1;
  world.tape.act({ did: 'back-up', at: node, copy: number, isBare }, () =>
    own.push({ number, isBare, putBack: node.storage.copy(), records, keys: keysOf(node) }),
  );
}

const copies = new WeakMap<World, Map<SimNode, Copy[]>>();

function copiesOf(world: World, node: SimNode): Copy[] {
  const all = copies.get(world) ?? new Map<SimNode, Copy[]>();
  copies.set(world, all);
  const own = all.get(node) ?? [];
  all.set(node, own);
  return own;
}

/** Why not, if it is not put back. After a change of either key the two would have to pair again first. */
export function restoreAt(world: World, node: SimNode): string | null {
  const partner = partnerOf(world, node);
  const found = copiesOf(world, node);
  const copy = found[world.random.int(Math.max(1, found.length))];
  if (!copy) return 'no backup';
  if (world.liar === node) return 'a liar';
  if (isClosed(partner)) return 'its partner is restored';
  if (world.spoilt.size > 0) return 'a feed is spoilt';
  const keys = keysOf(node);
  if (keys.some((count, i) => count !== copy.keys[i])) return 'a key has changed';
  const holds = [...node.records.all()].filter(({ id }) => node.holds.get(id) !== true).map(({ id }) => id);
  noteLost(world, node, copy);
  // A later copy holds what is signed otherwise from now on: whoever puts that back has to give up what it was.
  found.splice(found.indexOf(copy) + 1);
  restart(world, node); // it dies of nothing that was before
  world.restored.add(node);
  const { number, isBare } = copy;
  world.tape.act({ did: 'put-back', at: node, copy: number, isBare }, () => putBack(node, copy.putBack));
  for (const id of holds) if (node.holds.get(id)) world.liftedBefore.add(`${node.name} ${id}`);
  return null;
}

/** What was acknowledged after the backup, and the partner does not hold. */
function noteLost(world: World, node: SimNode, { records }: Copy): void {
  const partner = partnerOf(world, node);
  for (const { isExpunged, c } of node.records.all()) if (isExpunged) world.deletedBefore.add(c);
  for (const { node: by, record } of world.acknowledged) {
    if (by !== node || records.has(record.c)) continue;
    const isThere = versionsOf(partner, record.id).some(({ c, isExpunged }) => c === record.c && !isExpunged);
    if (!isThere) world.lost.add(record.c);
  }
}

type Misanswer = (world: World, partner: SimNode, node: SimNode) => ((reply: Reply) => Reply) | undefined;

const eachHeld =
  (change: (held: HeldFeed) => HeldFeed | undefined) =>
  (reply: Reply): Reply =>
    typeof reply !== 'string' && 'held' in reply ? { held: reply.held.flatMap((one) => change(one) ?? []) } : reply;

/** By name, what a partner may answer instead of what it holds; undefined: nothing that would be found out. */
const MISANSWERS: Readonly<Record<string, Misanswer>> = {
  /** As if it had read less than it had cosigned, by a checkpoint of then. */
  less: (_world, _partner, node) =>
    eachHeld((held) => {
      const { cosignedSize, origin, ended } = feedAt(node, { ...held, isOurs: true }, held.epoch);
      if (cosignedSize === null || cosignedSize < 2 || ended !== null) return held;
      const size = cosignedSize - 1;
      const root = treeRoot(size, tilesOf(node, origin));
      const checkpoint = signedCheckpoint(node, { origin, size, root }, ownKeys(node).chain.slice(-1));
      return { ...held, size, root: toBase64(root), checkpoint, cosigned: null };
    }),
  /** A feed that it had cosigned is not named. */
  none: (_world, _partner, node) =>
    eachHeld((held) => (feedAt(node, { ...held, isOurs: true }, held.epoch).cosignedSize === null ? held : undefined)),
  root: () => eachHeld((held) => ({ ...held, root: toBase64(new Uint8Array(32).fill(7)) })),
  entry:
    () =>
    (reply): Reply =>
      typeof reply !== 'string' && 'page' in reply
        ? {
            page: {
              ...reply.page,
              entries: reply.page.entries.map((one) => ({ ...one, entry: one.entry.replace('"at":"2', '"at":"3') })),
            },
          }
        : reply,
  disclosure:
    () =>
    (reply): Reply =>
      typeof reply !== 'string' && 'page' in reply
        ? {
            page: {
              ...reply.page,
              entries: reply.page.entries.map((one) => ({ ...one, disclosure: { v: 1, parts: [] } })),
            },
          }
        : reply,
};

/** For a while the partner of a restored node answers it wrongly. Nothing of that may be kept, and it is named. */
export function misanswer(world: World, node: SimNode, name: string): void {
  const partner = partnerOf(world, node);
  const change = MISANSWERS[name]?.(world, partner, node);
  if (!isClosed(node) || !change) return;
  world.misanswering = (by, call, reply) =>
    by === partner && (call.ask === 'held' || call.ask === 'returned') ? change(reply) : reply;
}

function answerWrongly(world: World, node: SimNode): void {
  const name = world.random.pick(Object.keys(MISANSWERS));
  world.trace.push(`  ${name}`);
  misanswer(world, node, name);
}

const answerWell = (world: World): void => {
  world.misanswering = undefined;
};

export const RESTORE_EVENTS: readonly Event[] = [
  { name: 'back up', weight: 10, run: backUp },
  {
    name: 'restore',
    weight: 6,
    run: (world, drawn) => {
      // Whichever has a backup that can be put back.
      const tried = [drawn, partnerOf(world, drawn)].map((node) => ({ node, why: () => restoreAt(world, node) }));
      const done = tried.find(({ node, why }) => {
        const said = why();
        world.trace.push(`  ${node.name} ${said === null ? 'is put back' : `not: ${said}`}`);
        return said === null;
      });
      if (done && world.random.chance(0.4)) answerWrongly(world, done.node);
    },
  },
  { name: 'answer wrongly', weight: 3, run: answerWrongly },
  { name: 'answer well', weight: 3, run: answerWell },
];
