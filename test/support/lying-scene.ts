import { expect } from 'vitest';
import type { JsonObject } from '#kernel/json/types.ts';
import { exceptionsAt } from './exceptions.ts';
import { fakePartner, type FakeFeed, type FakePartner } from './fake-partner.ts';
import { inForceWith, type Footing } from './in-force-with.ts';
import { eventually, feedAt, recordAt, testNode, type TestNode } from './two-nodes.ts';

type Made = JsonObject & { readonly id: string };

/** One honest node, a partner that holds its key and lies, and another that is honest: whatever the liar does, that one is heard. */
export type Scene = {
  readonly node: TestNode;
  readonly liar: FakePartner;
  readonly friend: FakePartner;
  readonly friendIsHeard: () => Promise<void>;
  /** Another accord with the liar, in force, with one promise of its own in the secretariat. */
  readonly accord: () => Promise<Lied>;
};

/** An accord with the liar. */
export type Lied = Footing & {
  /** The feed that a test lies in. */
  readonly feed: FakeFeed;
  readonly promise: (more?: JsonObject) => Made;
  readonly stepOn: (subject: JsonObject, verb: string, more?: JsonObject) => Made;
  readonly lure: (more?: JsonObject) => Made;
  /** The feed is quarantined under this name, in one line, told once; the accord's other channel flows on. */
  readonly isQuarantined: (name: string) => Promise<void>;
  /** Our receipt excepts the entry so, and what comes after it is stored. */
  readonly isExcepted: (index: number, state: string, code: string, feed?: FakeFeed) => Promise<void>;
};

export async function lyingScene(): Promise<Scene> {
  const liar = fakePartner();
  const friend = fakePartner({ name: 'Rockall', host: 'rockall.example' });
  const node = await testNode({
    name: 'Northern Harbour',
    fetch: (input, init) => (new Request(input).url.includes('rockall') ? friend : liar).fetch(input, init),
    pullEvery: 100,
  });
  await liar.pairWith(node);
  await friend.pairWith(node);
  const friendly = await inForceWith(node, friend);
  const friendIsHeard = async (): Promise<void> => {
    const record = friend.promise(friendly.accord);
    await friend.publish(friend.feed(friendly.accord, 'secretariat'), record);
    await eventually(() => recordAt(friendly.at, record.id));
  };
  const scene: Scene = {
    node,
    liar,
    friend,
    friendIsHeard,
    accord: async () => lied(scene, await inForceWith(node, liar)),
  };
  return scene;
}

async function lied({ node, liar, friendIsHeard }: Scene, footing: Footing): Promise<Lied> {
  const { accord, at } = footing;
  const feed = liar.feed(accord, 'secretariat');
  const promise: Lied['promise'] = (more) => liar.promise(accord, more);
  const lure: Lied['lure'] = (more = {}) =>
    liar.write('indicator', accord, 'exchange', {
      pattern: "[domain-name:value = 'lure.example']",
      pattern_type: 'stix',
      valid_from: '2026-01-05T00:00:00Z',
      ...more,
    });
  await liar.publish(feed, promise());
  await eventually(async () => expect((await feedAt(at, 'secretariat', 'theirs')).size).toBe(1));
  return {
    ...footing,
    feed,
    promise,
    lure,
    stepOn: (subject, verb, more) => liar.stepOn(subject, verb, { accord, channel: 'secretariat' }, more),
    isQuarantined: async (name) => {
      const { fault, size } = await eventually(async () => {
        const found = await feedAt(at, 'secretariat', 'theirs');
        expect(found.fault?.name).toBe(name);
        return found;
      });
      expect(fault!.detail).toMatch(/^[^\n]+\.$/);
      const honest = lure();
      await liar.publish(liar.feed(accord, 'exchange'), honest);
      await eventually(() => recordAt(at, honest.id));
      await friendIsHeard();
      await liar.publish(feed, promise());
      await node.running.worker.settle();
      expect((await feedAt(at, 'secretariat', 'theirs')).size).toBe(size);
      // Told when the pull that found it ends, and not again.
      const told = () => node.said.filter((line) => line.includes(`: ${name}: `));
      await eventually(() => expect(told()).toEqual([`partner Fair Isle: ${name}: ${fault!.detail}`]));
      node.said.length = 0;
    },
    isExcepted: async (index, state, code, of = feed) => {
      const { channel } = of.key;
      const after = channel === 'exchange' ? lure() : channel === 'secretariat' ? promise() : undefined;
      if (after) {
        await liar.publish(of, after);
        await eventually(() => recordAt(at, after.id));
      }
      await eventually(async () => {
        expect(await exceptionsAt(at, channel)).toContainEqual({ index, state, code });
      });
      expect((await feedAt(at, channel, 'theirs')).fault).toBeNull();
    },
  };
}
