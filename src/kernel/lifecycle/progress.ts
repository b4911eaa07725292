import { textOf, type JsonObject } from '../json/types.ts';
import type { Rating } from '../stix/values.ts';
import { oldestFirst, type VersionRef } from './fold.ts';

/** One version of a progress record, with its place in its publisher's feed. */
export type ProgressVersion = VersionRef & {
  readonly publisher: string;
  readonly index: number;
  /** Nothing of an expunged one, and what was revoked is no longer said. */
  readonly said?: Said;
};
export type Said = {
  readonly asOf: string;
  readonly rating?: Rating;
  readonly percent?: number;
  /** The office that leads on this side, in its languages. */
  readonly lead?: Localized;
  /** It names the office and tells nothing of how far the matter is. */
  readonly isOnlyLead?: true;
};
type Localized = Readonly<Record<string, string>>;

export type OwnView = {
  /** What this side said of the latest day. */
  readonly latest?: ProgressVersion;
  /** Its rating of the latest day of which it gave one. */
  readonly rated?: ProgressVersion;
  /** The office that it named last, by the day spoken of. */
  readonly lead?: Localized;
  /** What it told of how far the matter is, by the day that each speaks of, oldest first. */
  readonly told: readonly ProgressVersion[];
};

/** `one-sided`: the other side has not rated it; `differs`: both have, and not alike. */
export const JOINT_VIEWS = ['unrated', 'one-sided', 'same', 'differs'] as const;
export type JointView = (typeof JOINT_VIEWS)[number];

export type JointProgress = {
  readonly view: JointView;
  /** What both say, or the one that has spoken. */
  readonly rating?: Rating;
  /** The less that either says, where both rate alike. */
  readonly percent?: number;
  readonly byParty: Readonly<Record<string, OwnView>>;
};

/**
 * How far both sides say that a commitment is: over the records of both that stand in their feeds, the same on both nodes whatever came
 * first. Each side speaks for itself, so nothing is ordered between the two. Within one side it is the day spoken of that counts, so that
 * what is reported late changes the past and not the present; of two records about one day, the one later in its feed.
 */
export function foldProgress(parties: readonly string[], versions: readonly ProgressVersion[]): JointProgress {
  const byParty = Object.fromEntries(parties.map((party) => [party, ownView(party, versions)]));
  const ratings = parties.map((party) => byParty[party]?.rated?.said?.rating);
  const given = ratings.flatMap((rating) => rating ?? []);
  const [rating] = given;
  if (rating === undefined) return { view: 'unrated', byParty };
  if (given.length < parties.length) return { view: 'one-sided', rating, ...lowest(parties, byParty), byParty };
  if (given.some((one) => one !== rating)) return { view: 'differs', byParty };
  return { view: 'same', rating, ...lowest(parties, byParty), byParty };
}

/** What a progress record says that is folded; its shape was judged at the door. Nothing, if it was revoked. */
export function saidIn(object: JsonObject): Said | undefined {
  if (object['revoked'] === true) return undefined;
  const { as_of: asOf, rating, percent, lead } = object;
  const isOnlyLead = lead !== undefined && TELLING.every((name) => object[name] === undefined);
  return {
    asOf: textOf(asOf),
    ...(typeof rating === 'string' ? { rating: rating as Rating } : {}),
    ...(typeof percent === 'number' ? { percent } : {}),
    ...(lead === undefined ? {} : { lead: lead as Localized }),
    ...(isOnlyLead ? { isOnlyLead } : {}),
  };
}

/** What both sides see of a record that tells how far the matter is: its words may be withheld from one. */
const TELLING = ['rating', 'percent', 'values', 'evidence'] as const;

function lowest(parties: readonly string[], byParty: Readonly<Record<string, OwnView>>): { percent?: number } {
  const said = parties.flatMap((party) => byParty[party]?.rated?.said?.percent ?? []);
  return said.length === 0 ? {} : { percent: Math.min(...said) };
}

function ownView(party: string, versions: readonly ProgressVersion[]): OwnView {
  const own = Map.groupBy(
    versions.filter(({ publisher }) => publisher === party),
    ({ id }) => id,
  );
  // What it says of itself now is its newest version, whichever arrived first.
  const said = [...own.values()]
    .flatMap((all) => oldestFirst(all).at(-1) ?? [])
    .filter((version): version is ProgressVersion & { said: Said } => version.said !== undefined)
    .sort((a, b) => (a.said.asOf < b.said.asOf ? -1 : a.said.asOf > b.said.asOf ? 1 : a.index - b.index));
  const told = said.filter(({ said: { isOnlyLead } }) => isOnlyLead !== true);
  const latest = told.at(-1);
  const rated = told.findLast((version) => version.said.rating !== undefined);
  const lead = said.findLast((version) => version.said.lead !== undefined)?.said.lead;
  return { ...(latest ? { latest } : {}), ...(rated ? { rated } : {}), ...(lead ? { lead } : {}), told };
}
