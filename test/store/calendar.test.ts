import nodeIcal, { type VEvent } from 'node-ical';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Calendar, CalendarLinks } from '#contract/calendar.ts';
import { TLP_IDS } from '#kernel/policy/markings.ts';
import type { JsonObject } from '#kernel/json/types.ts';
import { openedAccount } from '../support/open-account.ts';
import { commitment } from '../support/accord.ts';
import { browserSession, type BrowserSession } from '../support/browser-session.ts';
import { closeNodes, eventually, ok, post, recordAt, twoNodes, type Pair } from '../support/two-nodes.ts';

let pair: Pair;
let browser: BrowserSession;
let series: string;
let held: string;
let amber: string;
let action: string;

const under = (type: string, more: JsonObject) => ({ type, accord_ref: pair.accord, ...more });
const green = { object_marking_refs: [TLP_IDS.green] };

beforeAll(async () => {
  pair = await twoNodes();
  const { atA, a, b } = pair;
  const body = (
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
afterAll(closeNodes);

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
