import { COUNTRIES } from '../../data/countries.ts';
import { ORGANISATIONS } from '../../data/organisations.ts';
import { UNNAMED } from '../parties.ts';
import { countOfSide, inventedNames, isSide, sideForms } from './names.ts';

/** Sides of a Chinese statement: countries of the world list, invented names by where they stand, and their short forms ("X方"). */
export type ChineseSides = {
  readonly parties: Readonly<Record<string, readonly string[]>>;
  readonly letters: readonly string[];
  /** Every name of a side, longest first, with its letter. */
  readonly aliases: readonly (readonly [string, string])[];
  /** Names of the world list that are no side here. */
  readonly others: readonly string[];
};

type Known = {
  readonly code?: string;
  readonly names: readonly string[];
  readonly english: string;
  readonly bonus: number;
};

/** What CLDR does not have. */
const ALSO: Readonly<Record<string, readonly string[]>> = { CN: ['中华人民共和国'], ID: ['印尼'], KR: ['大韩民国'] };
const WORLD: readonly Known[] = [
  ...COUNTRIES.map((country) => ({
    code: country.code,
    names: [...country.zh, ...(ALSO[country.code] ?? [])],
    english: country.names[0] ?? '',
    bonus: 1,
  })),
  ...ORGANISATIONS.map((item) => ({ names: item.zh, english: item.names[0] ?? '', bonus: 0 })),
];
/** Countries by one character, where nothing fuller stands for it: "中美", "美方". */
const ONE_CHARACTER: Readonly<Record<string, string>> = {
  中: 'CN',
  美: 'US',
  俄: 'RU',
  英: 'GB',
  法: 'FR',
  德: 'DE',
  日: 'JP',
  韩: 'KR',
  朝: 'KP',
  越: 'VN',
  老: 'LA',
  缅: 'MM',
  泰: 'TH',
  柬: 'KH',
  印: 'IN',
  巴: 'PK',
  蒙: 'MN',
  哈: 'KZ',
  吉: 'KG',
  塔: 'TJ',
  乌: 'UZ',
  澳: 'AU',
  加: 'CA',
  菲: 'PH',
  土: 'TR',
  伊: 'IR',
  沙: 'SA',
};
const STATE = /(?:人民共和国|共和国|联邦|王国|酋长国|合众国)$/u;
const HEAD = 240;
const JOINT =
  /双方|两国|各方|两部|双边|两位|两局|两军|两警|两院|三方(?!面)|三国|四国|四方|五国|六国|与会|我们|各自|两地|两家|共同主席|双边|会议(?=决定|商定|同意|议定)|工作组(?=将|每|定|的?成员|应|决定)/u;

export function chineseSidesOf(text: string): ChineseSides {
  const head = text.slice(0, HEAD);
  const forms = sideForms(text);
  const present = WORLD.filter((known) => known.names.some((name) => text.includes(name)) || isShortened(known, forms));
  // "中越", and what is only part of a known name, are no names of their own
  const invented = inventedNames(text).filter(
    ({ core }) =>
      !WORLD.some((known) => known.names.includes(core)) &&
      !present.some((known) => known.names.some((name) => name.includes(core))) &&
      !(
        core.length <= 3 &&
        Array.from(core).every((one) => present.some((known) => known.names.some((name) => name.startsWith(one))))
      ),
  );
  const scores = new Map<Known, number>();
  for (const known of WORLD) {
    // a name within a longer invented one is not this country
    const hidden = invented.filter(({ core }) => known.names.some((name) => core.includes(name) && core !== name));
    const count = known.names.reduce(
      (most, name) =>
        Math.max(
          most,
          text.split(name).length - 1 - hidden.reduce((sum, { core }) => sum + text.split(core).length - 1, 0),
        ),
      0,
    );
    if (count <= 0 && !isShortened(known, forms)) continue;
    const sided = Math.max(0, ...known.names.map((name) => countOfSide(text, name)));
    const score = count + (known.names.some((name) => head.includes(name)) ? 3 : 0) + 3 * sided + pairs(head, known);
    if (known.bonus > 0 || sided > 0) scores.set(known, score);
  }
  for (const { names, weight, core } of invented)
    scores.set({ names: [...names], english: '', bonus: 1 }, weight + (head.includes(core) ? 3 : 0));
  for (const known of shortly(text, head, forms, scores)) scores.set(known, (scores.get(known) ?? 0) + 4);
  if (scores.size < 2)
    for (const [form, count] of forms)
      if (
        form.length === 1 &&
        isSide(form, forms) &&
        ![...scores.keys()].some(({ names }) => names.some((name) => name.startsWith(form)))
      )
        scores.set({ names: [`${form}方`], english: '', bonus: 1 }, count);
  const ranked = [...scores].sort((a, b) => b[1] - a[1]);
  const wanted = sidesWanted(text, head, ranked.length);
  const chosen = ranked.slice(0, wanted).map(([known]) => known);
  chosen.sort((a, b) => firstOf(text, a) - firstOf(text, b));
  return lettered(text, chosen, forms);
}

/** Countries that the text calls by one character only: several together before 两国 or a meeting, or with 方. */
function shortly(
  text: string,
  head: string,
  forms: ReadonlyMap<string, number>,
  scores: ReadonlyMap<Known, number>,
): Known[] {
  const owned = new Set([...scores.keys()].flatMap((known) => known.names.map((name) => name[0] ?? '')));
  const together =
    /(?<![\p{Script=Han}])([\p{Script=Han}]{2,5}?)(?:两国|三国|四国|五国|六国|双方|(?=(?:执法|警方|反恐|禁毒|外长|防务|联合|第[一二三四五六七八九十\d]+[次轮届]|首[次轮届])))/u.exec(
      head,
    )?.[1] ?? '';
  const named = Array.from(together).every((one) => one in ONE_CHARACTER) ? Array.from(together) : [];
  const sided = [...forms.keys()].filter(
    (form) => form in ONE_CHARACTER && !owned.has(form) && (forms.get(form) ?? 0) > 0 && text.includes(`${form}方`),
  );
  return [...new Set([...named, ...sided])].flatMap((one) =>
    WORLD.filter(({ code }) => code !== undefined && code === ONE_CHARACTER[one]),
  );
}

const isShortened = (known: Known, forms: ReadonlyMap<string, number>): boolean =>
  known.code === 'CN' && (forms.get('中') ?? 0) > 0;

function sidesWanted(text: string, head: string, found: number): number {
  const many = (
    /([三四五六])(?:国|方|边)(?!面)/u.exec(head) ??
    /([三四五六])(?:国外长|国警方|方(?:同意|商定|决定|建立|一致))/u.exec(text)
  )?.[1];
  return Math.min(found, many === undefined ? 2 : 3 + '三四五六'.indexOf(many));
}

/** "中巴", "中阿巴": names by one character each, side by side. */
function pairs(head: string, known: Known): number {
  const first = known.names[0]?.[0] ?? '';
  const together =
    head.match(
      /[\p{Script=Han}]{2,3}(?=两国|双方|三方|三国|联合|外长|执法|警方|反恐|禁毒|第[一二三四五六七八九十])/gu,
    ) ?? [];
  return together.some((found) => found.includes(first)) ? 1 : 0;
}

const firstOf = (text: string, known: Known): number => {
  const places = known.names.map((name) => text.indexOf(name)).filter((place) => place >= 0);
  return places.length === 0 ? text.length : Math.min(...places);
};

function lettered(text: string, chosen: readonly Known[], forms: ReadonlyMap<string, number>): ChineseSides {
  const parties: Record<string, readonly string[]> = {};
  const aliases: [string, string][] = [];
  const cores = chosen.map((known) => (known.names[0] ?? '').replace(STATE, ''));
  chosen.forEach((known, index) => {
    const letter = String.fromCharCode(65 + index);
    const core = (cores[index] ?? '').replace(/方$/u, '');
    const characters = Array.from(core.replace(/国$/u, ''));
    const shorts = [characters[0] ?? '', characters.slice(0, 2).join(''), characters.join('')].filter(
      (short) => isSide(short, forms) && !cores.some((other) => other !== core && other.startsWith(short)),
    );
    const own = [
      ...new Set([
        ...known.names,
        ...(STATE.test(core) || core.endsWith('国') || !new RegExp(`${core}国(?![家内际防务会土])`, 'u').test(text)
          ? []
          : [`${core}国`]),
        ...shorts.map((short) => `${short}方`),
      ]),
    ];
    parties[letter] = known.english === '' ? own : [...own, known.english];
    for (const name of own) aliases.push([name, letter]);
    for (const short of shorts)
      for (const force of ['军', '警']) if (text.includes(short + force)) aliases.push([short + force, letter]);
  });
  aliases.sort((a, b) => b[0].length - a[0].length);
  const sides = new Set(chosen);
  const others = WORLD.filter((known) => ![...sides].some((side) => side.names[0] === known.names[0])).flatMap(
    (known) => known.names.filter((name) => text.includes(name)),
  );
  const letters = Object.keys(parties);
  while (letters.length < 2) letters.push(UNNAMED.repeat(letters.length + 1));
  return { parties, letters, aliases, others };
}

/** The letters that a stretch of text names, in order; words for all sides give all. */
export function chineseLetters(text: string, sides: ChineseSides): string[] {
  if (JOINT.test(text)) return [...sides.letters];
  const found = namedIn(text, sides);
  if (found.length > 0) return found;
  const shorts = sides.letters.map((letter) => sides.parties[letter]?.[0]?.[0] ?? '?');
  const pair = [shorts.slice(0, 2).join(''), shorts.slice(0, 2).reverse().join('')];
  return shorts.length >= 2 && pair.some((both) => text.startsWith(both)) ? [...sides.letters] : [];
}

/** Only names: each side's own, in the order of their letters. */
export function namedIn(text: string, sides: ChineseSides): string[] {
  const found = new Set<string>();
  let rest = text;
  for (const [alias, letter] of sides.aliases) {
    if (!rest.includes(alias)) continue;
    found.add(letter);
    rest = rest.replaceAll(alias, ' ');
  }
  if (found.size > 0) return [...found].sort();
  // "巴内政部", "巴各省": one character before what a country has
  for (const letter of sides.letters) {
    const short = sides.parties[letter]?.[0]?.[0];
    if (
      short !== undefined &&
      (sides.parties[letter]?.includes(`${short}方`) || short in ONE_CHARACTER) &&
      new RegExp(
        `(?<![\\p{Script=Han}])${short}(?=各省|各州|联邦政府|内政部|外交部|国防部|公安部|警方|政府|军方|境内|海关|司法部|移民局)`,
        'u',
      ).test(text)
    )
      found.add(letter);
  }
  return [...found].sort();
}
