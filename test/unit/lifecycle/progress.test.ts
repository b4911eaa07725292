import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldProgress, saidIn, type ProgressVersion } from '#kernel/lifecycle/progress.ts';
import { RATINGS } from '#kernel/stix/values.ts';

const A = 'identity--6e7ff9b8-5a0e-4a39-8f7a-7a5c0a8d1b01';
const B = 'identity--1d9ff9b8-5a0e-4a39-8f7a-7a5c0a8d1b02';

type Given = Partial<ProgressVersion> & { readonly asOf?: string; readonly rating?: (typeof RATINGS)[number] };
let made = 0;
const told = ({ asOf = '2026-03-01', rating, ...given }: Given): ProgressVersion => {
  made += 1;
  const said = { asOf, ...(rating ? { rating } : {}) };
  return {
    id: `progress--${made}`,
    modified: '2026-03-01T09:00:00.000Z',
    c: `c${made}`,
    publisher: A,
    index: made,
    said,
    ...given,
  };
};
const folded = (...versions: ProgressVersion[]) => foldProgress([A, B], versions);

describe('progress of a commitment', () => {
  test('nobody has rated it before somebody does', () => {
    expect(folded().view).toBe('unrated');
    expect(folded(told({})).view).toBe('unrated');
  });

  test('one side alone does not speak for both', () => {
    expect(folded(told({ rating: 'done' }))).toMatchObject({ view: 'one-sided', rating: 'done' });
  });

  test('what both say alike is what they say', () => {
    expect(folded(told({ rating: 'at-risk' }), told({ rating: 'at-risk', publisher: B }))).toMatchObject({
      view: 'same',
      rating: 'at-risk',
    });
  });

  test('where they differ there is no joint rating', () => {
    const joint = folded(told({ rating: 'done' }), told({ rating: 'off-track', publisher: B }));
    expect(joint.view).toBe('differs');
    expect(joint.rating).toBe(undefined);
  });

  test('a report that comes late about an earlier day changes nothing of the present', () => {
    const now = told({ rating: 'on-track', asOf: '2026-06-30', index: 1 });
    const late = told({ rating: 'off-track', asOf: '2026-03-31', index: 2 });
    expect(folded(now, late)).toMatchObject({ rating: 'on-track' });
    expect(folded(now, late).byParty[A]?.told).toEqual([late, now]);
  });

  test('of two about one day, the one later in the feed holds', () => {
    const first = told({ rating: 'on-track', index: 1 });
    const second = told({ rating: 'at-risk', index: 2 });
    expect(folded(second, first)).toMatchObject({ rating: 'at-risk' });
  });

  test('a revision speaks instead of what it revises, though it speaks of an earlier day', () => {
    const first = told({ rating: 'done', asOf: '2030-01-01' });
    const second = told({ rating: 'at-risk', id: first.id, modified: '2026-03-02T09:00:00Z' });
    expect(folded(second, first)).toMatchObject({ rating: 'at-risk' });
  });

  test('what was expunged or revoked is no longer said, and does not bring its own past back', () => {
    const first = told({ rating: 'done' });
    const { said: _, ...gone } = told({ id: first.id, modified: '2026-03-02T09:00:00Z' });
    expect(folded(first, gone).view).toBe('unrated');
  });

  test('words without a rating leave the last rating as it was', () => {
    const rated = told({ rating: 'on-track', asOf: '2026-01-31' });
    const words = told({ asOf: '2026-02-28' });
    expect(folded(words, rated)).toMatchObject({ rating: 'on-track', byParty: { [A]: { latest: words, rated } } });
  });

  test('a side’s office is the one that it named of the latest day, and naming it tells nothing of how far the matter is', () => {
    const rated = told({ rating: 'on-track', asOf: '2026-01-31' });
    const named = told({
      asOf: '2026-03-01',
      said: { asOf: '2026-03-01', lead: { en: 'Director' }, isOnlyLead: true },
    });
    const before = told({ asOf: '2026-02-01', said: { asOf: '2026-02-01', lead: { en: 'Deputy' }, rating: 'done' } });
    const joint = folded(named, rated, before);
    expect(joint.byParty[A]).toEqual({
      latest: before,
      rated: before,
      lead: { en: 'Director' },
      told: [rated, before],
    });
    expect(joint.byParty[B]?.lead).toBe(undefined);
  });

  test('what both sides see decides whether a record tells more than the office: its words may be withheld from one', () => {
    const record = { as_of: '2026-03-01', lead: { en: 'Director' }, text: 'From now on.' };
    expect(saidIn(record)).toEqual({ asOf: '2026-03-01', lead: { en: 'Director' }, isOnlyLead: true });
    expect(saidIn({ ...record, percent: 5 })).toEqual({ asOf: '2026-03-01', lead: { en: 'Director' }, percent: 5 });
  });

  test('nobody else speaks for a side', () => {
    expect(folded(told({ rating: 'done', publisher: 'identity--0' })).view).toBe('unrated');
  });

  const version = fc.record({
    id: fc.integer({ min: 0, max: 5 }),
    revision: fc.integer({ min: 0, max: 3 }),
    party: fc.constantFrom(A, B),
    day: fc.integer({ min: 10, max: 15 }),
    rating: fc.option(fc.constantFrom(...RATINGS), { nil: undefined }),
    isGone: fc.boolean(),
  });
  test('is the same whatever order the records come in', () => {
    fc.assert(
      fc.property(fc.array(version, { maxLength: 20 }), fc.integer(), (given, seed) => {
        const indices: Record<string, number> = { [A]: 0, [B]: 0 };
        // An id belongs to one side, and a version stands once in its feed.
        const unique = new Map(given.map((one) => [`${one.party} ${one.id} ${one.revision}`, one]));
        const versions = [...unique].map(([c, { id, revision, party, day, rating, isGone }]): ProgressVersion => ({
          id: `${party}${id}`,
          modified: `2026-03-01T09:00:00.${revision}Z`,
          c,
          publisher: party,
          index: (indices[party] = indices[party]! + 1),
          ...(isGone ? {} : { said: { asOf: `2026-01-${day}`, ...(rating ? { rating } : {}) } }),
        }));
        const shuffled = versions
          .map((one, i) => ({ one, key: Math.imul(seed + i, 2_654_435_761) >>> 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ one }) => one);
        expect(folded(...shuffled)).toEqual(folded(...versions));
      }),
    );
  });
});
