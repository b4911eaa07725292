import type { CalendarEntry } from '#contract/calendar.ts';
import { DAY_MS } from '#kernel/lifecycle/stated-date.ts';
import type { CalendarItem, DueItem, MeetingItem, ProgrammeItem, SeriesItem, VisitItem } from './item.ts';

type Span = { readonly from: Date; readonly until: Date };

/** What a page of the calendar shows of these days: a meeting stands in the place of the occurrence that it is. */
export function entriesOf(items: readonly CalendarItem[], { from, until }: Span): CalendarEntry[] {
  const taken = new Set(
    items.flatMap((one) =>
      one.kind === 'meeting' && one.recurrenceId !== null ? `${one.series} ${one.recurrenceId}` : [],
    ),
  );
  const entries = items.flatMap((item): CalendarEntry[] => {
    if (item.kind === 'meeting') return item.startsAt < until && item.endsAt > from ? [ofMeeting(item)] : [];
    if (item.kind === 'programme') return item.startsAt < until && item.endsAt > from ? [ofPoint(item)] : [];
    if (item.kind === 'visit')
      return Date.parse(item.first) <= until.getTime() + DAY_MS && Date.parse(item.last) >= from.getTime() - DAY_MS
        ? [ofVisit(item)]
        : [];
    // A due day is a day on every clock; the span is of some clock, so its edges are taken wide.
    if (item.kind === 'due')
      return item.day.getTime() >= from.getTime() - DAY_MS && item.day.getTime() <= until.getTime() + DAY_MS
        ? [ofDue(item)]
        : [];
    return item.occurrences
      .filter(({ recurrenceId, startsAt, endsAt }) => {
        const isOver = item.endedAt !== null && startsAt > item.endedAt;
        return !isOver && startsAt < until && endsAt > from && !taken.has(`${item.record} ${recurrenceId}`);
      })
      .map((one) => ofOccurrence(item, one));
  });
  return entries.sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
}

const orderOf = ({ day, startsAt, record }: CalendarEntry): string => `${day ?? startsAt ?? ''} ${record}`;

const NOTHING = {
  recurrenceId: null,
  body: null,
  startsAt: null,
  endsAt: null,
  timeZone: null,
  place: null,
  because: null,
  day: null,
  lastDay: null,
  due: null,
  percent: null,
};

const said = ({ record, path, title, accord, state, status }: CalendarItem) => ({
  record,
  path,
  title,
  accord,
  state,
  status,
});

const ofMeeting = (item: MeetingItem): CalendarEntry => ({
  ...NOTHING,
  ...said(item),
  kind: 'meeting',
  recurrenceId: item.recurrenceId,
  body: item.body,
  startsAt: item.startsAt.toISOString(),
  endsAt: item.endsAt.toISOString(),
  timeZone: item.timeZone,
  place: item.place,
  because: item.because,
});

const ofVisit = (item: VisitItem): CalendarEntry => ({
  ...NOTHING,
  ...said(item),
  kind: 'visit',
  day: item.first,
  lastDay: item.last,
  place: item.place,
});

const ofPoint = (item: ProgrammeItem): CalendarEntry => ({
  ...NOTHING,
  ...said(item),
  kind: 'programme',
  recurrenceId: item.point,
  startsAt: item.startsAt.toISOString(),
  endsAt: item.endsAt.toISOString(),
  timeZone: item.timeZone,
  place: item.place,
});

const ofOccurrence = (item: SeriesItem, one: SeriesItem['occurrences'][number]): CalendarEntry => ({
  ...NOTHING,
  ...said(item),
  kind: 'occurrence',
  recurrenceId: one.recurrenceId,
  body: item.body,
  startsAt: one.startsAt.toISOString(),
  endsAt: one.endsAt.toISOString(),
  timeZone: item.timeZone,
});

const ofDue = (item: DueItem): CalendarEntry => ({
  ...NOTHING,
  ...said(item),
  kind: 'due',
  day: item.day.toISOString().slice(0, 10),
  due: item.due,
  percent: item.percent,
});
