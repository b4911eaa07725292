import {
  COMMON,
  inOrder,
  killChainPhases,
  LONG_TEXT,
  modifiedNotBeforeCreated,
  objectRefs,
  SHORT_TEXT,
  vocabulary,
} from './common.ts';
import { anyId, anyText, list, matching, text, timestamp } from './rules.ts';
import type { Properties } from './rules.ts';
import { defineType } from './table.ts';
import type { TypeDeclaration, TypeTable } from './table.ts';

const object = (clause: string, properties: Properties, more: Partial<TypeDeclaration> = {}): TypeTable =>
  defineType({
    clause: `STIX 2.1 section ${clause}`,
    ...more,
    properties: { ...COMMON, ...properties },
    crossRules: [modifiedNotBeforeCreated, ...(more.crossRules ?? [])],
  });

const names = list(text(SHORT_TEXT), { max: 200 });

export const IDENTITY_PROPERTIES: Properties = {
  name: text(SHORT_TEXT),
  'description?': anyText(LONG_TEXT),
  'roles?': names,
  'identity_class?': vocabulary,
  'sectors?': list(vocabulary, { max: 100 }),
  'contact_information?': anyText(LONG_TEXT),
};

/** The STIX types that accords are worked with so far. Unlisted properties of these are custom and kept. */
export const CORE_TYPES: Readonly<Record<string, TypeTable>> = {
  identity: object('4.5', IDENTITY_PROPERTIES),
  indicator: object(
    '4.7',
    {
      'name?': text(SHORT_TEXT),
      'description?': anyText(LONG_TEXT),
      'indicator_types?': list(vocabulary, { max: 100 }),
      pattern: text(LONG_TEXT),
      pattern_type: vocabulary,
      'pattern_version?': text(250),
      valid_from: timestamp,
      'valid_until?': timestamp,
      'kill_chain_phases?': killChainPhases,
    },
    { crossRules: [inOrder('valid_from', 'valid_until')] },
  ),
  note: object('4.13', {
    'abstract?': anyText(LONG_TEXT),
    content: text(LONG_TEXT),
    'authors?': names,
    object_refs: objectRefs,
  }),
  report: object('4.16', {
    name: text(SHORT_TEXT),
    'description?': anyText(LONG_TEXT),
    'report_types?': list(vocabulary, { max: 100 }),
    published: timestamp,
    object_refs: objectRefs,
  }),
  'threat-actor': object(
    '4.17',
    {
      name: text(SHORT_TEXT),
      'description?': anyText(LONG_TEXT),
      'threat_actor_types?': list(vocabulary, { max: 100 }),
      'aliases?': names,
      'first_seen?': timestamp,
      'last_seen?': timestamp,
      'roles?': list(vocabulary, { max: 100 }),
      'goals?': names,
      'sophistication?': vocabulary,
      'resource_level?': vocabulary,
      'primary_motivation?': vocabulary,
      'secondary_motivations?': list(vocabulary, { max: 100 }),
      'personal_motivations?': list(vocabulary, { max: 100 }),
    },
    { crossRules: [inOrder('first_seen', 'last_seen', true)] },
  ),
  relationship: object(
    '5.1',
    {
      relationship_type: matching(/^[a-z0-9-]{1,250}$/, 'a relationship type'),
      'description?': anyText(LONG_TEXT),
      source_ref: anyId,
      target_ref: anyId,
      'start_time?': timestamp,
      'stop_time?': timestamp,
    },
    { crossRules: [inOrder('start_time', 'stop_time')] },
  ),
};
