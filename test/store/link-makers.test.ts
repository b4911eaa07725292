import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { RightsChange } from '#contract/rights.ts';
import { seatPerson } from '#store/people/seat-person.ts';
import { codeOf, nextStep } from '../support/authenticator.ts';
import { browserSession, type BrowserSession } from '../support/browser-session.ts';
import { softPasskey } from '../support/soft-passkey.ts';
import { closeNodes, eventually, testNode, type TestNode } from '../support/two-nodes.ts';

let node: TestNode;
let url: string;
let unit: string;
beforeAll(async () => {
  node = await testNode({ name: 'Northern Harbour', pullEvery: 60_000 });
  url = `http://127.0.0.1:${node.port}`;
});
afterAll(closeNodes);
beforeEach(() => node.running.db.pool.query('delete from sign_in.rate_limit'));

let people = 0;
async function person(role: 'analyst' | 'administrator' | 'secretary'): Promise<string> {
  const id = `someone-${++people}`;
  const { signIn, db, self } = node.running;
  await signIn.savePerson({
    id,
    party: node.partyId,
    name: `Desk ${people}`,
    locale: 'en',
    officerNumber: `N-${people}`,
  });
  await seatPerson(db.pool, { personId: id, role, unit: { en: 'Desk' }, accordId: null, at: self.now() });
  return id;
}
async function follow(link: string): Promise<BrowserSession> {
  const browser = browserSession(url);
  expect((await browser.follow(link)).headers.get('location')).toBe(`${url}/`);
  return browser;
}
const atTheMachine = async (id: string) => follow(await node.running.signIn.createSignInLink(id));
const linkBy = async (admin: BrowserSession, id: string) => {
  const made = await admin.send('POST', `/api/v1/accounts/${id}/link`);
  expect(made.status).toBe(201);
  return follow(made.body['link']);
};
async function proposed(by: BrowserSession): Promise<string> {
  unit ??= (await by.get('/api/v1/units')).body['units'][0].id;
  const to = await person('analyst');
  const change: RightsChange = {
    kind: 'assignment.give',
    person: to,
    role: 'administrator',
    unit,
    accord: null,
    channels: null,
    tlp: 'amber',
  };
  const { status, body } = await by.send('POST', '/api/v1/rights/changes', { change, reason: 'a test' });
  expect([status, body['state']]).toEqual([200, 'proposed']);
  return body['proposal'];
}
const decide = async (by: BrowserSession, what: 'confirm' | 'refuse', id: string) => {
  const { status, body } = await by.send('POST', `/api/v1/proposals/${id}/${what}`, { why: 'agreed' });
  return [status, body['detail']];
};
const codeAt = (secret: string, ahead: number) => codeOf(secret, new Date(Date.now() + node.clock.ahead), ahead);
async function withTotp(browser: BrowserSession): Promise<string> {
  const { secret } = (await browser.send('POST', '/api/v1/me/totp')).body;
  nextStep(node.clock);
  expect((await browser.send('POST', '/api/v1/me/totp/confirm', { code: codeAt(secret, -1) })).status).toBe(200);
  return secret;
}

const NO_FACTOR = 'a link made by somebody else let you in: add a passkey or an authenticator first';
const ONE_HAND =
  'who made the sign-in link of one of the two does not speak as the other: sign out and come in by a passkey of your own or the identity provider, or let a third person decide';

test('Whoever came in by another’s link confirms and refuses nothing before a factor of their own, and never what its maker proposed', async () => {
  const [admin, other] = [
    await atTheMachine(await person('administrator')),
    await atTheMachine(await person('administrator')),
  ];
  const secretary = await linkBy(admin, await person('secretary'));
  const [mine, theirs] = [await proposed(admin), await proposed(other)];
  for (const id of [mine, theirs])
    for (const what of ['confirm', 'refuse'] as const)
      expect(await decide(secretary, what, id)).toEqual([403, NO_FACTOR]);
  await withTotp(secretary);
  for (const what of ['confirm', 'refuse'] as const)
    expect(await decide(secretary, what, mine)).toEqual([403, ONE_HAND]);
  expect(await decide(secretary, 'confirm', theirs)).toEqual([200, undefined]);
});

test('A token that is made in such a session is under the same rule', async () => {
  const admin = await atTheMachine(await person('administrator'));
  const mine = await proposed(admin);
  const secretary = await linkBy(admin, await person('secretary'));
  const { body } = await secretary.send('POST', '/api/v1/me/tokens', {
    name: 'a program',
    scopes: ['proposals.read', 'rights.confirm'],
    days: 1,
  });
  const byToken = async () =>
    (
      await fetch(`${url}/api/v1/proposals/${mine}/confirm`, {
        method: 'POST',
        headers: { authorization: `Bearer ${body['token']}`, 'content-type': 'application/json' },
        body: JSON.stringify({ why: 'agreed' }),
      })
    ).json() as Promise<{ detail: string }>;
  expect((await byToken()).detail).toBe(NO_FACTOR);
  await withTotp(secretary);
  expect((await byToken()).detail).toBe(ONE_HAND);
});

test('Nor does the maker of the link confirm what was proposed in the session that it began, as themselves or as a third', async () => {
  const adminId = await person('administrator');
  const admin = await atTheMachine(adminId);
  const second = await linkBy(admin, await person('administrator'));
  const id = await proposed(second);
  expect(await decide(admin, 'confirm', id)).toEqual([403, ONE_HAND]);
  const third = await linkBy(admin, await person('secretary'));
  await withTotp(third);
  expect(await decide(third, 'confirm', id)).toEqual([403, ONE_HAND]);
  expect(await decide(await atTheMachine(await person('secretary')), 'confirm', id)).toEqual([200, undefined]);
});

test('Whoever has a factor of their own is asked for it after a link that somebody else made', async () => {
  const admin = await atTheMachine(await person('administrator'));
  const id = await person('secretary');
  const { pool } = node.running.db;
  await pool.query(
    `insert into sign_in.passkey (id, public_key, user_id, credential_id, counter, device_type, backed_up)
     select 'p1', 'k', user_id, 'c1', 0, 'singleDevice', false from people.person where id = $1`,
    [id],
  );
  const browser = await linkBy(admin, id);
  expect((await browser.get('/api/v1/session')).body['session'].standing).toBe('code');
  expect((await browser.get('/api/auth/passkey/generate-register-options')).status).toBe(403);
  expect((await (await atTheMachine(id)).get('/api/v1/session')).body['session'].standing).toBe('open');
});

test('The person is told that a link was made for them, and that their factors were removed, and by whom', async () => {
  const adminId = await person('administrator');
  const admin = await atTheMachine(adminId);
  const facts = { officer: adminId.replace('someone', 'N') };
  const id = await person('secretary');
  await linkBy(admin, id);
  expect((await admin.send('POST', `/api/v1/accounts/${id}/reset-factors`)).status).toBe(200);
  const secretary = await atTheMachine(id);
  const told = async () => {
    const { body } = await secretary.get('/api/v1/notices');
    return (body['notices'] as { kind: string; facts: object }[]).map(({ kind, facts: of }) => [kind, of]);
  };
  await eventually(async () =>
    expect(await told()).toEqual([
      ['factors-removed', facts],
      ['sign-in-link-made', facts],
    ]),
  );
});

type Admin = { readonly id: string; readonly session: BrowserSession };
const administrator = async (): Promise<Admin> => {
  const id = await person('administrator');
  return { id, session: await atTheMachine(id) };
};
const reset = async ({ session }: Admin, id: string) =>
  expect((await session.send('POST', `/api/v1/accounts/${id}/reset-factors`)).status).toBe(200);
const byPasskey = async (passkey: ReturnType<typeof softPasskey>): Promise<BrowserSession> => {
  const browser = browserSession(url);
  expect(await passkey.signIn(browser)).toBe(200);
  return browser;
};

test('Whoever removed somebody’s factors and added one through a link of their own does not confirm by it what they proposed', async () => {
  const [admin, other] = [await administrator(), await administrator()];
  const id = await person('secretary');
  const [own, taken, further, late] = [softPasskey(url), softPasskey(url), softPasskey(url), softPasskey(url)];
  // The first of all is the new colleague's own, though the administrator's link brought them.
  expect(await own.add(await linkBy(admin.session, id))).toBe(200);
  expect(await decide(await byPasskey(own), 'confirm', await proposed(admin.session))).toEqual([200, undefined]);

  await reset(admin, id);
  const inBetween = await linkBy(admin.session, id);
  const secret = await withTotp(inBetween);
  expect(await taken.add(inBetween)).toBe(200);
  const [mine, theirs] = [await proposed(admin.session), await proposed(other.session)];
  expect(await decide(await byPasskey(taken), 'confirm', mine)).toEqual([403, ONE_HAND]);
  // What is added by it, or by the authenticator that came with it, is no better.
  const again = await linkBy(admin.session, id);
  expect((await again.send('POST', '/api/auth/second-factor', { code: codeAt(secret, 0) })).status).toBe(200);
  expect(await further.add(again)).toBe(200);
  expect(await decide(await byPasskey(further), 'confirm', mine)).toEqual([403, ONE_HAND]);
  expect(await late.add(await byPasskey(taken))).toBe(200);
  expect(await decide(await byPasskey(late), 'refuse', mine)).toEqual([403, ONE_HAND]);
  expect(await decide(await byPasskey(taken), 'confirm', theirs)).toEqual([200, undefined]);

  // Another administrator recognises the person anew.
  await reset(other, id);
  const anew = softPasskey(url);
  expect(await anew.add(await linkBy(other.session, id))).toBe(200);
  expect(await decide(await byPasskey(anew), 'confirm', mine)).toEqual([200, undefined]);
});

test('Whoever gives a code of an authenticator of their own adds a passkey that is theirs alone', async () => {
  const admin = await administrator();
  const id = await person('secretary');
  const secret = await withTotp(await linkBy(admin.session, id));
  const later = await linkBy(admin.session, id);
  expect((await later.send('POST', '/api/auth/second-factor', { code: codeAt(secret, 0) })).status).toBe(200);
  const own = softPasskey(url);
  expect(await own.add(later)).toBe(200);
  expect(await decide(await byPasskey(own), 'confirm', await proposed(admin.session))).toEqual([200, undefined]);
});
