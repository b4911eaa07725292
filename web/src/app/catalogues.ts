import type { Messages } from '@lingui/core';

export const LANGUAGES = ['en', 'zh-Hans', 'ur'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Where the choice is kept. */
export const LANGUAGE_KEY = 'entente.language';

export const CATALOGUES: Readonly<Record<Language, () => Promise<{ messages: Messages }>>> = {
  en: () => import('../locales/en/messages.po'),
  'zh-Hans': () => import('../locales/zh-Hans/messages.po'),
  ur: () => import('../locales/ur/messages.po'),
};

/** What was chosen here before, else the browser's first language that we have, else English. */
export function preferredLanguage(stored: string | null, browser: readonly string[]): Language {
  const chosen = LANGUAGES.find((language) => language === stored);
  if (chosen !== undefined) return chosen;
  for (const tag of browser) {
    const match = LANGUAGES.find((language) => language.split('-')[0] === tag.toLowerCase().split('-')[0]);
    if (match !== undefined) return match;
  }
  return 'en';
}

export const preferredHere = (): Language => preferredLanguage(localStorage.getItem(LANGUAGE_KEY), navigator.languages);
