import { afterAll, beforeAll, expect, test } from 'vitest';
import { commitment } from '../support/accord.ts';
import { raw } from '../support/raw-http.ts';
import { watchRoutes } from '../support/routes.ts';
import { closeNodes, eventually, ok, post, recordAt, twoNodes, type Officer, type Pair } from '../support/two-nodes.ts';

const WORD = 'quenchwort';
const watched = watchRoutes();
let pair: Pair;
let administrator: Officer;
let record: string;
let text: string;

beforeAll(async () => {
  pair = await twoNodes();
  administrator = await pair.a.officer('administrator', pair.accord);
  record = (await post(pair.atA, commitment(pair.accord, { title: `The ${WORD} programme` }))).record.id;
  const put = { text: `1. The two sides agreed to open a ${WORD} line.`, accord: pair.accord, marking: 'clear' };
  const made = await pair.atA.post<{ statements?: { id: string }[]; id?: string }>('/api/v1/statement-desk', put);
  text = made.body.statements?.[0]?.id ?? made.body.id ?? 'none';
  await eventually(async () => expect((await recordAt(pair.atA, record)).feed).not.toBeNull());
});
afterAll(async () => {
  watched.stop();
  await closeNodes();
});

test('no route gives an administrator a word of a record, whichever id it is asked with', async () => {
  // Or this proves nothing.
  expect(JSON.stringify(ok(await pair.atA.get(`/api/v1/records/${record}`)))).toContain(WORD);
  const url = `http://127.0.0.1:${pair.a.port}`;
  const { feeds } = ok(await administrator.get<{ feeds: { id: string | number }[] }>('/api/v1/feeds'));
  const headers = { authorization: `Bearer ${administrator.token}` };
  const opened: string[] = [];
  const routes = watched
    .routes()
    .filter(({ url: pattern }) => /^\/(api|health)\//.test(pattern) && !pattern.includes('*'));
  expect(routes.length).toBeGreaterThan(60);
  for (const { method, url: pattern } of routes) {
    if (pattern === '/api/v1/events') continue; // does not end; what it says are names of what changed
    for (const id of [record, pair.accord, text, String(feeds[0]?.id)]) {
      const path = pattern.replaceAll(/:\w+/g, encodeURIComponent(id));
      const isWrite = method !== 'GET' && method !== 'HEAD';
      if (isWrite && !/records|accords|exports|statement|desk|files/.test(pattern)) continue;
      const given = { method, path, headers: isWrite ? { ...headers, 'content-type': 'application/json' } : headers };
      const answer = await raw(
        url,
        isWrite ? { ...given, body: JSON.stringify({ accord: pair.accord, purpose: 'x', text: 'x' }) } : given,
      );
      expect(answer.text, `${method} ${path}`).not.toContain(WORD);
      if (answer.status < 300) opened.push(pattern);
      if (!pattern.includes(':')) break;
    }
  }
  // What is open is how the node runs.
  expect(
    [...new Set(opened)].filter((pattern) => /records|accords|exports|statement-desk|labels|oversight/.test(pattern)),
  ).toEqual([]);
});
