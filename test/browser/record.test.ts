import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultsOf } from '../support/axe.ts';
import { openBrowser } from '../support/browser.ts';
import { runDemo, type RunningDemo } from '../support/demo.ts';
import { visit } from '../support/pages.ts';

/** What a person types is never lost, and nobody's change is overwritten unseen. */
describe('a record, in the browser', () => {
  let demo: RunningDemo;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let record: Record<string, unknown>;
  let id: string;
  let meeting: string;

  async function api<Body>(path: string, body?: unknown, more: Record<string, string> = {}): Promise<Body> {
    const [{ url, tokens }] = demo.nodes;
    const headers = {
      authorization: `Bearer ${tokens['liaison-officer']}`,
      'content-type': 'application/json',
      ...more,
    };
    const response = await fetch(
      `${url}${path}`,
      body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) },
    );
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
    return JSON.parse(text) as Body;
  }
  const go = (path: string) => page.goto(`${demo.nodes[0].url}${path}`);
  /** A field may be there before what it is filled with. */
  const valueOf = (label: string) => expect.poll(() => page.getByLabel(label).inputValue());

  beforeAll(async () => {
    [demo, browser] = await Promise.all([runDemo(), openBrowser()]);
    context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 900 }, bypassCSP: true });
    page = await context.newPage();
    page.setDefaultTimeout(60_000);
    await page.goto(demo.nodes[0].signIn);
    await page.getByRole('heading', { level: 1 }).waitFor();
    ({ record } = await api<{ record: Record<string, unknown> }>('/api/v1/records', {
      type: 'commitment',
      accord_ref: demo.nodes[0].accord,
      channel: 'secretariat',
      title: 'Meet about the eleventh berth',
      kind: 'recurring-meeting',
      responsible: 'both',
      status: 'agreed',
      due: '2027-01',
    }));
    id = String(record['id']);
  });
  afterAll(async () => {
    await browser?.close();
    await demo?.stop();
  });

  it('is found as one types, by the keyboard alone', async () => {
    await go('/');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await expect.poll(async () => (await api<{ total: number }>('/api/v1/search?q=eleventh')).total).toBe(1);
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('eleventh ber');
    await page.getByRole('option', { name: /Meet about the eleventh berth/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/commitments/${id}`);
    await go('/search?q=eleventh');
    await page.getByRole('link', { name: 'Meet about the eleventh berth' }).waitFor();
  });

  it('keeps what was typed when the session ends, and sends it once the person is back', async () => {
    await go(`/commitments/${id}`);
    const field = page.getByLabel('Write a comment');
    await field.fill('Half a thought');
    await page.getByText(/Draft kept/).waitFor();
    const cookies = await context.cookies();
    await context.clearCookies();
    await page.getByRole('button', { name: 'Send the comment' }).click();
    const ended = page.getByRole('alertdialog', { name: 'Your session has ended' });
    await ended.waitFor();
    await field.waitFor({ state: 'hidden' });
    await context.addCookies(cookies);
    await ended.getByRole('button', { name: 'I have signed in' }).click();
    await ended.waitFor({ state: 'hidden' });
    expect(await field.inputValue()).toBe('Half a thought');
    await page.getByRole('button', { name: 'Send the comment' }).click();
    await page.getByText('Sent', { exact: true }).waitFor();
    await page.getByRole('article').filter({ hasText: 'Half a thought' }).waitFor();
    await expect.poll(() => field.inputValue()).toBe('');
  });

  it('keeps it when the page is loaded anew, and when its tab crashes', async () => {
    await go(`/records/${id}/revise`);
    await page.getByLabel('Title').fill('Meet about the twelfth berth');
    await page.getByText(/Draft kept/).waitFor();
    await page.reload();
    await valueOf('Title').toBe('Meet about the twelfth berth');
    await page.goto('chrome://crash').catch(() => {});
    page = await context.newPage();
    page.setDefaultTimeout(60_000);
    await go(`/records/${id}/revise`);
    await valueOf('Title').toBe('Meet about the twelfth berth');
  });

  it('follows the person to another device, and lies on this one sealed', async () => {
    await page.getByText(/Draft kept at the node/).waitFor();
    const here = await page.evaluate(() => JSON.stringify(localStorage));
    expect(here).toContain('entente.draft.');
    expect(here).not.toContain('twelfth');
    const other = await browser.newContext({ locale: 'en-GB' });
    await other.addCookies(await context.cookies());
    const there = await other.newPage();
    await there.goto(page.url());
    await expect.poll(() => there.getByLabel('Title').inputValue()).toBe('Meet about the twelfth berth');
    await other.close();
  });

  it('shows what somebody else wrote meanwhile, and the person chooses', async () => {
    const { modified: _modified, ...rest } = record;
    await api(
      '/api/v1/records',
      { ...rest, title: 'Meet about the thirteenth berth', due: '2027-06' },
      { 'if-match': '*' },
    );
    await page.getByRole('heading', { name: 'Somebody revised it meanwhile' }).waitFor();
    const goOn = page.getByRole('button', { name: 'Go on with the merged version' });
    await expect.poll(() => goOn.isDisabled()).toBe(true);
    await page.getByRole('radiogroup', { name: 'Title' }).getByRole('radio', { name: 'Yours' }).check();
    await goOn.click();
    await valueOf('Title').toBe('Meet about the twelfth berth');
    await valueOf('Due').toBe('2027-06');
    await page.getByRole('button', { name: 'Write the new version' }).click();
    await page.waitForURL(`**/commitments/${id}`);
    const { versions } = await api<{ versions: { record: Record<string, unknown> }[] }>(
      `/api/v1/records/${id}/versions`,
    );
    expect(versions.map(({ record: one }) => [one['title'], one['due']])).toEqual([
      ['Meet about the twelfth berth', '2027-06'],
      ['Meet about the thirteenth berth', '2027-06'],
      ['Meet about the eleventh berth', '2027-01'],
    ]);
  });

  it('forgets the draft once it is sent', async () => {
    await go(`/records/${id}/revise`);
    await page.getByLabel('Title').waitFor();
    expect(
      await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('entente.draft.'))),
    ).toEqual([]);
  });

  it('shows its marking however far one scrolls', async () => {
    await go(`/records/${id}`);
    await page.getByRole('heading', { name: 'Raw data' }).waitFor();
    await page.mouse.wheel(0, 5_000);
    const boxes = await Promise.all((await page.getByText(/^TLP:/).all()).map((one) => one.boundingBox()));
    const seen = boxes.some((box) => box !== null && box.y >= 0 && box.y < 200);
    expect(seen).toBe(true);
  });

  it('takes a file, which is a record of its own beside it', async () => {
    await go(`/records/${id}`);
    await page.getByRole('button', { name: 'Attach a file' }).click();
    const dialog = page.getByRole('dialog');
    await dialog
      .locator('input[type=file]')
      .setInputFiles({ name: 'plan.txt', mimeType: 'text/plain', buffer: Buffer.from('a plan') });
    await dialog.getByLabel('What it is').fill('The plan of the berth');
    await dialog.getByRole('button', { name: 'Attach', exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
    await expect
      .poll(
        async () =>
          (await api<{ related: { title: Record<string, string> }[] }>(`/api/v1/records/${id}/related`)).related[0]
            ?.title,
      )
      .toEqual({ und: 'The plan of the berth' });
  });

  it('has content sealed to it, which two people of two sides open together, for a reason', async () => {
    const [{ url, tokens }] = demo.nodes;
    const as = async (role: string): Promise<Page> => {
      const headers = { authorization: `Bearer ${tokens[role]}` };
      const own = await browser.newContext({ locale: 'en-GB', baseURL: url, extraHTTPHeaders: headers });
      own.setDefaultTimeout(60_000);
      const opened = await own.newPage();
      await opened.goto('/seals');
      await opened.getByRole('button', { name: 'Make your key' }).click();
      const dialog = opened.getByRole('dialog');
      await dialog.getByLabel('New passphrase').fill('harbour lamp seven');
      await dialog.getByLabel('The passphrase again').fill('harbour lamp seven');
      await dialog.getByRole('button', { name: 'Make the key' }).click();
      await opened.locator('[data-state="unlocked"]').waitFor();
      return opened;
    };
    const [keeper, overseer] = await Promise.all([as('central-authority'), as('oversight')]);

    await go(`/records/${id}`);
    await page.getByRole('button', { name: 'Seal content …' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('What it is').fill('Roster of the escort');
    await dialog.getByLabel('What is sealed').fill('Seven of the harbour watch');
    await dialog.getByRole('button', { name: 'Seal it' }).click();
    await page.getByText('Roster of the escort').waitFor();

    // Loaded anew, the page has no key any more: the passphrase gives it back.
    const open = async (at: Page): Promise<void> => {
      await at.goto('/seals');
      await at.getByRole('link', { name: 'Roster of the escort' }).click();
      await at.getByText('Your key is locked.').waitFor();
      await at.getByRole('button', { name: 'Unlock' }).click();
      await at.getByLabel('Passphrase of your key').fill('harbour lamp seven');
      await at.getByRole('dialog').getByRole('button', { name: 'Unlock' }).click();
      await at.getByText('Your key is locked.').waitFor({ state: 'hidden' });
    };
    await open(keeper);
    await keeper.getByRole('button', { name: 'Ask for opening …' }).click();
    await keeper.getByLabel('Reason').fill('The escort did not report.');
    await keeper.getByRole('button', { name: 'Ask', exact: true }).click();
    await keeper.locator('[data-state="asked"]').waitFor();
    expect(await keeper.getByRole('button', { name: 'Let it be opened …' }).count()).toBe(0);
    expect(await keeper.getByRole('button', { name: 'Read it' }).count()).toBe(0);

    await open(overseer);
    await overseer.getByText('The escort did not report.').waitFor();
    await overseer.getByRole('button', { name: 'Let it be opened …' }).click();
    await overseer.getByRole('dialog').getByRole('button', { name: 'Let it be opened' }).click();
    await overseer.locator('[data-state="granted"]').waitFor();
    expect(await overseer.getByRole('button', { name: 'Read it' }).count()).toBe(0);

    await keeper.locator('[data-state="granted"]').waitFor();
    await keeper.getByRole('button', { name: 'Read it' }).click();
    expect(await keeper.locator('[data-opened]').textContent()).toBe('Seven of the harbour watch');
    // The owner is told, and the public sees that it happened.
    await expect
      .poll(async () => {
        const { notices } = await page.evaluate(
          async () => (await (await fetch('/api/v1/notices')).json()) as { notices: { kind: string }[] },
        );
        return notices.some(({ kind }) => kind === 'seal-opened');
      })
      .toBe(true);
    const { figures } = (await (await fetch(`${url}/api/v1/transparency.json`)).json()) as {
      figures: { group: string; what: string; count: number | null }[];
    };
    expect(figures.find(({ group, what }) => group === 'seals' && what === 'granted')?.count).toBeNull();
    await Promise.all([keeper, overseer].map((one) => one.context().close()));
  });

  it('of a meeting are minutes that outlive a reload, take no personal data, and are exchanged', async () => {
    const [{ accord }] = demo.nodes;
    const { parties } = await api<{ parties: { id: string }[] }>(`/api/v1/accords/${accord}`);
    const make = async (type: string, more: object) =>
      (await api<{ record: { id: string } }>('/api/v1/records', { type, accord_ref: accord, ...more })).record.id;
    const body = await make('body', {
      name: { en: 'Harbour committee' },
      kind: 'sub-group',
      terms: { en: 'It looks after the berths.' },
      co_chairs: parties.map((party) => ({ party: party.id, office: { en: 'Harbour master' } })),
      quorum: { each_side: 1 },
      host: { rule: 'agreed-each-time' },
      languages: ['en'],
    });
    meeting = await make('meeting', {
      body_ref: body,
      title: { en: 'Session on the berths' },
      format: 'online',
      starts_at: '2027-02-03T09:00:00Z',
      ends_at: '2027-02-03T11:00:00Z',
      time_zone: 'Etc/UTC',
    });
    await go(`/meetings/${meeting}`);
    const write = () => page.getByRole('button', { name: 'Write the minutes' }).click();
    const text = page.getByLabel('Minutes: English');
    const exchange = page.getByRole('button', { name: 'Exchange', exact: true });
    await write();
    await text.fill('Both sides met. Call +49 30 1234567 for more.');
    await page.getByText('Personal data does not go into agendas and minutes').waitFor();
    expect(await exchange.isDisabled()).toBe(true);
    await text.fill('Both sides met.');
    await page.getByText(/Draft kept at the node/).waitFor();
    await page.reload();
    await write();
    await expect.poll(() => text.inputValue()).toBe('Both sides met.');
    await exchange.click();
    await page.getByRole('article').getByText('Exchanged', { exact: true }).waitFor();
    const { minutes } = await api<{ minutes: { record: { texts: object } }[] }>(`/api/v1/meetings/${meeting}`);
    expect(minutes.map((one) => one.record.texts)).toEqual([{ en: 'Both sides met.' }]);
  });

  // With a comment, a file and sealed content on it, and minutes; the other pages are in pages.test.
  it('has nothing that axe finds, on its page and on the page of the meeting', async () => {
    for (const path of [`/records/${id}`, `/meetings/${meeting}`]) {
      await visit(page, path);
      expect(await faultsOf(page), path).toEqual([]);
    }
  });

  it('leaves nothing on the device at sign-out, and the draft at the node', async () => {
    await go(`/commitments/${id}`);
    await page.getByLabel('Write a comment').fill('Not for the next one');
    await page.getByText(/Draft kept/).waitFor();
    await page.getByRole('button', { name: /^Your account/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.waitForURL('**/sign-in');
    expect(
      await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('entente.draft.'))),
    ).toEqual([]);
  });
});
