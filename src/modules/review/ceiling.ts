import { exceedsCeiling, type Ceiling } from '#kernel/policy/ceiling.ts';
import { HANDLING_IDS, PAP_IDS, resolveMarkings, TLP_IDS } from '#kernel/policy/markings.ts';
import { CHARTER, SECRETARIAT, type REVIEW_EDITIONS } from '#kernel/stix/values.ts';
import { Failure } from '#kernel/errors.ts';
import type { Accord } from '#store/accords.ts';
import type { Caller } from '#api/caller.ts';

export type Edition = (typeof REVIEW_EDITIONS)[number];

const PUBLIC: Ceiling = { tlp: 'clear' };

/** The public reads what is clear; the partner what its channel carries. */
export function ceilingOf(edition: Edition, accord: Accord): Ceiling {
  if (edition === 'public') return PUBLIC;
  const channel = accord.channels.find(({ name }) => name === SECRETARIAT);
  if (!channel) throw new Failure('bad-input', 'this accord has no channel for its secretariats', { path: '?accord' });
  return channel.ceiling;
}

/**
 * The classes that a reader of the ceiling would see, of those that the caller sees: by them everything is read, folded and counted, so
 * an edition has nothing in it, and counts nothing, that is marked above: of an accord and of those of cities under it. An accord's own terms say whose records these are, and nothing of
 * them is told but the names of its parties and themes. What is kept to a list or a case is for no edition.
 */
export function classesAt(
  { seen, known }: Pick<Caller, 'seen' | 'known'>,
  accords: ReadonlySet<string>,
  ceiling: Ceiling,
): number[] {
  return seen.flatMap(({ id, facts }) => {
    if (!accords.has(facts.accord ?? '') || (facts.compartment ?? null) !== null || (facts.case ?? null) !== null)
      return [];
    if (facts.channel === CHARTER) return [id];
    const resolved = resolveMarkings(facts.markings, known);
    const isAbove =
      'unknown' in resolved ||
      exceedsCeiling(resolved, ceiling) !== undefined ||
      (facts.handling ?? []).some((code) => !(ceiling.handling ?? []).some((allowed) => allowed === code));
    return isAbove ? [] : [id];
  });
}

/** As strict as anything that may be in it. */
export const markingsAt = ({ tlp, pap, handling = [] }: Ceiling): string[] => [
  TLP_IDS[tlp],
  ...(pap === undefined || pap === 'clear' ? [] : [PAP_IDS[pap]]),
  ...handling.map((code) => HANDLING_IDS[code]),
];
