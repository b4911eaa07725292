import type { JsonObject } from '../json/types.ts';
import { isJsonObject } from '../json/types.ts';
import { ACCORD } from './accord-type.ts';
import { COMMON, COMMON_OBSERVABLE, modifiedNotBeforeCreated } from './common.ts';
import { CORE_TYPES } from './core-types.ts';
import { META_TYPES } from './meta-types.ts';
import { PERSON_TYPES, personTable } from './person-types.ts';
import { defineType } from './table.ts';
import type { TypeTable } from './table.ts';
import { WORK_TYPES } from './work-types.ts';

export const TYPES: ReadonlyMap<string, TypeTable> = new Map(
  Object.entries({ accord: ACCORD, ...WORK_TYPES, ...CORE_TYPES, ...META_TYPES, ...PERSON_TYPES }),
);

const CUSTOM: TypeTable = defineType({
  clause: 'STIX 2.1 section 7.3',
  properties: COMMON,
  crossRules: [modifiedNotBeforeCreated],
});
const CUSTOM_OBSERVABLE: TypeTable = defineType({ clause: 'STIX 2.1 section 7.3', properties: COMMON_OBSERVABLE });

/** A type that we do not know is a custom one only if it says under which extension it is new. */
const customTable = (object: JsonObject): TypeTable | undefined => {
  const { extensions } = object;
  if (!isJsonObject(extensions)) return undefined;
  const kinds = Object.entries(extensions).map(([id, entry]) =>
    id.startsWith('extension-definition--') && isJsonObject(entry) ? entry['extension_type'] : undefined,
  );
  if (kinds.includes('new-sdo') || kinds.includes('new-sro')) return CUSTOM;
  return kinds.includes('new-sco') ? CUSTOM_OBSERVABLE : undefined;
};

export const tableFor = (object: JsonObject, type: string, withheld: ReadonlySet<string>): TypeTable | undefined =>
  personTable(object, withheld) ?? TYPES.get(type) ?? customTable(object);

/** Without these the whole record is withheld: the required properties and those that the id is derived from. */
export const isIndispensable = (type: string, property: string): boolean => {
  const table = TYPES.get(type) ?? CUSTOM;
  return table.required.includes(property) || table.idContributing.includes(property);
};
