import type { JsonObject, JsonValue } from '../json/types.ts';
import { isJsonObject, textOf } from '../json/types.ts';
import { COMMON, COMMON_MARKING, LONG_TEXT, SHORT_TEXT } from './common.ts';
import { modifiedNotBeforeCreated } from './cross-rules.ts';
import { closed, prose } from './data-types.ts';
import { extensionsOf } from './extensions.ts';
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
import { translatableId } from './references.ts';
import {
  anyObject,
  constant,
  dictionary,
  fault,
  idOf,
  language,
  list,
  matching,
  milliseconds,
  oneOf,
  shape,
  stix,
  text,
} from './rules.ts';
import type { Fault, Rule } from './rules.ts';
import { defineType } from './table.ts';
import type { CrossRule, TypeTable } from './table.ts';
import { CLOSED } from './enumerations.ts';

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

/**
 * STIX 2.1 section 7.2.1: the older pair definition_type and definition, or an extension that says what it means. Of the
 * pair there are two kinds; another one means nothing to anyone else, so it could only be misread.
 */
const definedOnce = (object: JsonObject): Fault | undefined => {
  const { definition_type: type, definition } = object;
  if (type === undefined && definition === undefined)
    return isJsonObject(object['extensions']) ? undefined : fault('defines nothing', 'definition');
  if (type === 'tlp') return checkAt(tlp1, definition ?? null, 'definition');
  if (type === 'statement') return checkAt(statement, definition ?? null, 'definition');
  return fault('not one of tlp, statement', 'definition_type');
};

/** STIX 2.1 section 7.2.1: a marking does not mark itself. */
const marksAnother: CrossRule = ({ id, object_marking_refs: refs, granular_markings: granular }) => {
  if (Array.isArray(refs) && refs.includes(id)) return fault('refers to itself', 'object_marking_refs');
  const own = Array.isArray(granular)
    ? granular.findIndex((entry) => isJsonObject(entry) && entry['marking_ref'] === id)
    : -1;
  return own === -1 ? undefined : fault('refers to itself', 'granular_markings', own, 'marking_ref');
};

const TOP_LEVEL = 'toplevel-property-extension';
/** STIX 2.1 section 7.3: only an extension that adds properties at the top lists them. */
const listsWhatItAdds: CrossRule = ({ extension_types: kinds, extension_properties: listed }) =>
  listed !== undefined && Array.isArray(kinds) && !kinds.includes(TOP_LEVEL)
    ? fault(`has no place without ${TOP_LEVEL}`, 'extension_properties')
    : undefined;

const propertyName = matching(/^[a-z0-9_]{3,250}$/, 'a property name');
const translated: Rule = {
  check: (value) =>
    (typeof value === 'string' && value !== '') || isJsonObject(value) || (Array.isArray(value) && value.length > 0)
      ? undefined
      : fault('not a text, a list or an object'),
  schema: { type: ['string', 'array', 'object'] },
};

/** STIX 2.1 section 7. */
export const META_TYPES: Readonly<Record<string, TypeTable>> = {
  'language-content': defineType({
    clause: stix('7.1'),
    properties: {
      ...COMMON,
      'extensions?': extensionsOf(),
      object_ref: translatableId,
      'object_modified?': milliseconds,
      contents: dictionary(language, dictionary(propertyName, translated), { max: 200 }),
    },
    crossRules: [modifiedNotBeforeCreated],
  }),
  'marking-definition': defineType({
    clause: stix('7.2.1'),
    unmarkable: ['definition_type', 'definition'],
    properties: {
      ...COMMON_MARKING,
      'extensions?': extensionsOf(),
      'name?': text(SHORT_TEXT),
      'definition_type?': text(250),
      'definition?': anyObject,
    },
    crossRules: [modifiedNotBeforeCreated, definedOnce, soundExtensions, fixedStaysFixed, marksAnother],
  }),
  'extension-definition': defineType({
    clause: stix('7.3'),
    properties: {
      ...COMMON,
      'extensions?': extensionsOf(),
      created_by_ref: idOf('identity'),
      name: text(SHORT_TEXT),
      'description?': prose,
      schema: text(LONG_TEXT),
      version: matching(
        /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/,
        'a semantic version',
      ),
      extension_types: list(closed(CLOSED.extensionType), { unique: true }),
      'extension_properties?': list(propertyName, { unique: true }),
    },
    crossRules: [modifiedNotBeforeCreated, listsWhatItAdds],
  }),
};
