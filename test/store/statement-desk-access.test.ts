import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RetentionView } from '#contract/retention.ts';
import type { DeskJournal, DeskQueue, DeskStatement, Published } from '#contract/statement-desk.ts';
import type { Role } from '#api/permissions.ts';
import { withdrawDue } from '#modules/statements/desk/withdraw.ts';
import { sql } from '#store/db.ts';
import { seatPerson } from '#store/people/seat-person.ts';
import { plainSql } from '../support/plain-sql.ts';
import { accepted, decide, DESK, deskAt, put, read, undertakings } from '../support/statement-desk.ts';
import {
  closeNodes,
  eventually,
  ok,
  recordAt,
  twoNodes,
  type Officer,
  type Pair,
  type View,
} from '../support/two-nodes.ts';

let pair: Pair;
/** Under amber+strict, decided on, with a set that it is in. */
let hidden: DeskStatement;
let set: string;

beforeAll(async () => {
  pair = await twoNodes();
  const { atA, accord } = pair;
  const [first, second] = [
    await put(atA, accord, { title: 'The eleventh berth', marking: 'amber+strict' }),
    await put(atA, accord, { marking: 'amber+strict' }),
  ];
  hidden = await read(atA, first);
  await read(atA, second);
  hidden = ok(await decide(atA, hidden, undertakings(hidden).map(accepted)));
  set = ok(await atA.post<{ id: string }>(`${DESK}/sets`, { kind: 'pair', statements: [first, second] })).id;
  hidden = await deskAt(atA, first);
});
afterAll(closeNodes);

/** Every way to a statement, and what each takes. */
const ways = (id: string, version: number): [string, string, object | undefined][] => [
  ['GET', `${DESK}/${id}`, undefined],
  ['GET', `${DESK}/${id}/journal`, undefined],
  ['GET', `${DESK}/sets/${set}`, undefined],
  ['GET', `${DESK}/sets/${set}/comparison`, undefined],
  ['POST', `${DESK}/${id}/decisions`, { version, decisions: [{ decision: 'rejected', item: hidden.items[0]!.id }] }],
  ['POST', `${DESK}/${id}/undo`, { version, undo: version }],
  ['POST', `${DESK}/${id}/details`, { version, title: 'Mine' }],
  ['POST', `${DESK}/${id}/read`, { version }],
  ['POST', `${DESK}/${id}/publish`, { version, items: [hidden.drafts[0]!.item] }],
  ['POST', `${DESK}/${id}/withdraw`, { version, why: 'mine' }],
  ['POST', `${DESK}/sets`, { kind: 'line', statements: [id, id.replace(/^./, (one) => (one === '0' ? '1' : '0'))] }],
  ['POST', `${DESK}/sets/${set}/dissolve`, { version: 1 }],
];
const asked = async (at: Officer, [method, path, body]: ReturnType<typeof ways>[number]): Promise<number> => {
  const json = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  return (await at.ask(path, { method, ...(body === undefined ? {} : json) })).status;
};

const readers: [string, string | null, View][] = [
  ['no member of the accord', null, {}],
  ['a member for another channel', 'member', { channels: ['charter', 'exchange'] }],
  ['a member up to a lower marking', 'member', { tlp: 'amber' }],
];
describe.each(readers)('%s', (_, member, view) => {
  let at: Officer;
  beforeAll(async () => {
    at = await pair.a.officer('secretary', member === null ? null : pair.accord, view);
  });

  test('is told that there is nothing, by every way, and neither list nor count says otherwise', async () => {
    for (const way of ways(hidden.id, hidden.version)) expect(await asked(at, way), `${way[0]} ${way[1]}`).toBe(404);
    const queue = ok(await at.get<DeskQueue>(DESK));
    expect(queue.statements).toEqual([]);
    expect(Object.values(queue.states).every((count) => count === 0)).toBe(true);
    expect(ok(await at.get<{ sets: unknown[] }>(`${DESK}/sets?statement=${hidden.id}`)).sets).toEqual([]);
    expect(ok(await at.get<{ documents: unknown[] }>('/api/v1/statement-labels')).documents).toEqual([]);
    expect(await deskAt(pair.atA, hidden.id)).toEqual(hidden);
  });

  test('is not told that a text is there by putting it in', async () => {
    const { text, marking } = hidden;
    const answer = await at.post(DESK, { accord: pair.accord, statements: [{ text, marking }] });
    expect(answer.status).toBe(member === null ? 404 : 403);
    // Under a marking that they may read it is another statement.
    if (view.tlp === undefined) return;
    const taken = await at.post<{ statements: { id: string }[] }>(DESK, {
      accord: pair.accord,
      statements: [{ text, marking: 'clear' }],
    });
    expect(taken).toMatchObject({ status: 201, body: { statements: [{ isNew: true, version: 1 }] } });
    // The node reads it in the background, and writes to its journal that it did.
    await read(at, taken.body.statements[0]!.id);
    await pair.a.running.db.transaction('node', (tx) =>
      tx
        .run(
          sql`delete from statements.journal where statement in (select seq from statements.statement where marking = 'clear')`,
        )
        .then(() => tx.run(sql`delete from statements.statement where marking = 'clear'`)),
    );
  });
});

describe('An assignment elsewhere', () => {
  /** A secretary of another accord, and this here. */
  const elsewhere = async (role: Role): Promise<Officer> => {
    const { db, self } = pair.a.running;
    const at = await pair.a.officer('secretary', `accord--${randomUUID()}`);
    const { id: personId } = ok(await at.get<{ person: { id: string } }>('/api/v1/session')).person;
    await seatPerson(db.pool, { personId, role, unit: { en: 'x' }, accordId: pair.accord, at: self.now() });
    return at;
  };

  test('opens no act here: who only reads in this accord changes nothing, by every way', async () => {
    const at = await elsewhere('minister-office');
    expect(await deskAt(at, hidden.id)).toEqual(hidden);
    for (const way of ways(hidden.id, hidden.version).filter(([method]) => method === 'POST'))
      expect(await asked(at, way), `${way[0]} ${way[1]}`).toBe(way[1].endsWith('/sets') ? 404 : 403);
    expect(ok(await at.get<{ documents: unknown[] }>('/api/v1/statement-labels')).documents).toEqual([]);
    expect(await deskAt(pair.atA, hidden.id)).toEqual(hidden);
  });

  test('opens no reading here: to whose role here no statements are granted there are none', async () => {
    await pair.a.running.db.pool.query(
      `delete from people.permission_grant where role = 'dispatcher' and action = 'statements.read'`,
    );
    const at = await elsewhere('dispatcher');
    for (const way of ways(hidden.id, hidden.version)) expect(await asked(at, way), `${way[0]} ${way[1]}`).toBe(404);
    expect(ok(await at.get<DeskQueue>(DESK)).statements).toEqual([]);
  });
});

describe('Oversight', () => {
  test('reads all of it, takes labels out, and changes nothing', async () => {
    const { a, accord, atA } = pair;
    const at = await a.officer('oversight', accord);
    expect(await deskAt(at, hidden.id)).toEqual(hidden);
    expect(ok(await at.get<DeskJournal>(`${DESK}/${hidden.id}/journal`)).acts.length).toBeGreaterThan(2);
    expect((await at.get('/api/v1/statement-labels')).status).toBe(200);
    for (const way of ways(hidden.id, hidden.version).filter(([method]) => method === 'POST'))
      expect(await asked(at, way), `${way[0]} ${way[1]}`).toBe(403);
    expect((await at.post(DESK, { accord, statements: [{ text: 'Both sides agreed.' }] })).status).toBe(403);
    expect(await deskAt(atA, hidden.id)).toEqual(hidden);
  });
});

test('the database keeps a reader to their classes, and from writing, whatever is asked of it', async () => {
  const { db } = pair.a.running;
  const tables = ['statement', 'item', 'journal', 'grouping', 'member'];
  const count = (table: string, classes: readonly number[]) =>
    db.transaction({ classes }, (tx) =>
      tx.row<{ count: number }>(plainSql(`select count(*) from statements.${table}`)),
    );
  const own = await db.transaction('node', (tx) =>
    tx.row<{ class: number }>(sql`select class from statements.statement where id = ${hidden.id}`),
  );
  for (const table of tables) {
    expect((await count(table, [own!.class]))!.count, table).toBeGreaterThan(0);
    expect((await count(table, [999_999]))!.count, table).toBe(0);
    const changed = db.transaction({ classes: [own!.class] }, (tx) =>
      tx.run(plainSql(`delete from statements.${table}`)),
    );
    expect(await changed, table).toBe(0);
  }
  await expect(
    db.transaction({ classes: [own!.class] }, (tx) =>
      tx.run(sql`
        insert into statements.journal (statement, class, version, at, act)
        select seq, class, 1, now(), 'put' from statements.statement limit 1`),
    ),
  ).rejects.toThrow(/row-level security/);
});

test('who read which statement is in the access log before the answer', async () => {
  const { a, accord } = pair;
  const at = await a.officer('analyst', accord);
  const entries = () =>
    a.running.db.pool.query<{ count: number }>(`select count from oversight.access where query = $1 order by id`, [
      `GET ${DESK}/${hidden.id}`,
    ]);
  const before = (await entries()).rows.length;
  await deskAt(at, hidden.id);
  expect((await entries()).rows.slice(before)).toEqual([{ count: 1 }]);
});

describe('Withdrawing', () => {
  test('destroys the text and all that was said of it, keeps the fact and what was published, and lets it be put in again', async () => {
    const { a, atA, accord } = pair;
    const title = 'The twelfth berth';
    const id = await put(atA, accord, { title });
    const statement = await read(atA, id);
    const decided = ok(
      await decide(
        atA,
        statement,
        undertakings(statement).map((item) => ({ ...accepted(item), reason: 'the twelfth reason' })),
      ),
    );
    const wanted = { version: decided.version, items: [decided.drafts[0]!.item] };
    const { statement: published, records } = ok(
      await atA.post<{ statement: DeskStatement; records: string[] }>(`${DESK}/${id}/publish`, wanted),
    );
    const analyst = await a.officer('analyst', accord);
    const why = { version: published.version, why: 'put in by mistake' };
    expect((await analyst.post(`${DESK}/${id}/withdraw`, why)).status).toBe(403);
    const gone = ok(await atA.post<DeskStatement>(`${DESK}/${id}/withdraw`, why));
    expect(gone).toMatchObject({
      state: 'withdrawn',
      title: null,
      text: '',
      items: [],
      drafts: [],
      sha256: statement.sha256,
    });
    expect(gone.withdrawn).toMatchObject({ by: 'The secretary', why: 'put in by mistake' });
    expect((await recordAt(atA, records[0]!)).record['quote']).toBeDefined();
    const { acts } = ok(await atA.get<DeskJournal>(`${DESK}/${id}/journal`));
    expect(acts.map(({ act }) => act)).toEqual(
      expect.arrayContaining(['put', 'read', 'decided', 'published', 'withdrawn']),
    );
    expect(JSON.stringify(acts)).not.toMatch(/twelfth/);
    const left = await a.running.db.transaction('node', (tx) =>
      tx.rows<{ row: string }>(sql`
        select s::text as row from statements.statement s where s.id = ${id}
        union all select i::text from statements.item i join statements.statement s on s.seq = i.statement where s.id = ${id}
        union all select j::text from statements.journal j join statements.statement s on s.seq = j.statement where s.id = ${id}`),
    );
    expect(left.map(({ row }) => row).join('\n')).not.toMatch(/twelfth|hotline/);
    for (const way of ways(id, gone.version).filter(([method, path]) => method === 'POST' && path.includes(id)))
      expect(await asked(atA, way), `${way[0]} ${way[1]}`).toBe(409);
    const again = await atA.post<{ statements: { id: string; isNew: boolean }[] }>(DESK, {
      accord,
      statements: [{ text: statement.text }],
    });
    expect(again.body.statements[0]).toMatchObject({ isNew: true });
    expect(again.body.statements[0]!.id).not.toBe(id);
  });

  test('waits for a legal hold on the record of the statement', async () => {
    const { a, atA, accord } = pair;
    const statement = await read(atA, await put(atA, accord));
    const { statement: published, records } = ok(
      await atA.post<Published>(`${DESK}/${statement.id}/publish`, {
        version: statement.version,
        items: [],
        withStatement: true,
      }),
    );
    const { holds } = ok(await atA.post<RetentionView>(`/api/v1/records/${records[0]}/holds`, { reason: 'A case' }));
    const { id, version } = published;
    expect((await atA.post(`${DESK}/${id}/withdraw`, { version, why: 'a mistake' })).status).toBe(409);
    const { db, self } = a.running;
    await db.transaction('node', async (tx) => {
      await tx.run(sql`update statements.statement set keep_until = now() where id = ${id}`);
      expect(await withdrawDue(tx, self.now())).toBe(false);
    });
    expect((await deskAt(atA, id)).state).toBe('read');
    ok(await atA.post(`/api/v1/records/${records[0]}/holds/${holds![0]!.id}/lift`, { why: 'It ended' }));
    await eventually(async () => expect((await deskAt(atA, id)).state).toBe('withdrawn'));
  });

  test('is done by the node when a text was kept for its time', async () => {
    const { a, atA, accord } = pair;
    const id = await put(atA, accord);
    const { keptUntil } = await read(atA, id);
    expect(Math.round((Date.parse(keptUntil) - Date.now()) / 86_400_000)).toBe(800);
    await a.running.db.transaction('node', async (tx) => {
      await tx.run(sql`update statements.statement set keep_until = now() where id = ${id}`);
      await tx.run(sql`select pg_notify('entente_desk', '')`);
    });
    const gone = await eventually(async () => {
      const found = await deskAt(atA, id);
      expect(found.state).toBe('withdrawn');
      return found;
    });
    expect(gone.withdrawn).toMatchObject({ by: '', why: 'retention-ended' });
  });
});
