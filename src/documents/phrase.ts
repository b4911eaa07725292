import type { DocumentLanguage, Phrase } from './model.ts';

export const reference = (text: string): Phrase => ({ text, as: 'reference' });

/** Of a text in several languages the one of the document, else another that there is, said to be of its own. */
export function inLanguage(texts: Readonly<Record<string, string>>, language: DocumentLanguage): Phrase {
  const all = Object.entries(texts);
  const [tag, text] = all.find(([of]) => of === language) ??
    all.find(([of]) => of.split('-')[0] === language.split('-')[0]) ??
    all.find(([of]) => of === 'en') ??
    all[0] ?? [language, ''];
  return { text, language: tag };
}

/** Its words alone. */
export const plain = (phrase: Phrase): string => (typeof phrase === 'string' ? phrase : phrase.text);
