import { afterAll, beforeAll, expect, test } from 'vitest';
import { Client } from 'pg';
import { sha256, toBase64, utf8 } from '#platform';
import { sql } from '#store/db.ts';
import { commitment } from '../support/accord.ts';
import { closeNodes, ok, post, recordAt, twoNodes, type Pair } from '../support/two-nodes.ts';

let pair: Pair;
let ids: string[];

beforeAll(async () => {
  pair = await twoNodes();
  const { a, b, accord, atA } = pair;
  const made = [];
  for (let i = 0; i < 3; i++) made.push(await post(atA, commitment(accord, { responsible: [a.partyId, b.partyId] })));
  ids = made.map(({ record }) => record.id);
});
afterAll(closeNodes);

type Entry = { query: string; count: number; digest: string; person: string; token: string; purpose: string };
const entries = (): Promise<Entry[]> =>
  pair.a.running.db.transaction('node', (tx) =>
    tx.rows<Entry>(sql`select query, count, digest, person, token, purpose from oversight.access order by id`),
  );
const digestOf = (told: readonly string[]): string => toBase64(sha256(utf8([...told].sort().join('\n'))));

test('a reading is told with who asked, what was asked and which records were given', async () => {
  const before = (await entries()).length;
  await recordAt(pair.atA, ids[0]!);
  const list = ok(
    await pair.atA.get<{ records: { record: { id: string } }[] }>('/api/v1/records?type=commitment'),
  ).records.map(({ record }) => record.id);
  ok(await pair.atA.get('/api/v1/accords'));
  const told = (await entries()).slice(before);
  expect(told).toEqual([
    expect.objectContaining({ query: `GET /api/v1/records/${ids[0]}`, count: 1, digest: digestOf([ids[0]!]) }),
    expect.objectContaining({ query: 'GET /api/v1/records?type=commitment', count: 3, digest: digestOf(list) }),
    expect.objectContaining({ query: 'GET /api/v1/accords', count: 1, digest: digestOf([pair.accord]) }),
  ]);
  for (const { person, token, purpose } of told)
    expect({ person, token, purpose }).toMatchObject({ token: 'test', purpose: 'reading' });
});

test('many readings at once are told one by one', async () => {
  const before = (await entries()).length;
  await Promise.all(Array.from({ length: 40 }, (_, i) => recordAt(pair.atA, ids[i % 3]!)));
  const told = (await entries()).slice(before);
  expect(told.map(({ digest }) => digest).sort()).toEqual(
    Array.from({ length: 40 }, (_, i) => digestOf([ids[i % 3]!])).sort(),
  );
});

test('no answer leaves before its entry is committed', async () => {
  const owner = new Client(pair.a.database.ownerUrl);
  await owner.connect();
  await owner.query('begin');
  await owner.query('lock table oversight.access in share mode');
  let isAnswered = false;
  const reading = recordAt(pair.atA, ids[0]!).then(() => (isAnswered = true));
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(isAnswered).toBe(false);
  await owner.query('commit');
  await reading;
  await owner.end();
});
