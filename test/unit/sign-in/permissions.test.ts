import { describe, expect, it } from 'vitest';
import { PERMISSIONS, ROLES, holds, isRole, permissionsOf } from '#api/permissions.ts';

const holdersOf = (permission: (typeof PERMISSIONS)[number]) => ROLES.filter((role) => holds(role, permission));

describe('Permissions', () => {
  it('let the secretary and oversight export, and nobody else', () => {
    expect(holdersOf('exports.create')).toEqual(['secretary', 'oversight']);
  });

  it('never let oversight write or step', () => {
    expect(permissionsOf('oversight').filter((name) => /\.(write|step)$/.test(name))).toEqual([]);
  });

  it('let the administrator manage partners and read no content', () => {
    expect(permissionsOf('administrator').toSorted()).toEqual([
      'access.own',
      'drafts.own',
      'events.read',
      'feeds.lift',
      'feeds.read',
      'keys.write',
      'mail.write',
      'model.read',
      'model.write',
      'node.read',
      'notices.own',
      'partners.read',
      'partners.write',
      'people.read',
      'people.write',
      'proposals.read',
      'rights.confirm',
      'security.own',
      'session.read',
      'sign-in.read',
      'sign-in.write',
      'tokens.own',
    ]);
    expect(holdersOf('partners.write')).toEqual(['administrator']);
  });

  it('let the secretary and the minister’s office ratify, suspend and end an accord', () => {
    expect(holdersOf('accords.step')).toEqual(['secretary', 'minister-office']);
  });

  it('show the access log to oversight alone', () => {
    expect(holdersOf('access.read')).toEqual(['oversight']);
  });

  it('give each role something to do, and each permission a holder', () => {
    expect(ROLES.filter((role) => permissionsOf(role).length === 0)).toEqual([]);
    expect(PERMISSIONS.filter((permission) => holdersOf(permission).length === 0)).toEqual([]);
  });

  it('know eleven roles and no other', () => {
    expect(ROLES.length).toBe(11);
    expect(['secretary', 'root', '', 'toString'].map(isRole)).toEqual([true, false, false, false]);
  });
});
