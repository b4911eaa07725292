import { plain, plainCadence } from '../score/values.ts';
import type { CommitmentRecord } from '../read/reading.ts';
import { actingSides } from './sides.ts';
import type { Parties, SideMap } from './sides.ts';

export const ATTRIBUTES = ['kind', 'responsible', 'due', 'recurrence', 'status'] as const;
export type Attribute = (typeof ATTRIBUTES)[number];

/** Where two accounts of one undertaking disagree. What one leaves out and the other gives is a difference too. */
export function differsIn(
  a: CommitmentRecord,
  b: CommitmentRecord,
  between: { readonly a: Parties; readonly b: Parties; readonly map: SideMap },
): Attribute[] {
  const [one, other] = [actingSides(a.responsible, between.a, between.map), actingSides(b.responsible, between.b)];
  const same: Readonly<Record<Attribute, boolean>> = {
    // `other` is said for want of a word: it contradicts nothing
    kind: a.kind === b.kind || a.kind === 'other' || b.kind === 'other',
    responsible:
      (a.responsible === 'both' && b.responsible === 'both') ||
      // of a side that only one text names nothing can be said
      [...one, ...other].some((letter) => /[-*]/u.test(letter)) ||
      (one.size === other.size && [...one].every((letter) => other.has(letter))),
    due: plain(a.due) === plain(b.due),
    recurrence: plainCadence(a.recurrence) === plainCadence(b.recurrence),
    status: a.status === b.status,
  };
  return ATTRIBUTES.filter((attribute) => !same[attribute]);
}
