import { i18n, type Messages } from '@lingui/core';

export const LANGUAGES = ['en', 'zh-Hans', 'ur'] as const;
export type Language = (typeof LANGUAGES)[number];

const KEY = 'entente.language';
const CATALOGUES: Readonly<Record<Language, () => Promise<{ messages: Messages }>>> = {
  en: () => import('../locales/en/messages.po'),
  'zh-Hans': () => import('../locales/zh-Hans/messages.po'),
  ur: () => import('../locales/ur/messages.po'),
};

export function direction(language: string): 'ltr' | 'rtl' {
  return language === 'ur' ? 'rtl' : 'ltr';
}

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

/** Shows the interface in a language; resolves once its catalogue is there, so that no text appears untranslated. */
export async function activate(language: Language): Promise<void> {
  const { messages } = await CATALOGUES[language]();
  document.documentElement.lang = language;
  document.documentElement.dir = direction(language);
  i18n.loadAndActivate({ locale: language, messages });
}

export async function choose(language: Language): Promise<void> {
  localStorage.setItem(KEY, language);
  await activate(language);
}

export async function activatePreferred(): Promise<void> {
  await activate(preferredLanguage(localStorage.getItem(KEY), navigator.languages));
}
