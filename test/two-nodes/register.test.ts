import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CommitmentView, Figures, FilteredFigures, RegisterList } from '#contract/register.ts';
import type { ImportPreview } from '#contract/register-import.ts';
import type { RegisterView } from '#contract/register-views.ts';
import type { Today } from '#contract/today.ts';
import type { RecordView } from '#contract/records.ts';
import type { JsonObject } from '#kernel/json/types.ts';
import type { Caller } from '#api/caller.ts';
import { commitmentPoints } from '#modules/commitments/agenda-points.ts';
import { commitmentsModule } from '#modules/commitments/module.ts';
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

const REGISTER = '/api/v1/register';
const taken = async (at: Officer, query = ''): Promise<string> => {
  const answer = await at.ask(`${REGISTER}/export?accord=${pair.accord}${query}`);
  expect(answer.status).toBe(200);
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await answer.arrayBuffer());
};
const previewed = async (at: Officer, csv: string | Uint8Array) => {
  const body = typeof csv === 'string' ? new TextEncoder().encode(csv) : csv;
  const headers = { 'content-type': 'text/csv' };
  const answer = await at.ask(`${REGISTER}/import?accord=${pair.accord}`, { method: 'POST', headers, body });
  return { status: answer.status, plan: (await answer.json()) as ImportPreview & { readonly detail: string } };
};

test('what was taken out as CSV changes nothing when it is put in, at either node', async () => {
  const formula = { title: '=HYPERLINK("x")\nand "more", of it', theme: 'unit' };
  const last = (await post(pair.atA, commitment(pair.accord, formula))).record.id;
  // What was written before it is there too: a feed has one order.
  await eventually(() => about(last)(pair.atB));
  for (const at of [pair.atA, pair.atB]) {
    const csv = await taken(at);
    const { plan } = await previewed(at, csv);
    expect(plan.rows).toEqual([]);
    expect(plan.counts).toEqual({ new: 0, changed: 0, unchanged: (await listed(at)).length, wrong: 0 });
  }
  const csv = await taken(pair.atA, '&words=hyperlink');
  expect(csv.charCodeAt(0)).toBe(0xfeff);
  expect(csv).toContain(`"'=HYPERLINK(""x"")\nand ""more"", of it"`);
});

test('a file is looked at before it is written, row by row through the door of every record, and again without doubles', async () => {
  const [head = '', ...lines] = (await taken(pair.atA, '&words=timetables')).split('\r\n');
  const ferries = lines[0]!
    .replace('Exchange ferry timetables', 'Exchange all timetables')
    .replace(',2031-05,', ',2031-06,');
  const file = `${head}\r\n${ferries}\r\n,,Buy a bell,other,,agreed,A,2032\r\n,,,other,,agreed,A,2032\r\n,,Bad,song,,agreed,C,soon\r\n`;
  const { plan } = await previewed(pair.atA, file);
  expect(plan.counts).toEqual({ new: 1, changed: 1, unchanged: 0, wrong: 2 });
  expect(
    plan.rows.map(({ line, what, problems }) => [line, what, problems.map(({ column, why }) => [column, why])]),
  ).toEqual([
    [2, 'changed', []],
    [3, 'new', []],
    [4, 'wrong', [['title', 'needed']]],
    [5, 'wrong', [['kind', 'unknown-value']]],
  ]);
  expect(plan.rows[0]!.changes).toEqual([
    { column: 'title', from: 'Exchange ferry timetables', to: 'Exchange all timetables' },
    { column: 'due', from: '2031-05', to: '2031-06' },
  ]);
  const write = ({ record, c, key }: ImportPreview['rows'][number]) =>
    pair.atA.ask('/api/v1/records', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': `"${key}"`,
        ...(c === null ? {} : { 'if-match': `"${c.replaceAll('+', '-').replaceAll('/', '_').slice(0, 22)}"` }),
      },
      body: JSON.stringify(record),
    });
  const sound = plan.rows.filter(({ what }) => what !== 'wrong');
  for (const row of [...sound, ...sound]) expect((await write(row)).status).toBe(201);
  expect(idsOf(await listed(pair.atA, '&words=bell'))).toHaveLength(1);
  const again = await previewed(pair.atA, file);
  // The first line says another version than there is now; nothing of it is left to change.
  expect(again.plan.counts).toEqual({ new: 0, changed: 0, unchanged: 2, wrong: 2 });
  const older = await previewed(pair.atA, file.replace(',2031-06,', ',2031-07,'));
  expect(older.plan.rows[0]!.problems).toEqual([{ column: 'modified', why: 'revised-since', said: null }]);
  await eventually(async () => expect(idsOf(await listed(pair.atB, '&words=bell'))).toHaveLength(1));
  const theirs = await previewed(pair.atB, (await taken(pair.atB, '&words=bell')).replace('Buy a bell', 'Sell a bell'));
  expect(theirs.plan.rows[0]!.problems).toEqual([{ column: 'id', why: 'not-yours', said: null }]);
});

test('a file that is none is refused whole, and says why', async () => {
  const refused = async (csv: string | Uint8Array) => {
    const { status, plan } = await previewed(pair.atA, csv);
    return [status, plan.detail];
  };
  expect(await refused('title,colour\r\nA,red\r\n')).toEqual([422, expect.stringContaining('no column "colour"')]);
  expect(await refused(new Uint8Array([0xff, 0xfe, 0x74, 0]))).toEqual([400, expect.stringContaining('UTF-16')]);
  expect(await refused(new Uint8Array([0x74, 0xe9]))).toEqual([400, expect.stringContaining('UTF-8')]);
  expect(await refused('title,kind\r\n"never ended,other\r\n')).toEqual([422, expect.stringContaining('CSV')]);
  expect(await refused(`title\r\n${'A\r\n'.repeat(10_001)}`)).toEqual([413, expect.stringContaining('10000 rows')]);
});

test('filters are kept under a name: for oneself, or for one’s unit', async () => {
  const views = async (at: Officer) =>
    ok(await at.get<{ views: RegisterView[] }>(`${REGISTER}/views?accord=${pair.accord}`)).views;
  const keep = async (at: Officer, title: string, isShared: boolean) =>
    ok(
      await at.post<{ id: string }>(`${REGISTER}/views`, {
        accord: pair.accord,
        title,
        query: { mark: 'late' },
        isShared,
      }),
    ).id;
  const office = { unit: 'Secretariat' };
  const [maker, colleague] = [
    await pair.a.officer('secretary', pair.accord, office),
    await pair.a.officer('liaison-officer', pair.accord, office),
  ];
  await keep(maker, 'Late', false);
  const shared = await keep(maker, 'Ours', true);
  const seen = async (at: Officer) => (await views(at)).map(({ title, isOwn, isShared }) => [title, isOwn, isShared]);
  expect(await seen(maker)).toEqual([
    ['Late', true, false],
    ['Ours', true, true],
  ]);
  expect(await seen(colleague)).toEqual([['Ours', false, true]]);
  expect(await views(pair.atA)).toEqual([]);
  expect((await colleague.post(`${REGISTER}/views/${shared}/drop`, {})).status).toBe(404);
  expect((await maker.post(`${REGISTER}/views/${shared}/drop`, {})).status).toBe(204);
  expect(await views(colleague)).toEqual([]);
});

test('what nobody moves, and what is said again, is on Today and offered for the agenda', async () => {
  const title = 'Teach the pilots';
  const stuck = (await post(pair.atB, commitment(pair.accord, { title, responsible: 'both' }))).record.id;
  await eventually(() => about(stuck)(pair.atA));
  ok(await pair.atA.post(`/api/v1/records/${stuck}/steps`, { verb: 'accept' }));
  await eventually(async () => expect((await about(stuck)(pair.atB)).commitment.state).toBe('accepted'));
  const again = (await post(pair.atA, commitment(pair.accord, { title: 'teach THE pilots', responsible: 'both' })))
    .record.id;
  pair.a.clock.ahead = 91 * 86_400_000;
  try {
    const { tasks } = ok(await pair.atA.get<Today>('/api/v1/today'));
    const kindOf = (id: string) => tasks.flatMap(({ record, kind }) => (record === id ? [kind] : []));
    expect(kindOf(stuck)).toEqual(['move-stalled']);
    expect(kindOf(again)).toEqual(['settle-reannounced']);
    const { db, self } = pair.a.running;
    const modules = [commitmentsModule];
    const asked = { self, modules, accord: pair.accord, caller: {} as Caller };
    const points = await db.transaction('node', (tx) => commitmentPoints({ ...asked, tx }));
    expect(points).toContainEqual(expect.objectContaining({ kind: 'stalled-commitment', record: stuck }));
    expect(points).toContainEqual(expect.objectContaining({ kind: 'reannounced-commitment', record: again }));
  } finally {
    pair.a.clock.ahead = 0;
  }
});

test('who sees less than what was folded is told nothing of the rest', async () => {
  const low = await pair.a.officer('analyst', pair.accord, { tlp: 'green' });
  expect(await listed(low)).toEqual([]);
  expect((await figures(low)).all.total).toBe(0);
});

test('a side names its own office by its own record, and both nodes find it', async () => {
  const own = { type: 'progress', accord_ref: pair.accord, commitment_ref: first, as_of: '2026-03-01' };
  expect(idsOf(await listed(pair.atA, '&unled=theirs'))).toContain(first);
  await post(pair.atB, { ...own, lead: { en: 'Harbour police' } });
  const { bySide } = await both(standing(first), (shown) =>
    expect(shown.bySide[pair.b.partyId]?.lead).toEqual({ en: 'Harbour police' }),
  );
  expect(bySide[pair.a.partyId]?.lead).toBe(null);
  expect(idsOf(await listed(pair.atA, '&lead=harbour'))).toEqual([first]);
  expect(idsOf(await listed(pair.atA, '&unled=ours'))).toContain(first);
  expect(idsOf(await listed(pair.atA, '&unled=theirs'))).not.toContain(first);
});
