import type { Caller } from '#api/caller.ts';
import { DAY_MS } from '#kernel/lifecycle/stated-date.ts';
import type { DueAs } from '#store/people/calendar-link.ts';
import type { CalendarItem, DueItem, MeetingItem, ProgrammeItem, SeriesItem, VisitItem } from './item.ts';
import { component, escaped, plain, utc, written, type Component, type Property } from './jcal.ts';
import { inLanguage, mayBeTold, summaryOf } from './texts.ts';
import { calendarWords } from './words.ts';
import { isKnownZone, localIn, zoneOf } from './zone.ts';

type Reader = Pick<Caller, 'seen' | 'known' | 'locale'>;
export type Writing = {
  readonly reader: Reader;
  /** Of the node's pages. */
  readonly url: string;
  readonly now: Date;
};

export const PRODID = '-//Entente//Calendar//EN';
/** After which clocks a recurring meeting is kept by may have changed their rules anyway. */
const ZONE_YEARS = 5;

/** A feed: everything with a time or a day that the reader may see (RFC 5545; RFC 7986 for its name and pace). */
export function writeFeed(
  items: readonly CalendarItem[],
  writing: Writing & { readonly name: string; readonly dueAs: DueAs },
): Promise<string> {
  const { name, now } = writing;
  const series = items.filter((one) => one.kind === 'series');
  const meetings = items.filter((one) => one.kind === 'meeting');
  const points = items.filter((one) => one.kind === 'programme');
  const instances = instancesOf(meetings, series);
  const starts = [
    ...[...meetings, ...points].map(({ startsAt }) => startsAt.getTime()),
    ...series.map((one) => Date.parse(`${one.first}Z`)),
    now.getTime(),
  ];
  const span = {
    from: new Date(Math.min(...starts) - 366 * DAY_MS),
    until: new Date(Math.max(...starts) + ZONE_YEARS * 366 * DAY_MS),
  };
  const zones = new Set([...meetings, ...series, ...points].map(({ timeZone }) => timeZone).filter(isKnownZone));
  return written(
    calendarOf(
      [
        ['name', {}, 'unknown', escaped(name)],
        ['x-wr-calname', {}, 'unknown', escaped(name)],
        ['refresh-interval', { value: 'DURATION' }, 'unknown', 'PT1H'],
        ['x-published-ttl', {}, 'unknown', 'PT1H'],
      ],
      [
        ...[...zones].sort().map((zone) => zoneOf(zone, span)),
        ...series.map((one) => seriesEvent(one, writing)),
        ...meetings.map((one) => meetingEvent(one, writing, instances.get(one))),
        ...items.filter((one) => one.kind === 'visit').map((one) => visitEvent(one, writing)),
        ...points.map((one) => pointEvent(one, writing)),
        ...items
          .filter((one) => one.kind === 'due')
          .map((one) => (writing.dueAs === 'tasks' ? dueTask(one, writing) : dueDay(one, writing))),
      ],
    ),
  );
}

export const calendarOf = (properties: readonly Property[], components: readonly Component[]): Component =>
  component('vcalendar', [['version', {}, 'text', '2.0'], ['prodid', {}, 'text', PRODID], ...properties], components);

/** Which meeting stands for which occurrence: of several for one, the one that stands, else the newest change. */
function instancesOf(
  meetings: readonly MeetingItem[],
  series: readonly SeriesItem[],
): ReadonlyMap<MeetingItem, SeriesItem> {
  const found = new Map<MeetingItem, SeriesItem>();
  const byOccurrence = Map.groupBy(
    meetings.filter(({ recurrenceId }) => recurrenceId !== null),
    (one) => `${one.series} ${one.recurrenceId}`,
  );
  for (const rivals of byOccurrence.values()) {
    const of = series.find(({ record }) => record === rivals[0]!.series);
    const [best] = rivals.toSorted(
      (a, b) =>
        Number(a.status === 'cancelled') - Number(b.status === 'cancelled') ||
        b.changedAt.getTime() - a.changedAt.getTime(),
    );
    if (of && isKnownZone(of.timeZone)) found.set(best!, of);
  }
  return found;
}

/** DTSTAMP is of the last change, so that a feed in which nothing changed is the same text. */
function stamped(item: CalendarItem, { reader, url }: Writing, uid: string): Property[] {
  const at = utc(item.changedAt);
  return [
    ['uid', {}, 'text', uid],
    ['dtstamp', {}, 'date-time', at],
    ['last-modified', {}, 'date-time', at],
    ['sequence', {}, 'integer', item.changes],
    ['summary', {}, 'text', plain(summaryOf(item, reader))],
    ['description', {}, 'text', calendarWords(reader.locale).reference.replace('{reference}', item.record)],
    ['url', {}, 'uri', `${url}${item.path}`],
    ...(mayBeTold(item, reader) ? [] : ([['class', {}, 'text', 'CONFIDENTIAL']] satisfies Property[])),
  ];
}

const when = (name: string, at: Date, zone: string): Property =>
  isKnownZone(zone) && zone !== 'UTC'
    ? [name, { tzid: zone }, 'date-time', localIn(at, zone)]
    : [name, {}, 'date-time', utc(at)];

function located(item: MeetingItem | VisitItem | ProgrammeItem, { reader }: Writing): Property[] {
  const place = item.place !== null && mayBeTold(item, reader) ? inLanguage(item.place, reader.locale) : '';
  return place === '' ? [] : [['location', {}, 'text', plain(place)]];
}

export function meetingEvent(item: MeetingItem, writing: Writing, of?: SeriesItem): Component {
  return component('vevent', [
    ...stamped(item, writing, of ? of.record : item.record),
    ...(of && item.recurrenceId !== null ? [atLocal('recurrence-id', item.recurrenceId, of.timeZone)] : []),
    when('dtstart', item.startsAt, item.timeZone),
    when('dtend', item.endsAt, item.timeZone),
    ['status', {}, 'text', item.status.toUpperCase()],
    ...located(item, writing),
    ['transp', {}, 'text', item.status === 'cancelled' ? 'TRANSPARENT' : 'OPAQUE'],
  ]);
}

function pointEvent(item: ProgrammeItem, writing: Writing): Component {
  return component('vevent', [
    ...stamped(item, writing, `${item.record} ${item.point}`),
    when('dtstart', item.startsAt, item.timeZone),
    when('dtend', item.endsAt, item.timeZone),
    ['status', {}, 'text', item.status.toUpperCase()],
    ...located(item, writing),
  ]);
}

/** Its days leave hours free for others. */
function visitEvent(item: VisitItem, writing: Writing): Component {
  return component('vevent', [
    ...stamped(item, writing, item.record),
    ['dtstart', {}, 'date', item.first],
    ['dtend', {}, 'date', dayOf(new Date(Date.parse(item.last) + DAY_MS))],
    ['status', {}, 'text', item.status.toUpperCase()],
    ...located(item, writing),
    ['transp', {}, 'text', 'TRANSPARENT'],
  ]);
}

function atLocal(name: string, local: string, zone: string): Property {
  return zone === 'UTC' ? [name, {}, 'date-time', `${local}:00Z`] : [name, { tzid: zone }, 'date-time', `${local}:00`];
}

/** RFC 5545, section 3.3.10: with a time zone, UNTIL is in UTC. */
function ruleOf({ rrule, timeZone, endedAt }: SeriesItem): Readonly<Record<string, unknown>> {
  const rule: Record<string, unknown> = {};
  for (const part of rrule.split(';')) {
    const [name = '', value = ''] = part.split('=');
    const values = value.split(',').map((one) => (/^[+-]?\d+$/.test(one) ? Number(one) : one));
    rule[name.toLowerCase()] = values.length === 1 ? values[0] : values;
  }
  const until =
    typeof rule['until'] === 'number' || typeof rule['until'] === 'string' ? String(rule['until']) : undefined;
  const ends = [...(until === undefined ? [] : [untilOf(until, timeZone)]), ...(endedAt ? [endedAt] : [])];
  if (ends.length === 0) return rule;
  // A rule has a count or an end, never both.
  if (endedAt) delete rule['count'];
  return { ...rule, until: utc(new Date(Math.min(...ends.map((at) => at.getTime())))) };
}

/** A day is meant whole. */
function untilOf(text: string, zone: string): Date {
  const [, year, month, day, time] = /^(\d{4})(\d{2})(\d{2})(?:T(\d{6})Z)?$/.exec(text) ?? [];
  const date = `${year}-${month}-${day}`;
  return time === undefined
    ? new Date(Temporal.PlainDateTime.from(`${date}T23:59:59`).toZonedDateTime(zone).epochMilliseconds)
    : new Date(`${date}T${time.slice(0, 2)}:${time.slice(2, 4)}:${time.slice(4)}Z`);
}

function seriesEvent(item: SeriesItem, writing: Writing): Component {
  const { first, timeZone, minutes, exdates } = item;
  return component('vevent', [
    ...stamped(item, writing, item.record),
    atLocal('dtstart', first, timeZone),
    ['duration', {}, 'duration', `PT${minutes}M`],
    ['rrule', {}, 'recur', ruleOf(item)],
    ...exdates.map((one) => atLocal('exdate', one, timeZone)),
    ['status', {}, 'text', item.status.toUpperCase()],
  ]);
}

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);
const TODO_STATUS = { open: 'NEEDS-ACTION', begun: 'IN-PROCESS', done: 'COMPLETED', 'given-up': 'CANCELLED' } as const;

function dueTask(item: DueItem, writing: Writing): Component {
  return component('vtodo', [
    ...stamped(item, writing, item.record),
    ['due', {}, 'date', dayOf(item.day)],
    ['status', {}, 'text', TODO_STATUS[item.progress]],
    ...(item.percent === null ? [] : ([['percent-complete', {}, 'integer', item.percent]] satisfies Property[])),
    ...(item.progress === 'done' ? ([['completed', {}, 'date-time', utc(item.changedAt)]] satisfies Property[]) : []),
  ]);
}

/** The same for programs that show no tasks. */
function dueDay(item: DueItem, writing: Writing): Component {
  return component('vevent', [
    ...stamped(item, writing, item.record),
    ['dtstart', {}, 'date', dayOf(item.day)],
    ['dtend', {}, 'date', dayOf(new Date(item.day.getTime() + DAY_MS))],
    ['status', {}, 'text', item.status.toUpperCase()],
    ['transp', {}, 'text', 'TRANSPARENT'],
  ]);
}
