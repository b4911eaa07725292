import { randomUUID } from 'node:crypto';
import type { JsonObject } from '#kernel/json/types.ts';

/** An invented accord between two invented parties: two channels of different ceilings. */
export const channels = {
  secretariat: { tlp: 'amber', pap: 'amber' },
  exchange: { tlp: 'green' },
} as const;

const text = (en: string) => ({ en });

export function accordBetween(first: string, second: string, changes: JsonObject = {}): JsonObject & { id: string } {
  return {
    type: 'accord',
    id: `accord--${randomUUID()}`,
    channel: 'charter',
    name: text('Accord of the two harbours'),
    parties: [first, second],
    party_names: { [first]: text('Northern Harbour'), [second]: text('Southern Harbour') },
    channels: Object.entries(channels).map(([name, ceiling]) => ({
      name,
      title: text(name),
      purposes: ['follow-up'],
      ceiling: { ...ceiling, handling: ['H0'] },
      default_markings: ceiling,
      retention_days: 365,
    })),
    legal_bases: [],
    themes: [],
    entry_into_force: 'at-once',
    ...changes,
  };
}

export function commitment(accord: string, changes: JsonObject = {}): JsonObject & { type: string } {
  return {
    type: 'commitment',
    accord_ref: accord,
    channel: 'secretariat',
    title: 'Meet every three months',
    kind: 'recurring-meeting',
    responsible: 'both',
    status: 'agreed',
    ...changes,
  };
}

/** Threat information on the channel of the lower ceiling: a published STIX type, `relayed by` its publisher. */
export function indicator(accord: string, changes: JsonObject = {}): JsonObject & { type: string } {
  return {
    type: 'indicator',
    accord_ref: accord,
    channel: 'exchange',
    name: 'A lure',
    pattern: "[domain-name:value = 'lure.example']",
    pattern_type: 'stix',
    valid_from: '2026-01-05T00:00:00Z',
    ...changes,
  };
}
