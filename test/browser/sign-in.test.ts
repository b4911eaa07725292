import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { NewIdentityProvider } from '#contract/identity-provider.ts';
import { storedFrom } from '#api/provider-routes.ts';
import { keepForEmergencies } from '#store/people/account.ts';
import { putIdentityProvider } from '#store/people/provider.ts';
import { seatPerson } from '#store/people/seat-person.ts';
import { codeOf } from '../support/authenticator.ts';
import { faultsOf } from '../support/axe.ts';
import { openBrowser } from '../support/browser.ts';
import { identityProvider } from '../support/identity-provider.ts';
import { visit } from '../support/pages.ts';
import { closeNodes, testNode, type TestNode } from '../support/two-nodes.ts';

let node: TestNode;
let browser: Browser;
let url: string;

beforeAll(async () => {
  [node, browser] = await Promise.all([
    testNode({ name: 'Northern Harbour', pullEvery: 60_000, isWhole: true, host: 'localhost' }),
    openBrowser(),
  ]);
  url = `http://localhost:${node.port}`;
});
afterAll(async () => {
  await browser?.close();
  await closeNodes();
});
beforeEach(() => node.running.db.pool.query('delete from sign_in.rate_limit'));

async function openContext(language = 'en', how: { colorScheme?: 'light' | 'dark'; width?: number } = {}) {
  const context = await browser.newContext({
    locale: 'en-GB',
    baseURL: url,
    colorScheme: how.colorScheme ?? 'light',
    reducedMotion: 'reduce',
    viewport: { width: how.width ?? 1200, height: 860 },
    bypassCSP: true, // for axe alone
  });
  await context.addInitScript((chosen) => localStorage.setItem('entente.language', chosen), language);
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  return { context, page };
}

/** A device that holds passkeys, verifies its user and asks nobody. */
async function withDevice(context: BrowserContext, page: Page) {
  const cdp: CDPSession = await context.newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    verifies: (isUserVerified: boolean) => cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
    credentials: async () => (await cdp.send('WebAuthn.getCredentials', { authenticatorId })).credentials,
  };
}

async function expectClean(page: Page, what: string): Promise<void> {
  expect(await faultsOf(page), what).toEqual([]);
}

const account = (page: Page) => page.getByRole('button', { name: /^Your account/ });

/** Until the sign-in page is there: its address comes before it, while the page before is still shown. */
const signOut = async (page: Page) => {
  await account(page).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.waitForURL(`${url}/sign-in`);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).waitFor();
  await account(page).waitFor({ state: 'detached' });
};

/** Until it is loaded anew. The device of these tests takes what a field offers it, and may be quicker than a button. */
const offerNothingUnasked = (page: Page) =>
  page.evaluate('PublicKeyCredential.isConditionalMediationAvailable = async () => false');

const sessions = async () => {
  const { rows } = await node.running.db.pool.query<{ method: string; given: boolean }>(
    'select method, second_factor_at is not null as given from sign_in.session order by created_at desc',
  );
  return rows;
};

describe('Somebody who starts a node', () => {
  let context: BrowserContext;
  let page: Page;
  let device: Awaited<ReturnType<typeof withDevice>>;

  beforeAll(async () => {
    ({ context, page } = await openContext());
    device = await withDevice(context, page);
  });
  afterAll(() => context?.close());

  it('becomes its administrator by the link, and can do nothing before adding a passkey', async () => {
    const link = await node.running.signIn.createSetUpLink();
    await page.goto(link!);
    await page.getByLabel('Your name').fill('First Administrator');
    await page.getByLabel('Unit').fill('Operations');
    await expectClean(page, 'set-up');
    await page.getByRole('button', { name: 'Make me the administrator' }).click();
    await page.getByRole('heading', { name: 'Add a second factor' }).waitFor();
    // The address is not what keeps the rest away.
    await page.goto(`${url}/admin/sign-in`);
    await page.getByRole('heading', { name: 'Add a second factor' }).waitFor();
    await expectClean(page, 'enrol');
    await page.getByLabel('Name of the passkey').fill('Harbour laptop');
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByRole('heading', { name: 'Recovery codes' }).waitFor();
    await page.getByRole('button', { name: 'Show ten new recovery codes' }).click();
    await page.getByRole('listitem').nth(9).waitFor();
    expect(await page.getByRole('listitem').count()).toBe(10);
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('heading', { name: 'Accounts and sign-in' }).waitFor();
    expect(await device.credentials()).toMatchObject([{ rpId: 'localhost', isResidentCredential: true }]);
  });

  it('signs in by the passkey alone, which is both factors', async () => {
    await offerNothingUnasked(page);
    await signOut(page);
    expect(await sessions()).toEqual([]);
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await account(page).waitFor();
    expect(await sessions()).toEqual([{ method: 'passkey', given: true }]);
    const answer = await page.evaluate<{ session: { standing: string } }>(
      `fetch('/api/v1/session').then((answer) => answer.json())`,
    );
    expect(answer.session.standing).toBe('open');
  });

  it('is not let in by a device that did not verify its user', async () => {
    await offerNothingUnasked(page);
    await signOut(page);
    await device.verifies(false);
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await page.getByRole('alert').first().waitFor();
    expect(await sessions()).toEqual([]);
    await device.verifies(true);
    // The field offers what the device holds; this one takes it unasked.
    await page.reload();
    await account(page).waitFor();
    expect(await sessions()).toEqual([{ method: 'passkey', given: true }]);
  });

  it('adds a colleague, who signs in by a link and then with an authenticator too', async () => {
    await page.goto(`${url}/admin/sign-in`);
    await page.getByRole('button', { name: 'Add somebody' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name', { exact: false }).first().fill('Second Desk');
    await dialog.getByLabel('Unit').fill('Liaison');
    await dialog.getByLabel('Officer’s number').fill('L-7');
    await expectClean(page, 'add somebody');
    await dialog.getByRole('button', { name: 'Add, and make a sign-in link' }).click();
    const link = await page.getByLabel('Sign-in link', { exact: true }).inputValue();
    await page.getByRole('cell', { name: 'Second Desk', exact: true }).waitFor();

    const other = await openContext();
    await other.page.goto(link);
    await account(other.page).waitFor();
    await other.page.goto(`${url}/me/security`);
    await other.page.getByRole('button', { name: 'Add an authenticator' }).click();
    await other.page.getByRole('img', { name: 'QR code for an authenticator' }).waitFor();
    await expectClean(other.page, 'authenticator');
    const secret = await other.page.getByLabel('Secret', { exact: true }).inputValue();
    const codeNow = (ahead: number) => codeOf(secret, new Date(), ahead);
    await other.page.getByLabel('Code of the authenticator').fill(codeNow(0));
    await other.page.getByRole('button', { name: 'Confirm' }).click();
    await other.page.getByText('In use since').waitFor();

    await page.getByRole('button', { name: /^Actions.*Second Desk/ }).click();
    await page.getByRole('menuitem', { name: 'Make a sign-in link' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Make a sign-in link' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const shown = page.getByLabel('Sign-in link', { exact: true });
    await expect.poll(() => shown.inputValue()).not.toBe(link);
    const next = await shown.inputValue();
    await other.page.goto(next);
    await other.page.getByRole('heading', { name: 'Second factor' }).waitFor();
    await expectClean(other.page, 'second factor');
    await other.page.getByLabel('Code of your authenticator, or a recovery code').fill('000000');
    await other.page.getByRole('button', { name: 'Continue' }).click();
    await other.page.getByText('This code is not right, or was used already').waitFor();
    await other.page.getByLabel('Code of your authenticator, or a recovery code').fill(codeNow(1));
    await other.page.getByRole('button', { name: 'Continue' }).click();
    await account(other.page).waitFor();

    // Switched off by the administrator, the next thing that is asked is refused.
    await page.getByRole('button', { name: /^Actions.*Second Desk/ }).click();
    await page.getByRole('menuitem', { name: 'Switch off' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Switch off' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await other.page.goto(`${url}/me/security`);
    await other.page.waitForURL(`${url}/sign-in`);
    await other.context.close();
  });

  it('makes a token, which is shown once', async () => {
    await page.goto(`${url}/me/tokens`);
    await page.getByRole('button', { name: 'New token' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('nightly');
    await page.getByRole('dialog').getByLabel('feeds.read').check();
    await expectClean(page, 'new token');
    await page.getByRole('dialog').getByRole('button', { name: 'Make the token' }).click();
    const token = await page.getByLabel('Token', { exact: true }).inputValue();
    expect(token).toMatch(/^ent_[0-9a-f]{48}$/);
    await page.reload();
    await page.getByText('nightly').waitFor();
    expect(await page.content()).not.toContain(token);
  });

  // With all that the tests above put on them; as they begin they are in pages.test, and in every look in the soak.
  it('finds the pages clean in Urdu, on a telephone', async () => {
    const other = await openContext('ur', { colorScheme: 'light', width: 360 });
    await other.context.addCookies(await context.cookies());
    for (const path of ['/me/security', '/me/tokens', '/admin/sign-in']) {
      await visit(other.page, path);
      await expectClean(other.page, path);
    }
    await other.context.clearCookies();
    await other.page.goto(`${url}/sign-in`);
    await other.page.locator('h1').waitFor();
    await expectClean(other.page, '/sign-in');
    await other.context.close();
  });

  it('tells of the use of an account for emergencies over every page, until somebody else has looked at it', async () => {
    const { db, signIn, self } = node.running;
    const { rows } = await db.pool.query<{ id: string }>(
      "select id from people.person where name = 'First Administrator'",
    );
    const id = rows[0]!.id;
    await keepForEmergencies(db.pool, id, true);
    await page.goto(`${url}/me`);
    await account(page).waitFor();
    await offerNothingUnasked(page);
    await signOut(page);
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await page.getByText('You use an account for emergencies.').waitFor();

    await signIn.savePerson({ id: 'eyes', party: node.partyId, name: 'Eyes', locale: 'en', officerNumber: 'E-9' });
    const seat = { personId: 'eyes', role: 'oversight', unit: { en: 'Eyes' }, accordId: null, at: self.now() };
    await seatPerson(db.pool, seat);
    const other = await openContext();
    await other.page.goto(await signIn.createSignInLink('eyes'));
    const alarm = other.page.getByText('An account for emergencies was used, and nobody has looked at it.');
    await alarm.waitFor();
    await expectClean(other.page, 'the alarm');
    await other.page.getByRole('link', { name: 'Look at it' }).click();
    await other.page.getByRole('button', { name: 'I have looked at it' }).click();
    await alarm.waitFor({ state: 'detached' });
    await other.context.close();
    await keepForEmergencies(db.pool, id, false);
  });

  it('has a button of the identity provider, which lets a colleague in', async () => {
    const { db, signIn, self } = node.running;
    const secret = 'a-secret-of-the-client-that-nobody-is-told';
    const provider = await identityProvider({
      redirectUri: `${url}/api/auth/provider/callback`,
      clientSecret: secret,
    });
    const given: NewIdentityProvider = {
      name: 'Agency sign-in',
      issuer: provider.issuer,
      clientId: 'entente',
      clientSecret: secret,
      scopes: ['profile', 'email', 'groups'],
      groupsClaim: 'groups',
      mapping: [{ group: 'analysts', role: 'analyst', unit: 'Analysis', accord: '*', channels: null, tlp: 'amber' }],
      unknownPeople: 'make',
      isSecondFactor: false,
      isOn: true,
    };
    await putIdentityProvider(
      db.pool,
      storedFrom(given, { held: undefined, seal: signIn.seal, at: self.now(), by: 'test' }),
    );
    provider.who = 'visitor';
    provider.people.set('visitor', { groups: ['analysts'], name: 'A Visitor', preferred_username: 'visitor' });
    const other = await openContext();
    await other.page.goto(`${url}/sign-in`);
    await other.page.getByRole('button', { name: 'Sign in with Agency sign-in' }).click();
    await account(other.page).waitFor();
    expect(new URL(other.page.url()).origin).toBe(url);
    expect((await sessions())[0]).toEqual({ method: 'provider', given: false });
    // What the groups give waits for a second person, and the page says so instead of refusing.
    await other.page.getByText('You have no role at this node now').waitFor();
    await other.context.close();
    await provider.close();
  });
});
