import { COMMON } from './common.ts';
import { atLeastOneOf, inOrder, modifiedNotBeforeCreated, needs, neededWhen, notBoth } from './cross-rules.ts';
import { closed, killChainPhases, name, names, open, openList, pattern, prose } from './data-types.ts';
import { extensionsOf } from './extensions.ts';
import { patternIsSound } from './indicator-pattern.ts';
import { domainId, domainOrObservableId, objectRefs, observableId, observedId } from './references.ts';
import {
  anyObject,
  dictionary,
  fault,
  flag,
  idOf,
  integer,
  list,
  matching,
  number,
  stix,
  text,
  timestamp,
} from './rules.ts';
import type { Properties } from './rules.ts';
import { defineType } from './table.ts';
import type { CrossRule, TypeTable } from './table.ts';
import { CLOSED } from './enumerations.ts';
import { OPEN } from './vocabularies.ts';

const object = (section: string, properties: Properties, ...crossRules: readonly CrossRule[]): TypeTable =>
  defineType({
    clause: stix(section),
    properties: { ...COMMON, 'extensions?': extensionsOf(), ...properties },
    crossRules: [modifiedNotBeforeCreated, ...crossRules],
  });

const described: Properties = { name, 'description?': prose };
const seen: Properties = { 'first_seen?': timestamp, 'last_seen?': timestamp };
const seenInOrder = inOrder('first_seen', 'last_seen', true);
const count = (min: number) => integer(min, 999_999_999);
const softwareId = idOf('software');

export const IDENTITY_PROPERTIES: Properties = {
  ...described,
  'roles?': names,
  'identity_class?': open(OPEN.identityClass),
  'sectors?': openList(OPEN.industrySector),
  'contact_information?': prose,
};

/** STIX 2.1 section 4.14: at least one observable, and not only what relates them. */
const observesSomething: CrossRule = ({ object_refs: refs }) =>
  Array.isArray(refs) && refs.every((ref) => /^(relationship|sighting)--/.test(String(ref)))
    ? fault('refers to no observable', 'object_refs')
    : undefined;

/** STIX 2.1 section 4. Unlisted properties of these are custom and kept. */
export const DOMAIN_TYPES: Readonly<Record<string, TypeTable>> = {
  'attack-pattern': object('4.1', { ...described, 'aliases?': names, 'kill_chain_phases?': killChainPhases }),
  campaign: object('4.2', { ...described, 'aliases?': names, ...seen, 'objective?': prose }, seenInOrder),
  'course-of-action': object('4.3', described),
  grouping: object('4.4', {
    'name?': name,
    'description?': prose,
    context: open(OPEN.groupingContext),
    object_refs: objectRefs,
  }),
  identity: object('4.5', IDENTITY_PROPERTIES),
  incident: object('4.6', described),
  indicator: object(
    '4.7',
    {
      'name?': name,
      'description?': prose,
      'indicator_types?': openList(OPEN.indicatorType),
      pattern,
      pattern_type: open(OPEN.patternType),
      'pattern_version?': text(250),
      valid_from: timestamp,
      'valid_until?': timestamp,
      'kill_chain_phases?': killChainPhases,
    },
    inOrder('valid_from', 'valid_until'),
    patternIsSound,
  ),
  infrastructure: object(
    '4.8',
    {
      ...described,
      'infrastructure_types?': openList(OPEN.infrastructureType),
      'aliases?': names,
      'kill_chain_phases?': killChainPhases,
      ...seen,
    },
    seenInOrder,
  ),
  'intrusion-set': object(
    '4.9',
    {
      ...described,
      'aliases?': names,
      ...seen,
      'goals?': names,
      'resource_level?': open(OPEN.attackResourceLevel),
      'primary_motivation?': open(OPEN.attackMotivation),
      'secondary_motivations?': openList(OPEN.attackMotivation),
    },
    seenInOrder,
  ),
  location: object(
    '4.10',
    {
      'name?': name,
      'description?': prose,
      'latitude?': number(-90, 90),
      'longitude?': number(-180, 180),
      'precision?': number(0, Number.MAX_VALUE),
      'region?': open(OPEN.region),
      'country?': text(250),
      'administrative_area?': name,
      'city?': name,
      'street_address?': prose,
      'postal_code?': text(250),
    },
    atLeastOneOf('region', 'country', 'latitude'),
    needs('latitude', 'longitude'),
    needs('longitude', 'latitude'),
    needs('precision', 'latitude', 'longitude'),
  ),
  malware: object(
    '4.11',
    {
      'name?': name,
      'description?': prose,
      'malware_types?': openList(OPEN.malwareType),
      is_family: flag,
      'aliases?': names,
      'kill_chain_phases?': killChainPhases,
      ...seen,
      'operating_system_refs?': list(softwareId),
      'architecture_execution_envs?': openList(OPEN.processorArchitecture),
      'implementation_languages?': openList(OPEN.implementationLanguage),
      'capabilities?': openList(OPEN.malwareCapability),
      'sample_refs?': list(idOf('artifact', 'file')),
    },
    neededWhen('is_family', true, 'name'),
    seenInOrder,
  ),
  'malware-analysis': object(
    '4.12',
    {
      product: name,
      'version?': name,
      'host_vm_ref?': softwareId,
      'operating_system_ref?': softwareId,
      'installed_software_refs?': list(softwareId),
      'configuration_version?': name,
      'modules?': names,
      'analysis_engine_version?': name,
      'analysis_definition_version?': name,
      'submitted?': timestamp,
      'analysis_started?': timestamp,
      'analysis_ended?': timestamp,
      'result_name?': name,
      'result?': open(OPEN.malwareResult),
      'analysis_sco_refs?': list(observableId, { max: 20_000 }),
      'sample_ref?': idOf('artifact', 'file', 'network-traffic'),
    },
    atLeastOneOf('result', 'analysis_sco_refs'),
  ),
  note: object('4.13', { 'abstract?': prose, content: text(20_000), 'authors?': names, object_refs: objectRefs }),
  'observed-data': object(
    '4.14',
    {
      first_observed: timestamp,
      last_observed: timestamp,
      number_observed: count(1),
      // What stands in it is validated object by object (validate.ts).
      'objects?': dictionary(matching(/^.{1,250}$/s, 'a key of 1 to 250 characters'), anyObject),
      'object_refs?': list(observedId, { max: 20_000 }),
    },
    atLeastOneOf('object_refs', 'objects'),
    notBoth('object_refs', 'objects'),
    inOrder('first_observed', 'last_observed', true),
    observesSomething,
  ),
  opinion: object('4.15', {
    'explanation?': prose,
    'authors?': names,
    opinion: closed(CLOSED.opinion),
    object_refs: objectRefs,
  }),
  report: object('4.16', {
    ...described,
    'report_types?': openList(OPEN.reportType),
    published: timestamp,
    object_refs: objectRefs,
  }),
  'threat-actor': object(
    '4.17',
    {
      ...described,
      'threat_actor_types?': openList(OPEN.threatActorType),
      'aliases?': names,
      ...seen,
      'roles?': openList(OPEN.threatActorRole),
      'goals?': names,
      'sophistication?': open(OPEN.threatActorSophistication),
      'resource_level?': open(OPEN.attackResourceLevel),
      'primary_motivation?': open(OPEN.attackMotivation),
      'secondary_motivations?': openList(OPEN.attackMotivation),
      'personal_motivations?': openList(OPEN.attackMotivation),
    },
    seenInOrder,
  ),
  tool: object('4.18', {
    ...described,
    'tool_types?': openList(OPEN.toolType),
    'aliases?': names,
    'kill_chain_phases?': killChainPhases,
    'tool_version?': name,
  }),
  vulnerability: object('4.19', described),
};

/** STIX 2.1 section 5. */
export const RELATIONSHIP_TYPES: Readonly<Record<string, TypeTable>> = {
  relationship: object(
    '5.1',
    {
      relationship_type: matching(/^[a-z0-9-]{1,250}$/, 'a relationship type'),
      'description?': prose,
      source_ref: domainOrObservableId,
      target_ref: domainOrObservableId,
      'start_time?': timestamp,
      'stop_time?': timestamp,
    },
    inOrder('start_time', 'stop_time'),
  ),
  sighting: object(
    '5.2',
    {
      'description?': prose,
      ...seen,
      'count?': count(0),
      sighting_of_ref: domainId,
      'observed_data_refs?': list(idOf('observed-data'), { max: 20_000 }),
      'where_sighted_refs?': list(idOf('identity', 'location')),
      'summary?': flag,
    },
    seenInOrder,
  ),
};
