import { RRuleTemporal } from 'rrule-temporal';
import { Failure } from '#kernel/errors.ts';

/** As a `series` record has it. */
export type Recurring = {
  readonly rrule: string;
  readonly dtstart: string;
  readonly time_zone: string;
  readonly duration_minutes: number;
  readonly exdates?: readonly string[];
};

export type Occurrence = {
  /** As in RECURRENCE-ID: local, in the time zone of the series. */
  readonly recurrenceId: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
};

type Span = { readonly from: Date; readonly until: Date; readonly most: number };

/** The occurrences that begin in the span, EXDATEs left out, by the clocks of the series' own time zone. */
export function occurrencesIn(series: Recurring, { from, until, most }: Span): Occurrence[] {
  const { rrule, dtstart, time_zone: zone, duration_minutes: minutes } = series;
  const excluded = new Set(series.exdates ?? []);
  const rule = ruleOf(`DTSTART;TZID=${zone}:${dtstart.replace(/[-:]/g, '')}00\nRRULE:${rrule}`);
  const found: Occurrence[] = [];
  for (let after = new Date(from.getTime() - 1); found.length < most;) {
    const next = nextOf(rule, after);
    if (next === null || next.epochMilliseconds > until.getTime()) break;
    after = new Date(next.epochMilliseconds);
    const recurrenceId = next.toPlainDateTime().toString({ smallestUnit: 'minute' });
    if (excluded.has(recurrenceId)) continue;
    found.push({ recurrenceId, startsAt: after, endsAt: new Date(after.getTime() + minutes * 60_000) });
  }
  return found;
}

/** A rule may name days that no year has (30 February): the library gives up looking, and nothing occurs. */
function nextOf(rule: RRuleTemporal, after: Date): ReturnType<RRuleTemporal['next']> {
  try {
    return rule.next(after);
  } catch {
    return null;
  }
}

function ruleOf(text: string): RRuleTemporal {
  try {
    return new RRuleTemporal({ rruleString: text });
  } catch (cause) {
    throw new Failure('bad-input', 'this series cannot be counted: its rule or time zone is not known here', { cause });
  }
}

/** The same time of day on another date, by the clocks of the zone. */
export function atLocal(local: string, zone: string): Date {
  return new Date(Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds);
}

/** What the clock on the wall shows there: `YYYY-MM-DDThh:mm`. */
export function localOf(at: Date, zone: string): string {
  const there = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);
  return there.toPlainDateTime().toString({ smallestUnit: 'minute' });
}
