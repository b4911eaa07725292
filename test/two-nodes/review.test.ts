import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Dashboard, ReviewDraft, ReviewList, ReviewView, StatementDraft } from '#contract/review.ts';
import type { RecordView } from '#contract/records.ts';
import { TLP_IDS } from '#kernel/policy/markings.ts';
import { textOf } from '#modules/statements/source/text-of.ts';
import { commitment } from '../support/accord.ts';
import { closeNodes, eventually, ok, post, recordAt, twoNodes, type Officer, type Pair } from '../support/two-nodes.ts';

let pair: Pair;
beforeAll(async () => {
  pair = await twoNodes();
});
afterAll(closeNodes);

const SPAN = { from: '2026-01-01', until: '2030-12-31' };
const query = (edition: string) => new URLSearchParams({ accord: pair.accord, edition, ...SPAN }).toString();
const draftAt = async (at: Officer, edition: string) =>
  ok(await at.get<ReviewDraft>(`/api/v1/reviews/draft?${query(edition)}`));
const step = async (at: Officer, id: string, verb: string, more = {}) =>
  ok(await at.post<RecordView>(`/api/v1/records/${id}/steps`, { verb, ...more }));
const both = async <T>(look: (at: Officer) => Promise<T>): Promise<T> =>
  eventually(async () => {
    const [atA, atB] = [await look(pair.atA), await look(pair.atB)];
    expect(atB).toEqual(atA);
    return atA;
  });
const stateOf = (id: string, state: string) =>
  both(async (at) => {
    expect((await recordAt(at, id)).state).toBe(state);
  });

test('both nodes draft the same review from what stands in their feeds, and each edition holds what its reader may see', async () => {
  const { atA, atB } = pair;
  const restricted = (await post(atA, commitment(pair.accord, { title: 'Open a joint desk' }))).record.id;
  const clear = (
    await post(atA, commitment(pair.accord, { title: 'Meet in the spring', object_marking_refs: [TLP_IDS.clear] }))
  ).record.id;
  await eventually(() => recordAt(atB, clear));
  for (const id of [restricted, clear]) {
    await step(atB, id, 'accept');
    await stateOf(id, 'accepted');
  }
  await step(atA, restricted, 'deliver', { evidence: 'The desk opened.' });
  await stateOf(restricted, 'delivered');
  for (const at of [atA, atB])
    expect((await at.post('/api/v1/rights-figures', { accord: pair.accord, ...SPAN })).status).toBe(201);
  const drafted = await both(async (at) => {
    const draft = await draftAt(at, 'restricted');
    expect(draft.sentences.filter(({ section, evidence }) => section === 'rights' && evidence.length > 0)).toHaveLength(
      6,
    );
    return draft;
  });
  const delivered = drafted.sentences.find(({ says }) => says === 'delivered');
  expect(delivered).toMatchObject({
    about_ref: restricted,
    evidence: [{ ref: expect.stringMatching(/^step--/) as string }],
  });
  const open = await draftAt(atA, 'public');
  expect(open.object_marking_refs).toEqual([TLP_IDS.clear]);
  const text = JSON.stringify(open);
  expect(text).toContain('Meet in the spring');
  expect(text).not.toContain('Open a joint desk');
  // What the reader may not see is not counted either.
  expect(open.sentences.find(({ says }) => says === 'counted')?.texts['en']).toContain('of 1 commitment in all');
});

test('a review is written by the node alone, signed by both on one hash, and leads to all that it cites', async () => {
  const { atA, atB } = pair;
  const byHand = await atA.post('/api/v1/records', { type: 'review', accord_ref: pair.accord, title: { en: 'Ours' } });
  expect(byHand).toMatchObject({ status: 422, body: { code: 'bad-input' } });
  const figures = [{ what: 'refusals', count: 0 }];
  expect(
    (await atA.post('/api/v1/records', { type: 'rights-figures', accord_ref: pair.accord, ...SPAN, figures })).status,
  ).toBe(422);
  const made = await atA.post<RecordView>('/api/v1/reviews', { accord: pair.accord, edition: 'restricted', ...SPAN });
  expect(made.status).toBe(201);
  const id = String(made.body.record['id']);
  await eventually(() => recordAt(atB, id));
  await step(atB, id, 'agree');
  await stateOf(id, 'agreed');
  await step(atA, id, 'sign');
  await step(atB, id, 'sign');
  await stateOf(id, 'signed');
  const evidence = await both(async (at) => ok(await at.get<ReviewView>(`/api/v1/reviews/${id}`)).evidence);
  expect(evidence.length).toBeGreaterThan(3);
  expect(new Set(evidence.map(({ state }) => state))).toEqual(new Set(['held']));
});

test('a review is a document of each sentence and what it stands on; the public one holds what release leaves', async () => {
  const { atA, accord } = pair;
  const [{ id }] = ok(await atA.get<ReviewList>(`/api/v1/reviews?accord=${accord}`)).reviews.map(({ record }) => ({
    id: String(record['id']),
  })) as [{ id: string }];
  const words = async (address: string) => {
    const response = await atA.ask(address);
    expect(response.status, address).toBe(200);
    return (await textOf(new Uint8Array(await response.arrayBuffer()))).text;
  };
  const restricted = await words(`/api/v1/reviews/${id}/document?language=en&format=docx`);
  for (const told of [
    '“Open a joint desk” was delivered',
    'no evidence supplied',
    'Rights: refusals, complaints, deletions',
    'Both parties signed the same version',
  ])
    expect(restricted).toContain(told);
  expect(restricted).not.toContain('not here');
  expect(await words(`/api/v1/reviews/${id}/document?language=zh-Hans&format=docx`)).toContain('投诉');
  const release = { language: 'ur', format: 'pdf', purpose: 'review' };
  expect(await atA.post(`/api/v1/reviews/${id}/document`, { ...release, audience: 'public' })).toMatchObject({
    status: 404,
  });
  const released = await atA.ask(`/api/v1/reviews/${id}/document`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...release, audience: 'partner' }),
  });
  expect([released.status, (await released.text()).slice(0, 5)]).toEqual([200, '%PDF-']);
  const open = await words(`/api/v1/reviews/draft/document?${query('public')}&language=en&format=docx`);
  expect(open).toContain('Meet in the spring');
  expect(open).not.toContain('Open a joint desk');
  const statement = await words(
    `/api/v1/reviews/joint-statement/document?${query('restricted')}&language=en&format=docx`,
  );
  expect(statement).toContain('The two sides will carry out “Meet in the spring”.');
});

test('what to chase and who did how much is the same at both, and the draft statement says what is owed', async () => {
  const { atB, accord } = pair;
  const dashboard = await both(async (at) => ok(await at.get<Dashboard>(`/api/v1/dashboard?accord=${accord}`)));
  expect(dashboard.figures?.all).toMatchObject({ total: 2, kept: 1 });
  expect(dashboard.chase.map(({ kind, parties }) => [kind, parties])).toContainEqual(['verify', [pair.b.partyId]]);
  const [a, b] = [pair.a, pair.b].map(({ partyId }) => dashboard.reciprocity.find(({ party }) => party === partyId)!);
  expect(a).toMatchObject({ delivered: 1 });
  expect(b).toMatchObject({ delivered: 0 });
  expect(b!.answered).toBeGreaterThan(2);
  const statement = ok(await atB.get<StatementDraft>(`/api/v1/reviews/joint-statement?${query('restricted')}`));
  expect(statement.texts['en']).toContain('The two sides will carry out “Meet in the spring”.');
});
