import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NoticeList } from '#contract/notices.ts';
import { openBrowser } from '../support/browser.ts';
import { runDemo, type RunningDemo } from '../support/demo.ts';

describe('pages that stay as the node has it', () => {
  let demo: RunningDemo;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  const asked: string[] = [];

  beforeAll(async () => {
    [demo, browser] = await Promise.all([runDemo(), openBrowser()]);
    context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 900 } });
    context.on('request', (request) => asked.push(new URL(request.url()).pathname));
    context.setDefaultTimeout(60_000);
    page = await context.newPage();
    await page.goto(demo.nodes[0].signIn);
    await page.getByRole('main').waitFor();
  });

  afterAll(async () => {
    await browser?.close();
    await demo?.stop();
  });

  async function act(side: 0 | 1, path: string, body: unknown): Promise<{ record: { id: string } }> {
    const { url, tokens } = demo.nodes[side];
    const answer = await fetch(`${url}/api/v1${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${tokens['secretary']}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(answer.ok, await answer.clone().text()).toBe(true);
    const made = (await answer.json()) as { record: { id: string } };
    theirs.push(made.record.id);
    return made;
  }
  /** What the partner made, of which each is told. */
  const theirs: string[] = [];
  async function areTold(): Promise<void> {
    const { url, tokens } = demo.nodes[0];
    const headers = { authorization: `Bearer ${tokens['secretary']}` };
    await expect
      .poll(async () => {
        const answer = await fetch(`${url}/api/v1/notices`, { headers });
        const { notices } = (await answer.json()) as NoticeList;
        return theirs.filter((id) => !notices.some(({ record }) => record?.id === id));
      })
      .toEqual([]);
  }
  const commitment = (quote: string) => ({
    type: 'commitment',
    accord_ref: demo.nodes[0].accord,
    channel: 'secretariat',
    title: quote,
    kind: 'training',
    responsible: 'both',
    status: 'agreed',
  });

  it('shows what the partner did without being asked, in every tab, by one stream and without polling', async () => {
    const other = await context.newPage();
    await page.goto(`${demo.nodes[0].url}/commitments`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await other.goto(`${demo.nodes[0].url}/commitments`);
    await other.getByRole('heading', { level: 1 }).waitFor();
    await act(1, '/records', commitment('Rehearse the ferry timetable together'));
    for (const tab of [page, other]) await tab.getByText('Rehearse the ferry timetable together').first().waitFor();
    // The receipts for it go to and fro before it is quiet; what polls is never quiet for so long.
    const inThreeSeconds = async () => {
      const before = asked.length;
      await page.waitForTimeout(3_000);
      return asked.slice(before);
    };
    await expect.poll(inThreeSeconds).toEqual([]);
    expect(asked.filter((path) => path === '/api/v1/events').length).toBeLessThanOrEqual(2);
    // The tab that listened is closed: the other one goes on.
    await page.close();
    await act(1, '/records', commitment('Paint the second buoy'));
    await other.getByText('Paint the second buoy').first().waitFor();
    page = other;
  });

  it('says that it is not live while the stream is down, goes on asking, and catches up after', async () => {
    await context.route('**/api/v1/events*', (route) => route.abort());
    // By a clock of ours: it asks, and tries the stream again, after seconds that need not pass.
    await page.clock.install();
    await page.reload();
    const note = page.getByText('News do not arrive by themselves');
    await note.waitFor();
    await act(1, '/records', commitment('Count the lanterns'));
    const later = (isSo: () => Promise<boolean>) =>
      expect.poll(() => page.clock.fastForward(15_000).then(isSo), { interval: 1_000 }).toBe(true);
    await later(() => page.getByText('Count the lanterns').first().isVisible());
    await context.unroute('**/api/v1/events*');
    await later(() => note.isHidden());
    await page.close();
    page = await context.newPage();
  });

  it('counts what is new on the bell, lists what waits, and leads there', async () => {
    await areTold();
    await page.goto(`${demo.nodes[0].url}/`);
    const bell = page.locator('header [data-unread]');
    await bell.waitFor();
    const before = Number(await bell.getAttribute('data-unread'));
    await act(1, '/records', commitment('Mend the harbour wall'));
    await page.locator('[data-task="answer-commitment"]', { hasText: 'Mend the harbour wall' }).waitFor();
    await page.locator(`header [data-unread="${before + 1}"]`).waitFor();
    await page.getByRole('link', { name: /^Notifications: \d+ unread/ }).click();
    const newest = page.locator('[data-notice="record-received"]').first();
    await newest.getByRole('link').click();
    await page.waitForURL(/\/commitments\/commitment--/);
    await page.locator(`header [data-unread="${before}"]`).waitFor();
  });

  it('keeps how one is told', async () => {
    await page.goto(`${demo.nodes[0].url}/notifications/settings`);
    await page.getByLabel('E-mail address').fill('officer@example.org');
    await page.getByLabel('No e-mail at certain hours').check({ force: true });
    await page.getByLabel('The partner sent a record: by e-mail').selectOption('off');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved').waitFor();
    await page.reload();
    for (const [label, value] of [
      ['E-mail address', 'officer@example.org'],
      ['The partner sent a record: by e-mail', 'off'],
      ['From', '22:00'],
    ] as const)
      await expect.poll(() => page.getByLabel(label, { exact: true }).inputValue()).toBe(value);
  });
});
