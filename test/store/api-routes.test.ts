import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { holds, ROLES, type Role } from '#api/permissions.ts';
import { tokenHash } from '#store/people/token-text.ts';
import { issueToken } from '#store/people/token.ts';
import { accountsAt, type Accounts } from '../support/accounts.ts';
import { expectProblem, raw, rawBytes, ALWAYS } from '../support/raw-http.ts';
import { quiet, rowCounts } from '../support/row-counts.ts';
import { BODIES, OPEN, PERMISSIONS } from '../support/route-list.ts';
import { watchRoutes, type MountedRoute } from '../support/routes.ts';
import { closeNodes, twoNodes, type Pair } from '../support/two-nodes.ts';

const watched = watchRoutes();
let pair: Pair;
let bearer: Accounts['bearer'];
let personId: Accounts['personId'];
let url: string;
let guarded: (MountedRoute & { readonly permission: NonNullable<MountedRoute['permission']> })[];

beforeAll(async () => {
  pair = await twoNodes();
  ({ url, bearer, personId } = await accountsAt(pair.a, pair.accord));
  for (let round = 0; round < 3; round++) for (const { running } of [pair.a, pair.b]) await running.worker.settle();
  await quiet(pair.a.running.db);
  guarded = watched.routes().flatMap((route) => (route.permission ? [{ ...route, permission: route.permission }] : []));
});
afterAll(async () => {
  watched.stop();
  await closeNodes();
});

const byToken = () => guarded.filter(({ bySession }) => !bySession);
const pathOf = ({ url: pattern }: MountedRoute) => pattern.replaceAll(/:\w+/g, '999');
/** What gets as far as the address is looked at. */
function soundBody({ method, url: pattern }: MountedRoute) {
  if (method === 'PUT') return { headers: { 'content-type': 'application/octet-stream' }, body: 'x' };
  if (method !== 'POST') return undefined;
  const body = BODIES[pattern] ?? (pattern.endsWith('/record') ? '{"size":1}' : '{"verb":"accept"}');
  return { headers: { 'content-type': 'application/json' }, body };
}
const named = ({ method, url: pattern }: MountedRoute) => `${method} ${pattern}`;

describe('Every route', () => {
  it('names its permission; without one are health, signing in, the pages and what partners sign', () => {
    const open = watched.routes().filter(({ permission }) => permission === undefined);
    expect(
      open
        .map(named)
        .filter((name) => !/^(GET|HEAD) \/(?!api\/|health\/)| \/federation\/v1\//.test(name))
        .toSorted(),
    ).toEqual(OPEN);
    expect(
      Object.fromEntries(guarded.filter(({ method }) => method !== 'HEAD').map((one) => [named(one), one.permission])),
    ).toEqual(PERMISSIONS);
  });

  it('opens to the roles that hold its permission and to no other, and writes nothing for the rest', async () => {
    const before = await rowCounts(pair.a.running.db);
    const answers: Record<string, Role[]> = {};
    for (const route of byToken()) {
      const { method } = route;
      const asked = await Promise.all(
        ROLES.map((role) => raw(url, { method, path: pathOf(route), headers: bearer(role) })),
      );
      expect(asked.map(({ status }) => status)).not.toContain(401);
      answers[named(route)] = ROLES.filter((_, place) => asked[place]!.status !== 403);
    }
    const expected = byToken().map((route) => [named(route), ROLES.filter((role) => holds(role, route.permission))]);
    expect(answers).toEqual(Object.fromEntries(expected));
    expect(await rowCounts(pair.a.running.db)).toEqual(before);
  });

  it('that a person needs a browser for opens to no token, whatever it may else', async () => {
    const before = await rowCounts(pair.a.running.db);
    const forBrowsers = guarded.filter(({ bySession }) => bySession);
    expect(forBrowsers.length).toBeGreaterThan(15);
    for (const route of forBrowsers) {
      const role = ROLES.find((one) => holds(one, route.permission))!;
      const answer = await raw(url, { method: route.method, path: pathOf(route), headers: bearer(role) });
      expect(answer.status, named(route)).toBe(403);
    }
    expect(await rowCounts(pair.a.running.db)).toEqual(before);
  });

  it.each([
    ['no token', undefined],
    ['an empty header', ''],
    ['another scheme', 'Basic c2VjcmV0YXJ5OnNlY3JldGFyeQ=='],
    ['no token after the scheme', 'Bearer '],
    ['two tokens', 'Bearer ent_a ent_b'],
    ['a token of the right form that nobody has', 'Bearer ent_00000000000000000000000000000000000000000b06ae4e'],
    ['ten thousand characters', `Bearer ${'a'.repeat(10_000)}`],
    ['SQL', `Bearer ' or '1'='1`],
  ])('answers %s with 401, whatever else was sent', async (_, authorization) => {
    for (const route of guarded) {
      const headers = { 'content-type': 'application/json', ...(authorization !== undefined && { authorization }) };
      const body = route.method === 'POST' ? { body: '{"not": json' } : {};
      const answer = await raw(url, { method: route.method, path: pathOf(route), headers, ...body });
      if (route.method === 'HEAD') expect(answer).toMatchObject({ status: 401, text: '' });
      else expect(expectProblem(answer, 401).code).toBe('unauthenticated');
      expect(answer.headers['www-authenticate']).toBe('Bearer');
    }
  });

  it('tells a method that an address does not take from an address that is not there', async () => {
    for (const path of new Set(guarded.map(pathOf))) {
      const taken = guarded.filter((one) => pathOf(one) === path).map(({ method }) => method);
      for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND']) {
        if (taken.includes(method)) continue;
        const answer = await raw(url, { method, path, headers: bearer('secretary') });
        expect(expectProblem(answer, 405).code).toBe('method-not-allowed');
        expect(answer.headers['allow']).toMatch(/GET|POST|PUT/);
      }
    }
    expect(expectProblem(await raw(url, { method: 'PUT', path: '/api/v1/nothing' }), 404).code).toBe('not-found');
  });

  it('answers HEAD as GET, without a body', async () => {
    for (const path of ['/api/v1/session', '/api/v1/records', '/api/v1/records/none', '/health/live']) {
      const [get, head] = [
        await raw(url, { path, headers: bearer('secretary') }),
        await raw(url, { method: 'HEAD', path, headers: bearer('secretary') }),
      ];
      expect(head).toMatchObject({ status: get.status, text: '' });
      expect(head.headers['content-type']).toBe(get.headers['content-type']);
    }
  });

  it.each([
    ['U+0000', '%00', 400],
    ['a percent sign alone', '%', 400],
    ['half an escape', '%e', 400],
    ['bytes that are not UTF-8', '%ff%fe', 400],
    ['an overlong encoding', '%c0%af', 400],
    ['slashes', 'a%2Fb', 404],
    ['a way up', '..%2f..%2f..%2fetc%2fpasswd', 404],
    ['SQL', "'%20or%20'1'='1", 404],
    ['names of the language', '__proto__', 404],
    ['a right-to-left override', '%E2%80%AE', 404],
    ['a long id', 'a'.repeat(301), 404],
    ['the longest URL', 'a'.repeat(12_000), 404],
    ['a URL beyond all bounds', 'a'.repeat(40_000), 431],
  ])('refuses an id with %s', async (_, id, status) => {
    for (const route of byToken().filter((one) => one.url.includes(':'))) {
      const role = ROLES.find((one) => holds(one, route.permission))!;
      // A head that is too long is refused before its method is known, so a body comes also after HEAD.
      if (route.method === 'HEAD' && status === 431) continue;
      const path = route.url.replace(/:\w+/, id).replaceAll(/:\w+/g, '0');
      const sent = soundBody(route);
      const headers = { ...bearer(role), ...sent?.headers };
      const answer = await raw(url, { method: route.method, path, headers, ...(sent && { body: sent.body }) });
      if (route.method === 'HEAD') expect(answer.status).toBe(status);
      else if (status === 431) expect(JSON.parse(answer.text)).toMatchObject({ status, code: 'head-too-large' });
      else expectProblem(answer, status);
    }
  });

  it('takes a target in absolute form, and believes only itself about its name', async () => {
    const own = await raw(url, { path: `${url}/api/v1/session`, headers: bearer('secretary') });
    expect(own.status).toBe(200);
    const other = await raw(url, {
      path: 'http://elsewhere.example/api/v1/session',
      headers: { ...bearer('secretary'), host: 'elsewhere.example' },
    });
    expect(other.text).toBe(own.text);
    expectProblem(await raw(url, { method: 'PUT', path: `${url}/api/v1/session` }), 405);
    const signIn = await raw(url, {
      path: 'http://elsewhere.example/api/auth/magic-link/verify?token=x&callbackURL=/',
    });
    expect(signIn.headers['location'] ?? '').not.toContain('elsewhere');
  });

  it.each([
    ['not HTTP', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
    ['an unknown method', 'BREW /api/v1/session HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['a header without a name', 'GET / HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n'],
    ['two lengths', 'POST /api/v1/records HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
    [
      'a length and chunks',
      'POST /api/v1/records HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['a length below zero', 'POST /api/v1/records HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n'],
  ])('ends a connection that brings %s with a problem', async (_, bytes) => {
    const [head = '', body = ''] = (await rawBytes(url, Buffer.from(bytes, 'latin1'))).split('\r\n\r\n');
    expect(head).toMatch(/^HTTP\/1\.1 400 /);
    expect(head.toLowerCase()).toContain('content-type: application/problem+json');
    expect(JSON.parse(body)).toMatchObject({ status: 400, code: 'not-http' });
  });

  it('answers what HTTP expects of it and what its library refuses as problems too', async () => {
    const expecting = await raw(url, { path: '/health/live', headers: { expect: '200-ok' } });
    expect(expecting.headers['content-type']).toBe('application/problem+json');
    expect(JSON.parse(expecting.text)).toMatchObject({ status: 417, code: 'expectation-failed' });
    expect(expectProblem(await raw(url, { path: '/api/auth/magic-link/verify' }), 422).code).toBe('bad-input');
  });

  it('serves neither files beside the pages nor pages in place of the API', async () => {
    for (const path of [
      '/../package.json',
      '/..%2f..%2fpackage.json',
      '/%2e%2e/%2e%2e/src/main.ts',
      '/assets/../../../package.json',
      '/.built-from',
      '/api/v1',
      '/api/',
      '/federation/v1/none',
      '/federation/v1/feeds',
    ]) {
      const answer = await raw(url, { path, headers: { accept: 'text/html' } });
      expect([400, 401, 403, 404, 422], path).toContain(answer.status);
      expect(answer.text, path).not.toContain('"dependencies"');
    }
    expect((await raw(url, { path: '/health/live' })).headers).toMatchObject(ALWAYS);
  });
});

describe('A session of a browser', () => {
  let cookie: string;
  beforeAll(async () => {
    const answer = await fetch(await pair.a.running.signIn.createSignInLink(personId('secretary')), {
      redirect: 'manual',
    });
    cookie = answer.headers.getSetCookie()[0]!.split(';')[0]!;
    await quiet(pair.a.running.db);
  });

  const post = (headers: Record<string, string>) =>
    raw(url, {
      method: 'POST',
      path: '/api/v1/records',
      headers: { cookie, 'content-type': 'application/json', ...headers },
      body: '{"type":"x"}',
    });

  it('changes something only from the pages of the node', async () => {
    const before = await rowCounts(pair.a.running.db);
    for (const headers of [
      {},
      { origin: 'https://elsewhere.example' },
      { origin: 'null' },
      { origin: pair.b.running.url },
      { origin: url, 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'none' },
    ])
      expect(expectProblem(await post(headers), 403).code, JSON.stringify(headers)).toBe('forbidden');
    expect(await rowCounts(pair.a.running.db)).toEqual(before);
    for (const headers of [
      { origin: url },
      { origin: url, 'sec-fetch-site': 'same-origin' },
      { 'sec-fetch-site': 'same-origin' },
    ])
      expectProblem(await post(headers), 422);
  });

  it('is read by its own node alone', async () => {
    expect(
      (await raw(url, { path: '/api/v1/session', headers: { cookie, origin: 'https://elsewhere.example' } })).headers[
        'access-control-allow-origin'
      ],
    ).toBeUndefined();
    expectProblem(await raw(pair.b.running.url, { path: '/api/v1/session', headers: { cookie } }), 401);
    expectProblem(await raw(url, { path: '/api/v1/session', headers: { cookie: `${cookie.slice(0, -3)}AAA` } }), 401);
  });
});

describe('The way in for a browser', () => {
  it.each([
    '',
    '?token=',
    '?token=x',
    '?token=%00',
    '?token=%ff',
    '?token=a&token=b',
    `?token=${'a'.repeat(8000)}`,
    "?token=' or '1'='1",
    '?token=x&callbackURL=https://elsewhere.example/',
    '?token=x&callbackURL=//elsewhere.example/',
    '?token=x&callbackURL=/%5celsewhere.example',
    '?token=x&callbackURL=javascript:alert(1)',
    '?token=x&callbackURL=/&errorCallbackURL=https://elsewhere.example/',
    '?token=x&callbackURL=/&newUserCallbackURL=https://elsewhere.example/',
  ])('lets nobody in by %s, and sends nobody elsewhere', async (query) => {
    await pair.a.running.db.pool.query('delete from sign_in.rate_limit');
    const before = await rowCounts(pair.a.running.db);
    const path = `/api/auth/magic-link/verify${query.replaceAll(' ', '%20')}`;
    const { status, headers, text } = await raw(url, { path });
    expect(status, text).toBeGreaterThanOrEqual(300);
    expect(status, text).toBeLessThan(500);
    expect(headers['set-cookie']).toBeUndefined();
    const { location } = headers;
    if (location !== undefined) expect(new URL(String(location), url).origin).toBe(url);
    expect(await rowCounts(pair.a.running.db)).toEqual(before);
  });

  it('signs out whoever asks, with any body or none', async () => {
    for (const body of ['', '{', 'x'.repeat(900), random]) {
      const headers = { origin: url, 'content-type': 'application/json' };
      expect((await raw(url, { method: 'POST', path: '/api/auth/sign-out', headers, body })).status).toBeLessThan(500);
    }
    const huge = await raw(url, {
      method: 'POST',
      path: '/api/auth/sign-out',
      headers: { origin: url },
      body: 'x'.repeat(2000),
    });
    expectProblem(huge, 413);
  });
});

describe('The way in for partners', () => {
  it.each<[string, Record<string, string>]>([
    ['no signature', {}],
    ['a signature of nothing', { 'signature-input': 'entente=()', signature: 'entente=::' }],
    ['what is no structured field', { 'signature-input': '\u00ff\u00fe', signature: '=' }],
    [
      'a long one',
      { 'signature-input': `entente=("@method");keyid="${'a'.repeat(6000)}"`, signature: 'entente=:AAAA:' },
    ],
  ])('is shut for %s, whatever is sent with it', async (_, headers) => {
    const before = await rowCounts(pair.a.running.db);
    const doors = watched.routes().filter((route) => route.url.startsWith('/federation/'));
    expect(doors.length).toBeGreaterThan(4);
    for (const { method, url: pattern } of doors) {
      const path = pattern.replaceAll(/:\w+/g, '1').replace('*', '1');
      const body = method === 'POST' ? { body: random } : {};
      const answer = await raw(url, { method, path, headers, ...body });
      expect(answer.headers).toMatchObject({ ...ALWAYS, 'content-type': 'application/problem+json' });
      // The same words to every stranger.
      expect(JSON.parse(answer.text)).toEqual({
        type: 'about:blank',
        title: expect.any(String),
        status: 401,
        code: 'unauthenticated',
      });
    }
    expect(await rowCounts(pair.a.running.db)).toEqual(before);
  });
});

const random = Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919 + (i >> 3)) % 256);

describe('A token', () => {
  it('without a person opens nothing', async () => {
    const { db, self } = pair.a.running;
    const nobody = { personId: null, name: 'feed reader', scopes: ['records.read'], at: self.now() };
    const { token } = await issueToken(db.pool, nobody, self.randomBytes);
    expect(tokenHash(token)).toBeDefined();
    for (const route of guarded)
      expect(
        (await raw(url, { method: route.method, path: pathOf(route), headers: { authorization: `Bearer ${token}` } }))
          .status,
      ).toBe(401);
  });

  it('opens what its scopes and the role of its person both permit', async () => {
    const { db, self } = pair.a.running;
    const scopes = ['records.read', 'partners.write', 'no.such.permission'];
    const { token } = await issueToken(
      db.pool,
      { personId: personId('secretary'), name: 'reader', scopes, at: self.now() },
      self.randomBytes,
    );
    const opened = [];
    for (const route of guarded) {
      const { status } = await raw(url, {
        method: route.method,
        path: pathOf(route),
        headers: { authorization: `Bearer ${token}` },
      });
      if (status !== 403) opened.push(route.permission);
    }
    expect(new Set(opened)).toEqual(new Set(['records.read']));
  });
});
