import type { ReviewSentence } from '#contract/review.ts';
import type { AccountCounts } from '#api/year.ts';
import { EN } from './en.ts';
import { UR } from './ur.ts';
import { ZH } from './zh.ts';
import { writtenDate } from './written-date.ts';

const NONE: AccountCounts = { alike: 0, differing: 0, alone: 0, recorded: 0, told: 0 };

export type Named = string | Readonly<Record<string, string>>;

export type Values = {
  readonly title?: Named | null;
  readonly party?: Named;
  readonly on?: string | null;
  readonly due?: string | null;
  readonly rating?: string | undefined;
  readonly percent?: number | null;
  readonly total?: number;
  readonly kept?: number;
  readonly late?: number;
  readonly disputed?: number;
  readonly count?: number | undefined;
  readonly below?: number | undefined;
  readonly accounts?: AccountCounts;
};

/** What a language is given: names in that language, days and numbers as they are written everywhere. */
export type Spoken = {
  readonly title: string;
  readonly party: string;
  readonly on: string;
  readonly due: string;
  readonly rating: string;
  readonly percent: number | undefined;
  readonly total: number;
  readonly kept: number;
  readonly late: number;
  readonly disputed: number;
  readonly count: number | undefined;
  readonly below: number | undefined;
  readonly accounts: AccountCounts;
};

export type Saying = ReviewSentence['says'];
export type Words = {
  readonly sayings: Readonly<Record<Saying, (spoken: Spoken) => string>>;
  readonly ratings: Readonly<Record<string, string>>;
  readonly noTheme: string;
  /** Of all that has no name. */
  readonly untitled: string;
  readonly review: (from: string, until: string, isPublic: boolean) => string;
  readonly undertaking: (spoken: Pick<Spoken, 'title' | 'party' | 'due'>) => string;
  readonly opening: string;
  readonly closing: (from: string, until: string) => string;
};

export const LANGUAGES = { en: EN, ur: UR, 'zh-Hans': ZH } as const satisfies Readonly<Record<string, Words>>;

const MOST_TITLE = 300;

/** In its own language if it has it, else as it is. */
export function nameIn(named: Named | null | undefined, language: string, none: string): string {
  const said =
    typeof named === 'string'
      ? named
      : (named?.[language] ?? named?.[language.split('-')[0]!] ?? named?.['en'] ?? Object.values(named ?? {})[0]);
  const name = said === undefined || said === '' ? none : said;
  return name.length > MOST_TITLE ? `${name.slice(0, MOST_TITLE)}…` : name;
}

const inEach = (say: (words: Words, language: string) => string): Record<string, string> =>
  Object.fromEntries(Object.entries(LANGUAGES).map(([language, words]) => [language, say(words, language)]));

/** One sentence in all languages. */
export const write = (says: Saying, values: Values): Record<string, string> =>
  inEach((words, language) =>
    words.sayings[says]({
      title: nameIn(values.title, language, says === 'counted' ? words.noTheme : words.untitled),
      party: nameIn(values.party, language, words.untitled),
      on: writtenDate(values.on ?? '', language),
      due: writtenDate(values.due ?? '', language),
      rating: words.ratings[values.rating ?? ''] ?? values.rating ?? '',
      percent: values.percent ?? undefined,
      total: values.total ?? 0,
      kept: values.kept ?? 0,
      late: values.late ?? 0,
      disputed: values.disputed ?? 0,
      count: values.count,
      below: values.below,
      accounts: values.accounts ?? NONE,
    }),
  );

export const writeTitle = (from: string, until: string, isPublic: boolean): Record<string, string> =>
  inEach((words, language) => words.review(writtenDate(from, language), writtenDate(until, language), isPublic));

/** What was undertaken, as a joint statement says it. */
export const writeUndertaking = (
  title: Named | null,
  parties: readonly Named[],
  due: string | null,
): Record<string, string> =>
  inEach((words, language) =>
    words.undertaking({
      title: nameIn(title, language, words.untitled),
      party: parties.length === 1 ? nameIn(parties[0], language, '') : '',
      due: writtenDate(due ?? '', language),
    }),
  );
export const writeOpening = (): Record<string, string> => inEach((words) => words.opening);
export const writeClosing = (from: string, until: string): Record<string, string> =>
  inEach((words, language) => words.closing(writtenDate(from, language), writtenDate(until, language)));
