import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../../simulation/random.ts';
import { childrenOf, isAlive, postmasterOf } from './served.ts';
import { becomes, type Side, type World } from './world.ts';

export type Happened = {
  readonly what: string;
  readonly kills: number;
  /** Milliseconds to ready, of each node that was started again or went on. */
  readonly ready: readonly number[];
  readonly wrong: readonly string[];
};

type Disturbance = (side: Side, world: World, random: Random) => Promise<Omit<Happened, 'what'>>;

const gone = (ready: readonly number[], kills = 1): Omit<Happened, 'what'> => ({ kills, ready, wrong: [] });

async function killNode({ node }: Side): Promise<void> {
  node.signal('SIGKILL');
  await node.ended();
}

/** The node ends by itself and says why: its service manager starts it again. */
async function killPostmaster({ node }: Side): Promise<string[]> {
  const pid = postmasterOf(node);
  if (pid === undefined) return [`${node.name} has no postmaster`];
  process.kill(pid, 'SIGKILL');
  const code = await node.ended();
  return code === 1 ? [] : [`${node.name} ended with ${code} after its database was killed`];
}

const DISTURBANCES: Readonly<Record<string, { readonly weight: number; readonly happen: Disturbance }>> = {
  'node killed': {
    weight: 8,
    happen: async (side) => {
      await killNode(side);
      return gone([await side.node.start()]);
    },
  },
  'node killed, and away for a while': {
    weight: 1,
    happen: async (side, _, random) => {
      await killNode(side);
      await sleep(random.int(1_500));
      return gone([await side.node.start()]);
    },
  },
  'node killed while it starts': {
    weight: 2,
    happen: async (side, _, random) => {
      await killNode(side);
      const starting = side.node.start().catch(() => 0);
      await sleep(random.int(1_200));
      await killNode(side);
      await starting;
      return gone([await side.node.start()], 2);
    },
  },
  'postmaster killed': {
    weight: 4,
    happen: async (side) => {
      const wrong = await killPostmaster(side);
      return { kills: 1, ready: [await side.node.start()], wrong };
    },
  },
  'node and postmaster killed': {
    weight: 3,
    happen: async (side) => {
      const pid = postmasterOf(side.node);
      side.node.signal('SIGKILL');
      if (pid !== undefined) process.kill(pid, 'SIGKILL');
      await side.node.ended();
      return gone([await side.node.start()], 2);
    },
  },
  'both nodes killed': {
    weight: 3,
    happen: async (_, { sides }) => {
      await Promise.all(sides.map(killNode));
      return gone(await Promise.all(sides.map(({ node }) => node.start())), 2);
    },
  },
  'one backend killed': {
    weight: 14,
    happen: async ({ node }, _, random) => {
      const pid = postmasterOf(node);
      const backends = pid === undefined ? [] : childrenOf(pid);
      if (backends.length === 0) return { ...gone([], 0), wrong: [`${node.name} has no backends`] };
      try {
        process.kill(random.pick(backends), 'SIGKILL');
      } catch {
        return gone([], 0); // it had just ended
      }
      const began = performance.now();
      // The postmaster ends them all before it recovers. A busy machine lets it hear of the kill late: until then the node answers.
      await becomes(async () => !backends.some(isAlive), 10_000);
      const ended = performance.now() - began;
      return gone([ended + (await node.ready())]);
    },
  },
  'node stopped for a while': {
    weight: 2,
    happen: async ({ node }, _, random) => {
      node.signal('SIGSTOP');
      await sleep(random.int(1_000));
      node.signal('SIGCONT');
      return gone([], 0);
    },
  },
  'network disturbed': {
    weight: 4,
    happen: async (side, { sides }, random) => {
      const links = random.chance(0.5) ? sides.map(({ link }) => link) : [side.link];
      const condition = random.pick(['cut', 'stalled', 'torn'] as const);
      for (const link of links) link.become(condition, random.int(20_000));
      await sleep(random.int(1_000));
      for (const link of links) link.become('open');
      return gone([], 0);
    },
  },
  'node killed behind a cut network': {
    weight: 2,
    happen: async (side, { sides }) => {
      for (const { link } of sides) link.become('cut');
      await killNode(side);
      const ready = await side.node.start();
      for (const { link } of sides) link.become('open');
      return gone([ready]);
    },
  },
};

const DRAWN = Object.entries(DISTURBANCES).flatMap(([what, { weight, happen }]) =>
  Array.from({ length: weight }, () => ({ what, happen })),
);

export async function disturb(world: World, random: Random): Promise<Happened> {
  const { what, happen } = random.pick(DRAWN);
  const side = random.pick(world.sides);
  return { what: `${what} (${side.node.name})`, ...(await happen(side, world, random)) };
}
