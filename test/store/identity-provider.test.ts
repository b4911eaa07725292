import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { GroupRule, NewIdentityProvider } from '#contract/identity-provider.ts';
import { storedFrom } from '#api/provider-routes.ts';
import { keepForEmergencies } from '#store/people/account.ts';
import { expectLogin, identityProvider as held, putIdentityProvider } from '#store/people/provider.ts';
import { seatPerson } from '#store/people/seat-person.ts';
import { changeSignInSettings, signInSettings } from '#store/people/sign-in-settings.ts';
import { browserSession, type BrowserSession } from '../support/browser-session.ts';
import { freePort } from '../support/free-port.ts';
import { identityProvider, type IdentityProvider } from '../support/identity-provider.ts';
import { closeNodes, testNode, type TestNode } from '../support/two-nodes.ts';

const SECRET = 'a-secret-of-the-client-that-nobody-is-told';
let provider: IdentityProvider;
let node: TestNode;
let url: string;

beforeAll(async () => {
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  provider = await identityProvider({ redirectUri: `${url}/api/auth/provider/callback`, clientSecret: SECRET });
  node = await testNode({ name: 'Northern Harbour', pullEvery: 60_000, fetch: provider.fetch, port });
});
afterAll(async () => {
  await closeNodes();
  await provider?.close();
});
beforeEach(async () => {
  provider.forge = undefined;
  provider.isAway = false;
  await node.running.db.pool.query('delete from sign_in.rate_limit');
  await configure({});
});

const rule = (group: string, role: GroupRule['role'], accord: string | null = null): GroupRule => ({
  group,
  role,
  unit: 'Analysis',
  accord,
  channels: null,
  tlp: 'amber',
});

let changes = 0;
async function configure(change: Partial<NewIdentityProvider>): Promise<void> {
  const { db, signIn } = node.running;
  const given: NewIdentityProvider = {
    name: 'Agency sign-in',
    issuer: provider.issuer,
    clientId: 'entente',
    clientSecret: SECRET,
    scopes: ['profile', 'email', 'groups'],
    groupsClaim: 'groups',
    mapping: [rule('analysts', 'analyst', '*'), rule('overseers', 'oversight')],
    unknownPeople: 'make',
    isSecondFactor: false,
    isOn: true,
    ...change,
  };
  const at = new Date(Date.now() + ++changes);
  await putIdentityProvider(
    db.pool,
    storedFrom(given, { held: await held(db.pool), seal: signIn.seal, at, by: 'test' }),
  );
}

/** To the provider and back, as a browser goes; `meddle` sees the address on which it comes back. */
async function comeBy(browser: BrowserSession, who: string, meddle = (at: string) => at): Promise<string> {
  provider.who = who;
  const begun = await browser.send('POST', '/api/auth/provider/begin', {});
  expect(begun.status).toBe(200);
  const there = browserSession(provider.issuer);
  let at: string = begun.body['url'];
  for (let hop = 0; hop < 8; hop++) {
    if (at.startsWith(url)) break;
    const next = (await there.follow(at)).headers.get('location');
    expect(next, at).not.toBeNull();
    at = new URL(next!, provider.issuer).href;
  }
  const back = await browser.follow(meddle(at));
  return back.headers.get('location') ?? String(back.status);
}

const whoami = async (browser: BrowserSession) => {
  const { status, body } = await browser.get('/api/v1/session');
  return status === 200 ? body : status;
};

let visitors = 0;
const visitor = (groups: unknown = ['analysts']): string => {
  const sub = `visitor-${++visitors}`;
  provider.people.set(sub, { groups, name: `Visitor ${visitors}`, preferred_username: sub });
  return sub;
};

describe('The identity provider', () => {
  it('lets people in, with PKCE, nonce and state, and its groups give their roles', async () => {
    const browser = browserSession(url);
    const begun = await browser.send('POST', '/api/auth/provider/begin', {});
    const asked = new URL(begun.body['url']).searchParams;
    expect(Object.fromEntries(asked)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      client_id: 'entente',
      scope: 'openid profile email groups',
      redirect_uri: `${url}/api/auth/provider/callback`,
    });
    for (const name of ['state', 'nonce', 'code_challenge']) expect(asked.get(name)?.length).toBeGreaterThan(40);
    expect(await comeBy(browser, visitor())).toBe(`${url}/`);
    expect(await whoami(browser)).toMatchObject({ person: { role: 'analyst' }, session: { standing: 'open' } });
  });

  it('knows whoever came before, and gives a new role from the next sign-in on', async () => {
    const sub = visitor();
    const [first, second] = [browserSession(url), browserSession(url)];
    await comeBy(first, sub);
    const before = (await whoami(first)) as { person: { id: string } };
    provider.people.set(sub, { groups: ['overseers'] });
    await comeBy(second, sub);
    expect(await whoami(second)).toMatchObject({ person: { id: before.person.id, role: 'oversight' } });
  });

  it('takes role, sessions and tokens from whoever lost the group, at their next sign-in, and gives them back with it', async () => {
    const sub = visitor();
    const [one, two] = [browserSession(url), browserSession(url)];
    await comeBy(one, sub);
    const wish = { name: 'nightly', scopes: ['feeds.read'], days: 2 };
    const made = await one.send('POST', '/api/v1/me/tokens', wish);
    const byToken = async () =>
      (await fetch(`${url}/api/v1/feeds`, { headers: { authorization: `Bearer ${String(made.body['token'])}` } }))
        .status;
    expect([made.status, await byToken()]).toEqual([201, 200]);
    provider.people.set(sub, { groups: ['guests'] });
    expect(await comeBy(two, sub)).toBe(`${url}/sign-in?error=provider-group`);
    expect([await whoami(one), await whoami(two), await byToken()]).toEqual([401, 401, 401]);
    provider.people.set(sub, { groups: ['analysts'] });
    expect(await comeBy(two, sub)).toBe(`${url}/`);
    expect([(await whoami(two)) !== 401, await byToken()]).toEqual([true, 200]);
  });

  it.each([
    ['in none that counts', ['guests']],
    ['in none', []],
    ['whose groups are no list', { analysts: true }],
    ['in one that is written differently', ['Analysts']],
  ])('refuses somebody %s, and makes nobody', async (_, groups) => {
    const before = (await node.running.db.pool.query('select from people.person')).rowCount;
    const browser = browserSession(url);
    expect(await comeBy(browser, visitor(groups))).toBe(`${url}/sign-in?error=provider-group`);
    expect(await whoami(browser)).toBe(401);
    expect((await node.running.db.pool.query('select from people.person')).rowCount).toBe(before);
  });

  it('where strangers are refused, lets in whoever is expected under a name that it vouches for', async () => {
    await configure({ unknownPeople: 'refuse' });
    const { db, signIn, self } = node.running;
    const browser = browserSession(url);
    expect(await comeBy(browser, visitor())).toBe(`${url}/sign-in?error=provider-unknown`);
    const id = 'expected-one';
    await signIn.savePerson({ id, party: node.partyId, name: 'Expected', locale: 'en', officerNumber: 'E-1' });
    await seatPerson(db.pool, { personId: id, role: 'analyst', unit: { en: 'Desk' }, accordId: null, at: self.now() });
    await expectLogin(db.pool, 'Ada@Agency.example', id);
    provider.people.set('ada', { groups: ['analysts'], email: 'ada@agency.example', email_verified: false });
    expect(await comeBy(browser, 'ada')).toBe(`${url}/sign-in?error=provider-unknown`);
    provider.people.set('ada', { groups: ['analysts'], email: 'ada@agency.example', email_verified: true });
    expect(await comeBy(browser, 'ada')).toBe(`${url}/`);
    expect(await whoami(browser)).toMatchObject({ person: { id } });
    // The name was for the first time; from then on it is the subject.
    provider.people.set('other', { groups: ['analysts'], preferred_username: 'ada@agency.example' });
    expect(await comeBy(browserSession(url), 'other')).toBe(`${url}/sign-in?error=provider-unknown`);
  });

  it.each([
    ['another nonce', (claims: object) => ({ ...claims, nonce: 'another' })],
    ['no nonce', (claims: object) => Object.fromEntries(Object.entries(claims).filter(([name]) => name !== 'nonce'))],
    ['another issuer', (claims: object) => ({ ...claims, iss: 'https://elsewhere.example' })],
    ['another audience', (claims: object) => ({ ...claims, aud: 'somebody-else' })],
    ['an end that has passed', (claims: object) => ({ ...claims, exp: 1_700_000_000 })],
    ['the signature of a stranger', 'strange' as const],
  ])('is not believed with %s', async (_, forge) => {
    provider.forge = forge;
    const before = (await node.running.db.pool.query('select from sign_in.session')).rowCount;
    const browser = browserSession(url);
    expect(await comeBy(browser, visitor())).toBe(`${url}/sign-in?error=provider-answer`);
    expect(await whoami(browser)).toBe(401);
    expect((await node.running.db.pool.query('select from sign_in.session')).rowCount).toBe(before);
  });

  it('answers one browser, once: neither another one, nor with another state', async () => {
    const sub = visitor();
    let came = '';
    const browser = browserSession(url);
    await comeBy(browser, sub, (at) => (came = at));
    expect((await browser.follow(came)).headers.get('location')).toBe(`${url}/sign-in?error=provider-stale`);
    const victim = browserSession(url);
    await victim.send('POST', '/api/auth/provider/begin', {});
    const attacker = browserSession(url);
    let stolen = '';
    await comeBy(attacker, sub, (at) => {
      stolen = at;
      return `${url}/api/auth/provider/callback`;
    });
    expect((await victim.follow(stolen)).headers.get('location')).toBe(`${url}/sign-in?error=provider-stale`);
    expect(await whoami(victim)).toBe(401);
  });

  it('counts as the second factor only where it is said so', async () => {
    const { pool } = node.running.db;
    const settings = await signInSettings(pool);
    const by = { at: new Date(), by: 'test' };
    await changeSignInSettings(pool, { ...settings, secondFactorRoles: ['analyst'] }, by);
    const [plain, strong] = [browserSession(url), browserSession(url)];
    await comeBy(plain, visitor());
    expect(await whoami(plain)).toMatchObject({ session: { standing: 'enrol' } });
    await configure({ isSecondFactor: true });
    await comeBy(strong, visitor());
    expect(await whoami(strong)).toMatchObject({ session: { standing: 'open' } });
    await changeSignInSettings(pool, settings, by);
  });

  it('keeps its secret: sealed in the database, in no answer and in no line of the report', async () => {
    const { pool } = node.running.db;
    const { rows } = await pool.query<{ row: string }>('select p::text as row from people.identity_provider p');
    expect(rows[0]?.row).not.toContain(SECRET);
    const auditor = await node.officer('oversight', null);
    const told = await auditor.get('/api/v1/identity-provider');
    expect(told.body).toMatchObject({ provider: { hasSecret: true, issuer: provider.issuer } });
    await configure({ clientSecret: 'wrong' });
    expect(await comeBy(browserSession(url), visitor())).toBe(`${url}/sign-in?error=provider-answer`);
    for (const text of [told.text, ...node.said]) expect(text).not.toContain(SECRET);
    // Of another provider it is no business.
    await configure({});
    const { clientSecret: _, ...rest } = { ...(await held(pool))!, mapping: [] };
    const elsewhere = { ...rest, scopes: [], issuer: 'https://elsewhere.example' };
    const moved = storedFrom(elsewhere, {
      held: await held(pool),
      seal: node.running.signIn.seal,
      at: new Date(),
      by: 'x',
    });
    expect(moved.clientSecret).toBeNull();
  });
});

describe('While the provider is away', () => {
  it('an emergency account comes in all the same, when nobody else may sign in here', async () => {
    const { db, signIn, self } = node.running;
    const make = async (id: string) => {
      await signIn.savePerson({ id, party: node.partyId, name: id, locale: 'en', officerNumber: id });
      await seatPerson(db.pool, {
        personId: id,
        role: 'administrator',
        unit: { en: 'IT' },
        accordId: null,
        at: self.now(),
      });
      return signIn.createSignInLink(id);
    };
    const [ordinary, emergency] = [await make('ordinary'), await make('emergency')];
    await keepForEmergencies(db.pool, 'emergency', true);
    const settings = await signInSettings(db.pool);
    await changeSignInSettings(db.pool, { ...settings, localSignIn: 'emergency' }, { at: new Date(), by: 'test' });
    await configure({});
    provider.isAway = true;
    const browser = browserSession(url);
    expect((await browser.send('POST', '/api/auth/provider/begin', {})).status).toBe(503);
    expect((await browser.get('/api/auth/ways')).body).toMatchObject({
      local: 'emergency',
      provider: { name: 'Agency sign-in' },
    });
    expect((await browser.follow(ordinary)).headers.get('location')).toBe('/sign-in?error=LOCAL_OFF');
    expect(await whoami(browser)).toBe(401);
    expect((await browser.follow(emergency)).headers.get('location')).toBe(`${url}/`);
    expect(await whoami(browser)).toMatchObject({ session: { isEmergency: true } });
    expect(node.said.at(-1)).toBe('ALARM: the emergency account emergency was used (link)');
    // Switched off, the provider shuts nobody out.
    await configure({ isOn: false });
    expect((await browser.send('POST', '/api/auth/provider/begin', {})).status).toBe(404);
    expect((await browserSession(url).get('/api/auth/ways')).body).toMatchObject({ local: 'all', provider: null });
    await changeSignInSettings(db.pool, settings, { at: new Date(), by: 'test' });
  });

  it('says so to whoever tests it, and not why it was silent to others', async () => {
    await configure({});
    const { signIn, db } = node.running;
    expect(await signIn.provider.test((await held(db.pool))!)).toBeUndefined();
    provider.isAway = true;
    expect(await signIn.provider.test((await held(db.pool))!)).toBeTypeOf('string');
    provider.isAway = false;
    expect(await signIn.provider.test({ ...(await held(db.pool))!, issuer: 'http://192.0.2.1' })).toContain('https');
  });
});
