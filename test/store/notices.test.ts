import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql, type Scope } from '#store/db.ts';
import { expunge } from '#store/expunge.ts';
import { endNotices, tell, type Telling } from '#store/notices.ts';
import { commitment } from '../support/accord.ts';
import { seatPerson } from '#store/people/seat-person.ts';
import { browserSession } from '../support/browser-session.ts';
import { closeNodes, eventually, post, twoNodes, type Pair } from '../support/two-nodes.ts';

let pair: Pair;
const at = new Date('2026-03-01T10:00:00Z');

beforeAll(async () => {
  pair = await twoNodes();
});
afterAll(closeNodes);

const told = (telling: Telling) => pair.a.running.db.transaction('node', (tx) => tell(tx, telling));
const kept = (kind: string, scope: Scope = 'node') =>
  pair.a.running.db.transaction(scope, (tx) =>
    tx.rows<{ subject: string | null; class: number | null }>(
      sql`select subject, class from notices.notice where kind = ${kind} order by seq`,
    ),
  );

test('a happening told twice is told once, and another of its kind beside it', async () => {
  const one = { kind: 'break-glass-used', to: { permission: 'access.read' }, facts: { account: 'first' }, at } as const;
  expect(await told(one)).toBe(true);
  expect(await told({ ...one, at: new Date() })).toBe(false);
  expect(await told({ ...one, facts: { account: 'second' } })).toBe(true);
  expect(await told({ ...one, facts: { account: 'third' }, key: 'same' })).toBe(true);
  expect(await told({ ...one, facts: { account: 'fourth' }, key: 'same' })).toBe(false);
  expect(await kept('break-glass-used')).toHaveLength(3);
});

test('a notice of a record has its class, is hidden by it, and goes with its content', async () => {
  const { record } = await post(pair.atA, commitment(pair.accord));
  const telling = { kind: 'comment-mention', to: { permission: 'records.read' }, at } as const;
  expect(await told({ ...telling, about: { record: 'commitment--none' } })).toBe(false);
  expect(await told({ ...telling, about: { record: record.id } })).toBe(true);
  const [notice] = await kept('comment-mention');
  expect(notice).toMatchObject({ subject: record.id, class: expect.any(Number) });
  expect(await kept('comment-mention', { classes: [] })).toEqual([]);
  expect(await kept('comment-mention', { classes: [notice!.class!] })).toHaveLength(1);
  await pair.a.running.db.transaction('node', async (tx) => {
    const rows = await tx.rows<{ seq: number }>(sql`select seq from store.record where id = ${record.id}`);
    await expunge(
      tx,
      rows.map(({ seq }) => seq),
      at,
    );
  });
  expect(await kept('comment-mention')).toEqual([]);
  expect(await told({ ...telling, about: { record: record.id } })).toBe(false);
});

test('a notice is kept for the time of its kind', async () => {
  await told({ kind: 'hold-placed', to: { persons: ['somebody'] }, at });
  const after = (days: number) => new Date(at.getTime() + days * 86_400_000);
  const { db } = pair.a.running;
  await db.transaction('node', (tx) => endNotices(tx, after(89)));
  expect(await kept('hold-placed')).toHaveLength(1);
  await db.transaction('node', (tx) => endNotices(tx, after(90)));
  expect(await kept('hold-placed')).toEqual([]);
});

test('What passed before somebody came in for the first time is there to read, and not counted; what still asks for something is', async () => {
  const { db, signIn, self } = pair.a.running;
  const who = { id: 'newcomer', party: pair.a.partyId, name: 'New', locale: 'en', officerNumber: 'Q-77' };
  await signIn.savePerson(who);
  const seat = { personId: who.id, role: 'secretary', unit: { en: 'Desk' }, accordId: pair.accord, at: self.now() };
  await seatPerson(db.pool, seat);
  const ago = new Date(self.now().getTime() - 60_000);
  const to = { persons: [who.id] };
  for (const kind of ['record-received', 'hold-placed', 'proposal-waits', 'comment-mention'] as const)
    await told({ kind, to, at: ago, key: `before ${kind}` });
  const browser = browserSession(`http://127.0.0.1:${pair.a.port}`);
  await browser.follow(await signIn.createSignInLink(who.id));
  await told({ kind: 'record-received', to, at: new Date(self.now().getTime() + 60_000), key: 'after' });
  const listed = async (query = '') => {
    const { notices } = (await browser.get(`/api/v1/notices${query}`)).body as {
      notices: { kind: string; read: boolean }[];
    };
    return notices.map(({ kind, read }) => `${kind} ${read ? 'read' : 'unread'}`);
  };
  await eventually(async () =>
    expect(await listed()).toEqual([
      'record-received unread',
      'comment-mention unread',
      'proposal-waits unread',
      'hold-placed read',
      'record-received read',
    ]),
  );
  expect(await listed('?unread=true')).toHaveLength(3);
  expect((await browser.get('/api/v1/notices/unread')).body['unread']).toBe(3);
});
