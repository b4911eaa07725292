import { INSTITUTION_WORDS_EN, OFFICES_EN } from '../data/offices.ts';
import { COUNTRIES } from '../data/countries.ts';
import { ORGANISATIONS } from '../data/organisations.ts';
import type { Block } from './blocks.ts';
import { gazetteerOf, mentionsIn, WORLD } from './gazetteer.ts';
import type { Form, Gazetteer, PartyMention } from './gazetteer.ts';

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
  '(?:side|delegation|delegations|party|government|officials?|authorities|counterparts?|team|leadership|ministers?|minister|president|prime|foreign|interior|national|secretary|ambassador|embassy)';
const CAPITALISED = "\\p{Lu}[\\p{L}\\p{M}’'-]+";

export function sidesOf(blocks: readonly Block[]): Sides {
  const readable = blocks.filter((block) => block.role !== 'boilerplate');
  const texts = readable.map((block) => block.text.replace(/\s+/gu, ' '));
  const gazetteer = gazetteerOf(inventedNames(texts));
  const scores = new Map<string, number>();
  const seen = new Map<string, Set<string>>();
  const order: string[] = [];
  const add = (key: string, points: number): void => void scores.set(key, (scores.get(key) ?? 0) + points);
  let listed: string[] = [];

  texts.forEach((text, index) => {
    const block = readable[index];
    const mentions = mentionsIn(text, 0, gazetteer);
    const title = block?.role === 'title' || block?.role === 'heading';
    for (const key of new Set(mentions.filter((m) => m.form !== 'capital').map((m) => m.key)))
      add(key, title && index < 4 ? 4 : index < 4 ? 2 : 0);
    for (const mention of mentions) {
      if (mention.form === 'capital') continue;
      if (!order.includes(mention.key)) order.push(mention.key);
      const names = seen.get(mention.key) ?? new Set();
      names.add(text.slice(mention.start, mention.end));
      seen.set(mention.key, names);
      add(mention.key, roleOfMention(text, mention));
    }
    if (index < 4 && listed.length < 3) listed = conjoined(text, mentions);
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
  const ranked = [...scores]
    .sort((a, b) => b[1] - a[1] || order.indexOf(a[0]) - order.indexOf(b[0]))
    .map(([key]) => key);
  const chosen = ranked.slice(0, wanted).sort((a, b) => order.indexOf(a) - order.indexOf(b));
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
  if (/\b(?:against|toward|towards|on|from|to) (?:the )?$/u.test(before)) return 0.25;
  return 0.5;
}

/** "A, B and C": three or more parties named in one breath near the head of the text. */
function conjoined(text: string, mentions: readonly PartyMention[]): string[] {
  let run: PartyMention[] = [];
  let longest: string[] = [];
  for (const mention of mentions.filter((m) => m.form === 'name')) {
    const last = run.at(-1);
    const gap = last ? text.slice(last.end, mention.start) : '';
    run = last && /^(?:, (?:and )?(?:the )?| and (?:the )?| ?[-–—] ?)$/u.test(gap) ? [...run, mention] : [mention];
    const keys = [...new Set(run.map((m) => m.key))];
    if (keys.length >= 3 && keys.length > longest.length) longest = keys;
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

type Entry = { readonly text: string; readonly key: string; readonly form: Form };

/** Parties that no list knows: "the X side", "between X and Y", "Republic of X". Adjective and name meet on a common stem. */
function inventedNames(texts: readonly string[]): Entry[] {
  const known = WORLD;
  const counts = new Map<string, number>();
  const propose = (raw: string | undefined): void => {
    const name = raw
      ?.replace(/[’']s?$/u, '')
      .replace(/^The /u, '')
      .trim();
    if (name === undefined || name === '' || mentionsIn(name, 0, known).length > 0) return;
    if (
      name.split(/[ -]/u).every(isInstitution) ||
      name
        .split(/[ -]/u)
        .some((word) => isInstitution(word) && !/^(?:Federation|Republic|Kingdom|Union|Emirates|States)$/u.test(word))
    )
      return;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  };
  const C = CAPITALISED;
  const name = `(${C}(?: ${C}){0,2})`;
  const patterns = [
    new RegExp(`\\b[Tt]he ${name} (?:side|delegation|party|Government|government|authorities|team)\\b`, 'gu'),
    new RegExp(`\\bbetween (?:the )?${name} and (?:the )?${name}`, 'gu'),
    new RegExp(
      `\\b(?:Republic|Kingdom|Federation|Union|Sultanate|Emirate|Principality|State) of (${C}(?: ${C})?)`,
      'gu',
    ),
    new RegExp(`\\b(${C} (?:Federation|Republic|Kingdom|Union))\\b`, 'gu'),
    new RegExp(
      `\\b(?:Ministry|Minister|Government|President|Affairs|Police|Security|Interior|Defence|Defense) of (?:the )?(${C})`,
      'gu',
    ),
    new RegExp(
      `\\b(${C})[–-](${C}) (?:Joint|Working|Dialogue|Bilateral|Group|Consultations?|Strategic|Security|Commission)`,
      'gu',
    ),
  ];
  const world = new Set(
    mentionsIn(texts.slice(0, 5).join(' '), 0, known)
      .filter((mention) => mention.form !== 'capital')
      .map((mention) => mention.key),
  );
  const ACTS =
    '(?:will|agreed?|agrees|met|meet|held|hold|signed?|committed|requested|invited|asked|undertook|announced|pledged|would|has|have|stated|said|proposed)';
  // two known parties at the head: a stranger that acts is then more likely a person
  if (world.size < 2)
    patterns.push(new RegExp(`(?<![\\p{Lu}][\\p{L}.]* )${name} and (?:the )?${name} ${ACTS}\\b`, 'gu'));
  if (world.size < 2) patterns.push(new RegExp(`(?:^|[.;] |that |[a-z], )${name} ${ACTS}\\b`, 'gu'));
  patterns.push(
    new RegExp(
      `^(?:[\\p{L}]+ )?(?:Ministry|Office|Department|Embassy|Government|Secretariat)\\b[^.]{0,80}, (${C})$`,
      'gu',
    ),
  );
  const owners = new Set<string>();
  // "Minister of Justice of Alveria": what follows an institution and "of" owns it
  for (const text of texts)
    for (const [, owned = '', owner] of text.matchAll(new RegExp(`(?<=(${C}) of (?:the )?)(${C})`, 'gu'))) {
      if (!isInstitution(owned)) continue;
      propose(owner);
      if (owner !== undefined) owners.add(owner.replace(/[’']s?$/u, ''));
    }
  for (const text of texts)
    for (const pattern of patterns) for (const match of text.matchAll(pattern)) match.slice(1).forEach(propose);
  const names = [...counts.keys()]
    .filter((candidate) => owners.has(candidate) || !named(texts, candidate))
    .sort((a, b) => a.length - b.length);
  // once a party is known by one form, its other form is a party's too, wherever it stands
  for (const word of new Set(texts.flatMap((text) => text.match(new RegExp(CAPITALISED, 'gu')) ?? []))) {
    const bare = word.replace(/[’']s?$/u, '');
    if (
      !names.includes(bare) &&
      !isInstitution(bare) &&
      mentionsIn(bare, 0, known).length === 0 &&
      names.some((other) => sameStem(other, bare) && !other.includes(' ')) &&
      !named(texts, bare)
    )
      names.push(bare);
  }
  const entries: Entry[] = [];
  for (const text of names) {
    const kin = entries.find((entry) => sameStem(entry.text, text));
    entries.push({
      text,
      key: kin?.key ?? `x-${text.toLowerCase()}`,
      form: kin && text.length > kin.text.length && !text.includes(' ') ? 'adjective' : 'name',
    });
  }
  return entries;
}

/** A surname acts like a party ("Reel will …") but elsewhere stands beside an office, a courtesy form or another name. */
function named(texts: readonly string[], candidate: string): boolean {
  if (candidate.includes(' ')) return false;
  const beside = new RegExp(`(?:(\\p{Lu}[\\p{L}.]*) )?${candidate}(?: (\\p{Lu}\\p{L}+))?(?!\\p{L})`, 'gu');
  return texts.some((text) =>
    [...text.matchAll(beside)].some((match) => {
      const [, before, after] = match;
      // "Ambassador to Brennland Sef Norr": what follows "to" is the country, then comes the person
      const led = /\b(?:to|of|in|from) $/u.test(text.slice(Math.max(0, match.index - 6), match.index));
      if (after !== undefined && !led && !isInstitution(after)) return true;
      return (
        before !== undefined &&
        !/^(?:The|Of|In|On|By|And|With|That|For|From|To|Both|While|As|When|After|During|At|Republic|Kingdom|Federation|Federal|State|Ministry|Government)$/u.test(
          before,
        )
      );
    }),
  );
}

const isInstitution = (word: string): boolean =>
  INSTITUTION_WORDS_EN.has(word.toLowerCase()) || OFFICES_EN.has(word.toLowerCase());

const ENDINGS = [
  '',
  'a',
  'e',
  'o',
  'n',
  's',
  'i',
  'an',
  'ns',
  'ian',
  'ean',
  'ans',
  'ians',
  'ese',
  'ish',
  'ic',
  'ite',
  'ites',
  'er',
  'ers',
  'land',
  'lander',
  'landers',
  'landic',
  'ia',
  'y',
];

/** Name and adjective of one country: "Alveria" and "Alverian", "Brennland" and "Brennish" share a root of four letters or more. */
function sameStem(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.includes(' ')) return long.split(' ').includes(short);
  const roots = (name: string): string[] =>
    ENDINGS.filter((ending) => name.endsWith(ending) && name.length - ending.length >= 4).map((ending) =>
      name.slice(0, name.length - ending.length),
    );
  const own = new Set(roots(a));
  return roots(b).some((root) => own.has(root));
}
