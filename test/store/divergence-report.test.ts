import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MeetingView } from '#contract/meetings.ts';
import type { RecordView } from '#contract/records.ts';
import type { ReviewDraft } from '#contract/review.ts';
import type { DeskComparison, DeskSet } from '#contract/statement-sets.ts';
import type { JsonObject } from '#kernel/json/types.ts';
import { commitment } from '../support/accord.ts';
import { DESK, put, read } from '../support/statement-desk.ts';
import { closeNodes, eventually, ok, post, twoNodes, type Officer, type Pair } from '../support/two-nodes.ts';

let pair: Pair;
let meeting: string;
let decision: string;
let action: string;
beforeAll(async () => {
  pair = await twoNodes();
  const { atA, a, b } = pair;
  const under = (type: string, more: JsonObject) => ({ type, accord_ref: pair.accord, ...more });
  const body = (
    await post(
      atA,
      under('body', {
        name: { en: 'Joint Working Group' },
        kind: 'joint-working-group',
        terms: { en: 'It follows the accord.' },
        co_chairs: [a, b].map(({ partyId }) => ({ party: partyId, office: { en: 'Director' } })),
        quorum: { each_side: 1 },
        host: { rule: 'agreed-each-time' },
        languages: ['en'],
      }),
    )
  ).record.id;
  const time = { starts_at: '2031-03-04T09:00:00Z', ends_at: '2031-03-04T12:00:00Z', time_zone: 'Etc/UTC' };
  meeting = (
    await post(atA, under('meeting', { title: { en: 'Second session' }, body_ref: body, format: 'online', ...time }))
  ).record.id;
  const of = { meeting_ref: meeting };
  decision = (
    await post(
      atA,
      under('decision', {
        title: { en: 'A joint manual on evidence is to be written', 'zh-Hans': '共同编写证据手册' },
        body_ref: body,
        way: 'at-meeting',
        ...of,
      }),
    )
  ).record.id;
  const hotline = { title: 'Establish a hotline against online fraud', kind: 'establish-mechanism', due: '2031-06-30' };
  action = (await post(atA, commitment(pair.accord, { ...hotline, ...of }))).record.id;
});
afterAll(closeNodes);

const accountOf = async (at: Officer, side: string, given: { text: string; title?: string; published?: string }) =>
  (await read(at, await put(at, pair.accord, { side, ...given }))).id;
const setOf = async (at: Officer, ...statements: string[]) =>
  ok(await at.post<DeskSet>(`${DESK}/sets`, { kind: 'pair', statements }));
const report = (at: Officer, { id, version }: DeskSet, of = meeting) =>
  at.post<RecordView>(`${DESK}/sets/${id}/report`, { version, meeting: of });
type Finding = { told: { account: number; words: string; due?: string }[]; differs: string[]; agreed_ref?: string };
const findingsOf = ({ body }: { body: RecordView }) => body.record['findings'] as Finding[];
const about = (findings: readonly Finding[], words: string) =>
  findings.find(({ told }) => told.some((one) => one.words.includes(words)))!;

const ENGLISH = `Press release

4 March 2031

The Minister of the Interior of Northern Harbour met the Minister of the Interior of Southern Harbour on 4 March 2031.

The two sides agreed to establish a hotline against online fraud by 30 June 2031. The two sides agreed to train 40 police officers every year. The two sides agreed to exchange information on smuggling.
`;
const CHINESE = `新闻稿

2031年3月4日，北港内政部部长同南港内政部部长举行会晤。

双方同意设立打击网络诈骗热线。双方同意每年培训60名警务人员。双方同意共同编写证据手册。
`;

test('two readouts in two languages are one report on their meeting, at both nodes, and in the review', async () => {
  const { atA, atB, a, b } = pair;
  const set = await setOf(
    atA,
    await accountOf(atA, a.partyId, { text: ENGLISH, title: 'Readout', published: '2031-03-05' }),
    await accountOf(atA, b.partyId, { text: CHINESE }),
  );
  const made = await report(atA, set);
  expect(made.status, made.text).toBe(201);
  const findings = findingsOf(made);
  expect(about(findings, 'hotline')).toMatchObject({
    told: [{ account: 0, due: '2031-06-30' }, { account: 1 }],
    differs: ['due'],
    agreed_ref: action,
  });
  expect(about(findings, '40 police')).toMatchObject({ told: [{ account: 0 }, { account: 1 }], differs: ['numbers'] });
  expect(about(findings, 'smuggling').told).toHaveLength(1);
  expect(about(findings, '手册')).toMatchObject({ told: [{ account: 1 }], agreed_ref: decision });
  // The minutes' own side: both tell of the action, one of them without its date; the decision is in one account alone.
  expect(made.body.record['agreed']).toEqual([
    { version: expect.objectContaining({ ref: decision }) as unknown, told: [{ account: 1, differs: [] }] },
    {
      version: expect.objectContaining({ ref: action }) as unknown,
      told: [
        { account: 0, differs: [] },
        { account: 1, differs: ['due'] },
      ],
    },
  ]);
  const id = String(made.body.record['id']);
  for (const at of [atA, atB])
    await eventually(async () => {
      const view = ok(await at.get<MeetingView>(`/api/v1/meetings/${meeting}`));
      expect(view.divergences.map(({ record }) => record['id'])).toEqual([id]);
    });
  const year = String(made.body.record['modified']).slice(0, 4);
  const span = new URLSearchParams({
    accord: pair.accord,
    edition: 'restricted',
    from: `${year}-01-01`,
    until: `${year}-12-31`,
  });
  const told = async (at: Officer) =>
    ok(await at.get<ReviewDraft>(`/api/v1/reviews/draft?${span.toString()}`)).sentences.filter(
      ({ says }) => says === 'accounts-compared',
    );
  const [sentence] = await eventually(async () => {
    const [atOne, atOther] = [await told(atA), await told(atB)];
    expect(atOne).toHaveLength(1);
    expect(atOther).toEqual(atOne);
    return atOne;
  });
  expect(sentence).toMatchObject({ section: 'meetings', about_ref: id, evidence: [{ ref: id }] });
  expect(sentence!.texts['en']).toContain(
    '“Second session”: 0 told alike, 2 told differently, 2 told by one side alone',
  );
});

test('what officers decided on the pair is what the report says, on the version that they saw', async () => {
  const { atA, a, b } = pair;
  const one = await accountOf(atA, a.partyId, { text: ENGLISH.replace('Press release', 'Another release') });
  const other = await accountOf(atA, b.partyId, { text: CHINESE.replace('新闻稿', '另一新闻稿') });
  const set = await setOf(atA, one, other);
  const { findings } = ok(await atA.get<DeskComparison>(`${DESK}/sets/${set.id}/comparison`));
  const parted = findings.find(({ list }) => list === 'matches')!;
  const decisions = [{ list: parted.list, ends: parted.ends, decision: 'rejected' }];
  const decided = ok(await atA.post<DeskSet>(`${DESK}/sets/${set.id}/decisions`, { version: set.version, decisions }));
  expect(await report(atA, set)).toMatchObject({ status: 409 });
  const made = await report(atA, decided);
  expect(about(findingsOf(made), 'hotline').told).toHaveLength(1);
  expect(findingsOf(made).filter(({ told }) => told.length === 2)).toHaveLength(1);
});

test("the example's texts, as two sides' accounts, tell the same in two languages", async () => {
  const { atA, a, b } = pair;
  const example = (language: string) =>
    readFileSync(new URL(`../../examples/pakistan-china/statement.${language}.txt`, import.meta.url), 'utf8');
  for (const [first, second] of [
    ['en', 'zh'],
    ['en', 'ur'],
  ] as const) {
    const set = await setOf(
      atA,
      await accountOf(atA, a.partyId, { text: example(first) + (second === 'ur' ? '\n' : '') }),
      await accountOf(atA, b.partyId, { text: example(second) }),
    );
    const findings = findingsOf(await report(atA, set));
    const both = findings.filter(({ told }) => told.length === 2);
    expect(both.length, second).toBeGreaterThanOrEqual(15);
    expect(findings.length - both.length, second).toBeLessThan(both.length / 2);
  }
});

test('is refused without saying whose accounts they are, of one side, of no meeting, and by hand', async () => {
  const { atA, a, b, accord } = pair;
  const [mine, theirs] = [
    await accountOf(atA, a.partyId, { text: `${ENGLISH}\nOne.` }),
    await accountOf(atA, b.partyId, { text: `${ENGLISH}\nTwo.` }),
  ];
  const nobodys = (await read(atA, await put(atA, accord, { text: `${ENGLISH}\nThree.` }))).id;
  const again = await accountOf(atA, a.partyId, { text: `${ENGLISH}\nFour.` });
  expect(await report(atA, await setOf(atA, mine, nobodys))).toMatchObject({ status: 409 });
  expect(await report(atA, await setOf(atA, mine, again))).toMatchObject({ status: 409 });
  expect(await report(atA, await setOf(atA, mine, theirs), decision)).toMatchObject({ status: 404 });
  expect(
    await report(atA, ok(await atA.post<DeskSet>(`${DESK}/sets`, { kind: 'line', statements: [mine, theirs] }))),
  ).toMatchObject({ status: 422 });
  const byHand = {
    type: 'divergence-report',
    accord_ref: accord,
    meeting_ref: meeting,
    accounts: [],
    findings: [],
    agreed: [],
  };
  expect(await atA.post('/api/v1/records', byHand)).toMatchObject({ status: 422 });
});
