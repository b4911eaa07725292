import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RecordList } from '#contract/records.ts';
import type { DeskJournal, DeskQueue, DeskStatement, Published, PutStatements } from '#contract/statement-desk.ts';
import { sql } from '#store/db.ts';
import {
  accepted,
  decide,
  DESK,
  deskAt,
  put as putUnder,
  read,
  text,
  undertakings,
} from '../support/statement-desk.ts';
import {
  closeNodes,
  eventually,
  ok,
  recordAt,
  twoNodes,
  type Answer,
  type Officer,
  type Pair,
  type Problem,
} from '../support/two-nodes.ts';

let pair: Pair;

beforeAll(async () => {
  pair = await twoNodes();
});
afterAll(closeNodes);

const put = (at: Officer, given: Record<string, unknown> = {}): Promise<string> => putUnder(at, pair.accord, given);

test('a text is put in, read in the background, decided on, and becomes records with its words', async () => {
  const { atA } = pair;
  const id = await put(atA, {
    title: 'A statement',
    source: { name: 'A ministry', url: 'https://ministry.example/1' },
  });
  const statement = await read(atA, id);
  expect(statement).toMatchObject({
    state: 'read',
    title: 'A statement',
    lang: 'en',
    reading: { fault: null, isCurrent: true },
  });
  const count = undertakings(statement).length;
  expect(count).toBeGreaterThan(1);
  const decided = ok(await decide(atA, statement, undertakings(statement).map(accepted)));
  expect(decided).toMatchObject({
    state: 'in-review',
    version: statement.version + 1,
    progress: { drafts: count, published: 0 },
  });
  expect(decided.drafts.map(({ lacks }) => lacks)).toEqual(decided.drafts.map(() => []));
  const items = decided.drafts.map(({ item }) => item);
  const made = ok(
    await atA.post<Published>(`${DESK}/${id}/publish`, { version: decided.version, items, withStatement: true }),
  );
  expect(made.records).toHaveLength(count + 1);
  for (const [n, item] of undertakings(made.statement).entries()) {
    const { record } = await recordAt(atA, item.record!);
    const { start, end } = item.values;
    expect(record).toMatchObject({
      type: 'commitment',
      quote: { type: 'TextQuoteSelector', exact: decided.text.slice(start, end) },
      source: { title: 'A statement', lang: 'en', sha256: decided.sha256, start, end },
    });
    expect(item.publishedAt, String(n)).not.toBeNull();
  }
});

type Refused = Problem & { readonly errors?: readonly { readonly path: string; readonly message: string }[] };
const refused = (answer: Answer<unknown>): Refused & { status: number } => ({
  ...(answer.body as Refused),
  status: answer.status,
});
const queueOf = async (at: Officer, query = ''): Promise<DeskQueue> =>
  ok(await at.get<DeskQueue>(`${DESK}?accord=${pair.accord}${query}`));
const ready = async (given: Record<string, unknown> = {}): Promise<DeskStatement> => {
  const { atA } = pair;
  return read(atA, await put(atA, given));
};
const commitmentsAt = async (at: Officer): Promise<string[]> =>
  ok(await at.get<RecordList>(`/api/v1/records?accord=${pair.accord}&type=commitment`)).records.map(({ record }) =>
    String(record['id']),
  );

describe('Putting in', () => {
  test('the same text twice makes one, in a batch and again, and says that it is there', async () => {
    const { atA, accord } = pair;
    const [one, two] = [text(), text()];
    const many = await atA.post<PutStatements>(DESK, {
      accord,
      statements: [{ text: one }, { text: two }, { text: one }],
    });
    expect(many.status).toBe(201);
    expect(many.body.statements.map(({ isNew }) => isNew)).toEqual([true, true, false]);
    const again = await atA.post<PutStatements>(DESK, { accord, statements: [{ text: two }, { text: one }] });
    expect(again.status).toBe(200);
    expect(again.body.statements.map(({ id, isNew }) => [id, isNew])).toEqual(
      [many.body.statements[1], many.body.statements[0]].map((entry) => [entry!.id, false]),
    );
  });

  test('at the same moment by several makes one', async () => {
    const { atA, accord } = pair;
    const texts = [text(), text(), text()];
    const batches = [texts, texts.toReversed(), texts, texts.toReversed()];
    const answers = await Promise.all(
      batches.map((batch) =>
        atA.post<PutStatements>(DESK, { accord, statements: batch.map((one) => ({ text: one })) }),
      ),
    );
    const all = answers.flatMap((answer) => ok(answer).statements);
    expect(new Set(all.map(({ id }) => id)).size).toBe(3);
    expect(all.filter(({ isNew }) => isNew)).toHaveLength(3);
  });

  test('is refused where it makes no sense, and nothing of the batch is kept', async () => {
    const { atA, accord } = pair;
    const before = (await queueOf(atA)).statements.length;
    const sound = { text: text() };
    const wrong: [Record<string, unknown>, number][] = [
      [{ accord, statements: [sound, { text: ' \n ' }] }, 422],
      [{ accord, statements: [sound, { text: 'a'.repeat(200_001) }] }, 422],
      [{ accord, statements: [sound, { text: 'a', side: 'identity--00000000-0000-4000-8000-000000000000' }] }, 422],
      [{ accord, statements: [sound, { text: 'a', marking: 'red' }] }, 403],
      [{ accord, statements: [sound, { text: 'a', published: '2031-02-30' }] }, 422],
      [{ accord, statements: [sound, { text: 'a', source: { name: 'A', url: 'javascript:alert(1)' } }] }, 422],
      [{ accord, statements: [] }, 422],
      [{ accord, statements: Array.from({ length: 51 }, () => sound) }, 422],
      [{ accord: 'accord--00000000-0000-4000-8000-000000000000', statements: [sound] }, 404],
    ];
    for (const [body, status] of wrong)
      expect((await atA.post(DESK, body)).status, JSON.stringify(body).slice(0, 90)).toBe(status);
    expect((await queueOf(atA)).statements.length).toBe(before);
  });
});

describe('The queue', () => {
  test('is filtered, counted and paged', async () => {
    const { atA, b } = pair;
    const id = await put(atA, { side: b.partyId, lang: 'fr' });
    await read(atA, id);
    const { statements, states } = await queueOf(atA, `&side=${b.partyId}&lang=fr&state=read`);
    expect(statements.map((one) => one.id)).toEqual([id]);
    expect(states.read).toBeGreaterThan(0);
    const pages: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: DeskQueue = await queueOf(atA, cursor === '' ? '' : `&cursor=${cursor}`);
      pages.push(...page.statements.map((one) => one.id));
      cursor = page.next;
    }
    expect(new Set(pages).size).toBe(pages.length);
    expect(pages.length).toBe(Object.values(states).reduce((sum, count) => sum + count, 0));
    expect((await atA.get(`${DESK}?state=lost`)).status).toBe(422);
  });
});

describe('Reading', () => {
  test('says why a text could not be read, which is then marked by hand and published', async () => {
    const { atA } = pair;
    const statement = await ready({ lang: 'fr', text: `Les deux parties sont convenues de se réunir. ${text()}` });
    expect(statement).toMatchObject({
      state: 'read',
      items: [],
      reading: { fault: expect.stringContaining('no reader for the language fr') },
    });
    expect(Object.values(statement.sides).map(({ party }) => party)).toEqual([pair.a.partyId, pair.b.partyId]);
    const added = ok(
      await decide(atA, statement, [
        {
          decision: 'added',
          type: 'commitments',
          values: { start: 0, end: 44, kind: 'recurring-meeting', responsible: 'B', status: 'agreed', title: 'Meet' },
        },
      ]),
    );
    expect(added.drafts).toMatchObject([
      { lacks: [], record: { responsible: [pair.b.partyId], title: 'Meet', source: { lang: 'fr' } } },
    ]);
    const { records } = ok(
      await atA.post<Published>(`${DESK}/${added.id}/publish`, { version: added.version, items: [added.items[0]!.id] }),
    );
    expect((await recordAt(atA, records[0]!)).record['quote']).toMatchObject({
      exact: 'Les deux parties sont convenues de se réunir',
    });
  });

  test('a text at which the node ended again and again is not tried for ever', async () => {
    const { a, atA } = pair;
    const { id } = await ready();
    await a.running.db.transaction('node', async (tx) => {
      await tx.run(sql`update statements.statement set read_attempts = 3, read_wanted = now() where id = ${id}`);
      await tx.run(sql`select pg_notify('entente_desk', '')`);
    });
    await eventually(async () => expect((await deskAt(atA, id)).reading.fault).toContain('the node ended 3 times'));
    const { version } = await deskAt(atA, id);
    expect((await atA.post(`${DESK}/${id}/read`, { version })).status).toBe(202);
    await eventually(async () =>
      expect((await deskAt(atA, id)).reading).toMatchObject({ fault: null, isWaiting: false }),
    );
  });

  test('what was wanted before the node was stopped is read after its start, and decisions outlast a second reading', async () => {
    const { a, atA } = pair;
    const statement = await ready();
    const [first, second] = undertakings(statement);
    const decided = ok(
      await decide(atA, statement, [accepted(first!), { decision: 'rejected', item: second!.id, reason: 'rhetoric' }]),
    );
    await a.stop();
    await a.start();
    ok(await atA.post(`${DESK}/${decided.id}/read`, { version: decided.version }));
    const again = await read(atA, decided.id);
    expect(again.version).toBe(decided.version + 1);
    expect(undertakings(again).map(({ id, decision }) => [id, decision])).toEqual(
      undertakings(decided).map(({ id, decision }) => [id, decision]),
    );
  });
});

describe('Two reviewers', () => {
  test('do not overwrite each other: the later is told what changed, and nothing of theirs is half kept', async () => {
    const { a, atA, accord } = pair;
    const other = await a.officer('liaison-officer', accord);
    const statement = await ready();
    const [first, second] = undertakings(statement);
    const mine = ok(await decide(atA, statement, [accepted(first!)]));
    const theirs = refused(
      await decide(other, statement, [accepted(second!), { decision: 'rejected', item: first!.id }]),
    );
    expect(theirs).toMatchObject({ status: 409, code: 'conflict' });
    expect(theirs.errors).toEqual([
      { path: `$.items.${first!.id}`, message: expect.stringMatching(/^accepted in version \d+ by The secretary$/) },
    ]);
    expect(await deskAt(other, statement.id)).toEqual(mine);
  });

  test('at the same moment, one of many is taken', async () => {
    const { atA } = pair;
    const statement = await ready();
    const [first] = undertakings(statement);
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => decide(atA, statement, [accepted(first!)])));
    expect(answers.map(({ status }) => status).toSorted((x, y) => x - y)).toEqual([200, 409, 409, 409, 409]);
    expect((await deskAt(atA, statement.id)).version).toBe(statement.version + 1);
  });

  test('a decision is undone by a version of its own, and the journal keeps both', async () => {
    const { atA } = pair;
    const statement = await ready();
    const [first, second] = undertakings(statement);
    const v1 = ok(await decide(atA, statement, [accepted(first!)]));
    const v2 = ok(await decide(atA, v1, [{ decision: 'rejected', item: second!.id, reason: 'rhetoric' }]));
    expect(v2.undoable).toBe(v2.version);
    const undo = async (on: DeskStatement): Promise<DeskStatement> =>
      ok(await atA.post<DeskStatement>(`${DESK}/${on.id}/undo`, { version: on.version, undo: on.undoable }));
    const back = await undo(v2);
    expect(back.version).toBe(v2.version + 1);
    expect(back.undoable).toBe(v1.version);
    const start = await undo(back);
    expect(undertakings(start).map(({ decision }) => decision)).toEqual(
      undertakings(statement).map(({ decision }) => decision),
    );
    expect(start.undoable).toBeNull();
    const { acts } = ok(await atA.get<DeskJournal>(`${DESK}/${statement.id}/journal?since=${statement.version}`));
    expect(acts.map(({ act, item, decision, reason, reviewer }) => [act, item, decision, reason, reviewer])).toEqual([
      ['decided', first!.id, 'accepted', null, 'The secretary'],
      ['decided', second!.id, 'rejected', 'rhetoric', 'The secretary'],
      ['undone', second!.id, 'open', null, 'The secretary'],
      ['undone', first!.id, 'open', null, 'The secretary'],
    ]);
    const { start: from, end } = first!.values;
    expect(acts[0]).toMatchObject({
      inputHash: statement.sha256,
      span: { start: from, end },
      reader: statement.reading.reader,
      before: { decision: 'open' },
      after: { decision: 'accepted' },
    });
  });
});

describe('Publishing', () => {
  test('asked again after a lost answer, on the version of before, it answers alike and makes nothing twice', async () => {
    const { atA } = pair;
    const statement = await ready();
    const decided = ok(await decide(atA, statement, undertakings(statement).map(accepted)));
    const asked = { version: decided.version, items: decided.drafts.map(({ item }) => item), withStatement: true };
    const answers = await Promise.all([1, 2, 3].map(() => atA.post<Published>(`${DESK}/${decided.id}/publish`, asked)));
    const made = answers.map((answer) => ok(answer));
    expect(made[1]).toEqual(made[0]);
    expect(ok(await atA.post<Published>(`${DESK}/${decided.id}/publish`, asked))).toEqual(made[0]);
    const there = await commitmentsAt(atA);
    for (const id of made[0]!.records.slice(1)) expect(there.filter((one) => one === id)).toHaveLength(1);
  });

  test('a node that was put back from before it was published makes nothing twice either', async () => {
    const { a, atA } = pair;
    const statement = await ready();
    const decided = ok(await decide(atA, statement, undertakings(statement).map(accepted)));
    const items = decided.drafts.map(({ item }) => item);
    const publish = async (version: number): Promise<Published> =>
      ok(await atA.post<Published>(`${DESK}/${decided.id}/publish`, { version, items }));
    const first = await publish(decided.version);
    // As a backup has it whose records the partner has returned since.
    await a.running.db.transaction('node', (tx) =>
      tx.run(sql`update statements.item set published_at = null where record = any (${first.records})`),
    );
    const second = await publish(first.statement.version);
    expect(second.records).toEqual(first.records);
    for (const id of first.records) expect((await recordAt(atA, id)).earlier).toEqual([]);
  });

  test('is all or nothing: one draft that the register refuses keeps all others back', async () => {
    const { atA } = pair;
    const statement = await ready();
    const [first, second] = undertakings(statement);
    const decided = ok(
      await decide(atA, statement, [
        accepted(first!),
        { decision: 'edited', item: second!.id, values: { ...second!.values, due: 'some day' } as never },
      ]),
    );
    expect(decided.drafts.map(({ lacks }) => lacks)).toEqual([[], ['due']]);
    const before = await commitmentsAt(atA);
    const items = decided.drafts.map(({ item }) => item);
    expect((await atA.post(`${DESK}/${decided.id}/publish`, { version: decided.version, items })).status).toBe(422);
    expect(await commitmentsAt(atA)).toEqual(before);
    expect(await deskAt(atA, decided.id)).toEqual(decided);
    // The rest may go first; then it is no longer the desk's to change.
    const { statement: now } = ok(
      await atA.post<Published>(`${DESK}/${decided.id}/publish`, { version: decided.version, items: [first!.id] }),
    );
    expect(now.progress).toMatchObject({ drafts: 1, published: 1 });
    expect(refused(await decide(atA, now, [{ decision: 'rejected', item: first!.id }]))).toMatchObject({ status: 409 });
    expect((await atA.post(`${DESK}/${now.id}/publish`, { version: now.version, items: [] })).status).toBe(422);
  });

  test('what comes of a text is marked no lower than the text, and goes to the partner by the ordinary door', async () => {
    const { atA, atB } = pair;
    const statement = await ready({ marking: 'amber+strict' });
    const decided = ok(await decide(atA, statement, [accepted(undertakings(statement)[0]!)]));
    const { records } = ok(
      await atA.post<Published>(`${DESK}/${decided.id}/publish`, {
        version: decided.version,
        items: [decided.drafts[0]!.item],
      }),
    );
    expect((await recordAt(atA, records[0]!)).record['object_marking_refs']).toEqual([
      'marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003',
      expect.stringMatching(/^marking-definition--/),
    ]);
    await eventually(async () =>
      expect((await recordAt(atA, records[0]!)).delivery[0]).toMatchObject({ state: 'withheld' }),
    );
    const clear = await ready({ marking: 'clear' });
    const open = ok(await decide(atA, clear, [accepted(undertakings(clear)[0]!)]));
    const sent = ok(
      await atA.post<Published>(`${DESK}/${open.id}/publish`, { version: open.version, items: [open.drafts[0]!.item] }),
    );
    const { record } = await eventually(() => recordAt(atB, sent.records[0]!));
    expect(record['object_marking_refs']).toEqual(
      expect.arrayContaining(['marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421']),
    );
  });
});

describe('An officer is through', () => {
  test('only when every undertaking is decided on, and a decision opens the review again', async () => {
    const { atA } = pair;
    const statement = await ready();
    const details = (on: DeskStatement, given: object): Promise<Answer<DeskStatement>> =>
      atA.post<DeskStatement>(`${DESK}/${on.id}/details`, { version: on.version, ...given });
    expect(refused(await details(statement, { state: 'done' }))).toMatchObject({ status: 409 });
    const decided = ok(await decide(atA, statement, undertakings(statement).map(accepted)));
    const sides = {
      A: { names: ['Northern Harbour'], party: pair.a.partyId },
      B: { names: ['Southern Harbour'], party: pair.b.partyId },
    };
    const done = ok(await details(decided, { state: 'done', title: 'Another title', sides }));
    expect(done).toMatchObject({ state: 'done', title: 'Another title', sides });
    expect(ok(await decide(atA, done, [{ decision: 'open', item: undertakings(done)[0]!.id }])).state).toBe(
      'in-review',
    );
    expect((await details(done, { title: 'Too late' })).status).toBe(409);
    expect((await details({ ...done, version: done.version + 1 }, { side: 'identity--1' })).status).toBe(422);
  });
});
