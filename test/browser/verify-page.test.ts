import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Verdict } from '#kernel/dossier/verify.ts';
import { createApp } from '#api/app.ts';
import { buildVerifyPage } from '../../scripts/build-web.ts';
import { runVerify } from '../../src/cli/verify/verify.ts';
import { openBrowser } from '../support/browser.ts';
import { complete, hostile, long, samples, trust } from '../support/dossiers.ts';

const file = join(import.meta.dirname, '../../build/verify/verify.html');
const MOST_BYTES = 400 * 1024;
const LANGUAGES = [
  { locale: 'en-GB', lang: 'en', dir: 'ltr', holds: 'All holds, and every key is trusted' },
  { locale: 'zh-CN', lang: 'zh-Hans', dir: 'ltr', holds: '全部成立，且每个密钥均受信任' },
  { locale: 'ur-PK', lang: 'ur', dir: 'rtl', holds: 'سب درست ہے، اور ہر کلید قابلِ اعتماد ہے' },
] as const;

/** What the page shows of a verdict, in the form in which the command prints it. */
type Shown = { exit: number; faults: unknown[]; untrusted: unknown[]; unused: number };

let browser: Browser;
let folder: string;
let troubles: string[];

beforeAll(async () => {
  [browser, folder] = await Promise.all([openBrowser(), mkdtemp(join(tmpdir(), 'entente-page-')), buildVerifyPage()]);
});
afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

/** The page from the disk, in a browser without a network; whatever it asks for or complains of is kept. */
async function openPage(options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB', offline: true, ...options });
  const page = await context.newPage();
  troubles = [];
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('console', (message) => message.type() === 'error' && troubles.push(message.text()));
  page.on('dialog', (dialog) => troubles.push(`dialog ${dialog.message()}`));
  page.on('request', (request) => {
    if (!/^(blob:|data:|file:.*\/verify\.html$)/.test(request.url())) troubles.push(`asks for ${request.url()}`);
  });
  await page.goto(pathToFileURL(file).href);
  return page;
}

async function give(page: Page, bytes: Uint8Array): Promise<void> {
  const path = join(folder, 'dossier.jsonl');
  await writeFile(path, bytes);
  await page.locator('#file').setInputFiles([]);
  await page.locator('#file').setInputFiles(path);
  await page.locator('[data-exit]').waitFor();
}

/** The verdict of the page as it stands there. */
async function shownIn(page: Page): Promise<Shown> {
  return JSON.parse(await page.evaluate(READ_VERDICT)) as Shown;
}

const READ_VERDICT = `(() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  return JSON.stringify({
    exit: Number(document.querySelector('[data-exit]').dataset.exit),
    faults: all('[data-fault]').map((item) => ({
      fault: item.dataset.fault,
      line: item.querySelector('.technical bdi:last-child').textContent,
    })),
    untrusted: all('[data-untrusted]').map((item) => ({
      fingerprint: item.querySelector('.code').textContent,
      as: item.dataset.untrusted,
    })),
    unused: all('[data-unused]').length,
  });
})()`;

async function commandSays(bytes: Uint8Array, fingerprints: readonly string[]): Promise<Shown> {
  const path = join(folder, 'command.jsonl');
  await writeFile(path, bytes);
  let said = '';
  const args = [path, '--json', ...(fingerprints.length > 0 ? ['--trust', ...fingerprints] : [])];
  const exit = await runVerify(args, {
    stdout: { write: (text) => (said += text) },
    stderr: { write: () => {} },
  });
  const { faults, untrusted, unused }: Verdict = JSON.parse(said);
  return {
    exit,
    faults: faults.map(({ fault, line }) => ({ fault, line })),
    untrusted: exit === 2 ? untrusted.map(({ fingerprint, as }) => ({ fingerprint, as })) : [],
    unused: unused.length,
  };
}

describe('verify.html', () => {
  it('is one file of less than 400 KB that names no other', async () => {
    const html = await readFile(file, 'utf8');
    expect(Buffer.byteLength(html)).toBeLessThan(MOST_BYTES);
    const [head = ''] = html.split('<script>');
    expect(head).toContain("default-src 'none'");
    expect(html).not.toMatch(/<(?:script|img|iframe)[^>]+src=|<link[^>]+href="(?!data:)|type="module"|@import|url\(/);
  });

  it('says of every kind of dossier what the command says', async () => {
    const page = await openPage();
    for (const { what, bytes, trust: given, exit } of samples) {
      await page.locator('#trust').fill(given.join('\n'));
      await give(page, bytes);
      const shown = await shownIn(page);
      expect(shown.exit, what).toBe(exit);
      expect(shown, what).toEqual(await commandSays(bytes, given));
    }
    expect(troubles).toEqual([]);
    await page.context().close();
  });

  it('fails wherever a byte is flipped, as the command does', async () => {
    const page = await openPage();
    await page.locator('#trust').fill(trust.join(' '));
    for (let i = 0; i < 16; i++) {
      const bytes = complete.slice();
      bytes[Math.floor(((i + 0.5) * bytes.length) / 16)]! ^= 1 << (i % 8);
      await give(page, bytes);
      const shown = await shownIn(page);
      expect(shown.exit, `flip ${i}`).toBe(1);
      expect(shown, `flip ${i}`).toEqual(await commandSays(bytes, trust));
    }
    expect(troubles).toEqual([]);
    await page.context().close();
  });

  it.each(LANGUAGES)(
    'speaks $lang, and shows records, steps, deletions and feeds in it',
    async ({ locale, lang, dir, holds }) => {
      const page = await openPage({ locale, viewport: { width: 390, height: 800 } });
      await page.locator('#trust').fill(trust.join('\n'));
      await give(page, complete);
      expect(await page.locator('html').getAttribute('lang')).toBe(lang);
      expect(await page.locator('html').getAttribute('dir')).toBe(dir);
      expect(await page.locator('#verdict').textContent()).toBe(holds);
      expect(await page.locator('[data-party]').count()).toBe(2);
      expect(await page.locator('[data-trusted="true"]').count()).toBe(2);
      expect(await page.locator('.feed[data-complete="true"][data-cosigned="true"]').count()).toBe(2);
      expect(await page.locator('[data-kind="recall"], [data-kind="expunge"]').count()).toBe(2);
      const records = page.locator('.record');
      expect(await records.count()).toBe(4);
      await records.nth(0).locator('summary').first().click();
      await page.locator('[data-verb]').nth(1).waitFor();
      expect(
        await Promise.all((await page.locator('[data-verb]').all()).map((one) => one.getAttribute('data-verb'))),
      ).toEqual(['accept', 'report']);
      await page.getByText('It meets in March.').waitFor();
      await records.nth(1).locator('summary').first().click();
      await page.locator('.hidden-parts').getByText('remark').waitFor();
      const overflow = await page.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      expect(overflow).toBeLessThanOrEqual(0);
      expect(troubles).toEqual([]);
      await page.context().close();
    },
  );

  it('takes fingerprints later and a dropped file, and forgets both', async () => {
    const page = await openPage();
    const text = JSON.stringify(new TextDecoder().decode(complete));
    await page.evaluate(`(() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([${text}], 'dropped.jsonl'));
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    })()`);
    await page.locator('[data-exit="2"]').waitFor();
    await page.locator('#trust').fill(`A: ${trust[0]?.replaceAll('-', ' ').toUpperCase()}`);
    await page.getByText('Not a fingerprint').waitFor();
    await page.locator('#trust').fill(trust.join('\n'));
    await page.locator('[data-exit="0"]').waitFor();
    await page.getByRole('button', { name: 'اردو' }).click();
    await page.locator('html[dir="rtl"] [data-exit="0"]').waitFor();
    expect(await page.locator('#trust').inputValue()).toBe(trust.join('\n'));
    await page.reload();
    expect(await page.locator('#trust').inputValue()).toBe('');
    expect(await page.locator('[data-exit]').count()).toBe(0);
    expect(await page.evaluate('[localStorage.length, sessionStorage.length, document.cookie]')).toEqual([0, 0, '']);
    await page.context().close();
  });

  it('runs nothing of a hostile dossier, and shows what it hides', async () => {
    const page = await openPage();
    await page.locator('#trust').fill(trust.join('\n'));
    await give(page, hostile);
    expect((await shownIn(page)).exit).toBe(0);
    for (const summary of await page.locator('.record > summary').all()) await summary.click();
    for (const nested of await page.locator('.record .nested > summary').all()) await nested.click();
    await page.getByText('<img src=x onerror=').first().waitFor();
    expect(await page.locator('body :is(script, img, iframe, object, svg, a, style, form)').count()).toBe(0);
    const text = (await page.locator('main').textContent()) ?? '';
    // oxlint-disable-next-line no-control-regex -- exactly these must not come through
    expect(text).not.toMatch(/[\u0000-\u0008\u202a-\u202e\u2066-\u2069\u200b\ufeff]/);
    expect(text).toContain('⟨U+202E⟩');
    expect(text).toContain('__proto__');
    expect(await page.evaluate('typeof pwned')).toBe('undefined');
    expect(text.length).toBeLessThan(100_000);
    const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    expect(overflow).toBeLessThanOrEqual(0);
    expect(troubles).toEqual([]);
    await page.context().close();
  });

  it('stays awake over a long dossier, and makes no more of it than is looked at', async () => {
    const page = await openPage();
    await page.locator('#trust').fill(trust.join('\n'));
    await page.evaluate(`(() => {
      let last = performance.now();
      let longest = 0;
      setInterval(() => {
        longest = Math.max(longest, performance.now() - last);
        last = performance.now();
        document.documentElement.dataset.longest = longest;
      }, 10);
    })()`);
    const bytes = await long(20_000);
    const began = performance.now();
    await give(page, bytes);
    const whole = performance.now() - began;
    expect((await shownIn(page)).exit).toBe(0);
    expect(await page.locator('.record').count()).toBeLessThanOrEqual(100);
    // Of a machine that does much else, the half at most.
    const longest = Number(await page.locator('html').getAttribute('data-longest'));
    expect(longest).toBeLessThan(Math.max(1500, whole / 2));
    await page.context().close();
  });

  it('is served to anyone, and asks the node for nothing more', async () => {
    const app = await createApp({ webFolder: folder, verifyPage: file, ready: async () => true, report: () => {} });
    try {
      const url = `${await app.listen({ port: 0, host: '127.0.0.1' })}/verify.html`;
      const page = await openPage({ offline: false });
      const answer = await page.goto(url);
      expect(answer?.headers()['content-security-policy']).toMatch(
        /^default-src 'none'; script-src 'sha256-.*; frame-ancestors 'none'$/,
      );
      expect(answer?.headers()).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
      });
      troubles = [];
      await page.locator('#trust').fill(trust.join('\n'));
      await give(page, complete);
      expect((await shownIn(page)).exit).toBe(0);
      expect(page.workers()).toHaveLength(1);
      expect(troubles).toEqual([]);
      await page.context().close();
    } finally {
      await app.close();
    }
  });
});
