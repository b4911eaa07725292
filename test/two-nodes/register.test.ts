import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CommitmentView, Figures, FilteredFigures, RegisterList } from '#contract/register.ts';
import type { RecordView } from '#contract/records.ts';
import type { JsonObject } from '#kernel/json/types.ts';
import { commitment } from '../support/accord.ts';
import { closeNodes, eventually, ok, post, twoNodes, type Officer, type Pair } from '../support/two-nodes.ts';

let pair: Pair;
beforeAll(async () => {
  pair = await twoNodes();
});
afterAll(closeNodes);

const about = (id: string) => async (at: Officer) => ok(await at.get<CommitmentView>(`/api/v1/commitments/${id}`));
const listed = async (at: Officer, query = '') =>
  ok(await at.get<RegisterList>(`/api/v1/register?accord=${pair.accord}${query}`)).commitments;
const idsOf = (rows: RegisterList['commitments']): string[] =>
  rows.map(({ commitment: { record } }) => String(record['id']));
const figures = async (at: Officer) => ok(await at.get<Figures>(`/api/v1/register/figures?accord=${pair.accord}`));
const evidence = ({ record, c }: Pick<RecordView, 'record' | 'c'>): JsonObject => ({
  ref: String(record['id']),
  modified: String(record['modified']),
  c,
});
const rate = async (at: Officer, id: string, more: JsonObject): Promise<string> => {
  const { commitment: bound } = await about(id)(at);
  const said = { type: 'progress', accord_ref: pair.accord, commitment_ref: id, evidence: [evidence(bound)], ...more };
  return (await post(at, said)).record.id;
};
/** What both sides show, once they show the same. */
const both = async <T>(look: (at: Officer) => Promise<T>, check: (shown: T) => void): Promise<T> =>
  eventually(async () => {
    const [atA, atB] = [await look(pair.atA), await look(pair.atB)];
    check(atA);
    expect(atB).toEqual(atA);
    return atA;
  });
const standing = (id: string) => async (at: Officer) => (await about(id)(at)).standing;

let first: string;

test('both sides rate a commitment, and both nodes show where they differ', async () => {
  first = (await post(pair.atA, commitment(pair.accord, { title: 'Set up the unit', theme: 'unit', due: '2026-02' })))
    .record.id;
  await eventually(() => about(first)(pair.atB));
  ok(await pair.atB.post(`/api/v1/records/${first}/steps`, { verb: 'accept' }));
  await rate(pair.atA, first, { as_of: '2026-01-31', rating: 'done', percent: 100 });
  await both(standing(first), (shown) => expect(shown).toMatchObject({ view: 'one-sided', rating: 'done' }));
  await rate(pair.atB, first, { as_of: '2026-01-31', rating: 'at-risk', percent: 40 });
  const shown = await both(standing(first), ({ view }) => expect(view).toBe('differs'));
  expect(shown.rating).toBe(null);
  expect(shown.marks).toContainEqual(expect.objectContaining({ mark: 'disputed', because: 'ratings-differ' }));
  expect(idsOf(await listed(pair.atB, '&mark=disputed'))).toEqual([first]);
});

test('a late report about an earlier day changes nothing, a later day does', async () => {
  await rate(pair.atB, first, { as_of: '2025-12-31', rating: 'off-track' });
  await rate(pair.atB, first, { as_of: '2026-02-28', rating: 'done', percent: 90 });
  await both(standing(first), (shown) => expect(shown).toMatchObject({ view: 'same', rating: 'done', percent: 90 }));
  expect(await listed(pair.atA, '&mark=disputed')).toEqual([]);
});

test('nothing is rated without evidence', async () => {
  const bare = {
    type: 'progress',
    accord_ref: pair.accord,
    commitment_ref: first,
    as_of: '2026-03-01',
    rating: 'done',
  };
  const refused = await pair.atA.post('/api/v1/records', bare);
  expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('$.evidence')]);
});

test('what is said again surfaces by itself, and lineage is told in order', async () => {
  const again = (await post(pair.atB, commitment(pair.accord, { title: 'the UNIT: set up', theme: 'unit' }))).record.id;
  const said = commitment(pair.accord, {
    title: 'Expand the unit',
    continues_ref: first,
    continues_as: 'expanded',
    announced_on: '2027',
  });
  const expanded = (await post(pair.atA, said)).record.id;
  await both(standing(again), ({ marks }) =>
    expect(marks).toContainEqual(
      expect.objectContaining({ mark: 'reannounced', because: 'same-words', record: first }),
    ),
  );
  await both(
    async (at) => (await about(first)(at)).lineage.map(({ id, as }) => [id, as]),
    (line) =>
      expect(line).toEqual([
        [first, null],
        [expanded, 'expanded'],
      ]),
  );
});

test('what depends on itself by way of others is refused, and what is needed is shown on both sides', async () => {
  const a = (await post(pair.atA, commitment(pair.accord, { title: 'A', depends_on: [first] }))).record;
  const b = (await post(pair.atA, commitment(pair.accord, { title: 'B', depends_on: [a.id] }))).record;
  const { record } = ok(await pair.atA.get<RecordView>(`/api/v1/records/${a.id}`));
  const { modified: _, ...kept } = record;
  const refused = await pair.atA.post('/api/v1/records', { ...kept, depends_on: [b.id] });
  expect([refused.status, refused.text]).toEqual([409, expect.stringContaining('depends')]);
  const linked = async (at: Officer) => {
    const { needs, neededBy, cycle } = await about(a.id)(at);
    return { needs: needs.map(({ id }) => id), neededBy: neededBy.map(({ id }) => id), cycle };
  };
  await both(linked, (shown) => expect(shown).toEqual({ needs: [first], neededBy: [b.id], cycle: null }));
});

test('the register is filtered and counted alike at both nodes', async () => {
  await both(figures, ({ all, byTheme }) => {
    expect(all.total).toBe(5);
    expect(byTheme.find(({ theme }) => theme === 'unit')).toMatchObject({ total: 2, reannounced: 1 });
  });
  expect(idsOf(await listed(pair.atA, '&mark=late'))).toContain(first);
  const byDue = idsOf(await listed(pair.atA, '&sort=due'));
  expect(byDue).toHaveLength(5);
  expect(byDue[0]).toBe(first);
});

test('the list is narrowed by rating, window, office and words, and as many are counted as are listed', async () => {
  const lead = { party: pair.a.partyId, office: { en: 'Directorate of Ferries', ur: 'دفترِ فیری' } };
  const said = { title: 'Exchange ferry timetables', theme: 'ferries', due: '2031-05', leads: [lead] };
  const ferry = (await post(pair.atA, commitment(pair.accord, said))).record.id;
  const narrowed = async (query: string) => {
    const found = idsOf(await listed(pair.atA, query));
    const { listed: count } = ok(
      await pair.atA.get<FilteredFigures>(`/api/v1/register/figures?accord=${pair.accord}${query}`),
    );
    expect(found).toHaveLength(count);
    return found;
  };
  expect(await narrowed('&rating=done')).toEqual([first]);
  expect(await narrowed('&from=2031-05-31&until=2031-05-31')).toEqual([ferry]);
  expect(await narrowed('&until=2031-05-30&words=ferry')).toEqual([]);
  expect(await narrowed('&lead=ferries%20directorate')).toEqual([ferry]);
  expect(await narrowed(`&lead=${encodeURIComponent('دفتر')}`)).toEqual([ferry]);
  expect(await narrowed('&words=TIMETABLE')).toEqual([ferry]);
  expect(await narrowed('&words=timetable%20unit')).toEqual([]);
  const { leads } = ok(await pair.atA.get<FilteredFigures>(`/api/v1/register/figures?accord=${pair.accord}`));
  expect(leads).toEqual([{ ...lead, count: 1 }]);
  for (const wrong of ['from=2031-02-30', 'mark=red', 'colour=red'])
    expect((await pair.atA.get(`/api/v1/register?accord=${pair.accord}&${wrong}`)).status, wrong).toBe(422);
});

test('who sees less than what was folded is told nothing of the rest', async () => {
  const low = await pair.a.officer('analyst', pair.accord, { tlp: 'green' });
  expect(await listed(low)).toEqual([]);
  expect((await figures(low)).all.total).toBe(0);
});
