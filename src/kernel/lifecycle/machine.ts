/** Who may take a step: by authorship of the subject, or by place in the accord. */
export type By = 'author' | 'counterpart' | 'either' | 'first' | 'second';

/**
 * What the actor must write with a step. Asked for when a step is made, never by the fold: reason and evidence may
 * be withheld from one side, and both sides must fold alike.
 */
export type Need = 'reason' | 'evidence';

export type Transition = {
  readonly verb: string;
  readonly by: By;
  readonly from: readonly string[];
  readonly to: string;
  /** Refused on both sides while any part of the subject is withheld from the actor. */
  readonly binding?: boolean;
  readonly needs?: readonly Need[];
};

/** The outcome of a crossing in which the step that comes second, if it is no longer allowed, changes nothing. */
export const asReached = 'as-reached';

/** What becomes of two concurrent steps, whichever stands first. Earlier rules win over later ones. */
export type Crossed = { readonly verbs: readonly [string, string]; readonly to: string };

export type LifeCycleData = {
  readonly name: string;
  readonly subjectType: string;
  readonly initial: string;
  readonly states: { readonly [state: string]: { readonly as?: string; readonly final?: boolean } };
  readonly transitions: readonly Transition[];
  readonly crossed: readonly Crossed[];
  /** Verbs that tell how far a party is; each party's latest is shown. */
  readonly progress?: readonly string[];
};

declare const loaded: unique symbol;
/** Data that passed the load-time checks of `declareLifeCycle`. */
export type LifeCycle = LifeCycleData & { readonly [loaded]: true };

export type Actor = { readonly isAuthor: boolean; readonly isFirst: boolean };
export type Parties = { readonly author: string; readonly first: string; readonly second: string };

export type Outcome = 'taken' | 'crossed' | 'void';
export type Move = { readonly outcome: Outcome; readonly to: string; readonly crossedVerb?: string };

export function actorOf(parties: Parties, party: string): Actor | undefined {
  if (party !== parties.first && party !== parties.second) return undefined;
  return { isAuthor: party === parties.author, isFirst: party === parties.first };
}

/** What an actor may do in a state: for the interface, and for refusing a step before it is published. */
export function allowedSteps(cycle: LifeCycleData, state: string, actor: Actor): readonly Transition[] {
  return cycle.transitions.filter((transition) => transition.from.includes(state) && IS_FOR[transition.by](actor));
}

export function allowedVerbs(cycle: LifeCycleData, state: string, actor: Actor): readonly string[] {
  return allowedSteps(cycle, state, actor).map((transition) => transition.verb);
}

/**
 * One step of the fold. `unseen` are the verbs of steps of the other party that had effect and that this actor had
 * not seen (nor the other party this one).
 *
 * A declared outcome holds whichever of the two stands first in the order: what two parties did without knowing of
 * each other must not depend on who is named first in the accord.
 */
export function move(
  cycle: LifeCycleData,
  state: string,
  step: { readonly verb: string; readonly actor: Actor },
  unseen: readonly string[],
): Move {
  const rules = unseen.flatMap((verb) => cycle.crossed.filter((rule) => isPair(rule.verbs, verb, step.verb)));
  const decisive = cycle.crossed.find((rule) => rule.to !== asReached && rules.includes(rule));
  if (decisive !== undefined) {
    return { outcome: 'crossed', to: decisive.to, crossedVerb: otherVerb(decisive.verbs, step.verb) };
  }
  const allowed = allowedSteps(cycle, state, step.actor).find((transition) => transition.verb === step.verb);
  if (allowed !== undefined) return { outcome: 'taken', to: allowed.to };
  const yielding = rules[0];
  if (yielding !== undefined) {
    return { outcome: 'crossed', to: state, crossedVerb: otherVerb(yielding.verbs, step.verb) };
  }
  return { outcome: 'void', to: state };
}

/** The state as shown to people; several inner states may share one. */
export function shownState(cycle: LifeCycleData, state: string): string {
  return cycle.states[state]?.as ?? state;
}

export function bindingVerbs(cycle: LifeCycleData): ReadonlySet<string> {
  return new Set(cycle.transitions.filter((transition) => transition.binding).map((transition) => transition.verb));
}

/** What must be written with a verb, in whatever state it is used. */
export function needsOf(cycle: LifeCycleData, verb: string): ReadonlySet<Need> {
  return new Set(cycle.transitions.flatMap((transition) => (transition.verb === verb ? (transition.needs ?? []) : [])));
}

const IS_FOR: Readonly<Record<By, (actor: Actor) => boolean>> = {
  author: (actor) => actor.isAuthor,
  counterpart: (actor) => !actor.isAuthor,
  first: (actor) => actor.isFirst,
  second: (actor) => !actor.isFirst,
  either: () => true,
};

function isPair([a, b]: readonly [string, string], v: string, w: string): boolean {
  return (a === v && b === w) || (a === w && b === v);
}

function otherVerb([a, b]: readonly [string, string], verb: string): string {
  return a === verb ? b : a;
}
