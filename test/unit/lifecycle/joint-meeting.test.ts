import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, type PositionedStep, type Version } from '#kernel/lifecycle/fold.ts';
import { foldMeeting, type Proposal } from '#kernel/lifecycle/joint-meeting.ts';
import { meetingLifeCycle } from '#kernel/lifecycle/meetings.ts';
import { A, B, histories } from './histories.ts';

const version = (n: number, modified = 1): Version => ({
  id: `meeting--cccccccc-0000-4000-8000-00000000000${n}`,
  modified: `2026-01-0${modified}T00:00:00.000Z`,
  c: `${n}${modified}`.repeat(21) + 'A=',
  at: '',
});
const first = version(1);
const counter = version(2);

type Place = { by: string; index: number; seen: number };
const step = (verb: string, on: Version, { by, index, seen }: Place): PositionedStep => ({
  publisher: by,
  index,
  seen,
  id: `${verb} ${by} ${index}`,
  subject: { id: on.id, modified: on.modified, c: on.c },
  verb,
  at: '',
});

const proposal = (author: string, versions: readonly Version[], steps: readonly PositionedStep[]): Proposal => ({
  id: versions[0]!.id,
  folded: fold(
    meetingLifeCycle,
    { author, first: A, second: B },
    versions,
    steps.filter(({ subject }) => subject.id === versions[0]!.id),
  ),
});

/** A proposed the meeting, B another time for it. */
const joint = (...steps: PositionedStep[]) =>
  foldMeeting(A, proposal(A, [first], steps), [proposal(B, [counter], steps)]);

describe('how a meeting stands', () => {
  it('is open while either proposal waits for the other side', () => {
    expect(joint()).toEqual({ state: 'proposed', open: [first, counter] });
    expect(joint(step('decline', first, { by: B, index: 0, seen: 0 }))).toMatchObject({
      state: 'proposed',
      open: [counter],
    });
  });

  it('is what both agreed on last', () => {
    const agreed = step('agree', first, { by: B, index: 0, seen: 0 });
    expect(joint(agreed)).toMatchObject({ state: 'agreed', governing: first, open: [counter] });
    const later = step('agree', counter, { by: A, index: 0, seen: 1 });
    expect(joint(agreed, later)).toMatchObject({ state: 'agreed', governing: counter, open: [] });
  });

  it('holds neither of two that were agreed on at once, until one of them is given up', () => {
    const byB = step('agree', first, { by: B, index: 0, seen: 0 });
    const byA = step('agree', counter, { by: A, index: 0, seen: 0 });
    expect(joint(byA, byB)).toEqual({ state: 'crossed', open: [] });
    const givenUp = step('cancel', counter, { by: A, index: 1, seen: 1 });
    expect(joint(byA, byB, givenUp)).toMatchObject({ state: 'agreed', governing: first });
  });

  it('keeps the reason of a postponement, and the time that it was planned for', () => {
    const agreed = step('agree', first, { by: B, index: 0, seen: 0 });
    const postponed = step('postpone', first, { by: A, index: 0, seen: 1 });
    expect(joint(agreed, postponed)).toMatchObject({ state: 'postponed', governing: first, because: postponed });
    const anew = step('agree', counter, { by: A, index: 1, seen: 1 });
    const found = joint(agreed, postponed, anew);
    expect(found).toMatchObject({ state: 'agreed', governing: counter });
    expect(found.because).toBeUndefined();
  });

  it('is disputed if one held what the other postponed unknowingly', () => {
    const agreed = step('agree', first, { by: B, index: 0, seen: 0 });
    const held = step('hold', first, { by: A, index: 0, seen: 1 });
    const postponed = step('postpone', first, { by: B, index: 1, seen: 0 });
    expect(joint(agreed, held, postponed).state).toBe('disputed');
    const again = step('hold', first, { by: B, index: 2, seen: 1 });
    expect(joint(agreed, held, postponed, again).state).toBe('held');
  });

  it('stays agreed beside a revision that nobody has agreed to', () => {
    const revised = version(1, 2);
    const agreed = step('agree', first, { by: B, index: 0, seen: 0 });
    const found = foldMeeting(A, proposal(A, [first, revised], [agreed]), []);
    expect(found).toMatchObject({ state: 'agreed', governing: first, open: [revised] });
  });

  it('is cancelled by its author before anybody agreed', () => {
    const cancelled = step('cancel', first, { by: A, index: 0, seen: 0 });
    expect(foldMeeting(A, proposal(A, [first], [cancelled]), [])).toEqual({
      state: 'cancelled',
      open: [],
      because: cancelled,
    });
  });
});

const other = version(3);

const verbs = ['agree', 'agree', 'agree', 'decline', 'postpone', 'cancel', 'hold'];
const steps = histories.chain((feeds) =>
  fc.tuple(
    ...[...feeds.first, ...feeds.second].map(({ publisher, index, seen }) =>
      fc
        .record({ verb: fc.constantFrom(...verbs), on: fc.constantFrom(first, counter, other) })
        .map(({ verb, on }) => step(verb, on, { by: publisher, index, seen })),
    ),
  ),
);

describe('any history of a meeting and its counter-proposal', () => {
  it('gives one state, whatever order its steps and proposals came in', () => {
    fc.assert(
      fc.property(steps, fc.integer(), (all, seed) => {
        const of = (given: readonly PositionedStep[], isTurned: boolean) => {
          const moves = [proposal(B, [counter], given), proposal(A, [other], given)];
          return foldMeeting(A, proposal(A, [first], given), isTurned ? moves.toReversed() : moves);
        };
        const found = of(all, false);
        const shuffled = all
          .map((one, i) => ({ one, at: Math.imul(seed + i, 2654435761) }))
          .sort((a, b) => a.at - b.at);
        expect(
          of(
            shuffled.map(({ one }) => one),
            true,
          ),
        ).toEqual(found);
      }),
    );
  });

  it('never says that a time holds which nobody agreed to, nor that one holds while two do', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const { state, governing } = joint(...all);
        if (governing !== undefined)
          expect(all.some(({ verb, subject }) => verb === 'agree' && subject.id === governing.id)).toBe(true);
        expect(governing === undefined).toBe(!(state === 'agreed' || REACHED.has(state)) || NEVER_AGREED(all));
      }),
    );
  });
});

const REACHED: ReadonlySet<string> = new Set(['postponed', 'disputed', 'held', 'cancelled']);
/** Its author took it back before anybody agreed. */
const NEVER_AGREED = (all: readonly PositionedStep[]): boolean => {
  const folded = [proposal(A, [first], all), proposal(B, [counter], all)];
  return folded.every(({ folded: one }) =>
    one.history.every(({ step: s, to, outcome }) => !(s.verb === 'agree' && to === 'agreed' && outcome === 'taken')),
  );
};
