import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { replaceToken } from '../../src/cli/account.ts';
import { openedAccount } from '../support/open-account.ts';
import { commitment } from '../support/accord.ts';
import { browserSession } from '../support/browser-session.ts';
import { raw } from '../support/raw-http.ts';
import { watchRoutes } from '../support/routes.ts';
import { closeNodes, twoNodes, type Pair } from '../support/two-nodes.ts';

const watched = watchRoutes();
const written: string[] = [];
const streams = [process.stdout, process.stderr].map((stream) => ({ stream, write: stream.write.bind(stream) }));
let pair: Pair;

beforeAll(async () => {
  // Also what a library writes past the node's own report.
  for (const { stream, write } of streams)
    stream.write = (text: string | Uint8Array, ...rest: never[]) => {
      written.push(Buffer.from(text).toString());
      return write(text, ...rest);
    };
  pair = await twoNodes();
});
afterAll(async () => {
  for (const { stream, write } of streams) stream.write = write;
  watched.stop();
  await closeNodes();
});

it('no secret and no content is in what a node says while it is signed in to, asked, refused, broken and closed', async () => {
  const { running, said, logged, dataDir } = pair.a;
  const { url } = running;
  const secrets = new Map<string, string>();
  const link = await openedAccount(running, { role: 'secretary', accord: pair.accord });
  secrets.set('the sign-in link', new URL(link).searchParams.get('token')!);
  const token = await replaceToken(running, 'secretary');
  secrets.set('a token', token);
  const browser = browserSession(url);
  await browser.follow(link);
  for (const [name, value] of browser.cookies) secrets.set(`the cookie ${name}`, value.split('.')[0]!);
  secrets.set('an idempotency key', 'key-that-nobody-may-read-7f3a');
  secrets.set('a title', 'Title that only two may read 91c2');
  secrets.set('what was refused', 'refused-content-55d0');
  for (const name of await readdir(join(dataDir, 'keys')))
    secrets.set(`the file ${name}`, (await readFile(join(dataDir, 'keys', name), 'utf8')).trim());
  expect(secrets.size).toBeGreaterThan(7);

  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const record = JSON.stringify(commitment(pair.accord, { title: secrets.get('a title')! }));
  const key = { 'idempotency-key': secrets.get('an idempotency key')! };
  for (const more of [key, key, {}])
    expect(
      (await raw(url, { method: 'POST', path: '/api/v1/records', headers: { ...headers, ...more }, body: record }))
        .status,
    ).toBe(201);
  await browser.get('/api/v1/session');
  await browser.send('POST', '/api/auth/sign-out', {});
  await browserSession(url).follow(link); // once more
  // Each route, with a body and an address that hold what was refused, and with a token that is nearly one.
  for (const { method, url: pattern } of watched.routes().filter((one) => one.url.startsWith('/api/'))) {
    const path = `${pattern.replaceAll(/:\w+/g, 'refused-content-55d0')}?token=${token}&x=refused-content-55d0`;
    const body = method === 'GET' || method === 'HEAD' ? {} : { body: '{"a":"refused-content-55d0"}' };
    await raw(url, { method, path, headers, ...body });
    await raw(url, { method, path, headers: { ...headers, authorization: `Bearer ${token}x` }, ...body });
  }
  // The database is gone: what the node complains of is told, and not what it was asked.
  await running.db.pool.end();
  const path = '/api/v1/records?x=refused-content-55d0';
  expect((await raw(url, { method: 'POST', path, headers, body: record })).status).toBeGreaterThanOrEqual(500);
  expect(said.join()).toContain('POST /api/v1/records');
  await running.close().catch(() => {}); // its database is closed already

  // One line for each request, by the names of the contract and whoever stands behind the token.
  expect(logged.length).toBeGreaterThan(100);
  const made = logged
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .find((one) => one['operation'] === 'createRecord')!;
  expect(made).toEqual({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    operation: 'createRecord',
    method: 'POST',
    status: 201,
    ms: expect.any(Number),
    person: expect.any(String),
  });
  const all = [...said, ...written, ...logged].join('\n');
  const found = [...secrets].filter(([, secret]) => all.includes(secret)).map(([name]) => name);
  expect(found).toEqual([]);
});
