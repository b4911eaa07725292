import { plainCadence } from '../score/values.ts';
import type { Kind } from '../read/reading.ts';
import type { Profile } from './profile.ts';
import { TERMS } from '../data/terms.ts';
import type { Wording } from './wording.ts';

/**
 * How likely two clauses tell the same undertaking, in bits: how much more often a feature is seen on two accounts of one thing
 * than on two things met by chance (Fellegi and Sunter's weights). Bits add up; what is needed in all is the log of how many
 * counterparts there are to choose from.
 */

/** A kind that is rare says much when both have it. */
const SAME_KIND: Readonly<Record<Kind, number>> = {
  'establish-mechanism': 2,
  'recurring-meeting': 2.4,
  'protection-measure': 2.4,
  training: 2.6,
  'information-sharing': 2.3,
  'capacity-building': 2.4,
  investigation: 2.6,
  'event-attendance': 2.2,
  other: 0.6,
};
/** Kinds that two readers, or two governments, give to one thing: a team set up, or the inquiry that it makes. */
const NEAR: ReadonlySet<string> = new Set(
  [
    ['establish-mechanism', 'investigation'],
    ['establish-mechanism', 'information-sharing'],
    ['establish-mechanism', 'protection-measure'],
    ['establish-mechanism', 'recurring-meeting'],
    ['establish-mechanism', 'capacity-building'],
    ['establish-mechanism', 'training'],
    ['training', 'capacity-building'],
    ['training', 'event-attendance'],
    ['recurring-meeting', 'event-attendance'],
    ['information-sharing', 'investigation'],
    ['information-sharing', 'capacity-building'],
  ].flatMap(([one, other]) => [`${one}|${other}`, `${other}|${one}`]),
);
const NEAR_KIND = 0;
/** A reader says `other` for want of a word, of any thing. */
const WITH_OTHER = -0.4;
const OTHER_KIND = -2.5;

const AROUND = 0.35;
/** Each clause could have said more: a lone common word in both is no likeness yet. */
const UNSAID = 0.2;

/** Keys that most undertakings of the two texts share weigh less. */
export type Rarity = (key: string) => number;

export function rarityIn(profiles: readonly Profile[]): Rarity {
  const seen = new Map<string, number>();
  for (const { own } of profiles) for (const key of own.keys()) seen.set(key, (seen.get(key) ?? 0) + 1);
  // two mentions are one undertaking told twice
  return (key) =>
    Math.min(
      1,
      Math.sqrt(
        Math.log2(1 + profiles.length / (seen.get(key) ?? 1)) / Math.log2(1 + Math.max(2, profiles.length) / 2),
      ),
    );
}

export type Weighed = {
  readonly profile: Profile;
  readonly vector: ReadonlyMap<string, number>;
  readonly around: ReadonlyMap<string, number>;
  readonly length: { readonly all: number; readonly notions: number };
  readonly acting: ReadonlySet<string>;
  /** Words that no record holds: who acts is not known of them, and their kind only if they say it. */
  readonly isGuess?: boolean;
};

export function weigh(profile: Profile, rarity: Rarity, acting: ReadonlySet<string>): Weighed {
  const vector = scaled(profile.own, rarity, 1);
  let [all, notions] = [UNSAID, UNSAID];
  for (const [key, weight] of vector) {
    all += weight * weight;
    if (isNotion(key)) notions += weight * weight;
  }
  return {
    profile,
    vector,
    around: scaled(profile.around, rarity, AROUND),
    length: { all: Math.sqrt(all), notions: Math.sqrt(notions) },
    acting,
  };
}

const scaled = (wording: Wording, rarity: Rarity, factor: number): Map<string, number> =>
  new Map([...wording].map(([key, weight]) => [key, weight * rarity(key) * factor]));

const isNotion = (key: string): boolean => key.startsWith('#');

/** Cosine of the two bags; a word of the one's clause met in the other's sentence counts in part. Across scripts, names count by their sound. */
export function wordsAlike(a: Weighed, b: Weighed): { readonly share: number; readonly keys: readonly string[] } {
  const across = a.profile.lang !== b.profile.lang;
  const names = across ? namesAlike(a.profile, b.profile) * NAMED : 0;
  const [x, y] = across ? [a.length.notions, b.length.notions] : [a.length.all, b.length.all];
  const size = Math.sqrt((x * x + names) * (y * y + names));
  if (size === 0) return { share: 0, keys: [] };
  let dot = names;
  const keys: string[] = [];
  for (const [key, weight] of a.vector) {
    const other = b.vector.get(key);
    if (other === undefined) dot += weight * (b.around.get(key) ?? 0);
    else {
      dot += weight * other;
      keys.push(key);
    }
  }
  for (const [key, weight] of a.around) {
    const other = b.vector.get(key) ?? b.around.get(key);
    if (other !== undefined && !a.vector.has(key)) dot += weight * other;
  }
  return { share: Math.min(1, dot / size), keys };
}

/** A name met in both weighs as much as a notion. */
const NAMED = 1;

const namesAlike = (a: Profile, b: Profile): number =>
  Math.min(2, [...a.sounds].filter((sound) => b.sounds.has(sound)).length);

/** A match must outweigh the chance of finding its like among all that there are to choose from. */
export const needed = (choices: number): number => Math.max(1, Math.log2(Math.max(1, choices)));

export type Likeness = { readonly bits: number; readonly share: number };

export function likeness(a: Weighed, b: Weighed): Likeness {
  const { share } = wordsAlike(a, b);
  const across = a.profile.lang !== b.profile.lang;
  const words = across ? 7 * share - 1 : 10 * share - 1.4;
  const bits =
    words +
    kindBits(a, b) +
    actingBits(a, b) +
    dateBits(a, b) +
    cadenceBits(a, b) +
    countBits(a, b) +
    (across ? namesAlike(a.profile, b.profile) : 0);
  return { bits, share };
}

function kindBits(a: Weighed, b: Weighed): number {
  const [one, other] = [a.profile.record.kind, b.profile.record.kind];
  if ((a.isGuess && one === 'other') || (b.isGuess && other === 'other')) return 0;
  if (one === other) return SAME_KIND[one];
  if (NEAR.has(`${one}|${other}`)) return NEAR_KIND;
  return one === 'other' || other === 'other' ? WITH_OTHER : OTHER_KIND;
}

const SAME_SIDES = 0.7;

function actingBits(a: Weighed, b: Weighed): number {
  if (a.isGuess || b.isGuess) return 0;
  if (a.profile.record.responsible === 'both' && b.profile.record.responsible === 'both') return SAME_SIDES;
  const shared = [...a.acting].filter((letter) => b.acting.has(letter)).length;
  if (shared === 0) return -1.5;
  return shared === a.acting.size && shared === b.acting.size ? SAME_SIDES : -0.5;
}

function dateBits({ profile: a }: Weighed, { profile: b }: Weighed): number {
  const shared =
    [...a.dates].some((date) => b.dates.has(date)) || (a.record.due !== undefined && a.record.due === b.record.due);
  if (shared) return 2;
  return a.dates.size > 0 && b.dates.size > 0 ? -0.3 : 0;
}

function cadenceBits({ profile: a }: Weighed, { profile: b }: Weighed): number {
  const [one, other] = [a.record.recurrence, b.record.recurrence];
  if (one !== undefined && other !== undefined) return plainCadence(one) === plainCadence(other) ? 3 : 1.5;
  // the regular meetings of coordinators are not the next session
  const meetings = a.record.kind === 'recurring-meeting' && b.record.kind === 'recurring-meeting';
  return one === other ? 0 : meetings ? -2 : -0.3;
}

function countBits({ profile: a }: Weighed, { profile: b }: Weighed): number {
  let bits = 0;
  if (a.numbers.size > 0 && b.numbers.size > 0) bits += [...a.numbers].some((value) => b.numbers.has(value)) ? 2 : -0.3;
  if (a.ordinals.size > 0 && b.ordinals.size > 0) bits += [...a.ordinals].some((nth) => b.ordinals.has(nth)) ? 1.5 : -3;
  return bits;
}

/** What spoke for it, in words that a person can check. */
export function reasonsFor(a: Weighed, b: Weighed): string[] {
  const { keys } = wordsAlike(a, b);
  const [one, other] = [a.profile, b.profile];
  const words = keys.map((key) => (key.startsWith('#') ? (TERMS[Number(key.slice(1))]?.en[0] ?? key) : `${key}…`));
  const dates = [...one.dates].filter((date) => other.dates.has(date));
  const numbers = [...one.numbers].filter((value) => other.numbers.has(value));
  return [
    one.record.kind === other.record.kind
      ? `same kind: ${one.record.kind}`
      : `kinds: ${one.record.kind}, ${other.record.kind}`,
    ...(words.length > 0 ? [`in both: ${words.slice(0, 8).join(', ')}`] : []),
    ...(dates.length > 0 ? [`same date: ${dates.join(', ')}`] : []),
    ...(numbers.length > 0 ? [`same number: ${numbers.join(', ')}`] : []),
  ];
}
