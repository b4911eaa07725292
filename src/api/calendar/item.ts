import type { CalendarEntry } from '#contract/calendar.ts';
import type { StoredRecord } from '#store/records.ts';
import type { TasksAsked } from '#api/module.ts';
import type { Title } from '#api/titles.ts';

/** `tx`: in the reader's scope. Of what has no day within the span nothing need be told. */
export type CalendarAsked = TasksAsked & {
  readonly from: Date;
  readonly until: Date;
  readonly accord: string | null;
  /** What fell due before the span as well: a list of tasks shows what is late, however long. */
  readonly overdue?: boolean;
};

type Said = {
  readonly record: string;
  readonly path: string;
  readonly title: Title | null;
  readonly accord: string | null;
  readonly state: string;
  readonly status: CalendarEntry['status'];
  /** Whose texts it shows: what leaves the node is judged by their markings. */
  readonly from: readonly Pick<StoredRecord, 'class' | 'object'>[];
  /** Versions and steps that made it what it is: they only grow, so their number is a SEQUENCE. */
  readonly changes: number;
  readonly changedAt: Date;
};

export type MeetingItem = Said & {
  readonly kind: 'meeting';
  readonly body: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly timeZone: string;
  readonly place: Readonly<Record<string, string>> | null;
  readonly because: string | null;
  readonly series: string | null;
  /** Set only if the series, as it is now, has this occurrence. */
  readonly recurrenceId: string | null;
};

export type SeriesItem = Said & {
  readonly kind: 'series';
  readonly body: string;
  readonly rrule: string;
  /** The first that occurs, local: a rule may leave out the day from which it counts. */
  readonly first: string;
  readonly timeZone: string;
  readonly minutes: number;
  readonly exdates: readonly string[];
  readonly endedAt: Date | null;
  readonly occurrences: readonly { readonly recurrenceId: string; readonly startsAt: Date; readonly endsAt: Date }[];
};

export type DueItem = Said & {
  readonly kind: 'due';
  readonly due: string;
  /** The last that it can mean; midnight UTC. */
  readonly day: Date;
  readonly percent: number | null;
  readonly progress: 'open' | 'begun' | 'done' | 'given-up';
};

/** Whole days, on every clock. */
export type VisitItem = Said & {
  readonly kind: 'visit';
  readonly first: string;
  readonly last: string;
  readonly place: Readonly<Record<string, string>> | null;
};

export type ProgrammeItem = Said & {
  readonly kind: 'programme';
  /** Which of its points: by its local time. */
  readonly point: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly timeZone: string;
  readonly place: Readonly<Record<string, string>> | null;
};

/** What a module has in the calendar. */
export type CalendarItem = MeetingItem | SeriesItem | VisitItem | ProgrammeItem | DueItem;

export async function itemsOf(asked: CalendarAsked): Promise<CalendarItem[]> {
  const items: CalendarItem[] = [];
  for (const { calendar } of asked.modules) if (calendar) items.push(...(await calendar(asked)));
  return items;
}
