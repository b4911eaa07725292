import { compareTimestamps } from './timestamps.ts';
import {
  anyId,
  anyObject,
  anyText,
  constant,
  dictionary,
  fault,
  flag,
  idOf,
  integer,
  language,
  list,
  matching,
  milliseconds,
  shape,
  text,
} from './rules.ts';
import type { Properties, Rule } from './rules.ts';
import type { CrossRule } from './table.ts';

export const LONG_TEXT = 20_000;
export const SHORT_TEXT = 500;

const markingRefs = list(idOf('marking-definition'), { max: 50, unique: true });
const granularMarkings = list(
  shape({ 'marking_ref?': idOf('marking-definition'), 'lang?': language, selectors: list(text(1000), { max: 200 }) }),
  { max: 200 },
);
const externalReferences = list(
  shape({
    source_name: text(SHORT_TEXT),
    'description?': anyText(LONG_TEXT),
    'url?': text(4000),
    'external_id?': text(SHORT_TEXT),
    'hashes?': dictionary(text(250), text(512), { max: 20 }),
  }),
  { max: 200 },
);
const EXTENSION_KEY = /^(extension-definition--[0-9a-f-]{36}|[a-z0-9-]+-ext)$/;
const extensions = dictionary(matching(EXTENSION_KEY, 'the id of an extension definition'), anyObject, { max: 50 });

/** An open vocabulary: STIX suggests values, anyone may add some. */
export const vocabulary: Rule = text(250);
export const killChainPhases = list(shape({ kill_chain_name: text(250), phase_name: text(250) }), { max: 100 });
export const labels = list(text(250), { max: 200 });
export const objectRefs = list(anyId, { max: 20_000 });

/** STIX 2.1 section 3.2, objects and relationships. */
export const COMMON: Properties = {
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
  'extensions?': extensions,
};

/** STIX 2.1 section 3.2, cyber-observables: they have no versions. */
export const COMMON_OBSERVABLE: Properties = {
  type: text(250),
  id: anyId,
  'spec_version?': constant('2.1'),
  'object_marking_refs?': markingRefs,
  'granular_markings?': granularMarkings,
  'defanged?': flag,
  'extensions?': extensions,
};

/** STIX 2.1 section 3.2, marking and extension definitions. */
export const COMMON_META: Properties = {
  type: text(250),
  spec_version: constant('2.1'),
  id: anyId,
  created: milliseconds,
  'created_by_ref?': idOf('identity'),
  'external_references?': externalReferences,
  'object_marking_refs?': markingRefs,
  'granular_markings?': granularMarkings,
  'extensions?': extensions,
};

/** Our own types live in an accord, on a channel of it, marked, by an author. */
export const COMMON_OWN: Properties = {
  type: text(250),
  spec_version: constant('2.1'),
  id: anyId,
  created: milliseconds,
  modified: milliseconds,
  created_by_ref: idOf('identity'),
  accord_ref: idOf('accord'),
  channel: matching(/^[a-z][a-z0-9-]{0,63}$/, 'the name of a channel'),
  object_marking_refs: markingRefs,
  extensions,
  'revoked?': flag,
  'lang?': language,
  'external_references?': externalReferences,
  'granular_markings?': granularMarkings,
};

export const modifiedNotBeforeCreated: CrossRule = ({ created, modified }) =>
  typeof created === 'string' && typeof modified === 'string' && compareTimestamps(modified, created) < 0
    ? fault('is before created', 'modified')
    : undefined;

/** `later` is after `earlier`, or, if `orSame`, the same moment. */
export const inOrder =
  (earlier: string, later: string, orSame = false): CrossRule =>
  (object) => {
    const [a, b] = [object[earlier], object[later]];
    if (typeof a !== 'string' || typeof b !== 'string') return undefined;
    const order = compareTimestamps(b, a);
    return order > 0 || (orSame && order === 0) ? undefined : fault(`is not after ${earlier}`, later);
  };
