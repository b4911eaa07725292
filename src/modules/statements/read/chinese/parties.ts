import { COUNTRIES } from '../../data/countries.ts';
import { ORGANISATIONS } from '../../data/organisations.ts';

/** Sides of a Chinese statement: countries of the world list, invented names by pattern, and their one-character forms ("X方"). */
export type ChineseSides = {
  readonly parties: Readonly<Record<string, readonly string[]>>;
  readonly letters: readonly string[];
  /** Every name of a side, longest first, with its letter. */
  readonly aliases: readonly (readonly [string, string])[];
};

type Known = { readonly names: readonly string[]; readonly english: string };

const WORLD: readonly Known[] = [
  ...COUNTRIES.map((country) => ({ names: country.zh, english: country.names[0] ?? '' })),
  ...ORGANISATIONS.map((item) => ({ names: item.zh, english: item.names[0] ?? '' })),
];
const STATE = /(?:人民共和国|共和国|联邦|王国|酋长国|合众国)$/u;
const BREAK = '(?<=^|[，。；：、\\s（”“和与同及访对向在驻]|会见|来访的|日)';
/** Words before 方 that name no side. */
const NOT_A_SIDE = '双各对我他地官警军一多三四东西南北后前何彼甲乙校院厂客医部比友远大该这那处官两';

export function chineseSidesOf(text: string): ChineseSides {
  const scores = new Map<Known, number>();
  const add = (known: Known, points: number): void => void scores.set(known, (scores.get(known) ?? 0) + points);
  const head = text.slice(0, 200);
  for (const known of WORLD) {
    const count = known.names.reduce((most, name) => Math.max(most, text.split(name).length - 1), 0);
    if (count === 0) continue;
    const short = known.names[0]?.[0] ?? '';
    add(
      known,
      count + (known.names.some((name) => head.includes(name)) ? 3 : 0) + 2 * (text.split(`${short}方`).length - 1),
    );
  }
  for (const known of invented(text)) add(known, 3 + 2 * (text.split(`${known.names[0]?.[0] ?? ''}方`).length - 1));
  const chosen = [...scores]
    .sort((a, b) => b[1] - a[1])
    .slice(0, /三方会谈|三国/u.test(head) ? 3 : 2)
    .map(([known]) => known);
  chosen.sort((a, b) => text.indexOf(a.names[0] ?? '') - text.indexOf(b.names[0] ?? ''));
  const parties: Record<string, readonly string[]> = {};
  const aliases: [string, string][] = [];
  chosen.forEach((known, index) => {
    const letter = String.fromCharCode(65 + index);
    const short = known.names[0]?.[0] ?? '';
    const own = [
      ...new Set([
        ...known.names,
        `${known.names[0] ?? ''}方`,
        ...(chosen.some((other) => other !== known && other.names[0]?.[0] === short) ? [] : [`${short}方`]),
      ]),
    ];
    parties[letter] = known.english === '' ? own : [...own, known.english];
    for (const name of own) aliases.push([name, letter]);
  });
  aliases.sort((a, b) => b[0].length - a[0].length);
  return { parties, letters: Object.keys(parties), aliases };
}

function invented(text: string): Known[] {
  const known = WORLD.flatMap((item) => item.names);
  const found = new Map<string, Set<string>>();
  const patterns = [
    new RegExp(`${BREAK}([\\p{Script=Han}]{2,8}?(?:共和国|联邦|王国))`, 'gu'),
    new RegExp(`${BREAK}([\\p{Script=Han}]{2,7}?)(?:公安部|内务部|内政部|外交部|司法部|安全部|警察总局|代表团)`, 'gu'),
    new RegExp(`([\\p{Script=Han}]{2,6}?)驻`, 'gu'),
  ];
  for (const pattern of patterns) {
    for (const match of text.matchAll(pattern)) {
      const full = match[1] ?? '';
      const bare = full.replace(STATE, '').replace(/(?<=.{2})国$/u, '');
      if (
        bare.length < 2 ||
        known.some((name) => full.includes(name)) ||
        /[双两各的在和与会见]|公共|部门|合作|国家/u.test(bare) ||
        (NOT_A_SIDE.includes(bare[0] ?? '') && bare[1] === '方')
      )
        continue;
      const names = found.get(bare) ?? new Set([bare]);
      names.add(full);
      found.set(bare, names);
    }
  }
  return [...found]
    .filter(([bare]) => text.split(bare).length + text.split(`${bare[0] ?? ''}方`).length > 3)
    .map(([, names]) => ({ names: [...names], english: '' }));
}

/** The letters that a stretch of text names, in order; "both" words give all. */
export function chineseLetters(text: string, sides: ChineseSides): string[] {
  if (/双方|两国|各方|两部|双边|两位|三方|我们|各自/u.test(text)) return [...sides.letters];
  const shorts = sides.letters.map((letter) => sides.parties[letter]?.[0]?.[0] ?? '');
  if (
    shorts.length === 2 &&
    (text.includes(`${shorts[0]}${shorts[1]}`) || text.includes(`${shorts[1]}${shorts[0]}`)) &&
    /^.{0,3}(?:两国|双方|将|同意|商定)/u.test(text)
  )
    return [...sides.letters];
  const found = new Set<string>();
  let rest = text;
  for (const [alias, letter] of sides.aliases) {
    if (!rest.includes(alias)) continue;
    found.add(letter);
    rest = rest.replaceAll(alias, ' ');
  }
  return [...found].sort();
}
