import { describe, expect, test } from 'vitest';
import { validateBundle } from '../../../src/kernel/stix/bundle.ts';
import { parsePattern } from '../../../src/kernel/stix/pattern/parse.ts';
import { validateObject } from '../../../src/kernel/stix/validate.ts';
import type { JsonObject, JsonValue } from '../../../src/kernel/json/types.ts';
import { examples } from './examples.ts';

// Read from the specification, clause by clause, and not from the tables that the validator runs.

type Change = Readonly<Record<string, JsonValue | undefined>>;
const U = '5c0f7a10-2b1d-4e3f-9a00-0000000000ee';
const [T0, T1] = ['2025-01-01T00:00:00Z', '2026-01-01T00:00:00Z'];

/** The example without anything that says something. */
const bareOf = (name: string): Change =>
  Object.fromEntries(
    Object.keys(examples.valid[name]!)
      .filter((key) => !['type', 'id', 'spec_version'].includes(key))
      .map((key) => [key, undefined]),
  );

const VIOLATIONS: readonly (readonly [what: string, of: string, change: Change])[] = [
  ['campaign last<first', 'campaign', { first_seen: T1, last_seen: T0 }],
  ['intrusion-set last<first', 'intrusion-set', { first_seen: T1, last_seen: T0 }],
  ['malware last<first', 'malware', { first_seen: T1, last_seen: T0 }],
  ['infrastructure last<first', 'infrastructure', { first_seen: T1, last_seen: T0 }],
  ['threat-actor last<first', 'threat-actor', { first_seen: T1, last_seen: T0 }],
  ['indicator until=from', 'indicator', { valid_from: T1, valid_until: T1 }],
  ['indicator until<from', 'indicator', { valid_from: T1, valid_until: T0 }],
  ['observed last<first', 'observed-data', { first_observed: T1, last_observed: T0 }],
  ['observed number 0', 'observed-data', { number_observed: 0 }],
  ['observed number too big', 'observed-data', { number_observed: 1000000000 }],
  ['sighting last<first', 'sighting', { first_seen: T1, last_seen: T0 }],
  ['sighting count negative', 'sighting', { count: -1 }],
  ['sighting count too big', 'sighting', { count: 1000000000 }],
  ['sighting of an observable', 'sighting', { sighting_of_ref: 'ipv4-addr--' + U }],
  ['sighting of a relationship', 'sighting', { sighting_of_ref: 'relationship--' + U }],
  ['sighting where attack-pattern', 'sighting', { where_sighted_refs: ['attack-pattern--' + U] }],
  ['sighting observed indicator', 'sighting', { observed_data_refs: ['indicator--' + U] }],
  ['relationship stop<=start', 'relationship', { start_time: T1, stop_time: T1 }],
  ['relationship of relationship', 'relationship', { source_ref: 'relationship--' + U }],
  ['relationship to sighting', 'relationship', { target_ref: 'sighting--' + U }],
  ['relationship to marking', 'relationship', { target_ref: 'marking-definition--' + U }],
  ['relationship to bundle', 'relationship', { target_ref: 'bundle--' + U }],
  ['relationship to language-content', 'relationship', { target_ref: 'language-content--' + U }],
  ['relationship type upper', 'relationship', { relationship_type: 'Uses' }],
  ['relationship type underscore', 'relationship', { relationship_type: 'related_to' }],
  [
    'location nothing',
    'location',
    { region: undefined, country: undefined, latitude: undefined, longitude: undefined, precision: undefined },
  ],
  ['location lat only', 'location', { latitude: 10, longitude: undefined, precision: undefined }],
  [
    'location precision without',
    'location',
    { latitude: undefined, longitude: undefined, precision: 10, country: 'XX' },
  ],
  ['location lat 91', 'location', { latitude: 91, longitude: 0 }],
  ['location long 181', 'location', { latitude: 1, longitude: -180.5 }],
  ['malware not family', 'malware', { is_family: undefined }],
  ['malware family no name', 'malware', { is_family: true, name: undefined }],
  ['malware sample_refs wrong', 'malware', { sample_refs: ['url--' + U] }],
  ['malware os refs', 'malware', { operating_system_refs: ['file--' + U] }],
  ['malware-analysis no result nor refs', 'malware-analysis', { result: undefined, analysis_sco_refs: undefined }],
  ['malware-analysis sample_ref', 'malware-analysis', { sample_ref: 'url--' + U }],
  ['malware-analysis host vm', 'malware-analysis', { host_vm_ref: 'file--' + U }],
  ['note no refs', 'note', { object_refs: [] }],
  ['opinion vocab', 'opinion', { opinion: 'yes' }],
  ['report no refs', 'report', { object_refs: undefined }],
  ['report published', 'report', { published: undefined }],
  ['grouping context missing', 'grouping', { context: undefined }],
  ['confidence 101', 'tool', { confidence: 101 }],
  ['confidence 0.5', 'tool', { confidence: 0.5 }],
  ['lang bad', 'tool', { lang: 'no_such language' }],
  ['modified<created', 'tool', { modified: '2020-01-01T00:00:00.000Z' }],
  ['created 6 digits', 'tool', { created: '2020-01-01T00:00:00.000000Z' }],
  ['labels empty', 'tool', { labels: [] }],
  ['labels empty str', 'tool', { labels: [''] }],
  ['created_by wrong', 'tool', { created_by_ref: 'tool--' + U }],
  ['spec 2.0', 'tool', { spec_version: '2.0' }],
  ['ext ref empty', 'tool', { external_references: [] }],
  ['kill chain upper', 'attack-pattern', { kill_chain_phases: [{ kill_chain_name: 'a' }] }],
  ['file nothing', 'file', { hashes: undefined, name: undefined }],
  ['file size neg', 'file', { size: -1 }],
  ['file hashes bad', 'file', { hashes: { 'SHA-256': '00' } }],
  ['file hash key bad', 'file', { hashes: { 'SHA 256': '00' } }],
  ['file contains tool', 'file', { contains_refs: ['tool--' + U] }],
  ['file parent dir', 'file', { parent_directory_ref: 'file--' + U }],
  ['artifact both', 'artifact', { url: 'https://a.example/', hashes: { MD5: 'd41d8cd98f00b204e9800998ecf8427e' } }],
  ['artifact neither', 'artifact', { payload_bin: undefined, url: undefined }],
  ['artifact url no hash', 'artifact by url', { hashes: undefined }],
  ['artifact key no alg', 'artifact', { encryption_algorithm: undefined, decryption_key: 'a' }],
  ['artifact bad b64', 'artifact', { payload_bin: '@@' }],
  ['as number', 'autonomous-system', { number: '1' }],
  ['domain resolves', 'domain-name', { resolves_to_refs: ['file--' + U] }],
  ['ipv4 resolves mac', 'ipv4-addr', { resolves_to_refs: ['ipv4-addr--' + U] }],
  ['ipv4 belongs', 'ipv4-addr', { belongs_to_refs: ['file--' + U] }],
  ['ipv4 value', 'ipv4-addr', { value: '256.1.1.1' }],
  ['ipv4 cidr', 'ipv4-addr', { value: '1.1.1.1/33' }],
  ['ipv6 value', 'ipv6-addr', { value: ':::1' }],
  ['mac', 'mac-addr', { value: '00-11-22-33-44-55' }],
  ['mac upper', 'mac-addr', { value: '00:11:22:33:44:AA' }],
  ['network no src/dst', 'network-traffic', { src_ref: undefined, dst_ref: undefined }],
  ['network active+end', 'network-traffic', { is_active: true, end: T1 }],
  ['network end<start', 'network-traffic', { start: T1, end: T0, is_active: false }],
  ['network port', 'network-traffic', { src_port: 65536 }],
  ['network protocols empty', 'network-traffic', { protocols: [] }],
  ['network src wrong', 'network-traffic', { src_ref: 'url--' + U }],
  ['process nothing', 'process', bareOf('process')],
  ['process image', 'process', { image_ref: 'directory--' + U }],
  [
    'reg key both absent',
    'windows-registry-key',
    {
      key: undefined,
      values: undefined,
      creator_user_ref: undefined,
      modified_time: undefined,
      number_of_subkeys: undefined,
    },
  ],
  ['reg abbreviated hive', 'windows-registry-key', { key: 'HKLM\\a' }],
  ['reg values type', 'windows-registry-key', { values: [{ name: 'a', data: 'b', data_type: 'REG_X' }] }],
  ['x509 nothing', 'x509-certificate', bareOf('x509-certificate')],
  ['email multipart body', 'email-message', { is_multipart: true, body: 'a' }],
  ['email refs', 'email-message', { from_ref: 'user-account--' + U }],
  ['url bad', 'url', { value: 'no url' }],
  ['language-content no contents', 'language-content', { contents: undefined }],
  ['language-content empty', 'language-content', { contents: {} }],
  ['language-content bad lang', 'language-content', { contents: { 'not a lang': { a: 'b' } } }],
  ['language-content object_ref sco?', 'language-content', { object_ref: 'bundle--' + U }],
  [
    'marking no type',
    'marking-definition',
    { definition_type: undefined, definition: undefined, extensions: undefined },
  ],
  ['marking wrong def', 'marking-definition', { definition: { tlp: 'red' } }],
  ['extension-definition types', 'extension-definition', { extension_types: [] }],
  ['extension-definition vocab', 'extension-definition', { extension_types: ['new'] }],
  ['extension-definition version', 'extension-definition', { version: '1' }],
  ['extension-definition no creator', 'extension-definition', { created_by_ref: undefined }],
  [
    'extension-definition props w/o toplevel',
    'extension-definition',
    { extension_types: ['new-sdo'], extension_properties: ['abc'] },
  ],
  [
    'both marking_ref & lang',
    'tool',
    {
      granular_markings: [
        { marking_ref: 'marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9', lang: 'en', selectors: ['name'] },
      ],
    },
  ],
  ['neither', 'tool', { granular_markings: [{ selectors: ['name'] }] }],
  [
    'selector dup?',
    'tool',
    { granular_markings: [{ marking_ref: 'marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9', selectors: [] }] },
  ],
  [
    'selector id',
    'tool',
    {
      granular_markings: [
        { marking_ref: 'marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9', selectors: ['name.[0]'] },
      ],
    },
  ],
  ['tlp wrong id', 'marking-definition', { definition_type: 'tlp', definition: { tlp: 'red' }, extensions: undefined }],
  [
    'tlp exact id wrong level',
    'marking-definition',
    {
      id: 'marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9',
      definition_type: 'tlp',
      definition: { tlp: 'red' },
      extensions: undefined,
    },
  ],
  [
    'observed both',
    'observed-data',
    { objects: { '0': { type: 'url', id: 'url--' + U, value: 'https://a.example/' } } },
  ],
  ['observed neither', 'observed-data', { object_refs: undefined, objects: undefined }],
  ['observed no sco', 'observed-data', { object_refs: ['relationship--' + U] }],
  ['observed sdo', 'observed-data', { object_refs: ['tool--' + U] }],
  ['bundle in report', 'report', { object_refs: ['bundle--' + U] }],
  ['ext none', 'tool', { extensions: {} }],
  ['ext w/o type', 'tool', { extensions: { ['extension-definition--' + U]: { a: 1 } } }],
  ['pattern_type missing', 'indicator', { pattern_type: undefined }],
  ['valid_from missing', 'indicator', { valid_from: undefined }],
  ['implementation lang', 'malware', { implementation_languages: [] }],
  ['course of action: action reserved', 'course-of-action', { action: 'x' }],
  ['null', 'tool', { description: null }],
  ['identity class num', 'identity', { identity_class: 1 }],
  ['software cpe', 'software', { cpe: 'x' }],
  ['dup refs?', 'report', { object_refs: ['tool--' + U.replace('-4e3f', '-0e3f')] }],
];

const base = (type: string, more: JsonObject): JsonObject => ({
  type,
  spec_version: '2.1',
  id: `${type}--${U}`,
  created: '2026-01-01T00:00:00.000Z',
  modified: '2026-01-01T00:00:00.000Z',
  ...more,
});
const SOUND: readonly (readonly [what: string, object: JsonObject])[] = [
  [
    'tlp white',
    {
      type: 'marking-definition',
      spec_version: '2.1',
      id: 'marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9',
      created: '2017-01-20T00:00:00.000Z',
      definition_type: 'tlp',
      name: 'TLP:WHITE',
      definition: { tlp: 'white' },
    },
  ],
  [
    'relationship to sco',
    base('relationship', {
      relationship_type: 'communicates-with',
      source_ref: 'malware--' + U,
      target_ref: 'ipv4-addr--' + U,
    }),
  ],
  [
    'relationship custom type',
    base('relationship', { relationship_type: 'x-own', source_ref: 'x-thing--' + U, target_ref: 'tool--' + U }),
  ],
  ['sighting of custom', base('sighting', { sighting_of_ref: 'x-thing--' + U })],
  [
    'sighting 0',
    base('sighting', {
      sighting_of_ref: 'malware--' + U,
      count: 0,
      where_sighted_refs: ['location--' + U, 'identity--' + U],
    }),
  ],
  ['sighting equal times', base('sighting', { sighting_of_ref: 'malware--' + U, first_seen: T1, last_seen: T1 })],
  ['malware family', base('malware', { is_family: true, name: 'a' })],
  ['malware not family unnamed', base('malware', { is_family: false })],
  ['url with odd host', { type: 'url', spec_version: '2.1', id: 'url--' + U, value: 'hxxp://x.example' }],
  ['ipv6 cidr', { type: 'ipv6-addr', spec_version: '2.1', id: 'ipv6-addr--' + U, value: '2001:db8::/32' }],
  ['ipv6 v4', { type: 'ipv6-addr', spec_version: '2.1', id: 'ipv6-addr--' + U, value: '::ffff:1.2.3.4' }],
  ['location ll', base('location', { latitude: 0, longitude: 0 })],
  ['attack-pattern min', base('attack-pattern', { name: 'a' })],
  ['opinion refs any', base('opinion', { opinion: 'neutral', object_refs: ['x-thing--' + U, 'relationship--' + U] })],
  ['report min', base('report', { name: 'a', published: T1, object_refs: ['sighting--' + U] })],
  ['grouping', base('grouping', { context: 'own-context', object_refs: ['file--' + U] })],
  [
    'observed sco+sro',
    base('observed-data', {
      first_observed: T1,
      last_observed: T1,
      number_observed: 1,
      object_refs: ['file--' + U, 'relationship--' + U],
    }),
  ],
  [
    'observed custom sco',
    base('observed-data', {
      first_observed: T1,
      last_observed: T1,
      number_observed: 999999999,
      object_refs: ['x-thing--' + U],
    }),
  ],
  [
    'language',
    base('language-content', {
      object_ref: 'campaign--' + U,
      object_modified: '2026-01-01T00:00:00.000Z',
      contents: { de: { name: 'a', list: ['', 'b'] }, 'zh-Hans': { name: 'x' } },
    }),
  ],
  ['indicator snort', base('indicator', { pattern: 'alert tcp any', pattern_type: 'snort', valid_from: T1 })],
  ['identity min', base('identity', { name: 'a' })],
  ['process min', { type: 'process', spec_version: '2.1', id: 'process--' + U, pid: 0 }],
  ['autonomous', { type: 'autonomous-system', id: 'autonomous-system--' + U, number: 0 }],
  ['sco no spec', { type: 'mutex', id: 'mutex--' + U, name: 'a' }],
  [
    'network opened',
    {
      type: 'network-traffic',
      id: 'network-traffic--' + U,
      src_ref: 'domain-name--' + U,
      protocols: ['ipv4', 'tcp'],
      is_active: true,
      start: T1,
    },
  ],
  [
    'extension def',
    base('extension-definition', {
      created_by_ref: 'identity--' + U,
      name: 'a',
      schema: 'https://a.example/s.json',
      version: '1.2.1',
      extension_types: ['toplevel-property-extension'],
      extension_properties: ['rank'],
    }),
  ],
  [
    'toplevel ext',
    base('indicator', {
      pattern: '[a:b=1]',
      pattern_type: 'stix',
      valid_from: T1,
      rank: 5,
      severity: 'x',
      extensions: { ['extension-definition--' + U]: { extension_type: 'toplevel-property-extension' } },
    }),
  ],
  [
    'prop ext',
    base('tool', {
      name: 'a',
      extensions: { ['extension-definition--' + U]: { extension_type: 'property-extension', rank: 5 } },
    }),
  ],
  [
    'new sdo',
    base('my-favorite-sdo', {
      name: 'a',
      extensions: { ['extension-definition--' + U]: { extension_type: 'new-sdo' } },
    }),
  ],
  [
    'new sco',
    {
      type: 'my-favorite-sco',
      id: 'my-favorite-sco--' + U,
      spec_version: '2.1',
      name: 'a',
      extensions: { ['extension-definition--' + U]: { extension_type: 'new-sco' } },
    },
  ],
  [
    'new sro',
    base('my-favorite-sro', {
      name: 'a',
      extensions: { ['extension-definition--' + U]: { extension_type: 'new-sro' } },
    }),
  ],
  [
    'artifact enc',
    {
      type: 'artifact',
      id: 'artifact--' + U,
      mime_type: 'application/zip',
      payload_bin: 'AAAA',
      encryption_algorithm: 'mime-type-indicated',
      decryption_key: 'My voice is my passport',
    },
  ],
  [
    'x509 ext',
    {
      type: 'x509-certificate',
      id: 'x509-certificate--' + U,
      issuer: 'C=ZA',
      validity_not_before: T1,
      validity_not_after: T1,
      subject: 'a',
      x509_v3_extensions: { basic_constraints: 'critical,CA:TRUE, pathlen:0' },
    },
  ],
  ['revoked', base('tool', { name: 'a', revoked: true })],
  [
    'granular lang',
    base('tool', { name: 'a', description: 'x', granular_markings: [{ lang: 'fr', selectors: ['description'] }] }),
  ],
];

const PATTERNS_REFUSED = [
  '[file:size > ]',
  "[a:b = 'x' AND]",
  'a:b = 1',
  "[a:b = 1] START '2020-01-01T00:00:00Z' STOP t'2020-01-01T00:00:00Z'",
  "[a:b IN 'x']",
  '[a:b LIKE 1]',
  "[a:b MATCHES h'ab']",
  "[a:b = t'2020-13-01T00:00:00Z']",
  "[a:b = h'abc']",
  "[a:b = b'a']",
  '[a:b > true]',
  '[a:b = 1] WITHIN 0 SECONDS',
  '[a:b = 1] REPEATS 1.5 TIMES',
  '[a:b[x] = 1]',
  '[a. b = 1]',
  '[ipv4-addr:value ISSUBSET 5]',
  '[a:b = 1] FOLLOWEDBY',
  '[EXISTS a:b = 1]',
  "[a:b IN (1, 'a', )]",
  '[]',
  "[a:b = '\\n']",
  '[a:b == 01]',
];
const PATTERNS_TAKEN = [
  "[file:hashes.MD5 = 'd41d8cd98f00b204e9800998ecf8427e']",
  '[a:b = 1.0]',
  '[a:b NOT = 1]',
  '[NOT EXISTS a:b]',
  '[a:b IN ()]',
  '([a:b=1] AND [c:d=2]) WITHIN 300 SECONDS',
  '[a:b=1] REPEATS 5 TIMES WITHIN 1800 SECONDS',
  "[a:b[*].c LIKE '%x_']",
  "[a:b NOT ISSUPERSET '10.0.0.0/8']",
  "[x-y:z.'a-b'.c != -5]",
  '[a:b = true OR a:c = false]',
  "[a:b >= t'2016-01-01T00:00:00.123Z']",
  '/* c */ [a:b=1] // d',
];

describe('a violation of the specification is refused, with its place and its clause', () => {
  test.each(VIOLATIONS)('%s', (_, of, change) => {
    const entries = Object.entries({ ...examples.valid[of]!, ...change }).filter(([, value]) => value !== undefined);
    const issues = validateObject(Object.fromEntries(entries) as JsonObject);
    expect(issues).not.toEqual([]);
    for (const { path, clause } of issues) {
      expect(path).toMatch(/^\$/);
      expect(clause).toMatch(/^STIX 2\.1 section \d/);
    }
  });

  test.each(PATTERNS_REFUSED)('the pattern %s', (pattern) => {
    expect(parsePattern(pattern)).toHaveProperty('fault');
  });

  test('a bundle without its id, or with that of something else, or that is none', () => {
    const pathsOf = (bundle: JsonValue) => validateBundle(bundle).issues.map(({ path }) => path);
    expect(pathsOf({ type: 'bundle', objects: [] })).toEqual(['$.id']);
    expect(pathsOf({ type: 'bundle', id: `tool--${U}` })).toEqual(['$.id']);
    expect(pathsOf([])).toEqual(['$.type', '$.id']);
  });
});

describe('what the specification permits is taken', () => {
  test.each(SOUND)('%s', (_, object) => {
    expect(validateObject(object)).toEqual([]);
  });

  test.each(PATTERNS_TAKEN)('the pattern %s', (pattern) => {
    expect(parsePattern(pattern)).toHaveProperty('pattern');
  });

  test('a bundle of nothing', () => {
    for (const objects of [{}, { objects: [] }])
      expect(validateBundle({ type: 'bundle', id: `bundle--${U}`, ...objects }).issues).toEqual([]);
  });
});
