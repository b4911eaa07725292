import fc from 'fast-check';
import type { PositionedStep, Version } from '#kernel/lifecycle/fold.ts';

export const A = 'identity--aaaaaaaa-0000-4000-8000-000000000001';
export const B = 'identity--bbbbbbbb-0000-4000-8000-000000000002';

export const versionAt = (i: number): Version => ({
  id: 'commitment--cccccccc-0000-4000-8000-000000000003',
  modified: `2026-01-0${i + 1}T00:00:00.000Z`,
  c: `${i}`.repeat(43) + '=',
  at: '2026-01-01T00:00:00.000Z',
});

export type Place = { readonly publisher: string; readonly index: number; readonly seen: number };

/** Two parties who write and pull in any rhythm: exactly the pairs of feeds that honest nodes can produce. */
export const histories = fc
  .array(
    fc.record({
      by: fc.constantFrom(A, B),
      pull: fc.integer({ min: 0, max: 3 }),
      write: fc.integer({ min: 0, max: 2 }),
    }),
    {
      maxLength: 24,
    },
  )
  .map((turns) => {
    const feeds: Record<string, Place[]> = { [A]: [], [B]: [] };
    const seen: Record<string, number> = { [A]: 0, [B]: 0 };
    for (const { by, pull, write } of turns) {
      const own = feeds[by] ?? [];
      const other = feeds[by === A ? B : A] ?? [];
      seen[by] = Math.min(other.length, (seen[by] ?? 0) + pull);
      for (let i = 0; i < write; i++) own.push({ publisher: by, index: own.length, seen: seen[by] });
    }
    return { first: feeds[A] ?? [], second: feeds[B] ?? [] };
  });

/** Any verbs at all, allowed or not, on one or two versions. */
export const stepsOf = (verbs: readonly string[]): fc.Arbitrary<PositionedStep[]> =>
  histories.chain(({ first, second }) =>
    fc.tuple(
      ...[...first, ...second].map((place) =>
        fc
          .record({ verb: fc.constantFrom(...verbs), version: fc.constantFrom(0, 0, 0, 1), hasEvidence: fc.boolean() })
          .map(({ verb, version, hasEvidence }): PositionedStep => {
            const { id, modified, c } = versionAt(version);
            const step = {
              ...place,
              id: `step ${place.publisher} ${place.index}`,
              subject: { id, modified, c },
              verb,
              at: '',
            };
            return hasEvidence ? { ...step, evidence: 'seen' } : step;
          }),
      ),
    ),
  );

export const shuffled = <T>(items: readonly T[]): fc.Arbitrary<T[]> =>
  fc.shuffledSubarray([...items], { minLength: items.length });
