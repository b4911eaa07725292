import type { Cadence, SeriesView, SuggestedDates, WeighedDay } from '#contract/meetings.ts';
import type { JsonObject } from '#kernel/json/types.ts';
import { DAY_MS } from '#kernel/lifecycle/stated-date.ts';
import type { Tx } from '#store/db.ts';
import { belongingTo } from '#store/links.ts';
import type { StoredRecord } from '#store/records.ts';
import { viewRecords, type Viewer } from '#api/view.ts';
import { cadenceOf, type HeldMeeting } from './dates/cadence.ts';
import { atLocal, occurrencesIn } from './dates/occurrences.ts';
import { suggestDates, type Planned, type Weighed } from './dates/suggest.ts';
import { isMove, joinMeetings } from './joint.ts';

/** Five years of a quarterly series, two of a monthly one. */
const MOST_BEATS = 24;
const MOST_MEETINGS = 200;
const AHEAD_DAYS = 400;
/** Further back nobody asks whether a series is kept; a daily one is counted for a year and a half. */
const BACK_DAYS = 6 * 366;
const MOST_COUNTED = 600;

/** By its schema, which admission judged. */
const plannedOf = (object: JsonObject): Planned => object as unknown as Planned;

export async function viewSeries(
  tx: Tx,
  viewer: Viewer,
  { record, now }: { record: StoredRecord; now: Date },
): Promise<SeriesView> {
  const [series] = await viewRecords(tx, viewer, [record]);
  const found = await belongingTo(tx, [record.id], { type: 'meeting', property: 'series_ref', limit: MOST_MEETINGS });
  const joined = await joinMeetings(
    tx,
    viewer,
    found.filter(({ object, expungedAt }) => expungedAt === null && !isMove(object)),
  );
  const meetings = joined.map(({ summary }): HeldMeeting => ({
    id: summary.id,
    recurrenceId: summary.recurrenceId,
    state: summary.state,
    startsAt: summary.schedule ? new Date(summary.schedule.startsAt) : null,
    because: summary.because,
  }));
  return { series: series!, cadence: told(cadenceOf(beatsAround(record, now), meetings, now)) };
}

/** The newest that have been, and the next ones. */
function beatsAround({ object, expungedAt }: StoredRecord, now: Date) {
  if (expungedAt !== null) return [];
  const planned = plannedOf(object);
  const until = new Date(now.getTime() + AHEAD_DAYS * DAY_MS);
  const begins = atLocal(planned.dtstart, planned.time_zone).getTime();
  const from = new Date(Math.max(begins, now.getTime() - BACK_DAYS * DAY_MS));
  const all = occurrencesIn(planned, { from, until, most: MOST_COUNTED });
  const ahead = all.filter(({ startsAt }) => startsAt > now).slice(0, 4);
  return [...all.filter(({ startsAt }) => startsAt <= now).slice(ahead.length - MOST_BEATS), ...ahead];
}

const told = ({ beats, ...counts }: ReturnType<typeof cadenceOf>): Cadence => ({
  ...counts,
  beats: beats.map(({ plannedAt, at, ...beat }) => ({
    ...beat,
    plannedAt: plannedAt.toISOString(),
    at: at?.toISOString() ?? null,
  })),
});

export function suggestFor({ object }: StoredRecord, from: Date, count: number): SuggestedDates {
  const planned = plannedOf(object);
  const until = new Date(from.getTime() + 20 * 366 * DAY_MS);
  return {
    occurrences: occurrencesIn(planned, { from, until, most: count }).map((occurrence) => {
      const { recurrenceId, planned: day, suggested, avoided } = suggestDates(planned, occurrence);
      return { recurrenceId, planned: dayOf(day), suggested: suggested.map(dayOf), avoided: avoided.map(dayOf) };
    }),
  };
}

const dayOf = ({ startsAt, endsAt, reasons }: Weighed): WeighedDay => ({
  startsAt: startsAt.toISOString(),
  endsAt: endsAt.toISOString(),
  reasons: reasons.map(({ party, kind, day, name }) => ({ party, kind, day, name: name ?? null })),
});
