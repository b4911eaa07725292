import { BORROWED_BY_OBSERVABLES, COMMON_OBSERVABLE } from './common.ts';
import { absentWhen, atLeastOneOf, inOrder, modifiedNotBeforeCreated, needs, notBoth } from './cross-rules.ts';
import {
  anyInteger,
  binary,
  charset,
  closed,
  dictionaryOf,
  either,
  hashes,
  hex,
  machineText,
  mimeType,
  natural,
  url,
} from './data-types.ts';
import { extensionsOf } from './extensions.ts';
import { cpe, domainName, ipv4, ipv6, mac, registryKey } from './network-values.ts';
import { FILE_EXTENSIONS, PROCESS_EXTENSIONS, TRAFFIC_EXTENSIONS } from './observable-extensions.ts';
import { derivedFrom } from './observable-ids.ts';
import { observableId } from './references.ts';
import { flag, idOf, integer, language, list, shape, stix, text, timestamp } from './rules.ts';
import type { Properties, Rule } from './rules.ts';
import { defineType } from './table.ts';
import type { TypeDeclaration, TypeTable } from './table.ts';
import { CLOSED } from './enumerations.ts';

type Observable = Partial<TypeDeclaration> & { readonly extensions?: Readonly<Record<string, Rule>> };

const observable = (section: string, properties: Properties, more: Observable = {}): TypeTable => {
  const { extensions, crossRules = [], idContributing = [], ...rest } = more;
  return defineType({
    clause: stix(section),
    ...rest,
    idContributing,
    properties: {
      ...COMMON_OBSERVABLE,
      ...BORROWED_BY_OBSERVABLES,
      'extensions?': extensionsOf(extensions),
      ...properties,
    },
    crossRules: [modifiedNotBeforeCreated, ...crossRules, derivedFrom(...idContributing)],
  });
};

const id = (...names: readonly string[]): Observable => ({ idContributing: names });
const port = integer(0, 65_535);
const endpoint = idOf('ipv4-addr', 'ipv6-addr', 'mac-addr', 'domain-name');
const artifactId = idOf('artifact');
const trafficId = idOf('network-traffic');
const processId = idOf('process');
const accountId = idOf('user-account');

const x509v3 = shape(
  {
    'basic_constraints?': machineText,
    'name_constraints?': machineText,
    'policy_constraints?': machineText,
    'key_usage?': machineText,
    'extended_key_usage?': machineText,
    'subject_key_identifier?': machineText,
    'authority_key_identifier?': machineText,
    'subject_alternative_name?': machineText,
    'issuer_alternative_name?': machineText,
    'subject_directory_attributes?': machineText,
    'crl_distribution_points?': machineText,
    'inhibit_any_policy?': machineText,
    'private_key_usage_period_not_before?': timestamp,
    'private_key_usage_period_not_after?': timestamp,
    'certificate_policies?': machineText,
    'policy_mappings?': machineText,
  },
  1,
);

const PROCESS: Properties = {
  'is_hidden?': flag,
  'pid?': anyInteger,
  'created_time?': timestamp,
  'cwd?': machineText,
  'command_line?': machineText,
  'environment_variables?': dictionaryOf(machineText),
  'opened_connection_refs?': list(trafficId),
  'creator_user_ref?': accountId,
  'image_ref?': idOf('file'),
  'parent_ref?': processId,
  'child_refs?': list(processId),
};
const REGISTRY_KEY: Properties = {
  'key?': registryKey,
  'values?': list(
    shape({ 'name?': machineText, 'data?': machineText, 'data_type?': closed(CLOSED.windowsRegistryDatatype) }, 1),
  ),
  'modified_time?': timestamp,
  'creator_user_ref?': accountId,
  'number_of_subkeys?': natural,
};
const CERTIFICATE: Properties = {
  'is_self_signed?': flag,
  'hashes?': hashes,
  'version?': machineText,
  'serial_number?': machineText,
  'signature_algorithm?': machineText,
  'issuer?': machineText,
  'validity_not_before?': timestamp,
  'validity_not_after?': timestamp,
  'subject?': machineText,
  'subject_public_key_algorithm?': machineText,
  'subject_public_key_modulus?': machineText,
  'subject_public_key_exponent?': anyInteger,
  'x509_v3_extensions?': x509v3,
};
const namesOf = (properties: Properties): string[] => Object.keys(properties).map((name) => name.replace(/\?$/, ''));

/** STIX 2.1 section 6, but for the observables about persons (person-types.ts). */
export const OBSERVABLE_TYPES: Readonly<Record<string, TypeTable>> = {
  artifact: observable(
    '6.1',
    {
      'mime_type?': mimeType,
      'payload_bin?': binary,
      'url?': url,
      'hashes?': hashes,
      'encryption_algorithm?': closed(CLOSED.encryptionAlgorithm),
      'decryption_key?': machineText,
    },
    {
      ...id('hashes', 'payload_bin'),
      crossRules: [
        atLeastOneOf('payload_bin', 'url'),
        notBoth('payload_bin', 'url'),
        needs('url', 'hashes'),
        needs('decryption_key', 'encryption_algorithm'),
      ],
    },
  ),
  'autonomous-system': observable(
    '6.2',
    { number: integer(0, 4_294_967_295), 'name?': machineText, 'rir?': machineText },
    id('number'),
  ),
  directory: observable(
    '6.3',
    {
      path: machineText,
      'path_enc?': charset,
      'ctime?': timestamp,
      'mtime?': timestamp,
      'atime?': timestamp,
      'contains_refs?': list(idOf('file', 'directory')),
    },
    id('path'),
  ),
  'domain-name': observable(
    '6.4',
    { value: domainName, 'resolves_to_refs?': list(idOf('ipv4-addr', 'ipv6-addr', 'domain-name')) },
    id('value'),
  ),
  file: observable(
    '6.7',
    {
      'hashes?': hashes,
      'size?': natural,
      'name?': machineText,
      'name_enc?': charset,
      'magic_number_hex?': hex,
      'mime_type?': mimeType,
      'ctime?': timestamp,
      'mtime?': timestamp,
      'atime?': timestamp,
      'parent_directory_ref?': idOf('directory'),
      'contains_refs?': list(observableId),
      'content_ref?': artifactId,
    },
    {
      ...id('hashes', 'name', 'parent_directory_ref', 'extensions'),
      extensions: FILE_EXTENSIONS,
      crossRules: [atLeastOneOf('hashes', 'name')],
    },
  ),
  'ipv4-addr': observable(
    '6.8',
    { value: ipv4, 'resolves_to_refs?': list(idOf('mac-addr')), 'belongs_to_refs?': list(idOf('autonomous-system')) },
    id('value'),
  ),
  'ipv6-addr': observable(
    '6.9',
    { value: ipv6, 'resolves_to_refs?': list(idOf('mac-addr')), 'belongs_to_refs?': list(idOf('autonomous-system')) },
    id('value'),
  ),
  'mac-addr': observable('6.10', { value: mac }, id('value')),
  mutex: observable('6.11', { name: machineText }, id('name')),
  'network-traffic': observable(
    '6.12',
    {
      'start?': timestamp,
      'end?': timestamp,
      'is_active?': flag,
      'src_ref?': endpoint,
      'dst_ref?': endpoint,
      'src_port?': port,
      'dst_port?': port,
      protocols: list(text(250)),
      'src_byte_count?': natural,
      'dst_byte_count?': natural,
      'src_packets?': natural,
      'dst_packets?': natural,
      'ipfix?': dictionaryOf(either(machineText, anyInteger)),
      'src_payload_ref?': artifactId,
      'dst_payload_ref?': artifactId,
      'encapsulates_refs?': list(trafficId),
      'encapsulated_by_ref?': trafficId,
    },
    {
      ...id('start', 'end', 'src_ref', 'dst_ref', 'src_port', 'dst_port', 'protocols', 'extensions'),
      extensions: TRAFFIC_EXTENSIONS,
      crossRules: [
        atLeastOneOf('src_ref', 'dst_ref'),
        absentWhen('is_active', true, 'end'),
        inOrder('start', 'end', true),
      ],
    },
  ),
  process: observable('6.13', PROCESS, {
    extensions: PROCESS_EXTENSIONS,
    crossRules: [atLeastOneOf(...namesOf(PROCESS), 'extensions')],
  }),
  software: observable(
    '6.14',
    {
      name: machineText,
      'cpe?': cpe,
      'swid?': machineText,
      'languages?': list(language),
      'vendor?': machineText,
      'version?': machineText,
    },
    id('name', 'cpe', 'swid', 'vendor', 'version'),
  ),
  url: observable('6.15', { value: url }, id('value')),
  'windows-registry-key': observable('6.17', REGISTRY_KEY, {
    ...id('key', 'values'),
    crossRules: [atLeastOneOf(...namesOf(REGISTRY_KEY))],
  }),
  'x509-certificate': observable('6.18', CERTIFICATE, {
    ...id('hashes', 'serial_number'),
    crossRules: [atLeastOneOf(...namesOf(CERTIFICATE))],
  }),
};
