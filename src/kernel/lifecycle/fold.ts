import { Failure } from '#kernel/errors.ts';
import { type Actor, actorOf, type LifeCycle, move, type Outcome, type Parties, shownState } from './machine.ts';
import { compareEntries, concurrent, inCausalOrder, type Positioned } from './order.ts';

/** One version of a record; `c` is its commitment in strict base64, `modified` its STIX timestamp. */
export type VersionRef = { readonly id: string; readonly modified: string; readonly c: string };
export type Version = VersionRef & { readonly at: string };

/**
 * A step record with its place in its publisher's feed. `reason`, `evidence` and `unit` may be missing on one side
 * (withheld, or expunged) and so never bear on the state.
 */
export type PositionedStep = Positioned & {
  readonly id: string;
  readonly subject: VersionRef;
  readonly verb: string;
  readonly reason?: string;
  readonly evidence?: string;
  readonly unit?: string;
  /** The publisher's claimed time: shown, never used. */
  readonly at: string;
  /** What it said besides its verb is gone for ever. */
  readonly isExpunged?: true;
};

export type VoidReason = 'not-allowed' | 'unknown-version' | 'not-a-party';

export type HistoryItem = {
  readonly step: PositionedStep;
  readonly from: string;
  readonly to: string;
  readonly outcome: Outcome;
  /** Why it is void. */
  readonly reason?: VoidReason;
  /** The id of the concurrent step that it crossed. */
  readonly crossedWith?: string;
};

export type VersionState = {
  readonly version: Version;
  readonly state: string;
  readonly shown: string;
  readonly history: readonly HistoryItem[];
};

export type PartyWork = { readonly progress?: PositionedStep; readonly evidence: readonly PositionedStep[] };

export type Folded = {
  /** Of the latest version. */
  readonly state: string;
  readonly shown: string;
  readonly version: Version;
  /** Oldest first. What an earlier version reached stays visible here. */
  readonly perVersion: readonly VersionState[];
  /** All steps in causal order, void ones too. */
  readonly history: readonly HistoryItem[];
  /** Across all versions: progress and evidence survive a revision. */
  readonly byParty: Readonly<Record<string, PartyWork>>;
};

/**
 * The joint state of one subject (definitions.md, "Fold"): the same on both nodes from the same entries, whatever
 * order they came in. The caller leaves out what the recipient's latest receipt excepts.
 */
export function fold(
  cycle: LifeCycle,
  parties: Parties,
  versions: readonly Version[],
  steps: readonly PositionedStep[],
): Folded {
  const perVersion = oldestFirst(versions).map((version) => foldVersion(cycle, parties, version, steps));
  return joinVersions(cycle, parties, perVersion, steps);
}

/** One version's own life: only steps that name exactly this version move it. */
export function foldVersion(
  cycle: LifeCycle,
  parties: Parties,
  version: Version,
  steps: readonly PositionedStep[],
): VersionState {
  const named = steps.filter((step) => names(step.subject, version));
  // Of each party and verb, the latest step that had effect: if any is unseen by a later step, this one is.
  const latest = new Map<string, PositionedStep>();
  const history: HistoryItem[] = [];
  let state = cycle.initial;
  for (const step of inCausalOrder(parties.first, named)) {
    const item = takeStep(cycle, state, step, {
      actor: actorOf(parties, step.publisher),
      unseen: [...latest.values()].filter((earlier) => concurrent(earlier, step)),
    });
    history.push(item);
    if (item.outcome !== 'void') latest.set(`${step.publisher} ${step.verb}`, step);
    state = item.to;
  }
  return { version, state, shown: shownState(cycle, state), history };
}

/** Puts versions folded one by one (oldest first) together to the state of their subject. */
export function joinVersions(
  cycle: LifeCycle,
  parties: Parties,
  perVersion: readonly VersionState[],
  steps: readonly PositionedStep[],
): Folded {
  const latest = perVersion.at(-1);
  if (latest === undefined) throw new Failure('bad-input', 'a fold needs at least one version of its subject');
  const homeless = steps.filter((step) => !perVersion.some(({ version }) => names(step.subject, version)));
  const history = [
    ...perVersion.flatMap((item) => item.history),
    ...homeless.map((step) => voidItem(step, cycle.initial, 'unknown-version')),
  ].sort((a, b) => compareEntries(parties.first, a.step, b.step));
  const { version, state, shown } = latest;
  return { state, shown, version, perVersion, history, byParty: workByParty(cycle, parties, history) };
}

/** By `modified`; STIX allows any number of fractional digits, so the spelling is levelled before comparing. */
export function oldestFirst<V extends VersionRef>(versions: readonly V[]): V[] {
  const level = ({ modified }: V): string => modified.replace(/(?:\.0*|(\.\d*?)0*)?Z$/, '$1');
  return [...versions].sort((a, b) => (level(a) < level(b) ? -1 : level(a) > level(b) ? 1 : 0));
}

function takeStep(
  cycle: LifeCycle,
  state: string,
  step: PositionedStep,
  { actor, unseen }: { actor: Actor | undefined; unseen: readonly PositionedStep[] },
): HistoryItem {
  if (actor === undefined) return voidItem(step, state, 'not-a-party');
  const verbs = unseen.map((earlier) => earlier.verb);
  const { outcome, to, crossedVerb } = move(cycle, state, { verb: step.verb, actor }, verbs);
  if (outcome === 'void') return voidItem(step, state, 'not-allowed');
  const other = unseen.find((earlier) => earlier.verb === crossedVerb);
  return { step, from: state, to, outcome, ...(other === undefined ? {} : { crossedWith: other.id }) };
}

function voidItem(step: PositionedStep, state: string, reason: VoidReason): HistoryItem {
  return { step, from: state, to: state, outcome: 'void', reason };
}

function workByParty(cycle: LifeCycle, parties: Parties, history: readonly HistoryItem[]): Record<string, PartyWork> {
  const work = (party: string): PartyWork => {
    const own = history.filter((item) => item.outcome !== 'void' && item.step.publisher === party);
    const steps = own.map((item) => item.step);
    const progress = steps.findLast((step) => cycle.progress?.includes(step.verb));
    const evidence = steps.filter((step) => step.evidence !== undefined);
    return progress === undefined ? { evidence } : { progress, evidence };
  };
  return { [parties.first]: work(parties.first), [parties.second]: work(parties.second) };
}

function names(subject: VersionRef, version: VersionRef): boolean {
  return subject.id === version.id && subject.modified === version.modified && subject.c === version.c;
}
