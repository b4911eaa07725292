import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import nodeIcal, { type VEvent } from 'node-ical';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Calendar, CalendarLinks, Invitations } from '#contract/calendar.ts';
import { TLP_IDS } from '#kernel/policy/markings.ts';
import type { JsonObject } from '#kernel/json/types.ts';
import { openedAccount } from '../support/open-account.ts';
import { commitment } from '../support/accord.ts';
import { browserSession, type BrowserSession } from '../support/browser-session.ts';
import { closeNodes, eventually, ok, post, recordAt, twoNodes, type Pair } from '../support/two-nodes.ts';

let pair: Pair;
let browser: BrowserSession;
let series: string;
let body: string;
let held: string;
let amber: string;
let action: string;

const under = (type: string, more: JsonObject) => ({ type, accord_ref: pair.accord, ...more });
const green = { object_marking_refs: [TLP_IDS.green] };

beforeAll(async () => {
  pair = await twoNodes();
  const { atA, a, b } = pair;
  body = (
    await post(
      atA,
      under('body', {
        name: { en: 'Joint Working Group' },
        kind: 'joint-working-group',
        terms: { en: 'It follows the accord.' },
        co_chairs: [
          { party: a.partyId, office: { en: 'Director' } },
          { party: b.partyId, office: { en: 'Director-General' } },
        ],
        quorum: { each_side: 2, co_chairs: true },
        host: { rule: 'alternating', first: a.partyId },
        languages: ['en'],
      }),
    )
  ).record.id;
  series = (
    await post(
      atA,
      under('series', {
        ...green,
        body_ref: body,
        title: { en: 'Quarterly session' },
        rrule: 'FREQ=MONTHLY;INTERVAL=3',
        dtstart: '2026-01-15T10:00',
        time_zone: 'Europe/Berlin',
        duration_minutes: 180,
        calendars: [
          { party: a.partyId, time_zone: 'Europe/Berlin', country: 'DE' },
          { party: b.partyId, time_zone: 'Asia/Riyadh', country: 'SA' },
        ],
      }),
    )
  ).record.id;
  const meeting = (title: string, more: JsonObject) =>
    under('meeting', {
      title: { en: title },
      body_ref: body,
      format: 'in-person',
      place: { en: 'Northern Harbour' },
      time_zone: 'Europe/Berlin',
      starts_at: '2026-04-16T07:00:00Z',
      ends_at: '2026-04-16T10:00:00Z',
      ...more,
    });
  held = (
    await post(atA, meeting('Second session', { ...green, series_ref: series, recurrence_id: '2026-04-15T10:00' }))
  ).record.id;
  amber = (await post(atA, meeting('Hidden harbour plan', {}))).record.id;
  action = (await post(atA, commitment(pair.accord, { ...green, title: 'Test the beacons', due: '2026-04-20' }))).record
    .id;
  for (const id of [series, held]) {
    await eventually(() => recordAt(pair.atB, id));
    ok(await pair.atB.post(`/api/v1/records/${id}/steps`, { verb: 'agree' }));
    await eventually(async () => expect((await recordAt(atA, id)).state).toBe('agreed'));
  }
  browser = browserSession(a.running.url);
  await browser.follow(await openedAccount(a.running, { role: 'secretary', accord: pair.accord }));
});
afterAll(async () => {
  await closeNodes();
  await new Promise<void>((resolve) => smtp.close(() => resolve()));
});

const mails: { readonly to: string; readonly text: string }[] = [];
const smtp = new SMTPServer({
  disabledCommands: ['STARTTLS', 'AUTH'],
  authOptional: true,
  onData: (stream, { envelope }, done) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      mails.push({ to: envelope.rcptTo[0]!.address, text: Buffer.concat(chunks).toString() });
      done();
    });
  },
});
/** The part of the type, decoded. */
function calendarIn(text: string): string {
  const [, encoded = ''] = /text\/calendar[^]*?Content-Transfer-Encoding: base64\r\n\r\n([^-]+)/i.exec(text) ?? [];
  return encoded === '' ? '' : Buffer.from(encoded, 'base64').toString();
}

const links = async () => ((await browser.get('/api/v1/me/calendars')).body as CalendarLinks).links;
async function make(name: string): Promise<{ id: string; url: string }> {
  const made = await browser.send('POST', '/api/v1/me/calendars', { name, dueAs: 'tasks' });
  expect(made.status).toBe(201);
  return made.body as { id: string; url: string };
}

test('the calendar shows meetings, what a series plans besides, and due dates of the days asked for', async () => {
  const { entries, bodies } = ok(
    await pair.atA.get<Calendar>(`/api/v1/calendar?from=2026-04-01&until=2026-08-01&accord=${pair.accord}`),
  );
  expect(entries.map(({ kind, record, startsAt, day }) => [kind, record, startsAt ?? day])).toEqual([
    ...[
      ['meeting', held, '2026-04-16T07:00:00.000Z'],
      ['meeting', amber, '2026-04-16T07:00:00.000Z'],
    ].sort((one, other) => (one[1]! < other[1]! ? -1 : 1)),
    ['due', action, '2026-04-20'],
    ['occurrence', series, '2026-07-15T08:00:00.000Z'],
  ]);
  expect(bodies.map(({ name }) => name)).toEqual([{ en: 'Joint Working Group' }]);
  expect((await pair.atA.get('/api/v1/calendar?from=2026-04-01&until=2026-04-01')).status).toBe(422);
  expect((await pair.atA.get('/api/v1/calendar?from=2026-04-01&until=2029-04-01')).status).toBe(422);
});

test('a link is made once, opens without signing in, and is in the access log without its secret', async () => {
  const { id, url } = await make('Phone');
  const answer = await fetch(url);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8']);
  const text = await answer.text();
  const parsed = await nodeIcal.async.parseICS(text);
  expect(Object.keys(parsed).filter((key) => key !== 'vcalendar')).toEqual(
    expect.arrayContaining([series, amber, action]),
  );
  // The meeting is the series' occurrence, moved by a day.
  const moved = Object.values((parsed[series] as VEvent).recurrences ?? {});
  expect(moved.map((one) => [one.summary, new Date(one.start as Date).toISOString()])).toContainEqual([
    'Second session',
    '2026-04-16T07:00:00.000Z',
  ]);
  expect(text).not.toContain('Hidden harbour plan');
  expect((parsed[amber] as VEvent).summary).toBe('Meeting');
  const secret = /feeds\/(\w+)\.ics$/.exec(url)![1]!;
  const { rows } = await pair.a.running.db.pool.query<{ entry: string }>(
    `select to_jsonb(a)::text as entry from oversight.access a order by id desc limit 5`,
  );
  expect(rows.some(({ entry }) => entry.includes('calendar: Phone'))).toBe(true);
  expect(rows.every(({ entry }) => !entry.includes(secret))).toBe(true);
  const { rows: kept } = await pair.a.running.db.pool.query<{ link: string }>(
    `select to_jsonb(l)::text as link from people.calendar_link l`,
  );
  expect(kept.every(({ link }) => !link.includes(secret))).toBe(true);
  expect((await links()).find((one) => one.id === id)?.lastReadAt).not.toBeNull();
  // Nothing changed: nothing is sent again.
  const again = await fetch(url, { headers: { 'if-none-match': answer.headers.get('etag')! } });
  expect([again.status, await again.text()]).toEqual([304, '']);
});

test('a renewed link has another address, and a revoked one none', async () => {
  const { id, url } = await make('Laptop');
  const renewed = (await browser.send('POST', `/api/v1/me/calendars/${id}/renew`)).body as { url: string };
  expect([(await fetch(url)).status, (await fetch(renewed.url)).status]).toEqual([404, 200]);
  expect((await browser.send('POST', `/api/v1/me/calendars/${id}/revoke`)).status).toBe(200);
  expect((await fetch(renewed.url)).status).toBe(404);
  expect((await browser.send('POST', `/api/v1/me/calendars/${id}/revoke`)).status).toBe(404);
  expect((await links()).map((one) => one.id)).not.toContain(id);
});

test('an invitation comes by mail, again with what changed, and is taken back, under one UID', async () => {
  const server = smtp.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const put = async (
    by: { ask: (path: string, init: RequestInit) => Promise<Response> },
    path: string,
    said: unknown,
  ) =>
    expect(
      (
        await by.ask(path, {
          method: 'PUT',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(said),
        })
      ).status,
    ).toBe(200);
  const mail = { host: '127.0.0.1', port, security: 'none', username: null, sender: 'node@example.org' };
  await put(await pair.a.officer('administrator', null), '/api/v1/node/mail', mail);
  const analyst = await pair.a.officer('analyst', pair.accord);
  const { person } = ok(await analyst.get<{ person: { id: string } }>('/api/v1/session'));
  const email = 'desk@example.org';
  const settings = { email, timeZone: 'UTC', quiet: null, urgentBreaks: true, digestAt: 480, kinds: {} };
  await put(analyst, '/api/v1/notices/settings', settings);
  const next = (
    await post(
      pair.atA,
      under('meeting', {
        ...green,
        title: { en: 'Next session' },
        body_ref: body,
        format: 'online',
        time_zone: 'Europe/Berlin',
        starts_at: '2099-04-16T07:00:00Z',
        ends_at: '2099-04-16T10:00:00Z',
      }),
    )
  ).record.id;
  const path = `/api/v1/meetings/${next}/invitations`;
  expect((await pair.atA.post(path, { persons: ['nobody'] })).status).toBe(422);
  expect(ok(await pair.atA.post<unknown>(path, { persons: [person.id] }))).toEqual({ withoutAddress: [] });
  const sent = (count: number) =>
    eventually(() => {
      const found = mails.filter(({ to, text }) => to === email && text.includes('text/calendar'));
      expect(found).toHaveLength(count);
      return found.at(-1)!.text;
    });
  const first = await sent(1);
  expect(first).toMatch(/text\/calendar; charset=utf-8; method=REQUEST/i);
  const event = Object.values(await nodeIcal.async.parseICS(calendarIn(first))).find(
    (one): one is VEvent => (one as VEvent).type === 'VEVENT',
  )!;
  expect([event.uid, event.summary, event.start.toISOString(), Number(event.sequence)]).toEqual([
    next,
    'Next session',
    '2099-04-16T07:00:00.000Z',
    0,
  ]);
  const listed = async () =>
    ok(await pair.atA.get<Invitations>(path)).invitations.map(({ person: id, state, isTold, answer }) => [
      id,
      state,
      isTold,
      answer,
    ]);
  const answer = (said: string) => pair.atA.post(`${path}/answer`, { person: person.id, answer: said });
  await eventually(async () => expect(await listed()).toEqual([[person.id, 'sent', true, null]]));
  expect((await answer('declined')).status).toBe(200);
  expect(await listed()).toEqual([[person.id, 'sent', true, 'declined']]);
  ok(await pair.atA.post(`${path}/withdraw`, { persons: [person.id] }));
  const taken = calendarIn(await sent(2));
  expect([taken.includes('METHOD:CANCEL'), taken.includes('SEQUENCE:1')]).toEqual([true, true]);
  await eventually(async () => expect(await listed()).toEqual([[person.id, 'withdrawn', true, 'declined']]));
  expect((await answer('accepted')).status).toBe(404);
  ok(await pair.atA.post<unknown>(path, { persons: [person.id] }));
  expect(calendarIn(await sent(3))).toContain('SEQUENCE:2');
  await eventually(async () => expect(await listed()).toEqual([[person.id, 'sent', true, null]]));
  ok(await pair.atA.post(`/api/v1/records/${next}/steps`, { verb: 'cancel', reason: 'A storm' }));
  const last = await sent(4);
  expect(last).toMatch(/method=CANCEL/i);
  const cancelled = calendarIn(last);
  expect(cancelled).toContain('METHOD:CANCEL');
  expect(cancelled).toContain('STATUS:CANCELLED');
  expect(cancelled).toContain('SEQUENCE:3');
  expect(cancelled).toContain(next);
});

test('a link shows no more than its person sees by then, and nothing once they read nothing', async () => {
  const { url } = await make('Desk');
  expect(await (await fetch(url)).text()).toContain('Second session');
  const { pool } = pair.a.running.db;
  const person = `${pair.a.partyId.slice(-12)}-secretary`;
  await pool.query(`update people.assignment set tlp = 'clear' where person_id = $1`, [person]);
  const less = await (await fetch(url)).text();
  expect(less).not.toContain('Second session');
  expect(less).not.toContain(amber);
  await pool.query(`update people.person set deactivated_at = now(), deactivated_why = 'test' where id = $1`, [person]);
  expect((await fetch(url)).status).toBe(404);
});
