import { COUNTRIES } from '../data/countries.ts';
import { ORGANISATIONS } from '../data/organisations.ts';
import type { Block } from './blocks.ts';
import type { OfficeWords } from './persons.ts';
import { gazetteerOf, mentionsIn } from './gazetteer.ts';
import type { Gazetteer, PartyMention } from './gazetteer.ts';
import { inventedNames } from './invented.ts';

/** Stage 3: who the parties are. A statement names many countries; its sides are those it gives delegations, offices and verbs. */
export type Sides = {
  /** Letter -> names, the fullest first. */
  readonly parties: Readonly<Record<string, readonly string[]>>;
  readonly letterOf: ReadonlyMap<string, string>;
  readonly letters: readonly string[];
  readonly gazetteer: Gazetteer;
  /** The side whose service issued the text, if its heading says so. */
  readonly issuer?: string;
};

/** Stands for a side without a name among `letters`; it never leaves the reader. */
export const UNNAMED = '?';

const REPRESENTED =
  '(?:deputy|vice|acting|federal|permanent|assistant|attorney|chief|police|coast|defen[cs]e|justice|home|state|side|delegation|delegations|party|government|officials?|authorities|counterparts?|team|leadership|ministers?|minister|president|prime|foreign|interior|national|secretary|ambassador|embassy)';

export function sidesOf(blocks: readonly Block[], words: OfficeWords): Sides {
  const readable = blocks.filter((block) => block.role !== 'boilerplate');
  const texts = readable.map((block) => block.text.replace(/\s+/gu, ' '));
  const gazetteer = gazetteerOf(inventedNames(texts, words));
  const scores = new Map<string, number>();
  const seen = new Map<string, Set<string>>();
  const order: string[] = [];
  const parts = new Map<string, number>();
  const add = (key: string, points: number): void => void scores.set(key, (scores.get(key) ?? 0) + points);
  let listed: string[] = [];

  texts.forEach((text, index) => {
    const block = readable[index];
    const mentions = mentionsIn(text, 0, gazetteer);
    const title = block?.role === 'title' || block?.role === 'heading';
    for (const key of new Set(
      mentions.filter((m) => m.form !== 'capital' && (title || roleOfMention(text, m) > 0)).map((m) => m.key),
    ))
      add(key, title && index < 4 ? 4 : index < 4 ? 2 : 0);
    for (const mention of mentions) {
      if (mention.form === 'capital') continue;
      if (!order.includes(mention.key)) order.push(mention.key);
      const names = seen.get(mention.key) ?? new Set();
      names.add(text.slice(mention.start, mention.end));
      seen.set(mention.key, names);
      const part = roleOfMention(text, mention);
      parts.set(mention.key, Math.max(parts.get(mention.key) ?? 0, part));
      add(mention.key, part);
    }
    if (listed.length < 3 && index < 14) listed = conjoined(text, mentions, title && index < 4);
  });

  const whole = texts.join(' ');
  const wanted =
    listed.length >= 3
      ? listed.length
      : /\bquadrilateral\b/iu.test(whole)
        ? 4
        : /\btrilateral\b/iu.test(texts.slice(0, 4).join(' '))
          ? 3
          : 2;
  // an organisation is a side only where it acts as one
  const acting = new Set(ORGANISATIONS.map(({ code }) => code).filter((code) => (parts.get(code) ?? 0) < 2));
  const ranked = [...scores]
    .filter(([key]) => !acting.has(key))
    .sort((a, b) => b[1] - a[1] || order.indexOf(a[0]) - order.indexOf(b[0]))
    .map(([key]) => key);
  // "trilateral" may speak of another meeting: a third side has a part in this text like the second's
  const third = (scores.get(ranked[2] ?? '') ?? 0) * 3 >= (scores.get(ranked[1] ?? '') ?? 0);
  // a list of three or more at the head says who they are
  if (listed.length >= 3) ranked.sort((a, b) => Number(listed.includes(b)) - Number(listed.includes(a)));
  const chosen = ranked
    .slice(0, listed.length < 3 && wanted === 3 && !third ? 2 : wanted)
    .sort((a, b) => order.indexOf(a) - order.indexOf(b));
  const letterOf = new Map(chosen.map((key, index) => [key, String.fromCharCode(65 + index)]));
  const parties: Record<string, readonly string[]> = {};
  for (const key of chosen) parties[letterOf.get(key) ?? ''] = namesOf(key, seen.get(key) ?? new Set());
  const head = texts[0] ?? '';
  const issuer = mentionsIn(head, 0, gazetteer)
    .map((m) => letterOf.get(m.key))
    .filter((l) => l !== undefined);
  const official =
    /^(?:office|ministry|federal|information service|embassy|government|press|department|secretariat)/iu.test(head);
  // a side that the text does not name still counts: "both" is more than the one that it names
  const letters = [...letterOf.values(), ...[UNNAMED, UNNAMED + UNNAMED].slice(letterOf.size)];
  return { parties, letterOf, letters, gazetteer, ...(official && issuer[0] ? { issuer: issuer[0] } : {}) };
}

/** Points for the part a mention plays: a delegation or an office of its own, an acting subject, or a mere name. */
function roleOfMention(text: string, mention: PartyMention): number {
  const after = text.slice(mention.end, mention.end + 40);
  const before = text.slice(Math.max(0, mention.start - 30), mention.start);
  if (new RegExp(`^(?:[’']s?)? ${REPRESENTED}\\b`, 'iu').test(after)) return 3;
  if (/(?:minister|ministry|president|secretary|ambassador|government|side|delegation)s? of (?:the )?$/iu.test(before))
    return 3;
  if (/\bbetween (?:the )?$/u.test(before) || /^ (?:and|will|has|agreed|committed|announced|said)\b/u.test(after))
    return 2;
  // a place: "met in Orm"
  if (/\b(?:in|at|near|across|throughout|outside) (?:the )?$/u.test(before) && !/^[’']s? /u.test(after)) return 0;
  // an adjective before a thing: "the Polish border"
  if (mention.form === 'adjective' && /^ \p{Ll}/u.test(after)) return 0.25;
  if (/\b(?:against|toward|towards|on|from|to) (?:the )?$/u.test(before)) return 0.25;
  if (mention.form === 'name' && /^ \p{Ll}+(?:ed|s)\b|^ (?:stood|is|are|shall|would)\b/u.test(after)) return 1;
  return 0.5;
}

/** What stands before a list of sides, and what follows one; "missiles of A, B and C" is neither. */
const LISTS_SIDES =
  /\b(?:ministers?|secretar(?:y|ies)|governments?|delegations?|representatives|officials|authorities|leaders|presidents|chiefs|heads|nations|countries|partners|states|sides|meeting|talks|dialogue|summit)\b[^.;:]{0,40}\b(?:of|from|between|among|by)? ?\(?(?:the )?$/iu;
const ACTS =
  /^\)? (?:today |jointly |have |has |also |on \w+ )?(?:met|held|agreed|will|committed|signed|announced|pledged|convened|decided|reaffirmed|issued)\b/u;

/** "A, B and C": three or more parties named in one breath near the head of the text. */
function conjoined(text: string, mentions: readonly PartyMention[], heading: boolean): string[] {
  let run: PartyMention[] = [];
  let longest: string[] = [];
  for (const mention of mentions.filter((m) => m.form === 'name')) {
    const last = run.at(-1);
    const gap = last ? text.slice(last.end, mention.start) : '';
    run = last && /^(?:, (?:and )?(?:the )?| and (?:the )?| ?[-–—] ?)$/u.test(gap) ? [...run, mention] : [mention];
    const keys = [...new Set(run.map((m) => m.key))];
    if (
      keys.length >= 3 &&
      keys.length > longest.length &&
      ((heading && !/\b(?:on|about|against|over|from) (?:the )?$/u.test(text.slice(0, run[0]?.start ?? 0))) ||
        LISTS_SIDES.test(text.slice(0, run[0]?.start ?? 0)) ||
        ACTS.test(text.slice(mention.end)))
    )
      longest = keys;
  }
  return longest;
}

function namesOf(key: string, inText: ReadonlySet<string>): string[] {
  const known = COUNTRIES.find((country) => country.code === key);
  const organisation = ORGANISATIONS.find((item) => item.code === key);
  const all = known ? [...known.names, ...known.adjectives] : (organisation?.names ?? []);
  // a full name, then a short one, then adjectives
  const rank = (name: string): number => (name.includes(' ') ? 0 : /(?:[ai]n|ish|ese|ic|i)s?$/u.test(name) ? 2 : 1);
  return [...new Set([...all, ...[...inText].sort((a, b) => rank(a) - rank(b) || b.length - a.length)])];
}
