import type { JsonObject } from '#kernel/json/types.ts';
import { exchangeAll, passTime, propose, stepOnAccord } from './events.ts';
import { play } from './history.ts';
import type { SimNode, StoredRecord } from './node.ts';
import type { Rules } from './rules.ts';
import { ACCORD, publishAt, write, type World } from './world.ts';

// What histories that are written out begin with, and are made of.

/** Both have ratified; what the script does is checked at the end, where all works again. What is violated. */
export const violationsOf = (script: (world: World) => void, rules?: Rules): readonly string[] =>
  play(1, {
    ...(rules ? { rules } : {}),
    script: (world) => {
      propose(world, world.a, { entry_into_force: 'at-once' });
      for (const node of [world.a, world.b]) {
        exchangeAll(world);
        step(world, node, 'ratify');
      }
      exchangeAll(world);
      script(world);
      return [];
    },
  }).violations;

/** On the accord, and published. */
export function step(world: World, node: SimNode, verb: string): void {
  passTime(world);
  stepOnAccord(world, node, verb);
  publishAt(world, node);
}

export function promise(world: World, node: SimNode, more: JsonObject = {}): StoredRecord {
  passTime(world);
  return write(world, node, {
    type: 'commitment',
    accord_ref: ACCORD,
    channel: 'secretariat',
    title: 'Meet every three months',
    kind: 'recurring-meeting',
    responsible: [node.partyId],
    status: 'agreed',
    ...more,
  })!;
}

export function pullOnce(world: World, node: SimNode): void {
  world.network.start(node);
  while (!world.network.isIdle()) world.network.deliver(world.random);
}
