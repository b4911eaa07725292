import { daysOff, type Calendar, type Off } from './day-off.ts';
import { atLocal, localOf, type Occurrence, type Recurring } from './occurrences.ts';

export type SideCalendar = Calendar & { readonly party: string; readonly time_zone: string };
export type Planned = Recurring & { readonly calendars: readonly SideCalendar[] };

export type ReasonKind = Off['kind'] | 'outside-hours' | 'unknown-calendar';
/** Why one side would not sit then. */
export type Reason = {
  readonly party: string;
  readonly kind: ReasonKind;
  readonly day: string;
  readonly name?: string;
};

export type Weighed = { readonly startsAt: Date; readonly endsAt: Date; readonly reasons: readonly Reason[] };
export type Suggestion = {
  readonly recurrenceId: string;
  /** The day that the rule gives. */
  readonly planned: Weighed;
  /** The nearest days on which nothing keeps either side away; the planned one if it is such a day. */
  readonly suggested: readonly Weighed[];
  /** Days between, and why not they. */
  readonly avoided: readonly Weighed[];
};

/** Within these days of the one that the rule gives. */
const REACH = 10;
const SUGGESTED = 3;
const HOURS = { from: 8, until: 19 };
/** Told, but no reason to look for another day: what cannot be known, and hours that a party chose itself. */
const TOLERATED: ReadonlySet<ReasonKind> = new Set(['unknown-calendar', 'outside-hours']);

/** For one occurrence: the day of the rule, or the nearest that suits both calendars, with what kept the others out. */
export function suggestDates(series: Planned, occurrence: Occurrence): Suggestion {
  const planned = weigh(series, occurrence.startsAt);
  const suggested: Weighed[] = [];
  const avoided: Weighed[] = [];
  for (let distance = 0; distance <= REACH && suggested.length < SUGGESTED; distance++) {
    // A later day rather than an earlier one: papers are late, not early.
    for (const days of distance === 0 ? [0] : [distance, -distance]) {
      const day = weigh(series, moved(series, occurrence.recurrenceId, days));
      (suits(day) ? suggested : avoided).push(day);
    }
  }
  const { recurrenceId } = occurrence;
  return { recurrenceId, planned, suggested: suggested.slice(0, SUGGESTED), avoided: avoided.sort(byTime) };
}

export const suits = ({ reasons }: Weighed): boolean => reasons.every(({ kind }) => TOLERATED.has(kind));
const byTime = (a: Weighed, b: Weighed): number => a.startsAt.getTime() - b.startsAt.getTime();

function moved({ time_zone: zone }: Recurring, local: string, days: number): Date {
  const there = Temporal.PlainDateTime.from(local).add({ days });
  return atLocal(there.toString({ smallestUnit: 'minute' }), zone);
}

/** A time against the calendars and clocks of both sides: each day that the meeting touches there. */
export function weigh(series: Planned, startsAt: Date): Weighed {
  const endsAt = new Date(startsAt.getTime() + series.duration_minutes * 60_000);
  return { startsAt, endsAt, reasons: series.calendars.flatMap((side) => reasonsOf(side, startsAt, endsAt)) };
}

function reasonsOf(side: SideCalendar, startsAt: Date, endsAt: Date): Reason[] {
  const { party, time_zone: zone } = side;
  const [begins, ends] = [localOf(startsAt, zone), localOf(endsAt, zone)];
  const days = daysFrom(begins.slice(0, 10), ends.slice(0, 10));
  const off = days.flatMap((day): Reason[] => {
    const found = daysOff(side, day);
    if (!found) return [{ party, kind: 'unknown-calendar', day }];
    return found.map(({ kind, name }) => ({ party, kind, day, ...(name === undefined ? {} : { name }) }));
  });
  const isEarly = Number(begins.slice(11, 13)) < HOURS.from;
  const isLate = days.length === 1 && ends.slice(11) > `${HOURS.until}:00`;
  return [...off, ...(isEarly || isLate ? [{ party, kind: 'outside-hours' as const, day: begins.slice(0, 10) }] : [])];
}

/** A meeting takes a fortnight at most, by its schema. */
function daysFrom(first: string, last: string): string[] {
  const days: string[] = [];
  let day = Temporal.PlainDate.from(first);
  while (Temporal.PlainDate.compare(day, last) <= 0) {
    days.push(day.toString());
    day = day.add({ days: 1 });
  }
  return days;
}
