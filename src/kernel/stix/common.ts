import { LONG_TEXT, SHORT_TEXT, hashes, prose, url } from './data-types.ts';
import {
  anyId,
  anyObject,
  anyText,
  cite,
  constant,
  dictionary,
  fault,
  flag,
  idOf,
  integer,
  isTrue,
  language,
  list,
  localized,
  matching,
  milliseconds,
  shape,
  stix,
  text,
} from './rules.ts';
import type { Fault, Properties } from './rules.ts';
import { without } from './table.ts';
import { SECRETARIAT } from './values.ts';
import { textOf } from '../json/types.ts';
import type { JsonObject } from '../json/types.ts';

export { LONG_TEXT, SHORT_TEXT } from './data-types.ts';

const markingRefs = list(idOf('marking-definition'), { max: 50, unique: true });
const granularMarkings = cite(
  stix('7.2.3'),
  list(
    shape({ 'marking_ref?': idOf('marking-definition'), 'lang?': language, selectors: list(text(1000), { max: 200 }) }),
    { max: 200 },
  ),
);
export const labels = list(text(250), { max: 200 });

const reference = shape({
  source_name: text(SHORT_TEXT),
  'description?': prose,
  'url?': url,
  'external_id?': text(SHORT_TEXT),
  'hashes?': hashes,
});
/** STIX 2.1 sections 4.1.1 and 4.19.1: what an id of these two sources looks like. */
const SOURCE_IDS: ReadonlyMap<string, RegExp> = new Map([
  ['cve', /^CVE-[0-9]{4}-[0-9]{4,}$/],
  ['capec', /^CAPEC-[0-9]+$/],
]);
const soundReference = (value: JsonObject): Fault | undefined => {
  const { source_name: source, description, url: at, external_id: id } = value;
  if (description === undefined && at === undefined && id === undefined)
    return fault('needs one of description, url, external_id');
  const form = SOURCE_IDS.get(textOf(source));
  return form && typeof id === 'string' && !form.test(id)
    ? fault(`not an id of ${textOf(source)}`, 'external_id')
    : undefined;
};
const externalReferences = list(
  cite(stix('2.5'), {
    check: (value) => reference.check(value) ?? soundReference(value as JsonObject),
    schema: {
      ...reference.schema,
      anyOf: ['description', 'url', 'external_id'].map((name) => ({ required: [name] })),
    },
  }),
  { max: 1000 },
);

const within32 = (properties: Properties): Properties =>
  Object.fromEntries(Object.entries(properties).map(([name, rule]) => [name, cite(stix('3.2'), rule)]));

/** STIX 2.1 section 3.2, objects and relationships; each type adds the extensions that it may have. */
export const COMMON: Properties = within32({
  type: text(250),
  spec_version: constant('2.1'),
  id: anyId,
  created: milliseconds,
  modified: milliseconds,
  'created_by_ref?': idOf('identity'),
  'revoked?': flag,
  'labels?': labels,
  'confidence?': integer(0, 100),
  'lang?': language,
  'external_references?': externalReferences,
  'object_marking_refs?': markingRefs,
  'granular_markings?': granularMarkings,
});

/** STIX 2.1 section 3.2, cyber-observables: these alone. */
export const COMMON_OBSERVABLE: Properties = within32({
  type: text(250),
  id: anyId,
  'spec_version?': constant('2.1'),
  'object_marking_refs?': markingRefs,
  'granular_markings?': granularMarkings,
  'defanged?': flag,
});

const optional = (...names: readonly string[]): Properties =>
  Object.fromEntries(names.map((name) => [`${name}?`, COMMON[name] ?? COMMON[`${name}?`]!]));

/**
 * What the specification does not give to observables. As custom properties they are met all the same, and a node adds some
 * to what it publishes, so they are kept; but what is called like a common property has to be one.
 */
export const BORROWED_BY_OBSERVABLES: Properties = optional(
  'created',
  'modified',
  'created_by_ref',
  'revoked',
  'labels',
  'confidence',
  'lang',
  'external_references',
);

/** STIX 2.1 section 3.2, marking definitions, and again what they may borrow. */
export const COMMON_MARKING: Properties = { ...without(COMMON, 'modified'), ...optional('modified') };
const OWN_EXTENSION_KEY = /^(extension-definition--[0-9a-f-]{36}|[a-z0-9-]+-ext)$/;

/** One of the two sides. */
export const party = idOf('identity');
/** Of a side; who holds it is that side's own matter, so no record says it. */
export const office = localized(SHORT_TEXT);

const ACCORD_REF = idOf('accord');
const CHANNEL = matching(/^[a-z][a-z0-9-]{0,63}$/, 'the name of a channel');

/** Where a record goes, which its publisher says of whatever it shares; closed tables must list it. */
export const ENVELOPE: Properties = { 'accord_ref?': ACCORD_REF, 'channel?': CHANNEL };
/** Beside it, times and an author, which observables have not. */
export const OBSERVABLE_ENVELOPE: Properties = { ...ENVELOPE, ...optional('created', 'modified', 'created_by_ref') };

/** Of a drill. It is an exercise in all its versions and steps, and never becomes the actual thing, nor the other way round. */
export const EXERCISE: Properties = { 'exercise?': isTrue };
export const UNMARKABLE_EXERCISE = ['exercise'] as const;
export const isExercise = ({ exercise }: JsonObject): boolean => exercise === true;
/** The stub of an expunged record, which has no `created`, no longer says what it was. */
export const differInExercise = (one: JsonObject, other: JsonObject): boolean =>
  isExercise(one) !== isExercise(other) && [one, other].every(({ created }) => created !== undefined);

/** Our own types live in an accord, on a channel of it, marked, by an author. */
export const COMMON_OWN: Properties = {
  type: text(250),
  spec_version: constant('2.1'),
  id: anyId,
  created: milliseconds,
  modified: milliseconds,
  created_by_ref: idOf('identity'),
  accord_ref: ACCORD_REF,
  channel: CHANNEL,
  object_marking_refs: markingRefs,
  extensions: dictionary(matching(OWN_EXTENSION_KEY, 'the id of an extension definition'), anyObject, { max: 50 }),
  'revoked?': flag,
  'lang?': language,
  'external_references?': list(
    shape({
      source_name: text(SHORT_TEXT),
      'description?': anyText(LONG_TEXT),
      'url?': text(4000),
      'external_id?': text(SHORT_TEXT),
      'hashes?': dictionary(text(250), text(512), { max: 20 }),
    }),
    { max: 200 },
  ),
  'granular_markings?': granularMarkings,
};

/** Of what secretariats keep: meetings, undertakings, reviews, cities. */
export const SECRETARIAL: Properties = { ...COMMON_OWN, ...EXERCISE, channel: constant(SECRETARIAT) };
