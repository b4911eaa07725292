import type { CommitmentRecord } from '../read/reading.ts';
import { pageOf, profileOf, type Readout } from './profile.ts';

type Told = readonly [CommitmentRecord, CommitmentRecord];

/** Of each two passages, whether they count differently: forty officers here, sixty there, or no number. Dates are no counts. */
export function countsDiffer(a: Readout, b: Readout, pairs: readonly Told[]): boolean[] {
  const [left, right] = [pageOf(a), pageOf(b)];
  return pairs.map(([one, other]) => {
    const [first, second] = [profileOf(left, one).numbers, profileOf(right, other).numbers];
    return first.size !== second.size || [...first].some((number) => !second.has(number));
  });
}
