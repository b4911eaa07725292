import { textOf, type JsonObject } from '../json/types.ts';
import { PERSON_TYPES, personTable } from '../stix/person-types.ts';

/**
 * Families of record types that not every reader may see: they are a fact of the visibility class. All other types are `common`,
 * which no class names, so that a class of theirs keeps its key.
 */
export const RESERVED_FAMILIES = ['persons'] as const;
export type ReservedFamily = (typeof RESERVED_FAMILIES)[number];
export const COMMON = 'common';
export const RECORD_FAMILIES = [COMMON, ...RESERVED_FAMILIES] as const;
export type RecordFamily = (typeof RECORD_FAMILIES)[number];

/** Whatever is not surely something else counts as a person, as at admission; so does an object whose telling property is withheld. */
export const familyOf = (object: JsonObject, withheld: ReadonlySet<string> = NONE): ReservedFamily | null =>
  Object.hasOwn(PERSON_TYPES, textOf(object['type'])) || personTable(object, withheld) !== undefined ? 'persons' : null;
const NONE: ReadonlySet<string> = new Set();

/** The types among which there are some of a reserved family. A step on one of them asks what its subject is. */
export const mayBeReserved = (type: string): boolean =>
  type === 'identity' || type === 'threat-actor' || Object.hasOwn(PERSON_TYPES, type);
