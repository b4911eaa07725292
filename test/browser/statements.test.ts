import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { runDemo, type RunningDemo } from '../support/demo.ts';

const root = join(import.meta.dirname, '../..');
const example = (language: string) => readFile(join(root, `examples/pakistan-china/statement.${language}.txt`), 'utf8');

type Quoted = {
  readonly record: { readonly quote?: { readonly exact: string; readonly prefix: string; readonly suffix: string } };
};

/** A secretary's way from a text to records, with the keyboard and with the pointer. */
describe('the statements desk', () => {
  let demo: RunningDemo;
  let browser: Browser;
  let state: Awaited<ReturnType<BrowserContext['storageState']>>;
  let url: string;

  beforeAll(async () => {
    [demo, browser] = await Promise.all([runDemo(), openBrowser()]);
    url = demo.nodes[0].url;
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

  async function open(language = 'en'): Promise<Page> {
    const context = await browser.newContext({
      storageState: state,
      locale: 'en-GB',
      viewport: { width: 1280, height: 860 },
    });
    await context.addInitScript((chosen) => localStorage.setItem('entente.language', chosen), language);
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    return page;
  }

  const cards = (page: Page) => page.locator('li[data-item]');
  const selected = (page: Page) => page.locator('li[data-item][data-selected]');
  const saved = (page: Page) => page.locator('output[data-saved]').waitFor();
  /** As soon as the page, the node and a busy machine have come to it. */
  const soon = <T>(read: () => Promise<T>) => expect.poll(read);
  const quoted = (card: Locator) => card.locator('blockquote').textContent();

  /** What the node holds of the statement of the page. */
  const heldOf = async (page: Page): Promise<string> => {
    const answer = await fetch(`${url}/api/v1/statement-desk/${page.url().split('/').at(-1)}`, {
      headers: { authorization: `Bearer ${demo.nodes[0].tokens['secretary']}` },
    });
    return answer.text();
  };

  async function put(page: Page, text: string): Promise<void> {
    await page.goto(`${url}/statements`);
    await page.locator('main textarea').first().fill(text);
    await page.locator('main section button').last().click();
    await page.waitForURL(/\/statements\/[0-9a-f-]{36}$/);
    await page.locator('#statement-text').waitFor();
  }

  it('is walked through with the keyboard, and forgets nothing over a reload', async () => {
    const page = await open();
    await put(page, await example('en'));
    await cards(page).first().waitFor(); // the node reads it in the background
    await page.getByRole('button', { name: 'Undertakings' }).click();
    const all = await cards(page).count();
    expect(all).toBeGreaterThan(10);
    const first = cards(page).nth(0);
    const second = cards(page).nth(1);

    await page.keyboard.press('a');
    await soon(() => first.getAttribute('data-decision')).toBe('accepted');
    await soon(() => second.getAttribute('data-selected')).not.toBeNull();
    await page.keyboard.press('r');
    await soon(() => second.getAttribute('data-decision')).toBe('rejected');
    await page.keyboard.press('u');
    await soon(() => second.getAttribute('data-decision')).toBe('open');
    await page.keyboard.press('Shift+U');
    await soon(() => second.getAttribute('data-decision')).toBe('rejected');
    await saved(page);

    // What is typed is not taken for commands.
    await page.keyboard.press('p');
    await page.keyboard.press('p');
    await page.keyboard.press('n');
    const id = await selected(page).getAttribute('data-item');
    await page.keyboard.press('e');
    await selected(page).getByLabel('Title').fill('a remarkable plan');
    expect(await selected(page).getAttribute('data-item')).toBe(id);
    await saved(page);

    // The end of the passage, a word back.
    const last = cards(page).nth(4);
    await last.locator('button').first().click();
    const words = await quoted(last);
    await page.keyboard.press('Shift+ArrowLeft');
    await soon(() => quoted(last)).toBe(words?.replace(/\W*\w+$/, ''));
    await saved(page);
    // It may say so of what was typed before.
    await soon(() => heldOf(page)).toContain('a remarkable plan');

    await page.reload();
    await cards(page).first().waitFor();
    await page.getByRole('button', { name: 'Undertakings' }).click();
    expect(await first.getAttribute('data-decision')).toMatch(/accepted|edited/);
    expect(await second.getAttribute('data-decision')).toMatch(/rejected|edited/);
    await page.getByText('a remarkable plan').first().waitFor();
    expect(await quoted(last)).toBe(words?.replace(/\W*\w+$/, ''));
    await page.getByText(`3 of`).first().waitFor();
    await page.context().close();
  });

  it('splits and merges, and takes both back', async () => {
    const page = await open();
    await put(page, `${await example('en')}\nSplit and merge.`);
    await cards(page).first().waitFor();
    await page.getByRole('button', { name: 'Undertakings' }).click();
    const all = await cards(page).count();
    const words = await quoted(selected(page));
    await page.keyboard.press('s');
    await page.getByRole('slider', { name: 'Where the second part begins' }).press('ArrowRight');
    await page.getByRole('dialog').getByRole('button', { name: 'Split' }).click();
    await soon(() => cards(page).count()).toBe(all + 1);
    await soon(async () => `${await quoted(cards(page).nth(0))} ${await quoted(cards(page).nth(1))}`).toBe(words);
    await page.keyboard.press('m');
    await soon(() => cards(page).count()).toBe(all);
    await soon(() => quoted(cards(page).nth(0))).toBe(words);
    await saved(page);
    await page.keyboard.press('Control+z');
    await soon(() => cards(page).count()).toBe(all + 1);
    await page.keyboard.press('u');
    await soon(() => cards(page).count()).toBe(all);
    await page.context().close();
  });

  it('marks what is selected, drags its ends, and publishes exactly those words', async () => {
    const page = await open('ur');
    const text = await example('ur');
    await put(page, text);
    await cards(page).first().waitFor();
    const marked = await page.locator('mark[data-items]').count();
    expect(marked).toBeGreaterThan(5);

    // The first word of the text, which nobody marked yet, selected with the pointer.
    const [x = 0, y = 0] = await page.evaluate<number[]>(`(() => {
      const range = document.createRange();
      const text = document.querySelector('#statement-text > span').firstChild;
      range.setStart(text, 0);
      range.setEnd(text, 3);
      const box = range.getBoundingClientRect();
      return [box.x + box.width / 2, box.y + box.height / 2];
    })()`);
    await page.mouse.dblclick(x, y);
    await page.locator('#mark-as button').first().click();
    await soon(() => page.locator('li[data-item][data-decision="added"]').count()).toBe(1);
    const card = page.locator('li[data-item][data-decision="added"]');
    await card.locator('input[type="checkbox"]').first().check();
    await saved(page);
    const before = (await quoted(card)) ?? '';

    // A text from right to left grows to the left.
    const handle = page.locator('#statement-text [role="slider"][data-edge="end"]');
    await handle.scrollIntoViewIfNeeded();
    const box = (await handle.boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x - 40, box.y + box.height / 2, { steps: 4 });
    await page.mouse.move(box.x - 90, box.y + box.height / 2, { steps: 4 });
    await page.mouse.up();
    await soon(async () => ((await quoted(card)) ?? '').length).toBeGreaterThan(before.length);
    await saved(page);
    const words = (await quoted(card)) ?? '';
    expect(words.startsWith(before)).toBe(true);
    expect(text).toContain(words);

    await page.locator('main button:has(.tabler-icon-send)').click();
    const link = card.locator('a[href^="/commitments/"]');
    await link.waitFor();
    const id = (await link.getAttribute('href'))?.split('/').at(-1) ?? '';
    const answer = await fetch(`${url}/api/v1/records/${id}`, {
      headers: { authorization: `Bearer ${demo.nodes[0].tokens['secretary']}` },
    });
    const { record } = (await answer.json()) as Quoted;
    expect(record.quote?.exact).toBe(words);
    expect(text).toContain(`${record.quote?.prefix}${record.quote?.exact}${record.quote?.suffix}`);
    await page.context().close();
  });

  it('takes a text of a language that no reader knows, by hand and by keys alone', async () => {
    const page = await open();
    await put(page, 'Стороны провели встречу. Они договорились ежегодно обучать следователей.');
    await page.getByText('Nothing is marked in this text.').waitFor();
    await page.keyboard.press('i');
    await page.keyboard.press('ArrowDown');
    for (let word = 0; word < 3; word += 1) await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    const card = cards(page).first();
    await card.waitFor();
    await card.getByRole('group', { name: 'Who owes' }).getByRole('checkbox').first().check();
    await saved(page);
    await page.getByRole('button', { name: 'Publish 1 commitment' }).click();
    await page.getByText('Published: 1').waitFor();
    await page.context().close();
  });

  it('tells when somebody else decided first, and keeps what the node was not told', async () => {
    const [mine, theirs] = [await open(), await open()];
    await put(mine, `${await example('en')}\nTwo reviewers.`);
    await theirs.goto(mine.url());
    await cards(theirs).first().waitFor();
    // Theirs sees nothing of mine before it decides.
    await theirs.route('**/statement-desk/*', (route) =>
      route.request().method() === 'GET' ? route.abort() : route.continue(),
    );
    await mine.keyboard.press('r');
    await soon(() => cards(mine).first().getAttribute('data-decision')).toBe('rejected');
    await saved(mine);
    await theirs.keyboard.press('a');
    await theirs.unroute('**/statement-desk/*');
    await theirs.getByText('Somebody else decided here in the meantime.').waitFor();
    await theirs.getByRole('button', { name: 'Leave it as it is' }).click();
    await soon(() => cards(theirs).first().getAttribute('data-decision')).toBe('rejected');

    await theirs.route('**/decisions', (route) => route.abort());
    await theirs.keyboard.press('n');
    const undecided = await selected(theirs).getAttribute('data-item');
    await theirs.keyboard.press('a');
    await theirs.getByText('1 decision is kept in this browser.').waitFor();
    await theirs.unroute('**/decisions');
    await theirs.reload();
    await saved(theirs);
    const card = mine.locator(`li[data-item="${undecided}"]`);
    await soon(() => card.getAttribute('data-decision')).toBe('accepted');
    await Promise.all([mine.context().close(), theirs.context().close()]);
  });

  it('lays two accounts in two languages side by side, and keeps what the officer matches', async () => {
    const page = await open();
    await page.goto(`${url}/statements`);
    await page.getByText('Two accounts of one meeting').first().click();
    const texts = page.locator('main textarea');
    await texts.nth(0).fill(await example('en'));
    await texts.nth(1).fill(await example('zh'));
    await page.getByRole('button', { name: 'Put in both and compare' }).click();
    await page.waitForURL(/\/statements\/sets\//);
    const both = page.locator('li[data-is="both"]');
    await both.first().waitFor();
    const matched = await both.count();
    expect(matched).toBeGreaterThan(5);
    expect(await both.first().locator('blockquote').nth(1).textContent()).toMatch(/\p{Script=Han}/u);

    await both.first().getByRole('button', { name: 'Confirm' }).click();
    await page.locator('li[data-state="confirmed"]').waitFor();
    const words = await both.nth(1).locator('blockquote').allTextContents();
    await both.nth(1).getByRole('button', { name: 'Not the same' }).click();
    await soon(() => both.count()).toBe(matched - 1);
    const alone = (place: number) => page.locator('li[data-is^="only"]').filter({ hasText: words[place]! });
    await alone(0).getByLabel('Match by hand').check();
    await alone(1).getByLabel('Match by hand').check();
    await page.getByRole('button', { name: 'Match them' }).click();
    await page.locator('li[data-state="by-hand"]').waitFor();

    await page.reload();
    await both.first().waitFor();
    await soon(() => both.count()).toBe(matched);
    await soon(() => page.locator('li[data-state="confirmed"]').count()).toBe(1);
    await soon(() => page.locator('li[data-state="by-hand"] blockquote').allTextContents()).toEqual(words);
    await page.context().close();
  });
});
