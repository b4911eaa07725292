import type { CalendarEntry } from '#contract/calendar.ts';
import type { Schedule } from '#contract/meetings.ts';
import { textOf } from '#kernel/json/types.ts';
import { DAY_MS } from '#kernel/lifecycle/stated-date.ts';
import { isExercise } from '#kernel/stix/common.ts';
import { everyNewest, type StoredRecord } from '#store/records.ts';
import type { CalendarAsked, CalendarItem, MeetingItem, SeriesItem } from '#api/calendar/item.ts';
import { titleOf } from '#api/titles.ts';
import { movedOf, type Moved, type Viewer } from '#api/view.ts';
import { atLocal, occurrencesIn, type Recurring } from './dates/occurrences.ts';
import { isMove, joinMeetings, latestOf, scheduleOf, type Joined } from './joint.ts';

const MOST_OCCURRENCES = 400;
const FAR_DAYS = 366 * 20;

type Planned = { readonly record: StoredRecord; readonly rule: Recurring; readonly moved: Moved };

/** Meetings as both sides hold them, and what their series plan. */
export async function meetingItems(asked: CalendarAsked): Promise<CalendarItem[]> {
  const { tx, self, modules, from, until } = asked;
  const accord = asked.accord ?? undefined;
  const viewer = { party: self.partyId, modules, maySteps: false };
  const series = await plannedBy(asked, viewer);
  const found = await everyNewest(tx, { accord, type: 'meeting' });
  const meetings = await joinMeetings(tx, viewer, found.filter(isShown));
  return [
    ...[...series.values()].flatMap((one) => seriesItem(one, { from, until }) ?? []),
    ...meetings.flatMap((one) => meetingItem(one, series.get(one.summary.series ?? '')) ?? []),
  ];
}

const isShown = ({ object, expungedAt }: StoredRecord): boolean =>
  expungedAt === null && !isExercise(object) && !isMove(object);

async function plannedBy({ tx, accord }: CalendarAsked, viewer: Viewer): Promise<ReadonlyMap<string, Planned>> {
  const found = await everyNewest(tx, { accord: accord ?? undefined, type: 'series' });
  const shown = found.filter(isShown);
  const moved = await movedOf(tx, viewer, shown);
  return new Map(
    shown.flatMap((record): [string, Planned][] => {
      const state = moved.get(record.id);
      return state && isCountable(record)
        ? [[record.id, { record, rule: record.object as unknown as Recurring, moved: state }]]
        : [];
    }),
  );
}

/** One side may know a zone that the other does not: its series is left out, and nothing else. */
function isCountable({ object }: StoredRecord): boolean {
  try {
    const rule = object as unknown as Recurring;
    const begins = atLocal(rule.dtstart, rule.time_zone);
    return occurrencesIn(rule, { from: begins, until: begins, most: 1 }).length >= 0;
  } catch {
    return false;
  }
}

const SERIES_STATUS: Readonly<Record<string, CalendarEntry['status']>> = {
  proposed: 'tentative',
  agreed: 'confirmed',
  ended: 'confirmed',
};

function seriesItem(
  { record, rule, moved }: Planned,
  span: { readonly from: Date; readonly until: Date },
): SeriesItem | undefined {
  const { object } = record;
  const { shown: state, folded } = moved;
  const status = SERIES_STATUS[state];
  const begins = atLocal(rule.dtstart, rule.time_zone);
  const far = new Date(begins.getTime() + FAR_DAYS * DAY_MS);
  const [first] = occurrencesIn({ ...rule, exdates: [] }, { from: begins, until: far, most: 1 });
  if (status === undefined || first === undefined) return undefined;
  const end = folded.history.findLast(({ step, outcome }) => step.verb === 'end' && outcome !== 'void');
  return {
    kind: 'series',
    record: record.id,
    path: `/bodies/${textOf(object['body_ref'])}`,
    title: titleOf(object),
    accord: record.accord,
    state,
    status,
    from: [record],
    changes: folded.perVersion.length + folded.history.length - 1,
    changedAt: latestOf([record.modified, ...folded.history.map(({ step }) => step.at)]),
    body: textOf(object['body_ref']),
    rrule: rule.rrule,
    first: first.recurrenceId,
    timeZone: rule.time_zone,
    minutes: rule.duration_minutes,
    exdates: rule.exdates ?? [],
    endedAt: state === 'ended' && end ? new Date(end.step.at) : null,
    occurrences: occurrencesIn(rule, {
      from: new Date(Math.max(begins.getTime(), span.from.getTime() - rule.duration_minutes * 60_000)),
      until: span.until,
      most: MOST_OCCURRENCES,
    }),
  };
}

function meetingItem(
  { record, moves, summary, changes, changedAt }: Joined,
  series?: Planned,
): MeetingItem | undefined {
  const { state, schedule, open, recurrenceId } = summary;
  // What was agreed; without it the newest proposal; of what was declined or cancelled before, its own time.
  const proposed = open.at(-1);
  const at: Schedule = (state === 'postponed' ? (proposed ?? schedule) : (schedule ?? proposed)) ?? scheduleOf(record);
  return {
    kind: 'meeting',
    record: record.id,
    path: `/meetings/${record.id}`,
    title: titleOf(record.object),
    accord: record.accord,
    state,
    status: statusOf(state, proposed !== undefined),
    from: [record, ...moves.filter(({ id }) => id === at.record)],
    changes,
    changedAt,
    body: summary.body,
    startsAt: new Date(at.startsAt),
    endsAt: new Date(at.endsAt),
    timeZone: at.timeZone,
    place: at.place,
    because: summary.because,
    series: summary.series,
    recurrenceId: series && recurrenceId !== null && occursAt(series.rule, recurrenceId) ? recurrenceId : null,
  };
}

function statusOf(state: Joined['summary']['state'], isProposed: boolean): CalendarEntry['status'] {
  if (state === 'agreed' || state === 'held') return 'confirmed';
  if (state === 'declined' || state === 'cancelled') return 'cancelled';
  return state === 'postponed' && !isProposed ? 'cancelled' : 'tentative';
}

function occursAt(rule: Recurring, recurrenceId: string): boolean {
  const at = atLocal(recurrenceId, rule.time_zone);
  return occurrencesIn(rule, { from: at, until: at, most: 1 }).some((one) => one.recurrenceId === recurrenceId);
}
