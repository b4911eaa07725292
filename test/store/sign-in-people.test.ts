import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assign, assignmentsOf, endAssignment } from '#store/people/assignment.ts';
import { changeUnit, makeUnit } from '#store/people/unit.ts';
import { allPeople, personById, personByUser, putPerson } from '#store/people/person.ts';
import { findToken, issueToken, revokeToken, tokensOf, touchToken } from '#store/people/token.ts';
import { tokenHash } from '#store/people/token-text.ts';
import { cloneDatabase } from '../support/postgres.ts';

let pool: pg.Pool;

beforeAll(async () => {
  const { appUrl } = await cloneDatabase();
  pool = new pg.Pool(appUrl);
  // The database is dropped by force, which may overtake the farewell of a closed connection.
  pool.on('error', () => {});
  await pool.query(
    `insert into sign_in."user" (id, name, email, email_verified) values ('u1', 'Office', 'a@sign-in.invalid', true)`,
  );
});
afterAll(() => pool.end());

const person = {
  id: 'p1',
  userId: 'u1',
  party: 'identity--8a9bd0c8-7d50-4b3c-9d7a-0d7f6fbb5a11',
  name: 'Office of the secretary',
  locale: 'ur',
  officerNumber: 'S-1',
};
const at = new Date('2026-03-01T09:00:00Z');
const desk = {
  party: person.party,
  parent: null,
  names: { en: 'JWG secretariat' },
  at,
};
const seat = {
  personId: 'p1',
  role: 'secretary',
  unit: '',
  accordId: '*',
  channels: null,
  tlp: 'red',
  at,
  by: 'machine',
  reason: 'test',
};
const randomness = (bytes: number) => new Uint8Array(randomBytes(bytes));
const hashOf = (token: string) => tokenHash(token) ?? new Uint8Array();

describe('A person', () => {
  it('is kept and changed, but stays with their party and sign-in', async () => {
    await putPerson(pool, person);
    await putPerson(pool, {
      ...person,
      name: 'Inspectorate',
      party: 'identity--other',
      userId: 'u2',
    });
    const changed = { ...person, name: 'Inspectorate' };
    expect(await personById(pool, 'p1')).toEqual(changed);
    expect(await personByUser(pool, 'u1')).toEqual(changed);
    expect(await allPeople(pool)).toEqual([changed]);
    expect(await personById(pool, 'p2')).toBeUndefined();
  });

  it('cannot have a role outside the list', async () => {
    seat.unit = await makeUnit(pool, desk);
    await expect(assign(pool, { ...seat, role: 'root' })).rejects.toThrow(/assignment_role_check/);
  });

  it('is assigned to units for accords, for all channels or for some, up to a marking, from then until then', async () => {
    const first = await assign(pool, { ...seat, accordId: 'accord--b', channels: ['alerts'], tlp: 'amber' });
    const later = new Date(at.getTime() + 60_000);
    await assign(pool, { ...seat, accordId: null, at: later });
    expect(await endAssignment(pool, first, { at: later, by: 'p1', why: 'moved on' })).toBe(true);
    expect(await endAssignment(pool, first, { at: later, by: 'p1', why: 'again' })).toBe(false);
    expect(await assignmentsOf(pool, 'p1')).toMatchObject([
      { accordId: 'accord--b', channels: ['alerts'], tlp: 'amber', endsAt: later, endedBy: 'p1', endedWhy: 'moved on' },
      { accordId: null, channels: null, tlp: 'red', endsAt: null, givenBy: 'machine', reason: 'test' },
    ]);
  });

  it('is never assigned to no channels, which could be read as all', async () => {
    await expect(assign(pool, { ...seat, channels: [] })).rejects.toThrow(/check/);
  });

  it('is not deleted while anything names them', async () => {
    await expect(pool.query("delete from people.person where id = 'p1'")).rejects.toThrow(/foreign key|deactivated/);
  });
});

describe('A unit', () => {
  it('is never below itself, also not by two moves at once', async () => {
    const [one, other] = [seat.unit, await makeUnit(pool, desk)];
    const moved = (id: string, parent: string) => changeUnit(pool, { id, parent, names: desk.names, at });
    const moves = await Promise.allSettled([moved(one, other), moved(other, one)]);
    expect(moves.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await expect(moved(one, one)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('is below units of its own party alone, and not deleted while somebody is assigned to it', async () => {
    await expect(makeUnit(pool, { ...desk, party: 'identity--other', parent: seat.unit })).rejects.toThrow(/own party/);
    await expect(pool.query('delete from people.unit')).rejects.toThrow(/foreign key/);
  });
});

describe('A token', () => {
  it('is found by its hash, and is not itself in the database', async () => {
    const { id, token } = await issueToken(
      pool,
      { personId: 'p1', name: 'nightly', scopes: ['records.read'], at },
      randomness,
    );
    expect(await findToken(pool, hashOf(token), at)).toEqual({
      id,
      name: 'nightly',
      scopes: ['records.read'],
      personId: 'p1',
      linkBy: null,
    });
    const { rows } = await pool.query<{ row: string }>('select t::text as row from people.token t');
    expect(rows[0]?.row).toContain(token.slice(0, 12));
    expect(rows[0]?.row).not.toContain(token.slice(12));
  });

  it('opens nothing after its end, or once revoked', async () => {
    const later = new Date(at.getTime() + 60_000);
    const short = await issueToken(
      pool,
      { personId: null, name: 'short', scopes: [], at, expiresAt: later },
      randomness,
    );
    expect(await findToken(pool, hashOf(short.token), at)).toMatchObject({ name: 'short', personId: null });
    expect(await findToken(pool, hashOf(short.token), later)).toBeUndefined();
    const revoked = await issueToken(pool, { personId: null, name: 'revoked', scopes: [], at }, randomness);
    await revokeToken(pool, revoked.id, later);
    expect(await findToken(pool, hashOf(revoked.token), at)).toBeUndefined();
    expect(await findToken(pool, new Uint8Array(32), at)).toBeUndefined();
  });

  it('says when it was last used, to the minute', async () => {
    const { id } = await issueToken(pool, { personId: 'p1', name: 'used', scopes: [], at }, randomness);
    for (const seconds of [5, 30, 66]) await touchToken(pool, id, new Date(at.getTime() + seconds * 1000));
    const used = (await tokensOf(pool, 'p1')).find((token) => token.id === id);
    expect(used).toMatchObject({
      createdAt: at,
      expiresAt: null,
      lastUsedAt: new Date(at.getTime() + 66_000),
      revokedAt: null,
    });
  });
});
