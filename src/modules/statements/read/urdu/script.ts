import { maskText } from '../mask.ts';

/** A text as the rules read it, and where each of its characters stands in the text as given. */
export type Laid = {
  readonly text: string;
  readonly at: (start: number, end: number) => { start: number; end: number };
};

const DROPPED = /(?=\p{Script=Arabic}|\p{Script=Inherited})\p{M}|\u0640|\p{Default_Ignorable_Code_Point}/u;
const ONE: Readonly<Record<string, string>> = {
  ي: 'ی',
  ى: 'ی',
  ك: 'ک',
  ه: 'ہ',
  ة: 'ہ',
  ۂ: 'ہ',
  ۀ: 'ہ',
  ۃ: 'ہ',
  أ: 'ا',
  إ: 'ا',
  ٱ: 'ا',
  ۓ: 'ے',
  '٬': ',',
  '﴾': '(',
  '﴿': ')',
};

/** A letter and the mark above it, typed as two. */
const JOINED: Readonly<Record<string, string>> = { 'ا\u0653': 'آ', 'ی\u0654': 'ئ', 'و\u0654': 'ؤ' };

export const plainLetters = (word: string): string =>
  Array.from(word, (one) => (DROPPED.test(one) ? '' : (ONE[one] ?? one))).join('');

/** Letters typed in two ways become one, marks of vowels and what cannot be seen are left out, digits become Western, runs of spaces one. */
export function layOut(text: string): Laid {
  const kept: string[] = [];
  const places: number[] = [];
  const masked = maskText(text);
  for (let i = 0; i < masked.length; i += 1) {
    const joined = JOINED[`${kept.at(-1) ?? ''}${text[i] ?? ''}`];
    if (joined !== undefined) {
      kept[kept.length - 1] = joined;
      continue;
    }
    // what was masked to a space for being invisible separates nothing
    if (DROPPED.test(text[i] ?? '')) continue;
    const character = masked[i] ?? '';
    if (character === ' ' && (kept.at(-1) === ' ' || kept.at(-1) === '\n')) continue;
    const code = character.charCodeAt(0);
    const digit = code >= 0x660 && code <= 0x669 ? code - 0x660 : code >= 0x6f0 && code <= 0x6f9 ? code - 0x6f0 : -1;
    // a full stop of another script ends an Urdu sentence too
    const stop =
      character === '.' && /[\p{Script=Arabic}ء]/u.test(kept.at(-1) ?? '') && !/\S/u.test(masked[i + 1] ?? ' ');
    kept.push(digit >= 0 ? String(digit) : stop ? '۔' : (ONE[character] ?? character));
    places.push(i);
  }
  return {
    text: kept.join(''),
    at: (start, end) => ({ start: places[start] ?? text.length, end: (places[end - 1] ?? text.length - 1) + 1 }),
  };
}
