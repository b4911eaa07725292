import { Failure } from '#kernel/errors.ts';
import { type Actor, allowedSteps, asReached, type LifeCycle, type LifeCycleData, move } from './machine.ts';

/** The author may be either party of the accord; a life cycle must hold up in both seatings. */
const seatings: readonly (readonly [Actor, Actor])[] = [
  [
    { isAuthor: true, isFirst: true },
    { isAuthor: false, isFirst: false },
  ],
  [
    { isAuthor: false, isFirst: true },
    { isAuthor: true, isFirst: false },
  ],
];

/** Throws `Failure('bad-input')` for data that could leave two nodes, or two readers, of different minds. */
export function declareLifeCycle(cycle: LifeCycleData): LifeCycle {
  checkNames(cycle);
  checkVerbs(cycle);
  const reached = new Set<string>();
  for (const [first, second] of seatings) {
    for (const state of reachableStates(cycle, [first, second])) {
      reached.add(state);
      checkDeterminism(cycle, state, [first, second]);
      checkCrossings(cycle, state, [first, second]);
    }
  }
  for (const state of Object.keys(cycle.states)) {
    if (!reached.has(state)) refuse(cycle, `state "${state}" cannot be reached`);
  }
  return cycle as LifeCycle; // the one place where the brand is minted
}

function checkNames(cycle: LifeCycleData): void {
  const verbs = new Set(cycle.transitions.map((transition) => transition.verb));
  const known = (state: string): boolean => Object.hasOwn(cycle.states, state);
  if (Object.hasOwn(cycle.states, asReached)) refuse(cycle, `no state may be called "${asReached}"`);
  const named = [
    cycle.initial,
    ...cycle.transitions.flatMap((transition) => [...transition.from, transition.to]),
    ...cycle.crossed.map((rule) => rule.to).filter((to) => to !== asReached),
  ];
  for (const state of named) if (!known(state)) refuse(cycle, `unknown state "${state}"`);
  for (const verb of [...cycle.crossed.flatMap((rule) => rule.verbs), ...(cycle.progress ?? [])]) {
    if (!verbs.has(verb)) refuse(cycle, `unknown verb "${verb}"`);
  }
  for (const [state, { final }] of Object.entries(cycle.states)) {
    const leaves = cycle.transitions.some((transition) => transition.from.includes(state));
    if (final === true && leaves) refuse(cycle, `state "${state}" is final and has a way out`);
    if (final !== true && !leaves) refuse(cycle, `state "${state}" has no way out and is not final`);
  }
}

/** Whether a verb binds and what it needs is a property of the verb: the forms that ask for it know no state. */
function checkVerbs(cycle: LifeCycleData): void {
  const seen = new Map<string, string>();
  for (const { verb, binding, needs } of cycle.transitions) {
    const demands = JSON.stringify([binding ?? false, [...(needs ?? [])].sort()]);
    if ((seen.get(verb) ?? demands) !== demands) refuse(cycle, `"${verb}" binds or needs differently in two places`);
    seen.set(verb, demands);
  }
  const pairs = cycle.crossed.map((rule) => [...rule.verbs].sort().join(' x '));
  const twice = pairs.find((pair, i) => pairs.indexOf(pair) !== i);
  if (twice !== undefined) refuse(cycle, `two outcomes are declared for ${twice}`);
}

function reachableStates(cycle: LifeCycleData, seats: readonly [Actor, Actor]): ReadonlySet<string> {
  const reached = new Set([cycle.initial]);
  // A Set hands out what is added while it is walked.
  for (const state of reached) {
    for (const actor of seats) for (const { to } of allowedSteps(cycle, state, actor)) reached.add(to);
    for (const { to } of crossings(cycle, state, seats)) if (to !== undefined) reached.add(to);
  }
  return reached;
}

function checkDeterminism(cycle: LifeCycleData, state: string, seats: readonly [Actor, Actor]): void {
  for (const actor of seats) {
    const verbs = allowedSteps(cycle, state, actor).map((transition) => transition.verb);
    const twice = verbs.find((verb, i) => verbs.indexOf(verb) !== i);
    if (twice !== undefined) refuse(cycle, `"${twice}" leads from "${state}" to two states for one party`);
  }
}

/**
 * Both orders are played with the fold's own `move`. A crossing must have an outcome (nobody's step is lost
 * unsaid), and the same one in both orders (nobody gains by being named first).
 */
function checkCrossings(cycle: LifeCycleData, state: string, seats: readonly [Actor, Actor]): void {
  for (const { v, w, isVoid, to } of crossings(cycle, state, seats)) {
    if (isVoid) refuse(cycle, `${v} and ${w} can cross in "${state}" and no outcome is declared`);
    if (to === undefined) refuse(cycle, `when ${v} and ${w} cross in "${state}", the outcome depends on their order`);
  }
}

type Crossing = { v: string; w: string; isVoid: boolean; to: string | undefined };

function crossings(cycle: LifeCycleData, state: string, [first, second]: readonly [Actor, Actor]): Crossing[] {
  return allowedSteps(cycle, state, first).flatMap((v) =>
    allowedSteps(cycle, state, second).map((w) => {
      const vw = move(cycle, v.to, { verb: w.verb, actor: second }, [v.verb]);
      const wv = move(cycle, w.to, { verb: v.verb, actor: first }, [w.verb]);
      const isVoid = vw.outcome === 'void' || wv.outcome === 'void';
      return { v: v.verb, w: w.verb, isVoid, to: vw.to === wv.to ? vw.to : undefined };
    }),
  );
}

function refuse(cycle: LifeCycleData, why: string): never {
  throw new Failure('bad-input', `life cycle "${cycle.name}": ${why}`);
}
