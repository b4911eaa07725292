import type { Random } from '../simulation/random.ts';

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** Where a value stands, so that it can be put elsewhere or replaced. */
type Place = { readonly holder: Json[] | { [name: string]: Json }; readonly key: string | number };

const SCALARS: readonly Json[] = [
  null,
  true,
  false,
  0,
  -1,
  -0,
  0.5,
  256,
  1e15,
  2 ** 53 - 1,
  2 ** 53,
  1e300,
  5e-324,
  '',
  ' ',
  'a',
  '\0',
  '\ud800',
  '__proto__',
  'constructor',
  'a'.repeat(300),
  'identity--00000000-0000-4000-8000-000000000000',
  'marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487',
  'extension-definition--00000000-0000-4000-8000-000000000000',
  '2026-02-30T00:00:00.000Z',
  '2026-01-01T00:00:00.000Z',
  '9999-12-31T23:59:59.999Z',
  '0000-01-01T00:00:00.000Z',
  'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=',
  '../../etc/passwd',
  "' or '1'='1",
  [],
  {},
];

/** A change to the value, not to its bytes: of one member, by what stands elsewhere in it or in another. */
export function mutateJson(text: string, random: Random, other: string, words: readonly string[]): string | undefined {
  const value = parsed(text);
  if (value === undefined) return undefined;
  const root: { [name: string]: Json } = { root: value };
  const donor = parsed(other);
  for (let left = 1 + random.int(3); left > 0; left--) {
    const places = placesIn(root);
    const foreign = donor === undefined ? places : placesIn({ donor });
    change(random.pick(places), random, { places, foreign, words });
  }
  const changed = root['root'];
  return changed === undefined ? undefined : written(changed, random);
}

type Stock = {
  readonly places: readonly Place[];
  readonly foreign: readonly Place[];
  readonly words: readonly string[];
};

function change(place: Place, random: Random, { places, foreign, words }: Stock): void {
  const at = valueAt(place);
  switch (random.int(11)) {
    case 0:
      return put(place, random.pick(SCALARS));
    case 1:
      return remove(place);
    case 2:
      return put(place, copyOf(valueAt(random.pick(places))));
    case 3:
      return put(place, copyOf(valueAt(random.pick(foreign))));
    case 4:
      return put(place, [at]);
    case 5: {
      let deep: Json = at;
      for (let depth = 1 << random.int(11); depth > 0; depth--) deep = random.chance(0.5) ? [deep] : { a: deep };
      return put(place, deep);
    }
    case 6:
      return rename(
        place,
        words.length > 0 ? random.pick(words) : random.pick(['', 'a', '__proto__', 'x'.repeat(251)]),
      );
    case 7:
      if (Array.isArray(at)) for (let i = random.int(300); i > 0; i--) at.push(copyOf(at[0] ?? null));
      else if (typeof at === 'object' && at !== null) addMembers(at, random, words);
      return;
    case 8:
      return put(place, words.length > 0 ? random.pick(words) : '');
    case 9:
      if (typeof at === 'string') put(place, changedText(at, random));
      else if (typeof at === 'number') put(place, random.pick([at + 1, at - 1, -at, at / 3, at * 1e10]));
      return;
    default:
      if (Array.isArray(place.holder)) place.holder.push(copyOf(at));
  }
}

function addMembers(at: { [name: string]: Json }, random: Random, words: readonly string[]): void {
  for (let i = 1 + random.int(random.chance(0.1) ? 200 : 3); i > 0; i--) {
    const name = words.length > 0 && random.chance(0.7) ? random.pick(words) : `p_${random.int(1000)}`;
    define(at, name, random.pick(SCALARS));
  }
}

function changedText(text: string, random: Random): string {
  const at = random.int(text.length + 1);
  switch (random.int(6)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text + text;
    case 2:
      return text.slice(0, at) + random.pick(['\0', '\u202e', '\ud800', 'A', '0', '.', '--', '\n']) + text.slice(at);
    case 3:
      return text.toUpperCase();
    case 4:
      return text.slice(0, at) + text.slice(at + 1);
    default:
      return text.repeat(Math.min(1 << random.int(10), Math.ceil(20_000 / (text.length + 1))));
  }
}

function valueAt({ holder, key }: Place): Json {
  return (holder as { [name: string]: Json })[key] ?? null;
}

function put({ holder, key }: Place, value: Json): void {
  if (Array.isArray(holder)) holder[key as number] = value;
  else define(holder, String(key), value);
}

function remove({ holder, key }: Place): void {
  if (Array.isArray(holder)) holder.splice(key as number, 1);
  else if (key !== 'root') delete holder[key];
}

function rename(place: Place, name: string): void {
  if (Array.isArray(place.holder) || place.key === 'root') return;
  const value = valueAt(place);
  remove(place);
  define(place.holder, name, value);
}

/** `__proto__` is a name like any other. */
function define(holder: { [name: string]: Json }, name: string, value: Json): void {
  Object.defineProperty(holder, name, { value, enumerable: true, writable: true, configurable: true });
}

const copyOf = (value: Json): Json => structuredClone(value);

function placesIn(root: Json, most = 2000): Place[] {
  const places: Place[] = [];
  const open: Json[] = [root];
  for (let at = open.pop(); at !== undefined && places.length < most; at = open.pop()) {
    if (typeof at !== 'object' || at === null) continue;
    const keys: (string | number)[] = Array.isArray(at) ? [...at.keys()] : Object.keys(at);
    for (const key of keys) {
      const place = { holder: at, key };
      places.push(place);
      open.push(valueAt(place));
    }
  }
  return places;
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** Mostly in the canonical order, which parsers of one spelling ask for. */
function written(value: Json, random: Random): string {
  try {
    return random.chance(0.8) ? JSON.stringify(sorted(value)) : JSON.stringify(value);
  } catch {
    return '';
  }
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const out: { [name: string]: Json } = {};
  for (const name of Object.keys(value).sort()) define(out, name, sorted(value[name] ?? null));
  return out;
}
