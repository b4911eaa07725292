import type { Phrase, DocumentLanguage } from '#documents/model.ts';
import { inLanguage, reference } from '#documents/phrase.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '#kernel/json/types.ts';
import { nameIn, tagIn } from '#store/people/unit.ts';
import type { Shown } from '#api/document-audience.ts';
import { valueIn, WORDS, type MeetingWords } from './words.ts';

export type Parties = ReadonlyMap<string, Readonly<Record<string, string>>>;

/** How one document speaks: its language, and the names of the parties in it. */
export type Saying = {
  readonly language: DocumentLanguage;
  readonly words: MeetingWords;
  readonly value: (value: string | null) => string;
  readonly party: (id: string) => Phrase;
  /** In this language, else in another that there is, said to be of it. */
  readonly localized: (value: JsonValue | undefined) => Phrase;
  readonly titleOf: (shown: Shown) => Phrase;
  readonly day: (stated: JsonValue | undefined) => Phrase;
};

export function sayingIn(language: DocumentLanguage, parties: Parties): Saying {
  const localized = (value: JsonValue | undefined): Phrase => {
    if (typeof value === 'string') return value;
    if (!isJsonObject(value)) return '';
    const texts = Object.entries(value).filter((one): one is [string, string] => typeof one[1] === 'string');
    return inLanguage(Object.fromEntries(texts), language);
  };
  return {
    language,
    words: WORDS[language],
    value: (value) => (value === null ? WORDS[language].notStated : valueIn(language, value)),
    party: (id) => {
      const names = parties.get(id);
      return names === undefined
        ? reference(id)
        : { text: nameIn(names, language), language: tagIn(names, language) ?? 'en' };
    },
    localized,
    titleOf: ({ object }) => inOwnLanguage(object, object['title'] ?? quoteOf(object), localized),
    day: (stated) => (typeof stated === 'string' ? reference(stated) : ''),
  };
}

const quoteOf = ({ quote }: JsonObject): JsonValue | undefined => (isJsonObject(quote) ? quote['exact'] : undefined);

/** A bare text is in the language that its record, or its source, names. */
function inOwnLanguage(
  { lang, source }: JsonObject,
  value: JsonValue | undefined,
  localized: Saying['localized'],
): Phrase {
  if (typeof value !== 'string') return localized(value);
  const of = typeof lang === 'string' ? lang : isJsonObject(source) ? source['lang'] : undefined;
  return typeof of === 'string' ? { text: value, language: of } : { text: value, language: languageOf(value) };
}

type Span = Readonly<Record<'startsAt' | 'endsAt' | 'timeZone', string>>;

/** The day at the place, in words. */
export const dayOf = (language: DocumentLanguage, { startsAt, timeZone }: Span): string =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { dateStyle: 'full', timeZone }).format(
    new Date(startsAt),
  );

/** In the zone of the place, and in UTC. */
export function timesOf({ startsAt, endsAt, timeZone }: Span): Phrase {
  const clock = (at: string, zone: string): string =>
    new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone }).format(
      new Date(at),
    );
  const between = (zone: string): string => `${clock(startsAt, zone)}–${clock(endsAt, zone)} ${zone}`;
  return reference(timeZone === 'UTC' ? between('UTC') : `${between(timeZone)} (${between('UTC')})`);
}

/** Of a text whose record does not say: by its script. */
export const languageOf = (text: string): string =>
  /\p{Script=Arabic}/u.test(text) ? 'ur' : /\p{Script=Han}/u.test(text) ? 'zh-Hans' : 'en';
