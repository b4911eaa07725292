import { lastDay } from '#kernel/lifecycle/stated-date.ts';
import type { Cited, ReviewSentence, RightsFigure } from '#contract/review.ts';
import { RIGHTS_FIGURES } from '#kernel/stix/values.ts';
import type { YearCommitment, YearEvent } from '#api/year.ts';
import { write, type Named } from './words/write.ts';

export type Year = {
  readonly from: string;
  readonly until: string;
  readonly parties: readonly [string, string];
  readonly names: Readonly<Record<string, Named>>;
  readonly themes: Readonly<Record<string, Named>>;
  readonly commitments: readonly YearCommitment[];
  readonly events: readonly YearEvent[];
  /** By party: what its node counted, and the record that says so. */
  readonly rights: Readonly<Record<string, { readonly figures: readonly RightsFigure[]; readonly evidence: Cited }>>;
};

const DONE: ReadonlySet<string> = new Set(['delivered', 'verified']);
const ENDED: ReadonlySet<string> = new Set(['withdrawn', 'superseded']);
const isOpen = ({ state }: YearCommitment): boolean => !DONE.has(state) && !ENDED.has(state);

/** Sentences of a year, in one order: the same from the same records, at either node. */
export function draftSentences(year: Year): ReviewSentence[] {
  // What ended before the year began is another year's.
  const current = year.commitments.filter((one) => isOpen(one) || (one.stateOn ?? '') >= year.from);
  const told = current.flatMap((one) => commitmentSentences(year, one));
  return [
    ...countSentences(year, current),
    ...sectionOf(told, 'kept'),
    ...sectionOf(told, 'under-way'),
    ...sectionOf(told, 'exceptions'),
    ...year.events.map((event): ReviewSentence => ({
      section: 'meetings',
      says: event.says,
      about_ref: event.about,
      ...(event.party === undefined ? {} : { party: event.party }),
      texts: write(event.says, {
        title: event.title,
        on: event.on,
        ...(event.party === undefined ? {} : { party: year.names[event.party] ?? event.party }),
        ...(event.accounts === undefined ? {} : { accounts: event.accounts }),
      }),
      evidence: [...event.evidence],
    })),
    ...rightsSentences(year),
    ...sectionOf(told, 'priorities'),
  ];
}

const sectionOf = (told: readonly ReviewSentence[], section: ReviewSentence['section']): ReviewSentence[] =>
  told.filter((one) => one.section === section);

/** By theme, each on all that it counts. */
function countSentences({ themes, until }: Year, current: readonly YearCommitment[]): ReviewSentence[] {
  const groups = Map.groupBy(current, ({ theme }) => theme ?? '');
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([theme, ones]) => ({
      section: 'figures',
      says: 'counted',
      ...(theme === '' ? {} : { theme }),
      texts: write('counted', {
        title: theme === '' ? null : (themes[theme] ?? theme),
        total: ones.length,
        kept: ones.filter(({ state }) => DONE.has(state)).length,
        late: ones.filter((one) => isLate(one, until)).length,
        disputed: ones.filter((one) => one.state === 'disputed' || viewOf(one) === 'differs').length,
      }),
      evidence: ones.map(({ about }) => about),
    }));
}

const isLate = (one: YearCommitment, until: string): boolean => {
  const day = one.due === null ? undefined : lastDay(one.due);
  return isOpen(one) && day !== undefined && day.toISOString().slice(0, 10) <= until;
};

function viewOf({ ratings }: YearCommitment): 'same' | 'differs' | 'one-sided' | 'unrated' {
  const given = Object.values(ratings).map(({ rating }) => rating);
  if (given.length === 0) return 'unrated';
  if (given.length === 1) return 'one-sided';
  return given.every((rating) => rating === given[0]) ? 'same' : 'differs';
}

const PLACE: Readonly<Record<string, Pick<ReviewSentence, 'section' | 'says'>>> = {
  verified: { section: 'kept', says: 'verified' },
  delivered: { section: 'kept', says: 'delivered' },
  disputed: { section: 'exceptions', says: 'disputed' },
  withdrawn: { section: 'exceptions', says: 'withdrawn' },
  superseded: { section: 'exceptions', says: 'superseded' },
  'in-progress': { section: 'under-way', says: 'under-way' },
};
/** Steps on which a sentence stands; a want of them is told as a want. */
const STANDS_ON: Readonly<Record<string, readonly string[]>> = {
  verified: ['deliver', 'verify'],
  delivered: ['deliver'],
  disputed: ['dispute'],
  withdrawn: ['withdraw'],
  superseded: ['supersede'],
  'under-way': ['report'],
};

function commitmentSentences(year: Year, one: YearCommitment): ReviewSentence[] {
  const late = isLate(one, year.until);
  // Who rates work as begun has told of it, though no step did.
  const begun = Object.values(one.ratings).filter(({ rating }) => rating !== 'not-started');
  const { section, says } = PLACE[one.state] ?? {
    section: 'under-way',
    says: begun.length > 0 ? 'under-way' : 'not-begun',
  };
  const where = late && section === 'under-way' ? 'exceptions' : section;
  const stands = STANDS_ON[says] ?? [];
  const about = aboutOf(one);
  const inYear = (on: string): boolean => says !== 'under-way' || on >= year.from;
  return [
    {
      section: where,
      says,
      ...about,
      texts: write(says, { title: one.title, on: one.stateOn }),
      evidence: unique([
        ...one.steps.filter(({ verb, on }) => stands.includes(verb) && inYear(on)).map(({ evidence }) => evidence),
        ...(says === 'under-way' ? begun.filter(({ asOf }) => inYear(asOf)).flatMap(({ evidence }) => evidence) : []),
      ]),
    },
    ...(late ? [dated(one, where, 'late')] : []),
    ...(ENDED.has(one.state) ? [] : ratingSentences(year, one, where)),
    ...(isOpen(one) && fallsDue(one, year.until) ? [dated(one, 'priorities', 'due-next')] : []),
  ];
}

const aboutOf = (one: YearCommitment): Pick<ReviewSentence, 'about_ref' | 'theme'> => ({
  about_ref: one.about.ref,
  ...(one.theme === null ? {} : { theme: one.theme }),
});

/** Its date stands in the commitment itself. */
const dated = (one: YearCommitment, section: ReviewSentence['section'], says: 'late' | 'due-next'): ReviewSentence => ({
  section,
  says,
  ...aboutOf(one),
  texts: write(says, { title: one.title, due: one.due }),
  evidence: [one.about],
});

/** The joint view, and each side's own beside it. */
function ratingSentences(
  { parties, names }: Year,
  one: YearCommitment,
  section: ReviewSentence['section'],
): ReviewSentence[] {
  const view = viewOf(one);
  const about = aboutOf(one);
  const all = parties.flatMap((party) => one.ratings[party]?.evidence ?? []);
  const said = parties.flatMap((party): ReviewSentence[] => {
    const own = one.ratings[party];
    const at = { section, ...about, party };
    if (own) {
      const values = {
        title: one.title,
        party: names[party] ?? party,
        rating: own.rating,
        percent: own.percent,
        on: own.asOf,
      };
      return [{ ...at, says: 'rated-by-side', texts: write('rated-by-side', values), evidence: unique(own.evidence) }];
    }
    if (!one.owedBy.includes(party)) return [];
    const texts = write('not-rated-by-side', { title: one.title, party: names[party] ?? party });
    return [{ ...at, says: 'not-rated-by-side', texts, evidence: [] }];
  });
  if (view !== 'same' && view !== 'differs') return said;
  const rating = parties.flatMap((party) => one.ratings[party]?.rating ?? [])[0];
  const says = view === 'same' ? 'rated-alike' : 'rated-differently';
  return [
    {
      section: view === 'differs' ? 'exceptions' : section,
      says,
      ...about,
      texts: write(says, { title: one.title, rating }),
      evidence: unique(all),
    },
    ...said,
  ];
}

const unique = (cited: readonly Cited[]): Cited[] => [
  ...new Map(cited.map((one) => [`${one.ref} ${one.modified} ${one.c}`, one])).values(),
];

/** In the year after. */
function fallsDue({ due }: YearCommitment, until: string): boolean {
  const day = due === null ? undefined : lastDay(due)?.toISOString().slice(0, 10);
  return day !== undefined && day > until && day <= `${Number(until.slice(0, 4)) + 1}${until.slice(4)}`;
}

/** Compulsory: what nobody counted is told as what nobody supplied. */
function rightsSentences({ parties, names, rights }: Year): ReviewSentence[] {
  return RIGHTS_FIGURES.flatMap((what) =>
    parties.map((party): ReviewSentence => {
      const told = rights[party];
      const figure = told?.figures.find((one) => one.what === what);
      const isKnown = figure?.count !== undefined || figure?.below !== undefined;
      return {
        section: 'rights',
        says: what,
        party,
        texts: write(what, {
          party: names[party] ?? party,
          count: figure?.count,
          below: figure?.below,
        }),
        evidence: told && isKnown ? [told.evidence] : [],
      };
    }),
  );
}
