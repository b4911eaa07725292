import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { faultsOf } from './axe.ts';
import type { RunningDemo } from './demo.ts';

type Role = 'secretary' | 'administrator' | 'oversight' | 'central-authority' | 'nobody';
/** One page of the application as somebody who may open it sees it. `route`: as the router has it, if it takes something. */
export type Visit = { readonly path: string; readonly role: Role; readonly route?: string };
export type How = {
  readonly language: 'en' | 'zh-Hans' | 'ur';
  readonly colorScheme: 'light' | 'dark';
  readonly width: number;
  readonly contrast?: 'more';
};

const root = join(import.meta.dirname, '../..');
const examples = join(root, 'examples/pakistan-china');

/** Puts something on every page: statements on the desk, compared and followed over time, and a commitment of one. */
export async function fillPages({ url, accord, tokens }: RunningDemo['nodes'][0]): Promise<Visit[]> {
  const ask = async (path: string, body: unknown): Promise<unknown> => {
    const answer = await fetch(`${url}/api/v1/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${tokens['secretary']}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    return answer.json();
  };
  const texts = await Promise.all(
    ['zh', 'ur'].map((language) => readFile(join(examples, `statement.${language}.txt`), 'utf8')),
  );
  // Other texts than those that the tests put in.
  const { statements } = (await ask('statement-desk', {
    accord,
    statements: texts.map((text, place) => ({ text: `${text}\n`, title: `account ${place}` })),
  })) as { statements: { id: string }[] };
  const ids = statements.map(({ id }) => id);
  const pair = (await ask('statement-desk/sets', { kind: 'pair', statements: ids })) as { id: string };
  const line = (await ask('statement-desk/sets', { kind: 'line', statements: ids })) as { id: string };
  const { record } = (await ask('records', {
    type: 'commitment',
    accord_ref: accord,
    channel: 'secretariat',
    title: 'The working group meets every quarter.',
    kind: 'recurring-meeting',
    responsible: 'both',
    status: 'agreed',
  })) as { record: { id: string } };
  const secretary = (path: string, route?: string): Visit => ({
    path,
    role: 'secretary',
    ...(route === undefined ? {} : { route }),
  });
  return [
    secretary('/'),
    secretary('/overview'),
    secretary('/notifications'),
    secretary('/notifications/settings'),
    secretary(`/accords/${accord}`, '/accords/$id'),
    secretary('/commitments'),
    secretary(`/commitments/${record.id}`, '/commitments/$id'),
    secretary('/statements'),
    secretary(`/statements/${ids[1]}`, '/statements/$id'),
    secretary(`/statements/sets/${pair.id}`, '/statements/sets/$id'),
    secretary(`/statements/sets/${line.id}`, '/statements/sets/$id'),
    secretary('/statements/model'),
    secretary('/feeds'),
    secretary('/feeds/1', '/feeds/$id'),
    secretary(`/records/${record.id}`, '/records/$id'),
    secretary(`/records/${record.id}/revise`, '/records/$id/revise'),
    secretary('/search?q=working', '/search'),
    secretary('/exports'),
    secretary('/protection'),
    secretary('/me'),
    secretary('/design'),
    secretary('/admin/channels'),
    { path: `/admin/retention?record=${record.id}`, role: 'central-authority', route: '/admin/retention' },
    { path: '/admin', role: 'administrator' },
    { path: '/admin/partners', role: 'administrator' },
    { path: '/admin/health', role: 'administrator' },
    { path: '/admin/mail', role: 'administrator' },
    { path: '/sign-in', role: 'nobody' },
  ];
}

/** A browser of its own for one role in one language and look; its pages are gone to without loading the application anew. */
export async function openAs(
  browser: Browser,
  { url, tokens }: RunningDemo['nodes'][0],
  role: Role,
  { language, colorScheme, width, contrast }: How,
): Promise<BrowserContext> {
  const token = tokens[role];
  const context = await browser.newContext({
    baseURL: url,
    colorScheme,
    locale: 'en-GB',
    viewport: { width, height: 860 },
    reducedMotion: 'reduce',
    bypassCSP: true, // for axe alone
    ...(token === undefined ? {} : { extraHTTPHeaders: { authorization: `Bearer ${token}` } }),
  });
  const preferences = JSON.stringify(contrast === undefined ? {} : { contrast });
  await context.addInitScript(`localStorage.setItem('entente.language', '${language}');
    localStorage.setItem('entente.preferences', '${preferences}');`);
  context.setDefaultTimeout(60_000);
  return context;
}

/** Goes there as a link of the page would, and waits until nothing is awaited any more. */
export async function visit(page: Page, path: string): Promise<void> {
  if (page.url() === 'about:blank') await page.goto(path);
  else
    await page.evaluate(
      `history.pushState({}, '', ${JSON.stringify(path)}); dispatchEvent(new PopStateEvent('popstate'))`,
    );
  const { pathname } = new URL(path, 'http://localhost');
  // The design system shows for ever how something is awaited.
  await page.waitForFunction(
    `document.querySelector('h1') !== null &&
     (document.querySelector('main[data-shown="${pathname}"]') !== null || location.pathname === '/sign-in') &&
     (location.pathname === '/design' || document.querySelector('[data-awaited]') === null)`,
  );
  await page.evaluate('document.fonts.ready.then(() => undefined)');
}

/** Looks at each page, and says what is wrong with which. */
export async function lookAt(
  browser: Browser,
  node: RunningDemo['nodes'][0],
  visits: readonly Visit[],
  how: How,
): Promise<string[]> {
  const faults: string[] = [];
  for (const role of new Set(visits.map((one) => one.role))) {
    const context = await openAs(browser, node, role, how);
    const page = await context.newPage();
    page.on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      if (origin !== node.url && !['data:', 'blob:'].includes(protocol))
        faults.push(`asks elsewhere: ${request.url()}`);
    });
    page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`));
    for (const { path } of visits.filter((one) => one.role === role)) {
      await visit(page, path);
      const at = `${path} in ${how.language}, ${how.contrast === undefined ? '' : 'high contrast, '}${how.colorScheme}, ${how.width}`;
      faults.push(...(await faultsOf(page)).map((fault) => `${at}: ${fault}`));
    }
    await context.close();
  }
  return faults;
}
