import type { CalendarEntry } from '#contract/calendar.ts';
import type { NextDate } from './standing.ts';

type Ahead = Pick<CalendarEntry, 'kind' | 'state' | 'startsAt' | 'timeZone'>;

/** The first meeting that both sides agreed to, on its day at its place. `entries`: by their time. */
export function agreedMeeting(entries: readonly Ahead[], now: Date): NextDate | undefined {
  for (const { kind, state, startsAt, timeZone } of entries) {
    if (kind !== 'meeting' || state !== 'agreed' || startsAt === null || new Date(startsAt) <= now) continue;
    // In Sweden a day is written as ISO 8601 has it.
    const day = new Intl.DateTimeFormat('sv-SE', { timeZone: timeZone ?? 'UTC' }).format(new Date(startsAt));
    return { kind: 'due', date: day, overdue: false };
  }
  return undefined;
}
