import type { JsonObject } from '../json/types.ts';
import { COMMON, COMMON_OBSERVABLE, ENVELOPE, OBSERVABLE_ENVELOPE } from './common.ts';
import { absentWhen, atLeastOneOf, inOrder, modifiedNotBeforeCreated } from './cross-rules.ts';
import { anyName, dictionaryOf, either, machineText, name, names, open, openList, prose } from './data-types.ts';
import { IDENTITY_PROPERTIES } from './domain-types.ts';
import { extensionsOf } from './extensions.ts';
import { emailAddress } from './network-values.ts';
import { ACCOUNT_EXTENSIONS } from './observable-extensions.ts';
import { derivedFrom } from './observable-ids.ts';
import { constant, fault, flag, idOf, list, shape, stix, timestamp } from './rules.ts';
import type { Properties } from './rules.ts';
import { defineType, without } from './table.ts';
import type { CrossRule, TypeTable } from './table.ts';
import { OPEN } from './vocabularies.ts';

const closedClause = (section: string): string => `${stix(section)}; definitions, "Objects about persons"`;

/** Free tags and extensions are where a score or an opinion would go in unseen, so objects about persons have none. */
const PERSON: Properties = { ...without(COMMON, 'labels?'), ...ENVELOPE };

const PERSON_IDENTITY: TypeTable = defineType({
  clause: closedClause('4.5'),
  closed: true,
  properties: { ...PERSON, ...IDENTITY_PROPERTIES },
  crossRules: [modifiedNotBeforeCreated],
});

/** STIX gives a threat actor motivations and a sophistication: of one person, that is an opinion and a score. */
const PERSON_THREAT_ACTOR: TypeTable = defineType({
  clause: closedClause('4.17'),
  closed: true,
  properties: {
    ...PERSON,
    name,
    'description?': prose,
    'threat_actor_types?': openList(OPEN.threatActorType),
    'aliases?': names,
    'first_seen?': timestamp,
    'last_seen?': timestamp,
    'roles?': openList(OPEN.threatActorRole),
    resource_level: constant('individual'),
  },
  crossRules: [modifiedNotBeforeCreated, inOrder('first_seen', 'last_seen', true)],
});

type Account = { readonly from: readonly string[]; readonly crossRules?: readonly CrossRule[] };

/** What STIX lists for the type and nothing else: no custom property, and no extension but the type's own. */
const account = (section: string, properties: Properties, { from, crossRules = [] }: Account): TypeTable =>
  defineType({
    clause: closedClause(section),
    closed: true,
    idContributing: from,
    properties: { ...COMMON_OBSERVABLE, ...OBSERVABLE_ENVELOPE, ...properties },
    crossRules: [...crossRules, derivedFrom(...from)],
  });

const address = idOf('email-addr');
const addresses = list(address);

const messagePart = shape({
  'body?': machineText,
  'body_raw_ref?': idOf('artifact', 'file'),
  'content_type?': anyName,
  'content_disposition?': anyName,
});
/** STIX 2.1 section 6.6.2. */
const eachPartHasOneBody: CrossRule = ({ body_multipart: parts }) => {
  const wrong = ((parts ?? []) as readonly JsonObject[]).findIndex(
    ({ body, body_raw_ref: raw }) => (body === undefined) === (raw === undefined),
  );
  return wrong === -1 ? undefined : fault('has either a body or a body_raw_ref', 'body_multipart', wrong);
};

/** All but `credential`: a password is nobody's business, and a leaked one is told without it. */
const USER_ACCOUNT: Properties = {
  'user_id?': anyName,
  'account_login?': anyName,
  'account_type?': open(OPEN.accountType),
  'display_name?': anyName,
  'is_service_account?': flag,
  'is_privileged?': flag,
  'can_escalate_privs?': flag,
  'is_disabled?': flag,
  'account_created?': timestamp,
  'account_expires?': timestamp,
  'credential_last_changed?': timestamp,
  'account_first_login?': timestamp,
  'account_last_login?': timestamp,
  'extensions?': extensionsOf(ACCOUNT_EXTENSIONS, true),
};

export const PERSON_TYPES: Readonly<Record<string, TypeTable>> = {
  'email-addr': account(
    '6.5',
    { value: emailAddress, 'display_name?': anyName, 'belongs_to_ref?': idOf('user-account') },
    { from: ['value'] },
  ),
  'email-message': account(
    '6.6',
    {
      is_multipart: flag,
      'date?': timestamp,
      'content_type?': anyName,
      'from_ref?': address,
      'sender_ref?': address,
      'to_refs?': addresses,
      'cc_refs?': addresses,
      'bcc_refs?': addresses,
      'message_id?': anyName,
      'subject?': prose,
      'received_lines?': list(prose),
      'additional_header_fields?': dictionaryOf(either(prose, list(prose))),
      'body?': machineText,
      'body_multipart?': list(messagePart),
      'raw_email_ref?': idOf('artifact'),
    },
    {
      from: ['from_ref', 'subject', 'body'],
      crossRules: [
        absentWhen('is_multipart', true, 'body'),
        absentWhen('is_multipart', false, 'body_multipart'),
        eachPartHasOneBody,
      ],
    },
  ),
  'user-account': account('6.16', USER_ACCOUNT, {
    from: ['account_type', 'user_id', 'account_login'],
    crossRules: [atLeastOneOf(...Object.keys(USER_ACCOUNT).map((property) => property.replace(/\?$/, '')))],
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
