import { i18n } from '@lingui/core';
import { CATALOGUES, LANGUAGE_KEY, preferredHere, type Language } from './catalogues.ts';

export { LANGUAGES, type Language } from './catalogues.ts';

export function direction(language: string): 'ltr' | 'rtl' {
  return language === 'ur' ? 'rtl' : 'ltr';
}

/** Shows the interface in a language; resolves once its catalogue is there, so that no text appears untranslated. */
export async function activate(language: Language): Promise<void> {
  const { messages } = await CATALOGUES[language]();
  document.documentElement.lang = language;
  document.documentElement.dir = direction(language);
  i18n.loadAndActivate({ locale: language, messages });
}

export async function choose(language: Language): Promise<void> {
  localStorage.setItem(LANGUAGE_KEY, language);
  await activate(language);
}

export const activatePreferred = (): Promise<void> => activate(preferredHere());
