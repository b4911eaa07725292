import { toBase64, utf8 } from '#platform';
import type { Entry } from '#kernel/log/entry.ts';
import type { FaultName } from '#kernel/log/faults.ts';
import { append, leafHash } from '#kernel/log/merkle.ts';
import { appendEntries, commonOf, publish } from './doors.ts';
import { openEpoch } from './epochs.ts';
import type { Common, Lie } from './lie.ts';
import { entriesOf, FIRST_EPOCH, feedOf, type SimNode } from './node.ts';
import { partnerOf, type World } from './world.ts';

// Lies in an entry: what the liar signs breaks the rules of feeds. A fault names it, and the feed is quarantined.

const entryLie = (
  name: string,
  faults: readonly FaultName[],
  make: (common: Common, world: World, liar: SimNode, channel: string) => Entry | undefined,
): Lie => ({
  name,
  tell: (world, liar, channel) => {
    const body = make(commonOf(liar, channel), world, liar, channel);
    if (!body) return undefined;
    liar.storage.transaction(() => appendEntries(liar, feedOf(liar, channel, true), [{ body, record: null }]));
    return { channel, faults };
  },
});

const someEntry = (common: Common, world: World): Entry => ({
  ...common,
  kind: 'record',
  c: toBase64(world.random.bytes(32)),
});

const ENTRY: readonly Lie[] = [
  entryLie('seen-decreased', ['seen-decreased', 'seen-below-receipt'], (common, world, liar, channel) => {
    const last = entriesOf(liar, feedOf(liar, channel, true)).at(-1);
    if (!last || last.seen === 0) return undefined;
    const { root } = append({
      size: 0,
      tiles: () => undefined,
      leaves: entriesOf(liar, { ...feedOf(liar, channel, false), size: last.seen - 1 }).map(({ body }) =>
        leafHash(utf8(body)),
      ),
    });
    return someEntry({ ...common, seen: [FIRST_EPOCH, last.seen - 1, toBase64(root)] }, world);
  }),
  entryLie('seen-ahead', ['seen-ahead'], (common, world) =>
    someEntry({ ...common, seen: [common.seen[0], common.seen[1] + 1000, common.seen[2]] }, world),
  ),
  entryLie('seen-fork', ['fork'], (common, world) =>
    common.seen[1] === 0
      ? undefined
      : someEntry({ ...common, seen: [common.seen[0], common.seen[1], toBase64(world.random.bytes(32))] }, world),
  ),
  entryLie('receipt-fork', ['fork', 'bad-entry'], (common, world) => {
    const size = common.seen[1] - 1;
    return size < 1
      ? undefined
      : { ...common, kind: 'receipt', from: 0, size, root: toBase64(world.random.bytes(32)), exceptions: [] };
  }),
];

/** A change of key that only one key signs, or that names another key than before. */
const keyLie = (
  name: string,
  faults: readonly FaultName[],
  by: (key: Uint8Array, next: Uint8Array) => Uint8Array[],
): Lie => ({
  name,
  tell: (_world, liar, channel) => {
    const feed = feedOf(liar, channel, true);
    if (feed.key === null) return undefined;
    const next = liar.signers(99).publicKey;
    const body: Entry = { ...commonOf(liar, channel), kind: 'key', key: toBase64(next) };
    liar.storage.transaction(() => appendEntries(liar, feed, [{ body, record: null }], by(feed.key!, next)));
    return { channel, faults };
  },
});

const KEYS: readonly Lie[] = [
  keyLie('key-without-the-new-one', ['bad-rotation'], (key) => [key]),
  keyLie('key-without-the-old-one', ['unknown-key', 'bad-rotation'], (_key, next) => [next]),
  {
    name: 'epoch-after-another-history',
    tell: (world, liar, channel) => {
      const held = feedOf(partnerOf(world, liar), channel, false);
      if (held.size < 2 || held.epoch !== feedOf(liar, channel, true).epoch || held.fault !== null) return undefined;
      const root = world.random.chance(0.5) ? world.random.bytes(32) : held.root;
      const size = root === held.root ? held.size - 1 : held.size;
      openEpoch(liar, channel, { epoch: held.epoch, size, root });
      return { channel, faults: ['fork', 'bad-epoch'], isBlinding: true, insist: () => publish(liar) };
    },
  },
  entryLie('epoch-in-the-middle', ['bad-epoch', 'bad-entry'], (common, _world, liar, channel) => {
    const { size, root, epoch } = feedOf(liar, channel, true);
    return size === 0 ? undefined : { ...common, kind: 'epoch', previous: [epoch, size, toBase64(root)] };
  }),
];

export const ENTRY_LIES: readonly Lie[] = [...ENTRY, ...KEYS];
