import type { JsonObject } from '#kernel/json/types.ts';
import type { LifeCycle } from '#kernel/lifecycle/machine.ts';
import { RECALL_CODES } from '#kernel/log/entry.ts';
import { CHARTER } from '#kernel/stix/values.ts';
import { foldOf, lifeCycleOf, recordIds, standingOf, versionsOf, type SimNode, type StoredRecord } from './node.ts';
import { giveUp, isLostBehind } from './restoring.ts';
import { Crash } from './storage.ts';
import {
  accordText,
  CHANNELS,
  cityText,
  commitmentText,
  indicatorText,
  isOfCities,
  marked,
  progressText,
  secretariatText,
  stepText,
  type Ceilings,
} from './writing.ts';
import {
  ACCORD,
  PARTIES,
  beginAnew,
  holdAt,
  liftAt,
  partnerOf,
  publishAt,
  recallAt,
  restart,
  rotateAt,
  surviving,
  write,
  type World,
} from './world.ts';

/** One thing that happens at a node or on the wire. The trace says what. */
export type Event = {
  readonly name: string;
  readonly weight: number;
  readonly run: (world: World, node: SimNode) => void;
};

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export const propose = (world: World, node: SimNode, more: JsonObject = {}): void => {
  write(world, node, { ...accordText(PARTIES, randomCeilings(world), more), id: ACCORD });
};

const randomCeilings = ({ random }: World): Ceilings => ({
  secretariat: 'amber',
  exchange: random.chance(0.5) ? 'green' : 'amber',
});

function ownVersions(node: SimNode, type: (record: StoredRecord) => boolean): StoredRecord[] {
  return recordIds(node).flatMap((id) => {
    const newest = versionsOf(node, id)[0];
    return newest && newest.publisher === node.partyId && !newest.isExpunged && type(newest) ? [newest] : [];
  });
}

/** The whole text again, with a later time: what the API does for a revision. */
const OPTIONAL: Readonly<Record<string, string>> = { indicator: 'description', progress: 'text' };
const REVISED: ReadonlySet<string> = new Set(['indicator', 'progress']);

function revise(world: World, node: SimNode): void {
  const record = pickOf(
    world,
    ownVersions(node, ({ id, type }) => lifeCycleOf(id) !== undefined || REVISED.has(type)),
  );
  if (!record) return;
  const {
    modified: _,
    granular_markings: _g,
    object_marking_refs: _m,
    remark: _r,
    description: _d,
    ...plain
  } = record.object;
  const optional = OPTIONAL[record.type] ?? 'remark';
  const { [optional]: _o, ...kept } = plain;
  write(world, node, marked(world.random, kept, optional));
}

function reviseAccord(world: World, node: SimNode): void {
  const [newest] = versionsOf(node, ACCORD);
  if (newest?.publisher !== node.partyId || newest.isExpunged) return;
  const { created, entry_into_force: entry, kind } = newest.object;
  propose(world, node, { created: created!, entry_into_force: entry!, ...(kind === undefined ? {} : { kind }) });
}

export function stepOnAccord(world: World, node: SimNode, wanted?: string): void {
  const standing = standingOf(node);
  if (!standing) return;
  const { newest, governing, fold, facts } = standing;
  const [first, second] = facts.parties as [string, string];
  const verbs = node.rules.openAccordVerbs(fold, newest === governing ? [newest] : [newest, governing], {
    party: node.partyId,
    parties: { author: newest.record.publisher, first, second },
    standing: facts.state,
  });
  // Ending it ends the history of most that follows, so it is rare.
  const likely = verbs.filter((verb) => verb !== 'terminate' || world.random.chance(0.05));
  const isRatifying = likely.includes('ratify') && world.random.chance(0.6);
  const verb = isRatifying
    ? 'ratify'
    : wanted === undefined
      ? pickOf(world, likely)
      : verbs.find((one) => one === wanted);
  if (verb === undefined) return;
  const bound = verb === 'ratify' || verb === 'enter-into-force' ? newest : governing;
  writeStep(world, node, { channel: CHARTER, subject: bound.record, verb });
}

/** Mostly what the life cycle opens to this party; now and then what is void by then. */
function stepOnRecord(world: World, node: SimNode): void {
  const id = pickOf(
    world,
    recordIds(node).filter((one) => lifeCycleOf(one) !== undefined),
  );
  const found = id === undefined ? undefined : foldOf(node, id);
  const cycle = id === undefined ? undefined : lifeCycleOf(id);
  const standing = standingOf(node);
  if (!found || !cycle || !standing) return;
  const { folded, newest } = found;
  const [first, second] = standing.facts.parties as [string, string];
  const verbs = node.rules.openVerbs(cycle, folded.state, {
    party: node.partyId,
    parties: { author: newest.publisher, first, second },
    standing: standing.facts.state,
    isWithheld: newest.isExpunged || newest.parts.some(({ canonical }) => canonical === null),
  });
  const isVoid = world.random.chance(0.1) && standing.facts.state === 'in-force';
  const verb = isVoid ? world.random.pick(unbinding(cycle)) : pickOf(world, verbs);
  if (verb !== undefined) writeStep(world, node, { channel: newest.channel, subject: newest, verb });
}

const unbinding = ({ transitions }: LifeCycle): readonly string[] =>
  transitions.flatMap(({ verb, binding }) => (binding ? [] : [verb]));

function writeOfSecretariat(world: World, node: SimNode): void {
  const meetings = recordIds(node).filter((id) => id.startsWith('meeting--'));
  const roots = meetings.filter((id) => versionsOf(node, id)[0]?.object['moves_ref'] === undefined);
  const isCitys = isUnderCities(node) && world.random.chance(0.5);
  write(
    world,
    node,
    isCitys ? cityText(world.random, ACCORD) : secretariatText(world.random, ACCORD, pickOf(world, roots)),
  );
}

export const isUnderCities = (node: SimNode): boolean =>
  versionsOf(node, ACCORD).some(({ object }) => isOfCities(object));

/** An accord of cities has no channel for it, so it is tried on the one that there is. */
function writeIndicator(world: World, node: SimNode): void {
  write(world, node, indicatorText(world.random, ACCORD, isUnderCities(node) ? 'secretariat' : 'exchange'));
}

function writeProgress(world: World, node: SimNode): void {
  const id = pickOf(
    world,
    recordIds(node).filter((one) => one.startsWith('commitment--')),
  );
  const newest = id === undefined ? undefined : versionsOf(node, id)[0];
  if (!newest || newest.isExpunged) return;
  write(world, node, progressText(world.random, { ...newest, accord_ref: ACCORD }));
}

export function writeStep(
  world: World,
  node: SimNode,
  { channel, subject, verb }: { channel: string; subject: StoredRecord; verb: string },
): void {
  const time = node.now().toISOString();
  const step = stepText({ accord: ACCORD, channel, time }, subject, verb);
  const evidence = verb === 'report' || verb === 'deliver' ? { evidence: `Paper ${world.random.int(100)}` } : {};
  const said = world.random.chance(0.3)
    ? marked(world.random, { ...step, ...evidence }, 'reason')
    : { ...step, ...evidence };
  if (write(world, node, said)) world.trace.push(`  ${verb} on ${subject.type}`);
}

const pickOf = <T>({ random }: World, list: readonly T[]): T | undefined =>
  list.length === 0 ? undefined : random.pick(list);

export const EVENTS: readonly Event[] = [
  { name: 'commitment', weight: 10, run: (w, n) => void write(w, n, commitmentText(w.random, ACCORD, n.partyId)) },
  { name: 'secretariat', weight: 8, run: writeOfSecretariat },
  { name: 'progress', weight: 8, run: writeProgress },
  { name: 'indicator', weight: 6, run: writeIndicator },
  { name: 'revise', weight: 5, run: revise },
  { name: 'step', weight: 24, run: stepOnRecord },
  { name: 'step on accord', weight: 7, run: (w, n) => stepOnAccord(w, n) },
  { name: 'revise accord', weight: 4, run: reviseAccord },
  { name: 'rotate', weight: 1, run: rotateAt },
  { name: 'begin anew', weight: 1, run: (w, n) => beginAnew(w, n, w.random.pick([CHARTER, ...CHANNELS])) },
  { name: 'recall', weight: 4, run: recallOne },
  { name: 'hold', weight: 3, run: holdOne },
  { name: 'lift hold', weight: 1, run: liftOne },
  { name: 'publish', weight: 16, run: publishAt },
  { name: 'pull', weight: 16, run: (w, n) => w.network.start(n) },
  { name: 'exchange all', weight: 5, run: exchangeAll },
  { name: 'drop', weight: 3, run: (w) => w.network.drop(w.random) },
  { name: 'duplicate', weight: 2, run: (w) => w.network.duplicate(w.random) },
  { name: 'deliver', weight: 40, run: deliver },
  { name: 'deliver many', weight: 8, run: deliverMany },
  { name: 'die', weight: 2, run: die },
  { name: 'skew', weight: 2, run: skew },
];

/** Mostly one's own and all of it; what may not be recalled is refused. */
function recallOne(world: World, node: SimNode): void {
  const { random } = world;
  const own = node.records.all().filter((record) => {
    return (record.publisher === node.partyId && record.channel !== CHARTER) || random.chance(0.05);
  });
  const held = own.filter(({ id }) => partnerOf(world, node).holds.get(id));
  const record = pickOf(world, held.length > 0 && random.chance(0.7) ? held : own);
  if (!record) return;
  const { id, modified, type } = record;
  const why = recallAt(world, node, {
    id,
    code: random.pick(RECALL_CODES),
    ...(random.chance(0.3) ? { modified } : {}),
  });
  world.trace.push(`  ${type} ${why === null ? '' : `not: ${why}`}`);
}

function holdOne(world: World, node: SimNode): void {
  const isOther = world.random.chance(0.8);
  const id = pickOf(
    world,
    recordIds(node).filter((one) => {
      const versions = versionsOf(node, one);
      return versions.every(({ isExpunged, publisher }) => !isExpunged && (publisher !== node.partyId) === isOther);
    }),
  );
  if (id !== undefined) holdAt(world, node, id);
}

function liftOne(world: World, node: SimNode): void {
  const id = pickOf(
    world,
    recordIds(node).filter((one) => node.holds.get(one)),
  );
  if (id !== undefined) liftAt(world, node, id);
}

/** A node may die of what it is given: it is the one whose pull goes on. */
function deliver(world: World): void {
  try {
    world.network.deliver(world.random);
  } catch (error) {
    if (!(error instanceof Crash)) throw error;
    for (const node of [world.a, world.b]) if (node.storage.isDead()) restart(world, node);
  }
}

function deliverMany(world: World): void {
  for (let i = world.random.int(12); i > 0; i--) deliver(world);
}

/** A quiet hour: both publish and pull to the end. */
export function exchangeAll(world: World): void {
  for (const node of [world.a, world.b]) publishAt(world, node);
  for (const node of [world.a, world.b]) world.network.start(node);
  while (!world.network.isIdle()) deliver(world);
}

/** At once, or in the middle of what it does next. */
function die(world: World, node: SimNode): void {
  if (world.random.chance(0.4)) restart(world, node);
  else node.storage.dieAfter(world.random.int(8));
}

function skew({ clock, random }: World, node: SimNode): void {
  clock.skew.set(node.name, (random.int(21) - 10) * DAY + random.int(DAY));
}

export function passTime({ clock, random }: World): void {
  clock.time += 1 + random.int(random.chance(0.1) ? DAY : HOUR);
}

/** Nobody dies any more, and what was under way is lost. */
export function rest(world: World): void {
  const { a, b, network, random } = world;
  world.misanswering = undefined;
  for (const node of [a, b]) node.storage.dieAfter(undefined);
  while (!network.isIdle()) network.drop(random);
}

/** Everything works, for as long as anything is left to do. */
export function heal(world: World): void {
  const { a, b, network, random } = world;
  for (let round = 0; round < 40; round++) {
    const before = a.storage.version() + b.storage.version();
    for (const node of [a, b]) {
      passTime(world);
      surviving(world, node, () => publishAt(world, node));
      network.start(node);
      while (!network.isIdle()) network.deliver(random);
    }
    const isLost = [a, b].filter(isLostBehind);
    for (const node of isLost) {
      world.trace.push(`${node.name} gives up what is lost`);
      giveUp(node);
      world.hasGivenUp = true;
    }
    if (a.storage.version() + b.storage.version() === before) return;
  }
  world.violations.push('the nodes do not come to rest');
}
