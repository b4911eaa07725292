import { searchedTexts } from '#kernel/search/searched.ts';
import { referencesIn } from '#kernel/search/references.ts';
import { tokensOf } from '#kernel/search/tokens.ts';
import { readJson } from '#kernel/json/read.ts';
import type { JsonObject } from '#kernel/json/types.ts';

/** Raised when words come to be made in another way: then all are made anew. */
export const TOKENS_VERSION = 2;

/** A part as it is held; one without a body is withheld from us. */
export type PartRow = {
  readonly record: number;
  readonly n: number;
  readonly class: number;
  readonly type: string;
  readonly properties: readonly string[];
  readonly body: string | null;
};

export type Indexed = {
  readonly record: number;
  readonly n: number;
  readonly class: number;
  readonly words: readonly string[];
  readonly lexemes: readonly string[];
};

/** What the parts of one version are found by. A part beside part 0 is found by the words of both: whoever sees it sees part 0. */
export function indexedParts(parts: readonly PartRow[]): Indexed[] {
  const withheld = new Set(parts.flatMap(({ body, properties }) => (body === null ? properties : [])));
  const held = parts.flatMap((part) =>
    part.body === null ? [] : [{ ...part, object: readJson(part.body) as JsonObject }],
  );
  const first = held.find(({ n }) => n === 0);
  if (!first) return [];
  // Whether it is about a person may stand in another part than its words.
  const level = held.map(({ object }) => object['resource_level']).find((value) => value !== undefined);
  const about = level === undefined ? first.object : { ...first.object, resource_level: level };
  return held.flatMap(({ record, n, class: visible, type, properties, object }) => {
    const texts = searchedTexts({ ...about, ...object }, withheld);
    const references = referencesIn(object).slice(0, MOST_REFERENCES);
    const isOfPart = texts.some(({ property }) => properties.includes(property));
    if (n > 0 && !isOfPart && references.length === 0) return [];
    const words = [...tokensOf(texts.map(({ text }) => text))];
    if (words.length === 0 && references.length === 0) return [];
    const titles = tokensOf(texts.flatMap(({ text, isTitle }) => (isTitle ? [text] : [])));
    const lexemes = [
      ...words,
      ...[...titles].map((word) => `=${word}`),
      ...references.map(({ id }) => `@${id}`),
      ...limitsOf(record, visible, type),
    ];
    return [{ record, n, class: visible, words, lexemes }];
  });
}

/** A report may name thousands; that it is related to the first of them is enough. */
const MOST_REFERENCES = 1_000;

/** As the function that looks for them spells them (migrations/0057_search.sql). */
const limitsOf = (record: number, visible: number, type: string): string[] => [
  `:c${visible}`,
  `:t${type}`,
  ...[10, 14, 18].map((shift, level) => `:${level}/${Math.floor(record / 2 ** shift)}`),
];
