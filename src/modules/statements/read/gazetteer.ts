import { COUNTRIES } from '../data/countries.ts';
import { ORGANISATIONS } from '../data/organisations.ts';
import type { Span } from './reading.ts';

/** Names of the world's countries and organisations in English text. */
export type Form = 'name' | 'adjective' | 'capital';
export type PartyMention = Span & { readonly key: string; readonly form: Form };

type Entry = { readonly text: string; readonly key: string; readonly form: Form };

/** First word of a name -> all names that begin with it, longest first. */
export type Gazetteer = ReadonlyMap<string, readonly Entry[]>;

export function gazetteerOf(extra: readonly Entry[] = []): Gazetteer {
  const byFirst = new Map<string, Entry[]>();
  const add = (text: string, key: string, form: Form): void => {
    const first = firstWord(text);
    const list = byFirst.get(first) ?? [];
    list.push({ text, key, form });
    byFirst.set(first, list);
  };
  for (const country of COUNTRIES) {
    for (const name of country.names) add(name, country.code, 'name');
    for (const adjective of country.adjectives) {
      add(adjective, country.code, 'adjective');
      if (/n$|i$/u.test(adjective)) add(`${adjective}s`, country.code, 'adjective');
    }
    for (const capital of country.capitals) add(capital, country.code, 'capital');
  }
  for (const organisation of ORGANISATIONS) for (const name of organisation.names) add(name, organisation.code, 'name');
  for (const entry of extra) add(entry.text, entry.key, entry.form);
  for (const list of byFirst.values()) list.sort((a, b) => b.text.length - a.text.length);
  return byFirst;
}

const firstWord = (text: string): string => /^[\p{L}\p{M}.]+/u.exec(text)?.[0].replace(/\.$/u, '') ?? text;

/** `text` must have single spaces where a name can be broken over lines: callers pass squeezed or masked text, so any white space is accepted. */
export function mentionsIn(text: string, offset: number, gazetteer: Gazetteer): PartyMention[] {
  const found: PartyMention[] = [];
  let until = 0;
  for (const match of text.matchAll(/\p{Lu}[\p{L}\p{M}.]*/gu)) {
    if (match.index < until) continue;
    for (const entry of gazetteer.get(match[0].replace(/\.$/u, '')) ?? []) {
      const end = matchAt(text, match.index, entry.text);
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
