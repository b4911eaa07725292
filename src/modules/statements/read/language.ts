import {
  LITTLE_WORDS_ARABIC,
  LITTLE_WORDS_LATIN,
  OWN_LETTERS_ARABIC,
  OWN_LETTERS_CYRILLIC,
  SCRIPTS,
} from '../data/languages.ts';
import type { Language } from './reading.ts';

/** A BCP 47 tag, `und` where the evidence is too thin, and the evidence. */
export type Tongue = { readonly lang: string; readonly why: string };

const SAMPLE = 60_000;
/** Of a text's words, at least so many are little words of its language. */
const LEAST = 0.06;
/** Fewer words than this say too little to call a text anything but the language that its script suggests. */
const FEW = 12;

export const hasReader = (lang: string): lang is Language => lang === 'en' || lang === 'zh' || lang === 'ur';
export const languageOf = (text: string): string => tongueOf(text).lang;

/** By script first, then by little words and by letters that one language has to itself. */
export function tongueOf(text: string): Tongue {
  const sample = text
    .slice(0, SAMPLE)
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .normalize('NFC');
  const count = (pattern: RegExp): number => sample.match(pattern)?.length ?? 0;
  const [script, words] = SCRIPTS.map(([name, pattern, letters]) => [name, count(pattern) / letters] as const).reduce(
    (most, one) => (one[1] > most[1] ? one : most),
  );
  if (words === 0) return { lang: 'und', why: 'no letters' };
  if (script === 'Latin') return latin(sample);
  if (script === 'Arabic') return arabic(sample);
  const kana = count(/[\p{Script=Hiragana}\p{Script=Katakana}]/gu);
  const han = count(/\p{Script=Han}/gu);
  if (script === 'Han')
    return kana > (han + kana) * 0.08
      ? { lang: 'ja', why: `${kana} kana among ${han} Han characters` }
      : { lang: 'zh', why: `${han} Han characters` };
  if (script === 'Cyrillic') {
    const own = mostOf(OWN_LETTERS_CYRILLIC, sample);
    return own ?? { lang: 'ru', why: 'Cyrillic letters, none of another language' };
  }
  return { lang: script, why: `script of ${script}` };
}

function mostOf(letters: readonly (readonly [string, RegExp])[], sample: string): Tongue | undefined {
  const counted = letters
    .map(([lang, pattern]) => ({ lang, found: sample.match(pattern)?.length ?? 0 }))
    .sort((a, b) => b.found - a.found);
  const [first] = counted;
  return first && first.found > sample.length / 400
    ? { lang: first.lang, why: `${first.found} letters of ${first.lang} alone` }
    : undefined;
}

function latin(sample: string): Tongue {
  const words = sample.toLowerCase().match(/[\p{Script=Latin}\p{M}ʻ‘]+/gu) ?? [];
  const ranked = share(words, LITTLE_WORDS_LATIN);
  const [first, second] = ranked;
  if (words.length < FEW) {
    // a line of a few words: English unless another language's words are there and its are not
    const english = ranked.find(({ lang }) => lang === 'en')?.share ?? 0;
    return first && first.share > english && first.share >= 0.4
      ? { lang: first.lang, why: `little words of ${first.lang}` }
      : { lang: 'en', why: 'few words in Latin letters' };
  }
  if (first === undefined || first.share < LEAST) return unsure('Latin', words.length);
  if (second && second.share > first.share * 0.9 && first.lang !== 'en') return unsure('Latin', words.length);
  return { lang: first.lang, why: `${Math.round(first.share * 100)}% little words of ${first.lang}` };
}

/** Letters typed in two ways are one, and marks of vowels are none, so that words compare. */
export const arabicWord = (word: string): string =>
  word
    .replace(/[\u064b-\u065f\u0670\u0640\u200b-\u200f]/gu, '')
    .replace(/[يىۍ]/gu, 'ی')
    .replace(/ك/gu, 'ک')
    .replace(/[هةۀھہ]/gu, 'ہ')
    .replace(/[أإآٱ]/gu, 'ا');

function arabic(sample: string): Tongue {
  const own = OWN_LETTERS_ARABIC.map(([lang, pattern]) => ({ lang, found: sample.match(pattern)?.length ?? 0 }));
  const words = (sample.match(/[\p{Script=Arabic}\p{M}\u200c\u200d]+/gu) ?? []).map(arabicWord);
  const most = [...own].sort((a, b) => b.found - a.found)[0];
  const ranked = share(words, LITTLE_WORDS_ARABIC);
  const urdu = ranked.find(({ lang }) => lang === 'ur')?.share ?? 0;
  const rest = ranked.find(({ lang }) => lang !== 'ur');
  if (
    most &&
    most.lang !== 'ur' &&
    most.found > words.length / 12 &&
    most.found > (own.find(({ lang }) => lang === 'ur')?.found ?? 0)
  )
    return { lang: most.lang, why: `${most.found} letters of ${most.lang} alone` };
  const letters = own.find(({ lang }) => lang === 'ur')?.found ?? 0;
  if (urdu >= LEAST * 1.5 && urdu >= (rest?.share ?? 0) && (letters > 0 || urdu > 0.3))
    return { lang: 'ur', why: `${Math.round(urdu * 100)}% little words of Urdu` };
  if (letters > words.length / 8) return { lang: 'ur', why: `${letters} letters of Urdu alone` };
  if (rest && rest.share >= LEAST && rest.share > urdu)
    return { lang: rest.lang, why: `${Math.round(rest.share * 100)}% little words of ${rest.lang}` };
  return unsure('Arabic', words.length);
}

const unsure = (script: string, words: number): Tongue => ({
  lang: 'und',
  why: `${words} words in ${script} letters, of no language known here`,
});

function share(
  words: readonly string[],
  lists: Readonly<Record<string, ReadonlySet<string>>>,
): { readonly lang: string; readonly share: number }[] {
  return Object.entries(lists)
    .map(([lang, list]) => ({ lang, share: words.filter((word) => list.has(word)).length / Math.max(1, words.length) }))
    .sort((a, b) => b.share - a.share);
}
