/**
 * Every page in every language, look and width, by axe; each gone through by the tabulator; and how a list of 100,000 rows scrolls. `--quick` takes one
 * language and width. The last line is JSON; ends with 1 if anything was found.
 */
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../../support/browser.ts';
import { runDemo } from '../../support/demo.ts';
import { walkByTab } from '../../support/keyboard.ts';
import { fillPages, lookAt, openAs, routes, signInOnce, visit, type How, type Signed } from '../../support/pages.ts';

const LANGUAGES = ['en', 'zh-Hans', 'ur'] as const;
const LOOKS = [
  { colorScheme: 'light' },
  { colorScheme: 'dark' },
  { colorScheme: 'light', contrast: 'more' },
  { colorScheme: 'dark', contrast: 'more' },
] as const;
const WIDTHS = [360, 768, 1280, 3840] as const;
const ROWS = 100_000;
const SLOW_FRAME_MS = 50;

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });

const all: readonly How[] = LANGUAGES.flatMap((language) =>
  LOOKS.flatMap((look) => WIDTHS.map((width) => ({ language, width, ...look }))),
);
const hows = values.quick ? all.filter(({ language, width }) => language === 'ur' && width === 360) : all;

const [demo, browser] = await Promise.all([runDemo('full'), openBrowser()]);
try {
  const node = await signInOnce(browser, demo.nodes[0]);
  const visits = await fillPages(node);
  const seen = new Set(visits.map(({ route }) => route));
  const faults = routes()
    .filter((route) => !seen.has(route))
    .map((route) => `nothing looks at ${route}`);
  for (const fault of faults) console.log(fault);
  for (const how of hows) {
    const found = await lookAt(browser, node, visits, how);
    console.log(`${how.language} ${how.contrast ?? ''}${how.colorScheme} ${how.width}: ${found.length} faults`);
    for (const fault of found) console.log(`  ${fault}`);
    faults.push(...found);
  }
  // Where everything is shown: narrower, the menu is a drawer of its own.
  const walked = { language: 'en', colorScheme: 'light', width: 1280 } as const;
  for (const role of new Set(visits.map((one) => one.role))) {
    const context = await openAs(browser, node, role, walked);
    const page = await context.newPage();
    for (const { path } of visits.filter((one) => one.role === role && !one.path.startsWith('/design'))) {
      await visit(page, path);
      const found = (await walkByTab(page)).map((fault) => `${path} by keyboard: ${fault}`);
      for (const fault of found) console.log(`  ${fault}`);
      faults.push(...found);
    }
    await context.close();
  }
  const scrolled = await scroll(browser, node);
  process.exitCode = faults.length > 0 ? 1 : 0;
  console.log(
    JSON.stringify({
      soak: 'pages',
      pages: visits.length,
      looked: visits.length * hows.length,
      faults: faults.length,
      scrolled,
    }),
  );
} finally {
  await browser.close();
  await demo.stop();
}

/** Through the list in a hundred steps, frame by frame. */
async function scroll(opened: Browser, node: Signed): Promise<unknown> {
  const context = await openAs(opened, node, 'secretary', { language: 'en', colorScheme: 'light', width: 1280 });
  const page = await context.newPage();
  await visit(page, `/design?rows=${ROWS}`);
  const frames: unknown = await page.evaluate(`(async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    const lengths = [];
    const list = document.querySelector('[role="grid"]').getBoundingClientRect();
    const top = list.top + scrollY;
    let before = await frame();
    for (let step = 0; step <= 300; step += 1) {
      scrollTo(0, top + (step < 200 ? step * 120 : (list.height * (step - 200)) / 100));
      const now = await frame();
      lengths.push(now - before);
      before = now;
    }
    const sorted = lengths.toSorted((a, b) => a - b);
    return {
      rows: ${ROWS},
      frames: lengths.length,
      over${SLOW_FRAME_MS}ms: lengths.filter((ms) => ms > ${SLOW_FRAME_MS}).length,
      medianMs: Math.round(sorted[Math.floor(sorted.length / 2)]),
      longestMs: Math.round(sorted.at(-1)),
      drawn: document.querySelectorAll('[role="grid"] tbody tr').length,
    };
  })()`);
  await context.close();
  return frames;
}
