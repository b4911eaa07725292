import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { API } from '#contract/api.ts';
import { OPERATIONS } from '#contract/operations.ts';
import { holds, ROLES, type Role } from '#api/permissions.ts';
import { accountsAt, type Accounts } from '../support/accounts.ts';
import { accordBetween, commitment } from '../support/accord.ts';
import { ALWAYS, expectProblem, raw, type RawAnswer } from '../support/raw-http.ts';
import { quiet, rowCounts } from '../support/row-counts.ts';
import { watchRoutes, type MountedRoute } from '../support/routes.ts';
import { closeNodes, twoNodes, type Pair } from '../support/two-nodes.ts';

const watched = watchRoutes();
/** What they refuse is in test/unit/statements/source and test/unit/commitments/csv. */
const TAKES_BYTES = ['/api/v1/statements/text', '/api/v1/register/import'];
/** As the contract has it: what has no body leaves unread what is sent as one. */
const WITH_BODY = new Set(
  Object.entries(OPERATIONS).flatMap(([name, at]) => ('body' in API[name as keyof typeof API] ? [at as string] : [])),
);
let pair: Pair;
let url: string;
let bearer: Accounts['bearer'];
let posts: MountedRoute[];
let held: string;
let counts: Record<string, number>;

beforeAll(async () => {
  pair = await twoNodes();
  ({ url, bearer } = await accountsAt(pair.a, pair.accord));
  posts = watched
    .routes()
    .filter(
      (one) =>
        one.method === 'POST' &&
        WITH_BODY.has(`POST ${one.url}`) &&
        one.permission !== undefined &&
        !one.bySession &&
        !TAKES_BYTES.includes(one.url),
    );
  const made = await post('secretary', '/api/v1/records', commitment(pair.accord));
  held = JSON.parse(made.text).record.id;
  for (let round = 0; round < 3; round++) for (const { running } of [pair.a, pair.b]) await running.worker.settle();
  await quiet(pair.a.running.db);
  counts = await rowCounts(pair.a.running.db);
});
afterAll(async () => {
  watched.stop();
  await closeNodes();
});

/** Nothing is written by what is refused, and the node goes on. */
async function expectUntouched(): Promise<void> {
  const before = counts;
  counts = await rowCounts(pair.a.running.db);
  expect(counts).toEqual(before);
  expect((await raw(url, { path: '/health/ready' })).status).toBe(200);
}

const json = { 'content-type': 'application/json' };
const post = (role: Role, path: string, body: unknown): Promise<RawAnswer> =>
  raw(url, { method: 'POST', path, headers: { ...bearer(role), ...json }, body: JSON.stringify(body) });

/** A question that needs nothing said. */
const TAKES_NOTHING = '/api/v1/accords/:id/ceilings/what-if';

type Sent = { readonly headers?: Record<string, string>; readonly body?: string | Uint8Array };

async function toEachPost(sent: Sent) {
  const answers: RawAnswer[] = [];
  for (const route of posts) {
    if (sent.body === '{}' && route.url === TAKES_NOTHING) continue;
    const role = ROLES.find((one) => holds(one, route.permission!))!;
    const id = route.url.includes('accords') ? pair.accord : held;
    const path = route.url.replace(':id', id);
    answers.push(
      await raw(url, { method: 'POST', path, ...sent, headers: { ...bearer(role), ...json, ...sent.headers } }),
    );
  }
  expect(answers.length).toBeGreaterThan(5);
  return answers;
}

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
const utf16 = new Uint8Array(Buffer.from('\ufeff{"type":"x"}', 'utf16le'));
const random = Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919 + (i >> 3)) % 256);

describe('Every route that takes a body', () => {
  it.each<[string, string | Uint8Array]>([
    ['nothing', ''],
    ['a blank', ' '],
    ['bytes of no encoding', random],
    ['a ZIP file', new Uint8Array([0x50, 0x4b, 3, 4, 0, 0, 0, 0])],
    ['UTF-16', utf16],
    ['Latin-1', new Uint8Array(Buffer.from('{"text":"caf\xe9"}', 'latin1'))],
    ['an overlong encoding', new Uint8Array([0x7b, 0x22, 0xc0, 0xaf, 0x22, 0x3a, 0x31, 0x7d])],
    ['a surrogate in UTF-8', new Uint8Array([0x22, 0xed, 0xa0, 0x80, 0x22])],
    ['a byte order mark', '\ufeff{}'],
    ['half a document', '{"type":"commitment","title":"a'],
    ['two documents', '{}{}'],
    ['something after the document', '{} x'],
    ['a key twice', '{"type":"a","type":"b"}'],
    ['a key twice, once escaped', '{"type":"a","t\\u0079pe":"b"}'],
    ['a key twice, deep inside', '{"a":[{"b":{"c":1,"c":2}}]}'],
    ['U+0000 as it is', '{"type":"a\0b"}'],
    ['U+0000 escaped', '{"type":"a\\u0000b"}'],
    ['U+0000 in a key', '{"a\\u0000":1}'],
    ['a control character', '{"type":"a\u0001b"}'],
    ['a lone surrogate', '{"type":"\\ud800"}'],
    ['a thousand arrays', nested(1000)],
    ['a quarter of a million arrays', nested(250_000)],
    ['a quarter of a million arrays, never closed', '['.repeat(250_000)],
    ['objects in objects', '{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000)],
    ['an integer beyond 2^53', '{"type":9007199254740993}'],
    ['a number beyond all doubles', '{"type":1e999}'],
    ['a number with a plus', '{"type":+1}'],
    ['NaN', '{"type":NaN}'],
    ['comments', '{"type":"a"/* b */}'],
    ['single quotes', "{'type':'a'}"],
    ['a form', 'type=a&b=c'],
    ['XML', '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'],
  ])('refuses %s as JSON', async (_, body) => {
    for (const answer of await toEachPost({ body })) expect(expectProblem(answer, 400).code).toBe('bad-json');
    await expectUntouched();
  });

  it.each([
    ['null', 'null'],
    ['a number', '1'],
    ['a text', '"commitment"'],
    ['a list', '[]'],
    ['a list of one', '[{"type":"commitment","verb":"accept","text":"a"}]'],
    ['an empty object', '{}'],
    ['only what nobody knows', '{"unknown_property":1}'],
    ['__proto__', '{"__proto__":{"type":"commitment","verb":"accept","text":"a","accord":"a","purpose":"a"}}'],
    ['constructor', '{"constructor":{"prototype":{"type":"a"}}}'],
    ['wrong kinds of values', '{"type":1,"verb":[],"text":{},"accord":null,"purpose":true,"card":"a","fingerprint":1}'],
    ['empty texts', '{"type":"","verb":"","text":"","accord":"","purpose":""}'],
    ['ten thousand keys', `{${Array.from({ length: 10_000 }, (_, i) => `"key_${i}":${i}`).join()}}`],
    ['a key of half a megabyte', `{"${'k'.repeat(500_000)}":1}`],
    ['an empty key', '{"":1}'],
  ])('refuses %s by its rules', async (_, body) => {
    for (const answer of await toEachPost({ body })) expect(expectProblem(answer, 422).code).toBe('bad-input');
    await expectUntouched();
  });

  it.each([
    ['another type', { 'content-type': 'text/plain' }],
    ['no type that there is', { 'content-type': 'json' }],
    ['an empty type', { 'content-type': '' }],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['a form of parts', { 'content-type': 'multipart/form-data; boundary=a' }],
    ['another charset', { 'content-type': 'application/json; charset=utf-16' }],
    ['two charsets', { 'content-type': 'application/json; charset=utf-8; charset="latin1"' }],
    ['a packed body', { 'content-encoding': 'gzip' }],
    ['a twice packed body', { 'content-encoding': 'br, identity' }],
  ])('refuses %s', async (_, headers) => {
    for (const answer of await toEachPost({ headers, body: '{}' }))
      expect(expectProblem(answer, 415).code).toBe('unsupported-type');
    await expectUntouched();
  });

  it('takes UTF-8 however it is written', async () => {
    for (const type of ['application/json; charset=UTF-8', 'application/json;charset="utf-8"', 'Application/JSON'])
      for (const answer of await toEachPost({ headers: { 'content-type': type }, body: '{}' }))
        expectProblem(answer, 422);
  });

  it('refuses a huge body, also one without a length, before it is held', async () => {
    const body = `{"text":"${'a'.repeat(2_000_000)}"}`;
    for (const answer of await toEachPost({ body })) expect(expectProblem(answer, 413).code).toBe('too-large');
    for (const route of posts) {
      const role = ROLES.find((one) => holds(one, route.permission!))!;
      const chunks = new ReadableStream<Uint8Array>({
        start: (to) => {
          for (let i = 0; i < 40; i++) to.enqueue(new TextEncoder().encode('"'.padEnd(50_000, 'a')));
          to.close();
        },
      });
      const path = route.url.replace(':id', held);
      const asked = fetch(new URL(path, url), {
        method: 'POST',
        body: chunks,
        duplex: 'half',
        headers: { ...bearer(role), ...json },
      });
      expect((await asked).status).toBe(413);
    }
    await expectUntouched();
  });
});

describe('The query of a list', () => {
  it.each([
    ['?type=commitment&type=step', 422],
    ['?accord=a&accord=b', 422],
    ['?cursor=1&cursor=2', 422],
    ['?cursor=-1', 422],
    ['?cursor=1.5', 422],
    ['?cursor=1e3', 422],
    ['?cursor=0x10', 422],
    ['?cursor=%20', 422],
    ['?cursor=', 422],
    ['?cursor=99999999999999999999', 422],
    ["?cursor=1'--", 422],
    ['?cursor=١٢', 422],
    ['?type=%00', 400],
    ['?accord=a%00b', 400],
    ['?type[]=a', 422],
    ['?__proto__=a', 422],
    ['?constructor=a&toString=b', 422],
    ['?type=%ff', 200],
    ['?cursor=0', 422],
    ["?type=' or '1'='1", 200],
    [`?type=${'a'.repeat(8000)}`, 200],
    ['?&&&===', 422],
  ])('%s is answered with %i', async (query, status) => {
    const path = `/api/v1/records${query.replace(/ /g, '%20').replace('١٢', encodeURIComponent('١٢'))}`;
    const answer = await raw(url, { path, headers: bearer('secretary') });
    if (status === 200) {
      expect(answer).toMatchObject({ status, headers: ALWAYS });
      expect(JSON.parse(answer.text)).toEqual({ records: expect.any(Array), next: null });
    } else expectProblem(answer, status);
  });

  it.each(['-1', 'a', '1e9', '9999999999999999', '%00'])('entries from %s are refused', async (from) => {
    const { feeds } = JSON.parse((await raw(url, { path: '/api/v1/feeds', headers: bearer('secretary') })).text);
    const path = `/api/v1/feeds/${feeds[0].id}/entries?from=${from}`;
    expectProblem(await raw(url, { path, headers: bearer('secretary') }), [400, 422]);
  });

  it('knows no feed by a number that the database cannot hold', async () => {
    for (const id of ['0', '-1', '999999999', '2147483648', '99999999999999999999', '1.0', '1e0', '0x1', ' 1'])
      expectProblem(
        await raw(url, { path: `/api/v1/feeds/${encodeURIComponent(id)}/entries`, headers: bearer('secretary') }),
        404,
      );
  });
});

describe('A record that breaks a rule', () => {
  const stranger = 'identity--00000000-0000-4000-8000-000000000001';
  const cases: [string, Record<string, unknown>, number][] = [
    ['an unknown type', { type: 'unknown-thing' }, 422],
    ['a step by the wrong door', { type: 'step', verb: 'accept' }, 422],
    ['no accord', { accord_ref: undefined }, 422],
    ['an accord that is a list', { accord_ref: ['a'] }, 422],
    ['an accord that is not there', { accord_ref: 'accord--00000000-0000-4000-8000-000000000001' }, 404],
    ['a date that is not in the calendar', { due: '2026-02-30' }, 422],
    ['a month that is not in the calendar', { due: '2026-13' }, 422],
    ['a date that is a number', { due: 20260230 }, 422],
    ['a time without a zone', { modified: '2026-01-01T00:00:00' }, 422],
    ['a time with an offset', { created: '2026-01-01T00:00:00.000+05:00' }, 422],
    ['a time beyond the calendar', { modified: '2026-02-30T25:61:61.000Z' }, 422],
    ['a year beyond what is stored', { modified: '+999999-01-01T00:00:00.000Z' }, 422],
    [
      'a year before what is stored',
      { created: '0000-01-01T00:00:00.000Z', modified: '0000-01-01T00:00:00.000Z' },
      422,
    ],
    ['another author', { created_by_ref: stranger }, 403],
    ['an id of another type', { id: 'indicator--00000000-0000-4000-8000-000000000001' }, 422],
    ['an id that is no id', { id: 'commitment--1' }, 422],
    ['an id that is a number', { id: 7 }, 422],
    ['an id in capitals', { id: 'commitment--00000000-0000-4000-8000-00000000000A' }, 422],
    ['a channel that is not there', { channel: 'none' }, 422],
    ['the charter', { channel: 'charter' }, 422],
    ['a kind that is not there', { kind: 'party' }, 422],
    ['a status that is not there', { status: 'done' }, 422],
    ['a stranger who must act', { responsible: 'Ruritania' }, 422],
    ['nobody who must act', { responsible: [] }, 422],
    ['objects who must act', { responsible: [{}, null, 7] }, 422],
    ['an unknown marking', { object_marking_refs: ['marking-definition--00000000-0000-4000-8000-000000000001'] }, 422],
    ['markings that are not ids', { object_marking_refs: [1] }, 422],
    [
      'a selector of nothing',
      {
        granular_markings: [
          { marking_ref: 'marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421', selectors: ['nothing'] },
        ],
      },
      422,
    ],
    ['no title and no quote', { title: undefined }, 422],
    ['a title of thirty thousand characters', { title: 'a'.repeat(30_000) }, 422],
    ['a quote that is a list', { quote: ['We will meet.'] }, 422],
    ['a span that ends before it starts', { source: { lang: 'en', sha256: 'a'.repeat(64), start: 5, end: 2 } }, 422],
    ['another version of STIX', { spec_version: '2.0' }, 422],
    ['a property named __proto__', { ['__proto__']: { a: 1 } }, 422],
    ['a property with a name of a megabyte less', { ['k'.repeat(100_000)]: 1 }, 422],
    [
      'a hundred properties with bad names',
      Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`K${'x'.repeat(300)}${i}`, 1])),
      422,
    ],
    ['other extensions only', { extensions: {} }, 422],
  ];
  it.each(cases)('%s', async (_, change, status) => {
    // Without a prototype, a property may have any name.
    const body = Object.assign(Object.create(null), commitment(pair.accord), change);
    const answer = await post('secretary', '/api/v1/records', body);
    expectProblem(answer, status);
    await expectUntouched();
  });

  it('an accord whose terms are wrong, or that only those propose who may step on it', async () => {
    const [us, them] = [pair.a.partyId, pair.b.partyId];
    const changes: [object, number][] = [
      [{ parties: [us] }, 422],
      [{ parties: [us, us] }, 422],
      [{ parties: [us, stranger] }, 422],
      [{ parties: [them, stranger] }, 422],
      [{ parties: 'both' }, 422],
      [{ channels: [] }, 422],
      [{ channels: [null] }, 422],
      [{ channels: [{ name: 'charter' }] }, 422],
      [{ entry_into_force: 'tomorrow' }, 422],
      [{ valid_from: '2026-02-30T00:00:00Z' }, 422],
      [{ party_names: { [us]: { en: '' } } }, 422],
    ];
    for (const [change, status] of changes)
      expectProblem(await post('secretary', '/api/v1/records', { ...accordBetween(us, them), ...change }), status);
    expectProblem(await post('analyst', '/api/v1/records', accordBetween(us, them)), 403);
    expectProblem(await post('analyst', '/api/v1/records', { ...accordBetween(us, them), id: pair.accord }), 403);
    await expectUntouched();
  });

  it('an accord of parties who are not paired names the missing one', async () => {
    const answer = await post('secretary', '/api/v1/records', accordBetween(pair.a.partyId, stranger));
    expect(expectProblem(answer, 422).detail).toContain('not paired');
  });
});

describe('A step that breaks a rule', () => {
  it.each<[string, object, number]>([
    ['an unknown verb', { verb: 'approve' }, 409],
    ['a verb of another life cycle', { verb: 'ratify' }, 409],
    ['a name of the language', { verb: 'constructor' }, 409],
    ['a long verb', { verb: 'a'.repeat(65) }, 422],
    ['a verb that is a list', { verb: ['accept'] }, 422],
    ['a unit of one’s own choice', { verb: 'accept', unit: 'Minister' }, 422],
    ['a time of one’s own choice', { verb: 'accept', at: '2020-01-01T00:00:00Z' }, 422],
    ['a reason beyond its length', { verb: 'accept', reason: 'a'.repeat(4001) }, 422],
    ['evidence beyond its length', { verb: 'report', evidence: 'a'.repeat(20_001) }, 422],
    ['a version that is not there', { verb: 'accept', modified: '2020-01-01T00:00:00.000Z' }, 422],
    ['a version that is no time', { verb: 'accept', modified: 'yesterday' }, 422],
  ])('%s', async (_, body, status) => {
    expectProblem(await post('secretary', `/api/v1/records/${held}/steps`, body), status);
    await expectUntouched();
  });

  it('is refused at the wrong door and on what is not there', async () => {
    expectProblem(await post('secretary', `/api/v1/records/${pair.accord}/steps`, { verb: 'suspend' }), 422);
    expectProblem(await post('secretary', `/api/v1/accords/${held}/steps`, { verb: 'accept' }), 422);
    expectProblem(await post('secretary', '/api/v1/records/none/steps', { verb: 'accept' }), 404);
    expectProblem(await post('analyst', `/api/v1/accords/${pair.accord}/steps`, { verb: 'suspend', reason: 'a' }), 403);
    await expectUntouched();
  });
});

describe('A card that is not one', () => {
  const key = (byte: number, size = 32) => Buffer.alloc(size, byte).toString('base64');
  const card = {
    v: 1,
    id: 'identity--00000000-0000-4000-8000-000000000002',
    names: { en: 'Third' },
    url: 'https://third.example',
    key: key(9),
  };
  it.each<[string, object, number]>([
    ['a fingerprint that was not compared', {}, 403],
    ['another version', { v: 2 }, 422],
    ['an id of another type', { id: 'accord--00000000-0000-4000-8000-000000000002' }, 422],
    ['an id that is nearly one', { id: `identity--${'-'.repeat(36)}` }, 422],
    ['a key that is not base64', { key: '!!!' }, 400],
    ['a key in another spelling', { key: key(9).replace('=', '') }, 400],
    ['a short key', { key: key(9, 31) }, 422],
    ['a key of small order', { key: key(0) }, 422],
    ['an address for a browser', { url: 'javascript:alert(1)' }, 422],
    ['an address of a file', { url: 'file:///etc/passwd' }, 422],
    ['an address without TLS elsewhere', { url: 'http://third.example' }, 422],
    ['an address with a password', { url: 'https://a:b@third.example' }, 422],
    ['a name of a megabyte less', { names: { en: 'a'.repeat(900_000) } }, 422],
    ['no name', { names: {} }, 422],
    ['names that are no texts', { names: { en: {} } }, 422],
    ['something more', { role: 'administrator' }, 422],
  ])('%s', async (_, change, status) => {
    const body = { card: { ...card, ...change }, fingerprint: '0000-0000-0000-0000-0000-0000-0000-0000' };
    expectProblem(await post('administrator', '/api/v1/partners', body), status);
    await expectUntouched();
  });

  it('the card of the node itself', async () => {
    const own = JSON.parse((await raw(url, { path: '/api/v1/card', headers: bearer('administrator') })).text);
    expectProblem(await post('administrator', '/api/v1/partners', own), 422);
    await expectUntouched();
  });
});

describe('An export that cannot be', () => {
  it.each<[string, object, number]>([
    ['an accord that is not there', { accord: 'none', purpose: 'audit' }, 404],
    ['no purpose', { purpose: '' }, 422],
    ['records that are not there', { records: ['commitment--1'], purpose: 'audit' }, 404],
    ['ten thousand and one records', { records: Array.from({ length: 10_001 }, String), purpose: 'audit' }, 422],
    ['a text in place of a list', { records: 'all', purpose: 'audit' }, 422],
    ['a purpose of a book', { purpose: 'a'.repeat(501) }, 422],
  ])('%s', async (_, change, status) => {
    expectProblem(await post('secretary', '/api/v1/exports', { accord: pair.accord, ...change }), status);
    await expectUntouched();
  });
});

describe('Statements that cannot be compared or followed', () => {
  const text = 'Chile and Peru agreed to share police data.';
  const line = (...statements: object[]) => post('analyst', '/api/v1/statements/lineage', { statements });
  const comparing = (body: object) => post('analyst', '/api/v1/statements/compare', body);
  it('are refused with the place of the fault', async () => {
    expectProblem(await comparing({ a: { text } }), 422);
    expectProblem(await comparing({ a: { text }, b: { text: ' \n' } }), 422);
    expectProblem(await comparing({ a: { text }, b: { text, side: 'A' } }), 422);
    expectProblem(await comparing({ a: { text }, b: { text: 'a'.repeat(200_001) } }), 422);
    expectProblem(await line({ name: 'a', text }), 422);
    expectProblem(await line({ name: 'a', text }, { name: 'a', text }), 422);
    expectProblem(await line({ name: 'a', text }, { name: 'b', text: ' ' }), 422);
    expectProblem(await line(...Array.from({ length: 21 }, (_, n) => ({ name: `${n}`, text }))), 422);
    expectProblem(await line(...['a', 'b', 'c'].map((name) => ({ name, text: 'a'.repeat(150_000) }))), 413);
    await expectUntouched();
  });

  it('are compared and followed when they can be, and nothing is kept', async () => {
    const compared = await comparing({ a: { text }, b: { text: 'Peru and Chile discussed sharing police data.' } });
    expect([compared.status, JSON.parse(compared.text)]).toMatchObject([
      200,
      {
        sides: { A: 'B', B: 'A' },
        pairs: { matches: [{ differs: ['status'], why: expect.any(Array) }], only_a: [], only_b: [] },
      },
    ]);
    const followed = await line({ name: 'a', text }, { name: 'b', text });
    expect([followed.status, JSON.parse(followed.text)]).toMatchObject([
      200,
      {
        statements: [{ name: 'a' }, { name: 'b' }],
        lineage: { files: ['a', 'b'], links: [{ from: { file: 'a', start: 0 }, relation: 'reaffirmed' }] },
      },
    ]);
    await expectUntouched();
  });
});

describe('A statement that cannot be read', () => {
  const at = (body: object) => post('analyst', '/api/v1/statements', body);
  it('is refused when it is blank, too long or accompanied by what is not asked for', async () => {
    for (const body of [
      { text: ' \n\t\u2003' },
      { text: 'a'.repeat(200_001) },
      { text: 'a', side: 'A' },
      { text: 'a', lang: 'x'.repeat(36) },
    ])
      expectProblem(await at(body), 422);
    await expectUntouched();
  });

  it.each([
    ['one long word', 'a'.repeat(200_000)],
    ['spaces', `a${' '.repeat(199_000)}b`],
    ['line ends', `a${'\n'.repeat(199_000)}b`],
    ['brackets', '('.repeat(100_000) + ')'.repeat(100_000)],
    ['quotes', '“'.repeat(200_000)],
    ['numbers', '1,'.repeat(100_000)],
    ['capitals', 'A. '.repeat(66_000)],
    ['hyphens', '-'.repeat(200_000)],
    ['one hundred thousand emoji', '🤝'.repeat(100_000)],
    ['combining marks', `e${'\u0301'.repeat(199_000)}`],
    ['Chinese without an end', '双方同意'.repeat(50_000)],
    ['right to left', 'دونوں فریق '.repeat(18_000)],
    ['undertakings without an end', 'Both sides agreed to meet annually, and to '.repeat(4_600)],
    ['markup', '<p>'.repeat(66_000)],
    ['directions', '\u202e\u2066'.repeat(100_000)],
  ])('is read or refused when it is made of %s, and the node goes on', async (_, text) => {
    const answer = await at({ text: text.slice(0, 200_000) });
    if (answer.status !== 200) expectProblem(answer, 422);
    await expectUntouched();
  });
});
