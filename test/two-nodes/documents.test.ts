import { afterAll, beforeAll, expect, test } from 'vitest';
import { TLP_IDS } from '#kernel/policy/markings.ts';
import type { JsonObject } from '#kernel/json/types.ts';
import { textOf } from '#modules/statements/source/text-of.ts';
import { commitment } from '../support/accord.ts';
import { closeNodes, eventually, ok, post, recordAt, twoNodes, type Officer, type Pair } from '../support/two-nodes.ts';

let pair: Pair;
let meeting: string;
let minutes: { readonly id: string; readonly c: string };
beforeAll(async () => {
  pair = await twoNodes();
  await holdMeeting();
});
afterAll(closeNodes);

const CLEAR = { object_marking_refs: [TLP_IDS.clear] };

/** Held, with an agenda of both sides, minutes in three languages signed by both, a decision and an action; the rest is amber, by the channel. */
async function holdMeeting(): Promise<void> {
  const { a, b, atA, atB, accord } = pair;
  const under = (type: string, more: JsonObject) => ({ type, accord_ref: accord, ...more });
  const step = async (at: Officer, id: string, verb: string, more: JsonObject = {}) =>
    ok(await at.post(`/api/v1/records/${id}/steps`, { verb, ...more }));
  const office = (en: string, ur: string, zh: string) => ({ en, ur, 'zh-Hans': zh });
  const body = (
    await post(
      atA,
      under('body', {
        name: office('Joint Working Group', 'مشترکہ ورکنگ گروپ', '联合工作组'),
        kind: 'joint-working-group',
        terms: { en: 'It follows the accord.' },
        co_chairs: [
          { party: a.partyId, office: { en: 'Director' } },
          { party: b.partyId, office: { en: 'Director-General' } },
        ],
        quorum: { each_side: 1 },
        host: { rule: 'alternating', first: a.partyId },
        languages: ['en', 'ur', 'sw'],
        ...CLEAR,
      }),
    )
  ).record.id;
  meeting = (
    await post(
      atA,
      under('meeting', {
        title: office('First session', 'پہلا اجلاس', '第一次会议'),
        body_ref: body,
        format: 'in-person',
        place: office('Northern Harbour', 'شمالی بندرگاہ', '北港'),
        host: a.partyId,
        time_zone: 'Asia/Karachi',
        starts_at: '2026-01-15T05:00:00Z',
        ends_at: '2026-01-15T08:00:00Z',
        ...CLEAR,
      }),
    )
  ).record.id;
  await eventually(() => recordAt(atB, meeting));
  await step(atB, meeting, 'agree');
  const item = (title: JsonObject, position: number, more: JsonObject = {}) =>
    under('agenda-item', { body_ref: body, meeting_ref: meeting, title, kind: 'discussion', position, ...more });
  await post(atA, item(office('Opening', 'افتتاح', '开幕'), 10, { duration_minutes: 15, ...CLEAR }));
  await post(atB, item(office('The beacons', 'روشنی کے مینار', '灯塔'), 20));
  await post(
    atA,
    under('attendance', {
      meeting_ref: meeting,
      offices: [{ office: office('Director', 'ڈائریکٹر', '主任'), role: 'co-chair' }],
      heads: 4,
    }),
  );
  await eventually(async () => {
    const view = await recordAt(atA, meeting);
    expect(view.state).toBe('agreed');
  });
  await step(atA, meeting, 'hold');
  await post(
    atA,
    under('decision', {
      body_ref: body,
      meeting_ref: meeting,
      title: office('A drill is held', 'مشق کی جائے گی', '举行一次演练'),
      way: 'at-meeting',
    }),
  );
  await post(atA, commitment(accord, { title: 'Plan the drill', meeting_ref: meeting, due: '2026-06-30' }));
  const made = await post(
    atA,
    under('minutes', {
      meeting_ref: meeting,
      title: { en: 'Minutes of the first session' },
      texts: {
        en: 'Both sides met.\nThey spoke of the beacons.',
        'zh-Hans': '双方举行会议。\n双方讨论了灯塔。',
        ur: 'دونوں فریقوں کا اجلاس ہوا۔\nروشنی کے میناروں پر بات ہوئی۔',
      },
    }),
  );
  minutes = { id: made.record.id, c: made.c };
  await eventually(() => recordAt(atB, minutes.id));
  await step(atB, minutes.id, 'agree');
  await eventually(async () => expect((await recordAt(atA, minutes.id)).state).toBe('agreed'));
  await step(atA, minutes.id, 'sign');
  await step(atB, minutes.id, 'sign');
  await eventually(async () => {
    for (const at of [atA, atB]) {
      expect((await recordAt(at, minutes.id)).state).toBe('signed');
      const items = ok(
        await at.get<{ agenda: unknown[]; actions: unknown[]; decisions: unknown[] }>(`/api/v1/meetings/${meeting}`),
      );
      expect([items.agenda.length, items.actions.length, items.decisions.length]).toEqual([2, 1, 1]);
    }
  });
}

type Access = { kind: string; purpose: string; to: string | null; count: number };
type Asked = { kind: string; language?: string; format?: string; languages?: string };

async function document(at: Officer, { kind, language = 'en', format = 'pdf', ...more }: Asked): Promise<Buffer> {
  const query = new URLSearchParams({ kind, language, format, ...more });
  const answer = await at.ask(`/api/v1/meetings/${meeting}/document?${query.toString()}`);
  if (answer.status !== 200) throw new Error(`${answer.status}: ${await answer.text()}`);
  return Buffer.from(await answer.arrayBuffer());
}

const released = (at: Officer, asked: Asked & { audience: string }) =>
  at.ask(`/api/v1/meetings/${meeting}/document`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ language: 'en', format: 'docx', purpose: 'The file of the meeting', ...asked }),
  });

const read = async (bytes: Uint8Array): Promise<string> =>
  (await textOf(new Uint8Array(bytes))).text.replaceAll('\u200b', '');

test('minutes say who signed which version, the same to the byte each time, in PDF and in DOCX', async () => {
  const [first, again] = [await document(pair.atA, { kind: 'minutes' }), await document(pair.atA, { kind: 'minutes' })];
  expect(first.equals(again)).toBe(true);
  const text = (await read(first)).replaceAll(/\s+/g, ' ');
  expect(text).toContain('Both sides met.');
  expect(text).toContain('Both parties signed the same version.');
  expect(text).toContain('TLP:AMBER');
  const docx = await read(await document(pair.atB, { kind: 'minutes', language: 'zh-Hans', format: 'docx' }));
  for (const said of ['会谈纪要', '双方举行会议。', 'دونوں فریقوں کا اجلاس ہوا۔', '双方签署了同一版本。', minutes.c])
    expect(docx).toContain(said);
  const one = await read(
    await document(pair.atB, { kind: 'minutes', language: 'ur', format: 'docx', languages: 'one' }),
  );
  expect(one).toContain('دونوں فریقوں کا اجلاس ہوا۔');
  expect(one).not.toContain('双方举行会议。');
});

test('each kind is made in each format', async () => {
  for (const kind of ['action-matrix', 'meeting-pack'])
    for (const format of ['pdf', 'docx']) {
      const bytes = await document(pair.atA, { kind, language: 'ur', format });
      expect(bytes.subarray(0, 4).toString('latin1')).toBe(format === 'pdf' ? '%PDF' : 'PK\u0003\u0004');
    }
  const agenda = await read(await document(pair.atA, { kind: 'agenda', language: 'ur', format: 'docx' }));
  for (const said of ['ایجنڈا', 'افتتاح', 'روشنی کے مینار', '10:00–13:00 Asia/Karachi (05:00–08:00 UTC)'])
    expect(agenda).toContain(said);
});

test('what goes to the partner or the public is cut by the policy of release, and told in the access log', async () => {
  await post(
    pair.atA,
    commitment(pair.accord, {
      title: 'Keep to ourselves',
      meeting_ref: meeting,
      object_marking_refs: [TLP_IDS['amber+strict']],
    }),
  );
  const own = await read(await document(pair.atA, { kind: 'action-matrix', format: 'docx' }));
  expect(own).toContain('Keep to ourselves');
  const partner = await released(pair.atA, { kind: 'action-matrix', audience: 'partner' });
  expect(partner.status).toBe(200);
  const given = await read(new Uint8Array(await partner.arrayBuffer()));
  expect(given).toContain('Plan the drill');
  expect(given).not.toContain('Keep to ourselves');
  const open = await released(pair.atA, { kind: 'agenda', format: 'pdf', audience: 'public' });
  const agenda = await read(new Uint8Array(await open.arrayBuffer()));
  expect(agenda).toContain('TLP:CLEAR');
  expect(agenda).toContain('Opening');
  expect(agenda).not.toContain('The beacons');
  expect((await released(pair.atA, { kind: 'agenda', audience: 'everybody' })).status).toBe(422);
  const officer = await pair.a.officer('liaison-officer', pair.accord);
  expect((await released(officer, { kind: 'agenda', audience: 'public' })).status).toBe(403);
  const oversight = await pair.a.officer('oversight', pair.accord);
  await eventually(async () => {
    const { accesses } = ok(await oversight.get<{ accesses: Access[] }>('/api/v1/oversight/accesses'));
    const told = accesses.filter(({ purpose }) => purpose === 'The file of the meeting');
    expect(told.map(({ kind, to, count }) => [kind, to, count > 0])).toEqual([
      ['export', 'public', true],
      ['export', 'partner', true],
    ]);
  });
});

test('minutes begin with what is recorded and may be told to the other side, in the languages of the body', async () => {
  const draft = (at: Officer) => at.get<{ texts: Record<string, string> }>(`/api/v1/meetings/${meeting}/minutes-draft`);
  const { texts } = ok(await draft(pair.atA));
  expect(Object.keys(texts)).toEqual(['en', 'ur']);
  expect(texts['en']!.split('\n')).toEqual([
    'Attendance',
    expect.stringMatching(/: Director \(co-chair\)$/),
    '',
    'Agenda',
    '1. Opening',
    '2. The beacons',
    '',
    'Decisions',
    '1. A drill is held',
    '',
    'Actions',
    expect.stringMatching(/^1\. Plan the drill \(.+; Due: 2026-06-30\)$/),
  ]);
  expect(texts['ur']).toContain('ڈائریکٹر (شریک صدر)');
  const stranger = await pair.a.officer('analyst', pair.accord, { channels: ['exchange'] });
  expect((await draft(stranger)).status).toBe(404);
});

test('who does not see the meeting gets no document of it', async () => {
  const stranger = await pair.a.officer('analyst', pair.accord, { channels: ['exchange'] });
  const query = 'kind=agenda&language=en&format=pdf';
  expect((await stranger.get(`/api/v1/meetings/${meeting}/document?${query}`)).status).toBe(404);
  expect((await pair.atA.get(`/api/v1/meetings/${minutes.id}/document?${query}`)).status).toBe(404);
});
