import type { CalendarEntry } from '#contract/calendar.ts';
import { localIn } from './zone.ts';

// Days are texts, `YYYY-MM-DD`: those on the reader's own clock.

const DAY_MS = 86_400_000;
const at = (day: string): number => Date.parse(`${day}T00:00:00Z`);

export const addDays = (day: string, days: number): string =>
  new Date(at(day) + days * DAY_MS).toISOString().slice(0, 10);

/** The same day of another month, or its last if it has no such day. */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

export const firstOfMonth = (day: string): string => `${day.slice(0, 7)}-01`;

/** `begins`: 1 Monday to 7 Sunday. */
export function firstOfWeek(day: string, begins: number): string {
  const weekday = new Date(at(day)).getUTCDay() || 7;
  return addDays(day, -((weekday - begins + 7) % 7));
}

/** As CLDR has it for the region that each language is written for here (`TAGS` of ui/dates.ts). */
export const weekBegins = (locale: string): number => (locale === 'ur' ? 7 : 1);

export const daysFrom = (first: string, count: number): string[] =>
  Array.from({ length: count }, (_, i) => addDays(first, i));

/** Whole weeks, six of them: a month never changes its height. */
export const monthDays = (day: string, begins: number): string[] =>
  daysFrom(firstOfWeek(firstOfMonth(day), begins), 42);

/** What stands on each day: a meeting on every day that it touches, what is due on its own, on whatever clock. */
export function byDay(entries: readonly CalendarEntry[], zone: string): ReadonlyMap<string, readonly CalendarEntry[]> {
  const days = new Map<string, CalendarEntry[]>();
  const put = (day: string, entry: CalendarEntry) => days.set(day, [...(days.get(day) ?? []), entry]);
  for (const entry of entries) {
    // What is due has one day; a visit all of them, on whatever clock.
    const last = entry.lastDay ?? entry.day;
    if (entry.day !== null && last !== null)
      for (let day = entry.day, many = 0; day <= last && many < 60; day = addDays(day, 1), many += 1) put(day, entry);
    if (entry.startsAt === null || entry.endsAt === null) continue;
    const first = localIn(entry.startsAt, zone).slice(0, 10);
    // What ends at midnight does not touch the day that begins then.
    const ends = localIn(new Date(Date.parse(entry.endsAt) - 1).toISOString(), zone).slice(0, 10);
    for (let day = first, many = 0; day <= ends && many < 60; day = addDays(day, 1), many += 1) put(day, entry);
  }
  return days;
}
