import type { Language } from './reading.ts';

const SAMPLE = 20_000;

/** By script: the three languages have one each. A text in another Latin language is read as English and yields little. */
export function languageOf(text: string): Language {
  const sample = text.slice(0, SAMPLE);
  const count = (pattern: RegExp): number => sample.match(pattern)?.length ?? 0;
  const han = count(/\p{Script=Han}/gu);
  const arabic = count(/\p{Script=Arabic}/gu);
  // A Latin word has about five letters, a Chinese one about two.
  const latin = count(/\p{Script=Latin}/gu) / 4;
  if (han > latin && han >= arabic) return 'zh';
  return arabic > latin ? 'ur' : 'en';
}
