import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RecordView } from '#contract/records.ts';
import { assignmentsOf, assignOnce, MACHINE } from '#store/people/assignment.ts';
import { doOnce, KEPT_MS, type Act, type Outcome } from '#store/done-once.ts';
import { sql } from '#store/db.ts';
import { commitment } from '../support/accord.ts';
import { closeNodes, eventually, twoNodes, type Officer, type Pair } from '../support/two-nodes.ts';

let pair: Pair;
let atA: Officer;
beforeAll(async () => {
  pair = await twoNodes();
  ({ atA } = pair);
});
afterAll(closeNodes);

const RECORDS = '/api/v1/records';
const json = { 'content-type': 'application/json' };
const write = (at: Officer, path: string, body: unknown, headers: Record<string, string> = {}) =>
  at.ask(path, { method: 'POST', headers: { ...json, ...headers }, body: JSON.stringify(body) });
const said = async (answer: Response) => (await answer.json()) as RecordView & { code: string; record: { id: string } };
const count = async (): Promise<number> =>
  (await pair.a.running.db.transaction('node', (tx) =>
    tx.row<{ n: number }>(sql`select count(*) as n from store.record where type = 'commitment'`),
  ))!.n;

describe('A write with an Idempotency-Key', () => {
  it('is done once, and is answered alike each time', async () => {
    const record = commitment(pair.accord);
    const before = await count();
    const answers = [];
    for (let time = 0; time < 3; time++)
      answers.push(await write(atA, RECORDS, record, { 'idempotency-key': '"mail 17, line 3"' }));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(answers.map(({ headers }) => headers.get('location'))).size).toBe(1);
    const bodies = await Promise.all(answers.map(said));
    expect(new Set(bodies.map((body) => `${body.record.id} ${body.c}`)).size).toBe(1);
    expect(await count()).toBe(before + 1);
  });

  it('is refused with another request under the same key, and is another’s act under another’s', async () => {
    const key = { 'idempotency-key': 'k-1' };
    expect((await write(atA, RECORDS, commitment(pair.accord), key)).status).toBe(201);
    const other = await write(atA, RECORDS, { ...commitment(pair.accord), title: 'Another' }, key);
    expect([other.status, (await said(other)).code]).toEqual([422, 'key-reused']);
    const colleague = await pair.a.officer('secretary', pair.accord);
    expect((await write(colleague, RECORDS, { ...commitment(pair.accord), title: 'Another' }, key)).status).toBe(201);
  });

  it('is done by one of many who send it at once; the rest are told so', async () => {
    const before = await count();
    const record = { ...commitment(pair.accord), title: 'At once' };
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => write(atA, RECORDS, record, { 'idempotency-key': 'k-2' })),
    );
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status !== 201 && status !== 409)).toEqual([]);
    expect(statuses).toContain(201);
    expect(await count()).toBe(before + 1);
  });

  it('that failed may be sent again, and is not taken where the operation has none', async () => {
    const key = { 'idempotency-key': 'k-3' };
    const id = (await said(await write(atA, RECORDS, commitment(pair.accord)))).record.id;
    const path = `${RECORDS}/${id}/steps`;
    expect((await write(atA, path, { verb: 'nothing' }, key)).status).toBe(409);
    expect((await write(atA, path, { verb: 'report', evidence: 'Seen' }, key)).status).not.toBe(422);
    expect((await write(atA, '/api/v1/statements', { text: 'x' }, key)).status).toBe(422);
    expect((await write(atA, RECORDS, commitment(pair.accord), { 'idempotency-key': '' })).status).toBe(422);
  });

  it('tells nobody who lost the right meanwhile', async () => {
    const officer = await pair.a.officer('secretary', pair.accord);
    const key = { 'idempotency-key': 'k-4' };
    const record = { ...commitment(pair.accord), title: 'Seen no more' };
    expect((await write(officer, RECORDS, record, key)).status).toBe(201);
    const { db } = pair.a.running;
    const { person } = (await db.transaction('node', (tx) =>
      tx.row<{ person: string }>(sql`select person from api.done order by at desc limit 1`),
    ))!;
    const [held] = await assignmentsOf(db.pool, person);
    const { role, unit } = held!;
    const seen = { channels: ['exchange'], tlp: 'clear' } as const;
    const when = { at: new Date(), by: MACHINE, reason: 'moved' };
    await assignOnce(db.pool, { personId: person, role, unit, accordId: pair.accord, ...seen, ...when });
    const again = await write(officer, RECORDS, record, key);
    expect(again.status).toBe(404);
    expect(await again.text()).not.toContain('Seen no more');
  });

  it('is one transaction with its note: neither outlives the other, and a note of yesterday is nothing', async () => {
    const { db } = pair.a.running;
    const act = { person: 'x', key: new Uint8Array(32).fill(7), fingerprint: new Uint8Array(32), at: new Date() };
    const once = <Result extends Outcome>(one: Act, work: () => Promise<Result>) =>
      db.transaction('node', (tx) => doOnce(tx, one, work));
    const failing = once(act, async () => {
      throw new Error('crash');
    });
    await expect(failing).rejects.toThrow('crash');
    expect(await once(act, async () => 1)).toEqual({ state: 'done', result: 1 });
    expect(await once(act, async () => 2)).toEqual({ state: 'done-before', result: 1 });
    const nextDay = { ...act, at: new Date(act.at.getTime() + KEPT_MS + 1) };
    expect(await once(nextDay, async () => 3)).toEqual({ state: 'done', result: 3 });
  });
});

describe('The access entry of a write', () => {
  it('is committed with it or not at all, wherever the connection breaks', async () => {
    const superuser = new Client(pair.a.database.superuserUrl ?? pair.a.database.ownerUrl);
    await superuser.connect();
    const entries = async (): Promise<number> => {
      const { rows } = await superuser.query<{ n: number }>(
        `select count(*)::int as n from oversight.access where kind = 'write' and query = 'POST ${RECORDS}'`,
      );
      return rows[0]!.n;
    };
    const before = [await count(), await entries()];
    try {
      // The write is done, and the process of the database ends in the middle of its entry.
      await superuser.query(`
        create function oversight.break_off() returns trigger language plpgsql security definer as
        $$ begin perform pg_terminate_backend(pg_backend_pid()); return new; end $$;
        create trigger break_off before insert on oversight.access for each row
          when (new.kind = 'write') execute function oversight.break_off()`);
      const record = { ...commitment(pair.accord), title: 'Broken off' };
      const key = { 'idempotency-key': 'k-5' };
      expect((await write(atA, RECORDS, record, key)).status).toBe(503);
      expect([await count(), await entries()]).toEqual(before);
      await superuser.query('drop function oversight.break_off cascade');
      expect((await write(atA, RECORDS, record, key)).status).toBe(201);
      expect([await count(), await entries()]).toEqual([before[0]! + 1, before[1]! + 1]);
      expect((await write(atA, RECORDS, record, key)).status).toBe(201);
      expect([await count(), await entries()]).toEqual([before[0]! + 1, before[1]! + 2]);
    } finally {
      await superuser.query('drop function if exists oversight.break_off cascade');
      await superuser.end();
    }
  });
});

describe('The ETag of a record', () => {
  it('answers 304 while nothing changed, after the access log has it', async () => {
    const { record } = await said(await write(atA, RECORDS, commitment(pair.accord)));
    // Until nothing more happens to it by itself.
    await eventually(async () => {
      const { delivery } = await said(await atA.ask(`${RECORDS}/${record.id}`));
      if (delivery[0]?.state !== 'stored') throw new Error('not stored yet');
    });
    const first = await atA.ask(`${RECORDS}/${record.id}`);
    const etag = first.headers.get('etag')!;
    const { db } = pair.a.running;
    const entries = async () =>
      (await db.pool.query<{ n: string }>('select count(*)::int as n from oversight.access')).rows[0]!.n;
    const before = Number(await entries());
    const second = await atA.ask(`${RECORDS}/${record.id}`, { headers: { 'if-none-match': `"other", W/${etag}` } });
    expect([second.status, await second.text(), second.headers.get('etag')]).toEqual([304, '', etag]);
    expect(Number(await entries())).toBe(before + 1);
    const other = await atA.ask(`${RECORDS}/${record.id}`, { headers: { 'if-none-match': '"other"' } });
    expect(other.status).toBe(200);
    const stranger = await pair.a.officer('secretary', null);
    const hidden = await stranger.ask(`${RECORDS}/${record.id}`, { headers: { 'if-none-match': etag } });
    expect(hidden.status).toBe(404);
  });

  it('lets a change through on the version that was read, and refuses it on another, with nothing written', async () => {
    const { record } = await said(await write(atA, RECORDS, commitment(pair.accord)));
    const path = `${RECORDS}/${record.id}`;
    const etag = (await atA.ask(path)).headers.get('etag')!;
    for (const { running } of [pair.a, pair.b]) await running.worker.settle();
    // A receipt came in between: the answer is another, the version is not.
    const revision = (title: string) => {
      const { modified: _, ...rest } = record as Record<string, unknown>;
      return { ...rest, title };
    };
    const revised = await write(atA, RECORDS, revision('Second'), { 'if-match': etag });
    expect(revised.status).toBe(201);
    const before = await count();
    for (const tag of [etag, '"0"', `W/${revised.headers.get('etag')}`]) {
      const late = await write(atA, RECORDS, revision('Third'), { 'if-match': tag });
      expect([late.status, (await said(late)).code]).toEqual([412, 'precondition-failed']);
      const step = await write(atA, `${path}/steps`, { verb: 'withdraw', reason: 'x' }, { 'if-match': tag });
      expect(step.status).toBe(412);
    }
    expect(await count()).toBe(before);
    const desk = await write(atA, '/api/v1/statements', { text: 'x' }, { 'if-match': etag });
    expect(desk.status).toBe(412);
  });
});
