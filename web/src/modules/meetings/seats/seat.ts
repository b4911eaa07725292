import type { Localized } from '#contract/session.ts';
import { list, localizedField, number, text, type Fields } from '../../../data/fields.ts';
import { isSaid, saidIn } from '../../../ui/form/localized-text.ts';

/** A place in a delegation, a body or an attendance: an office, never who holds it. */
export type Seat = {
  readonly key: string;
  readonly office: Localized;
  readonly role: string;
  /** Empty: nobody said. */
  readonly credentials?: string;
};

export const emptySeat = (role: string): Seat => ({ key: crypto.randomUUID(), office: {}, role });

/** As a record lists them, in order of precedence. */
export const seatsOf = (record: Fields, property = 'offices'): Seat[] =>
  list(record, property)
    .toSorted((a, b) => (number(a, 'precedence') ?? 0) - (number(b, 'precedence') ?? 0))
    .map((one, n) => ({
      key: String(n),
      office: localizedField(one, 'office'),
      role: text(one, 'role') ?? 'member',
      ...(text(one, 'credentials') === undefined ? {} : { credentials: text(one, 'credentials')! }),
    }));

export const namedIn = (seats: readonly Seat[]): Seat[] => seats.filter(({ office }) => isSaid(office));
export const wordsIn = (seats: readonly Seat[]): string[] => seats.flatMap(({ office }) => Object.values(office));

/** What goes into a record. */
export const officesOf = (seats: readonly Seat[]) =>
  namedIn(seats).map(({ office, role, credentials }) => ({
    office: saidIn(office),
    role,
    ...(credentials === undefined || credentials === '' ? {} : { credentials }),
  }));
