import { en } from './en.ts';
import { ur } from './ur.ts';
import type { Words } from './words.ts';
import { zh } from './zh.ts';

export type { Words } from './words.ts';

export const LANGUAGES = {
  en: { name: 'English', dir: 'ltr', words: en },
  'zh-Hans': { name: '简体中文', dir: 'ltr', words: zh },
  ur: { name: 'اردو', dir: 'rtl', words: ur },
} as const satisfies Record<string, { name: string; dir: 'ltr' | 'rtl'; words: Words }>;
export type Language = keyof typeof LANGUAGES;

/** The browser's first language that we have, else English. */
export function preferred(tags: readonly string[]): Language {
  const known = Object.keys(LANGUAGES) as Language[];
  const matches = tags.flatMap((tag) => known.find((one) => one.slice(0, 2) === tag.slice(0, 2).toLowerCase()) ?? []);
  return matches[0] ?? 'en';
}

/** A name in several languages, in ours, else in English, else in any. */
export function inLanguage(names: Readonly<Record<string, unknown>>, language: Language): string | undefined {
  const wanted = [language, language.slice(0, 2), 'en', ...Object.keys(names)];
  const found = wanted.map((key) => (Object.hasOwn(names, key) ? names[key] : undefined));
  return found.find((name) => typeof name === 'string' && name !== '') as string | undefined;
}
