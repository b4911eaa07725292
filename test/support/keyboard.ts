import type { Page } from 'playwright-core';

const MOST = 400;

/** Marks what has the focus; says what it is, or nothing where nothing has it. */
const NOTE_FOCUS = `(() => {
  const at = document.activeElement;
  if (at === null || at === document.body || at === document.documentElement) return null;
  at.setAttribute('data-walked', '');
  const { width, height } = at.getBoundingClientRect();
  return { what: at.outerHTML.slice(0, 120), isSeen: width > 0 && height > 0 };
})()`;

/** What takes the focus by itself, is shown and was not reached; of a group of choices one is reached, the others by arrows. */
const NOT_REACHED = `[...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
  .filter((one) => one.tabIndex >= 0 && !one.disabled && !one.hasAttribute('data-walked') && one.type !== 'radio')
  .filter((one) => one.checkVisibility({ visibilityProperty: true }) && one.closest('[inert], [aria-hidden="true"]') === null)
  .map((one) => one.outerHTML.slice(0, 120))`;

/** Goes through a page by the tabulator from its beginning to its end: what is wrong on the way. */
export async function walkByTab(page: Page): Promise<string[]> {
  const faults: string[] = [];
  await page.evaluate(`document.querySelectorAll('[data-walked]').forEach((one) => one.removeAttribute('data-walked'));
    getSelection()?.removeAllRanges();
    // After a change of page the heading has the focus: from what was taken away at its beginning, the whole page lies ahead.
    const start = document.createElement('span');
    start.tabIndex = -1;
    document.body.prepend(start);
    start.focus();
    start.remove();`);
  let count = 0;
  for (; count < MOST; count += 1) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate<{ what: string; isSeen: boolean } | null>(NOTE_FOCUS);
    if (at === null) break;
    if (!at.isSeen) faults.push(`the focus is on what is not seen: ${at.what}`);
  }
  if (count === 0) faults.push('nothing takes the focus');
  if (count < MOST) faults.push(...(await page.evaluate<string[]>(NOT_REACHED)).map((what) => `not reached: ${what}`));
  return faults;
}
