import { expect, test } from 'vitest';
import { Failure } from '#kernel/errors.ts';
import { textOf, type JsonObject } from '#kernel/json/types.ts';
import { completeOwn, refuseOwn } from '#kernel/protocol/own-record.ts';
import { judgePlace } from '#kernel/protocol/partner-record.ts';
import { commit } from '#kernel/record/commitment.ts';
import { judge, type Rights } from '#kernel/policy/rights.ts';
import { TLP_IDS } from '#kernel/policy/markings.ts';
import { accordBetween } from '../../support/accord.ts';

const A = 'identity--00000000-0000-4000-8000-00000000000a';
const B = 'identity--00000000-0000-4000-8000-00000000000b';
const C = 'identity--00000000-0000-4000-8000-00000000000c';
const PARENT = 'accord--00000000-0000-4000-8000-000000000001';
const en = (text: string) => ({ en: text });

const child = completeOwn(
  accordBetween(A, B, {
    kind: 'cities',
    parent_ref: PARENT,
    members: [
      { party: A, name: en('Northern City') },
      { party: B, name: en('Southern City') },
    ],
    channels: [
      {
        name: 'secretariat',
        title: en('Cities'),
        purposes: ['follow-up'],
        ceiling: { tlp: 'green' },
        default_markings: { tlp: 'green' },
        retention_days: 365,
      },
    ],
  }),
  {
    partyId: A,
    now: new Date('2026-01-05T00:00:00Z'),
    uuid: () => '00000000-0000-4000-8000-000000000002',
    terms: undefined,
  },
);

type Parent = { readonly kind?: string; readonly parties: readonly string[] };
const atOwnDoor = (parent: Parent | undefined, isRatified = true): string => {
  try {
    refuseOwn(child, {
      partyId: A,
      terms: undefined,
      earlier: undefined,
      parent: parent && { ...parent, isRatified },
    });
    return 'taken';
  } catch (error) {
    return error instanceof Failure ? error.code : 'thrown';
  }
};
const atPartners = (record: JsonObject, parent: Parent | undefined): string =>
  judgePlace(
    { record, parts: commit(record, new Uint8Array(32)).parts, withheld: [] },
    {
      self: B,
      feed: { publisher: A, accord: textOf(record['id']), channel: 'charter' },
      accord: undefined,
      parent,
      isAuthorAnotherParty: false,
    },
  )?.code ?? 'taken';

test.each<[string, Parent | undefined, string, string]>([
  ['of the same parties', { parties: [A, B] }, 'taken', 'taken'],
  ['of the same parties in another order', { parties: [B, A] }, 'taken', 'taken'],
  ['that is not there', undefined, 'bad-input', 'wrong-accord'],
  ['with somebody else', { parties: [A, C] }, 'bad-input', 'wrong-accord'],
  ['that is of cities itself', { parties: [A, B], kind: 'cities' }, 'bad-input', 'wrong-accord'],
])('an accord of cities under an accord %s is judged alike at both doors', (_, parent, own, partners) => {
  expect(atOwnDoor(parent)).toBe(own);
  expect(atPartners(child, parent)).toBe(partners);
});

test('it waits until both have ratified the accord that it is under, so that the partner surely holds that', () => {
  expect(atOwnDoor({ parties: [A, B] }, false)).toBe('conflict');
});

test('an assignment for an accord reaches those of cities under it, and no further', () => {
  const secretary: Rights = {
    seats: [
      {
        accord: PARENT,
        channels: ['secretariat'],
        tlp: 'amber',
        grants: [{ action: 'records.read', family: 'common', scope: 'accord' }],
      },
    ],
    clearance: { tlp: 'red', handling: [] },
    compartments: [],
    cases: [],
  };
  const facts = { accord: 'accord--2', channel: 'secretariat', markings: [TLP_IDS.green] };
  const may = (under: string | null) => judge('records.read', { ...facts, under }, secretary).may;
  expect([may(PARENT), may('accord--3'), may(null)]).toEqual([true, false, false]);
  const ofNone: Rights = { ...secretary, seats: [{ ...secretary.seats[0]!, accord: null }] };
  expect(judge('records.read', { ...facts, under: null }, ofNone).may).toBe(false);
});
