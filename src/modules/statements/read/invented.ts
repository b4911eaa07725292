import { mentionsIn, WORLD } from './gazetteer.ts';
import type { NameEntry } from './gazetteer.ts';
import type { OfficeWords } from './persons.ts';

const CAPITALISED = "\\p{Lu}[\\p{L}\\p{M}’'-]+";
const STATE_WORD = /^(?:Federation|Republic|Kingdom|Union|Emirates|States|Islands?)$/u;

/** Parties that no list knows: "the X side", "between X and Y", "Republic of X". Adjective and name meet on a common stem. */
/** Who the parties are is said within the first pages; what comes later is not searched for new names. */
const FAR_ENOUGH = 40_000;

export function inventedNames(all: readonly string[], words: OfficeWords): NameEntry[] {
  const texts = within(all, FAR_ENOUGH);
  const known = WORLD;
  const isInstitution = (word: string): boolean =>
    words.institutions.has(word.toLowerCase()) || words.offices.has(word.toLowerCase());
  const counts = new Map<string, number>();
  const propose = (raw: string | undefined): void => {
    const name = raw
      ?.replace(/[’']s?$/u, '')
      .replace(/^The /u, '')
      .trim();
    if (name === undefined || name.length < 4 || mentionsIn(name, 0, known).length > 0) return;
    if (
      name.split(/[ -]/u).every(isInstitution) ||
      name.split(/[ -]/u).some((word) => isInstitution(word) && !STATE_WORD.test(word))
    )
      return;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  };
  const C = CAPITALISED;
  const name = `(${C}(?: ${C}){0,2})`;
  const strong = [
    new RegExp(`\\b[Tt]he ${name} (?:side|delegation|party|Government|government|authorities|team)\\b`, 'gu'),
    new RegExp(`\\b(${C} (?:Federation|Republic|Kingdom|Union))\\b`, 'gu'),
  ];
  const weak = [
    new RegExp(`\\bbetween (?:the )?${name} and (?:the )?${name}`, 'gu'),
    new RegExp(
      `\\b(?:Republic|Kingdom|Federation|Union|Sultanate|Emirate|Principality|State) of (${C}(?: ${C})?)`,
      'gu',
    ),
    new RegExp(
      `\\b(?:Ministry|Minister|Government|President|Affairs|Police|Security|Interior|Defence|Defense) of (?:the )?(${C})`,
      'gu',
    ),
    new RegExp(
      `\\b(${C})[–-](${C}) (?:Joint|Working|Dialogue|Bilateral|Group|Consultations?|Strategic|Security|Commission)`,
      'gu',
    ),
    // "Vessia's Minister of the Interior": who has an office of state is a party
    /(?<!\p{Lu}[\p{L}.’'-]* )\b(\p{Lu}[\p{L}\p{M}-]+)[’']s (?:Minister|Ministry|Prime Minister|President|Foreign|Interior|Home|Government|government|Ambassador|ambassador)\b/gu,
  ];
  const world = new Set(
    mentionsIn(texts.slice(0, 5).join(' '), 0, known)
      .filter((mention) => mention.form !== 'capital')
      .map((mention) => mention.key),
  );
  const ACTS =
    '(?:will|agreed?|agrees|met|meet|held|hold|signed?|committed|requested|invited|asked|undertook|announced|pledged|would|has|have|stated|said|proposed)';
  // two known parties at the head: a stranger that acts is then more likely a person or a place
  const known2 = world.size >= 2;
  const patterns = known2 ? strong : [...strong, ...weak];
  if (!known2) patterns.push(new RegExp(`(?<![\\p{Lu}][\\p{L}.]* )${name} and (?:the )?${name} ${ACTS}\\b`, 'gu'));
  if (!known2) patterns.push(new RegExp(`(?:^|[.;] |that |[a-z], )${name} ${ACTS}\\b`, 'gu'));
  if (!known2)
    patterns.push(
      new RegExp(
        `^(?:[\\p{L}]+ )?(?:Ministry|Office|Department|Embassy|Government|Secretariat)\\b[^.]{0,80}, (${C})$`,
        'gu',
      ),
    );
  // "defence ministers of A, B, C and D": a list behind an office in the plural
  const listed = new RegExp(
    `\\b(?:[Mm]inisters?|[Gg]overnments?|[Dd]elegations?|[Rr]epresentatives|[Oo]fficials|[Aa]uthorities|[Ss]ecretaries|[Cc]hiefs|[Ll]eaders|[Pp]residents|[Ss]ides|[Cc]ountries|[Pp]olice|[Ss]tates)(?: \\p{Ll}+){0,3} (?:of|from) (?:the )?(${C}(?: ${C})?(?:, (?:and )?(?:the )?${C}(?: ${C})?)*,? and (?:the )?${C})`,
    'gu',
  );
  for (const text of known2 ? [] : texts)
    for (const [, run = ''] of text.matchAll(listed)) run.split(/,? and (?:the )?|, (?:the )?/u).forEach(propose);
  // "the Pelagian coast guard": an adjective of a country beside a service of state
  const served = new RegExp(
    `(?<![\\p{Lu}][\\p{L}’'-]* )(${C}(?:ian|an|ese|ish|ic|ois|i|er)) (?:coast guard|police|border (?:guards?|police|officers)|customs|navy|army|ministry|embassy|ambassador|authorities|officers|investigators|experts|interior|foreign|defence|defense|prime minister|president|side|citizens|nationals|counterpart|Ministry|Ministers?|Embassy|Ambassador|Foreign|Interior|Defence|Defense|Police|National|Prime|President|Government|government|Justice)\\b`,
    'gu',
  );
  for (const text of known2 ? [] : texts) for (const [, adjective] of text.matchAll(served)) propose(adjective);
  const owners = new Set<string>();
  // "Minister of Justice of Alveria": what follows an institution and "of" owns it
  for (const text of known2 ? [] : texts)
    for (const [, owned = '', owner, after] of text.matchAll(
      new RegExp(`(?<=(${C}) of (?:the )?)(${C})(?= (${C})|)`, 'gu'),
    )) {
      // "… of the Harbour Board": what an institution's word follows is the name of an institution
      if (!isInstitution(owned) || (after !== undefined && isInstitution(after) && !STATE_WORD.test(after))) continue;
      propose(owner);
      if (owner !== undefined) owners.add(owner.replace(/[’']s?$/u, ''));
    }
  for (const text of texts)
    for (const pattern of patterns) for (const match of text.matchAll(pattern)) match.slice(1).forEach(propose);
  const names = [...counts.keys()]
    .filter((candidate) => owners.has(candidate) || !named(texts, candidate, isInstitution))
    .sort((a, b) => a.length - b.length);
  // once a party is known by one form, its other form is a party's too, wherever it stands
  for (const word of new Set(texts.flatMap((text) => text.match(new RegExp(CAPITALISED, 'gu')) ?? []))) {
    const bare = word.replace(/[’']s?$/u, '');
    if (
      !names.includes(bare) &&
      !isInstitution(bare) &&
      mentionsIn(bare, 0, known).length === 0 &&
      names.some((other) => sameStem(other, bare) && !other.includes(' ')) &&
      !named(texts, bare, isInstitution)
    )
      names.push(bare);
  }
  const entries: NameEntry[] = [];
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
function named(texts: readonly string[], candidate: string, isInstitution: (word: string) => boolean): boolean {
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

function within(texts: readonly string[], most: number): readonly string[] {
  let size = 0;
  return texts
    .filter((text) => (size += text.length) <= most || size === text.length)
    .map((text) => text.slice(0, most));
}

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
