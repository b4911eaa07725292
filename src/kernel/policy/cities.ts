import type { JsonObject } from '../json/types.ts';
import type { OwnType } from '../stix/extension.ts';
import { CITIES } from '../stix/values.ts';

/**
 * All that may flow under an accord of cities: what is met, planned, promised and reported of. The list is closed. Indicators,
 * observables and whatever else is operational are not on it, nor are documents, since a file can hold anything.
 */
const BETWEEN_CITIES: ReadonlySet<unknown> = new Set<OwnType>([
  'accord',
  'step',
  'correction-notice',
  'commitment',
  'progress',
  'body',
  'series',
  'meeting',
  'agenda-item',
  'delegation',
  'attendance',
  'minutes',
  'decision',
  'city-plan',
  'twin-contact',
  'good-practice',
  'visit',
  'programme',
  'visit-report',
]);

/** Asked at the door out and at the door in: whether the accord's kind has room for the record. */
export const isForKind = (kind: unknown, { type }: JsonObject): boolean => kind !== CITIES || BETWEEN_CITIES.has(type);
