import type { JsonObject } from '../json/types.ts';

/** The one extension definition under which our own types exist. */
export const EXTENSION_ID = 'extension-definition--5a7d4b0e-9d5c-4c0b-8f53-2b1f6e0c9a41';

/** The value of `extensions` that every object of our own types carries. */
export const EXTENSION = { [EXTENSION_ID]: { extension_type: 'new-sdo' } } as const satisfies JsonObject;

export const OWN_TYPES = [
  'accord',
  'commitment',
  'progress',
  'correction-notice',
  'document',
  'step',
  'statement',
  'body',
  'series',
  'meeting',
  'agenda-item',
  'delegation',
  'attendance',
  'minutes',
  'decision',
  'review',
  'rights-figures',
  'divergence-report',
  'city-plan',
  'twin-contact',
  'good-practice',
  'visit',
  'programme',
  'visit-report',
] as const;
export type OwnType = (typeof OWN_TYPES)[number];
export const isOwnType = (type: string): type is OwnType => (OWN_TYPES as readonly string[]).includes(type);

const INTERNAL_TYPES: ReadonlySet<unknown> = new Set<OwnType>(['statement']);
/** Kept by one side for itself: they hold what it read and wrote, and no door lets them through in either direction. */
export const isInternalType = (type: unknown): boolean => INTERNAL_TYPES.has(type);
