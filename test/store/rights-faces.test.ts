import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROLES, type Role } from '#api/permissions.ts';
import type { JsonObject } from '#kernel/json/types.ts';
import { HANDLING_CODES, TLP_IDS, type Tlp } from '#kernel/policy/markings.ts';
import { clear } from '#store/people/person.ts';
import { addMember, makeList } from '#store/people/list.ts';
import { indicator } from '../support/accord.ts';
import { closeNodes, ok, twoNodes, type Officer, type Pair } from '../support/two-nodes.ts';

/** All combinations with ENTENTE_WHOLE=1 (the soak); else each role with one of them. */
const IS_WHOLE = process.env['ENTENTE_WHOLE'] === '1';

/** By hand: may the role read records, and those about persons? */
const READS: Readonly<Record<Role, readonly [boolean, boolean]>> = {
  'liaison-officer': [true, true],
  secretary: [true, false],
  'duty-officer': [true, true],
  dispatcher: [true, false],
  analyst: [true, true],
  'case-officer': [true, true],
  'central-authority': [true, true],
  'training-coordinator': [true, false],
  administrator: [false, false],
  oversight: [true, true],
  'minister-office': [true, false],
};
type Member = {
  readonly name: string;
  readonly isIn: boolean;
  readonly channels: string[] | null;
  readonly tlp: Tlp;
  readonly cleared: Tlp;
};
const MEMBERS: readonly Member[] = [
  { name: 'a member', isIn: true, channels: null, tlp: 'amber', cleared: 'amber+strict' },
  { name: 'no member', isIn: false, channels: null, tlp: 'amber', cleared: 'amber+strict' },
  { name: 'a member of another channel', isIn: true, channels: ['secretariat'], tlp: 'amber', cleared: 'amber+strict' },
  { name: 'a member up to green', isIn: true, channels: null, tlp: 'green', cleared: 'amber+strict' },
  { name: 'a member cleared up to green', isIn: true, channels: null, tlp: 'amber', cleared: 'green' },
];
const LISTED = [
  { name: 'on the list and the team', list: true, team: true },
  { name: 'on neither', list: false, team: false },
  { name: 'on the list alone', list: true, team: false },
  { name: 'on the team alone', list: false, team: true },
];
type Reader = { readonly role: Role; readonly member: Member; readonly listed: (typeof LISTED)[number] };
const READERS: readonly Reader[] = ROLES.flatMap((role, i) =>
  MEMBERS.flatMap((member, j) =>
    LISTED.flatMap((listed, k) => {
      const isSampled = (k === i % 4 && j === (i % 2 === 0 ? 0 : 1 + (i % 4))) || (role === 'analyst' && j === 0);
      return IS_WHOLE || isSampled ? [{ role, member, listed }] : [];
    }),
  ),
);

type Made = {
  readonly id: string;
  readonly word: string;
  readonly persons: boolean;
  readonly tlp: Tlp;
  readonly place: 'open' | 'list' | 'team';
};

let pair: Pair;
const made: Made[] = [];
const LIST = randomUUID();
const TEAM = randomUUID();

beforeAll(async () => {
  pair = await twoNodes();
  const { db, self } = pair.a.running;
  const common = { names: { en: 'x' }, accord: null, unit: null, by: 'machine', at: self.now() };
  await makeList(db.pool, { id: LIST, kind: 'need-to-know', ...common });
  await makeList(db.pool, { id: TEAM, kind: 'case', ...common });
  const writer = await pair.a.officer('analyst', pair.accord);
  await join(writer, [LIST, TEAM]);
  const asked = { open: '', list: `?list=${LIST}`, team: `?case=${TEAM}` };
  for (const persons of [false, true])
    for (const tlp of ['green', 'amber'] as const)
      for (const place of ['open', 'list', 'team'] as const) {
        const word = `word${randomUUID().replaceAll('-', '')}`;
        const body: JsonObject = {
          ...(persons ? personOf(pair.accord, word) : indicator(pair.accord, { name: word })),
          object_marking_refs: [TLP_IDS[tlp]],
        };
        const { record } = ok(await writer.post<{ record: { id: string } }>(`/api/v1/records${asked[place]}`, body));
        made.push({ id: record.id, word, persons, tlp, place });
      }
  await pair.a.running.fillSearch({ atOnce: true });
});
afterAll(closeNodes);

const personOf = (accord: string, name: string): JsonObject => {
  const { type: _type, accord_ref: ref, channel, ..._rest } = indicator(accord);
  return {
    type: 'identity',
    accord_ref: ref ?? accord,
    channel: channel ?? 'exchange',
    name,
    identity_class: 'individual',
  };
};

async function join(at: Officer, lists: readonly string[]): Promise<string> {
  const { db, self } = pair.a.running;
  const { id } = ok(await at.get<{ person: { id: string } }>('/api/v1/session')).person;
  for (const list of lists)
    await addMember(db.pool, { list, person: id, at: self.now(), by: 'machine', reason: 'test', until: null });
  return id;
}

/** In words, and not by the policy function. */
function sees({ role, member, listed }: Reader, record: Made): boolean {
  const [common, persons] = READS[role];
  if (!(record.persons ? persons : common)) return false;
  if (!member.isIn || member.channels !== null) return false;
  if (record.tlp === 'amber' && (member.tlp === 'green' || member.cleared === 'green')) return false;
  return record.place === 'open' || (record.place === 'list' ? listed.list : listed.team);
}

test.each(READERS.map((reader) => [`${reader.role}, ${reader.member.name}, ${reader.listed.name}`, reader] as const))(
  '%s meets a record at every face, or at none',
  async (_, reader) => {
    const { member, listed, role } = reader;
    const { db } = pair.a.running;
    const view = { channels: member.channels, tlp: member.tlp };
    const at = await pair.a.officer(role, member.isIn ? pair.accord : null, view);
    const personId = await join(at, [...(listed.list ? [LIST] : []), ...(listed.team ? [TEAM] : [])]);
    if (member.cleared !== 'amber+strict')
      await clear(db.pool, { personId, tlp: member.cleared, handling: HANDLING_CODES });
    const reads = READS[role][0];
    const lists = await Promise.all(
      [
        '/api/v1/records',
        '/api/v1/records?type=indicator',
        '/api/v1/records?type=identity',
        `/api/v1/records?accord=${pair.accord}`,
      ].map(async (path) => ({ path, answer: await at.get(path) })),
    );
    for (const { path, answer } of lists) expect(answer.status, path).toBe(reads ? 200 : 403);
    for (const record of made) {
      const isSeen = sees(reader, record);
      const where = `${record.tlp} ${record.persons ? 'person' : 'indicator'} ${record.place}`;
      for (const { path, answer } of lists.slice(0, 1).concat(lists[3]!, lists[record.persons ? 2 : 1]!))
        expect(answer.text.includes(record.id), `${path}: ${where}`).toBe(isSeen);
      const absent = `${record.id.split('--')[0]!}--${randomUUID()}`;
      for (const [face, ask] of Object.entries(POINTS)) {
        const [there, nowhere] = [await ask(at, record.id), await ask(at, absent)];
        if (face !== 'step' && reads) expect(there.status === 200, `${face}: ${where}`).toBe(isSeen);
        if (!isSeen) {
          expect(there.status, `${face}: ${where}`).toBe(nowhere.status);
          expect(there.text.replaceAll(record.id, absent), `${face}: ${where}`).toBe(nowhere.text);
        }
      }
      // The name of a person is no word that anybody searches by.
      const found = await at.get(`/api/v1/search?q=${record.persons ? record.id.slice(-12) : record.word}`);
      if (found.status === 200) expect(found.text.includes(record.id), `search: ${where}`).toBe(isSeen);
      expect(found.status).toBe(reads ? 200 : 403);
    }
  },
);

type Ask = (at: Officer, id: string) => Promise<{ readonly status: number; readonly text: string }>;
const POINTS: Readonly<Record<string, Ask>> = {
  read: (at, id) => at.get(`/api/v1/records/${id}`),
  retention: (at, id) => at.get(`/api/v1/records/${id}/retention`),
  versions: (at, id) => at.get(`/api/v1/records/${id}/versions`),
  comments: (at, id) => at.get(`/api/v1/records/${id}/comments`),
  ...(IS_WHOLE ? { related: (at: Officer, id: string) => at.get(`/api/v1/records/${id}/related`) } : {}),
  step: (at, id) => at.post(`/api/v1/records/${id}/steps`, { verb: 'accept' }),
};

test('takes as many statements for a hidden record as for one that there is not', async () => {
  const at = await pair.a.officer('dispatcher', pair.accord);
  const hidden = made.find(({ place }) => place === 'list')!.id;
  const { pool } = pair.a.running.db;
  const query = pool.query.bind(pool);
  let asked = 0;
  const counting = ((...given: Parameters<typeof query>) => {
    asked += 1;
    return query(...given);
  }) as typeof pool.query;
  Object.assign(pool, { query: counting });
  // The loops of the node ask as well: the fewest of several is what the request itself takes.
  const fewest = async (id: string): Promise<number> => {
    const counts: number[] = [];
    for (let i = 0; i < 8; i++) {
      asked = 0;
      expect((await at.get(`/api/v1/records/${id}`)).status).toBe(404);
      counts.push(asked);
    }
    return Math.min(...counts);
  };
  const [there, nowhere] = [await fewest(hidden), await fewest(`indicator--${randomUUID()}`)];
  Object.assign(pool, { query });
  expect(there).toBe(nowhere);
  expect(there).toBeGreaterThan(0);
});
