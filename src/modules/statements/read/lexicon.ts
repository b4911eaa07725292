import { LEXICON_EN } from '../data/lexicon-en.ts';

/** The words that decide, by what they decide. Handed to every stage: a reading with other words is another argument, not another state. */
export type Group = keyof typeof LEXICON_EN;
export type Lexicon = Readonly<Record<Group, readonly string[]>>;
export const GROUPS = Object.keys(LEXICON_EN) as readonly Group[]; // the keys of an object literal

/** `group: entry` names an entry wherever it has to be named. */
export const entryName = (group: Group, entry: string): string => `${group}: ${entry}`;

export function without(lexicon: Lexicon, off: ReadonlySet<string>): Lexicon {
  const kept: Record<Group, readonly string[]> = { ...lexicon };
  for (const group of GROUPS) kept[group] = lexicon[group].filter((entry) => !off.has(entryName(group, entry)));
  return kept;
}

/** The entries whose words a text holds, whether or not they decided anything there. */
export function entriesIn(lexicon: Lexicon, text: string): string[] {
  const plain = text.replace(/\s+/gu, ' ');
  return GROUPS.flatMap((group) =>
    lexicon[group].flatMap((entry) =>
      new RegExp(`(?<![\\p{L}])(?:${sourceOf(entry, true)})(?![\\p{L}])`, 'iu').test(plain)
        ? [entryName(group, entry)]
        : [],
    ),
  );
}

const escape = (text: string): string => text.replace(/[.+?^${}()|[\]\\]/gu, String.raw`\$&`);

/** Regular forms of a verb: "agree" gives agrees, agreed, agreeing; "plan" doubles, "reply" changes its y. */
export function formsOf(entry: string): string[] {
  const [base = '', ...others] = entry.split('/').map((form) => form.trim());
  const [verb = '', ...rest] = base.split(' ');
  const tail = rest.length > 0 ? ` ${rest.join(' ')}` : '';
  const stem = verb.endsWith('e') ? verb.slice(0, -1) : verb;
  const doubled =
    /(?:^|[^aeiou])[aeiou][bdgmnprt]$/u.test(verb) && (verb.length < 5 || /(?:mit|cur|[^f]fer|pel|gret)$/u.test(verb))
      ? verb + verb.at(-1)
      : stem;
  const y = /[^aeiou]y$/u.test(verb) ? verb.slice(0, -1) : undefined;
  const third = y !== undefined ? `${y}ies` : /(?:s|x|z|ch|sh|o)$/u.test(verb) ? `${verb}es` : `${verb}s`;
  const past = others.length > 0 ? others : [(y !== undefined ? `${y}ied` : `${doubled}ed`) + tail];
  const ing = `${verb.endsWith('ee') ? verb : doubled === stem && y !== undefined ? verb : doubled}ing`;
  return [base, third + tail, ...past, ing + tail];
}

/** A pattern for one entry. `forms`: it is a verb, taken in all its forms when it has no ending of its own to give. */
function sourceOf(entry: string, forms: boolean): string {
  const parts =
    forms && !entry.includes('*') ? [...new Set([...formsOf(entry), entry.split('/')[0] ?? entry])] : entry.split('/');
  return parts
    .map((part) =>
      escape(part)
        .replace(/ \* /gu, String.raw` \w+ `)
        .replace(/\*/gu, String.raw`[\p{L}-]*`)
        .replace(/ /gu, String.raw`\s+`),
    )
    .join('|');
}

/** One pattern for a group, the longest entry first; it never matches when the group is empty. */
export function oneOf(entries: readonly string[], forms = false): string {
  if (entries.length === 0) return '(?!)';
  const sources = entries.map((entry) => sourceOf(entry, forms)).flatMap((source) => source.split('|'));
  return `(?:${[...new Set(sources)].sort((a, b) => b.length - a.length).join('|')})`;
}
