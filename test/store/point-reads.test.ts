import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RecordList } from '#contract/records.ts';
import { TLP_IDS } from '#kernel/policy/markings.ts';
import { sql } from '#store/db.ts';
import { commitment, indicator } from '../support/accord.ts';
import {
  closeNodes,
  eventually,
  ok,
  post,
  twoNodes,
  type Answer,
  type Officer,
  type Pair,
} from '../support/two-nodes.ts';

let pair: Pair;
/** Sees no more than TLP:GREEN. */
let low: Officer;
let owner: Client;
let hidden: string;
let open: string[];

beforeAll(async () => {
  pair = await twoNodes();
  low = await pair.a.officer('analyst', pair.accord, { tlp: 'green' });
  hidden = (await post(pair.atA, commitment(pair.accord))).record.id;
  open = [];
  for (let i = 0; i < 3; i++) open.push((await post(pair.atA, indicator(pair.accord))).record.id);
  for (const at of [pair.atA, low]) ok(await point(at, open[0]!)); // their tokens are known to be in use
  owner = new Client(pair.a.database.ownerUrl);
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await closeNodes();
});

const point = (at: Officer, id: string): Promise<Answer<unknown>> => at.get(`/api/v1/records/${id}`);

/** While the log cannot be written nothing is answered, so that all of these wait, and then go together. */
async function together(asks: readonly (() => Promise<Answer<unknown>>)[]): Promise<Answer<unknown>[]> {
  await owner.query('begin');
  await owner.query('lock table oversight.access in share mode');
  const before = [1, 2].map(() => point(pair.atA, `${open[0]!}${BEFORE}`));
  await eventually(async () => expect(await waiting()).toBeGreaterThan(0));
  const asked = asks.map((ask) => ask());
  await new Promise((resolve) => setTimeout(resolve, 600));
  await owner.query('commit');
  for (const one of await Promise.all(before)) expect(one.status).toBe(200);
  return Promise.all(asked);
}

const BEFORE = '?';
const waiting = async (): Promise<number> =>
  (await owner.query("select 1 from pg_locks where relation = 'oversight.access'::regclass and not granted"))
    .rowCount ?? 0;

type Entry = { query: string; person: string; at: string };
const entries = (): Promise<Entry[]> =>
  pair.a.running.db.transaction('node', (tx) =>
    tx.rows<Entry>(sql`
      select query, person, xmin::text as at from oversight.access where outcome = 'answered' and kind = 'read' and query not like ${`%${BEFORE}`} order by id`),
  );
async function told(work: () => Promise<unknown>): Promise<Entry[]> {
  const from = (await entries()).length;
  await work();
  return (await entries()).slice(from);
}

test('reads that wait together are answered together, each with its own entry', async () => {
  const left = await told(async () => {
    const answers = await together(Array.from({ length: 20 }, (_, i) => () => point(pair.atA, open[i % 3]!)));
    answers.forEach(({ status, text }, i) => {
      expect(status).toBe(200);
      expect(text).toContain(open[i % 3]);
    });
  });
  expect(left.map(({ query }) => query).sort()).toEqual(
    Array.from({ length: 20 }, (_, i) => `GET /api/v1/records/${open[i % 3]!}`).sort(),
  );
  expect(new Set(left.map(({ at }) => at)).size, 'transactions').toBeLessThan(10);
});

test('two readers with different rights at the same moment are each given their own, and no word of the other’s', async () => {
  const absent = `commitment--${randomUUID()}`;
  const ids = [hidden, open[0]!, absent];
  const left = await told(async () => {
    const answers = await together(
      Array.from({ length: 4 }, () => [pair.atA, low]).flatMap((both) =>
        both.flatMap((at) => ids.map((id) => () => point(at, id))),
      ),
    );
    const high = answers.filter((_, i) => i % 6 < 3);
    const lowly = answers.filter((_, i) => i % 6 >= 3);
    expect(high.map(({ status }) => status)).toEqual(Array.from({ length: 4 }, () => [200, 200, 404]).flat());
    expect(lowly.map(({ status }) => status)).toEqual(Array.from({ length: 4 }, () => [404, 200, 404]).flat());
    const refusals = lowly.filter(({ status }) => status === 404).map(({ text }) => text.replaceAll(hidden, absent));
    expect(new Set(refusals).size).toBe(1);
    expect(lowly.map(({ text }) => text).join()).not.toContain(hidden);
  });
  const of = (id: string) => left.filter(({ query }) => query.endsWith(id));
  expect([of(hidden).length, of(open[0]!).length, of(absent).length]).toEqual([4, 8, 0]);
  expect(new Set(of(hidden).map(({ person }) => person)).size).toBe(1);
});

test('bad ids, bad tokens and good reads at the same moment do not hurt each other', async () => {
  const ask =
    (path: string, token = pair.atA.token) =>
    async (): Promise<Answer<unknown>> => {
      const answer = await fetch(`http://127.0.0.1:${pair.a.port}/api/v1/records/${path}`, {
        headers: { authorization: `Bearer ${token}` },
      });
      return { status: answer.status, text: await answer.text(), body: undefined };
    };
  const wrong = `${pair.atA.token.slice(0, -1)}${pair.atA.token.endsWith('0') ? '1' : '0'}`;
  const left = await told(async () => {
    const answers = await together([
      ask(open[0]!),
      ask('%00'),
      ask('no-id'),
      ask(`${open[0]!}%F0%9F%98%80`),
      ask(`'%22%5C%7B%7D`),
      ask(open[1]!, wrong),
      ask(open[2]!),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 400, 404, 404, 404, 401, 200]);
  });
  expect(left.map(({ query }) => query.slice(-open[0]!.length)).sort()).toEqual([open[0]!, open[2]!].sort());
});

/** The same record by another spelling of its address. */
const marked = (id: string): string => id.replace('--', '%2D-');

test('a read whose entry is refused is not answered; those beside it are, with one entry each', async () => {
  await owner.query(
    `alter table oversight.access add constraint refused check (query not like '%${marked(open[1]!)}') not valid`,
  );
  const left = await told(async () => {
    const answers = await together([open[0]!, marked(open[1]!), open[2]!].map((id) => () => point(pair.atA, id)));
    expect(answers.map(({ status }) => status)).toEqual([200, 500, 200]);
    expect(answers[1]!.text).not.toContain(open[1]!);
  });
  expect(left).toHaveLength(2);
  await owner.query('alter table oversight.access drop constraint refused');
});

test('what one point read says is what the list says of the same record', async () => {
  const odd = indicator(pair.accord, {
    name: 'a "revoked":true \\ \u2028 \u00e9 \ud83d\ude00',
    description: 'for some',
    granular_markings: [{ marking_ref: TLP_IDS.amber, selectors: ['description'] }],
  });
  await post(pair.atA, odd);
  const { record: alive } = await post(pair.atA, indicator(pair.accord));
  await post(pair.atA, { ...alive, modified: new Date(Date.now() + 1_000).toISOString(), revoked: true });
  for (const at of [pair.atA, low]) {
    // Until the partner's receipts stand still.
    await eventually(async () => {
      const { records } = RecordList.parse(ok(await at.get('/api/v1/records')));
      expect(records.length).toBeGreaterThan(4);
      expect(records.find(({ record }) => record['id'] === alive.id)?.state).toBe('revoked');
      for (const listed of records)
        expect(ok(await at.get(`/api/v1/records/${String(listed.record['id'])}`))).toEqual(listed);
    });
  }
});
