import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BodyView, MeetingList, MeetingView, SuggestedDates } from '#contract/meetings.ts';
import type { Today } from '#contract/today.ts';
import type { JsonObject } from '#kernel/json/types.ts';
import { commitment } from '../support/accord.ts';
import { closeNodes, eventually, ok, post, recordAt, twoNodes, type Officer, type Pair } from '../support/two-nodes.ts';

let pair: Pair;
beforeAll(async () => {
  pair = await twoNodes();
});
afterAll(closeNodes);

const under = (type: string, more: JsonObject) => ({ type, accord_ref: pair.accord, ...more });
const step = async (at: Officer, id: string, verb: string, more: JsonObject = {}) =>
  ok(await at.post(`/api/v1/records/${id}/steps`, { verb, ...more }));
const meetingAt = async (at: Officer, id: string) => ok(await at.get<MeetingView>(`/api/v1/meetings/${id}`));
/** What both sides show, once they show the same. */
const both = async <T>(look: (at: Officer) => Promise<T>): Promise<T> =>
  eventually(async () => {
    const [atA, atB] = [await look(pair.atA), await look(pair.atB)];
    expect(atB).toEqual(atA);
    return atA;
  });
const stateOf = (id: string, state: string) =>
  both(async (at) => {
    const view = await recordAt(at, id);
    expect(view.state).toBe(state);
    return view.state;
  });

/** Two harbours, in countries whose holidays are known, with other weekends. */
const series = (body: string): JsonObject =>
  under('series', {
    body_ref: body,
    title: { en: 'Quarterly session' },
    rrule: 'FREQ=MONTHLY;INTERVAL=3',
    dtstart: '2026-01-16T10:00',
    time_zone: 'Europe/Berlin',
    duration_minutes: 180,
    calendars: [
      { party: pair.a.partyId, time_zone: 'Europe/Berlin', country: 'DE' },
      { party: pair.b.partyId, time_zone: 'Asia/Riyadh', country: 'SA' },
    ],
  });

let body: string;
let planned: string;

test('a body and its series are proposed by one side and agreed by the other', async () => {
  const { a, b, atA, atB } = pair;
  const office = (en: string) => ({ en });
  body = (
    await post(
      atA,
      under('body', {
        name: { en: 'Joint Working Group' },
        kind: 'joint-working-group',
        terms: { en: 'It follows the accord.' },
        co_chairs: [
          { party: a.partyId, office: office('Director') },
          { party: b.partyId, office: office('Director-General') },
        ],
        quorum: { each_side: 2, co_chairs: true },
        host: { rule: 'alternating', first: a.partyId },
        languages: ['en'],
      }),
    )
  ).record.id;
  await eventually(() => recordAt(atB, body));
  const waiting = async (at: Officer) =>
    ok(await at.get<Today>('/api/v1/today')).tasks.map(({ kind, path }) => [kind, path]);
  expect(await waiting(atB)).toContainEqual(['answer-proposal', `/bodies/${body}`]);
  await step(atB, body, 'agree');
  await stateOf(body, 'agreed');
  planned = (await post(atB, series(body))).record.id;
  await eventually(() => recordAt(atA, planned));
  await step(atA, planned, 'agree');
  await stateOf(planned, 'agreed');
  const shown = await both(async (at) => {
    const view = ok(await at.get<BodyView>(`/api/v1/bodies/${body}`));
    return view.series.map((one) => one.cadence.beats.map(({ recurrenceId }) => recurrenceId));
  });
  expect(shown[0]).toContain('2026-04-16T10:00');
});

test('dates are suggested that suit both calendars, with what kept the others out', async () => {
  const dates = await both(async (at) =>
    ok(await at.get<SuggestedDates>(`/api/v1/series/${planned}/dates?from=2026-01-01&count=1`)),
  );
  const [first] = dates.occurrences;
  expect(first!.recurrenceId).toBe('2026-01-16T10:00');
  expect(first!.planned.reasons).toEqual([{ party: pair.b.partyId, kind: 'weekend', day: '2026-01-16', name: null }]);
  expect(first!.suggested.map(({ startsAt }) => startsAt.slice(0, 10))).toEqual([
    '2026-01-15',
    '2026-01-14',
    '2026-01-19',
  ]);
});

let meeting: string;

test('a meeting is proposed, moved by the other side, agreed, postponed with a reason, and agreed anew', async () => {
  const { atA, atB } = pair;
  const times = (day: string) => ({ starts_at: `${day}T09:00:00Z`, ends_at: `${day}T12:00:00Z` });
  const proposal = (day: string, more: JsonObject = {}) =>
    under('meeting', {
      title: { en: 'First session' },
      body_ref: body,
      series_ref: planned,
      recurrence_id: '2026-01-16T10:00',
      format: 'in-person',
      place: { en: 'Northern Harbour' },
      time_zone: 'Europe/Berlin',
      ...times(day),
      ...more,
    });
  meeting = (await post(atA, proposal('2026-01-15'))).record.id;
  await eventually(() => recordAt(atB, meeting));
  const move = (await post(atB, proposal('2026-01-19', { moves_ref: meeting, reason: 'Papers come late' }))).record.id;
  await eventually(() => recordAt(atA, move));
  await step(atA, move, 'agree');
  const agreed = await both(async (at) => {
    const { state, schedule, open } = await meetingAt(at, meeting);
    expect(state).toBe('agreed');
    return { schedule, open };
  });
  expect(agreed.schedule).toMatchObject({ record: move, startsAt: '2026-01-19T09:00:00Z' });
  expect(agreed.open.map(({ record }) => record)).toEqual([meeting]);
  expect((await atB.post(`/api/v1/records/${move}/steps`, { verb: 'postpone' })).status).toBe(422);
  await step(atB, move, 'postpone', { reason: 'A storm' });
  await both(async (at) => {
    const { state, because } = await meetingAt(at, meeting);
    expect({ state, because }).toEqual({ state: 'postponed', because: 'A storm' });
    return state;
  });
  const again = (await post(atB, proposal('2026-02-02', { moves_ref: meeting }))).record.id;
  await eventually(() => recordAt(atA, again));
  await step(atA, again, 'agree');
  await both(async (at) => {
    const { state, schedule } = await meetingAt(at, meeting);
    expect({ state, record: schedule?.record }).toEqual({ state: 'agreed', record: again });
    return schedule;
  });
  // A record that moves a meeting is none of the list.
  const listed = ok(await atA.get<MeetingList>(`/api/v1/meetings?accord=${pair.accord}&body=${body}`));
  expect(listed.meetings.map(({ id }) => id)).toEqual([meeting]);
  expect(ok(await atA.get<MeetingList>(`/api/v1/meetings?accord=${pair.accord}`)).meetings).toEqual(listed.meetings);
});

test('both write the agenda, from what is open', async () => {
  const { atA, atB } = pair;
  const late = (await post(atA, commitment(pair.accord, { title: 'Test the beacons', due: '2026-01-05' }))).record.id;
  await eventually(() => recordAt(atB, late));
  const { points } = await meetingAt(atB, meeting);
  expect(points).toContainEqual(expect.objectContaining({ kind: 'overdue-commitment', record: late }));
  const item = (title: string, position: number, more: JsonObject = {}) =>
    under('agenda-item', {
      body_ref: body,
      meeting_ref: meeting,
      title: { en: title },
      kind: 'discussion',
      position,
      ...more,
    });
  await post(atB, item('The beacons', 20, { about_ref: late }));
  await post(atA, item('Opening', 10));
  const agenda = await both(async (at) => {
    const view = await meetingAt(at, meeting);
    expect(view.points.map(({ record }) => record)).not.toContain(late);
    return view.agenda.map(({ record, publisher }) => [record['title'], publisher]);
  });
  expect(agenda).toEqual([
    [{ en: 'Opening' }, pair.a.partyId],
    [{ en: 'The beacons' }, pair.b.partyId],
  ]);
  const refused = await atA.post('/api/v1/records', item('Call +49 30 1234567', 30));
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('personal data');
});

test('minutes are exchanged, agreed and signed by both on one hash, which a later version does not inherit', async () => {
  const { atA, atB } = pair;
  const offices = [
    { office: { en: 'Director' }, role: 'co-chair' },
    { office: { en: 'Desk officer' }, role: 'member' },
  ];
  const present = (heads: number) => under('attendance', { meeting_ref: meeting, offices, heads });
  await post(atA, present(4));
  await both(async (at) => {
    const { quorum } = await meetingAt(at, meeting);
    expect(quorum?.isMet).toBe(false);
    expect(quorum?.bySide[pair.a.partyId]).toEqual({ present: 2, hasCoChair: true, isMet: true });
    return quorum;
  });
  await post(atB, present(6));
  const { schedule } = await meetingAt(atA, meeting);
  await step(atA, schedule!.record, 'hold');
  const decision = (
    await post(
      atA,
      under('decision', { body_ref: body, meeting_ref: meeting, title: { en: 'A drill is held' }, way: 'at-meeting' }),
    )
  ).record.id;
  const action = (await post(atA, commitment(pair.accord, { title: 'Plan the drill', meeting_ref: meeting }))).record
    .id;
  const text = under('minutes', {
    meeting_ref: meeting,
    title: { en: 'Minutes of the first session' },
    texts: { en: 'Both sides met.', 'zh-Hans': '双方举行会议。' },
    decision_refs: [decision],
    action_refs: [action],
  });
  const minutes = (await post(atA, text)).record;
  await eventually(() => recordAt(atB, minutes.id));
  await step(atB, minutes.id, 'agree');
  await stateOf(minutes.id, 'agreed');
  await step(atA, minutes.id, 'sign');
  await step(atB, minutes.id, 'sign');
  await stateOf(minutes.id, 'signed');
  const signed = await both(async (at) => {
    const view = await recordAt(at, minutes.id);
    return {
      c: view.c,
      by: view.history.filter(({ verb }) => verb === 'sign').map(({ party, version }) => [party, version]),
    };
  });
  expect(new Set(signed.by.map(([party]) => party)).size).toBe(2);
  expect(new Set(signed.by.map(([, version]) => version)).size).toBe(1);
  const whole = await both(async (at) => {
    const { state, quorum, decisions, actions, minutes: held } = await meetingAt(at, meeting);
    expect(state).toBe('held');
    expect(quorum?.isMet).toBe(true);
    const ids = (views: readonly { record: Record<string, unknown> }[]) => views.map(({ record }) => record['id']);
    return { decisions: ids(decisions), actions: ids(actions), minutes: ids(held) };
  });
  expect(whole).toEqual({ decisions: [decision], actions: [action], minutes: [minutes.id] });
  const revised = { ...text, id: minutes.id, created: minutes['created'] as string, sign_by: '2026-03-01' };
  ok(await atA.post('/api/v1/records', revised));
  await both(async (at) => {
    const view = await recordAt(at, minutes.id);
    expect(view.state).toBe('exchanged');
    expect(view.earlier.map(({ state }) => state)).toEqual(['signed']);
    return view.c;
  });
});

test('what is above a reader’s clearance is in no list, count or agenda of theirs', async () => {
  const stranger = await pair.a.officer('analyst', pair.accord, { channels: ['exchange'] });
  expect((await stranger.get(`/api/v1/meetings/${meeting}`)).status).toBe(404);
  expect((await stranger.get(`/api/v1/bodies/${body}`)).status).toBe(404);
  expect(ok(await stranger.get<MeetingList>(`/api/v1/meetings?accord=${pair.accord}`)).meetings).toEqual([]);
  expect((await pair.atA.get(`/api/v1/meetings/${body}`)).status).toBe(404);
});
