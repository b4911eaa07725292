import { createHash } from 'node:crypto';
import type { JsonObject } from '#kernel/json/types.ts';
import { TLP_IDS } from '#kernel/policy/markings.ts';
import { EXCHANGE, SECRETARIAT } from './accord.ts';

const WORDS =
  'lure relay mailbox beacon loader archive harbour ledger invoice tunnel sinkhole cluster report window courier stage copy signal office notice'.split(
    ' ',
  );

/** A stream of numbers that is the same in every run. */
function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0);
}

function prose(next: () => number, length: number): string {
  let text = '';
  while (text.length < length) text += `${WORDS[(next() >>> 8) % WORDS.length]!} `;
  return text.slice(0, length);
}

export function uuidFor(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  const variant = '89ab'[parseInt(hex[16]!, 16) % 4]!;
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

const idFor = (type: string, at: number): string => `${type}--${uuidFor(`${type} ${at}`)}`;

/** Object `at` of an endless mixed stream, about 1.5 KB when complete. One in twenty has a part with a marking of its own. */
export function ownObject(at: number, accord: string): JsonObject {
  const next = numbers(at);
  const common = { accord_ref: accord, channel: EXCHANGE };
  const marked = at % 20 === 7 ? { granular_markings: [granular('description')] } : {};
  switch (at % 20) {
    case 1:
    case 5:
    case 9:
      return {
        ...common,
        type: 'note',
        id: idFor('note', at),
        abstract: `Note ${at}`,
        content: prose(next, 900),
        object_refs: [idFor('indicator', at - 1)],
      };
    case 3:
    case 13:
      return {
        ...common,
        type: 'report',
        id: idFor('report', at),
        name: `Report ${at}`,
        description: prose(next, 800),
        published: '2026-02-03T04:05:06Z',
        object_refs: [idFor('indicator', at - 1), idFor('indicator', at + 1)],
      };
    case 17:
      return {
        ...common,
        type: 'threat-actor',
        id: idFor('threat-actor', at),
        name: `Cluster ${at}`,
        description: prose(next, 900),
        aliases: [`C-${at}`],
      };
    case 19:
      return {
        ...common,
        channel: SECRETARIAT,
        type: 'commitment',
        id: idFor('commitment', at),
        title: `Undertaking ${at}: ${prose(next, 450)}`,
        kind: 'recurring-meeting',
        responsible: [`identity--${uuidFor('responsible')}`],
        status: 'agreed',
      };
    default:
      return {
        ...common,
        ...marked,
        type: 'indicator',
        id: idFor('indicator', at),
        name: `Lure ${at}`,
        description: prose(next, 750),
        indicator_types: ['malicious-activity'],
        pattern: `[domain-name:value = 'lure-${at}.example' OR url:value = 'https://lure-${at}.example/${next()}']`,
        pattern_type: 'stix',
        valid_from: '2026-01-05T00:00:00Z',
        kill_chain_phases: [{ kill_chain_name: 'example-chain', phase_name: 'delivery' }],
      };
  }
}

const granular = (selector: string): JsonObject => ({ marking_ref: TLP_IDS.amber, selectors: [selector] });
