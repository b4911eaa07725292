import { declareLifeCycle } from './declare.ts';
import {
  type Folded,
  foldVersion,
  joinVersions,
  oldestFirst,
  type PositionedStep,
  type Version,
  type VersionState,
} from './fold.ts';
import { asReached, type LifeCycle, type Parties, type Transition } from './machine.ts';

export type EntryIntoForce = 'at-once' | 'by-step';

/** States that hold who did what, since each party ratifies for itself and lifts only its own suspension. */
const suspended = ['suspended-first', 'suspended-second', 'suspended-both'] as const;

const ratification = (complete: string): readonly Transition[] => [
  { verb: 'ratify', by: 'first', from: ['proposed'], to: 'ratified-first', binding: true },
  { verb: 'ratify', by: 'second', from: ['proposed'], to: 'ratified-second', binding: true },
  { verb: 'ratify', by: 'second', from: ['ratified-first'], to: complete, binding: true },
  { verb: 'ratify', by: 'first', from: ['ratified-second'], to: complete, binding: true },
];

const suspension: readonly Transition[] = [
  { verb: 'suspend', by: 'first', from: ['in-force'], to: 'suspended-first' },
  { verb: 'suspend', by: 'second', from: ['in-force'], to: 'suspended-second' },
  { verb: 'suspend', by: 'second', from: ['suspended-first'], to: 'suspended-both' },
  { verb: 'suspend', by: 'first', from: ['suspended-second'], to: 'suspended-both' },
  { verb: 'lift', by: 'first', from: ['suspended-first'], to: 'in-force' },
  { verb: 'lift', by: 'second', from: ['suspended-second'], to: 'in-force' },
  { verb: 'lift', by: 'first', from: ['suspended-both'], to: 'suspended-second' },
  { verb: 'lift', by: 'second', from: ['suspended-both'], to: 'suspended-first' },
];

const states = {
  proposed: {},
  'ratified-first': { as: 'proposed' },
  'ratified-second': { as: 'proposed' },
  'in-force': {},
  'suspended-first': { as: 'suspended' },
  'suspended-second': { as: 'suspended' },
  'suspended-both': { as: 'suspended' },
  terminated: { final: true },
} as const;

const atOnce = declareLifeCycle({
  name: 'accord, in force at once',
  subjectType: 'accord',
  initial: 'proposed',
  states,
  transitions: [
    ...ratification('in-force'),
    ...suspension,
    { verb: 'terminate', by: 'either', from: ['in-force', ...suspended], to: 'terminated' },
  ],
  crossed: [
    { verbs: ['terminate', 'terminate'], to: 'terminated' },
    { verbs: ['terminate', 'suspend'], to: 'terminated' },
    { verbs: ['terminate', 'lift'], to: 'terminated' },
  ],
});

const byStep = declareLifeCycle({
  name: 'accord, in force by a step',
  subjectType: 'accord',
  initial: 'proposed',
  states: { ...states, ratified: {} },
  transitions: [
    ...ratification('ratified'),
    { verb: 'enter-into-force', by: 'either', from: ['ratified'], to: 'in-force' },
    ...suspension,
    { verb: 'terminate', by: 'either', from: ['ratified', 'in-force', ...suspended], to: 'terminated' },
  ],
  crossed: [
    { verbs: ['terminate', 'terminate'], to: 'terminated' },
    { verbs: ['terminate', 'suspend'], to: 'terminated' },
    { verbs: ['terminate', 'lift'], to: 'terminated' },
    { verbs: ['terminate', 'enter-into-force'], to: 'terminated' },
    // Both meant the same. Not "in-force": the other party may have suspended since.
    { verbs: ['enter-into-force', 'enter-into-force'], to: asReached },
  ],
});

export const accordLifeCycles: Readonly<Record<EntryIntoForce, LifeCycle>> = { 'at-once': atOnce, 'by-step': byStep };

export type AccordVersion = Version & { readonly entryIntoForce: EntryIntoForce };
export type AccordShown = 'proposed' | 'ratified' | 'in-force' | 'suspended' | 'terminated';

export type FoldedAccord = Folded & {
  /** How the accord as a whole stands, all its versions considered: this decides what flows. */
  readonly standing: AccordShown;
  /** The version whose rules apply: the newest that entered into force, also while suspended. */
  readonly inForce?: Version;
  /** Identity ids of the parties whose suspension holds. */
  readonly suspendedBy: readonly string[];
};

/**
 * A revised accord leaves the last one in force until both ratify the new one. A suspension or termination of one
 * version is one of the accord: otherwise a party could undo the other's by ratifying a revision that the other had
 * ratified before. It is lifted by a step that names the version it named.
 */
export function foldAccord(
  parties: Parties,
  versions: readonly AccordVersion[],
  steps: readonly PositionedStep[],
): FoldedAccord {
  const perVersion = oldestFirst(versions).map((version) =>
    foldVersion(accordLifeCycles[version.entryIntoForce], parties, version, steps),
  );
  const folded = joinVersions(atOnce, parties, perVersion, steps);
  const inForce = perVersion.findLast(({ shown }) => shown === 'in-force' || shown === 'suspended')?.version;
  const suspendedBy = suspendingParties(parties, perVersion);
  const standing = standingOf(perVersion, folded, { isInForce: inForce !== undefined, suspendedBy });
  return { ...folded, standing, suspendedBy, ...(inForce === undefined ? {} : { inForce }) };
}

function standingOf(
  perVersion: readonly VersionState[],
  latest: Folded,
  now: { isInForce: boolean; suspendedBy: readonly string[] },
): AccordShown {
  if (perVersion.some(({ shown }) => shown === 'terminated')) return 'terminated';
  if (now.isInForce) return now.suspendedBy.length > 0 ? 'suspended' : 'in-force';
  return latest.shown === 'ratified' ? 'ratified' : 'proposed';
}

function suspendingParties(parties: Parties, perVersion: readonly VersionState[]): string[] {
  const isIn = (...wanted: string[]): boolean => perVersion.some(({ state }) => wanted.includes(state));
  return [
    ...(isIn('suspended-first', 'suspended-both') ? [parties.first] : []),
    ...(isIn('suspended-second', 'suspended-both') ? [parties.second] : []),
  ];
}
