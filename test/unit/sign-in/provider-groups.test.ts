import { describe, expect, it } from 'vitest';
import { grantsFor, groupsIn } from '#api/sign-in/provider-groups.ts';

const rule = { unit: 'Desk', accord: null, channels: null, tlp: 'amber' } as const;

describe('Groups of an identity provider', () => {
  it.each([
    [{ groups: ['a', 'b'] }, 'groups', ['a', 'b']],
    [{ groups: 'a' }, 'groups', ['a']],
    [{ realm: { roles: ['a', 1, null, ''] } }, 'realm.roles', ['a']],
    [{ 'https://id.example/groups': ['a'] }, 'https://id.example/groups', ['a']],
    [{ groups: { a: true } }, 'groups', []],
    [{}, 'groups', []],
    [{ groups: ['a'] }, 'constructor.name', []],
    [{ groups: null }, 'groups.a', []],
  ])('are read from %j at %s', (claims, path, groups) => expect(groupsIn(claims, path)).toEqual(groups));

  it('give role and unit by the first rule that fits, and an accord by the first of its rules', () => {
    const rules = [
      { ...rule, group: 'analysts', role: 'analyst', accord: 'accord--1', tlp: 'green' },
      { ...rule, group: 'chiefs', role: 'secretary', accord: 'accord--1', tlp: 'red' },
      { ...rule, group: 'chiefs', role: 'secretary', accord: '*' },
      { ...rule, group: 'others', role: 'administrator' },
    ] as const;
    expect(grantsFor(['chiefs', 'analysts', 'none'], rules)).toEqual({
      role: 'analyst',
      unit: 'Desk',
      memberships: [
        { accord: 'accord--1', channels: null, tlp: 'green' },
        { accord: '*', channels: null, tlp: 'amber' },
      ],
    });
    expect(grantsFor(['others'], rules)).toMatchObject({ role: 'administrator', memberships: [] });
  });

  it('give nothing to whoever is in none of them', () => {
    expect(grantsFor([], [{ ...rule, group: 'a', role: 'analyst' }])).toBeUndefined();
    expect(grantsFor(['A'], [{ ...rule, group: 'a', role: 'analyst' }])).toBeUndefined();
    expect(grantsFor(['a'], [])).toBeUndefined();
  });
});
