import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { runDemo, type RunningDemo } from '../support/demo.ts';

const root = join(import.meta.dirname, '../..');
const MOST_OF_FIRST_ROUTE = 300 * 1024;

// What is read of axe's answer and of the API's.
type Violation = { readonly id: string; readonly nodes: readonly { readonly target: readonly string[] }[] };
type Open = { readonly language: string; readonly colorScheme: 'light' | 'dark'; readonly width: number };

/** Two accounts of one meeting on the desk, compared, and followed over time. */
async function putPair({ url, accord, tokens }: RunningDemo['nodes'][0]): Promise<string[]> {
  const ask = async (path: string, body: unknown): Promise<unknown> => {
    const answer = await fetch(`${url}/api/v1/statement-desk${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${tokens['secretary']}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(answer.ok, await answer.clone().text()).toBe(true);
    return answer.json();
  };
  const texts = await Promise.all(
    ['zh', 'ur'].map((language) => readFile(join(root, `examples/pakistan-china/statement.${language}.txt`), 'utf8')),
  );
  // Other texts than those that the tests put in.
  const { statements } = (await ask('', {
    accord,
    statements: texts.map((text, place) => ({ text: `${text}\n`, title: `account ${place}` })),
  })) as { statements: { id: string }[] };
  const ids = statements.map(({ id }) => id);
  const sets = [
    await ask('/sets', { kind: 'pair', statements: ids }),
    await ask('/sets', { kind: 'line', statements: ids }),
  ];
  return (sets as { id: string }[]).map(({ id }) => `/statements/sets/${id}`);
}

describe('the pages', () => {
  let demo: RunningDemo;
  let browser: Browser;
  let state: Awaited<ReturnType<BrowserContext['storageState']>>;
  let axe: string;
  let url: string;
  let pair: readonly string[];

  beforeAll(async () => {
    [demo, browser, axe] = await Promise.all([
      runDemo(),
      openBrowser(),
      readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'),
    ]);
    url = demo.nodes[0].url;
    pair = await putPair(demo.nodes[0]);
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(demo.nodes[0].signIn);
    await page.waitForURL(`${url}/`);
    state = await context.storageState();
    await context.close();
  });

  afterAll(async () => {
    await browser?.close();
    await demo?.stop();
  });

  /** A browser of its own, signed in, in a language. */
  async function open({ language, colorScheme, width }: Open): Promise<Page> {
    const context = await browser.newContext({
      storageState: state,
      colorScheme,
      locale: 'en-GB',
      viewport: { width, height: 860 },
      bypassCSP: true, // for axe alone
    });
    await context.addInitScript((chosen) => localStorage.setItem('entente.language', chosen), language);
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    return page;
  }

  const plain: Open = { language: 'en', colorScheme: 'light', width: 1280 };

  /** The example's statement, put on the desk as a file and opened. */
  async function readExample(page: Page, language: string): Promise<string> {
    const text = await readFile(join(root, `examples/pakistan-china/statement.${language}.txt`), 'utf8');
    await page.goto(`${url}/statements`);
    await page.locator('input[type="file"]').setInputFiles({
      name: 'statement.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from(text),
    });
    const field = page.locator('main textarea').first();
    await expect.poll(() => field.inputValue(), { timeout: 20_000 }).toBe(text);
    await page.locator('main section button').last().click();
    await page.waitForURL(/\/statements\/[0-9a-f-]{36}$/);
    await page.locator('li[data-item]').first().waitFor();
    return text;
  }

  it('without a session there is a sign-in page and nothing else; a link of another node is not followed', async () => {
    const context = await browser.newContext({ locale: 'en-GB' });
    const page = await context.newPage();
    await page.goto(`${url}/commitments`);
    await page.waitForURL(`${url}/sign-in`);
    await page.getByLabel('Sign-in link').fill('not a link');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('This is not a sign-in link').waitFor();
    await page.getByLabel('Sign-in link').fill(demo.nodes[1].signIn);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('belongs to another node').waitFor();
    expect(new URL(page.url()).origin).toBe(url);
    await context.close();
  });

  it('the first page names every theme of the accord with its state, next date and place of work', async () => {
    const page = await open(plain);
    await page.goto(url);
    const accord: { themes: { key: string }[] } = JSON.parse(
      await readFile(join(root, 'examples/pakistan-china/accord.json'), 'utf8'),
    );
    await page.locator('[data-theme]').first().waitFor();
    for (const { key } of accord.themes) {
      const row = page.locator(`[data-theme="${key}"]`);
      expect(await row.count(), key).toBe(1);
      expect(await row.getByRole('link').count(), key).toBeGreaterThan(0);
    }
    await page.context().close();
  });

  it('the first route is at most 300 KB compressed', async () => {
    const page = await open(plain);
    let bytes = 0;
    const bodies: Promise<void>[] = [];
    page.on('response', (response) => {
      if (!['document', 'script', 'stylesheet'].includes(response.request().resourceType())) return;
      bodies.push(response.body().then((body) => void (bytes += gzipSync(body).length)));
    });
    await page.goto(url);
    await page.locator('[data-theme]').first().waitFor();
    await Promise.all(bodies);
    expect(bytes).toBeLessThan(MOST_OF_FIRST_ROUTE);
    await page.context().close();
  });

  it.each([
    { language: 'en', file: 'en', colorScheme: 'light', width: 1280, withSets: true },
    { language: 'en', file: 'en', colorScheme: 'dark', width: 390, withSets: false },
    { language: 'zh-Hans', file: 'zh', colorScheme: 'dark', width: 1280, withSets: true },
    { language: 'ur', file: 'ur', colorScheme: 'light', width: 1280, withSets: false },
    { language: 'ur', file: 'ur', colorScheme: 'dark', width: 390, withSets: true },
  ] as const)('in $language, $colorScheme, at $width, axe finds nothing and nothing is cut off', async (how) => {
    const page = await open(how);
    const faults: string[] = [];
    const look = async (name: string): Promise<void> => {
      await page.locator('h1').first().waitFor();
      await page.waitForLoadState('networkidle').catch(() => {}); // pages ask again every two seconds
      await page.evaluate(axe);
      const violations = await page.evaluate(async () => {
        const { axe: run } = globalThis as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } };
        return (await run.run()).violations;
      });
      for (const { id, nodes } of violations) faults.push(`${name}: ${id} at ${nodes[0]?.target.join(' ')}`);
      const overflow = Number(
        await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
      );
      if (overflow > 0) faults.push(`${name}: ${overflow} px wider than the screen`);
    };
    for (const path of [
      ...(how.withSets ? pair : []),
      '/',
      `/accords/${demo.nodes[0].accord}`,
      '/commitments',
      '/feeds',
      '/feeds/1',
      '/statements',
      '/statements/model',
      '/exports',
      '/protection',
    ]) {
      await page.goto(`${url}${path}`);
      if (pair.includes(path)) await page.locator('li[data-is], tbody button').first().waitFor();
      await look(path);
    }
    await readExample(page, how.file);
    await page.keyboard.press('e');
    await look('the review of a statement');
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('the language and appearance that were chosen are kept', async () => {
    const context = await browser.newContext({ storageState: state, locale: 'en-GB', colorScheme: 'light' });
    const page = await context.newPage();
    await page.goto(url);
    await page.getByRole('button', { name: 'Dark appearance' }).click();
    await page.getByRole('button', { name: 'Language: English' }).click();
    await page.getByRole('menuitem', { name: 'اردو' }).click();
    await page.locator('html[dir="rtl"]').waitFor();
    await page.reload();
    await page.locator('html[lang="ur"][dir="rtl"][data-mantine-color-scheme="dark"]').waitFor();
    await context.close();
  });
});
