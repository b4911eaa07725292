import { setTimeout as sleep } from 'node:timers/promises';
import { seeded } from '../../simulation/random.ts';
import { disturb } from './disturb.ts';
import { examine, examineBetween, examineSettled } from './examine.ts';
import { startLoad } from './load.ts';
import { openWorld } from './world.ts';

export type RoundOptions = {
  readonly seed: number;
  readonly kills: number;
  readonly folder?: string;
  readonly tell?: (line: string) => void;
};
export type Round = {
  readonly kills: number;
  readonly disturbances: number;
  readonly acknowledged: number;
  readonly ready: readonly number[];
  readonly answers: ReadonlyMap<number, number>;
  readonly wrong: readonly string[];
};

/** Two new nodes under load, killed again and again; looked at after each time, and as a whole once they are quiet. */
export async function runRound({ seed, kills: wanted, folder, tell = () => {} }: RoundOptions): Promise<Round> {
  const random = seeded(seed);
  const world = await openWorld(folder);
  const wrong: string[] = [];
  const ready: number[] = [];
  let kills = 0;
  let disturbances = 0;
  try {
    // What the load does is not of the seed alone: it depends on how fast each answer comes.
    const load = startLoad({ world, random: seeded(seed + 2 ** 31), writers: 3 });
    while (kills < wanted && wrong.length === 0) {
      await sleep(random.int(400));
      const happened = await disturb(world, random);
      kills += happened.kills;
      disturbances += 1;
      ready.push(...happened.ready);
      tell(`${kills} ${happened.what}: ${happened.ready.map((ms) => `${Math.round(ms)} ms`).join(', ')}`);
      wrong.push(...happened.wrong);
      for (const side of world.sides) wrong.push(...(await examine(side)));
      wrong.push(...(await examineBetween(world.sides)));
    }
    await load.stop();
    wrong.push(...load.wrong, ...(await examineSettled(world)));
    wrong.push(
      ...world.sides.flatMap(({ node }) => node.said.filter(isUnexpected).map((line) => `${node.name} says: ${line}`)),
    );
    const acknowledged = world.sides.reduce((sum, { book }) => sum + book.all().length, 0);
    await world.close(wrong.length > 0);
    return { kills, disturbances, acknowledged, ready, answers: load.answers, wrong };
  } catch (error) {
    await world.close(true).catch((also: unknown) => console.error(also)); // that it broke off comes first
    throw error;
  }
}

/** What no crash explains. */
const isUnexpected = (line: string): boolean =>
  /TypeError|RangeError|ReferenceError|: unexpected: |internal/.test(line);
