import { describe, expect, test } from 'vitest';
import { RIGHTS_FIGURES } from '#kernel/stix/values.ts';
import type { YearCommitment } from '#api/year.ts';
import { draftSentences, type Year } from '#modules/review/draft.ts';

const A = 'identity--6e7ff9b8-5a0e-4a39-8f7a-7a5c0a8d1b01';
const B = 'identity--1d9ff9b8-5a0e-4a39-8f7a-7a5c0a8d1b02';
const cite = (ref: string) => ({ ref, modified: '2026-03-01T09:00:00.000Z', c: `hash of ${ref}` });

const one = (more: Partial<YearCommitment> = {}): YearCommitment => ({
  about: cite('commitment--1'),
  created: '2026-01-01T09:00:00.000Z',
  title: 'Open a joint desk',
  theme: 'desk',
  due: null,
  owedBy: [A, B],
  state: 'accepted',
  stateOn: '2026-01-02',
  steps: [],
  ratings: {},
  ...more,
});
const step = (verb: string, on = '2026-03-01') => ({ verb, party: A, on, evidence: cite(`step--${verb}`) });

const yearOf = (commitments: readonly YearCommitment[], more: Partial<Year> = {}): Year => ({
  from: '2026-01-01',
  until: '2026-12-31',
  parties: [A, B],
  names: { [A]: { en: 'Northern Harbour' }, [B]: { en: 'Southern Harbour' } },
  themes: { desk: { en: 'Desks' } },
  commitments,
  events: [],
  rights: {},
  ...more,
});
const said = (year: Year) =>
  draftSentences(year).map(({ section, says, party, evidence }) => [
    section,
    says,
    party === A ? 'A' : party === B ? 'B' : '',
    evidence.map(({ ref }) => ref).join(),
  ]);

describe('the sentences of a review', () => {
  test('each stand on closed evidence, or on none and say so', () => {
    const kept = one({ state: 'verified', stateOn: '2026-04-01', steps: [step('deliver'), step('verify')] });
    expect(said(yearOf([kept]))).toContainEqual(['kept', 'verified', '', 'step--deliver,step--verify']);
    expect(said(yearOf([one()]))).toContainEqual(['under-way', 'not-begun', '', '']);
  });

  test('of work before the year are no evidence of work in it', () => {
    const state = { state: 'in-progress', stateOn: '2025-06-01' };
    expect(said(yearOf([one({ ...state, steps: [step('report', '2025-06-01')] })]))).toContainEqual([
      'under-way',
      'under-way',
      '',
      '',
    ]);
    expect(said(yearOf([one({ ...state, steps: [step('report')] })]))).toContainEqual([
      'under-way',
      'under-way',
      '',
      'step--report',
    ]);
  });

  test('leave out what ended before the year', () => {
    expect(said(yearOf([one({ state: 'verified', stateOn: '2025-12-31' })])).map(([section]) => section)).not.toContain(
      'kept',
    );
  });

  test('tell of what is late as an exception, and of what falls due next as a priority', () => {
    expect(said(yearOf([one({ due: '2026-06' })]))).toContainEqual(['exceptions', 'late', '', 'commitment--1']);
    expect(said(yearOf([one({ due: '2026' })]))).toContainEqual(['exceptions', 'late', '', 'commitment--1']);
    expect(said(yearOf([one({ due: '2027-03-01' })]))).toContainEqual(['priorities', 'due-next', '', 'commitment--1']);
    expect(said(yearOf([one({ due: '2028' })])).map(([, says]) => says)).not.toContain('due-next');
  });

  test('put the joint view beside each side’s own, and what both do not see alike among the exceptions', () => {
    const rating = (value: string, ref: string) => ({
      rating: value,
      percent: 50,
      asOf: '2026-05-01',
      evidence: [cite(ref)],
    });
    const differing = yearOf([
      one({ ratings: { [A]: rating('done', 'progress--a'), [B]: rating('at-risk', 'progress--b') } }),
    ]);
    expect(said(differing)).toContainEqual(['exceptions', 'rated-differently', '', 'progress--a,progress--b']);
    expect(said(differing)).toContainEqual(['under-way', 'rated-by-side', 'A', 'progress--a']);
    const alone = yearOf([one({ ratings: { [A]: rating('done', 'progress--a') } })]);
    expect(said(alone)).toContainEqual(['under-way', 'not-rated-by-side', 'B', '']);
    expect(said(alone).map(([, says]) => says)).not.toContain('rated-alike');
  });

  test('always tell of refusals, complaints and deletions at both sides', () => {
    const rights = (year: Year) => said(year).filter(([section]) => section === 'rights');
    expect(rights(yearOf([]))).toEqual(
      RIGHTS_FIGURES.flatMap((what) => ['A', 'B'].map((side) => ['rights', what, side, ''])),
    );
    const figures = [
      { what: 'refusals' as const, count: 0 },
      { what: 'complaints' as const },
      { what: 'deletions' as const, below: 5 },
    ];
    const counted = yearOf([], { rights: { [A]: { figures, evidence: cite('rights-figures--a') } } });
    expect(rights(counted)[0]).toEqual(['rights', 'refusals', 'A', 'rights-figures--a']);
    expect(rights(counted)[2]).toEqual(['rights', 'complaints', 'A', '']);
    expect(draftSentences(counted).find(({ says }) => says === 'deletions')?.texts['en']).toContain('fewer than 5');
  });

  test('are there in every language, with the names that the accord gives', () => {
    for (const { texts } of draftSentences(yearOf([one({ due: '2026-06' })])))
      expect(Object.keys(texts)).toEqual(['en', 'ur', 'zh-Hans']);
  });

  test('count each theme on all that it counts', () => {
    const counted = draftSentences(
      yearOf([
        one({ state: 'delivered', stateOn: '2026-02-01' }),
        one({ about: cite('commitment--2'), due: '2026-01' }),
      ]),
    )[0];
    expect(counted?.texts['en']).toBe('Desks: of 2 commitments in all, 1 kept, 1 late, 0 disputed.');
    expect(counted?.evidence.map(({ ref }) => ref)).toEqual(['commitment--1', 'commitment--2']);
  });
});
