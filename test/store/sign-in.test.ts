import { getMigrations } from 'better-auth/db/migration';
import Fastify from 'fastify';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { libraryOptions, openLibrary } from '#api/sign-in/library.ts';
import type { OwnWays } from '#api/sign-in/plugin.ts';
import { openSignIn, type SignIn } from '#api/sign-in/sign-in.ts';
import { freePort } from '../support/free-port.ts';
import { cloneDatabase, type TestDatabase } from '../support/postgres.ts';

const party = 'identity--8a9bd0c8-7d50-4b3c-9d7a-0d7f6fbb5a11';
const secretary = {
  id: '0b0c4b70-6a57-4b6e-8a8e-5c1f8d1a2b3c',
  party,
  name: 'Secretary of the working group',
  locale: 'zh-Hans',
  officerNumber: 'S-1',
} as const;

let database: TestDatabase;
let pool: pg.Pool;
let owner: pg.Pool;
const said: string[] = [];
const closers: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  database = await cloneDatabase();
  pool = new pg.Pool(database.appUrl);
  owner = new pg.Pool(database.ownerUrl);
  // The database is dropped by force, which may overtake the farewell of a closed connection.
  for (const each of [pool, owner]) each.on('error', () => {});
});
beforeEach(() => pool.query('delete from sign_in.rate_limit'));
afterAll(async () => {
  await Promise.all(closers.map((close) => close()));
  await Promise.all([pool.end(), owner.end()]);
});

const optionsAt = (baseUrl: string) => ({
  pool,
  baseUrl,
  partyId: party,
  secret: 'k'.repeat(43),
  report: (message: string) => said.push(message),
});

/** Where only the tables and cookies of the library are looked at. */
const NO_WAYS: OwnWays = {
  setUp: async () => undefined,
  giveCode: async () => 'wrong',
  provider: { begin: async () => undefined, finish: async () => ({ refused: 'off' }), test: async () => undefined },
};

/** A real server on loopback. */
async function node(port: number) {
  const url = `http://127.0.0.1:${port}`;
  const app = Fastify();
  const signIn: SignIn = openSignIn(optionsAt(url));
  signIn.mount(app);
  app.route({
    method: 'GET',
    url: '/whoami',
    handler: async (request) => (await signIn.sessionFor(request.headers)) ?? null,
  });
  await app.listen({ host: '127.0.0.1', port });
  closers.push(() => app.close());
  await signIn.savePerson(secretary);
  return { url, signIn };
}

type Cookie = { readonly name: string; readonly pair: string; readonly attributes: string[] };

function cookiesOf(response: Response): Cookie[] {
  return response.headers.getSetCookie().map((line) => {
    const [pair = '', ...attributes] = line.split('; ');
    return { name: pair.split('=')[0] ?? '', pair, attributes: attributes.map((attribute) => attribute.toLowerCase()) };
  });
}

const follow = (link: string, headers: Record<string, string> = {}) => fetch(link, { redirect: 'manual', headers });
const whoami = async (url: string, cookie: string): Promise<unknown> =>
  (await fetch(`${url}/whoami`, { headers: { cookie } })).json();

async function signedIn({ url, signIn }: Awaited<ReturnType<typeof node>>): Promise<Cookie> {
  const [cookie] = cookiesOf(await follow(await signIn.createSignInLink(secretary.id)));
  if (cookie === undefined) throw new Error(`no cookie from ${url}`);
  return cookie;
}

let a: Awaited<ReturnType<typeof node>>;
let b: Awaited<ReturnType<typeof node>>;
beforeAll(async () => {
  a = await node(await freePort());
  b = await node(await freePort());
});

describe('The migration', () => {
  it('leaves the library nothing to change', async () => {
    const plan = await getMigrations(libraryOptions({ ...optionsAt('http://127.0.0.1:1'), pool: owner }, NO_WAYS));
    expect({
      create: plan.toBeCreated,
      add: plan.toBeAdded,
      indexes: plan.toBeAddedIndexes,
      problems: plan.schemaProblems,
    }).toEqual({
      create: [],
      add: [],
      indexes: [],
      problems: [],
    });
  });
});

describe('A sign-in link', () => {
  it('signs its person in, as they are now', async () => {
    const answer = await follow(await a.signIn.createSignInLink(secretary.id));
    expect([answer.status, answer.headers.get('location')]).toEqual([302, `${a.url}/`]);
    const [cookie] = cookiesOf(answer);
    expect(await whoami(a.url, cookie?.pair ?? '')).toMatchObject({
      personId: secretary.id,
      party,
      name: secretary.name,
      locale: 'zh-Hans',
      officerNumber: 'S-1',
    });
    await a.signIn.savePerson({ ...secretary, name: 'Another name' });
    expect(await whoami(a.url, cookie?.pair ?? '')).toMatchObject({ name: 'Another name' });
    await a.signIn.savePerson(secretary);
  });

  it('works once', async () => {
    const link = await a.signIn.createSignInLink(secretary.id);
    expect(cookiesOf(await follow(link)).length).toBe(1);
    const again = await follow(link);
    expect(again.headers.get('location')).toBe(`${a.url}/sign-in?error=INVALID_TOKEN`);
    expect(cookiesOf(again)).toEqual([]);
  });

  it('works once also when it is followed twice at the same time', async () => {
    const link = await a.signIn.createSignInLink(secretary.id);
    const answers = await Promise.all([follow(link), follow(link), follow(link)]);
    expect(answers.flatMap(cookiesOf).length).toBe(1);
  });

  it('lapses after 24 hours', async () => {
    const link = await a.signIn.createSignInLink(secretary.id);
    const { rows } = await pool.query<{ hours: number }>(
      'select extract(epoch from max(expires_at) - now())::float8 / 3600 as hours from sign_in.verification',
    );
    expect(rows[0]?.hours).toBeCloseTo(24, 1);
    await pool.query("update sign_in.verification set expires_at = now() - interval '1 second'");
    expect(cookiesOf(await follow(link))).toEqual([]);
  });

  it('is not in the database in a form that could be used', async () => {
    const link = await a.signIn.createSignInLink(secretary.id);
    const { rows } = await pool.query<{ row: string }>('select v::text as row from sign_in.verification v');
    const token = new URL(link).searchParams.get('token') ?? 'none';
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.filter(({ row }) => row.includes(token))).toEqual([]);
  });

  it('is made for people of this node only, and by this process only', async () => {
    await expect(a.signIn.createSignInLink('nobody')).rejects.toThrow(expect.objectContaining({ code: 'not-found' }));
    const before = await pool.query('select from sign_in.verification');
    const asked = await fetch(`${a.url}/api/auth/sign-in/magic-link`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: a.url },
      body: JSON.stringify({ email: `${secretary.id}@sign-in.invalid` }),
    });
    expect(asked.status).toBe(404);
    expect((await pool.query('select from sign_in.verification')).rowCount).toBe(before.rowCount);
  });

  it('leads nowhere else', async () => {
    const link = new URL(await a.signIn.createSignInLink(secretary.id));
    link.searchParams.set('callbackURL', 'https://evil.example/');
    const answer = await follow(link.href);
    expect([answer.status, cookiesOf(answer)]).toEqual([403, []]);
  });

  it('cannot be guessed at speed, whatever address the caller claims', async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 12; i++) {
      const guess = `${a.url}/api/auth/magic-link/verify?token=guess${i}&callbackURL=/`;
      statuses.push(
        (await follow(guess, { 'x-forwarded-for': `10.0.0.${i}`, 'x-entente-client-address': `10.0.1.${i}` })).status,
      );
    }
    expect(statuses.slice(0, 10).every((status) => status === 302)).toBe(true);
    expect(statuses.slice(10)).toEqual([429, 429]);
  });
});

describe('A session', () => {
  it('is kept in a cookie that no script reads and no other site sends', async () => {
    const cookie = await signedIn(a);
    expect(cookie.attributes).toEqual(
      expect.arrayContaining(['httponly', 'samesite=strict', 'path=/', 'max-age=604800']),
    );
    expect(cookie.attributes.some((attribute) => attribute.startsWith('domain'))).toBe(false);
  });

  it('is sent over https only, where the node has such an address', async () => {
    const { authCookies } = await openLibrary(optionsAt('https://node.example'), NO_WAYS).$context;
    expect(authCookies.sessionToken.name).toMatch(/^__Secure-entente-/);
    expect(authCookies.sessionToken.attributes).toMatchObject({ secure: true, httpOnly: true, sameSite: 'strict' });
  });

  it('of one node stands beside that of another on the same host', async () => {
    const [one, other] = [await signedIn(a), await signedIn(b)];
    expect(one.name).toMatch(/^entente-[0-9a-f]{8}\.session_token$/);
    expect(one.name).not.toBe(other.name);
    const both = `${one.pair}; ${other.pair}`;
    expect(await whoami(a.url, both)).toMatchObject({ personId: secretary.id });
    expect(await whoami(b.url, both)).toMatchObject({ personId: secretary.id });
    expect(await whoami(b.url, one.pair)).toBeNull();
  });

  it('does not come from a cookie that was made up or changed', async () => {
    const { pair, name } = await signedIn(a);
    const changed = `${pair.slice(0, -6)}${pair.at(-6) === 'A' ? 'B' : 'A'}${pair.slice(-5)}`;
    for (const cookie of [changed, `${name}=x`, `${name}=`, '', 'x', `${name}=%00`])
      expect(await whoami(a.url, cookie)).toBeNull();
  });

  it('ends at signing out', async () => {
    const { pair } = await signedIn(a);
    const out = await fetch(`${a.url}/api/auth/sign-out`, {
      method: 'POST',
      headers: { cookie: pair, origin: a.url, 'content-type': 'application/json' },
      body: '{}',
    });
    expect(out.status).toBe(200);
    expect(cookiesOf(out)[0]?.attributes).toContain('max-age=0');
    expect(await whoami(a.url, pair)).toBeNull();
  });

  it('is not ended from another origin', async () => {
    const { pair } = await signedIn(a);
    for (const origin of ['https://evil.example', b.url, 'null']) {
      const out = await fetch(`${a.url}/api/auth/sign-out`, { method: 'POST', headers: { cookie: pair, origin } });
      expect(out.status).toBe(403);
    }
    expect((await fetch(`${a.url}/api/auth/sign-out`, { method: 'POST', headers: { cookie: pair } })).status).toBe(403);
    expect(await whoami(a.url, pair)).toMatchObject({ personId: secretary.id });
  });

  it('ends after seven days, used or not', async () => {
    const { pair } = await signedIn(a);
    const expiry = async () =>
      (await pool.query<{ at: Date }>('select max(expires_at) as at from sign_in.session')).rows[0]?.at;
    await pool.query("update sign_in.session set expires_at = now() + interval '1 minute'");
    const before = await expiry();
    expect(await whoami(a.url, pair)).toMatchObject({ personId: secretary.id });
    expect(await expiry()).toEqual(before);
    await pool.query("update sign_in.session set expires_at = now() - interval '1 second'");
    expect(await whoami(a.url, pair)).toBeNull();
  });

  it('ends everywhere when the node ends it', async () => {
    const [one, two] = [await signedIn(a), await signedIn(a)];
    await a.signIn.endSessions(secretary.id);
    expect([await whoami(a.url, one.pair), await whoami(a.url, two.pair)]).toEqual([null, null]);
  });
});

describe('The sign-in library', () => {
  it('serves nothing that is not listed: no passwords, no sign-up, no change of a user', async () => {
    const { pair } = await signedIn(a);
    for (const path of [
      'sign-up/email',
      'sign-in/email',
      'sign-in/social',
      'update-user',
      'change-email',
      'delete-user',
      'list-sessions',
      'error',
      'ok',
    ]) {
      for (const method of ['GET', 'POST']) {
        const answer = await fetch(`${a.url}/api/auth/${path}`, { method, headers: { cookie: pair, origin: a.url } });
        expect([path, answer.status]).toEqual([path, 404]);
      }
    }
  });

  it('needs a secret of its own', () => {
    expect(() => openSignIn({ ...optionsAt(a.url), secret: 'short' })).toThrow(
      expect.objectContaining({ code: 'internal' }),
    );
  });

  it('says nothing of what failed inside', async () => {
    const nowhere = new pg.Pool({ host: '127.0.0.1', port: 1, user: 'u', database: 'd' });
    const app = Fastify();
    openSignIn({ ...optionsAt(a.url), pool: nowhere }).mount(app);
    const answer = await app.inject({ url: '/api/auth/magic-link/verify?token=x&callbackURL=/' });
    expect(answer.json()).toMatchObject({ code: 'unavailable', message: 'Signing in is not possible now.' });
    expect(answer.body).not.toContain('REFUSED');
    await Promise.all([app.close(), nowhere.end()]);
  });

  it('saves a person as often as told, with one user', async () => {
    await Promise.all([a.signIn.savePerson(secretary), b.signIn.savePerson(secretary)]);
    expect((await pool.query('select from sign_in."user"')).rowCount).toBe(1);
  });
});
