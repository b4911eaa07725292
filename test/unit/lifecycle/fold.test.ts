import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accordLifeCycles, foldAccord } from '#kernel/lifecycle/accord.ts';
import { commitmentLifeCycle } from '#kernel/lifecycle/commitment.ts';
import { fold, oldestFirst, type PositionedStep } from '#kernel/lifecycle/fold.ts';
import { allowedVerbs } from '#kernel/lifecycle/machine.ts';
import vectors from '../../vectors/fold.json' with { type: 'json' };
import { A, B, shuffled, stepsOf, versionAt } from './histories.ts';

const partyOf = (letter: string): string => (letter.startsWith('A') ? A : B);
const labelOf = (step: PositionedStep): string => `${step.publisher === A ? 'A' : 'B'}${step.index}`;

function stepOf(row: (string | number)[]): PositionedStep {
  const [place = '', seen, verb, version] = row;
  const { id, modified, c } = versionAt(Number(version ?? 0));
  const position = { publisher: partyOf(String(place)), index: Number(String(place).slice(1)), seen: Number(seen) };
  return { ...position, id: `step ${place}`, subject: { id, modified, c }, verb: String(verb), at: '' };
}

const partiesOf = (author: string) => ({ author: partyOf(author), first: A, second: B });
const versionsOf = (count = 1) => Array.from({ length: count }, (_, i) => versionAt(i));

describe('published vectors', () => {
  test.each(vectors.commitment)('commitment: $name', (vector) => {
    const folded = fold(
      commitmentLifeCycle,
      partiesOf(vector.author),
      versionsOf(vector.versions),
      vector.steps.map(stepOf),
    );
    expect(folded.history.map((item) => [labelOf(item.step), item.outcome, item.to])).toEqual(vector.history);
    expect(folded.shown).toBe(vector.shown);
    if (vector.perVersion) expect(folded.perVersion.map((item) => item.shown)).toEqual(vector.perVersion);
  });

  test.each(vectors.accord)('accord: $name', (vector) => {
    const entryIntoForce = vector.entryIntoForce === 'by-step' ? 'by-step' : 'at-once';
    const versions = versionsOf(vector.versions).map((version) => ({ ...version, entryIntoForce }) as const);
    const folded = foldAccord(partiesOf(vector.author), versions, vector.steps.map(stepOf));
    expect(folded.history.map((item) => [labelOf(item.step), item.outcome, item.to])).toEqual(vector.history);
    expect(folded.shown).toBe(vector.shown);
    expect(folded.standing).toBe(vector.standing);
    expect(folded.suspendedBy).toEqual((vector.suspendedBy ?? []).map(partyOf));
    if (vector.perVersion) expect(folded.perVersion.map((item) => item.shown)).toEqual(vector.perVersion);
    if (vector.inForce !== undefined) expect(folded.inForce).toEqual(versions[vector.inForce]);
  });
});

const verbs = [...new Set(commitmentLifeCycle.transitions.map((transition) => transition.verb)), 'dance'];
const authors = fc.constantFrom('A', 'B');

test('both nodes fold the same from the same entries, in whatever order they came', () => {
  const arrivals = stepsOf(verbs).chain((steps) => fc.tuple(shuffled(steps), shuffled(steps)));
  fc.assert(
    fc.property(arrivals, authors, ([here, there], author) => {
      const at = (steps: PositionedStep[], versions = versionsOf(2)) =>
        fold(commitmentLifeCycle, partiesOf(author), versions, steps);
      expect(at(here)).toEqual(at(there, versionsOf(2).reverse()));
    }),
  );
});

test('what is written in a step never bears on the state: one side may not see it', () => {
  fc.assert(
    fc.property(stepsOf(verbs), authors, (steps, author) => {
      const bare = steps.map(({ publisher, index, seen, id, subject, verb, at }) => ({
        publisher,
        index,
        seen,
        id,
        subject,
        verb,
        at,
      }));
      const outcomes = (of: PositionedStep[]) =>
        fold(commitmentLifeCycle, partiesOf(author), versionsOf(2), of).history.map(({ outcome, to }) => [outcome, to]);
      expect(outcomes(bare)).toEqual(outcomes(steps));
    }),
  );
});

test('a taken step was allowed where it was taken, and a void one moves nothing', () => {
  fc.assert(
    fc.property(stepsOf(verbs), authors, (steps, author) => {
      const { history } = fold(commitmentLifeCycle, partiesOf(author), versionsOf(2), steps);
      expect(history).toHaveLength(steps.length);
      for (const { step, from, to, outcome } of history) {
        const actor = { isAuthor: step.publisher === partyOf(author), isFirst: step.publisher === A };
        if (outcome === 'taken') expect(allowedVerbs(commitmentLifeCycle, from, actor)).toContain(step.verb);
        if (outcome === 'void') expect(to).toBe(from);
      }
    }),
  );
});

test('two steps that cross end the same, whichever party is named first', () => {
  for (const author of [A, B]) {
    for (const state of Object.keys(commitmentLifeCycle.states)) {
      const way = wayTo(state, author);
      for (const [v, w] of verbs.flatMap((x) => verbs.map((y) => [x, y] as const))) {
        const steps = way === undefined ? undefined : [...way, ...crossingAfter(way, v, w)];
        if (steps === undefined || !isEnabled(state, author, v, w)) continue;
        const named = (first: string, second: string) =>
          fold(commitmentLifeCycle, { author, first, second }, versionsOf(1), steps).state;
        expect(named(A, B), `${v} x ${w} in ${state}`).toBe(named(B, A));
      }
    }
  }
});

test('progress and evidence carry over a revision; each party has its own', () => {
  const steps = [
    stepOf(['B0', 1, 'accept', 0]),
    { ...stepOf(['B1', 1, 'report', 0]), evidence: 'first half done' },
    { ...stepOf(['A1', 2, 'report', 0]), evidence: 'budget voted' },
    { ...stepOf(['A2', 2, 'accept', 0]), evidence: 'void, so not evidence' },
  ];
  const { byParty, state } = fold(commitmentLifeCycle, partiesOf('A'), versionsOf(2), steps);
  expect(state).toBe('announced');
  expect(byParty[B]?.progress?.evidence).toBe('first half done');
  expect(byParty[A]?.progress?.evidence).toBe('budget voted');
  expect(byParty[A]?.evidence.map((step) => step.evidence)).toEqual(['budget voted']);
});

test('a step by a stranger, or on a version that is not held, is void and says why', () => {
  const stranger = { ...stepOf(['B0', 1, 'accept']), publisher: 'identity--dddddddd-0000-4000-8000-000000000004' };
  const ahead = stepOf(['B1', 1, 'accept', 1]);
  const forged = { ...stepOf(['B2', 1, 'accept']), subject: { ...versionAt(0), c: 'AAAA' } };
  const { history, state } = fold(commitmentLifeCycle, partiesOf('A'), versionsOf(1), [ahead, forged]);
  expect(history.map((item) => item.reason)).toEqual(['unknown-version', 'unknown-version']);
  expect(state).toBe('announced');
  const folded = fold(commitmentLifeCycle, partiesOf('A'), versionsOf(1), [stranger]);
  expect(folded.history.map((item) => item.reason)).toEqual(['not-a-party']);
});

test('a crossed step names the step that it crossed', () => {
  const { history } = fold(commitmentLifeCycle, partiesOf('A'), versionsOf(1), [
    stepOf(['A1', 0, 'withdraw']),
    stepOf(['B0', 1, 'accept']),
  ]);
  expect(history.map((item) => item.crossedWith)).toEqual([undefined, 'step A1']);
});

test('versions are ordered by the instant of their modified time, however many digits it has', () => {
  const at = (modified: string) => ({ ...versionAt(0), modified });
  const times = [
    '2026-01-01T00:00:00.1Z',
    '2026-01-01T00:00:00Z',
    '2026-01-01T00:00:01.000Z',
    '2026-01-01T00:00:00.05Z',
  ];
  expect(oldestFirst(times.map(at)).map((version) => version.modified)).toEqual([
    times[1],
    times[3],
    times[0],
    times[2],
  ]);
  expect(oldestFirst([at('2026-01-01T00:00:10Z'), at('2026-01-01T00:00:09.9Z')])[0]?.modified).toContain('09.9');
});

test('no accord is in force while a party’s suspension stands, whatever else is stepped', () => {
  const accordVerbs = [...new Set(accordLifeCycles['by-step'].transitions.map((transition) => transition.verb))];
  const versions = versionsOf(2).map(
    (version, i) => ({ ...version, entryIntoForce: i === 0 ? 'at-once' : 'by-step' }) as const,
  );
  fc.assert(
    fc.property(stepsOf(accordVerbs), (steps) => {
      const folded = foldAccord(partiesOf('A'), versions, steps);
      const taken = folded.history.filter((item) => item.outcome === 'taken');
      for (const party of [A, B]) {
        for (const version of versions) {
          const last = taken.findLast(
            ({ step }) =>
              step.publisher === party && step.subject.c === version.c && ['suspend', 'lift'].includes(step.verb),
          );
          if (last?.step.verb === 'suspend') expect(['suspended', 'terminated']).toContain(folded.standing);
        }
      }
      if (taken.some(({ step }) => step.verb === 'terminate')) expect(folded.standing).toBe('terminated');
      if (folded.standing === 'in-force') {
        const ratified = taken.filter(({ step }) => step.verb === 'ratify' && step.subject.c === folded.inForce?.c);
        expect(new Set(ratified.map(({ step }) => step.publisher)).size).toBe(2);
      }
    }),
    { numRuns: 500 },
  );
});

/** A conversation (each step sees all before it) that leads to a state, if there is one. */
function wayTo(target: string, author: string): PositionedStep[] | undefined {
  const queue: PositionedStep[][] = [[]];
  const reached = new Set<string>();
  for (const way of queue) {
    const { state } = fold(commitmentLifeCycle, { author, first: A, second: B }, versionsOf(1), way);
    if (state === target) return way;
    if (reached.has(state)) continue;
    reached.add(state);
    for (const publisher of [A, B]) {
      const actor = { isAuthor: publisher === author, isFirst: publisher === A };
      for (const verb of allowedVerbs(commitmentLifeCycle, state, actor))
        queue.push([...way, next(way, publisher, verb)]);
    }
  }
  return undefined;
}

function next(way: readonly PositionedStep[], publisher: string, verb: string): PositionedStep {
  const index = way.filter((step) => step.publisher === publisher).length;
  return stepOf([`${publisher === A ? 'A' : 'B'}${index}`, way.length - index, verb]);
}

function crossingAfter(way: readonly PositionedStep[], v: string, w: string): PositionedStep[] {
  return [next(way, A, v), next(way, B, w)];
}

function isEnabled(state: string, author: string, v: string, w: string): boolean {
  return (
    allowedVerbs(commitmentLifeCycle, state, { isAuthor: author === A, isFirst: true }).includes(v) &&
    allowedVerbs(commitmentLifeCycle, state, { isAuthor: author === B, isFirst: false }).includes(w)
  );
}
