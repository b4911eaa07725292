import { describe, expect, test } from 'vitest';
import { RECORD_ACTIONS, ROLES, shippedGrants, type Role } from '#api/permissions.ts';
import { HANDLING_IDS, TLP_IDS, TLP_LEVELS, type Tlp } from '#kernel/policy/markings.ts';
import { mayAct, type Clearance, type Rights, type Seat } from '#kernel/policy/rights.ts';

/**
 * What each role may with records, by hand and not from the product's table: in capitals, records about persons as well; a dot: nothing.
 * Columns are letters of the actions below.
 */
const ACTIONS = {
  r: 'records.read',
  w: 'records.write',
  d: 'records.recall',
  h: 'holds.read',
  l: 'holds.write',
  s: 'steps.write',
  a: 'accords.step',
  c: 'comments.write',
  x: 'exports.create',
  p: 'records.place',
  e: 'reach.read',
  t: 'statements.read',
  u: 'statements.write',
  v: 'statements.withdraw',
  m: 'statements.model',
  b: 'labels.read',
  f: 'feeds.read',
  q: 'release.confirm',
} as const;
const MAY: Readonly<Record<Role, string>> = {
  'liaison-officer': 'RWDSCPTUVMF',
  secretary: 'rwdhlsacxpetuvmbfq',
  'duty-officer': 'RWSCTUF',
  dispatcher: 'rwsctuf',
  analyst: 'RWSCPTUMF',
  'case-officer': 'RWDSCPTUVF',
  'central-authority': 'RWDHLSCPETUVFQ',
  'training-coordinator': 'rwsctuf',
  administrator: '',
  oversight: 'RHXETBF',
  'minister-office': 'ractf',
};

const HERE = 'accord--1';
type Place = 'nowhere' | 'here' | 'everywhere' | 'elsewhere' | 'other channel';
const PLACES: readonly Place[] = ['nowhere', 'here', 'everywhere', 'elsewhere', 'other channel'];
const CLEARANCES: readonly Clearance[] = [
  { tlp: 'red', handling: ['H0', 'H1', 'H2', 'H3'] },
  { tlp: 'green', handling: ['H1'] },
  { tlp: 'red', handling: [] },
];
const STANDS = ['none', 'on', 'off'] as const;

function seatAt(role: Role, place: Place, tlp: Tlp): Seat[] {
  if (place === 'nowhere') return [];
  const accord = { here: HERE, everywhere: '*', elsewhere: 'accord--2', 'other channel': HERE }[place];
  const channels = place === 'other channel' ? ['alerts'] : ('*' as const);
  return [{ accord, channels, tlp, grants: shippedGrants().filter((grant) => grant.role === role) }];
}

/** The rules in words, one after the other. */
function oracle(asked: {
  role: Role;
  letter: string;
  persons: boolean;
  tlp: Tlp;
  code: boolean;
  place: Place;
  cap: Tlp;
  clearance: Clearance;
  list: (typeof STANDS)[number];
  team: (typeof STANDS)[number];
}): boolean {
  const holds = (letter: string): boolean =>
    MAY[asked.role].includes(letter.toUpperCase()) || (!asked.persons && MAY[asked.role].includes(letter));
  if (!holds('r') || !holds(asked.letter)) return false;
  if (asked.place !== 'here' && asked.place !== 'everywhere') return false;
  if (asked.list === 'off' || asked.team === 'off') return false;
  if (asked.code && !asked.clearance.handling.includes('H1')) return false;
  const strict = ['clear', 'green', 'amber', 'amber+strict', 'red'];
  return strict.indexOf(asked.tlp) <= Math.min(strict.indexOf(asked.cap), strict.indexOf(asked.clearance.tlp));
}

describe('Every role', () => {
  test('is in the table, with every action on records', () => {
    expect(Object.keys(MAY).toSorted()).toEqual([...ROLES].toSorted());
    expect(Object.values(ACTIONS).toSorted()).toEqual([...RECORD_ACTIONS].toSorted());
  });

  test.each(ROLES)('%s may what the table says, whatever is marked, placed and cleared how', (role) => {
    let judged = 0;
    for (const [letter, action] of Object.entries(ACTIONS))
      for (const place of PLACES)
        for (const cap of ['green', 'amber+strict', 'red'] as const) {
          const seats = seatAt(role, place, cap);
          for (const clearance of CLEARANCES)
            for (const list of STANDS)
              for (const team of STANDS) {
                const on = { compartments: list === 'on' ? ['l'] : [], cases: team === 'on' ? ['c'] : [] };
                const rights: Rights = { seats, clearance, ...on };
                for (const tlp of TLP_LEVELS)
                  for (const persons of [false, true])
                    for (const code of [false, true]) {
                      const facts = {
                        accord: HERE,
                        channel: 'exchange',
                        family: persons ? ('persons' as const) : null,
                        markings: [TLP_IDS[tlp], ...(code ? [HANDLING_IDS.H1] : [])],
                        compartment: list === 'none' ? null : 'l',
                        case: team === 'none' ? null : 'c',
                      };
                      judged += 1;
                      const asked = { role, letter, persons, tlp, code, place, cap, clearance, list, team };
                      if (mayAct(action, facts, rights) !== oracle(asked))
                        expect.fail(`${action} should be ${String(oracle(asked))}: ${JSON.stringify(asked)}`);
                    }
              }
        }
    expect(judged).toBe(18 * 5 * 3 * 3 * 9 * 5 * 4);
  });
});

describe('A grant that reaches less than the accord', () => {
  const facts = { accord: HERE, channel: 'exchange', markings: [TLP_IDS.green] };
  const seat = (scope: 'unit' | 'case'): Rights => ({
    seats: [
      {
        accord: HERE,
        channels: '*',
        tlp: 'red',
        units: ['identity--own', 'identity--below'],
        unitLists: ['own list'],
        grants: [
          { action: 'records.read', family: 'common', scope: 'accord' },
          { action: 'records.recall', family: 'common', scope },
        ],
      },
    ],
    clearance: { tlp: 'red', handling: [] },
    compartments: ['own list', 'another'],
    cases: ['own case'],
  });
  test.each<[string, 'unit' | 'case', object, boolean]>([
    ['to the own unit, what a unit below wrote', 'unit', { unit: 'identity--below' }, true],
    ['to the own unit, not what another wrote', 'unit', { unit: 'identity--other' }, false],
    ['to the own unit, what is on its list', 'unit', { compartment: 'own list' }, true],
    ['to the own unit, not what is on another', 'unit', { compartment: 'another' }, false],
    ['to the own cases, what is of one', 'case', { case: 'own case' }, true],
    ['to the own cases, not what is of none', 'case', { unit: 'identity--own' }, false],
  ])('%s', (_, scope, more, may) => {
    expect(mayAct('records.recall', { ...facts, ...more }, seat(scope))).toBe(may);
  });
});
