import type { Document } from './document.ts';
import { mentionsIn } from './gazetteer.ts';
import type { Lexicon } from './lexicon.ts';
import { oneOf } from './lexicon.ts';
import type { Span } from './reading.ts';

/** Who a noun phrase stands for: letters of sides, in order; empty when it names no actor of this statement. */
export type Actor = { readonly letters: readonly string[]; readonly body: boolean; readonly why: string };

/** What pronouns can lean on: the last side that acted, and whether the last plural actor was one side. */
export type Discourse = { single?: string; plural: readonly string[] };

/** Words for all sides at once, for offices in the plural, and for bodies that are no side. */
export type ActorWords = {
  readonly both: RegExp;
  readonly plural: RegExp;
  readonly body: RegExp;
  readonly thing: RegExp;
};

const NUMBER = '(?:two|three|four|five|six|2|3|4|5|6)';

export function actorWords(lexicon: Lexicon): ActorWords {
  const side = oneOf(lexicon['side noun']);
  const sides = oneOf(
    lexicon['side noun'].filter((noun) => noun.endsWith('s') || noun === 'police' || noun === 'people'),
  );
  return {
    both: new RegExp(
      `\\b(?:(?:both|the ${NUMBER}|${NUMBER}|all|all ${NUMBER}|our|their|respective) (?:[\\w-]+ ){0,3}${side}|the ${sides}|both|the ${NUMBER}$|the ${NUMBER} (?:also|further|jointly)|the [\\w -]{0,40}${sides} (?:also|of both)|each (?:[\\w-]+ )?${side})\\b`,
      'iu',
    ),
    plural: new RegExp(`^(?:the |both |their )?(?:[\\p{L}-]+ ){0,4}${sides}\\b`, 'iu'),
    body: new RegExp(`\\b${oneOf(lexicon['body noun'])}s?\\b`, 'iu'),
    thing: new RegExp(
      `^(?:the |this |that |these |a |an |such |its )?(?:[\\p{L}-]+ ){0,3}${oneOf(lexicon['thing that only describes'])}\\b`,
      'iu',
    ),
  };
}

export function actorOf(doc: Document, span: Span, discourse: Discourse): Actor {
  const text = doc.text.slice(span.start, span.end).replace(/\s+/gu, ' ').trim();
  const found = (letters: readonly string[], body = false): Actor => ({ letters, body, why: text });
  const all = doc.sides.letters;
  if (text === '') return found([]);
  if (
    /^(?:we|our|us|ourselves)\b/iu.test(text) ||
    /\b(?:our (?:two )?(?:countries|nations|governments))\b/iu.test(text)
  )
    return found(all);
  if (/^they\b/iu.test(text)) return found(discourse.plural.length > 0 ? discourse.plural : all);
  if (/^(?:he|she|it)\b/iu.test(text)) return found(discourse.single === undefined ? [] : [discourse.single]);
  const { both, plural, body: bodyNoun } = doc.rules.actors;
  const body = bodyNoun.test(text.split(/ (?:of|between|on|for|under|in|from) /u)[0] ?? text);
  const letters = new Set<string>();
  for (const mention of mentionsIn(text, 0, doc.sides.gazetteer)) {
    const letter = doc.sides.letterOf.get(mention.key);
    if (letter === undefined) continue;
    if (/\bto (?:the )?$/u.test(text.slice(0, mention.start)) && letters.size > 0) continue;
    // a capital is a government only as the head of the phrase: "Lisbon and Madrid", not "the office in Lisbon"
    if (
      mention.form === 'capital' &&
      mention.start > 0 &&
      !/^[\p{Lu}]\S* (?:and|,) $/u.test(text.slice(0, mention.start))
    )
      continue;
    letters.add(letter);
  }
  if (letters.size > 0) return found([...letters].sort(), body);
  for (const word of text.match(/\p{Lu}[\p{L}\p{M}’-]*/gu) ?? []) {
    const side = doc.sideOfName.get(word.replace(/’s?$/u, ''));
    if (side !== undefined) letters.add(side);
  }
  if (letters.size > 0) return found([...letters].sort(), body);
  if (both.test(text) || plural.test(text)) return found(all, body);
  if (body) return found(all, true);
  const office = officeOf(doc, text);
  return found(office === undefined ? [] : [office]);
}

/** "The Deputy Minister", "MPS": the side whose persons carry an office with these words; the issuer's when both do. */
function officeOf(doc: Document, text: string): string | undefined {
  const bare = text.replace(/^(?:the|his|her|its) /iu, '').replace(/[’']s$/u, '');
  if (!/^\p{Lu}/u.test(bare) && !/^(?:minister|ambassador|president|secretary|visiting)/iu.test(bare)) return undefined;
  const holders = doc.persons.filter(
    (person) =>
      person.side !== undefined &&
      person.title !== undefined &&
      person.title.toLowerCase().includes(bare.toLowerCase()),
  );
  const sides = new Set(holders.map((person) => person.side));
  if (sides.size === 1) return holders[0]?.side;
  if (sides.size > 1) return doc.sides.issuer ?? holders[0]?.side;
  if (/^(?:\p{Lu}{2,8})$/u.test(bare)) {
    const matching = doc.persons.find((person) => person.side !== undefined && initialsMatch(bare, person.title ?? ''));
    return matching?.side;
  }
  return undefined;
}

/** "MPS" and "… of Public Security": the last letters of an acronym are the initials of an institution named in an office. */
function initialsMatch(acronym: string, title: string): boolean {
  const initials = title
    .split(/[\s-]+/u)
    .filter((word) => /^\p{Lu}/u.test(word))
    .map((word) => word[0])
    .join('');
  return initials.includes(acronym) || (acronym.length >= 3 && initials.includes(acronym.slice(1)));
}

export const responsibleOf = (letters: readonly string[], all: readonly string[]): string =>
  letters.length === 0 || letters.length >= all.length ? 'both' : letters.join('+');
