import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Transparency } from '#contract/transparency.ts';
import { lastQuarters, publicCount, quarterOf, quarterSpan } from '#kernel/log/quarter.ts';
import { commitment } from '../support/accord.ts';
import { closeNodes, eventually, ok, post, twoNodes, type Pair } from '../support/two-nodes.ts';

let pair: Pair;
let url: string;

beforeAll(async () => {
  pair = await twoNodes();
  url = `http://127.0.0.1:${pair.a.port}/api/v1/transparency`;
});
afterAll(closeNodes);

test('aggregates of a quarter are public, without few counts, names or free words', async () => {
  const { id } = (await post(pair.atA, commitment(pair.accord))).record;
  const headers = { 'entente-purpose': 'quenchwort' };
  for (let i = 0; i < 7; i++) expect((await pair.atA.ask(`/api/v1/records/${id}`, { headers })).status).toBe(200);
  ok(
    await pair.atA.post('/api/v1/subject-requests', {
      kind: 'access',
      applicant: 'Applicant Name',
      contact: 'x',
      receivedAt: new Date().toISOString(),
    }),
  );
  await eventually(async () => {
    const { rows } = await pair.a.running.db.pool.query(
      `select 1 from oversight.access_count where purpose = 'other' and n >= 7`,
    );
    expect(rows).toHaveLength(1);
  });
  const answer = await fetch(`${url}.json`);
  expect(answer.headers.get('cache-control')).toContain('public');
  const text = await answer.text();
  for (const word of ['quenchwort', 'Applicant', id, 'Bearer', 'person']) expect(text).not.toContain(word);
  const { figures, quarter, isOver, least } = JSON.parse(text) as Transparency;
  expect({ quarter, isOver, least }).toEqual({ quarter: quarterOf(new Date()), isOver: false, least: 5 });
  const of = (group: string, what: string) => figures.find((one) => one.group === group && one.what === what)?.count;
  expect(of('purposes', 'other')).toBeGreaterThanOrEqual(7);
  expect(of('subject-requests', 'access')).toBeNull();
  expect(of('subject-requests', 'deletion')).toBe(0);
  expect(of('seals', 'granted')).toBe(0);
  expect(of('deletions', 'expunged')).toBe(0);
  const csv = await (await fetch(`${url}.csv?quarter=${quarter}`)).text();
  expect(csv.split('\r\n')).toContain(`${quarter},subject-requests,access,<5`);
  expect((await fetch(`${url}.json?quarter=1999-Q1`)).status).toBe(404);
});

test('a quarter has its span, and few are not told', () => {
  expect(quarterSpan('2026-Q4')).toEqual({
    from: new Date('2026-10-01T00:00:00Z'),
    until: new Date('2027-01-01T00:00:00Z'),
  });
  expect(quarterSpan('2026-Q5')).toBeUndefined();
  expect(lastQuarters(new Date('2026-02-28T00:00:00Z'), 3)).toEqual(['2026-Q1', '2025-Q4', '2025-Q3']);
  expect([0, 1, 4, 5].map((n) => publicCount(n, 5))).toEqual([0, null, null, 5]);
});
