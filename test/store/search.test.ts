import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SearchResults } from '#contract/search.ts';
import type { JsonObject } from '#kernel/json/types.ts';
import { TLP_IDS } from '#kernel/policy/markings.ts';
import { sql } from '#store/db.ts';
import { commitment, indicator } from '../support/accord.ts';
import { plainSql } from '../support/plain-sql.ts';
import { closeNodes, ok, post, twoNodes, type Officer, type Pair, type TestNode } from '../support/two-nodes.ts';

let pair: Pair;
const made: Record<string, string> = {};

const filled = (node: TestNode) => node.running.fillSearch({ atOnce: true });
const search = async (at: Officer, query: string, more = ''): Promise<SearchResults> =>
  ok(await at.get<SearchResults>(`/api/v1/search?q=${encodeURIComponent(query)}${more}`));
const idsFor = async (at: Officer, query: string, more = '') =>
  (await search(at, query, more)).hits.map(({ id }) => id);

beforeAll(async () => {
  pair = await twoNodes();
  const { atA, accord } = pair;
  const put = async (name: string, object: JsonObject) => (made[name] = (await post(atA, object)).record.id);
  await put('berth', commitment(accord, { title: 'The eleventh berth of the Café quayside, JWG/2026/14' }));
  await put('chinese', commitment(accord, { title: '双方合作机制每季度开会' }));
  await put('urdu', commitment(accord, { title: 'معلومات کا تبادلہ' }));
  await put('lure', indicator(accord, { name: 'Quayside lure', description: 'plain words' }));
  await put(
    'parted',
    indicator(accord, {
      name: 'Parted lure',
      description: 'quietly withheld quayside',
      granular_markings: [{ marking_ref: TLP_IDS['amber+strict'], selectors: ['description'] }],
    }),
  );
  await filled(pair.a);
});
afterAll(closeNodes);

describe('a record is found', () => {
  test('by the words of its title, however they are written, and by the beginning of the last one', async () => {
    for (const query of ['eleventh berth', 'BERTH cafe', 'berth eleven', 'jwg/2026/14', 'jwg/2026/1'])
      expect(await idsFor(pair.atA, query), query).toEqual([made['berth']]);
    expect(await idsFor(pair.atA, 'eleven ')).toEqual([]);
    expect(await idsFor(pair.atA, 'berth elsewhere')).toEqual([]);
  });

  test('by Chinese words of any length, and by Urdu in other letters', async () => {
    for (const query of ['合作', '合作机制', '机'])
      expect(await idsFor(pair.atA, query), query).toEqual([made['chinese']]);
    expect(await idsFor(pair.atA, 'معلومات كا')).toEqual([made['urdu']]);
  });

  test('by its id, a part of it, or its commitment, before what has the word', async () => {
    const id = made['lure']!;
    const [, tail] = id.split('--');
    const { c } = ok(await pair.atA.get<{ c: string }>(`/api/v1/records/${id}`));
    for (const query of [
      id,
      tail!,
      tail!.slice(0, 8),
      `indicator--${tail!.slice(0, 6)}`,
      tail!.slice(-12),
      c,
      c.slice(0, 16),
    ])
      expect(await idsFor(pair.atA, query), query).toEqual([id]);
    expect((await search(pair.atA, id)).hits[0]!.rank).toBe('exact');
    expect(await idsFor(pair.atA, `commitment--${tail!.slice(0, 6)}`)).toEqual([]);
  });

  test('with its title, how it is marked, and a cut of what it says', async () => {
    const [hit] = (await search(pair.atA, 'quietly quayside')).hits;
    expect(hit).toMatchObject({ id: made['parted'], type: 'indicator', title: { und: 'Parted lure' }, rank: 'words' });
    expect(hit!.snippet!.marks.map(([from, to]) => hit!.snippet!.text.slice(from, to))).toEqual([
      'quietly',
      'quayside',
    ]);
  });

  test('titles first, and counted by type', async () => {
    const { hits, total, more, facets } = await search(pair.atA, 'quayside');
    expect(hits.map(({ id }) => id)).toEqual([made['lure'], made['berth'], made['parted']]);
    expect({ total, more }).toEqual({ total: 3, more: false });
    expect(facets.type).toEqual([
      { value: 'indicator', count: 2 },
      { value: 'commitment', count: 1 },
    ]);
    expect(await idsFor(pair.atA, 'quayside', '&type=commitment')).toEqual([made['berth']]);
    expect(await idsFor(pair.atA, 'quayside', `&accord=${pair.accord}`)).toHaveLength(3);
    expect(await idsFor(pair.atA, 'quayside', '&accord=accord--00000000-0000-4000-8000-000000000000')).toEqual([]);
  });

  test('page by page', async () => {
    const first = await search(pair.atA, 'quayside', '&limit=2');
    const second = await search(pair.atA, 'quayside', `&limit=2&cursor=${first.next}`);
    expect([...first.hits, ...second.hits].map(({ id }) => id)).toEqual(await idsFor(pair.atA, 'quayside'));
    expect(second.next).toBeNull();
  });
});

describe('whoever may not see', () => {
  test('a record is answered as if there were none, in hits, counts and completions', async () => {
    const at = await pair.a.officer('analyst', pair.accord, { channels: ['charter', 'exchange'] });
    const nobody = await pair.a.officer('analyst', null);
    const id = made['berth']!;
    for (const reader of [at, nobody])
      for (const [there, absent] of [
        ['eleventh', 'twelfths'],
        ['eleven', 'twelve'],
        [id, id.replace(/.{4}$/, 'ffff')],
        ['合作', '合昨'],
      ])
        expect((await reader.get(`/api/v1/search?q=${encodeURIComponent(there!)}`)).text).toBe(
          (await reader.get(`/api/v1/search?q=${encodeURIComponent(absent!)}`)).text,
        );
    expect((await search(at, 'quayside')).total).toBe(2);
    expect((await search(nobody, 'quayside')).total).toBe(0);
  });

  test('a part of it does not find it by that part, and finds it by the rest', async () => {
    const at = await pair.a.officer('analyst', pair.accord, { tlp: 'green' });
    expect(await idsFor(at, 'quietly')).toEqual([]);
    expect(await idsFor(at, 'quiet')).toEqual([]);
    const [hit] = (await search(at, 'parted')).hits;
    expect(hit!.id).toBe(made['parted']);
    expect(JSON.stringify(hit)).not.toContain('quietly');
  });

  test('without a list of classes nothing is found, and the tables show nothing to a reader', async () => {
    const { db } = pair.a.running;
    const asked = JSON.stringify({ words: ['quayside'], prefix: null, most: 10 });
    expect((await db.pool.query('select * from search.find($1::jsonb)', [asked])).rows).toEqual([]);
    const all = await db.transaction('node', (tx) =>
      tx.rows<{ id: number }>(sql`select id from store.visibility_class`),
    );
    const classes = all.map(({ id }) => id);
    for (const table of ['name', 'part', 'word'])
      await db.transaction({ classes }, async (tx) => {
        expect(await tx.rows(plainSql(`select 1 from search.${table}`))).toEqual([]);
      });
    expect(
      await db.transaction({ classes }, (tx) => tx.rows(sql`select * from search.find(${asked}::jsonb)`)),
    ).not.toEqual([]);
  });
});

test('of a revised record the newest version is found, and by its own words', async () => {
  const { atA, accord } = pair;
  const first = (await post(atA, indicator(accord, { name: 'Firstly named' }))).record;
  const { id, created } = first as { id: string; created: string };
  await filled(pair.a);
  const { record } = await post(atA, indicator(accord, { id, created, name: 'Secondly named' }));
  await filled(pair.a);
  expect(await idsFor(atA, 'firstly')).toEqual([]);
  const { hits } = await search(atA, 'secondly');
  expect(hits.map((hit) => [hit.id, hit.modified])).toEqual([[id, record['modified']]]);
});

test('of what was recalled no word is left, and its id finds what is left of it', async () => {
  const { atA, accord, a } = pair;
  const id = (await post(atA, indicator(accord, { name: 'Zyxwvut', description: 'quayside once more' }))).record.id;
  await filled(a);
  expect(await idsFor(atA, 'zyxwvut')).toEqual([id]);
  ok(await atA.post(`/api/v1/records/${id}/recall`, { code: 'error' }));
  expect(await idsFor(atA, 'zyxwvut')).toEqual([]);
  const { hits } = await search(atA, id);
  expect(hits).toMatchObject([{ id, title: {}, snippet: null, expunged: true }]);
  const left = await a.running.db.transaction('node', (tx) =>
    tx.rows<{ all: string }>(sql`
      select p.lexemes::text as all from search.part p union all select w.word from search.word w union all select n::text from search.name n`),
  );
  expect(left.map(({ all }) => all).join('\n')).not.toContain('zyxwvut');
  const quayside = await a.running.db.transaction('node', (tx) =>
    tx.rows<{ parts: number }>(sql`select sum(parts)::integer as parts from search.word where word = 'quayside'`),
  );
  expect(quayside).toEqual([{ parts: 3 }]);
});

test('what is frequent is looked for from the newest on, and no further than is wanted', async () => {
  const { atA, accord, a } = pair;
  const { db } = a.running;
  const last = (await post(atA, indicator(accord, { name: 'Common and rare' }))).record.id;
  await filled(a);
  const [like] = await db.transaction('node', (tx) =>
    tx.rows<{ class: number; seq: number }>(sql`select class, seq from store.record where id = ${last}`),
  );
  await db.transaction('node', async (tx) => {
    await tx.run(sql`
      insert into store.record (seq, publisher, id, modified, modified_at, type, accord, channel, place, class, c, parts, admitted_at, lifetime)
      overriding system value
      select 100000 + g, publisher, 'indicator--' || gen_random_uuid(), modified, modified_at, type, accord, channel, place, class, c, parts,
        admitted_at, lifetime
      from store.record r, generate_series(0, 2999) g where r.seq = ${like!.seq}`);
    await tx.run(sql`
      insert into search.part (record, n, class, lexemes)
      select 100000 + g, 0, ${like!.class}, array_to_tsvector(array['common', ':c' || ${like!.class}, ':tindicator',
        ':0/' || ((100000 + g) >> 10), ':1/' || ((100000 + g) >> 14), ':2/' || ((100000 + g) >> 18)])
      from generate_series(0, 2999) g`);
    await tx.run(sql`update search.word set parts = parts + 3000 where word = 'common'`);
  });
  const found = await db.transaction({ classes: [like!.class] }, (tx) =>
    tx.rows<{ record: number; rank: number }>(
      sql`select * from search.find('{"words": ["common"], "most": 40}'::jsonb)`,
    ),
  );
  expect(found).toEqual([
    { record: like!.seq, rank: 3 },
    ...Array.from({ length: 40 }, (_, i) => ({ record: 102_999 - i, rank: 4 })),
  ]);
  const both = await db.transaction({ classes: [like!.class] }, (tx) =>
    tx.rows<{ record: number }>(
      sql`select distinct record from search.find('{"words": ["common", "rare"], "most": 40}'::jsonb)`,
    ),
  );
  expect(both).toEqual([{ record: like!.seq }]);
});
