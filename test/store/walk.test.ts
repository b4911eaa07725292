import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { API } from '#contract/api.ts';
import { OPERATIONS, type Operation } from '#contract/operations.ts';
import type { Shape } from '#contract/shape.ts';
import { issueToken } from '#store/people/token.ts';
import { openedAccount } from '../support/open-account.ts';
import { commitment } from '../support/accord.ts';
import { browserSession, type BrowserSession } from '../support/browser-session.ts';
import { expectProblem, raw, type RawAnswer } from '../support/raw-http.ts';
import { quiet, rowCounts } from '../support/row-counts.ts';
import { watchRoutes, type MountedRoute } from '../support/routes.ts';
import { soundBody } from '../support/sample.ts';
import { closeNodes, twoNodes, type Officer, type Pair } from '../support/two-nodes.ts';

/** Every route by the server's own account, so a new one is walked over without a line here. */
const watched = watchRoutes();
let pair: Pair;
let url: string;
let guarded: MountedRoute[];
let noScopes: { readonly authorization: string };
let stranger: Officer;
let browser: BrowserSession;
/** There, and not the stranger's to see; beside each, one of the same form that is nowhere. */
let hidden: readonly (readonly [string, string])[];

beforeAll(async () => {
  pair = await twoNodes();
  const { running } = pair.a;
  ({ url } = pair.a.running);
  const { record } = (await (
    await pair.atA.ask('/api/v1/records', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(commitment(pair.accord)),
    })
  ).json()) as { record: { id: string } };
  const desk = (await (
    await pair.atA.ask('/api/v1/statement-desk', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ accord: pair.accord, statements: [{ text: 'Both sides agreed to meet every year.' }] }),
    })
  ).json()) as { statements: { id: string }[] };
  for (let round = 0; round < 3; round++) for (const node of [pair.a, pair.b]) await node.running.worker.settle();
  stranger = await pair.a.officer('secretary', null);
  const secretary = await pair.a.officer('secretary', pair.accord);
  const { personId } = await issuerOf(secretary);
  const empty = await issueToken(
    running.db.pool,
    { personId, name: 'no scopes', scopes: [], at: running.self.now() },
    running.self.randomBytes,
  );
  noScopes = { authorization: `Bearer ${empty.token}` };
  browser = browserSession(url);
  await browser.follow(await openedAccount(running, { role: 'secretary', accord: pair.accord }));
  guarded = watched.routes().filter(({ permission }) => permission !== undefined);
  hidden = [
    [record.id, `commitment--${randomUUID()}`],
    [pair.accord, `accord--${randomUUID()}`],
    [desk.statements[0]!.id, randomUUID()],
    ['1', '998'],
  ];
  await quiet(running.db);
});
afterAll(async () => {
  watched.stop();
  await closeNodes();
});

async function issuerOf(officer: Officer): Promise<{ personId: string }> {
  const { body } = await officer.get<{ person: { id: string } }>('/api/v1/session');
  return { personId: body.person.id };
}

const named = ({ method, url: pattern }: MountedRoute) => `${method} ${pattern}`;
const shapes = new Map<string, Shape>(Object.entries(OPERATIONS).map(([name, at]) => [at, API[name as Operation]]));
const bodyOf = (route: MountedRoute) => soundBody(shapes.get(named(route)) ?? { summary: '', answers: {} });
const at = (pattern: string, id: string) => pattern.replaceAll(/:\w+/g, id);
const writes = () => guarded.filter(({ method }) => method !== 'GET' && method !== 'HEAD');
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'];
/** What differs from one answer to the next whoever asks. */
const VOLATILE = ['date', 'ratelimit', 'keep-alive', 'connection'];
const plain = ({ status, headers, text }: RawAnswer) =>
  JSON.stringify([status, Object.entries(headers).filter(([name]) => !VOLATILE.includes(name)), text]);

const isAt = (pattern: string, path: string): boolean =>
  new RegExp(`^${pattern.replaceAll(/:\w+/g, '[^/]+')}$`).test(path);

describe('A walk over every route', () => {
  it('finds them all described', () => {
    expect(guarded.length).toBeGreaterThan(60);
    expect(guarded.filter(({ method }) => method !== 'HEAD').filter((route) => !shapes.has(named(route)))).toEqual([]);
  });

  it('without a session is 401 at each, and 405 with `Allow` for a method that is none of its own', async () => {
    for (const pattern of new Set(guarded.map((route) => route.url))) {
      // A word of one address may stand where another has an id: what answers there is both.
      const own = guarded.filter((route) => isAt(route.url, at(pattern, '1'))).map(({ method }) => method);
      const asked = METHODS.map((method) => raw(url, { method, path: at(pattern, '1') }));
      for (const [place, answer] of (await Promise.all(asked)).entries()) {
        const method = METHODS[place]!;
        const where = `${method} ${pattern}`;
        if (method === 'HEAD') expect([401, 404, 405], where).toContain(answer.status);
        else expectProblem(answer, own.includes(method) ? 401 : 405);
        if (answer.status === 405)
          expect(String(answer.headers['allow']).split(', '), where).toEqual(expect.arrayContaining(own));
        expect(answer.headers['access-control-allow-origin'], where).toBeUndefined();
      }
    }
  });

  it('with a token of no scopes is 403 at each, before anything is read of what was sent', async () => {
    const before = await rowCounts(pair.a.running.db);
    for (const route of guarded) {
      const answer = await raw(url, { method: route.method, path: at(route.url, hidden[0]![0]), headers: noScopes });
      expect(answer.status, named(route)).toBe(403);
    }
    expect(await rowCounts(pair.a.running.db)).toEqual(before);
  });

  it('tells nobody what is hidden from them: each answer is byte for byte the one for what is nowhere', async () => {
    const headers = { authorization: `Bearer ${stranger.token}` };
    const told: string[] = [];
    const statuses = new Set<number>();
    for (const route of guarded.filter((one) => one.url.includes(':'))) {
      const sent = bodyOf(route);
      for (const [there, nowhere] of hidden) {
        const ask = (id: string) =>
          raw(url, {
            method: route.method,
            path: at(route.url, id),
            headers: { ...headers, ...sent?.headers },
            ...(sent === undefined ? {} : { body: sent.body }),
          });
        const [one, other] = await Promise.all([ask(there), ask(nowhere)]);
        statuses.add(one.status);
        if (plain(one) !== plain(other)) told.push(`${named(route)} ${there}: ${plain(one)} / ${plain(other)}`);
        if (one.status < 400) told.push(`${named(route)} ${there}: ${one.status}`);
      }
    }
    expect(told).toEqual([]);
    expect([...statuses].filter((status) => ![403, 404, 409, 415, 422].includes(status))).toEqual([]);
    expect(statuses).toContain(404);
  });

  it.each([
    ['another site', { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' }],
    ['another site, by a browser that does not say', { origin: 'https://elsewhere.example' }],
    ['a sandbox or a file', { origin: 'null' }],
    ['nowhere that it says', {}],
    ['a neighbour of the same site', { origin: 'http://127.0.0.1:1', 'sec-fetch-site': 'same-site' }],
  ])('changes nothing in a session for a page of %s', async (_, from) => {
    const before = await rowCounts(pair.a.running.db);
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    expect((await browser.get('/api/v1/session')).status).toBe(200);
    for (const route of writes()) {
      const sent = bodyOf(route);
      const answer = await raw(url, {
        method: route.method,
        path: at(route.url, hidden[0]![0]),
        headers: { cookie, ...sent?.headers, ...(from as Record<string, string>) },
        ...(sent === undefined ? {} : { body: sent.body }),
      });
      expect(answer.status, named(route)).toBe(403);
    }
    expect(await rowCounts(pair.a.running.db)).toEqual(before);
  });
});
