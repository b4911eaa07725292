import { Failure } from '#kernel/errors.ts';
import type { CommitmentRecord, Span } from '../read/reading.ts';
import { bestAssignment } from './assignment.ts';
import type { Edge } from './assignment.ts';
import { differsIn } from './differs.ts';
import type { Attribute } from './differs.ts';
import { counterparts } from './counterparts.ts';
import { likeness, needed, rarityIn, reasonsFor, weigh } from './likeness.ts';
import type { Weighed } from './likeness.ts';
import { pageOf, profileOf } from './profile.ts';
import type { Page, Profile, Readout } from './profile.ts';
import { actingSides, sideMaps } from './sides.ts';
import type { SideMap } from './sides.ts';

/** One end of a match; `weak` where the text only talks of it, so that the reader proposes nothing there. */
export type Told = CommitmentRecord & { readonly weak?: true };
export type Match = {
  readonly a: Told;
  readonly b: Told;
  readonly differs: readonly Attribute[];
  readonly why: readonly string[];
};
export type Pairs = {
  /** Letter of a side in the first reading -> in the second. */
  readonly sides: SideMap;
  readonly matches: readonly Match[];
  readonly only_a: readonly Span[];
  readonly only_b: readonly Span[];
};

export const MOST_COMPARED = 600;

/** Among equals, the order in which things are told. */
const ORDER = 0.05;

/** Two accounts of one meeting, laid side by side. What is in both, where they disagree, and what only one of them tells. */
export function pairReadouts(a: Readout, b: Readout): Pairs {
  for (const { reading } of [a, b])
    if (reading.commitments.length > MOST_COMPARED)
      throw new Failure(
        'too-large',
        `A comparison takes up to ${MOST_COMPARED} undertakings in each text; one has ${reading.commitments.length}.`,
      );
  // which text is named first must not decide between equals
  if (a.text > b.text) {
    const { sides, matches, only_a: onlyA, only_b: onlyB } = inOrder(b, a);
    return {
      sides: new Map([...sides].map(([one, other]) => [other, one])),
      matches: matches
        .map((match) => ({ ...match, a: match.b, b: match.a }))
        .sort((x, y) => x.a.start - y.a.start || x.a.end - y.a.end),
      only_a: onlyB,
      only_b: onlyA,
    };
  }
  return inOrder(a, b);
}

type Side = { readonly readout: Readout; readonly page: Page; readonly profiles: readonly Profile[] };

const sideOf = (readout: Readout): Side => {
  const page = pageOf(readout);
  return { readout, page, profiles: readout.reading.commitments.map((record) => profileOf(page, record)) };
};

function inOrder(a: Readout, b: Readout): Pairs {
  const [left, right] = [sideOf(a), sideOf(b)];
  const rarity = rarityIn([...left.profiles, ...right.profiles]);
  const weighed = (side: Side, map?: SideMap): Weighed[] =>
    side.profiles.map((profile) =>
      weigh(profile, rarity, actingSides(profile.record.responsible, side.readout.reading.parties, map)),
    );
  const others = weighed(right);
  let best: { map: SideMap; own: Weighed[]; chosen: Edge[]; gain: number } | undefined;
  for (const map of sideMaps(a.reading.parties, b.reading.parties)) {
    const own = weighed(left, map);
    const chosen = bestAssignment(edgesBetween(own, others));
    const gain = chosen.reduce((sum, edge) => sum + edge.gain, 0);
    if (best === undefined || gain > best.gain + 1e-9) best = { map, own, chosen, gain };
  }
  const { map = new Map<string, string>(), own = [], chosen = [] } = best ?? {};
  const between = { a: a.reading.parties, b: b.reading.parties, map };
  const matchOf = (x: Weighed, y: Weighed, weak: { a?: true; b?: true }): Match => {
    const [one, other] = [x.profile.record, y.profile.record];
    const differs = differsIn(one, other, between);
    return {
      a: weak.a ? { ...one, weak: true } : one,
      b: weak.b ? { ...other, weak: true } : other,
      differs,
      why: reasonsFor(x, y),
    };
  };
  const matches = chosen.flatMap(({ a: i, b: j }) => {
    const [x, y] = [own[i], others[j]];
    return x && y ? [matchOf(x, y, {})] : [];
  });
  const taken = { a: new Set(chosen.map((edge) => edge.a)), b: new Set(chosen.map((edge) => edge.b)) };
  const alone = { a: own.filter((_, i) => !taken.a.has(i)), b: others.filter((_, j) => !taken.b.has(j)) };
  const toldWeakly = {
    a: counterparts(alone.a, right.page, b.reading.commitments, { rarity, talk: true }),
    b: counterparts(alone.b, left.page, a.reading.commitments, { rarity, talk: true }),
  };
  const back = new Map([...map].map(([one, other]) => [other, one]));
  for (const [x, y] of toldWeakly.a) matches.push(matchOf(x, actedBy(y, x, undefined), { b: true }));
  for (const [x, y] of toldWeakly.b) matches.push(matchOf(actedBy(y, x, back), x, { a: true }));
  const untold = (side: readonly Weighed[], told: ReadonlyMap<Weighed, Weighed>): Span[] =>
    side.filter((one) => !told.has(one)).map(({ profile: { record } }) => ({ start: record.start, end: record.end }));
  return {
    sides: map,
    matches: matches.sort((x, y) => x.a.start - y.a.start || x.a.end - y.a.end),
    only_a: untold(alone.a, toldWeakly.a),
    only_b: untold(alone.b, toldWeakly.b),
  };
}

function edgesBetween(own: readonly Weighed[], others: readonly Weighed[]): Edge[] {
  const least = needed(Math.max(own.length, others.length));
  return own.flatMap((x, i) =>
    others.flatMap((y, j) => {
      const gain = likeness(x, y).bits - least;
      if (gain <= 0) return [];
      return [{ a: i, b: j, gain: gain + 2 * ORDER - ORDER * Math.abs(i / own.length - j / others.length) }];
    }),
  );
}

/** A clause that no record holds is acted on by whom its counterpart names, in the letters of its own text. */
function actedBy(clause: Weighed, one: Weighed, map: SideMap | undefined): Weighed {
  const letters = [...one.acting].map((letter) => (map === undefined ? letter : (map.get(letter) ?? letter)));
  const responsible = one.profile.record.responsible === 'both' ? 'both' : letters.sort().join('+');
  const { profile } = clause;
  return { ...clause, profile: { ...profile, record: { ...profile.record, responsible } } };
}
