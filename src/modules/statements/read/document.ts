import type { Page } from './blocks.ts';
import { readPage } from './blocks.ts';
import { documentDate } from './dates.ts';
import { sidesOf } from './parties.ts';
import type { Sides } from './parties.ts';
import { personsIn } from './persons.ts';
import type { Person } from './persons.ts';
import { tagBlock } from './tag.ts';
import type { Sentence } from './tag.ts';

/** Everything later stages look at, made once. */
export type Document = {
  readonly text: string;
  readonly page: Page;
  readonly sentences: readonly Sentence[];
  readonly sides: Sides;
  /** Every naming of a person with an office, in order of the text. */
  readonly persons: readonly Person[];
  readonly date?: string;
  readonly year: string;
};

export function openDocument(text: string): Document {
  const page = readPage(text);
  const sides = sidesOf(page.blocks);
  const sentences = page.blocks.filter((block) => block.role !== 'boilerplate').flatMap(tagBlock);
  const persons = sentences.flatMap((sentence) => personsIn(sentence.text, sentence.start, sides));
  const ordered = [...page.blocks].filter((block) => block.role !== 'boilerplate').sort((a, b) => rank(a.role) - rank(b.role));
  const date = documentDate(page.frontDate, ordered.map((block) => block.text));
  return { text, page, sentences, sides, persons, year: date?.slice(0, 4) ?? '', ...(date === undefined ? {} : { date }) };
}

const rank = (role: string): number => (role === 'dateline' ? 0 : 1);
