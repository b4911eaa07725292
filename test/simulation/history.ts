import { check, watch, type Cosigned, type Expected } from './check.ts';
import { CHARTER, CITIES } from '#kernel/stix/values.ts';
import { EVENTS, heal, isUnderCities, passTime, propose, rest, stepOnAccord, type Event } from './events.ts';
import { cheapKeys, type Keys } from './keys.ts';
import { ENTRY_LIES } from './entry-lies.ts';
import type { Channel, Lie, Told } from './lie.ts';
import { giveOn, isAwaitedOf, operateBetweenCities, RECORD_LIES } from './record-lies.ts';
import { WIRE_LIES } from './wire-lies.ts';
import { feedOf, FIRST_EPOCH, isClosed, originOf, type SimNode } from './node.ts';
import { CHANNELS } from './writing.ts';
import type { Random } from './random.ts';
import { rules as product, type Rules } from './rules.ts';
import { RESTORE_EVENTS } from './restore-events.ts';
import { openWorld, partnerOf, publishAt, surviving, type World } from './world.ts';

// A seed means the same history as long as their order stands.
const FEED_LIES: readonly Lie[] = [...ENTRY_LIES, ...WIRE_LIES];

export type HistoryOptions = {
  readonly rules?: Rules;
  readonly keys?: Keys;
  readonly isTaped?: boolean;
  /** Nobody is put back from a backup: a seed means another history then. */
  readonly isWithoutRestore?: boolean;
};
export type History = {
  readonly seed: number;
  readonly violations: readonly string[];
  readonly trace: readonly string[];
  /** How much that was acknowledged went with a node, since its backup was older. */
  readonly lost: number;
};

/** What happens between the beginning and the end; it says which lies were told. */
export type Script = (world: World, liar: SimNode | undefined) => readonly Told[];

/** One seed, one history: the same events and the same end, wherever it runs. */
export function runHistory(seed: number, options: HistoryOptions = {}): History {
  const { world } = tellHistory(seed, options);
  return { seed, violations: world.violations, trace: world.trace, lost: world.lost.size };
}

/** The same, with all that came of it. */
export function tellHistory(seed: number, options: HistoryOptions = {}): ToldHistory {
  const liar = (world: World) => (world.random.chance(0.5) ? world.random.pick([world.a, world.b]) : undefined);
  return playToItsEnd(seed, {
    ...options,
    liar,
    script: atRandom(options.isWithoutRestore ? EVENTS : [...EVENTS, ...RESTORE_EVENTS]),
  });
}

type Played = HistoryOptions & {
  readonly liar?: (world: World) => SimNode | undefined;
  readonly script: Script;
};

export type ToldHistory = {
  readonly world: World;
  readonly cosigned: readonly Cosigned[];
  readonly expected: Expected;
  readonly liar: SimNode | undefined;
};

export function play(seed: number, played: Played): History {
  const { world } = playToItsEnd(seed, played);
  return { seed, violations: world.violations, trace: world.trace, lost: world.lost.size };
}

/** Whatever the script does: at the end all works again, the nodes come to rest, and everything is checked. */
export function playToItsEnd(
  seed: number,
  { rules = product, keys = cheapKeys, liar: chosenLiar, script, isTaped = false }: Played,
): ToldHistory {
  const cosigned: Cosigned[] = [];
  let liar: SimNode | undefined;
  const isLiar = (node: SimNode): boolean => node === liar;
  const world = openWorld({ seed, rules, keys, isTaped, observer: (opened) => watch(opened, cosigned, isLiar) });
  liar = chosenLiar?.(world);
  world.liar = liar;
  const told = script(world, liar);
  rest(world);
  for (const lie of told) if ('insist' in lie) lie.insist?.();
  heal(world);
  const spoilt = new Set(
    told.flatMap((lie) => {
      if (!liar || !('faults' in lie)) return [];
      return [...spoiltBy(liar, lie.channel, true), ...(lie.isBlinding ? spoiltBy(liar, lie.channel, false) : [])];
    }),
  );
  const expected = { isLiar, spoilt, told };
  check(world, cosigned, expected);
  return { world, cosigned, expected, liar };
}

/** Behind a fault nothing more is heard; behind one of the charter nothing of the accord, lest a suspension be missed. */
const spoiltBy = (liar: SimNode, channel: string, isOurs: boolean): string[] =>
  (channel === CHARTER ? [CHARTER, ...CHANNELS] : [channel]).flatMap((one) =>
    [1, 2, 3, 4, 5, 6, 7, 8, 9].map((epoch) => originOf(liar, { channel: one, isOurs }, epoch)),
  );

const atRandom =
  (events: readonly Event[]): Script =>
  (world, liar) => {
    const { random } = world;
    begin(world);
    const told: Told[] = [];
    for (let left = 30 + random.int(31); left > 0; left--) {
      if (liar && random.chance(0.1)) tell(world, liar, told);
      else happen(world, events);
    }
    return told;
  };

/** Any number of lies in records, and one in a feed: behind its fault nothing more is heard. */
function tell(world: World, liar: SimNode, told: Told[]): void {
  const { random, trace } = world;
  const isInFeed = random.chance(0.3);
  if (isInFeed && told.some((lie) => 'faults' in lie)) return;
  // What is wrong with a feed keeps the accord of a restored node closed.
  if (isInFeed && isClosed(partnerOf(world, liar))) return;
  const isTempting = !isInFeed && isAwaitedOf(world, liar) && random.chance(0.5);
  // The liar may have deleted its terms by then.
  const isOfCities = [liar, partnerOf(world, liar)].some(isUnderCities);
  const inRecords = isOfCities && random.chance(0.3) ? [operateBetweenCities] : RECORD_LIES;
  const lie = isTempting ? giveOn : random.pick(isInFeed ? FEED_LIES : inRecords);
  const open = isOfCities ? (['secretariat'] as const) : CHANNELS;
  const channel = random.pick<Channel>(isInFeed ? [CHARTER, ...open] : open);
  const { epoch, size } = feedOf(liar, channel, true);
  if (epoch > FIRST_EPOCH && size === 0) return; // the entry that opens it comes first
  passTime(world);
  const said = surviving(world, liar, () => lie.tell(world, liar, channel));
  if (said) told.push(said);
  if (said && 'faults' in said) world.spoilt.add(`${liar.name} ${channel}`);
  trace.push(`${liar.name} lies in ${channel}: ${lie.name}${said ? '' : ' (not told)'}`);
}

function chosen(random: Random, events: readonly Event[]): Event {
  let left = random.int(events.reduce((sum, { weight }) => sum + weight, 0));
  return events.find(({ weight }) => (left -= weight) < 0)!;
}

function happen(world: World, events: readonly Event[]): void {
  const { random, a, b, trace } = world;
  const event = chosen(random, events);
  const node = random.chance(0.5) ? a : b;
  passTime(world);
  trace.push(`${node.name} ${event.name}`);
  surviving(world, node, () => event.run(world, node));
}

/** An accord is proposed by either; most histories begin where both have ratified it. */
function begin(world: World): void {
  const { random, a, b } = world;
  const [author, other] = random.chance(0.5) ? [a, b] : [b, a];
  propose(world, author, {
    entry_into_force: random.chance(0.7) ? 'at-once' : 'by-step',
    ...(world.seed % 10 === 7 ? { kind: CITIES } : {}),
  });
  if (random.chance(0.2)) return;
  for (const [node, verb] of [
    [author, 'ratify'],
    [other, 'ratify'],
    [author, 'enter-into-force'],
  ] as const) {
    passTime(world);
    stepOnAccord(world, node, verb);
    for (const one of [author, other]) publishAt(world, one);
    for (const one of [author, other]) {
      world.network.start(one);
      while (!world.network.isIdle()) world.network.deliver(random);
    }
  }
}
