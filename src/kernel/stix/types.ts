import type { JsonObject } from '../json/types.ts';
import { ACCORD } from './accord-type.ts';
import { BORROWED_BY_OBSERVABLES, COMMON, COMMON_OBSERVABLE } from './common.ts';
import { modifiedNotBeforeCreated } from './cross-rules.ts';
import { DOCUMENT } from './document-type.ts';
import { DOMAIN_TYPES, RELATIONSHIP_TYPES } from './domain-types.ts';
import { extensionKinds, extensionsOf } from './extensions.ts';
import { CITY_TYPES } from './city-types.ts';
import { MEETING_TYPES } from './meeting-types.ts';
import { META_TYPES } from './meta-types.ts';
import { OBSERVABLE_TYPES } from './observable-types.ts';
import { PERSON_TYPES, personTable } from './person-types.ts';
import { DIVERGENCE_REPORT } from './divergence-type.ts';
import { REVIEW_TYPES } from './review-types.ts';
import { fault, stix } from './rules.ts';
import { defineType } from './table.ts';
import type { CrossRule, TypeTable } from './table.ts';
import { NO_OBJECTS } from './type-names.ts';
import { WORK_TYPES } from './work-types.ts';

export const TYPES: ReadonlyMap<string, TypeTable> = new Map(
  Object.entries({
    accord: ACCORD,
    document: DOCUMENT,
    ...WORK_TYPES,
    ...MEETING_TYPES,
    ...REVIEW_TYPES,
    'divergence-report': DIVERGENCE_REPORT,
    ...CITY_TYPES,
    ...DOMAIN_TYPES,
    ...RELATIONSHIP_TYPES,
    ...OBSERVABLE_TYPES,
    ...META_TYPES,
    ...PERSON_TYPES,
  }),
);

/** STIX 2.1 section 7.3: one definition makes a type. */
const newOnce: CrossRule = (object) =>
  extensionKinds(object).filter((kind) => kind.startsWith('new-')).length > 1
    ? fault('a type is new under one extension definition only', 'extensions')
    : undefined;

const CUSTOM: TypeTable = defineType({
  clause: stix('7.3'),
  properties: { ...COMMON, 'extensions?': extensionsOf() },
  crossRules: [modifiedNotBeforeCreated, newOnce],
});
const CUSTOM_OBSERVABLE: TypeTable = defineType({
  clause: stix('7.3'),
  properties: { ...COMMON_OBSERVABLE, ...BORROWED_BY_OBSERVABLES, 'extensions?': extensionsOf() },
  crossRules: [modifiedNotBeforeCreated, newOnce],
});
/** The older way, without a definition (deprecated): the same rules by another clause. */
const PREFIXED: TypeTable = { ...CUSTOM, clause: stix('11.2') };
const PREFIXED_OBSERVABLE: TypeTable = { ...CUSTOM_OBSERVABLE, clause: stix('11.2') };

/**
 * A type that we do not know is a custom one if it says under which extension it is new, or if its name begins with `x-`.
 * Of the latter, what bears no sign of a version is an observable.
 */
const customTable = (object: JsonObject, type: string): TypeTable | undefined => {
  if (NO_OBJECTS.has(type)) return undefined;
  const kinds = extensionKinds(object);
  if (kinds.includes('new-sdo') || kinds.includes('new-sro')) return CUSTOM;
  if (kinds.includes('new-sco')) return CUSTOM_OBSERVABLE;
  if (!type.startsWith('x-')) return undefined;
  return Object.hasOwn(object, 'created') || Object.hasOwn(object, 'modified') ? PREFIXED : PREFIXED_OBSERVABLE;
};

export const tableFor = (object: JsonObject, type: string, withheld: ReadonlySet<string>): TypeTable | undefined =>
  personTable(object, withheld) ?? TYPES.get(type) ?? customTable(object, type);

/** Without these the whole record is withheld: the required properties and those that the id is derived from. */
export const isIndispensable = (type: string, property: string): boolean => {
  const table = TYPES.get(type) ?? CUSTOM;
  return table.required.includes(property) || table.idContributing.includes(property);
};
