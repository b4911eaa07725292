import type { JsonObject } from '../json/types.ts';
import { EXTENSION_ID, OWN_TYPES } from './extension.ts';
import { HANDLING_CODES, HANDLING_IDS, PAP_IDS, PAP_LEVELS, USE_EXTENSION_ID } from './marking-ids.ts';

/** The author of what follows: the project, which is no party of any accord. */
const PROJECT = 'identity--4307df9d-d1e4-4145-96a9-28c3f14c3cb9';
const SINCE = '2026-01-01T00:00:00.000Z';

const versioned = { spec_version: '2.1', created: SINCE, modified: SINCE } as const;
const marking = { type: 'marking-definition', spec_version: '2.1', created: SINCE, created_by_ref: PROJECT } as const;

const HANDLING_NAMES = {
  H0: 'Handling H0: only to prevent and combat crime',
  H1: 'Handling H1: not in judicial proceedings without the permission of the provider',
  H2: 'Handling H2: not passed on without permission',
  H3: 'Handling H3: other restriction',
} as const;

/** What we define in STIX, published as the bundle docs/protocol/definitions.json. */
export const DEFINITIONS: readonly JsonObject[] = [
  { type: 'identity', ...versioned, id: PROJECT, name: 'Entente', identity_class: 'organization' },
  {
    type: 'extension-definition',
    ...versioned,
    id: EXTENSION_ID,
    created_by_ref: PROJECT,
    name: 'Entente records',
    description: 'Types of the records of a cooperation agreement between two parties.',
    schema: OWN_TYPES.map((type) => `urn:entente:schema:${type}:1`).join(' '),
    version: '1.0.0',
    extension_types: ['new-sdo'],
  },
  {
    type: 'extension-definition',
    ...versioned,
    id: USE_EXTENSION_ID,
    created_by_ref: PROJECT,
    name: 'PAP and handling codes',
    description:
      'What may be done with a record (PAP) and what use of it is lawful (handling code), beside TLP, which says who may see it.',
    schema:
      'pap: one of {clear,green,amber,red}; or handling: one of {H0,H1,H2,H3}, H3 with an optional restriction (text)',
    version: '1.0.0',
    extension_types: ['property-extension'],
  },
  ...PAP_LEVELS.map((pap) => ({
    ...marking,
    id: PAP_IDS[pap],
    name: `PAP:${pap.toUpperCase()}`,
    extensions: { [USE_EXTENSION_ID]: { extension_type: 'property-extension', pap } },
  })),
  ...HANDLING_CODES.map((handling) => ({
    ...marking,
    id: HANDLING_IDS[handling],
    name: HANDLING_NAMES[handling],
    extensions: { [USE_EXTENSION_ID]: { extension_type: 'property-extension', handling } },
  })),
];
