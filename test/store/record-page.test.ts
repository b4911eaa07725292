import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Colleagues, CommentList, CommentView } from '#contract/comments.ts';
import type { OwnDrafts } from '#contract/drafts.ts';
import type { LiveChanges } from '#contract/events.ts';
import type { RelatedRecords, RecordVersions } from '#contract/record-page.ts';
import { TLP_IDS } from '#kernel/policy/markings.ts';
import { sql } from '#store/db.ts';
import { endDrafts, keepDraft } from '#store/drafts.ts';
import { indicator } from '../support/accord.ts';
import { closeNodes, ok, post, twoNodes, type Officer, type Pair } from '../support/two-nodes.ts';

let pair: Pair;
let at: Officer;
/** Sees the exchange up to green. */
let lower: Officer;
let id: string;
let created: string;

const of = (record: string, what: string) => `/api/v1/records/${record}/${what}`;
const amber = { object_marking_refs: [TLP_IDS.amber] };
const green = { object_marking_refs: [TLP_IDS.green] };
const note = (accord: string, about: string, more: object = {}) => ({
  type: 'note',
  accord_ref: accord,
  channel: 'exchange',
  content: 'a remark',
  object_refs: [about],
  ...more,
});

beforeAll(async () => {
  pair = await twoNodes();
  at = pair.atA;
  lower = await pair.a.officer('analyst', pair.accord, { tlp: 'green' });
  ({ id, created } = (await post(at, indicator(pair.accord, { name: 'First name', ...green }))).record as {
    id: string;
    created: string;
  });
});
afterAll(closeNodes);

test('the versions of a record are those that the reader sees', async () => {
  await post(at, indicator(pair.accord, { id, created, name: 'Second name', ...amber }));
  const names = async (reader: Officer) =>
    ok(await reader.get<RecordVersions>(of(id, 'versions'))).versions.map(({ record }) => record['name']);
  expect(await names(at)).toEqual(['Second name', 'First name']);
  expect(await names(lower)).toEqual(['First name']);
});

test('related is what names it and what it names, as far as the reader sees it', async () => {
  const open = (await post(at, note(pair.accord, id, green))).record.id;
  const hidden = (await post(at, note(pair.accord, id, amber))).record.id;
  await pair.a.running.fillSearch({ atOnce: true });
  const related = async (reader: Officer, record: string) =>
    ok(await reader.get<RelatedRecords>(of(record, 'related'))).related.map((one) => [one.way, one.id, one.property]);
  expect(await related(at, id)).toEqual([
    ['named-by', hidden, null],
    ['named-by', open, null],
  ]);
  expect(await related(lower, id)).toEqual([['named-by', open, null]]);
  expect(await related(lower, open)).toEqual([['names', id, 'object_refs']]);
});

test('a comment is read by colleagues who see the version that it was written on', async () => {
  const said = ok(await lower.post<CommentView>(of(id, 'comments'), { text: 'Seen by all' }));
  const above = ok(await at.post<CommentView>(of(id, 'comments'), { text: 'Of the amber version' }));
  const texts = async (reader: Officer) =>
    ok(await reader.get<CommentList>(of(id, 'comments'))).comments.map(({ text, isOwn }) => [text, isOwn]);
  expect(await texts(at)).toEqual([
    ['Seen by all', false],
    ['Of the amber version', true],
  ]);
  expect(await texts(lower)).toEqual([['Seen by all', true]]);
  // Another's, a hidden one and none are the same.
  for (const one of [said.id, randomUUID()])
    expect((await at.post(`/api/v1/comments/${one}/withdraw`, { revision: 1 })).text).toBe(
      (await at.post(`/api/v1/comments/${randomUUID()}/withdraw`, { revision: 1 })).text,
    );
  expect((await lower.post(`/api/v1/comments/${above.id}/text`, { text: 'Mine', revision: 1 })).status).toBe(404);
  const nobody = await pair.a.officer('analyst', null);
  expect((await nobody.get(of(id, 'comments'))).text.replaceAll(id, 'ID')).toBe(
    (await nobody.get(of(id.replace(/.{4}$/, 'ffff'), 'comments'))).text.replaceAll(id.replace(/.{4}$/, 'ffff'), 'ID'),
  );
});

test('one’s own comment is changed on the revision that was read, keeps what it said, and loses it when it is taken back', async () => {
  const { id: comment } = ok(await at.post<CommentView>(of(id, 'comments'), { text: 'One' }));
  const edit = (text: string, revision: number) =>
    at.post<CommentView>(`/api/v1/comments/${comment}/text`, { text, revision });
  expect(ok(await edit('Two', 1))).toMatchObject({ text: 'Two', revision: 2, earlier: [{ text: 'One' }] });
  expect((await edit('Three', 1)).status).toBe(409);
  const back = ok(await at.post<CommentView>(`/api/v1/comments/${comment}/withdraw`, { revision: 2 }));
  expect(back).toMatchObject({ text: null, earlier: [] });
  expect((await edit('Four', 3)).status).toBe(409);
});

test('only colleagues who see the record can be mentioned, and they are told', async () => {
  const people = ok(await at.get<Colleagues>(of(id, 'colleagues'))).people;
  const session = ok(await lower.get<{ person: { id: string } }>('/api/v1/session')).person.id;
  expect(people.map((person) => person.id)).not.toContain(session);
  const refused = await at.post(of(id, 'comments'), { text: 'You?', mentions: [session] });
  expect(refused.status).toBe(422);
  expect(refused.text).toBe((await at.post(of(id, 'comments'), { text: 'You?', mentions: ['nobody'] })).text);
  const peer = await pair.a.officer('secretary', pair.accord);
  const mentioned = ok(await peer.get<{ person: { id: string } }>('/api/v1/session')).person.id;
  ok(await at.post(of(id, 'comments'), { text: 'You!', mentions: [mentioned] }));
  const told = await pair.a.running.db.transaction('node', (tx) =>
    tx.rows<{ persons: string[] }>(sql`select persons from notices.notice where kind = 'comment-mention'`),
  );
  expect(told).toEqual([{ persons: [mentioned] }]);
});

test('with the content go the comments on it', async () => {
  ok(await at.post(`/api/v1/records/${id}/recall`, { code: 'error' }));
  const left = await pair.a.running.db.transaction('node', (tx) => tx.rows(sql`select 1 from comments.comment`));
  expect(left).toEqual([]);
  expect((await at.post(of(id, 'comments'), { text: 'Too late' })).status).toBe(409);
});

test('a comment is told live to whoever sees the version that it is on, and to nobody else', async () => {
  const told = (await post(at, indicator(pair.accord, { name: 'Talked about', ...green }))).record;
  const about = told.id;
  const news = async (reader: Officer, after?: string) =>
    ok(await reader.get<LiveChanges>(`/api/v1/events${after === undefined ? '' : `?after=${after}`}`));
  const heard = async (reader: Officer, { last }: LiveChanges) =>
    (await news(reader, last)).changes.flatMap(({ kind, id: one }) => (kind === 'comment' ? [one] : []));
  const first = await news(lower);
  ok(await at.post<CommentView>(of(about, 'comments'), { text: 'Of the green version' }));
  expect(await heard(lower, first)).toEqual([about]);
  await post(at, indicator(pair.accord, { id: about, created: String(told.created), name: 'Not for all', ...amber }));
  const [second, lowerSecond] = [await news(at), await news(lower)];
  ok(await at.post<CommentView>(of(about, 'comments'), { text: 'Of the amber version' }));
  expect([await heard(at, second), await heard(lower, lowerSecond)]).toEqual([[about], []]);
});

test('a draft is its author’s, as long as they see what it is about, and goes with its content', async () => {
  const put = (reader: Officer, body: object) => reader.put('/api/v1/me/drafts', body);
  const drafts = async (reader: Officer) => ok(await reader.get<OwnDrafts>('/api/v1/me/drafts'));
  const own = (await post(at, indicator(pair.accord, { name: 'To be recalled', ...amber }))).record.id;
  ok(await put(at, { form: 'comment', record: own, text: '"half a thought"' }));
  ok(await put(at, { form: 'comment', record: own, text: '"a thought"' }));
  ok(await put(at, { form: 'export', text: '"for the archive"' }));
  const { key, drafts: mine } = await drafts(at);
  expect(mine.map(({ form, text }) => [form, text])).toEqual([
    ['export', '"for the archive"'],
    ['comment', '"a thought"'],
  ]);
  expect(Buffer.from(key, 'base64')).toHaveLength(32);
  expect((await drafts(at)).key).toBe(key);
  const theirs = await drafts(lower);
  expect([theirs.drafts, theirs.key === key]).toEqual([[], false]);
  // What one does not see, one drafts nothing about.
  expect((await put(lower, { form: 'comment', record: own, text: '"x"' })).status).toBe(404);
  // Row-level security alone: another's, and one whose record is not seen any more.
  const seen = (person: string, classes: readonly number[]) =>
    pair.a.running.db.transaction({ classes }, async (tx) => {
      await tx.rows(sql`select set_config('entente.person', ${person}, true)`);
      return (await tx.rows<{ form: string }>(sql`select form from drafts.draft order by form`)).map(
        ({ form }) => form,
      );
    });
  const { person, class: version } = (await pair.a.running.db.transaction('node', (tx) =>
    tx.row<{ person: string; class: number }>(
      sql`select d.person, r.class from drafts.draft d join store.record r on r.seq = d.version`,
    ),
  ))!;
  expect(await seen(person, [version])).toEqual(['comment', 'export']);
  expect(await seen(person, [])).toEqual(['export']);
  expect(await seen('somebody', [version])).toEqual([]);
  ok(await at.post(of(own, 'recall'), { code: 'error' }));
  await expect.poll(async () => (await drafts(at)).drafts.map(({ form }) => form)).toEqual(['export']);
  expect((await at.post('/api/v1/me/drafts/drop', { form: 'export' })).status).toBe(204);
  expect((await drafts(at)).drafts).toEqual([]);
});

test('a draft that nobody touches ends', async () => {
  const now = new Date();
  await pair.a.running.db.transaction('node', async (tx) => {
    const { person } = (await tx.row<{ person: string }>(sql`select id as person from people.person limit 1`))!;
    await keepDraft(tx, { person, form: 'old', version: null, text: '"x"', at: now });
    expect(await endDrafts(tx, new Date(now.getTime() + 29 * 86_400_000))).toBe(0);
    expect(await endDrafts(tx, new Date(now.getTime() + 31 * 86_400_000))).toBe(1);
  });
});
