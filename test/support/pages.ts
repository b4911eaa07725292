import { randomUUID } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { AccordList } from '#contract/accords.ts';
import type { MeetingList } from '#contract/meetings.ts';
import type { RecordView } from '#contract/records.ts';
import type { ReviewList } from '#contract/review.ts';
import type { SubjectRequestView } from '#contract/subjects.ts';
import { makeHolderKey, sealText } from '../../web/src/modules/oversight/sealing.ts';
import type { VisitList } from '#contract/cities.ts';
import { faultsOf } from './axe.ts';
import type { RunningDemo } from './demo.ts';
import { WRAPPED } from './wrapped-key.ts';

type Role = 'secretary' | 'administrator' | 'oversight' | 'central-authority' | 'nobody';
/** One page of the application as somebody who may open it sees it. `route`: its path as the router has it. */
export type Visit = { readonly path: string; readonly role: Role; readonly route: string };
export type How = {
  readonly language: 'en' | 'zh-Hans' | 'ur';
  readonly colorScheme: 'light' | 'dark';
  readonly width: number;
  readonly contrast?: 'more';
};

/** A node, and the session of its secretary: some pages are for who is there in person. */
export type Signed = RunningDemo['nodes'][0] & { readonly state: Awaited<ReturnType<BrowserContext['storageState']>> };

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
  const held = async <Body>(path: string): Promise<Body> => {
    const headers = { authorization: `Bearer ${tokens['secretary']}` };
    return (await (await fetch(`${url}/api/v1/${path}`, { headers })).json()) as Body;
  };
  const { accords } = await held<AccordList>('accords');
  const cities = accords.find((one) => one.accord['kind'] === 'cities');
  const { visits } = await held<VisitList>(`visits?accord=${accord}`);
  const { meetings } = await held<MeetingList>(`meetings?accord=${accord}`);
  const { bodies } = await held<{ bodies: RecordView[] }>(`bodies?accord=${accord}`);
  const { reviews } = await held<ReviewList>(`reviews?accord=${accord}`);
  const requested = (await ask('subject-requests', {
    kind: 'correction',
    applicant: 'An applicant',
    contact: 'By post',
    receivedAt: new Date().toISOString(),
  })) as { id: string };
  await ask(`subject-requests/${requested.id}/decision`, { state: 'examined' });
  const granted = (await ask(`subject-requests/${requested.id}/decision`, {
    state: 'granted',
    records: [record.id],
  })) as SubjectRequestView;
  const byState = [...Map.groupBy(meetings, ({ state }) => state).values()].flatMap(([one]) => one ?? []);
  const secretary = (path: string, route = path): Visit => ({ path, role: 'secretary', route });
  const filled: Visit[] = [
    secretary(`/accords/${accord}`, '/accords/$id'),
    secretary(`/commitments/${record.id}`, '/commitments/$id'),
    secretary(`/records/${record.id}`, '/records/$id'),
    secretary(`/records/${record.id}/revise`, '/records/$id/revise'),
    secretary('/search?q=working', '/search'),
    secretary(`/statements/${ids[1]}`, '/statements/$id'),
    secretary(`/statements/sets/${pair.id}`, '/statements/sets/$id'),
    secretary(`/statements/sets/${line.id}`, '/statements/sets/$id'),
    secretary(`/cities/${cities?.id}`, '/cities/$id'),
    ...visits.map(({ id }) => secretary(`/visits/${id}`, '/visits/$id')),
    ...byState.map(({ id }) => secretary(`/meetings/${id}`, '/meetings/$id')),
    ...bodies.slice(0, 1).map((one) => secretary(`/bodies/${String(one.record['id'])}`, '/bodies/$id')),
    ...reviews.slice(0, 1).map((one) => secretary(`/reviews/${String(one.record['id'])}`, '/reviews/$id')),
    secretary(`/subjects/${requested.id}`, '/subjects/$id'),
    ...granted.notices.map(({ id }) => secretary(`/subjects/notices/${id}`, '/subjects/notices/$id')),
    { path: `/seals/${await sealOne(url, tokens)}`, role: 'oversight', route: '/seals/$id' },
    secretary('/feeds/1', '/feeds/$id'),
    secretary('/nowhere', '$'),
    secretary('/meetings/meeting--00000000-0000-4000-8000-000000000000', '/meetings/$id'),
    secretary('/protection'),
    secretary('/admin/channels'),
    secretary('/admin/markings'),
    { path: `/admin/retention?record=${record.id}`, role: 'central-authority', route: '/admin/retention' },
  ];
  // A page that takes nothing is looked at from the day that it has a route.
  const others = routes().filter((route) => !route.includes('$') && !filled.some((one) => one.route === route));
  return [...filled, ...others.map((route) => ({ path: route, role: visitorOf(route), route }))];
}

/** Something sealed for both sides of this node, as a browser seals it. */
async function sealOne(url: string, tokens: RunningDemo['nodes'][0]['tokens']): Promise<string> {
  const put = async (role: string, method: string, path: string, body: unknown): Promise<void> => {
    const answer = await fetch(`${url}/api/v1/${path}`, {
      method,
      headers: { authorization: `Bearer ${tokens[role]}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
  };
  const publicKeys: string[] = [];
  for (const role of ['central-authority', 'oversight']) {
    const key = await makeHolderKey();
    await put(role, 'PUT', 'seal-keys', { publicKey: key.publicKey, wrapped: WRAPPED });
    publicKeys.push(key.publicKey);
  }
  const id = randomUUID();
  const [keeper = '', overseer = ''] = publicKeys;
  const sealed = await sealText(id, 'words', { keepers: [keeper], overseers: [overseer] });
  await put('secretary', 'POST', 'seals', { ...sealed, label: 'A roster' });
  return id;
}

/** Paths of all pages, as the router has them. */
export function routes(): string[] {
  const files = globSync('web/src/app/routes/*.ts', { cwd: root });
  const all = files.flatMap((file) => [...readFileSync(join(root, file), 'utf8').matchAll(/\bpath: '([^']+)'/g)]);
  return [...new Set(all.map(([, path = '']) => path))];
}

function visitorOf(route: string): Role {
  if (/^\/(?:sign-in|set-up)/.test(route)) return 'nobody';
  if (route.startsWith('/admin')) return 'administrator';
  return route.startsWith('/oversight') ? 'oversight' : 'secretary';
}

/** By the link that the demonstration gives, which signs in once. */
export async function signInOnce(browser: Browser, node: RunningDemo['nodes'][0]): Promise<Signed> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(node.signIn);
  await page.waitForURL(`${node.url}/`);
  const state = await context.storageState();
  await context.close();
  return { ...node, state };
}

/** A browser of its own for one role in one language and look; its pages are gone to without loading the application anew. */
export async function openAs(
  browser: Browser,
  { url, tokens, state }: Signed,
  role: Role,
  { language, colorScheme, width, contrast }: How,
): Promise<BrowserContext> {
  const token = role === 'secretary' ? undefined : tokens[role];
  const context = await browser.newContext({
    baseURL: url,
    colorScheme,
    locale: 'en-GB',
    viewport: { width, height: 860 },
    reducedMotion: 'reduce',
    bypassCSP: true, // for axe alone
    ...(role === 'secretary' ? { storageState: state } : {}),
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
  const isThere = `document.querySelector('h1') !== null &&
     (document.querySelector('main[data-shown="${pathname}"]') !== null || document.querySelector('main[data-shown]') === null) &&
     (location.pathname === '/design' || document.querySelector('[data-awaited]') === null)`;
  await page.waitForFunction(isThere);
  await page.evaluate('document.fonts.ready.then(() => undefined)');
  // And stays: a page whose code or data are asked for only now takes its heading away once more.
  await page.waitForFunction(`new Promise((resolve) => {
    const began = performance.now();
    const look = () => {
      if (!(${isThere})) resolve(false);
      else if (performance.now() - began > 150) resolve(true);
      else requestAnimationFrame(look);
    };
    look();
  })`);
}

/** Looks at each page, and says what is wrong with which. */
export async function lookAt(browser: Browser, node: Signed, visits: readonly Visit[], how: How): Promise<string[]> {
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
