import type { JsonObject, JsonValue } from '../json/types.ts';
import { isJsonObject, textOf } from '../json/types.ts';
import { COMMON, COMMON_META, LONG_TEXT, modifiedNotBeforeCreated, SHORT_TEXT } from './common.ts';
import {
  HANDLING_CODES,
  HANDLING_IDS,
  PAP_IDS,
  PAP_LEVELS,
  TLP1_IDS,
  TLP1_LEVELS,
  TLP_EXTENSION_ID,
  TLP_IDS,
  TLP_LEVELS,
  USE_EXTENSION_ID,
} from './marking-ids.ts';
import { anyObject, anyText, constant, fault, idOf, list, matching, oneOf, shape, text } from './rules.ts';
import type { Fault, Rule } from './rules.ts';
import { defineType } from './table.ts';
import type { TypeTable } from './table.ts';

const tlp1 = shape({ tlp: oneOf(TLP1_LEVELS) });
const statement = shape({ statement: text(LONG_TEXT) });
const tlp2 = shape({ extension_type: constant('property-extension'), tlp_2_0: oneOf(TLP_LEVELS) });
const use = shape({
  extension_type: constant('property-extension'),
  'pap?': oneOf(PAP_LEVELS),
  'handling?': oneOf(HANDLING_CODES),
  'restriction?': text(LONG_TEXT),
});

/** The one id of each fixed marking: by another's content under it, or its content under another id, a marking could be forged. */
const FIXED: ReadonlyMap<string, string> = new Map([
  ...Object.entries(TLP1_IDS).map(([level, id]) => [id, `tlp1:${level}`] as const),
  ...Object.entries(TLP_IDS).map(([level, id]) => [id, `tlp:${level}`] as const),
  ...Object.entries(PAP_IDS).map(([level, id]) => [id, `pap:${level}`] as const),
  ...Object.entries(HANDLING_IDS).map(([code, id]) => [id, `handling:${code}`] as const),
]);
const FIXED_IDS: ReadonlyMap<string, string> = new Map([...FIXED].map(([id, name]) => [name, id]));

const nested = (value: JsonValue | undefined, ...names: string[]): JsonValue | undefined =>
  names.reduce<JsonValue | undefined>(
    (at, name) => (isJsonObject(at) && Object.hasOwn(at, name) ? at[name] : undefined),
    value,
  );

/** Which fixed marking the content says it is; several at once are none. */
const saidName = (object: JsonObject): string | undefined => {
  const tlp = nested(object, 'extensions', TLP_EXTENSION_ID, 'tlp_2_0');
  const pap = nested(object, 'extensions', USE_EXTENSION_ID, 'pap');
  const handling = nested(object, 'extensions', USE_EXTENSION_ID, 'handling');
  // H3 with its text is a marking of its own; H3 alone is the fixed one.
  const restricted = nested(object, 'extensions', USE_EXTENSION_ID, 'restriction') !== undefined;
  const said = [
    ...(object['definition_type'] === 'tlp' ? [`tlp1:${textOf(nested(object, 'definition', 'tlp'))}`] : []),
    ...(tlp === undefined ? [] : [`tlp:${textOf(tlp)}`]),
    ...(pap === undefined ? [] : [`pap:${textOf(pap)}`]),
    ...(handling === undefined || restricted ? [] : [`handling:${textOf(handling)}`]),
  ];
  return said.length === 0 ? undefined : said.join('&');
};

const fixedStaysFixed = (object: JsonObject): Fault | undefined => {
  const id = textOf(object['id']);
  const said = saidName(object);
  if (said !== undefined && FIXED_IDS.get(said) !== id)
    return fault('TLP, PAP and handling markings have one fixed id each', 'id');
  const name = FIXED.get(id);
  return name === undefined || name === said ? undefined : fault(`this id belongs to the marking ${name}`, 'id');
};

const checkAt = (rule: Rule, value: JsonValue | undefined, ...steps: string[]): Fault | undefined => {
  if (value === undefined) return undefined;
  const inner = rule.check(value);
  return inner && { message: inner.message, steps: [...steps, ...inner.steps] };
};

const soundExtensions = ({ extensions }: JsonObject): Fault | undefined => {
  const tlp = checkAt(tlp2, nested(extensions, TLP_EXTENSION_ID), 'extensions', TLP_EXTENSION_ID);
  if (tlp) return tlp;
  const inner = nested(extensions, USE_EXTENSION_ID);
  const wrong = checkAt(use, inner, 'extensions', USE_EXTENSION_ID);
  if (wrong || !isJsonObject(inner)) return wrong;
  const { pap, handling, restriction } = inner;
  if ((pap === undefined) === (handling === undefined))
    return fault('names either a PAP level or a handling code', 'extensions', USE_EXTENSION_ID);
  return restriction !== undefined && handling !== 'H3'
    ? fault('only H3 carries a restriction of its own', 'extensions', USE_EXTENSION_ID, 'restriction')
    : undefined;
};

/** STIX 2.1 section 7.2.1: the older pair definition_type and definition, or an extension that says what it means. */
const definedOnce = (object: JsonObject): Fault | undefined => {
  const { definition_type: type, definition } = object;
  if (type === undefined && definition === undefined)
    return isJsonObject(object['extensions']) ? undefined : fault('defines nothing', 'definition');
  if (type === 'tlp') return checkAt(tlp1, definition ?? null, 'definition');
  if (type === 'statement') return checkAt(statement, definition ?? null, 'definition');
  return fault('not one of tlp, statement', 'definition_type');
};

export const META_TYPES: Readonly<Record<string, TypeTable>> = {
  'marking-definition': defineType({
    clause: 'STIX 2.1 section 7.2.1',
    unmarkable: ['definition_type', 'definition'],
    properties: { ...COMMON_META, 'name?': text(SHORT_TEXT), 'definition_type?': text(250), 'definition?': anyObject },
    crossRules: [definedOnce, soundExtensions, fixedStaysFixed],
  }),
  'extension-definition': defineType({
    clause: 'STIX 2.1 section 7.3',
    properties: {
      ...COMMON,
      created_by_ref: idOf('identity'),
      name: text(SHORT_TEXT),
      'description?': anyText(LONG_TEXT),
      schema: text(LONG_TEXT),
      version: matching(
        /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/,
        'a semantic version',
      ),
      extension_types: list(
        oneOf(['new-sdo', 'new-sco', 'new-sro', 'property-extension', 'toplevel-property-extension']),
        { unique: true },
      ),
      'extension_properties?': list(matching(/^[a-z0-9_]{3,250}$/, 'a property name'), { unique: true }),
    },
    crossRules: [modifiedNotBeforeCreated],
  }),
};
