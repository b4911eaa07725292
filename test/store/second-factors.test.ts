import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { keepForEmergencies, switchOff, switchOn } from '#store/people/account.ts';
import { seatPerson } from '#store/people/seat-person.ts';
import { changeSignInSettings, signInSettings } from '#store/people/sign-in-settings.ts';
import { sql } from '#store/db.ts';
import { bytesOf, codeOf, nextStep } from '../support/authenticator.ts';
import { browserSession, type BrowserSession } from '../support/browser-session.ts';
import { closeNodes, testNode, type TestNode } from '../support/two-nodes.ts';

let node: TestNode;
let url: string;

beforeAll(async () => {
  node = await testNode({ name: 'Northern Harbour', pullEvery: 60_000 });
  url = `http://127.0.0.1:${node.port}`;
});
afterAll(closeNodes);
beforeEach(() => node.running.db.pool.query('delete from sign_in.rate_limit'));

const DEMANDED = ['administrator'];
const demand = async (secondFactorRoles: readonly string[]) => {
  const { pool } = node.running.db;
  await changeSignInSettings(
    pool,
    { ...(await signInSettings(pool)), secondFactorRoles },
    { at: new Date(), by: 'test' },
  );
};
const now = () => new Date(Date.now() + node.clock.ahead);
const codeAt = (secret: string, ahead = 0) => codeOf(secret, now(), ahead);

let people = 0;
async function person(role: 'analyst' | 'administrator'): Promise<string> {
  const id = `someone-${++people}`;
  const who = { id, party: node.partyId, name: `Desk ${people}`, locale: 'en', officerNumber: id };
  await node.running.signIn.savePerson(who);
  const seat = { personId: id, role, unit: { en: 'Desk' }, accordId: null, at: node.running.self.now() };
  await seatPerson(node.running.db.pool, seat);
  return id;
}

async function signedIn(id: string, agent?: string): Promise<BrowserSession> {
  const browser = browserSession(url, agent);
  const answer = await browser.follow(await node.running.signIn.createSignInLink(id));
  expect(answer.headers.get('location')).toBe(`${url}/`);
  return browser;
}

const standing = async (browser: BrowserSession) => {
  const { status, body } = await browser.get('/api/v1/session');
  return status === 200 ? body['session'].standing : status;
};

async function withTotp(browser: BrowserSession): Promise<string> {
  const offered = await browser.send('POST', '/api/v1/me/totp');
  expect(offered.status).toBe(200);
  const { secret } = offered.body;
  nextStep(node.clock);
  expect((await browser.send('POST', '/api/v1/me/totp/confirm', { code: codeAt(secret, -1) })).status).toBe(200);
  return secret;
}

describe('Whoever must have a second factor and has none', () => {
  it('can do nothing but add one, and then all that the role may', async () => {
    await demand(DEMANDED);
    const browser = await signedIn(await person('administrator'));
    expect(await standing(browser)).toBe('enrol');
    for (const path of ['/api/v1/accounts', '/api/v1/partners', '/api/v1/feeds', '/api/v1/me/tokens']) {
      const refused = await browser.get(path);
      expect([refused.status, refused.body['detail']]).toEqual([
        403,
        'your role must have a second factor at this node: add one first',
      ]);
    }
    expect((await browser.get('/api/v1/session')).body).toMatchObject({ accords: [], partners: [] });
    await withTotp(browser);
    expect(await standing(browser)).toBe('open');
    expect((await browser.get('/api/v1/accounts')).status).toBe(200);
    const last = await browser.send('POST', '/api/v1/me/totp/remove');
    expect([last.status, last.body['code']]).toEqual([409, 'conflict']);
    await demand([]);
  });

  it('is let alone where the role is not one of them', async () => {
    await demand(DEMANDED);
    expect(await standing(await signedIn(await person('analyst')))).toBe('open');
    await demand([]);
  });
});

describe('A code of an authenticator', () => {
  it('is wanted at each sign-in by link once there is an authenticator, and nothing is seen before', async () => {
    const id = await person('analyst');
    const secret = await withTotp(await signedIn(id));
    const browser = await signedIn(id);
    expect(await standing(browser)).toBe('code');
    const early = await browser.get('/api/v1/records');
    expect([early.status, early.body['detail']]).toEqual([403, 'give your second factor first']);
    // Nor may the first factor of two add a factor of its own.
    expect((await browser.get('/api/auth/passkey/generate-register-options')).status).toBe(403);
    expect((await browser.send('POST', '/api/v1/me/totp')).status).toBe(403);
    expect((await browser.send('POST', '/api/auth/second-factor', { code: '000000' })).status).toBe(403);
    expect((await browser.send('POST', '/api/auth/second-factor', { code: codeAt(secret, 1) })).status).toBe(200);
    expect(await standing(browser)).toBe('open');
  });

  it('is taken once: neither again, nor an earlier one after it', async () => {
    const id = await person('analyst');
    const secret = await withTotp(await signedIn(id));
    const code = codeAt(secret, 1);
    const [one, other] = [await signedIn(id), await signedIn(id)];
    expect((await one.send('POST', '/api/auth/second-factor', { code })).status).toBe(200);
    const again = await other.send('POST', '/api/auth/second-factor', { code });
    expect([again.status, again.body['detail']]).toEqual([403, 'this code was used already; wait for the next one']);
    expect((await other.send('POST', '/api/auth/second-factor', { code: codeAt(secret) })).status).toBe(403);
    expect(await standing(other)).toBe('code');
  });

  it('of several that are sent at one moment is taken once', async () => {
    const id = await person('analyst');
    const secret = await withTotp(await signedIn(id));
    const browsers = [await signedIn(id), await signedIn(id), await signedIn(id)];
    const code = codeAt(secret, 1);
    const answers = await Promise.all(browsers.map((one) => one.send('POST', '/api/auth/second-factor', { code })));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 403, 403]);
  });

  it('cannot be guessed at speed, also from many addresses; a passkey is not shut out by it', async () => {
    const id = await person('analyst');
    const secret = await withTotp(await signedIn(id));
    const browser = await signedIn(id);
    for (let i = 0; i < 5; i++)
      expect((await browser.send('POST', '/api/auth/second-factor', { code: '000000' })).status).toBe(403);
    await node.running.db.pool.query('delete from sign_in.rate_limit');
    expect((await browser.send('POST', '/api/auth/second-factor', { code: codeAt(secret, 1) })).status).toBe(429);
    expect((await browser.get('/api/auth/passkey/generate-authenticate-options')).status).toBe(200);
    node.clock.ahead += 31_000;
    expect((await browser.send('POST', '/api/auth/second-factor', { code: codeAt(secret, 1) })).status).toBe(200);
  });

  it('is not needed by whoever holds the secret that the database has: it is sealed', async () => {
    const id = await person('analyst');
    const secret = await withTotp(await signedIn(id));
    const { rows } = await node.running.db.pool.query<{ row: string }>('select t::text as row from people.totp t');
    const hex = bytesOf(secret).toString('hex');
    const plain = bytesOf(secret).toString('base64');
    for (const { row } of rows) for (const form of [secret, hex, plain]) expect(row).not.toContain(form);
  });
});

describe('A recovery code', () => {
  it('stands in for the second factor once; it is shown once and kept as a hash', async () => {
    const id = await person('analyst');
    const first = await signedIn(id);
    expect((await first.send('POST', '/api/v1/me/recovery-codes')).status).toBe(409); // nothing to recover from
    await withTotp(first);
    const { codes } = (await first.send('POST', '/api/v1/me/recovery-codes')).body as { codes: string[] };
    expect(new Set(codes).size).toBe(10);
    expect(codes[0]).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
    const { rows } = await node.running.db.pool.query<{ row: string }>(
      'select c::text as row from people.recovery_code c',
    );
    for (const { row } of rows) expect(row).not.toContain(codes[0]!.replaceAll('-', ''));

    const typed = codes[0]!.toLowerCase().replaceAll('-', ' ');
    const browser = await signedIn(id);
    expect((await browser.send('POST', '/api/auth/second-factor', { code: typed })).status).toBe(200);
    expect(await standing(browser)).toBe('open');
    expect((await browser.get('/api/v1/me/security')).body).toMatchObject({ recoveryCodes: 9 });
    const again = await signedIn(id);
    expect((await again.send('POST', '/api/auth/second-factor', { code: codes[0] })).status).toBe(403);
    // New ones end the old.
    await first.send('POST', '/api/v1/me/recovery-codes');
    expect((await again.send('POST', '/api/auth/second-factor', { code: codes[1] })).status).toBe(403);
  });
});

describe('A session', () => {
  it('is in the access log before it is there', async () => {
    const id = await person('analyst');
    await signedIn(id);
    const entries = await node.running.db.transaction('node', (tx) =>
      tx.rows<{ query: string }>(sql`select query from oversight.access where person = ${id} and purpose = 'sign-in'`),
    );
    expect(entries).toEqual([{ query: 'signed in (link)' }]);
  });

  it('is listed with its device, and ended from another one, at once', async () => {
    const id = await person('analyst');
    const [one, other] = [await signedIn(id, 'Lamplight/1'), await signedIn(id, 'Lamplight/2')];
    const { sessions } = (await one.get('/api/v1/me/security')).body as { sessions: Record<string, unknown>[] };
    expect(sessions).toHaveLength(2);
    expect(sessions).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ agent: 'Lamplight/1', isThis: true, method: 'link' }),
        expect.objectContaining({ agent: 'Lamplight/2', isThis: false, method: 'link' }),
      ]),
    );
    expect(sessions[0]).toMatchObject({ address: '127.0.0.1' });
    const theirs = sessions.find(({ isThis }) => !isThis)!;
    const stranger = await signedIn(await person('analyst'));
    expect((await stranger.send('POST', `/api/v1/me/sessions/${String(theirs['id'])}/end`)).status).toBe(404);
    expect((await one.send('POST', `/api/v1/me/sessions/${String(theirs['id'])}/end`)).status).toBe(200);
    expect([await standing(one), await standing(other)]).toEqual(['open', 401]);
  });

  it('ends when it was not used for long, and when it is old, used or not', async () => {
    const id = await person('analyst');
    const { pool } = node.running.db;
    const idle = await signedIn(id);
    node.clock.ahead += 13 * 3_600_000;
    expect(await standing(idle)).toBe(401);
    const used = await signedIn(id);
    await pool.query(`update sign_in.session set created_at = created_at - interval '8 days'`);
    expect(await standing(used)).toBe(401);
  });

  it('has no rights from the moment its person is switched off, nor has a token', async () => {
    const id = await person('analyst');
    const { db } = node.running;
    const browser = await signedIn(id);
    const made = await browser.send('POST', '/api/v1/me/tokens', {
      name: 'nightly',
      scopes: ['records.read'],
      days: 3,
    });
    expect(made.status).toBe(201);
    const byToken = () =>
      fetch(`${url}/api/v1/records`, { headers: { authorization: `Bearer ${String(made.body['token'])}` } });
    expect((await byToken()).status).toBe(200);
    // The session's row is left: its person alone decides.
    await db.pool.query(`update people.person set deactivated_at = now(), deactivated_why = 'test' where id = $1`, [
      id,
    ]);
    expect([await standing(browser), (await byToken()).status]).toEqual([401, 401]);
    await expect(node.running.signIn.createSignInLink(id)).rejects.toThrow(
      expect.objectContaining({ code: 'conflict' }),
    );
    await switchOn(db.pool, id);
    const link = await node.running.signIn.createSignInLink(id);
    await switchOff(db.pool, id, now(), 'test');
    const late = await browserSession(url).follow(link);
    expect(late.headers.get('location')).toBe('/sign-in?error=DEACTIVATED');
  });

  it('changes how one signs in only a moment after signing in', async () => {
    const id = await person('analyst');
    const browser = await signedIn(id);
    node.clock.ahead += 16 * 60_000;
    for (const path of ['/api/v1/me/totp', '/api/v1/me/totp/remove', '/api/v1/me/recovery-codes']) {
      const refused = await browser.send('POST', path);
      expect([path, refused.status, refused.body['detail']]).toEqual([
        path,
        403,
        'sign in again first: this is changed within a quarter of an hour of signing in',
      ]);
    }
    expect((await browser.get('/api/v1/me/security')).body).toMatchObject({ mayChange: false });
  });
});

describe('A token of one’s own', () => {
  it('has a name, an end within the longest life, and no more than its person holds', async () => {
    const browser = await signedIn(await person('analyst'));
    const make = (body: unknown) => browser.send('POST', '/api/v1/me/tokens', body);
    const good = { name: 'reader', scopes: ['records.read'], days: 30 };
    for (const [bad, path] of [
      [{ ...good, days: 366 }, '$.days'],
      [{ ...good, days: 0 }, '$.days'],
      [{ ...good, scopes: ['sign-in.write'] }, '$.scopes'],
      [{ ...good, scopes: ['records.read', 'tokens.own'] }, '$.scopes'],
      [{ ...good, scopes: [] }, '$.scopes'],
      [{ ...good, name: ' ' }, '$.name'],
    ] as const) {
      const refused = await make(bad);
      expect([path, refused.status, refused.body['errors']?.[0].path]).toEqual([path, 422, path]);
    }
    const made = await make(good);
    expect(made.body['token']).toMatch(/^ent_[0-9a-f]{48}$/);
    expect((await make(good)).status).toBe(409);
    const ask = (path: string) =>
      fetch(`${url}${path}`, { headers: { authorization: `Bearer ${String(made.body['token'])}` } });
    expect((await ask('/api/v1/records')).status).toBe(200);
    expect((await ask('/api/v1/feeds')).status).toBe(403);
    const { tokens, longestDays } = (await browser.get('/api/v1/me/tokens')).body;
    expect(longestDays).toBe(365);
    expect(tokens).toMatchObject([
      { name: 'reader', prefix: made.body['token'].slice(0, 12), lastUsedAt: expect.any(String) },
    ]);
    expect(JSON.stringify(tokens)).not.toContain(made.body['token']);
    node.clock.ahead += 31 * 86_400_000;
    expect((await ask('/api/v1/records')).status).toBe(401);
    node.clock.ahead -= 31 * 86_400_000;
    const stranger = await signedIn(await person('analyst'));
    expect((await stranger.send('POST', `/api/v1/me/tokens/${made.body['id']}/revoke`)).status).toBe(404);
    expect((await browser.send('POST', `/api/v1/me/tokens/${made.body['id']}/revoke`)).status).toBe(200);
    expect((await ask('/api/v1/records')).status).toBe(401);
  });
});

describe('An empty node', () => {
  it('is set up once, by the last link that it printed', async () => {
    const fresh = await testNode({ name: 'Southern Harbour', pullEvery: 60_000 });
    const { signIn, db } = fresh.running;
    const there = `http://127.0.0.1:${fresh.port}`;
    const tokenOf = (link: string | undefined) => new URL(link!).hash.slice(1);
    const [first, second] = [tokenOf(await signIn.createSetUpLink()), tokenOf(await signIn.createSetUpLink())];
    const { rows } = await db.pool.query<{ row: string }>('select s::text as row from people.set_up s');
    expect(rows.length).toBe(1);
    expect(rows[0]!.row).not.toContain(second);
    const set = (token: string) =>
      browserSession(there).send('POST', '/api/auth/set-up', {
        token,
        name: 'First',
        unit: 'Operations',
        locale: 'en',
      });
    expect((await set(first)).status).toBe(403);
    const both = await Promise.all([set(second), set(second)]);
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 403]);
    const { rows: all } = await db.pool.query(`select name from people.person`);
    expect(all).toEqual([{ name: 'First' }]);
    expect(await signIn.createSetUpLink()).toBeUndefined();
    expect((await signInSettings(db.pool)).secondFactorRoles).toEqual(['administrator']);
    expect((await browserSession(there).get('/api/auth/ways')).body).toMatchObject({ isEmpty: false });
  });

  it('does not take a link that is a day old', async () => {
    const fresh = await testNode({ name: 'Eastern Harbour', pullEvery: 60_000 });
    const token = new URL((await fresh.running.signIn.createSetUpLink())!).hash.slice(1);
    fresh.clock.ahead += 25 * 3_600_000;
    const body = { token, name: 'Late', unit: 'Operations', locale: 'en' };
    const late = await browserSession(`http://127.0.0.1:${fresh.port}`).send('POST', '/api/auth/set-up', body);
    expect([late.status, late.body['detail']]).toEqual([
      403,
      'this set-up link was used already, has expired, or another was made after it',
    ]);
  });
});

describe('An account for emergencies', () => {
  it('alarms before its session begins: a line, an access entry, a notice, and a banner until somebody else has looked', async () => {
    const [emergency, other] = [await person('administrator'), await person('administrator')];
    const { db } = node.running;
    await keepForEmergencies(db.pool, emergency, true);
    const before = node.said.length;
    const browser = await signedIn(emergency);
    expect(node.said.slice(before)).toEqual([`ALARM: the emergency account ${emergency} was used (link)`]);
    const entries = await db.transaction('node', (tx) =>
      tx.rows<{ query: string }>(
        sql`select query from oversight.access where person = ${emergency} and purpose = 'emergency'`,
      ),
    );
    expect(entries).toEqual([{ query: 'sign-in of the emergency account (link)' }]);
    const told = await db.transaction('node', (tx) =>
      tx.rows<{ permission: string }>(sql`select permission from notices.notice where kind = 'break-glass-used'`),
    );
    expect(told).toEqual([{ permission: 'sign-in.read' }]);
    expect((await browser.get('/api/v1/session')).body).toMatchObject({ session: { isEmergency: true } });
    const looking = await signedIn(other);
    expect((await looking.get('/api/v1/session')).body).toMatchObject({ emergencies: 1 });
    const { uses } = (await looking.get('/api/v1/emergency-uses')).body as { uses: { id: string }[] };
    expect((await browser.send('POST', `/api/v1/emergency-uses/${uses[0]!.id}/seen`)).status).toBe(404);
    expect((await looking.send('POST', `/api/v1/emergency-uses/${uses[0]!.id}/seen`)).status).toBe(200);
    expect((await looking.get('/api/v1/session')).body).toMatchObject({ emergencies: 0 });
  });
});
