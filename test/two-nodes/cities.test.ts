import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Calendar } from '#contract/calendar.ts';
import type { CredentialList, VisitList, VisitView } from '#contract/cities.ts';
import type { Dashboard, ReviewDraft } from '#contract/review.ts';
import type { Today } from '#contract/today.ts';
import type { JsonObject } from '#kernel/json/types.ts';
import { sql } from '#store/db.ts';
import { accordBetween } from '../support/accord.ts';
import { plainSql } from '../support/plain-sql.ts';
import {
  closeNodes,
  eventually,
  ok,
  post,
  ratifiedByBoth,
  recordAt,
  twoNodes,
  type Officer,
  type Pair,
} from '../support/two-nodes.ts';

let pair: Pair;
let parent: string;
const en = (text: string) => ({ en: text });

beforeAll(async () => {
  const states = await twoNodes();
  parent = states.accord;
  const accord = betweenCities(states, parent);
  // The secretaries are assigned to the accord of the states alone.
  await post(states.atA, accord);
  await eventually(async () => ok(await states.atB.get(`/api/v1/accords/${accord.id}`)));
  pair = { ...states, accord: accord.id };
  await ratifiedByBoth(pair);
});
afterAll(closeNodes);

const betweenCities = ({ a, b }: Pair, under: string) =>
  accordBetween(a.partyId, b.partyId, {
    kind: 'cities',
    parent_ref: under,
    members: [
      { party: a.partyId, name: en('Northern City') },
      { party: b.partyId, name: en('Southern City') },
    ],
    memorandum: en('The cities learn from each other.'),
    channels: [
      {
        name: 'secretariat',
        title: en('Cities'),
        purposes: ['follow-up'],
        ceiling: { tlp: 'green' },
        default_markings: { tlp: 'green' },
        retention_days: 365,
      },
    ],
  });

const under = (type: string, more: JsonObject) => ({ type, accord_ref: pair.accord, ...more });
const step = async (at: Officer, id: string, verb: string, more: JsonObject = {}) =>
  ok(await at.post(`/api/v1/records/${id}/steps`, { verb, ...more }));
const stateAt = async (at: Officer, id: string, state: string) =>
  eventually(async () => expect((await recordAt(at, id)).state).toBe(state));
const visitText = (more: JsonObject = {}) =>
  under('visit', {
    title: en('Forum of the two harbours'),
    kind: 'forum',
    place: en('Northern City'),
    from: '2999-05-04',
    until: '2999-05-06',
    time_zone: 'Etc/UTC',
    ...more,
  });

test('an accord of cities is under an accord that both ratified, which is none of cities itself', async () => {
  const { atA } = pair;
  const nowhere = await atA.post('/api/v1/records', betweenCities(pair, `accord--${crypto.randomUUID()}`));
  const below = await atA.post('/api/v1/records', betweenCities(pair, pair.accord));
  for (const refused of [nowhere, below]) {
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('there is no accord between these two parties');
  }
});

test('an accord of cities takes no operational record', async () => {
  const { a, atA } = pair;
  const indicator = under('indicator', {
    channel: 'secretariat',
    pattern: "[domain-name:value = 'lure.example']",
    pattern_type: 'stix',
    valid_from: '2026-01-05T00:00:00Z',
  });
  const refused = await atA.post('/api/v1/records', indicator);
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('an accord of cities carries no records of this type');
  const { rows } = await a.running.db.transaction('node', async (tx) => ({
    rows: await tx.rows(sql`select 1 from store.record where type = 'indicator'`),
  }));
  expect(rows).toEqual([]);
});

test('cities plan, offer what they learnt and name offices, which are read as vCards', async () => {
  const { atA, atB } = pair;
  const plan = (
    await post(
      atA,
      under('city-plan', { title: en('This year'), year: 2026, actions: [{ key: 'drill', title: en('A drill') }] }),
    )
  ).record.id;
  const office = { member: en('Northern City'), office: en('Office of the mayor'), phone: '+99 100 2000' };
  await post(atA, under('twin-contact', office));
  const practice = (await post(atA, under('good-practice', { title: en('Lights'), text: en('On the quay.') }))).record
    .id;
  await eventually(() => recordAt(atB, practice));
  await step(atB, plan, 'agree');
  await step(atB, practice, 'accept');
  await stateAt(atA, plan, 'agreed');
  await stateAt(atA, practice, 'taken-up');
  const answer = await atB.ask(`/api/v1/accords/${pair.accord}/contacts`);
  expect(answer.headers.get('content-type')).toContain('text/vcard');
  expect(await answer.text()).toContain('FN;LANGUAGE=en:Office of the mayor');
  const named = await atA.post('/api/v1/records', under('twin-contact', { ...office, contact_name: 'Somebody' }));
  expect(named.status).toBe(422);
});

let visit: string;
const waitingAt = async (at: Officer) =>
  ok(await at.get<Today>('/api/v1/today')).tasks.flatMap(({ kind, path }) =>
    path === `/visits/${visit}` ? [[kind, path]] : [],
  );

test('a forum is invited to, accepted, credentialled, planned, held and reported of, and its commitments name it', async () => {
  const { a, atA, atB } = pair;
  visit = (await post(atA, visitText())).record.id;
  await eventually(() => recordAt(atB, visit));
  expect(await waitingAt(atB)).toContainEqual(['answer-invitation', `/visits/${visit}`]);
  expect(await waitingAt(atA)).toEqual([]);
  await step(atB, visit, 'accept');
  await eventually(async () => expect(await waitingAt(atB)).toContainEqual(['name-delegation', `/visits/${visit}`]));
  const offices = [
    { office: en('Mayor'), role: 'co-chair', precedence: 1 },
    { office: en('Interpreter'), role: 'interpreter', precedence: 2 },
  ];
  const delegation = (await post(atB, under('delegation', { visit_ref: visit, offices }))).record.id;
  const programme = (
    await post(
      atA,
      under('programme', {
        visit_ref: visit,
        items: [{ starts_at: '2999-05-04T09:00', title: en('Opening'), interpreted: ['en', 'ur'] }],
        interpreters: [{ party: a.partyId, from: 'en', to: 'ur', count: 2 }],
      }),
    )
  ).record.id;
  await eventually(() => recordAt(atA, delegation));
  await eventually(() => recordAt(atB, programme));
  await step(atA, delegation, 'accept');
  await step(atB, programme, 'agree');
  const promise = (
    await post(
      atA,
      under('commitment', {
        channel: 'secretariat',
        visit_ref: visit,
        title: 'Light the quay',
        kind: 'other',
        responsible: [a.partyId],
        status: 'agreed',
      }),
    )
  ).record.id;
  const report = (
    await post(
      atA,
      under('visit-report', {
        visit_ref: visit,
        title: en('Report'),
        texts: en('Both saw it.'),
        commitment_refs: [promise],
      }),
    )
  ).record.id;
  await eventually(() => recordAt(atB, report));
  await step(atB, report, 'agree');
  const look = async (at: Officer) => {
    const view = ok(await at.get<VisitView>(`/api/v1/visits/${visit}`));
    return {
      state: view.visit.state,
      delegations: Object.values(view.delegations).map(({ state }) => state),
      programme: view.programme?.state,
      reports: view.reports.map(({ state }) => state),
      commitments: view.commitments.map(({ record }) => record['id']),
    };
  };
  await eventually(async () => {
    const [atOne, atOther] = [await look(atA), await look(atB)];
    expect(atOne).toEqual({
      state: 'accepted',
      delegations: ['accepted'],
      programme: 'agreed',
      reports: ['agreed'],
      commitments: [promise],
    });
    expect(atOther).toEqual(atOne);
  });
  const cards = await (await atA.ask(`/api/v1/delegations/${delegation}/contacts`)).text();
  expect(cards.match(/^FN.*$/gm)).toEqual(['FN;LANGUAGE=en:Mayor', 'FN;LANGUAGE=en:Interpreter']);
});

test('a visit is listed under its accord and under the one above, and stands in the calendar with its programme', async () => {
  const { atA, atB } = pair;
  for (const at of [atA, atB]) {
    for (const accord of [pair.accord, parent]) {
      const { visits } = ok(await at.get<VisitList>(`/api/v1/visits?accord=${accord}`));
      expect(visits).toMatchObject([{ id: visit, accord: pair.accord, state: 'accepted', hasReport: true }]);
    }
    const { entries } = ok(
      await at.get<Calendar>(`/api/v1/calendar?from=2999-05-01&until=2999-05-10&accord=${parent}`),
    );
    expect(entries.map(({ kind, path, day, lastDay }) => [kind, path, day, lastDay])).toEqual([
      ['visit', `/visits/${visit}`, '2999-05-04', '2999-05-06'],
      ['programme', `/visits/${visit}`, null, null],
    ]);
  }
});

const traveller = (number: string) => ({
  familyName: 'Traveller',
  born: '1980-02-03',
  nationality: 'XX',
  passport: { number, country: 'XX', expires: '2999-12-31' },
});
const put = (of: string, number: string) =>
  pair.atB.post<{ id: string }>(`/api/v1/visits/${of}/credentials`, { purpose: 'visa', traveller: traveller(number) });
const kept = async (of: string) => ok(await pair.atB.get<CredentialList>(`/api/v1/visits/${of}/credentials`));
const keyFiles = async () => readdir(join(pair.b.dataDir, 'visits')).catch(() => []);

/** Every row of every table, as text. */
async function rowsWith(text: string): Promise<string[]> {
  const { db } = pair.b.running;
  return db.transaction('node', async (tx) => {
    const tables = await tx.rows<{ name: string }>(sql`
      select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema')
        and has_table_privilege(format('%I.%I', schemaname, tablename), 'select')`);
    const found: string[] = [];
    for (const { name } of tables) {
      const hit = await tx.rows(sql`select 1 from ${plainSql(name)} t where t::text like ${`%${text}%`} limit 1`);
      if (hit.length > 0) found.push(name);
    }
    return found;
  });
}

test('passports are kept encrypted, for a purpose, with an entry of each look, and are gone after the visit', async () => {
  const { atA, atB, b } = pair;
  expect((await put(visit, 'ZZ-DUMMY-77')).status).toBe(201);
  const held = await kept(visit);
  expect(held.credentials.map(({ purpose, traveller: who }) => [purpose, who?.passport.number])).toEqual([
    ['visa', 'ZZ-DUMMY-77'],
  ]);
  expect(await rowsWith('ZZ-DUMMY-77')).toEqual([]);
  expect(await keyFiles()).toHaveLength(1);
  const reads = await b.running.db.transaction('node', (tx) =>
    tx.rows(sql`select 1 from oversight.access where query like ${`GET /api/v1/visits/${visit}/credentials%`}`),
  );
  expect(reads.length).toBeGreaterThan(0);
  const colleague = await b.officer('liaison-officer', pair.accord);
  expect((await colleague.get(`/api/v1/visits/${visit}/credentials`)).status).toBe(403);
  await step(atB, visit, 'hold');
  const gone = await eventually(async () => {
    const list = await kept(visit);
    expect(list.credentials).toEqual([]);
    expect(await keyFiles()).toEqual([]);
    return list;
  });
  expect(gone.deletions).toMatchObject([{ credentials: 1, why: 'ended' }]);
  expect((await put(visit, 'ZZ-DUMMY-78')).status).toBe(409);
  expect((await atA.get<CredentialList>(`/api/v1/visits/${visit}/credentials`)).body).toMatchObject({ deletions: [] });
});

test('they are gone as well when the visit is cancelled, by whichever side', async () => {
  const { atA, atB } = pair;
  const other = (await post(atA, visitText())).record.id;
  await eventually(() => recordAt(atB, other));
  await step(atB, other, 'accept');
  expect((await put(other, 'ZZ-DUMMY-79')).status).toBe(201);
  await stateAt(atA, other, 'accepted');
  await step(atA, other, 'cancel', { reason: 'A storm' });
  await eventually(async () => {
    const list = await kept(other);
    expect(list).toMatchObject({ credentials: [], deletions: [{ why: 'cancelled' }] });
    expect(await keyFiles()).toEqual([]);
  });
});

test('what cities called off, and what waits between them, is in the year and the chase of the accord above them', async () => {
  const { atA, atB } = pair;
  const asked = (await post(atA, visitText({ title: en('Forum of bridges') }))).record.id;
  await eventually(() => recordAt(atB, asked));
  const year = new Date().getUTCFullYear();
  const span = `edition=restricted&from=${year - 1}-12-31&until=${year + 1}-01-01`;
  for (const at of [atA, atB]) {
    const { chase } = ok(await at.get<Dashboard>(`/api/v1/dashboard?accord=${parent}`));
    expect(chase).toContainEqual(
      expect.objectContaining({ record: asked, kind: 'answer', parties: [pair.b.partyId], state: 'invited' }),
    );
    await eventually(async () => {
      const { sentences } = ok(await at.get<ReviewDraft>(`/api/v1/reviews/draft?accord=${parent}&${span}`));
      expect(sentences).toContainEqual(
        expect.objectContaining({
          says: 'cancelled',
          evidence: [expect.objectContaining({ ref: expect.any(String) })],
        }),
      );
    });
  }
});
