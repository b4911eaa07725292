import type { MeetingSummary, Schedule } from '#contract/meetings.ts';
import type { JsonObject, JsonValue } from '#kernel/json/types.ts';
import { textOf } from '#kernel/json/types.ts';
import { foldMeeting, type JointMeeting } from '#kernel/lifecycle/joint-meeting.ts';
import type { Version } from '#kernel/lifecycle/fold.ts';
import { accordById } from '#store/accords.ts';
import type { Tx } from '#store/db.ts';
import { belongingTo } from '#store/links.ts';
import { positionsOf, versionsOf, type StoredRecord } from '#store/records.ts';
import { toBase64 } from '#platform';
import { movedOf, type Viewer } from '#api/view.ts';

/** Of one meeting; the newest, should there be more. */
const MOST_MOVES = 200;

export type Joined = {
  readonly record: StoredRecord;
  readonly moves: readonly StoredRecord[];
  readonly summary: MeetingSummary;
  /** Versions and steps that made it what it is, but the first. */
  readonly changes: number;
  readonly changedAt: Date;
};

/** How each of these meetings stands, over its own record and all that move it: a few queries for all of them. */
export async function joinMeetings(tx: Tx, viewer: Viewer, meetings: readonly StoredRecord[]): Promise<Joined[]> {
  const ids = meetings.map(({ id }) => id);
  const moves = await belongingTo(tx, ids, { type: 'meeting', property: 'moves_ref', limit: MOST_MOVES });
  const versions = await versionsOf(tx, [...ids, ...moves.map(({ id }) => id)]);
  const moved = await movedOf(tx, viewer, [...meetings, ...moves]);
  const shared = await sharedOf(tx, versions);
  const firsts = new Map<string, string>();
  for (const accord of new Set(meetings.flatMap((one) => one.accord ?? []))) {
    const first = (await accordById(tx, accord))?.parties[0];
    if (first !== undefined) firsts.set(accord, first);
  }
  const changesOf = (records: readonly StoredRecord[]): Pick<Joined, 'changes' | 'changedAt'> => {
    const own = new Set(records.map(({ id }) => id));
    const times = [
      ...versions.flatMap(({ id, modified }) => (own.has(id) ? [modified] : [])),
      ...records.flatMap(({ id }) => moved.get(id)?.folded.history.map(({ step }) => step.at) ?? []),
    ];
    return { changes: times.length - 1, changedAt: latestOf(times) };
  };
  return meetings.map((record) => {
    const own = moves.filter(({ object }) => object['moves_ref'] === record.id);
    const first = firsts.get(record.accord ?? '');
    const folded = moved.get(record.id)?.folded;
    // A proposal that is not in a feed yet is the writer's alone: it stands beside the fold.
    const proposals = own.flatMap(({ id }) => {
      const found = shared.has(id) ? moved.get(id)?.folded : undefined;
      return found ? [{ id, folded: found }] : [];
    });
    const joint = folded && first !== undefined ? foldMeeting(first, { id: record.id, folded }, proposals) : UNKNOWN;
    return { record, moves: own, summary: summaryOf(record, joint, versions), ...changesOf([record, ...own]) };
  });
}

/** Its accord is not the reader's to see: nothing can be folded. */
const UNKNOWN: JointMeeting = { state: 'proposed', open: [] };

/** Ids of which some version stands in a feed and was not excepted. */
async function sharedOf(tx: Tx, versions: readonly StoredRecord[]): Promise<ReadonlySet<string>> {
  const positions = await positionsOf(
    tx,
    versions.map(({ seq }) => seq),
  );
  return new Set(versions.filter(({ seq }) => positions.get(seq)?.excepted === false).map(({ id }) => id));
}

function summaryOf(record: StoredRecord, joint: JointMeeting, versions: readonly StoredRecord[]): MeetingSummary {
  const { object } = record;
  const at = (version: Version): Schedule[] => {
    const found = versions.find(({ id, c }) => id === version.id && toBase64(c) === version.c);
    return found && found.expungedAt === null ? [scheduleOf(found)] : [];
  };
  return {
    id: record.id,
    title: localized(object['title']) ?? {},
    accord: record.accord,
    body: textOf(object['body_ref']),
    series: textOrNull(object['series_ref']),
    recurrenceId: textOrNull(object['recurrence_id']),
    state: joint.state,
    schedule: (joint.governing ? at(joint.governing)[0] : undefined) ?? null,
    open: joint.open.flatMap(at),
    because: joint.because?.reason ?? null,
  };
}

export function scheduleOf({ id, modified, c, object }: StoredRecord): Schedule {
  return {
    record: id,
    modified,
    c: toBase64(c),
    startsAt: textOf(object['starts_at']),
    endsAt: textOf(object['ends_at']),
    timeZone: textOf(object['time_zone']),
    format: textOf(object['format']),
    place: localized(object['place']),
    host: textOrNull(object['host']),
  };
}

const textOrNull = (value: JsonValue | undefined): string | null => (typeof value === 'string' ? value : null);
/** By the record's schema. */
const localized = (value: JsonValue | undefined): Words | null =>
  typeof value === 'object' && value !== null ? (value as Words) : null;
type Words = MeetingSummary['title'];

export const isMove = ({ moves_ref: moved }: JsonObject): boolean => moved !== undefined;

/** Of claimed times. */
export const latestOf = (times: readonly string[]): Date => new Date(Math.max(...times.map((at) => Date.parse(at))));
