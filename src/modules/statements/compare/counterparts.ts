import type { Span } from '../read/reading.ts';
import { likeness, needed, weigh } from './likeness.ts';
import type { Rarity, Weighed } from './likeness.ts';
import { profileOf } from './profile.ts';
import type { Page } from './profile.ts';
import { weakClausesIn } from './weak.ts';

/** Words that the reader did not take for an undertaking need more to be one, in bits. */
const PASSED_OVER = 1;
/** "The ministers decided" says nothing yet. */
const LEAST_SAID = 0.6;
/** Passing words count only when they name the thing itself; a cadence is half a name. */
const LEAST_SHARE = 0.25;

/** For undertakings that found no record in the other text: that text's passing words, best first, each used once; `talk`: also what is only talked about. */
export function counterparts(
  alone: readonly Weighed[],
  page: Page,
  records: readonly Span[],
  { rarity, talk }: { readonly rarity: Rarity; readonly talk: boolean },
): Map<Weighed, Weighed> {
  const found = new Map<Weighed, Weighed>();
  if (alone.length === 0) return found;
  const clauses = weakClausesIn(page, records).filter(({ isTalk }) => talk || !isTalk);
  const least = needed(clauses.length);
  const candidates = clauses.flatMap(({ record, isTalk }) => {
    const profile = { ...profileOf(page, record), around: new Map<string, number>() };
    const other = { ...weigh(profile, rarity, new Set()), isGuess: true };
    if (other.length.all < LEAST_SAID) return [];
    return alone.flatMap((one) => {
      const { bits, share } = likeness(one, other);
      const gain = bits - least - (isTalk ? 0 : PASSED_OVER);
      const regular = record.recurrence !== undefined && one.profile.record.recurrence !== undefined;
      return gain > 0 && share >= (regular ? LEAST_SHARE / 2 : LEAST_SHARE) ? [{ one, other, gain }] : [];
    });
  });
  const order = ({ profile: { record } }: Weighed): number => record.start;
  const length = ({ profile: { record } }: Weighed): number => record.end - record.start;
  // of a sentence and its clause, the clause, when it says as much
  candidates.sort(
    (x, y) =>
      Math.round(y.gain * 5) - Math.round(x.gain * 5) ||
      length(x.other) - length(y.other) ||
      order(x.one) - order(y.one) ||
      order(x.other) - order(y.other),
  );
  const used: Span[] = [];
  for (const { one, other } of candidates) {
    const { start, end } = other.profile.record;
    if (found.has(one) || used.some((span) => span.start < end && start < span.end)) continue;
    found.set(one, asToldBy(other, one));
    used.push({ start, end });
  }
  return found;
}

/** What such a clause does not say by itself is what the counterpart says: no difference is claimed from silence of the reader. */
function asToldBy(other: Weighed, one: Weighed): Weighed {
  const { record } = other.profile;
  const { kind, responsible, status } = one.profile.record;
  return {
    ...other,
    acting: one.acting,
    profile: {
      ...other.profile,
      record: {
        ...record,
        kind: record.kind === 'other' ? kind : record.kind,
        // a promise by one side alone, not said to be agreed, is announced
        status:
          record.status === 'agreed' && status === 'announced' && responsible !== 'both' ? 'announced' : record.status,
      },
    },
  };
}
