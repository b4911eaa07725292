// docs/protocol/lifecycle.md and its data, docs/protocol/lifecycles.json.

/** A step or entry: {by: 'A' | 'B', index, seen}; A is named first in the accord. */
const isBefore = (x, y) => {
  if (x.by === y.by) return x.index < y.index;
  return x.by === 'A' ? x.seen <= y.index : !(y.seen <= x.index);
};
export const inOrder = (entries) => [...entries].sort((x, y) => (isBefore(x, y) ? -1 : 1));
export const areConcurrent = (x, y) => x.by !== y.by && x.seen <= y.index && y.seen <= x.index;

/** Over the steps on one version. */
export function fold(cycle, author, steps) {
  const effective = new Map();
  const history = [];
  let state = cycle.initial;
  for (const step of inOrder(steps)) {
    const crossing = [...effective.values()].filter((other) => areConcurrent(other, step)).map(({ verb }) => verb);
    const rules = cycle.crossed.filter(({ verbs: [a, b] }) =>
      crossing.some((verb) => (a === verb && b === step.verb) || (b === verb && a === step.verb)),
    );
    const decisive = rules.find(({ to }) => to !== 'as-reached');
    const allowed = cycle.transitions.find(
      ({ verb, by, from }) => verb === step.verb && from.includes(state) && isFor(by, step.by, author),
    );
    const outcome = decisive ? 'crossed' : allowed ? 'taken' : rules.length > 0 ? 'crossed' : 'void';
    if (decisive) state = decisive.to;
    else if (allowed) state = allowed.to;
    if (outcome !== 'void') effective.set(`${step.by} ${step.verb}`, step);
    history.push({ step, outcome, state });
  }
  return { state, shown: cycle.states[state].as ?? state, history };
}

function isFor(by, party, author) {
  switch (by) {
    case 'author':
      return party === author;
    case 'counterpart':
      return party !== author;
    case 'first':
      return party === 'A';
    case 'second':
      return party === 'B';
    default:
      return true;
  }
}
