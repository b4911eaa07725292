import type { CalendarEntry } from '#contract/calendar.ts';
import { textOf, type JsonObject, type JsonValue } from '#kernel/json/types.ts';
import { DAY_MS } from '#kernel/lifecycle/stated-date.ts';
import { isExercise } from '#kernel/stix/common.ts';
import { newestUnder } from '#store/cities.ts';
import { belongingTo } from '#store/links.ts';
import { everyPage, newest, type StoredRecord } from '#store/records.ts';
import type { CalendarAsked, CalendarItem, ProgrammeItem, VisitItem } from '#api/calendar/item.ts';
import { titleOf } from '#api/titles.ts';
import { movedOf, type Moved } from '#api/view.ts';

/** Of the visits of a span. */
const MOST_PROGRAMMES = 200;
/** Of a point that says no end. */
const POINT_MS = 3_600_000;

const VISIT_STATUS: Readonly<Record<string, CalendarEntry['status']>> = {
  invited: 'tentative',
  disputed: 'tentative',
  accepted: 'confirmed',
  held: 'confirmed',
};
const PROGRAMME_STATUS: Readonly<Record<string, CalendarEntry['status']>> = {
  proposed: 'tentative',
  agreed: 'confirmed',
};

type Held = { readonly record: StoredRecord; readonly moved: Moved };

/** Visits by their days, and the points of their programmes by the hour. */
export async function cityItems({ tx, self, modules, from, until, accord }: CalendarAsked): Promise<CalendarItem[]> {
  const viewer = { party: self.partyId, modules, maySteps: false };
  const all = await everyPage((before, limit) => {
    const wanted = { type: 'visit', before, limit };
    return accord === null ? newest(tx, wanted) : newestUnder(tx, accord, wanted);
  });
  const near = all.filter(({ object, expungedAt }) => {
    const [first, last] = [Date.parse(textOf(object['from'])), Date.parse(textOf(object['until']))];
    return (
      expungedAt === null &&
      !isExercise(object) &&
      first <= until.getTime() + DAY_MS &&
      last >= from.getTime() - 2 * DAY_MS
    );
  });
  const visits = await withMoved(near);
  const planned = visits.filter(({ moved }) => moved.shown === 'accepted' || moved.shown === 'held');
  const zones = new Map(planned.map(({ record }) => [record.id, textOf(record.object['time_zone'])]));
  const found = await belongingTo(tx, [...zones.keys()], {
    type: 'programme',
    property: 'visit_ref',
    limit: MOST_PROGRAMMES,
  });
  const programmes = await withMoved(found.filter(({ expungedAt }) => expungedAt === null));
  // Newest first: of each visit the one that its page shows.
  const shown = new Map(
    programmes
      .filter(({ moved }) => moved.shown !== 'withdrawn')
      .toReversed()
      .map((one) => [textOf(one.record.object['visit_ref']), one]),
  );
  return [
    ...visits.map(visitItem),
    ...[...shown].flatMap(([visit, one]) => pointsOf(one, visit, zones.get(visit) ?? 'UTC')),
  ];

  async function withMoved(records: readonly StoredRecord[]): Promise<Held[]> {
    const moved = await movedOf(tx, viewer, records);
    return records.flatMap((record) => {
      const state = moved.get(record.id);
      return state ? [{ record, moved: state }] : [];
    });
  }
}

const saidOf = ({ record, moved: { shown, folded } }: Held) => ({
  record: record.id,
  accord: record.accord,
  state: shown,
  from: [record],
  changes: folded.perVersion.length + folded.history.length - 1,
  changedAt: new Date(Math.max(...[record.modified, ...folded.history.map(({ step }) => step.at)].map(Date.parse))),
});

function visitItem(held: Held): VisitItem {
  const { object } = held.record;
  return {
    ...saidOf(held),
    kind: 'visit',
    path: `/visits/${held.record.id}`,
    title: titleOf(object),
    status: VISIT_STATUS[held.moved.shown] ?? 'cancelled',
    first: textOf(object['from']),
    last: textOf(object['until']),
    place: placeOf(object['place']),
  };
}

function pointsOf(held: Held, visit: string, zone: string): ProgrammeItem[] {
  const status = PROGRAMME_STATUS[held.moved.shown];
  const { items } = held.record.object;
  if (status === undefined || !Array.isArray(items)) return [];
  return (items as readonly JsonObject[]).flatMap((point) => {
    const [start, end] = [textOf(point['starts_at']), textOf(point['ends_at'])];
    const startsAt = atZone(start, zone);
    if (startsAt === undefined) return [];
    return {
      ...saidOf(held),
      kind: 'programme',
      path: `/visits/${visit}`,
      title: titleOf(point),
      status,
      point: start,
      startsAt,
      endsAt: atZone(end, zone) ?? new Date(startsAt.getTime() + POINT_MS),
      timeZone: zone,
      place: placeOf(point['place']),
    };
  });
}

/** One side may know a zone that the other does not. */
function atZone(local: string, zone: string): Date | undefined {
  try {
    return new Date(Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds);
  } catch {
    return undefined;
  }
}

const placeOf = (value: JsonValue | undefined): Readonly<Record<string, string>> | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, string>) : null;
