import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { visibilityKey } from '../../../src/kernel/policy/class.ts';
import type { VisibilityFacts } from '../../../src/kernel/policy/class.ts';
import { HANDLING_CODES } from '../../../src/kernel/policy/markings.ts';
import { mayRead, type Rights, type Seat } from '../../../src/kernel/policy/rights.ts';
import {
  defaultMarkings,
  meaningOf,
  PAP_IDS,
  resolveMarkings,
  TLP_IDS,
  TLP_LEVELS,
} from '../../../src/kernel/policy/markings.ts';
import { HANDLING_IDS, USE_EXTENSION_ID } from '../../../src/kernel/stix/marking-ids.ts';

const facts: VisibilityFacts = { accord: 'accord--1', channel: 'secretariat', markings: [TLP_IDS.amber] };
const seat: Seat = {
  accord: 'accord--1',
  channels: ['secretariat'],
  tlp: 'amber',
  grants: [{ action: 'records.read', family: 'common', scope: 'accord' }],
};
const reader: Rights = {
  seats: [seat],
  clearance: { tlp: 'red', handling: HANDLING_CODES },
  compartments: [],
  cases: [],
};

describe('the key of a visibility class', () => {
  test('is the same for the same facts, however listed', () => {
    const refs = fc.array(fc.constantFrom(...Object.values(TLP_IDS), ...Object.values(HANDLING_IDS)));
    fc.assert(
      fc.property(
        refs,
        refs,
        (a, b) =>
          visibilityKey({ ...facts, markings: [...a, ...b] }) ===
          visibilityKey({ ...facts, markings: [...b, ...a, ...b] }),
      ),
    );
    expect(visibilityKey(facts)).toBe(visibilityKey({ ...facts, handling: [], compartment: null, case: null }));
  });
  test('differs by every fact', () => {
    const others: VisibilityFacts[] = [
      { ...facts, accord: null },
      { ...facts, channel: 'exchange' },
      { ...facts, markings: [] },
      { ...facts, handling: ['H0'] },
      { ...facts, compartment: 'x' },
      { ...facts, case: 'x' },
      { ...facts, family: 'persons' },
    ];
    expect(new Set([facts, ...others].map(visibilityKey)).size).toBe(8);
  });
});

describe('who may read', () => {
  test('a member of the channel up to the TLP given', () => {
    expect(mayRead(facts, reader)).toBe(true);
    for (const tlp of TLP_LEVELS) {
      for (const limit of TLP_LEVELS) {
        const member = { ...reader, seats: [{ ...seat, channels: '*' as const, tlp: limit }] };
        expect(mayRead({ ...facts, markings: [TLP_IDS[tlp]] }, member)).toBe(
          TLP_LEVELS.indexOf(tlp) <= TLP_LEVELS.indexOf(limit),
        );
      }
    }
  });
  test('a member of any channel: the accord itself, up to the TLP given', () => {
    expect(mayRead({ ...facts, channel: 'charter' }, reader)).toBe(true);
    expect(mayRead({ ...facts, channel: 'charter', markings: [TLP_IDS['amber+strict']] }, reader)).toBe(false);
    expect(mayRead({ ...facts, channel: 'charter', accord: 'accord--2' }, reader)).toBe(false);
  });
  test.each<[string, VisibilityFacts]>([
    ['of another accord', { ...facts, accord: 'accord--2' }],
    ['of no accord', { ...facts, accord: null }],
    ['of no channel', { ...facts, channel: null }],
    ['of another channel', { ...facts, channel: 'exchange' }],
    ['unmarked', { ...facts, markings: [] }],
    [
      'with an unknown marking',
      { ...facts, markings: [TLP_IDS.clear, 'marking-definition--00000000-0000-4000-8000-000000000001'] },
    ],
    ['in a compartment', { ...facts, compartment: 'x' }],
    ['of a case', { ...facts, case: 'x' }],
    ['of a family that is not granted', { ...facts, family: 'persons' }],
  ])('not what is %s', (_name, other) => {
    expect(mayRead(other, reader)).toBe(false);
  });
  test('a compartment and a case need both to be given', () => {
    const inside = { ...facts, compartment: 'x', case: 'y' };
    expect(mayRead(inside, { ...reader, compartments: ['x'] })).toBe(false);
    expect(mayRead(inside, { ...reader, cases: ['y'] })).toBe(false);
    expect(mayRead(inside, { ...reader, compartments: ['x'], cases: ['y'] })).toBe(true);
  });
  test('limits of two accords do not add up', () => {
    const both: Rights = {
      ...reader,
      seats: [
        { ...seat, channels: [], tlp: 'red' },
        { ...seat, accord: 'accord--2', channels: '*', tlp: 'red' },
      ],
    };
    expect(mayRead(facts, both)).toBe(false);
  });
});

describe('markings that are known by their objects', () => {
  const id = 'marking-definition--4a1c7c8e-1111-4222-8333-123456789abc';
  test('a statement limits nothing, an H3 with its text is an H3, anything else stays unknown', () => {
    const meanings = {
      statement: meaningOf({ id, definition_type: 'statement', definition: { statement: 'x' } }),
      h3: meaningOf({
        id,
        extensions: { [USE_EXTENSION_ID]: { extension_type: 'property-extension', handling: 'H3', restriction: 'x' } },
      }),
      foreign: meaningOf({
        id,
        extensions: { 'extension-definition--4a1c7c8e-1111-4222-8333-123456789abc': { level: 9 } },
      }),
    };
    expect(meanings).toEqual({ statement: {}, h3: { handling: 'H3' }, foreign: undefined });
    expect(resolveMarkings([TLP_IDS.green, id], (ref) => (ref === id ? meanings.h3 : undefined))).toEqual({
      tlp: 'green',
      handling: ['H3'],
    });
  });
  test('no object can redefine a fixed marking', () => {
    expect(resolveMarkings([TLP_IDS.red], () => ({ tlp: 'clear' }))).toEqual({ tlp: 'red', handling: [] });
  });
  test('defaults resolve to themselves', () => {
    expect(defaultMarkings({ tlp: 'amber', pap: 'green' })).toEqual([TLP_IDS.amber, PAP_IDS.green]);
    expect(resolveMarkings(defaultMarkings({ tlp: 'amber', pap: 'green' }))).toEqual({
      tlp: 'amber',
      pap: 'green',
      handling: [],
    });
  });
});
