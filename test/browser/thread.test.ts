import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { runDemo, type RunningDemo } from '../support/demo.ts';

const root = join(import.meta.dirname, '../..');
const run = promisify(execFile);

/** From an official statement to commitments that both parties hold, work on and can prove. */
describe('the thread, in two browsers at two nodes', () => {
  let demo: RunningDemo;
  let browser: Browser;
  let ours: Page;
  let theirs: Page;
  let folder: string;

  beforeAll(async () => {
    [demo, browser, folder] = await Promise.all([runDemo(), openBrowser(), mkdtemp(join(tmpdir(), 'entente-thread-'))]);
    [ours, theirs] = (await Promise.all(
      demo.nodes.map(async (node) => {
        const context = await browser.newContext({
          locale: 'en-GB',
          viewport: { width: 1280, height: 900 },
          acceptDownloads: true,
        });
        const page = await context.newPage();
        page.setDefaultTimeout(60_000);
        await page.goto(node.signIn);
        return page;
      }),
    )) as [Page, Page];
  });

  afterAll(async () => {
    await browser?.close();
    await demo?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const go = (page: Page, path: string) => page.goto(`${demo.nodes[page === ours ? 0 : 1].url}${path}`);

  /** Steps by the dialog of the page. */
  async function step(page: Page, verb: string, words?: string): Promise<void> {
    await page.locator(`[data-verb="${verb}"]`).first().click();
    const dialog = page.getByRole('dialog');
    if (words !== undefined) await dialog.getByRole('textbox').fill(words);
    await dialog.locator('button[type="submit"]').click();
    await dialog.waitFor({ state: 'hidden' });
  }

  async function openCommitment(page: Page, words: string): Promise<void> {
    await go(page, '/commitments');
    await page.getByRole('link', { name: words }).first().click();
    await page.waitForURL(/\/commitments\/commitment--/);
  }

  it('a one-time link signs in once', async () => {
    await ours.getByRole('heading', { name: 'Today' }).waitFor();
    await theirs.getByRole('heading', { name: 'Today' }).waitFor();
    const context = await browser.newContext();
    const stranger = await context.newPage();
    await stranger.goto(demo.nodes[0].signIn);
    await stranger.waitForURL(/\/sign-in/);
    await context.close();
  });

  it('a statement is read, and what the officer accepts becomes commitments', async () => {
    await go(ours, '/statements');
    await ours
      .getByRole('textbox', { name: 'Text', exact: true })
      .fill(await readFile(join(root, 'examples/pakistan-china/statement.en.txt'), 'utf8'));
    await ours.getByRole('button', { name: 'Put in and read' }).click();
    const cards = ours.locator('li[data-item]');
    await cards.first().waitFor();
    expect(await cards.count()).toBeGreaterThan(10);
    for (const words of ['convene the Joint Working Group', 'dedicated protection unit']) {
      await cards.filter({ hasText: words }).first().getByRole('button', { name: 'Accept' }).click();
    }
    await cards.filter({ hasText: 'AI-assisted tools' }).first().getByRole('button', { name: 'Reject' }).click();
    await ours.getByRole('button', { name: 'Publish 2 commitments' }).click();
    await ours.getByText('Published: 2').waitFor();
  });

  it('the partner accepts one and disputes another with a reason', async () => {
    await openCommitment(theirs, 'convene the Joint Working Group');
    await step(theirs, 'accept');
    await openCommitment(theirs, 'dedicated protection unit');
    await step(theirs, 'dispute', 'The place of the unit is not agreed yet.');
    await theirs.getByText('The place of the unit is not agreed yet.').first().waitFor();
    await openCommitment(ours, 'dedicated protection unit');
    await ours.getByText('The place of the unit is not agreed yet.').first().waitFor();
    await ours.getByText('Disputed').first().waitFor();
  });

  it('both sides report progress, and both see the same', async () => {
    await openCommitment(ours, 'convene the Joint Working Group');
    await ours.locator('[data-verb="report"]').first().waitFor();
    await step(ours, 'report', 'Dates for the first session were proposed.');
    await openCommitment(theirs, 'convene the Joint Working Group');
    await step(theirs, 'report', 'The agenda is drafted.');
    for (const page of [ours, theirs]) {
      await page.getByText('Dates for the first session were proposed.').first().waitFor();
      await page.getByText('The agenda is drafted.').first().waitFor();
      await page.getByText('In progress').first().waitFor();
    }
  });

  it('either side suspends the accord and lifts only its own suspension', async () => {
    await go(theirs, `/accords/${demo.nodes[0].accord}`);
    await step(theirs, 'suspend', 'Consultation under way.');
    await go(ours, `/accords/${demo.nodes[0].accord}`);
    await ours.getByText('Suspended').first().waitFor();
    expect(await ours.locator('[data-verb="lift"]').count()).toBe(0);
    await step(theirs, 'lift');
    await ours.getByText('In force').first().waitFor();
  });

  it('the dossier proves it offline, and one flipped byte fails', async () => {
    await go(ours, '/exports');
    await ours.getByLabel('Purpose').fill('The record of the working group');
    const [download] = await Promise.all([
      ours.waitForEvent('download'),
      ours.locator('main button[type="submit"]').click(),
    ]);
    const file = join(folder, 'dossier.jsonl');
    await download.saveAs(file);
    const trust = demo.nodes.map((node) => node.fingerprint);
    const verify = (path: string, ...keys: string[]) =>
      run(process.execPath, ['scripts/entente.mjs', 'verify', path, ...(keys.length > 0 ? ['--trust', ...keys] : [])], {
        cwd: root,
      }).then(
        () => 0,
        (error: { code: number }) => error.code,
      );
    expect(await verify(file, ...trust)).toBe(0);
    expect(await verify(file)).toBe(2);
    const bytes = await readFile(file);
    bytes[Math.floor(bytes.length / 2)]! ^= 1;
    await writeFile(join(folder, 'flipped.jsonl'), bytes);
    expect(await verify(join(folder, 'flipped.jsonl'), ...trust)).toBe(1);
  });

  it.each([
    { tag: 'zh-CN', lang: 'zh-Hans', dir: 'ltr', words: '承诺事项' },
    { tag: 'ur-PK', lang: 'ur', dir: 'rtl', words: 'عہد' },
  ])('a browser of $tag is answered in its language', async ({ tag, lang, dir, words }) => {
    const context = await browser.newContext({
      locale: tag,
      viewport: { width: 1280, height: 900 },
      storageState: await ours.context().storageState({ indexedDB: false }),
    });
    await context.addInitScript(() => localStorage.clear());
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    await page.goto(`${demo.nodes[0].url}/accords/${demo.nodes[0].accord}`);
    await page.getByText(words).first().waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe(lang);
    expect(await page.locator('html').getAttribute('dir')).toBe(dir);
    const overflow = await page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    expect(overflow).toBeLessThanOrEqual(0);
    expect(errors).toEqual([]);
    await context.close();
  });
});
