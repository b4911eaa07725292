import { useLingui } from '@lingui/react';
import type { Localized } from '#contract/session.ts';

/** The text in the language, else in English, else whatever there is. `zh` is read as `zh-Hans`. */
export function localized(text: Localized, locale: string): string {
  return text[locale] ?? text[locale.split('-')[0] ?? locale] ?? text['en'] ?? Object.values(text)[0] ?? '';
}

export function useLocalized(): (text: Localized) => string {
  const { i18n } = useLingui();
  return (text) => localized(text, i18n.locale);
}
