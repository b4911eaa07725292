import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { VisitView } from '#contract/cities.ts';
import type { BodyView, MeetingView } from '#contract/meetings.ts';
import type { RecordView } from '#contract/records.ts';
import type { ReviewDraft } from '#contract/review.ts';
import { openBrowser } from '../support/browser.ts';
import { runDemo, type RunningDemo } from '../support/demo.ts';

type Side = 0 | 1;

/** What a secretary does between two sessions, at both nodes; what is not the point goes by the API. */
describe('a secretary’s quarter, in one browser at two nodes', () => {
  let demo: RunningDemo;
  let browser: Browser;
  let pages: Page[];
  let accord: string;
  let parties: string[];

  beforeAll(async () => {
    [demo, browser] = await Promise.all([runDemo(), openBrowser()]);
    accord = demo.nodes[0].accord;
    parties = demo.nodes.map(({ party }) => party);
    pages = await Promise.all(
      demo.nodes.map(async (node) => {
        const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 900 } });
        const page = await context.newPage();
        page.setDefaultTimeout(60_000);
        await page.goto(node.signIn);
        await page.getByRole('heading', { level: 1 }).waitFor();
        return page;
      }),
    );
  });
  afterAll(async () => {
    await browser?.close();
    await demo?.stop();
  });

  async function ask<Body>(side: Side, path: string, content?: unknown): Promise<Body> {
    const { url, tokens } = demo.nodes[side];
    const headers = { authorization: `Bearer ${tokens['secretary']}`, 'content-type': 'application/json' };
    const answer = await fetch(
      `${url}/api/v1${path}`,
      content === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(content) },
    );
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
    return JSON.parse(text) as Body;
  }
  const make = async (side: Side, type: string, more: object): Promise<string> => {
    const { record } = await ask<RecordView>(side, '/records', { type, accord_ref: accord, ...more });
    return String(record['id']);
  };
  const stepBy = (side: Side, id: string, verb: string, more: object = {}) =>
    ask(side, `/records/${id}/steps`, { verb, ...more });
  const go = (side: Side, path: string) => pages[side]!.goto(`${demo.nodes[side].url}${path}`);
  /** Until this side shows a record so: the next step rests on it. */
  const stands = (side: Side, id: string, state: string) =>
    expect
      .poll(() =>
        ask<RecordView>(side, `/records/${id}`).then(
          (view) => view.state,
          () => 'not there',
        ),
      )
      .toBe(state);
  const bothStand = async (id: string, state: string) => {
    await stands(0, id, state);
    await stands(1, id, state);
  };
  /** By the button and the dialog of the page. */
  async function step(side: Side, verb: string, words?: string): Promise<void> {
    const page = pages[side]!;
    await page.locator(`[data-verb="${verb}"]`).first().click();
    const dialog = page.getByRole('dialog');
    if (words !== undefined) await dialog.getByRole('textbox').fill(words);
    await dialog.locator('button[type="submit"]').click();
    await dialog.waitFor({ state: 'hidden' });
  }

  let body: string;
  let series: string;
  let meeting: string;

  it('begins with a body and a series, which one side proposes and the other agrees to on its page', async () => {
    const office = { en: 'Director' };
    body = await make(0, 'body', {
      name: { en: 'Joint committee' },
      kind: 'joint-working-group',
      terms: { en: 'It follows what was undertaken.' },
      co_chairs: parties.map((party) => ({ party, office })),
      quorum: { each_side: 1, co_chairs: true },
      host: { rule: 'alternating', first: parties[0] },
      languages: ['en'],
    });
    const year = new Date().getUTCFullYear() + 1;
    series = await make(0, 'series', {
      body_ref: body,
      title: { en: 'Quarterly session' },
      rrule: 'FREQ=MONTHLY;INTERVAL=3',
      dtstart: `${year}-02-10T10:00`,
      time_zone: 'Europe/Berlin',
      duration_minutes: 120,
      calendars: [
        { party: parties[0], time_zone: 'Europe/Berlin', country: 'DE' },
        { party: parties[1], time_zone: 'Asia/Riyadh', country: 'SA' },
      ],
    });
    await stands(1, body, 'proposed');
    await stands(1, series, 'proposed');
    await go(1, `/bodies/${body}`);
    await step(1, 'agree');
    await bothStand(body, 'agreed');
    await stepBy(1, series, 'agree');
    await bothStand(series, 'agreed');
  });

  it('takes a date that suits both, which the other side agrees to', async () => {
    await go(0, `/bodies/${body}`);
    const [page] = pages as [Page];
    await page.getByRole('button', { name: 'Propose this date' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('First session');
    await dialog.getByLabel(/^Place/).fill('Northern Harbour');
    await dialog.locator('button[type="submit"]').click();
    await dialog.waitFor({ state: 'hidden' });
    const { meetings } = await ask<BodyView>(0, `/bodies/${body}`);
    meeting = meetings[0]!.id;
    await stands(1, meeting, 'proposed');
    await go(1, `/meetings/${meeting}`);
    await step(1, 'agree');
    await bothStand(meeting, 'agreed');
  });

  let late: string;

  it('has an agenda of both, and points that are open', async () => {
    late = await make(1, 'commitment', { title: 'Test the beacons', kind: 'other', due: '2026-01-05' });
    await stands(0, late, 'announced');
    await stepBy(0, late, 'accept');
    await make(1, 'agenda-item', {
      body_ref: body,
      meeting_ref: meeting,
      title: { en: 'Opening' },
      kind: 'decision',
      position: 10,
    });
    await expect.poll(async () => (await ask<MeetingView>(0, `/meetings/${meeting}`)).agenda.length).toBe(1);
    await go(0, `/meetings/${meeting}`);
    const [page] = pages as [Page];
    await page.getByText('Opening').first().waitFor();
    await page.getByText(/open matter.* on it$/).click();
    await page.getByRole('button', { name: 'Put on the agenda' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('button[type="submit"]').click();
    await dialog.waitFor({ state: 'hidden' });
    for (const side of [0, 1] as const)
      await expect
        .poll(async () =>
          (await ask<MeetingView>(side, `/meetings/${meeting}`)).agenda.map(({ record }) => record['title']),
        )
        .toEqual([{ en: 'Opening' }, { en: 'Test the beacons' }]);
  });

  let action: string;
  let minutes: string;

  it('is held with a quorum, and its minutes are signed by both on one hash', async () => {
    const offices = [{ office: { en: 'Director' }, role: 'co-chair' }];
    for (const side of [0, 1] as const) await make(side, 'attendance', { meeting_ref: meeting, offices, heads: 3 });
    await make(0, 'decision', {
      body_ref: body,
      meeting_ref: meeting,
      title: { en: 'A drill is held' },
      way: 'at-meeting',
    });
    // Its page offers this from its beginning on, which is a year ahead.
    await stepBy(0, meeting, 'hold');
    await go(0, `/meetings/${meeting}`);
    const [ours, theirs] = pages as [Page, Page];
    await ours.getByRole('button', { name: 'Record an action' }).click();
    const dialog = ours.getByRole('dialog');
    await dialog.getByLabel('What is to be done').fill('Plan the drill');
    await dialog.locator('button[type="submit"]').click();
    await dialog.waitFor({ state: 'hidden' });
    await ours.getByText('There is a quorum').waitFor();
    await ours.getByRole('button', { name: 'Write the minutes' }).click();
    await ours.getByLabel('Minutes: English').fill('Both sides met and decided on a drill.');
    await ours.getByRole('button', { name: 'Exchange', exact: true }).click();
    await ours.getByRole('article').getByText('Exchanged', { exact: true }).waitFor();
    const held = await ask<MeetingView>(0, `/meetings/${meeting}`);
    [action, minutes] = [String(held.actions[0]!.record['id']), String(held.minutes[0]!.record['id'])];
    await stands(1, minutes, 'exchanged');
    await go(1, `/meetings/${meeting}`);
    const theirMinutes = theirs.getByRole('article');
    await theirMinutes.locator('[data-verb="agree"]').click();
    await theirs.getByRole('dialog').locator('button[type="submit"]').click();
    await bothStand(minutes, 'agreed');
    await stepBy(0, minutes, 'sign');
    await expect
      .poll(
        async () =>
          (await ask<RecordView>(1, `/records/${minutes}`)).history.filter(({ verb }) => verb === 'sign').length,
      )
      .toBe(1);
    await stepBy(1, minutes, 'sign');
    await bothStand(minutes, 'signed');
    const views = await Promise.all(([0, 1] as const).map((side) => ask<RecordView>(side, `/records/${minutes}`)));
    const signed = views.map(({ c, history }) => [
      c,
      history.filter(({ verb }) => verb === 'sign').map(({ party, version }) => [party, version]),
    ]);
    expect(signed[1]).toEqual(signed[0]);
    for (const page of pages) await page.getByRole('article').getByText('Signed by both', { exact: true }).waitFor();
  });

  it('leaves an action that both report on, which is disputed, settled, delivered and verified', async () => {
    await stands(1, action, 'announced');
    await stepBy(1, action, 'accept');
    await bothStand(action, 'accepted');
    const version = await ask<RecordView>(0, `/records/${minutes}`);
    const evidence = [{ ref: minutes, modified: version.record['modified'], c: version.c }];
    const told = (side: Side, rating: string) =>
      make(side, 'progress', { commitment_ref: action, as_of: '2027-03-01', rating, evidence });
    await told(0, 'on-track');
    await told(1, 'at-risk');
    await go(1, `/commitments/${action}`);
    await step(1, 'dispute', 'The place of the drill is open.');
    await bothStand(action, 'disputed');
    await go(0, `/commitments/${action}`);
    await pages[0]!.getByText('The place of the drill is open.').first().waitFor();
    await stepBy(1, action, 'accept');
    await bothStand(action, 'accepted');
    await stepBy(0, action, 'deliver', { evidence: 'The plan of the drill' });
    await bothStand(action, 'delivered');
    await go(1, `/commitments/${action}`);
    await step(1, 'verify');
    await bothStand(action, 'verified');
  });

  it('has a visit: invited at one node, answered at the other, its delegation in one order, its findings commitments', async () => {
    const [ours, theirs] = pages as [Page, Page];
    await go(0, '/cities');
    await ours.getByRole('button', { name: 'Invite', exact: true }).click();
    const invitation = ours.getByRole('dialog');
    await invitation.getByLabel('Name').fill('Visit of the harbour');
    await invitation.getByLabel(/^Place/).fill('Northern Harbour');
    await invitation.getByLabel('First day').fill('2999-05-04');
    await invitation.getByLabel('Last day').fill('2999-05-05');
    await invitation.getByLabel('Time zone of the place').selectOption('Europe/Berlin');
    await invitation.locator('button[type="submit"]').click();
    await ours.waitForURL('**/visits/visit--*');
    const visit = new URL(ours.url()).pathname.split('/').at(-1)!;
    await stands(1, visit, 'invited');
    await go(1, `/visits/${visit}`);
    await step(1, 'accept');
    await bothStand(visit, 'accepted');
    await theirs.getByRole('button', { name: 'Name the delegation' }).click();
    const named = theirs.getByRole('dialog');
    await named.getByLabel('Office 1').fill('Harbour master');
    await named.getByRole('button', { name: 'Add an office' }).click();
    await named.getByLabel('Office 2').fill('Mayor');
    await named.getByRole('button', { name: 'Move place 2: Mayor' }).press('ArrowUp');
    await named.getByRole('button', { name: 'Move place 1: Mayor' }).waitFor();
    await named.locator('button[type="submit"]').click();
    await named.waitFor({ state: 'hidden' });
    const officesAt = async (side: Side) =>
      Object.values((await ask<VisitView>(side, `/visits/${visit}`)).delegations).flatMap(({ record }) =>
        (record['offices'] as { office: object; precedence: number }[]).map((one) => [one.precedence, one.office]),
      );
    const inOrder = [
      [1, { en: 'Mayor' }],
      [2, { en: 'Harbour master' }],
    ];
    for (const side of [0, 1] as const) await expect.poll(() => officesAt(side)).toEqual(inOrder);
    await stepBy(1, visit, 'hold');
    await bothStand(visit, 'held');
    await theirs.getByRole('button', { name: 'Write a report' }).click();
    const report = theirs.getByRole('dialog');
    await report.getByLabel('Name').fill('What we saw');
    await report.getByLabel('What was seen and talked about').fill('The quay is dark.');
    await report.getByRole('button', { name: 'Add a finding' }).click();
    await report.getByLabel('What is to be done').fill('Light the quay');
    await report.locator('button[type="submit"]').click();
    await report.waitFor({ state: 'hidden' });
    for (const side of [0, 1] as const)
      await expect
        .poll(async () => {
          const { reports, commitments } = await ask<VisitView>(side, `/visits/${visit}`);
          const titles = commitments.map(({ record }) => record['title']);
          return [titles, reports.map(({ record }) => (record['commitment_refs'] as string[]).length)];
        })
        .toEqual([['Light the quay'], [1]]);
    await go(0, `/visits/${visit}`);
    await ours.getByRole('link', { name: 'Light the quay' }).waitFor();
    const shown = await ours.getByRole('listitem').filter({ hasText: /^[12]/ }).allTextContents();
    expect(shown.slice(0, 2).map((one) => one.slice(1))).toEqual([
      expect.stringContaining('Mayor'),
      expect.stringContaining('Harbour master'),
    ]);
  });

  it('is told in the review, and by a link in a calendar', async () => {
    const year = new Date().getUTCFullYear();
    const draft = await ask<ReviewDraft>(
      0,
      `/reviews/draft?accord=${accord}&edition=restricted&from=${year}-01-01&until=${year + 1}-12-31`,
    );
    const told = JSON.stringify(draft);
    for (const words of ['Plan the drill', 'Test the beacons']) expect(told).toContain(words);
    // A link is made in person.
    const made = await pages[0]!.evaluate(async () => {
      const link = JSON.stringify({ name: 'Desk', dueAs: 'tasks' });
      const headers = { 'content-type': 'application/json' };
      return (await fetch('/api/v1/me/calendars', { method: 'POST', headers, body: link })).text();
    });
    const { url } = JSON.parse(made) as { url: string };
    const feed = await (await fetch(url)).text();
    // What is TLP:AMBER is in a feed by its time alone.
    for (const part of ['BEGIN:VTIMEZONE', 'RRULE:FREQ=MONTHLY;INTERVAL=3', 'RECURRENCE-ID', 'BEGIN:VTODO'])
      expect(feed).toContain(part);
    expect(feed).not.toContain('First session');
  });

  it('narrows the register, keeps the view, changes many at once, and takes them out and in again as a file', async () => {
    const [page] = pages as [Page];
    for (const where of ['north', 'south'])
      await make(0, 'commitment', { title: `Count the signal lamps, ${where}`, kind: 'other', responsible: parties });
    const rows = (count: number) => expect.poll(() => page.locator('tbody [data-id]').count()).toBe(count);
    await go(0, '/commitments?words=signal%20lamps&state=announced');
    await rows(2);
    await page.getByRole('button', { name: 'Saved views' }).click();
    await page.getByRole('menuitem', { name: 'Save this view …' }).click();
    const naming = page.getByRole('dialog', { name: 'Save this view' });
    await naming.getByRole('textbox').fill('Lamps');
    await naming.locator('button[type="submit"]').click();
    await naming.waitFor({ state: 'hidden' });
    await go(0, '/commitments');
    await page.getByRole('button', { name: 'Saved views' }).click();
    await page.getByRole('menuitem', { name: 'Lamps' }).click();
    await page.waitForURL(/words=signal/);
    await rows(2);

    await page.getByRole('checkbox', { name: 'Choose all that are shown' }).check();
    await page.getByRole('button', { name: 'Change those chosen' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('What to change').selectOption('due');
    await dialog.getByRole('textbox', { name: 'Due' }).fill('2031-03');
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('The lamps come by ship.');
    await dialog.locator('button[type="submit"]').click();
    await dialog.locator('[data-outcome="done"]').nth(1).waitFor();
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await dialog.waitFor({ state: 'hidden' });
    await page.locator('tbody').getByText('March 2031').nth(1).waitFor();

    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export CSV' }).click(),
    ]);
    const csv = await readFile(await file.path(), 'utf8');
    expect(csv).toContain('Count the signal lamps, north');
    await page.getByRole('button', { name: 'Import CSV' }).click();
    const put = (text: string) =>
      dialog
        .locator('input[type="file"]')
        .setInputFiles({ name: 'register.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    await put(csv);
    await dialog.getByText('The file changes nothing.').waitFor();
    await put(csv.replace('Count the signal lamps, north', 'Paint the signal lamps, north'));
    await dialog.locator('[data-row="changed"]').waitFor();
    await dialog.getByRole('button', { name: 'Write 1 row' }).click();
    await dialog.locator('[data-outcome="done"]').waitFor();
    await page
      .locator('tbody')
      .getByRole('link', { name: 'Paint the signal lamps, north', includeHidden: true })
      .waitFor();
  });
});
