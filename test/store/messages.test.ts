import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type {
  MadeWebhook,
  MailServerView,
  NoticeList,
  NoticeSettings,
  NoticeSettingsView,
  Unread,
} from '#contract/notices.ts';
import { TLP_IDS } from '#kernel/policy/markings.ts';
import { sql } from '#store/db.ts';
import { tell, type Telling } from '#store/notices.ts';
import { indicator, commitment } from '../support/accord.ts';
import { closeNodes, eventually, ok, post, twoNodes, type Officer, type Pair } from '../support/two-nodes.ts';

type Mail = { readonly to: readonly string[]; readonly text: string };
let pair: Pair;
let admin: Officer;
let mails: Mail[] = [];
/** Answers for the next mails; 250 after them. */
let answers: number[] = [];
let hooks: { readonly path: string; readonly headers: IncomingHttpHeaders; readonly body: string }[] = [];
let hookAnswers: number[] = [];
/** Whoever asked for what is never answered gave up. */
let isSilenceOver = false;

const smtp = new SMTPServer({
  disabledCommands: ['STARTTLS'],
  authOptional: true,
  allowInsecureAuth: true,
  onAuth: ({ username, password }, _session, done) =>
    username === 'entente' && password === 'correct horse' ? done(null, { user: username }) : done(new Error('no')),
  onData: (stream, session, done) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      const code = answers.shift() ?? 250;
      if (code === 250)
        mails.push({
          to: session.envelope.rcptTo.map(({ address }) => address),
          text: Buffer.concat(chunks).toString(),
        });
      done(code === 250 ? null : Object.assign(new Error('not now'), { responseCode: code }));
    });
  },
});
const hook = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    hooks.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() });
    if (request.url === '/silent') {
      isSilenceOver = false;
      response.once('close', () => (isSilenceOver = true));
      return;
    }
    const status = hookAnswers.shift() ?? 204;
    response.writeHead(status, status === 302 ? { location: 'http://169.254.169.254/' } : {});
    response.end();
  });
});
const portOf = (address: string | AddressInfo | null): number => (address as AddressInfo).port;

beforeAll(async () => {
  pair = await twoNodes();
  admin = await pair.a.officer('administrator', null);
  smtp.on('error', () => {});
  const server = smtp.listen(0, '127.0.0.1');
  await once(server, 'listening');
  hook.listen(0, '127.0.0.1');
  await once(hook, 'listening');
  const mail = {
    host: '127.0.0.1',
    port: portOf(server.address()),
    security: 'none',
    username: 'entente',
    password: 'correct horse',
    sender: 'node@example.org',
  };
  ok(await put(admin, '/api/v1/node/mail', mail));
});
afterAll(async () => {
  await closeNodes();
  hook.close();
  await new Promise<void>((resolve) => smtp.close(() => resolve()));
});
beforeEach(() => {
  [mails, answers, hooks, hookAnswers] = [[], [], [], []];
  pair.a.clock.ahead = 0;
});

async function put(at: Officer, path: string, body: unknown): Promise<{ status: number; body: unknown; text: string }> {
  const response = await at.ask(path, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, body: JSON.parse(text) as unknown, text };
}
const plain: NoticeSettings = {
  email: null,
  timeZone: 'UTC',
  quiet: null,
  urgentBreaks: true,
  digestAt: 480,
  kinds: {},
};
async function told(changes: Partial<NoticeSettings> = {}, role: 'analyst' | 'secretary' = 'analyst') {
  const at = await pair.a.officer(role, pair.accord);
  const { person } = ok(await at.get<{ person: { id: string } }>('/api/v1/session'));
  const email = `${person.id}@example.org`;
  ok(await put(at, '/api/v1/notices/settings', { ...plain, email, ...changes }));
  return { at, id: person.id, email };
}
const unseat = (id: string) =>
  pair.a.running.db.pool.query('update people.assignment set accord_id = null where person_id = $1', [id]);
const tellA = (telling: Omit<Telling, 'at'>) =>
  pair.a.running.db.transaction('node', (tx) => tell(tx, { ...telling, at: pair.a.running.self.now() }));
const mailTo = (email: string) => mails.filter(({ to }) => to.includes(email));
const until = (email: string, count = 1) =>
  eventually(() => {
    expect(mailTo(email)).toHaveLength(count);
    return mailTo(email);
  });
/** So long as the loops took several turns. */
const aWhile = () => new Promise((resolve) => setTimeout(resolve, 900));
const later = (ms: number) => void (pair.a.clock.ahead += ms);
const HOUR = 3_600_000;
const mention = (id: string, key: string) => ({ kind: 'comment-mention', to: { persons: [id] }, key }) as const;

describe('the centre', () => {
  test('holds what a partner did, for those who see it, and nothing for others', async () => {
    const { at, id } = await told();
    const stranger = await pair.a.officer('analyst', pair.accord, { channels: ['exchange'] });
    const { record } = await post(pair.atB, commitment(pair.accord));
    const list = await eventually(async () => {
      const { notices } = ok(await at.get<NoticeList>('/api/v1/notices?unread=true'));
      expect(notices.map((one) => one.record?.id)).toContain(record.id);
      return notices;
    });
    expect(list.find((one) => one.record?.id === record.id)).toMatchObject({
      kind: 'record-received',
      read: false,
      record: { type: 'commitment' },
      facts: { party: pair.b.partyId },
    });
    expect(ok(await stranger.get<NoticeList>('/api/v1/notices'))).toEqual({ notices: [], next: null });
    expect(ok(await stranger.get<Unread>('/api/v1/notices/unread'))).toEqual({ unread: 0 });
    const before = ok(await at.get<Unread>('/api/v1/notices/unread')).unread;
    expect(ok(await at.post<Unread>('/api/v1/notices/read', { ids: [list[0]!.id] })).unread).toBe(before - 1);
    expect(
      ok(await at.post<Unread>('/api/v1/notices/read', { all: true, until: new Date().toISOString() })).unread,
    ).toBe(0);
    // Told once and not allowed any more: not there.
    await unseat(id);
    expect(ok(await at.get<NoticeList>('/api/v1/notices')).notices).toEqual([]);
  });

  test('tells everybody of a suspension but the one who did it', async () => {
    const { at } = await told();
    const suspended = (list: NoticeList) =>
      list.notices.filter(({ kind, facts }) => kind === 'accord-state' && facts['verb'] === 'suspend');
    ok(await pair.atB.post(`/api/v1/accords/${pair.accord}/steps`, { verb: 'suspend', reason: 'a test' }));
    await eventually(async () => expect(suspended(ok(await at.get<NoticeList>('/api/v1/notices')))).toHaveLength(1));
    ok(await pair.atB.post(`/api/v1/accords/${pair.accord}/steps`, { verb: 'lift', reason: 'it is over' }));
    await eventually(async () =>
      expect(ok(await pair.atA.get<{ state: string }>(`/api/v1/accords/${pair.accord}`)).state).toBe('in-force'),
    );
  });
});

describe('by e-mail', () => {
  test('a notice is sent at once, in the language of its reader, and once', async () => {
    const { id, email } = await told();
    await pair.a.running.db.pool.query("update people.person set locale = 'ur' where id = $1", [id]);
    await tellA(mention(id, 'one'));
    const [mail] = await until(email);
    expect(mail!.text).toContain('Content-Language: ur');
    expect(mail!.text).toMatch(/Message-ID: <[0-9a-f-]{36}@127\.0\.0\.1>/);
    await tellA(mention(id, 'one'));
    await aWhile();
    expect(mailTo(email)).toHaveLength(1);
  });

  test('one that the server cannot take now is tried again under the same id; one that it never will is given up', async () => {
    const { id, email } = await told();
    answers = [451, 451];
    await tellA(mention(id, 'again'));
    await eventually(() => expect(answers).toHaveLength(1));
    later(31_000);
    await eventually(() => expect(answers).toHaveLength(0));
    later(121_000);
    await until(email);
    answers = [550];
    await tellA(mention(id, 'never'));
    await eventually(() => expect(answers).toHaveLength(0));
    later(24 * HOUR);
    await aWhile();
    expect(mailTo(email)).toHaveLength(1);
    await eventually(async () =>
      expect(ok(await admin.get<MailServerView>('/api/v1/node/mail'))).toMatchObject({
        failed: 1,
        server: { hasPassword: true },
      }),
    );
  });

  test('after a crash between sending and noting it is sent again, under the id by which it is known', async () => {
    const { id, email } = await told();
    await tellA(mention(id, 'crash'));
    await until(email);
    const { db } = pair.a.running;
    await eventually(async () => {
      const { rowCount } = await db.pool.query(
        `update notices.message set done_at = null, outcome = null, next_at = now() where person = $1 and outcome = 'sent'`,
        [id],
      );
      expect(rowCount).toBe(1);
    });
    later(1_000);
    const both = await until(email, 2);
    const ids = both.map(({ text }) => /^Message-ID: (.*)$/m.exec(text)![1]);
    expect(new Set(ids).size).toBe(1);
  });

  test('whoever lost the right between telling and sending gets nothing', async () => {
    const { id, email } = await told();
    const { record } = await post(pair.atA, indicator(pair.accord));
    answers = [451];
    await tellA({ kind: 'comment-mention', to: { persons: [id] }, about: { record: record.id } });
    await eventually(() => expect(answers).toHaveLength(0));
    await unseat(id);
    later(HOUR);
    await aWhile();
    expect(mailTo(email)).toEqual([]);
  });

  test('of what is above green it says that there is something, and no more', async () => {
    const { id, email } = await told();
    const { record } = await post(
      pair.atA,
      commitment(pair.accord, { title: 'the-eleventh-berth', object_marking_refs: [TLP_IDS.amber] }),
    );
    await tellA({ kind: 'comment-mention', to: { persons: [id] }, about: { record: record.id } });
    const [mail] = await until(email);
    expect(mail!.text).toContain('Subject: Entente: something is new');
    for (const secret of ['the-eleventh-berth', record.id, 'mentioned', 'commitment'])
      expect(mail!.text).not.toContain(secret);
  });

  test('in quiet hours only what is urgent comes, if they allowed it; the rest after', async () => {
    const now = new Date();
    const minute = now.getUTCHours() * 60 + now.getUTCMinutes();
    const quiet = { from: (minute + 1430) % 1440, until: (minute + 60) % 1440 };
    const calm = await told({ quiet });
    const strict = await told({ quiet, urgentBreaks: false });
    for (const { id } of [calm, strict]) {
      await tellA(mention(id, `quiet ${id}`));
      await tellA({ kind: 'key-changed', to: { persons: [id] }, key: `urgent ${id}` });
    }
    await until(calm.email);
    expect(mailTo(calm.email)[0]!.text).toContain('key of');
    await aWhile();
    expect(mailTo(strict.email)).toEqual([]);
    later(62 * 60_000);
    await until(calm.email, 2);
    await until(strict.email, 2);
  });

  test('a digest gathers what is not urgent, at the hour of its reader', async () => {
    const now = new Date();
    const digestAt = (now.getUTCHours() * 60 + now.getUTCMinutes() + 30) % 1440;
    const { id, email, at } = await told({
      digestAt,
      kinds: { 'comment-mention': { mail: 'digest', webhook: 'off' } },
    });
    for (const key of ['a', 'b', 'c']) await tellA(mention(id, `digest ${key}`));
    await eventually(async () => expect(ok(await at.get<Unread>('/api/v1/notices/unread')).unread).toBe(3));
    await aWhile();
    expect(mailTo(email)).toEqual([]);
    later(31 * 60_000);
    const [mail] = await until(email);
    expect(mail!.text).toContain('3 things are new');
    expect(ok(await at.get<NoticeSettingsView>('/api/v1/notices/settings')).kinds['comment-mention']).toEqual({
      mail: 'digest',
      webhook: 'off',
    });
  });

  test('a kind that was switched off is not sent; what was read meanwhile neither', async () => {
    const off = await told({ kinds: { 'comment-mention': { mail: 'off', webhook: 'off' } } });
    await tellA(mention(off.id, 'off'));
    await aWhile();
    expect(mailTo(off.email)).toEqual([]);
  });

  test('a mail server is reached in the clear on the loopback address alone, and its password is not told', async () => {
    const server = {
      host: 'mail.example.org',
      port: 25,
      security: 'none',
      username: null,
      password: null,
      sender: 'node@example.org',
    };
    expect((await put(admin, '/api/v1/node/mail', server)).status).toBe(422);
    expect((await admin.get('/api/v1/node/mail')).text).not.toContain('correct horse');
    const stored = await pair.a.running.db.pool.query<{ password: string }>('select password from notices.mail_server');
    expect(stored.rows[0]!.password).toMatch(/^entente-sealed-1 /);
    expect(ok(await admin.post<{ sent: boolean }>('/api/v1/node/mail/test', { to: 'admin@example.org' })).sent).toBe(
      true,
    );
    expect(mailTo('admin@example.org')).toHaveLength(1);
  });
});

describe('by webhook', () => {
  const immediate = { kinds: { 'comment-mention': { mail: 'off', webhook: 'immediate' } } } as const;
  const hooked = async (path: string) => {
    const person = await told({ ...immediate, email: null });
    const url = `http://127.0.0.1:${portOf(hook.address())}${path}`;
    return { ...person, hook: ok(await person.at.post<MadeWebhook>('/api/v1/notices/webhooks', { url })) };
  };
  const at = (path: string) => hooks.filter((one) => one.path === path);

  test('a notice is signed by the Standard Webhooks scheme, and sent again under the same id', async () => {
    const { id, hook: made } = await hooked('/signed');
    hookAnswers = [500];
    await tellA(mention(id, 'hook'));
    await eventually(() => expect(at('/signed')).toHaveLength(1));
    later(31_000);
    await eventually(() => expect(at('/signed')).toHaveLength(2));
    const [first, second] = at('/signed');
    expect(second!.headers['webhook-id']).toBe(first!.headers['webhook-id']);
    for (const { headers, body } of [first!, second!]) {
      const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
      const key = Buffer.from(made.secret.slice('whsec_'.length), 'base64');
      expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', key).update(signed).digest('base64')}`);
    }
    expect(JSON.parse(first!.body)).toMatchObject({ type: 'notice.comment-mention' });
  });

  test('one that never answers holds up nothing that goes elsewhere', async () => {
    const { id } = await hooked('/silent');
    const { id: other } = await hooked('/beside');
    await tellA(mention(id, 'silent'));
    await eventually(() => expect(at('/silent')).toHaveLength(1));
    await tellA(mention(other, 'beside'));
    await eventually(() => expect(at('/beside')).toHaveLength(1));
    // The other is still waited for.
    expect(isSilenceOver).toBe(false);
    hook.closeAllConnections();
  });

  test('a redirect is not followed, and an address that fails again and again is switched off and its owner told', async () => {
    const { id, at: person, hook: made } = await hooked('/gone');
    hookAnswers = Array.from({ length: 20 }, () => 302);
    await tellA(mention(id, 'redirect 1'));
    await tellA(mention(id, 'redirect 2'));
    for (let tries = 0; tries < 200 && at('/gone').length < 10; tries++) {
      later((17 * HOUR) / 8);
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    await eventually(async () => {
      const { webhooks } = ok(await person.get<NoticeSettingsView>('/api/v1/notices/settings'));
      expect(webhooks[0]).toMatchObject({ id: made.id, disabled: expect.any(String) });
    });
    await eventually(async () =>
      expect(ok(await person.get<NoticeList>('/api/v1/notices?kind=webhook-disabled')).notices).toHaveLength(1),
    );
    expect(at('/gone')).toHaveLength(10);
  });

  test('no address of a private network is taken, nor more than one', async () => {
    const { at: person } = await hooked('/one');
    for (const url of ['https://10.0.0.1/', 'http://169.254.169.254/latest', 'https://[::1]/'])
      expect((await person.post('/api/v1/notices/webhooks', { url })).status).toBe(403);
    expect(
      (await person.post('/api/v1/notices/webhooks', { url: `http://127.0.0.1:${portOf(hook.address())}/two` })).status,
    ).toBe(409);
  });
});

test('what concerns nobody is spread to nobody', async () => {
  await tellA({ kind: 'seal-opened', to: { permission: 'no.such' } });
  await eventually(async () => {
    const rows = await pair.a.running.db.transaction('node', (tx) =>
      tx.rows(sql`select 1 from notices.notice where kind = 'seal-opened' and spread_at is not null`),
    );
    expect(rows).toHaveLength(1);
  });
});
