import ICAL from 'ical.js';
import nodeIcal, { type VEvent, type VTodo } from 'node-ical';
import { convertIcsCalendar } from 'ts-ics';
import { describe, expect, test } from 'vitest';
import { writeFeed } from '#api/calendar/ical.ts';
import type { DueItem, MeetingItem, SeriesItem } from '#api/calendar/item.ts';
import { TLP_IDS } from '#kernel/policy/markings.ts';

const SEEN = (['green', 'amber'] as const).map((tlp, id) => ({
  id,
  facts: { accord: null, channel: null, publisher: 'p', markings: [TLP_IDS[tlp]] },
}));
const [GREEN, AMBER] = [0, 1];
const reader = { seen: SEEN as never, known: () => undefined, locale: 'en' };
const now = new Date('2026-03-01T08:00:00Z');
const write = (items: Parameters<typeof writeFeed>[0], more: Partial<Parameters<typeof writeFeed>[1]> = {}) =>
  writeFeed(items, { reader, url: 'https://node.example', now, name: 'Mine', dueAs: 'tasks', ...more });

const said = (record: string, title: Record<string, string>) => ({
  record,
  path: `/x/${record}`,
  title,
  accord: null,
  state: 'agreed',
  status: 'confirmed' as const,
  from: [{ class: GREEN, object: {} }],
  changes: 0,
  changedAt: new Date('2026-02-01T10:00:00.500Z'),
});
/** By the clocks of a place that changes them on 29 March and 25 October 2026. */
const series: SeriesItem = {
  ...said('series--1', { en: 'Fortnightly call' }),
  kind: 'series',
  body: 'body--1',
  rrule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;UNTIL=20261231',
  first: '2026-03-16T10:00',
  timeZone: 'Europe/Berlin',
  minutes: 60,
  exdates: ['2026-05-25T10:00'],
  endedAt: null,
  occurrences: [],
};
const meeting = (record: string, changes: Partial<MeetingItem> = {}): MeetingItem => ({
  ...said(record, { en: 'A session' }),
  kind: 'meeting',
  body: 'body--1',
  startsAt: new Date('2026-04-14T09:30:00Z'),
  endsAt: new Date('2026-04-14T10:30:00Z'),
  timeZone: 'Europe/Berlin',
  place: { en: 'Northern Harbour' },
  because: null,
  series: 'series--1',
  recurrenceId: '2026-04-13T10:00',
  ...changes,
});
const due = (changes: Partial<DueItem> = {}): DueItem => ({
  ...said('commitment--1', { en: 'Test the beacons' }),
  kind: 'due',
  due: '2026 Q2',
  day: new Date('2026-06-30T00:00:00Z'),
  percent: 40,
  progress: 'begun',
  ...changes,
});
const componentsIn = (text: string, name: string) =>
  new ICAL.Component(ICAL.parse(text) as never).getAllSubcomponents(name);
const valueOf = (one: ICAL.Component, name: string): string => String(one.getFirstPropertyValue(name));

/** Starts of the series as a program computes it: rule, time zone, exceptions. */
function startsIn(text: string, count: number): string[] {
  const events = componentsIn(text, 'vevent');
  for (const zone of componentsIn(text, 'vtimezone')) ICAL.TimezoneService.register(zone);
  const [main, ...others] = events.filter((one) => valueOf(one, 'uid') === 'series--1');
  const event = new ICAL.Event(main, { exceptions: others.map((one) => new ICAL.Event(one)) });
  const walk = event.iterator();
  const starts: string[] = [];
  for (let next = walk.next(); next && starts.length < count; next = walk.next())
    starts.push(event.getOccurrenceDetails(next).startDate.toJSDate().toISOString());
  return starts;
}

describe('A series in a feed', () => {
  test('keeps its hour on the wall when the clocks change, in its own zone and so elsewhere', async () => {
    const text = await write([series]);
    const starts = startsIn(text, 21);
    expect(starts.slice(0, 3)).toEqual([
      '2026-03-16T09:00:00.000Z',
      '2026-03-30T08:00:00.000Z',
      '2026-04-13T08:00:00.000Z',
    ]);
    // The clocks go back on 25 October.
    expect(starts).toContain('2026-10-12T08:00:00.000Z');
    expect(starts).toContain('2026-10-26T09:00:00.000Z');
    const inKarachi = new Intl.DateTimeFormat('en-GB', {
      timeZone: 'Asia/Karachi',
      hour: '2-digit',
      minute: '2-digit',
    });
    expect(starts.slice(0, 2).map((at) => inKarachi.format(new Date(at)))).toEqual(['14:00', '13:00']);
  });

  test('leaves out what is excluded, ends with its last day, and moves what was moved', async () => {
    const text = await write([
      series,
      meeting('meeting--1'),
      meeting('meeting--2', { recurrenceId: '2026-04-27T10:00', status: 'cancelled', state: 'cancelled' }),
    ]);
    const starts = startsIn(text, 99);
    expect(starts).not.toContain('2026-05-25T08:00:00.000Z');
    expect(starts).toContain('2026-04-14T09:30:00.000Z');
    expect(starts).not.toContain('2026-04-13T08:00:00.000Z');
    expect(starts.at(-1)).toBe('2026-12-21T09:00:00.000Z');
    const [, moved, cancelled] = componentsIn(text, 'vevent');
    expect(valueOf(moved!, 'recurrence-id')).toBe('2026-04-13T10:00:00');
    expect(valueOf(moved!, 'status')).toBe('CONFIRMED');
    expect([valueOf(cancelled!, 'recurrence-id'), valueOf(cancelled!, 'status')]).toEqual([
      '2026-04-27T10:00:00',
      'CANCELLED',
    ]);
  });

  test('that was ended has no occurrence after it, and no count beside its end', async () => {
    const text = await write([{ ...series, rrule: 'FREQ=WEEKLY;COUNT=40', endedAt: new Date('2026-04-01T00:00:00Z') }]);
    expect(text).toContain('RRULE:FREQ=WEEKLY;UNTIL=20260401T000000Z');
    expect(startsIn(text, 99)).toHaveLength(3);
  });

  test('of two meetings for one occurrence shows the one that stands there, and the other by itself', async () => {
    const text = await write([series, meeting('meeting--1', { status: 'cancelled' }), meeting('meeting--2')]);
    const ids = componentsIn(text, 'vevent').map((one) => [valueOf(one, 'uid'), one.hasProperty('recurrence-id')]);
    expect(ids).toEqual([
      ['series--1', false],
      ['meeting--1', false],
      ['series--1', true],
    ]);
  });

  test('reads alike in two other libraries', async () => {
    const text = await write([series, meeting('meeting--1'), due()]);
    const parsed = await nodeIcal.async.parseICS(text);
    const main = parsed['series--1'] as VEvent;
    expect(main.start.toISOString()).toBe('2026-03-16T09:00:00.000Z');
    expect(Object.values(main.recurrences ?? {}).map((one) => new Date(one.start as Date).toISOString())).toContain(
      '2026-04-14T09:30:00.000Z',
    );
    const todo = parsed['commitment--1'] as VTodo;
    expect(todo).toMatchObject({ type: 'VTODO', summary: 'Test the beacons', completion: '40' });
    const other = convertIcsCalendar(undefined, text);
    expect(other.events?.map(({ uid }) => uid)).toEqual(['series--1', 'series--1']);
    expect(other.events?.[0]?.recurrenceRule).toMatchObject({ frequency: 'WEEKLY', interval: 2 });
    expect(other.events?.[1]?.recurrenceId?.value.date.toISOString()).toBe('2026-04-13T08:00:00.000Z');
    expect(other.timezones?.map(({ id }) => id)).toEqual(['Europe/Berlin']);
  });
});

describe('A due date', () => {
  test('is a task with its progress, on the last day that the date can mean', async () => {
    const [todo] = componentsIn(await write([due()]), 'vtodo');
    expect(['due', 'percent-complete', 'status'].map((name) => valueOf(todo!, name))).toEqual([
      '2026-06-30',
      '40',
      'IN-PROCESS',
    ]);
    const [kept] = componentsIn(await write([due({ progress: 'done', percent: 100 })]), 'vtodo');
    expect([valueOf(kept!, 'status'), valueOf(kept!, 'percent-complete')]).toEqual(['COMPLETED', '100']);
  });

  test('is a whole day where tasks are not shown: the same day on every clock', async () => {
    const [day] = componentsIn(await write([due()], { dueAs: 'days' }), 'vevent');
    expect([valueOf(day!, 'dtstart'), valueOf(day!, 'dtend')]).toEqual(['2026-06-30', '2026-07-01']);
    expect(day!.getFirstProperty('dtstart')!.type).toBe('date');
  });
});

describe('The text of a feed', () => {
  const long = '联合工作组第三次会议，讨论海岸信标、航道与港口。'.repeat(8);

  test('has lines of 75 octets at most, ended by CR LF, and folded texts come back whole', async () => {
    const text = await write([meeting('meeting--1', { title: { en: `${long}; a, b\\c\nd` } })]);
    for (const line of text.split('\r\n')) {
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      expect(line).not.toMatch(/[\r\n]/);
    }
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
    const title = `${long}; a, b\\c\nd`;
    expect(valueOf(componentsIn(text, 'vevent')[0]!, 'summary')).toBe(title);
    const parsed = await nodeIcal.async.parseICS(text);
    expect((parsed['meeting--1'] as VEvent).summary).toBe(title);
  });

  test('cannot be broken out of by what a record says', async () => {
    const title = { en: 'x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:forged\u0007' };
    const text = await write([meeting('meeting--1', { title })], { name: 'a\nX-FORGED:1;,' });
    expect(componentsIn(text, 'vevent')).toHaveLength(1);
    expect(text).not.toMatch(/^X-FORGED/m);
    expect(text).not.toContain('\u0007');
  });

  test('says of what is above TLP:GREEN, or marked in part, only what kind of thing it is and its reference', async () => {
    const amber = [{ class: AMBER, object: {} }];
    const marked = [{ class: GREEN, object: { granular_markings: [{}] } }];
    for (const from of [amber, marked, [...amber, { class: GREEN, object: {} }], [{ class: 99, object: {} }]]) {
      const text = await write([meeting('meeting--1', { from }), due({ from })]);
      expect(text).not.toMatch(/A session|Northern Harbour|beacons/);
      expect(text).toContain('SUMMARY:Meeting\r\n');
      expect(text).toContain('SUMMARY:Commitment due\r\n');
      expect(text).toContain('meeting--1');
    }
  });

  test('is in the language of its person, as far as the title has it', async () => {
    const item = meeting('meeting--1', { title: { en: 'A session', ur: 'اجلاس اول' } });
    expect(await write([item], { reader: { ...reader, locale: 'ur' } })).toContain('SUMMARY:اجلاس اول');
    expect(await write([item], { reader: { ...reader, locale: 'zh-Hans' } })).toContain('SUMMARY:A session');
  });

  test('stays the same while nothing changes, and says how often something did', async () => {
    expect(await write([meeting('meeting--1')])).toBe(await write([meeting('meeting--1')]));
    const text = await write([meeting('meeting--1', { changes: 3 })]);
    expect(text).toContain('SEQUENCE:3\r\n');
    expect(text).toContain('LAST-MODIFIED:20260201T100000Z');
  });

  test('keeps going on a time zone that nobody knows, by UTC', async () => {
    const text = await write([meeting('meeting--1', { timeZone: 'Mars/Base', recurrenceId: null })]);
    expect(text).toContain('DTSTART:20260414T093000Z');
  });
});
