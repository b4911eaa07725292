import type { AgendaPoint, MeetingView } from '#contract/meetings.ts';
import type { RecordView } from '#contract/records.ts';
import { textOf, type JsonObject } from '#kernel/json/types.ts';
import type { LinkProperty } from '#kernel/stix/links.ts';
import type { Tx } from '#store/db.ts';
import { belongingTo } from '#store/links.ts';
import { versionsOf, type StoredRecord } from '#store/records.ts';
import { accordById } from '#store/accords.ts';
import type { TasksAsked } from '#api/module.ts';
import { titleOf } from '#api/titles.ts';
import { viewRecords, type Viewer } from '#api/view.ts';
import { inAgendaOrder, isOnAgenda, rollsOn } from './agenda.ts';
import { isMove, joinMeetings } from './joint.ts';
import { foldQuorum, type Present, type Quorum } from './quorum.ts';

/** Of one kind at one meeting. */
const MOST = 300;
const MOST_POINTS = 100;
/** Nothing comes on the agenda of a meeting that is over. */
const ENDED: ReadonlySet<string> = new Set(['held', 'cancelled']);

export async function viewMeeting(asked: TasksAsked, viewer: Viewer, record: StoredRecord): Promise<MeetingView> {
  const { tx } = asked;
  const [joined] = await joinMeetings(tx, viewer, [record]);
  const [meeting] = await viewRecords(tx, viewer, [record]);
  const of = (type: string) => belonging(tx, viewer, record.id, { type, property: 'meeting_ref' });
  const agenda = inOrder(await of('agenda-item'));
  const [minutes, decisions, actions] = [await of('minutes'), await of('decision'), await of('commitment')];
  const attendance = byParty(await of('attendance'));
  const { summary, moves } = joined!;
  return {
    ...summary,
    meeting: meeting!,
    moves: await viewRecords(tx, viewer, moves),
    agenda,
    papers: await papersOf(tx, viewer, agenda),
    languages: await languagesOf(tx, textOf(record.object['body_ref'])),
    points: ENDED.has(summary.state) ? [] : await pointsFor(asked, viewer, { record, agenda }),
    delegations: byParty(await of('delegation')),
    attendance,
    quorum: await quorumOf(tx, record, attendance),
    minutes,
    decisions: asWritten(decisions),
    actions: asWritten(actions),
    divergences: await of('divergence-report'),
  };
}

/** The newest version of each. */
async function papersOf(tx: Tx, viewer: Viewer, agenda: readonly RecordView[]): Promise<RecordView[]> {
  const ids = agenda.flatMap(({ record }) => (Array.isArray(record['papers']) ? record['papers'].map(String) : []));
  const versions = ids.length === 0 ? [] : await versionsOf(tx, [...new Set(ids)]);
  return viewRecords(tx, viewer, [...new Map(versions.toReversed().map((one) => [one.id, one])).values()]);
}

async function languagesOf(tx: Tx, body: string): Promise<string[]> {
  const languages = (await versionsOf(tx, [body]))[0]?.object['languages'];
  return Array.isArray(languages) ? languages.map(String) : [];
}

type Wanted = { readonly type: string; readonly property: LinkProperty };

export async function belonging(tx: Tx, viewer: Viewer, id: string, { type, property }: Wanted): Promise<RecordView[]> {
  const found = await belongingTo(tx, [id], { type, property, limit: MOST });
  return viewRecords(
    tx,
    viewer,
    found.filter(({ expungedAt }) => expungedAt === null),
  );
}

export function inOrder(items: readonly RecordView[]): RecordView[] {
  const placed = items.map((view) => ({
    id: String(view.record['id']),
    position: Number(view.record['position']),
    state: view.state,
    view,
  }));
  return inAgendaOrder(placed)
    .filter((item) => isOnAgenda(item) || item.state === 'closed')
    .map(({ view }) => view);
}

/** In which order they came in is another at each node; when each was made its author says. */
const asWritten = (views: readonly RecordView[]): RecordView[] =>
  views.toSorted((a, b) => (madeAt(a) < madeAt(b) ? -1 : madeAt(a) > madeAt(b) ? 1 : 0));
const madeAt = ({ record }: RecordView): string => `${String(record['created'])} ${String(record['id'])}`;

/** The newest of each side. */
const byParty = (views: readonly RecordView[]): Record<string, RecordView> =>
  Object.fromEntries(views.toReversed().map((view) => [view.publisher, view]));

async function quorumOf(
  tx: Tx,
  { object, accord }: StoredRecord,
  attendance: Readonly<Record<string, RecordView>>,
): Promise<MeetingView['quorum']> {
  const [body] = await versionsOf(tx, [textOf(object['body_ref'])]);
  const parties = accord === null ? undefined : (await accordById(tx, accord))?.parties;
  const quorum = body?.object['quorum'] as Quorum | undefined;
  if (!quorum || !parties) return null;
  const present = Object.fromEntries(
    Object.entries(attendance).map(([party, { record }]) => [party, record as unknown as Present]),
  );
  return { ...foldQuorum(quorum, parties, present), eachSide: quorum.each_side };
}

type Meeting = { readonly record: StoredRecord; readonly agenda: readonly RecordView[] };

/** What other modules offer, the actions of the last meeting, and what it left open; without what is on the agenda already. */
async function pointsFor(asked: TasksAsked, viewer: Viewer, { record, agenda }: Meeting): Promise<AgendaPoint[]> {
  const { modules } = asked;
  const accord = record.accord;
  if (accord === null) return [];
  const offered = [];
  for (const { agendaPoints } of modules) if (agendaPoints) offered.push(...(await agendaPoints({ ...asked, accord })));
  const last = await lastHeld(asked.tx, viewer, record);
  const [actions, items] = last
    ? [
        await belonging(asked.tx, viewer, last, { type: 'commitment', property: 'meeting_ref' }),
        await belonging(asked.tx, viewer, last, { type: 'agenda-item', property: 'meeting_ref' }),
      ]
    : [[], []];
  const points = [
    ...actions.filter(({ state }) => !DONE.has(state)).map(pointOf('last-action', '/commitments')),
    ...items.filter(({ state }) => rollsOn({ id: '', position: 0, state })).map(pointOf('carried-over', '/records')),
    ...offered,
  ];
  const known = new Set(agenda.flatMap((item) => [item.record['about_ref'], item.record['id']]));
  const seen = new Set<string>();
  return points
    .filter((point) => !known.has(point.record) && !seen.has(point.record) && seen.add(point.record))
    .slice(0, MOST_POINTS);
}

const DONE: ReadonlySet<string> = new Set(['verified', 'withdrawn', 'superseded']);

const pointOf =
  (kind: AgendaPoint['kind'], path: string) =>
  ({ record, state }: RecordView): AgendaPoint => ({
    kind,
    record: String(record['id']),
    path: `${path}/${String(record['id'])}`,
    title: titleOf(record as JsonObject),
    state,
    due: typeof record['due'] === 'string' ? record['due'] : null,
  });

/** Of the same body, the newest that was held before this one was to be. */
async function lastHeld(tx: Tx, viewer: Viewer, { id, object }: StoredRecord): Promise<string | undefined> {
  const others = (
    await belongingTo(tx, [textOf(object['body_ref'])], { type: 'meeting', property: 'body_ref', limit: 20 })
  ).filter((one) => one.id !== id && one.expungedAt === null && !isMove(one.object));
  const held = (await joinMeetings(tx, viewer, others)).filter(({ summary }) => summary.state === 'held');
  const before = textOf(object['starts_at']);
  return held
    .filter(({ summary }) => (summary.schedule?.startsAt ?? '') < before)
    .sort((a, b) => ((a.summary.schedule?.startsAt ?? '') < (b.summary.schedule?.startsAt ?? '') ? 1 : -1))[0]?.summary
    .id;
}
