import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CorrectionNoticeList, SubjectRequestList, SubjectRequestView } from '#contract/subjects.ts';
import { SUBJECT_STATES, isDecided, mayFollow } from '#kernel/lifecycle/subject-request.ts';
import { eraseApplicants } from '#store/subject-requests.ts';
import { commitment } from '../support/accord.ts';
import { closeNodes, eventually, ok, post, recordAt, twoNodes, type Officer, type Pair } from '../support/two-nodes.ts';

const PATH = '/api/v1/subject-requests';
const DAY = 86_400_000;
let pair: Pair;
let auditor: Officer;
let record: string;

beforeAll(async () => {
  pair = await twoNodes();
  auditor = await pair.a.officer('oversight', pair.accord);
  record = (await post(pair.atA, commitment(pair.accord))).record.id;
  await eventually(async () => expect((await recordAt(pair.atA, record)).delivery[0]?.state).toBe('stored'));
});
afterAll(closeNodes);

const asked = {
  kind: 'correction',
  applicant: 'Applicant Name',
  contact: 'c/o counsel',
  receivedAt: new Date(Date.now() - 40 * DAY).toISOString(),
};
const register = async (more = {}): Promise<SubjectRequestView> =>
  ok(await pair.atA.post<SubjectRequestView>(PATH, { ...asked, ...more }));
const decide = (id: string, body: unknown) => pair.atA.post<SubjectRequestView>(`${PATH}/${id}/decision`, body);

test('a request is due by the rule of the node; oversight sees that it is overdue, and no name', async () => {
  const made = await register();
  expect(made).toMatchObject({ state: 'received', isOverdue: true, applicant: 'Applicant Name' });
  expect(Date.parse(made.dueAt) - Date.parse(made.receivedAt)).toBe(30 * DAY);
  const timely = await register({ receivedAt: new Date(Date.now() - DAY).toISOString() });
  expect(timely.isOverdue).toBe(false);
  const { requests } = ok(await auditor.get<SubjectRequestList>(`${PATH}?overdue=yes`));
  const ids = requests.map(({ id }) => id);
  expect([ids.includes(made.id), ids.includes(timely.id)]).toEqual([true, false]);
  for (const { applicant, contact } of requests) expect([applicant, contact]).toEqual([null, null]);
  expect((await auditor.post(PATH, asked)).status).toBe(403);
});

test('nothing of the applicant is taken beyond what is listed', async () => {
  expect((await pair.atA.post(PATH, { ...asked, passport: 'AB123' })).status).toBe(422);
  expect((await pair.atA.post(PATH, { ...asked, receivedAt: new Date(Date.now() + DAY).toISOString() })).status).toBe(
    422,
  );
});

test('a request is given more time once, with a reason, as long as it is not decided; what is due first comes first', async () => {
  const { id, dueAt, latestDue } = await register({ receivedAt: new Date(Date.now() - 2 * DAY).toISOString() });
  const later = (days: number) => ({
    until: new Date(Date.parse(dueAt) + days * DAY).toISOString(),
    reason: 'Many files',
  });
  const extend = (body: unknown) => pair.atA.post<SubjectRequestView>(`${PATH}/${id}/extension`, body);
  expect(Date.parse(latestDue!) - Date.parse(dueAt)).toBe(60 * DAY);
  expect((await extend(later(-1))).status).toBe(422);
  expect((await extend(later(61))).status).toBe(422);
  expect(ok(await extend(later(30)))).toMatchObject({ latestDue: null, extension: { reason: 'Many files' } });
  expect((await extend(later(40))).status).toBe(409);
  ok(await decide(id, { state: 'withdrawn' }));
  const { requests } = ok(await pair.atA.get<SubjectRequestList>(PATH));
  expect(requests.at(-1)!.id).toBe(id);
  const due = requests.slice(0, -1).map((one) => one.dueAt);
  expect(due).toEqual(due.toSorted());
});

test('a refusal has a reason, and what was decided is not decided again', async () => {
  const { id } = await register();
  expect((await decide(id, { state: 'refused' })).status).toBe(422);
  expect(ok(await decide(id, { state: 'examined' })).state).toBe('examined');
  const refused = ok(await decide(id, { state: 'refused', reason: 'No such person is known here.' }));
  expect(refused).toMatchObject({ state: 'refused', isOverdue: false, reason: 'No such person is known here.' });
  expect((await decide(id, { state: 'granted' })).status).toBe(409);
  expect((await decide('999', { state: 'granted' })).status).toBe(404);
});

test('a correction shows which recipient has it, as their receipts come', async () => {
  const { id } = await register();
  const held = await recordAt(pair.atA, record);
  pair.b.wire.cut = true;
  await post(pair.atA, { ...held.record, title: 'Corrected', modified: new Date(Date.now() + 1_000).toISOString() });
  const granted = ok(await decide(id, { state: 'granted', records: [record], note: 'The title was wrong.' }));
  expect(granted.records).toMatchObject([
    { id: record, recipients: [{ partner: pair.b.partyId, isConfirmed: false }] },
  ]);
  pair.b.wire.cut = false;
  pair.b.running.worker.wake(pair.a.partyId);
  await eventually(async () => {
    const { requests } = ok(await auditor.get<SubjectRequestList>(PATH));
    expect(requests.find((one) => one.id === id)!.records[0]!.recipients).toMatchObject([
      { state: 'stored', isConfirmed: true },
    ]);
  });
  // The other side is told by a record of its own, acts, and says so; or says why not.
  const [told] = granted.notices;
  expect(told).toMatchObject({ kind: 'correction', from: pair.a.partyId, to: pair.b.partyId, records: [record] });
  const heard = await eventually(async () => {
    const { notices } = ok(await pair.atB.get<CorrectionNoticeList>('/api/v1/correction-notices'));
    expect(notices).toMatchObject([{ id: told!.id, state: 'noticed', delivery: null, note: 'The title was wrong.' }]);
    return notices[0]!;
  });
  expect(JSON.stringify(heard)).not.toContain('Applicant');
  const step = (body: unknown) => pair.atB.post(`/api/v1/records/${told!.id}/steps`, body);
  expect((await step({ verb: 'decline' })).status).toBe(422);
  ok(await step({ verb: 'decline', reason: 'A court keeps it.' }));
  const answered = (state: string, reason: string | null) =>
    eventually(async () => {
      const view = ok(await pair.atA.get<SubjectRequestView>(`${PATH}/${id}`));
      expect(view.notices).toMatchObject([{ state, delivery: 'stored', answer: { reason } }]);
    });
  await answered('declined', 'A court keeps it.');
  ok(await step({ verb: 'carry-out' }));
  await answered('carried-out', null);
  const unseen = 'commitment--00000000-0000-4000-8000-000000000000';
  expect((await pair.atA.post(PATH, { ...asked, records: [unseen] })).status).toBe(404);
});

test('who asked is erased when their time is over, and the decision stays', async () => {
  const later = new Date(Date.now() + 400 * DAY);
  const { db } = pair.a.running;
  const { requests: before } = ok(await pair.atA.get<SubjectRequestList>(PATH));
  const decided = before.filter(({ state }) => isDecided(state));
  expect(decided.length).toBeGreaterThan(0);
  expect(await db.transaction('node', (tx) => eraseApplicants(tx, new Date()))).toBe(0);
  expect(await db.transaction('node', (tx) => eraseApplicants(tx, later))).toBe(decided.length);
  const { requests } = ok(await pair.atA.get<SubjectRequestList>(PATH));
  for (const { state, applicant, records } of requests)
    expect({ state, applicant, records }).toEqual(
      isDecided(state) ? { state, applicant: null, records: [] } : { state, applicant: 'Applicant Name', records: [] },
    );
});

test('from what is decided nothing follows, and every state is reached', () => {
  for (const state of SUBJECT_STATES) {
    expect(SUBJECT_STATES.some((next) => mayFollow(state, next))).toBe(!isDecided(state));
    expect(state === 'received' || SUBJECT_STATES.some((before) => mayFollow(before, state))).toBe(true);
  }
});
