import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { runDemo, type RunningDemo } from '../support/demo.ts';
import { faultsOf } from '../support/axe.ts';
import { walkByTab } from '../support/keyboard.ts';
import { fillPages, lookAt, openAs, signInOnce, visit, type How, type Signed, type Visit } from '../support/pages.ts';

const root = join(import.meta.dirname, '../..');

describe('the pages', () => {
  let demo: RunningDemo;
  let browser: Browser;
  let node: Signed;
  let url: string;
  let visits: readonly Visit[];

  beforeAll(async () => {
    [demo, browser] = await Promise.all([runDemo('full'), openBrowser()]);
    url = demo.nodes[0].url;
    visits = await fillPages(demo.nodes[0]);
    node = await signInOnce(browser, demo.nodes[0]);
  });

  afterAll(async () => {
    await browser?.close();
    await demo?.stop();
  });

  const plain: How = { language: 'en', colorScheme: 'light', width: 1280 };

  it('without a session there is a sign-in page and nothing else; a link of another node is not followed', async () => {
    const context = await browser.newContext({ locale: 'en-GB' });
    const page = await context.newPage();
    await page.goto(`${url}/commitments`);
    await page.waitForURL(`${url}/sign-in`);
    await page.getByLabel('Sign-in link').fill('not a link');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByText('This is not a sign-in link').waitFor();
    await page.getByLabel('Sign-in link').fill(demo.nodes[1].signIn);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByText('belongs to another node').waitFor();
    expect(new URL(page.url()).origin).toBe(url);
    await context.close();
  });

  it('both nodes are signed in within one browser, and each has passkeys', async () => {
    const context = await browser.newContext({ locale: 'en-GB', storageState: node.state });
    const page = await context.newPage();
    await page.goto(demo.nodes[1].signIn);
    for (const { url: address, signIn } of demo.nodes) {
      expect(new URL(signIn).hostname).toBe('localhost');
      await page.goto(`${address}/me/security`);
      await page.getByRole('button', { name: 'Add a passkey' }).waitFor();
    }
    await context.close();
  });

  it('the overview names every theme of the accord with its state, next date and place of work', async () => {
    const context = await openAs(browser, node, 'secretary', plain);
    const page = await context.newPage();
    await visit(page, '/overview');
    const accord: { themes: { key: string }[] } = JSON.parse(
      await readFile(join(root, 'examples/pakistan-china/accord.json'), 'utf8'),
    );
    await page.locator('[data-theme]').first().waitFor();
    for (const { key } of accord.themes) {
      const row = page.locator(`[data-theme="${key}"]`);
      expect(await row.count(), key).toBe(1);
      expect(await row.getByRole('link').count(), key).toBeGreaterThan(0);
    }
    await context.close();
  });

  // Each page once, in languages and looks that differ from page to page; `npm run soak -- pages` looks at each in all.
  const HOWS: readonly How[] = [
    plain,
    { language: 'zh-Hans', colorScheme: 'dark', width: 1280, contrast: 'more' },
    { language: 'ur', colorScheme: 'dark', width: 360 },
    { language: 'ur', colorScheme: 'light', width: 1280 },
  ];
  it.each(HOWS)(
    'in $language, $colorScheme, at $width, axe finds nothing and nothing is cut off or fetched elsewhere',
    async (how) => {
      const some = visits.filter((_, place) => place % HOWS.length === HOWS.indexOf(how));
      expect(some.length).toBeGreaterThan(3);
      expect(await lookAt(browser, node, some, how)).toEqual([]);
    },
  );

  it('the palette, the keys, a drawer and a refused form are as sound as the page under them', async () => {
    const context = await openAs(browser, node, 'secretary', { ...plain, language: 'ur' });
    const page = await context.newPage();
    const faults: string[] = [];
    const look = async (what: string) => faults.push(...(await faultsOf(page)).map((fault) => `${what}: ${fault}`));
    await visit(page, '/me');
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('combobox').fill('عہد');
    await look('palette');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/commitments$/);
    await visit(page, '/design');
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    await look('keys');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.locator('[data-open="drawer"]').click();
    await page.getByRole('dialog').waitFor();
    await look('drawer');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.locator('[data-open="form"]').click();
    await page.getByRole('dialog').getByRole('textbox').fill('x');
    await page.getByRole('dialog').locator('button[type="submit"]').click();
    await page.getByRole('dialog').getByText('too short').waitFor();
    expect(await page.getByRole('dialog').getByRole('textbox').getAttribute('aria-invalid')).toBe('true');
    await look('form');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('a list is gone through by the keyboard alone', async () => {
    const context = await openAs(browser, node, 'secretary', plain);
    const page = await context.newPage();
    await visit(page, '/design?rows=1000');
    const list = page.getByRole('grid');
    await list.locator('tbody tr[tabindex="0"]').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('[data-opened]').getAttribute('data-opened')).toBe('3');
    await page.keyboard.press('Space');
    await expect.poll(() => list.locator('tr[aria-selected="true"]').count()).toBe(2);
    await page.keyboard.press('End');
    await list.locator('tr[data-index="999"]').waitFor();
    expect(await list.locator('tbody tr[data-index]').count()).toBeLessThan(100);
    await context.close();
  });

  it('the shell, the palette and a dialog are gone through by the keyboard, and the focus is never lost', async () => {
    const context = await openAs(browser, node, 'secretary', plain);
    const page = await context.newPage();
    await visit(page, '/admin/channels');
    expect(await walkByTab(page)).toEqual([]);
    const opener = page.getByRole('button', { name: 'Another ceiling …' }).first();
    await opener.focus();
    await page.keyboard.press('Control+k');
    const combobox = page.getByRole('dialog').getByRole('combobox');
    await combobox.waitFor();
    const focused = (what: string) => page.evaluate<unknown>(`document.activeElement?.${what} ?? null`);
    await expect.poll(() => focused("getAttribute('role')")).toBe('combobox');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const isBack = async () => (await focused('textContent')) === 'Another ceiling …';
    await expect.poll(isBack).toBe(true);
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Another ceiling' });
    await dialog.waitFor();
    await expect.poll(async () => (await focused(`closest('[role="dialog"]')?.tagName`)) !== null).toBe(true);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(isBack).toBe(true);
    // What was chosen in a menu is gone with it: the menu's button has the focus again.
    await page.getByRole('button', { name: /^Your account/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Keyboard shortcuts' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await expect.poll(async () => (await focused(`closest('[role="dialog"]')?.tagName`)) !== null).toBe(true);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect.poll(() => focused("getAttribute('aria-label')")).toMatch(/^Your account/);
    await context.close();
  });

  it('shows the first page soon, also on a machine four times as slow', async () => {
    const context = await openAs(browser, node, 'secretary', plain);
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    // What the page's own thread works, whatever else the machine does meanwhile.
    await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    const began = performance.now();
    await page.goto('/');
    await page.locator('[data-today] a').first().waitFor();
    await page.evaluate('new Promise((done) => requestIdleCallback(done))');
    const ms = Math.round(performance.now() - began);
    const { metrics } = await devtools.send('Performance.getMetrics');
    const worked = (name: string) => Math.round((metrics.find((one) => one.name === name)?.value ?? 0) * 1000);
    console.log(
      `the first page answers ${ms} ms after it was asked for, at a quarter of this machine's speed: ` +
        `${worked('TaskDuration')} ms of work, ${worked('ScriptDuration')} of them script, ${worked('LayoutDuration')} layout`,
    );
    expect(ms).toBeLessThan(20_000);
    await context.close();
  });

  it('every page is shown under the node’s own policy: no script, style or text is refused by it', async () => {
    const context = await browser.newContext({ storageState: node.state, locale: 'en-GB' });
    const page = await context.newPage();
    const refused: string[] = [];
    await context.addInitScript(
      "document.addEventListener('securitypolicyviolation', (event) => console.log('refused by policy: ' + event.violatedDirective + ' ' + event.blockedURI))",
    );
    page.on('console', (message) => {
      if (/refused by policy|Content Security Policy/.test(message.text()))
        refused.push(`${page.url()} ${message.text()}`);
    });
    page.on('pageerror', ({ message }) => refused.push(`${page.url()} ${message}`));
    for (const path of ['/', '/commitments', '/feeds', '/statements', '/design', '/exports', '/api/reference']) {
      const answer = await page.goto(`${url}${path}`);
      expect(answer?.headers()['content-security-policy']).not.toContain('unsafe');
      await page.locator('h1').first().waitFor();
    }
    await page.goto(url);
    await page.locator('header button').last().click();
    await page.getByRole('menu').waitFor();
    expect(refused).toEqual([]);
    // The policy is there: what is not of the page is refused.
    const isRefused = await page.evaluate(
      "(() => { try { document.head.append(Object.assign(document.createElement('script'), { text: 'globalThis.wasRun = true' })); } catch { return true; } return !globalThis.wasRun; })()",
    );
    expect(isRefused).toBe(true);
    await context.close();
  });

  it('the first page loads at most 300 KB of script, compressed, signing in less, and neither another page', async () => {
    type Chunk = {
      readonly file: string;
      readonly imports?: string[];
      readonly css?: string[];
      readonly isDynamicEntry?: true;
    };
    const built = join(root, 'build/web');
    const manifest: Record<string, Chunk> = JSON.parse(await readFile(join(built, '.vite/manifest.json'), 'utf8'));
    const closure = (name: string, seen = new Set<string>()): Set<string> => {
      if (seen.has(name)) return seen;
      seen.add(name);
      for (const one of manifest[name]?.imports ?? []) closure(one, seen);
      return seen;
    };
    const page = (name: string) => `src/modules/${name}`;
    const begin = ['index.html', 'src/main.tsx', 'src/locales/en/messages.po'];
    const all = Object.entries(manifest).filter(([name]) => /^src\/modules\/.*Page\.tsx$/.test(name));
    expect(all.length).toBeGreaterThan(15);
    expect(all.filter(([, { isDynamicEntry }]) => isDynamicEntry !== true).map(([name]) => name)).toEqual([]);
    for (const { what, entries, own, most } of [
      { what: 'the first page', entries: ['src/app/Shell.tsx'], own: page('today/TodayPage.tsx'), most: 270 },
      { what: 'signing in', entries: [], own: page('sign-in/SignInPage.tsx'), most: 240 },
    ]) {
      const chunks = new Set([...begin, ...entries, own].flatMap((name) => [...closure(name)]));
      const files = new Set([...chunks].flatMap((name) => [manifest[name]!.file, ...(manifest[name]!.css ?? [])]));
      const sized = await Promise.all(
        [...files].map(async (file) => {
          const { size } = await stat(join(built, `${file}.gz`)).catch(() => stat(join(built, file)));
          return { isScript: file.endsWith('.js'), kb: size / 1024 };
        }),
      );
      const kb = (some: typeof sized) => Math.round(some.reduce((sum, one) => sum + one.kb, 0));
      const script = kb(sized.filter(({ isScript }) => isScript));
      console.log(`${what} loads ${script} KB of script, with styles ${kb(sized)} KB, in ${files.size} files`);
      expect(script).toBeLessThan(most);
      expect(files.size).toBeLessThan(20);
      expect(all.map(([name]) => name).filter((name) => chunks.has(name))).toEqual([own]);
    }
  });

  it('the language and appearance that were chosen are kept', async () => {
    const context = await browser.newContext({ storageState: node.state, locale: 'en-GB', colorScheme: 'light' });
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
