import { COUNTRIES } from '../data/countries.ts';
import { ORGANISATIONS } from '../data/organisations.ts';
import type { Span } from './reading.ts';

/** Names of the world's countries and organisations in English text. */
export type Form = 'name' | 'adjective' | 'capital';
export type PartyMention = Span & { readonly key: string; readonly form: Form };

export type NameEntry = { readonly text: string; readonly key: string; readonly form: Form };

/** First word of a name -> all names that begin with it, longest first. */
export type Gazetteer = ReadonlyMap<string, readonly NameEntry[]>;

/** The world's names, with those of one text added. */
export function gazetteerOf(extra: readonly NameEntry[]): Gazetteer {
  if (extra.length === 0) return WORLD;
  const byFirst = new Map(WORLD);
  for (const entry of extra) {
    const first = firstWord(entry.text);
    byFirst.set(
      first,
      [...(byFirst.get(first) ?? []), entry].sort((a, b) => b.text.length - a.text.length),
    );
  }
  return byFirst;
}

const firstWord = (text: string): string => /^[\p{L}\p{M}.]+/u.exec(text)?.[0].replace(/\.$/u, '') ?? text;

const plural = (adjective: string): string[] => (/n$|i$/u.test(adjective) ? [adjective, `${adjective}s`] : [adjective]);

function worldNames(): Gazetteer {
  const entries: NameEntry[] = [
    ...COUNTRIES.flatMap(({ code, names, adjectives, capitals }) => [
      ...names.map((text) => ({ text, key: code, form: 'name' as const })),
      ...adjectives.flatMap(plural).map((text) => ({ text, key: code, form: 'adjective' as const })),
      ...capitals.map((text) => ({ text, key: code, form: 'capital' as const })),
    ]),
    ...ORGANISATIONS.flatMap(({ code, names }) => names.map((text) => ({ text, key: code, form: 'name' as const }))),
  ];
  const byFirst = new Map<string, NameEntry[]>();
  for (const entry of entries)
    byFirst.set(firstWord(entry.text), [...(byFirst.get(firstWord(entry.text)) ?? []), entry]);
  for (const list of byFirst.values()) list.sort((a, b) => b.text.length - a.text.length);
  return byFirst;
}

export const WORLD: Gazetteer = worldNames();

/** Longest name first at each capitalised word; a name may be broken over lines. */
export function mentionsIn(text: string, offset: number, gazetteer: Gazetteer): PartyMention[] {
  const found: PartyMention[] = [];
  let until = 0;
  for (const match of text.matchAll(/\p{Lu}[\p{L}\p{M}.]*/gu)) {
    if (match.index < until) continue;
    const word = match[0].replace(/\.$/u, '');
    const known = gazetteer.get(word);
    // a heading in capitals: "BELCORA CITY", "NEW ZEALAND"
    const shout = known === undefined && /^\p{Lu}{4,}$/u.test(word);
    for (const entry of known ?? (shout ? gazetteer.get(capitalised(word)) : undefined) ?? []) {
      const end = matchAt(text, match.index, shout ? entry.text.toUpperCase() : entry.text);
      if (end === undefined) continue;
      found.push({ start: offset + match.index, end: offset + end, key: entry.key, form: entry.form });
      until = end;
      break;
    }
  }
  return found;
}

/** Where `name` ends if it stands at `at`, with any run of white space for a space and either apostrophe. */
function matchAt(text: string, at: number, name: string): number | undefined {
  let i = at;
  for (const char of name) {
    if (char === ' ') {
      if (!/\s/u.test(text[i] ?? '')) return undefined;
      for (let k = 0; k < 4 && /\s/u.test(text[i] ?? ''); k += 1) i += 1;
    } else if (text[i] === char || (char === "'" && text[i] === '’')) i += 1;
    else return undefined;
  }
  return /[\p{L}\p{N}]/u.test(text[i] ?? '') ? undefined : i;
}

const capitalised = (word: string): string => (word[0] ?? '') + word.slice(1).toLowerCase();
