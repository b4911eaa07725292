import { expect, test } from 'vitest';
import type { CalendarEntry } from '#contract/calendar.ts';
import { addMonths, byDay, firstOfWeek, monthDays } from '../../../web/src/modules/meetings/calendar-days.ts';

const entry = (record: string, more: Partial<CalendarEntry>): CalendarEntry => ({
  kind: 'meeting',
  record,
  recurrenceId: null,
  path: '/x',
  title: record,
  accord: null,
  body: null,
  state: 'agreed',
  status: 'confirmed',
  startsAt: null,
  endsAt: null,
  timeZone: null,
  place: null,
  because: null,
  day: null,
  lastDay: null,
  due: null,
  percent: null,
  ...more,
});
const placed = (entries: readonly CalendarEntry[], zone: string) =>
  [...byDay(entries, zone)].map(([day, on]) => [day, on.map(({ record }) => record)]);

test('a meeting stands on each day that it touches on the reader’s clock, and not on the one that begins as it ends', () => {
  const late = entry('late', { startsAt: '2026-03-28T21:00:00Z', endsAt: '2026-03-28T23:00:00Z' });
  expect(placed([late], 'UTC')).toEqual([['2026-03-28', ['late']]]);
  expect(placed([late], 'Europe/Berlin')).toEqual([['2026-03-28', ['late']]]);
  expect(placed([late], 'Asia/Karachi')).toEqual([['2026-03-29', ['late']]]);
  const long = entry('long', { startsAt: '2026-03-28T22:30:00Z', endsAt: '2026-03-30T06:00:00Z' });
  expect(placed([long], 'Europe/Berlin').map(([day]) => day)).toEqual(['2026-03-28', '2026-03-29', '2026-03-30']);
});

test('what is due stands on its day, whatever the clock', () => {
  const due = entry('due', { kind: 'due', day: '2026-06-30', due: '2026 Q2' });
  for (const zone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago'])
    expect(placed([due], zone)).toEqual([['2026-06-30', ['due']]]);
});

test('weeks begin as the language’s country has it, and a month is whole weeks', () => {
  expect([firstOfWeek('2026-11-22', 1), firstOfWeek('2026-11-22', 7)]).toEqual(['2026-11-16', '2026-11-22']);
  const days = monthDays('2026-02-14', 1);
  expect([days.length, days[0], days.at(-1)]).toEqual([42, '2026-01-26', '2026-03-08']);
});

test('the last of a month leads to the last of a shorter one', () => {
  expect([addMonths('2026-01-31', 1), addMonths('2028-01-31', 1), addMonths('2026-01-15', -1)]).toEqual([
    '2026-02-28',
    '2028-02-29',
    '2025-12-15',
  ]);
});

test('a visit stands on each of its days, on whatever clock', () => {
  const visit = entry('visit', { kind: 'visit', day: '2026-03-28', lastDay: '2026-03-30' });
  const days = ['2026-03-28', '2026-03-29', '2026-03-30'];
  for (const zone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago'])
    expect(placed([visit], zone)).toEqual(days.map((day) => [day, ['visit']]));
});
