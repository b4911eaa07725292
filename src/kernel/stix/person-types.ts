import type { JsonObject } from '../json/types.ts';
import {
  COMMON,
  COMMON_OBSERVABLE,
  inOrder,
  LONG_TEXT,
  modifiedNotBeforeCreated,
  SHORT_TEXT,
  vocabulary,
} from './common.ts';
import { IDENTITY_PROPERTIES } from './core-types.ts';
import { anyText, constant, flag, idOf, list, text, timestamp } from './rules.ts';
import type { Properties } from './rules.ts';
import { defineType } from './table.ts';
import type { TypeTable } from './table.ts';

/** Free tags and extensions are where a score or an opinion would go in unseen, so objects about persons have none. */
const without = (properties: Properties, ...names: string[]): Properties =>
  Object.fromEntries(Object.entries(properties).filter(([name]) => !names.includes(name)));

const PERSON = without(COMMON, 'labels?', 'extensions?');
const ACCOUNT = without(COMMON_OBSERVABLE, 'extensions?');

export const PERSON_IDENTITY: TypeTable = defineType({
  clause: 'STIX 2.1 section 4.5; definitions, "Objects about persons"',
  closed: true,
  properties: { ...PERSON, ...IDENTITY_PROPERTIES },
  crossRules: [modifiedNotBeforeCreated],
});

/** STIX gives a threat actor motivations and a sophistication: of one person, that is an opinion and a score. */
export const PERSON_THREAT_ACTOR: TypeTable = defineType({
  clause: 'STIX 2.1 section 4.17; definitions, "Objects about persons"',
  closed: true,
  properties: {
    ...PERSON,
    name: text(SHORT_TEXT),
    'description?': anyText(LONG_TEXT),
    'threat_actor_types?': list(vocabulary, { max: 100 }),
    'aliases?': list(text(SHORT_TEXT), { max: 200 }),
    'first_seen?': timestamp,
    'last_seen?': timestamp,
    'roles?': list(vocabulary, { max: 100 }),
    resource_level: constant('individual'),
  },
  crossRules: [modifiedNotBeforeCreated, inOrder('first_seen', 'last_seen', true)],
});

const address = idOf('email-addr');

export const PERSON_TYPES: Readonly<Record<string, TypeTable>> = {
  'email-addr': defineType({
    clause: 'STIX 2.1 section 6.5; definitions, "Objects about persons"',
    closed: true,
    idContributing: ['value'],
    properties: {
      ...ACCOUNT,
      value: text(1000),
      'display_name?': anyText(SHORT_TEXT),
      'belongs_to_ref?': idOf('user-account'),
    },
  }),
  'email-message': defineType({
    clause: 'STIX 2.1 section 6.6; definitions, "Objects about persons"',
    closed: true,
    idContributing: ['from_ref', 'subject', 'body'],
    properties: {
      ...ACCOUNT,
      is_multipart: flag,
      'date?': timestamp,
      'content_type?': text(250),
      'from_ref?': address,
      'sender_ref?': address,
      'to_refs?': list(address),
      'cc_refs?': list(address),
      'bcc_refs?': list(address),
      'message_id?': anyText(SHORT_TEXT),
      'subject?': anyText(LONG_TEXT),
      'body?': anyText(LONG_TEXT),
    },
  }),
  'user-account': defineType({
    clause: 'STIX 2.1 section 6.16; definitions, "Objects about persons"',
    closed: true,
    idContributing: ['account_type', 'user_id', 'account_login'],
    properties: {
      ...ACCOUNT,
      'user_id?': anyText(SHORT_TEXT),
      'account_login?': anyText(SHORT_TEXT),
      'account_type?': vocabulary,
      'display_name?': anyText(SHORT_TEXT),
      'is_service_account?': flag,
      'is_privileged?': flag,
      'is_disabled?': flag,
      'account_created?': timestamp,
      'account_expires?': timestamp,
    },
  }),
};

const isIndividual = (level: unknown): boolean =>
  typeof level === 'string' && level.trim().toLowerCase() === 'individual';

const NOT_A_PERSON: ReadonlySet<unknown> = new Set(['group', 'system', 'organization', 'class']);

/**
 * The closed table for an object that is, or may be, about one person. The vocabularies are open, so whatever is not surely
 * something else counts as a person; so does an object whose telling property is withheld.
 */
export const personTable = (object: JsonObject, withheld: ReadonlySet<string>): TypeTable | undefined => {
  switch (object['type']) {
    case 'identity':
      return NOT_A_PERSON.has(object['identity_class']) ? undefined : PERSON_IDENTITY;
    case 'threat-actor':
      return isIndividual(object['resource_level']) || withheld.has('resource_level') ? PERSON_THREAT_ACTOR : undefined;
    default:
      return undefined;
  }
};
