import { OWN_TYPES } from './extension.ts';

/** STIX 2.1 section 4. */
export const DOMAIN_NAMES = [
  'attack-pattern',
  'campaign',
  'course-of-action',
  'grouping',
  'identity',
  'incident',
  'indicator',
  'infrastructure',
  'intrusion-set',
  'location',
  'malware',
  'malware-analysis',
  'note',
  'observed-data',
  'opinion',
  'report',
  'threat-actor',
  'tool',
  'vulnerability',
] as const;

/** STIX 2.1 section 5. */
export const RELATIONSHIP_NAMES = ['relationship', 'sighting'] as const;

/** STIX 2.1 section 6. */
export const OBSERVABLE_NAMES = [
  'artifact',
  'autonomous-system',
  'directory',
  'domain-name',
  'email-addr',
  'email-message',
  'file',
  'ipv4-addr',
  'ipv6-addr',
  'mac-addr',
  'mutex',
  'network-traffic',
  'process',
  'software',
  'url',
  'user-account',
  'windows-registry-key',
  'x509-certificate',
] as const;

/** STIX 2.1 section 7. */
export const META_NAMES = ['extension-definition', 'language-content', 'marking-definition'] as const;

/** What is no new type either, whatever extension it claims: STIX 2.1 sections 8 and 3.8. */
export const NO_OBJECTS: ReadonlySet<string> = new Set(['bundle', 'action']);

export const DOMAIN_OR_OWN = [...DOMAIN_NAMES, ...OWN_TYPES] as const;
