import type { Page } from './blocks.ts';
import { readPage } from './blocks.ts';
import { documentDate } from './dates.ts';
import { mentionsIn } from './gazetteer.ts';
import { sidesOf, UNNAMED } from './parties.ts';
import type { Sides } from './parties.ts';
import { personsIn, sameName } from './persons.ts';
import type { Person } from './persons.ts';
import type { Rules } from './rules.ts';
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
  /** Each part of a person's name -> their side. */
  readonly sideOfName: ReadonlyMap<string, string>;
  readonly date?: string;
  readonly year: string;
  readonly rules: Rules;
};

/** More than any statement names; later stages look through them for every clause. */
const MOST_PERSONS = 400;

export function openDocument(text: string, rules: Rules): Document {
  const page = readPage(text);
  const sides = sidesOf(page.blocks, rules.offices);
  const sentences = page.blocks.filter((block) => block.role !== 'boilerplate').flatMap(tagBlock);
  const persons = withSides(
    sentences
      .flatMap((sentence) =>
        withContext(personsIn(sentence.text, sentence.start, { sides, words: rules.offices }), sentence, sides),
      )
      .slice(0, MOST_PERSONS),
    sentences,
    sides,
  );
  const ordered = [...page.blocks]
    .filter((block) => block.role !== 'boilerplate')
    .sort((a, b) => rank(a.role) - rank(b.role));
  const date = documentDate(
    page.frontDate,
    ordered.map((block) => block.text),
  );
  const sideOfName = new Map(
    persons.flatMap(({ name, side }) =>
      side === undefined
        ? []
        : name
            .split(' ')
            .filter((part) => part.length > 2)
            .map((part) => [part, side] as const),
    ),
  );
  return {
    text,
    page,
    sentences,
    sides,
    persons,
    sideOfName,
    rules,
    year: date?.slice(0, 4) ?? '',
    ...(date === undefined ? {} : { date }),
  };
}

/** The side from words around the name: "… of X" after it, or the last "X delegation" before it. */
function withContext(persons: readonly Person[], sentence: Sentence, sides: Sides): Person[] {
  const mentions = mentionsIn(sentence.text, sentence.start, sides.gazetteer).filter((mention) =>
    sides.letterOf.has(mention.key),
  );
  return persons.map((person) => {
    if (person.side !== undefined) return person;
    const textBetween = (from: number, to: number): string =>
      sentence.text.slice(from - sentence.start, to - sentence.start);
    const after = mentions.find(
      (mention) =>
        mention.start > person.end && /^\s+(?:of|from)\s+(?:the\s+)?$/u.test(textBetween(person.end, mention.start)),
    );
    const before = mentions.findLast(
      (mention) =>
        mention.end < person.start &&
        /^[’']?s? (?:\w+ ){0,2}(?:delegation|side|team|party|officials)/u.test(
          sentence.text.slice(mention.end - sentence.start),
        ),
    );
    const letter = sides.letterOf.get((after ?? before)?.key ?? '');
    return letter === undefined ? person : { ...person, side: letter };
  });
}

/** What is left: the same person elsewhere; or, the one side that has nobody in the sentence yet. */
function withSides(persons: readonly Person[], sentences: readonly Sentence[], sides: Sides): Person[] {
  const named = persons.map((person) =>
    person.side === undefined
      ? {
          ...person,
          ...sideOnly(persons.find((other) => other.side !== undefined && sameName(other.name, person.name))),
        }
      : person,
  );
  return named.map((person) => {
    if (person.side !== undefined) return person;
    const sentence = sentences.find((item) => person.start >= item.start && person.end <= item.end);
    const present = new Set(
      named
        .filter(
          (other) => sentence && other.start >= sentence.start && other.end <= sentence.end && other.side !== undefined,
        )
        .map((other) => other.side),
    );
    const free = sides.letters.filter((letter) => !present.has(letter) && !letter.startsWith(UNNAMED));
    return present.size > 0 && free.length === 1 && free[0] !== undefined ? { ...person, side: free[0] } : person;
  });
}

const sideOnly = (person: Person | undefined): { side?: string } =>
  person?.side === undefined ? {} : { side: person.side };

const rank = (role: string): number => (role === 'dateline' ? 0 : 1);
