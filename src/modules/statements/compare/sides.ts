import { COUNTRIES } from '../data/countries.ts';
import { ORGANISATIONS } from '../data/organisations.ts';
import { arabicSounds, hanSound, latinSound } from './sound.ts';

export type Parties = Readonly<Record<string, readonly string[]>>;
/** Letter of a side in one reading -> its letter in the other. */
export type SideMap = ReadonlyMap<string, string>;

const CODES: ReadonlyMap<string, string> = new Map(
  [
    ...COUNTRIES.flatMap(({ code, names, adjectives, zh, ur }) =>
      [...names, ...adjectives, ...zh, ...ur].map((name) => [name, code] as const),
    ),
    ...ORGANISATIONS.flatMap(({ code, names, zh, ur }) =>
      [...names, ...zh, ...ur].map((name) => [name, code] as const),
    ),
  ].map(([name, code]) => [name.toLowerCase(), code]),
);

/** How much speaks for two sides being one: a common code or name, a common root, a like sound in another script. */
export function sameSide(names: readonly string[], others: readonly string[]): number {
  const [left, right] = [names.map((name) => name.toLowerCase()), others.map((name) => name.toLowerCase())];
  const codes = new Set(left.flatMap((name) => CODES.get(name) ?? []));
  if (right.some((name) => codes.has(CODES.get(name) ?? '-'))) return 4;
  if (left.some((name) => right.includes(name))) return 4;
  const roots = new Set(
    left
      .flatMap((name) => name.split(/\s+/u))
      .filter((word) => word.length > 4 && !GENERIC.has(word))
      .map((word) => word.slice(0, 5)),
  );
  if (right.flatMap((name) => name.split(/\s+/u)).some((word) => roots.has(word.slice(0, 5)) && word.length > 4))
    return 3;
  const sounds = new Set(names.flatMap(soundsOf));
  const alike = others.flatMap(soundsOf).filter((sound) => sounds.has(sound));
  return Math.max(0, ...alike.map((sound) => (sound.length > 2 ? 3 : 1)));
}

const GENERIC = new Set([
  'republic',
  'federation',
  'federal',
  'kingdom',
  'united',
  'union',
  'state',
  'states',
  'people',
  'islamic',
  'democratic',
]);
const TITLES = /(?:共和国|联邦|王国|酋长国|合众国|方|国)$/u;

function soundsOf(name: string): string[] {
  const sounds = /\p{Script=Han}/u.test(name)
    ? [hanSound(name.replace(TITLES, '')) ?? '']
    : /\p{Script=Arabic}/u.test(name)
      ? arabicSounds(name)
      : [latinSound(name.split(/\s+/u).find((word) => !GENERIC.has(word.toLowerCase())) ?? '')];
  return sounds.filter((sound) => sound.length > 1);
}

/** Every way to lay the sides of one reading on those of the other, the likeliest by name first; one alone when names decide. */
export function sideMaps(a: Parties, b: Parties): SideMap[] {
  const [left, right] = [Object.keys(a).slice(0, 4), Object.keys(b).slice(0, 4)];
  const maps = arrangements(left, right).map((pairs) => ({
    map: new Map(pairs),
    weight: pairs.reduce((sum, [x, y]) => sum + sameSide(a[x] ?? [], b[y] ?? []), 0),
  }));
  maps.sort((x, y) => y.weight - x.weight);
  const most = maps[0]?.weight ?? 0;
  return maps.filter(({ weight }) => weight === most).map(({ map }) => map);
}

/** All injections of the shorter list into the longer; up to four sides, so at most 24. Letters as they are come first. */
function arrangements(left: readonly string[], right: readonly string[]): [string, string][][] {
  const [first, ...rest] = left;
  if (first === undefined || right.length === 0) return [[]];
  const ordered = [...right.filter((letter) => letter === first), ...right.filter((letter) => letter !== first)];
  const taken = ordered.flatMap((letter) =>
    arrangements(
      rest,
      right.filter((other) => other !== letter),
    ).map((tail): [string, string][] => [[first, letter], ...tail]),
  );
  return left.length > right.length ? [...taken, ...arrangements(rest, right)] : taken;
}

/** Who must act, as a set of letters; through a map, in the letters of the other reading. */
export function actingSides(responsible: string, parties: Parties, map?: SideMap): ReadonlySet<string> {
  const letters = responsible === 'both' ? Object.keys(parties) : responsible.split('+');
  // fewer than two named: "both" is still more than the one that is named
  const all = responsible === 'both' && letters.length < 2 ? [...letters, '*'] : letters;
  return new Set(
    all.map((letter) => map?.get(letter) ?? (map === undefined || letter === '*' ? letter : `-${letter}`)),
  );
}
