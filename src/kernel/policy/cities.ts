import type { JsonObject } from '../json/types.ts';
import type { OwnType } from '../stix/extension.ts';
import { CITIES } from '../stix/values.ts';

/**
 * All that may flow under an accord of cities: what is met, planned, promised and reported of. The list is closed. Indicators,
 * observables and whatever else is operational are not on it, nor are documents, since a file can hold anything.
 */
export const BETWEEN_CITIES: readonly OwnType[] = [
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
];
const MAY_FLOW: ReadonlySet<unknown> = new Set(BETWEEN_CITIES);

export type ParentTerms = { readonly kind?: unknown; readonly parties: readonly string[] };

/**
 * Asked at both sides' doors: an accord of cities is under an accord that is held there, between the same two parties, and not of cities
 * itself.
 */
export function isUnderParent({ kind, parties }: JsonObject, parent: ParentTerms | undefined): boolean {
  if (kind !== CITIES) return true;
  const same = Array.isArray(parties) && parties.every((party) => parent?.parties.includes(String(party)));
  return parent !== undefined && parent.kind !== CITIES && same;
}

/** Asked at the door out and at the door in: whether the accord's kind has room for the record. */
export const isForKind = (kind: unknown, { type }: JsonObject): boolean => kind !== CITIES || MAY_FLOW.has(type);
