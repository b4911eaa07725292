import { hasReader } from '../read/language.ts';
import { chineseDatesIn } from '../read/chinese/dates.ts';
import { datesIn } from '../read/dates.ts';
import type { CommitmentRecord, Language, Reading, Span } from '../read/reading.ts';
import { urduDatesIn } from '../read/urdu/dates.ts';
import { sentenceAt, sentencesIn } from './clauses.ts';
import { countedIn } from './numbers.ts';
import { arabicSounds, hanSoundsIn, latinSound, LEAST_SOUND } from './sound.ts';
import { wordingOf } from './wording.ts';
import type { Wording } from './wording.ts';

/** A text and what the reader made of it. */
export type Readout = { readonly text: string; readonly reading: Reading };

/** All of a clause that can be laid beside another. */
export type Profile = {
  readonly lang: Language;
  readonly record: CommitmentRecord;
  /** The clause's own words, then those of its sentence with less weight. */
  readonly own: Wording;
  readonly around: Wording;
  readonly dates: ReadonlySet<string>;
  readonly numbers: ReadonlySet<number>;
  readonly ordinals: ReadonlySet<number>;
  /** Consonants of the names in it, for a counterpart in another script. */
  readonly sounds: ReadonlySet<string>;
};

/** What profiles of one text share. */
export type Page = {
  readonly text: string;
  readonly lang: Language;
  readonly year: string;
  readonly sentences: readonly Span[];
  /** Names of the parties: they say who, not what. */
  readonly parties: readonly string[];
};

const LONGEST_CLAUSE = 1500;

export function pageOf({ text, reading }: Readout): Page {
  return {
    text,
    lang: hasReader(reading.lang) ? reading.lang : 'en',
    year: /(?<!\d)(?:19|20|21)\d\d(?!\d)/u.exec(text)?.[0] ?? '',
    sentences: sentencesIn(text),
    parties: Object.values(reading.parties)
      .flat()
      .filter((name) => name.length > 1)
      .sort((a, b) => b.length - a.length),
  };
}

export function profileOf(page: Page, record: CommitmentRecord): Profile {
  const { lang } = page;
  const end = Math.min(record.end, record.start + LONGEST_CLAUSE);
  const clause = undated(page, withoutParties(page, page.text.slice(record.start, end)));
  const sentence = sentenceAt(page.sentences, record.start);
  const around =
    sentence === undefined
      ? ''
      : `${page.text.slice(Math.max(sentence.start, record.start - LONGEST_CLAUSE), record.start)} ${page.text.slice(end, Math.max(end, sentence.end))}`;
  const { numbers, ordinals } = countedIn(clause.text, lang);
  return {
    lang,
    record,
    own: wordingOf(clause.text, lang),
    around: around.trim() === '' ? new Map() : wordingOf(undated(page, withoutParties(page, around)).text, lang),
    dates: clause.dates,
    numbers,
    ordinals,
    sounds: soundsOf(clause.text, lang),
  };
}

function withoutParties({ parties, lang }: Page, text: string): string {
  let left = text;
  for (const name of parties) if (left.includes(name)) left = left.replaceAll(name, lang === 'zh' ? '，' : ' ');
  return left;
}

/** A date is compared as a date: its digits are no number and its month no word. */
function undated({ lang, year }: Page, text: string): { readonly text: string; readonly dates: ReadonlySet<string> } {
  const found =
    lang === 'en' ? datesIn(text, 0, year) : lang === 'zh' ? chineseDatesIn(text, 0, year) : urduDatesIn(text, 0, year);
  let left = text;
  for (const { start, end } of found) left = left.slice(0, start) + ' '.repeat(end - start) + left.slice(end);
  return { text: left, dates: new Set(found.map(({ value }) => value)) };
}

function soundsOf(text: string, lang: Language): ReadonlySet<string> {
  if (lang === 'zh') return hanSoundsIn(text);
  if (lang === 'ur')
    return new Set(
      [...text.matchAll(/[\u0621-\u06d3]{3,}/gu)]
        .flatMap(([word]) => arabicSounds(word))
        .filter((sound) => sound.length >= LEAST_SOUND),
    );
  return new Set(
    [...text.matchAll(/(?<=[\p{L},;]\s)\p{Lu}\p{Ll}{2,}/gu)]
      .map(([name]) => latinSound(name))
      .filter((sound) => sound.length >= LEAST_SOUND),
  );
}
