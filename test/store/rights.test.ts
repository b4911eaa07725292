import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AccordView } from '#contract/accords.ts';
import type { Changed, Effect, ProposalView, Reach, ReleaseLimits, RightsChange } from '#contract/rights.ts';
import type { JsonObject } from '#kernel/json/types.ts';
import { permissionsOfPerson } from '#api/rights.ts';
import { holdProviderGrants } from '#api/sign-in/provider-rights.ts';
import { addMember } from '#store/people/list.ts';
import { writerOf } from '#store/placed.ts';
import { findToken } from '#store/people/token.ts';
import { tokenHash } from '#store/people/token-text.ts';
import { providedSeats } from '#store/people/provider.ts';
import { openAccount } from '../../src/cli/account.ts';
import { commitment, indicator } from '../support/accord.ts';
import { validateObject } from '#kernel/stix/validate.ts';
import { TLP_IDS } from '#kernel/policy/markings.ts';
import { closeNodes, eventually, ok, post, recordAt, twoNodes, type Officer, type Pair } from '../support/two-nodes.ts';

let pair: Pair;
let admin: Officer;
let analyst: Officer;
let analystId: string;
let unit: string;
beforeAll(async () => {
  pair = await twoNodes();
  admin = await pair.a.officer('administrator', null);
  analyst = await pair.a.officer('analyst', pair.accord, { tlp: 'green' });
  analystId = await idOf(analyst);
  unit = ok(await admin.get<{ units: { id: string }[] }>('/api/v1/units')).units[0]!.id;
});
afterAll(closeNodes);

const idOf = async (at: Officer): Promise<string> =>
  ok(await at.get<{ person: { id: string } }>('/api/v1/session')).person.id;
const change = (asked: RightsChange) =>
  admin.post<Changed>('/api/v1/rights/changes', { change: asked, reason: 'a test' });
const made = async (body: JsonObject): Promise<string> => (await post(pair.atA, body)).record.id;
const open = async (): Promise<ProposalView[]> =>
  ok(await pair.atA.get<{ proposals: ProposalView[] }>('/api/v1/proposals')).proposals;

test('A unit is a valid STIX identity of its party', async () => {
  const { units } = ok(await admin.get<{ units: { identity: JsonObject }[] }>('/api/v1/units'));
  for (const { identity } of units) {
    expect(validateObject(identity, { mode: 'own' })).toEqual([]);
    expect(identity).toMatchObject({ identity_class: 'organization', created_by_ref: pair.a.partyId });
  }
});

describe('A change of rights', () => {
  test('is tried without being made, and says who would see how much more', async () => {
    const hidden = await made(commitment(pair.accord));
    const asked: RightsChange = {
      kind: 'assignment.give',
      person: analystId,
      role: 'analyst',
      unit,
      accord: pair.accord,
      channels: null,
      tlp: 'amber',
    };
    const effect = ok(await admin.post<Effect>('/api/v1/rights/what-if', { change: asked }));
    expect(effect).toMatchObject({ widens: true, people: [{ person: analystId, loses: [], withdrawn: [] }] });
    expect(effect.records.gained).toBeGreaterThan(0);
    expect((await analyst.get(`/api/v1/records/${hidden}`)).status).toBe(404);
    expect(await open()).toEqual([]);
  });

  test('that widens waits for a second person, never the same, and is then done within the next request', async () => {
    const hidden = await made(commitment(pair.accord));
    const asked: RightsChange = {
      kind: 'assignment.give',
      person: analystId,
      role: 'analyst',
      unit,
      accord: pair.accord,
      channels: null,
      tlp: 'amber',
    };
    const { state, proposal } = ok(await change(asked));
    expect(state).toBe('proposed');
    expect((await analyst.get(`/api/v1/records/${hidden}`)).status).toBe(404);
    const confirm = (at: Officer) => at.post(`/api/v1/proposals/${proposal}/confirm`, { why: 'agreed' });
    expect((await confirm(admin)).status).toBe(403);
    expect((await confirm(analyst)).status).toBe(403);
    expect((await confirm(pair.atA)).status).toBe(200);
    expect((await confirm(pair.atA)).status).toBe(409);
    expect((await recordAt(analyst, hidden)).record.id).toBe(hidden);
    expect((await open())[0]).toMatchObject({ id: proposal, state: 'confirmed', decidedWhy: 'agreed' });
  });

  test('that narrows is done at once, and no right outlasts it', async () => {
    const seen = await made(commitment(pair.accord));
    expect((await analyst.get(`/api/v1/records/${seen}`)).status).toBe(200);
    const { state, effect } = ok(
      await change({ kind: 'clearance.set', person: analystId, tlp: 'green', handling: [] }),
    );
    expect([state, effect.widens]).toEqual(['done', false]);
    expect((await analyst.get(`/api/v1/records/${seen}`)).status).toBe(404);
    await pair.a.running.db.pool.query("update people.person set clearance_tlp = 'amber' where id = $1", [analystId]);
    expect((await analyst.get(`/api/v1/records/${seen}`)).status).toBe(200);
  });

  test('may be refused, or withdrawn by who proposed it, and is then not done', async () => {
    const asked: RightsChange = { kind: 'clearance.set', person: analystId, tlp: 'red', handling: ['H0'] };
    for (const [at, state] of [
      [pair.atA, 'refused'],
      [admin, 'withdrawn'],
    ] as const) {
      const give: RightsChange = {
        kind: 'grant.give',
        grant: { role: 'dispatcher', action: 'records.read', family: 'persons', scope: 'accord' },
      };
      await pair.a.officer('dispatcher', pair.accord);
      const { proposal } = ok(await change(give));
      expect(ok(await at.post(`/api/v1/proposals/${proposal}/refuse`, { why: 'no' }))).toEqual({ state });
      expect((await pair.atA.post(`/api/v1/proposals/${proposal}/confirm`, { why: 'x' })).status).toBe(409);
    }
    expect(ok(await admin.post<Effect>('/api/v1/rights/what-if', { change: asked })).people.length).toBeLessThan(2);
  });

  test.each<[string, RightsChange]>([
    [
      'content for the administrator',
      {
        kind: 'grant.give',
        grant: { role: 'administrator', action: 'records.read', family: 'common', scope: 'accord' },
      },
    ],
    [
      'writing for oversight',
      { kind: 'grant.give', grant: { role: 'oversight', action: 'records.write', family: 'common', scope: 'accord' } },
    ],
    [
      'an action that there is not',
      { kind: 'grant.give', grant: { role: 'analyst', action: 'records.burn', family: 'common', scope: 'accord' } },
    ],
    [
      'a family that the action has not',
      { kind: 'grant.give', grant: { role: 'analyst', action: 'partners.read', family: 'common', scope: 'accord' } },
    ],
  ])('never grants %s', async (_, asked) => {
    expect((await change(asked)).status).toBe(422);
  });

  test('is nobody else’s: oversight reads the register and changes nothing', async () => {
    const oversight = await pair.a.officer('oversight', pair.accord);
    expect((await oversight.get('/api/v1/people')).status).toBe(200);
    const asked = { change: { kind: 'clearance.set', person: analystId, tlp: 'red', handling: [] }, reason: 'x' };
    for (const at of [oversight, pair.atA, analyst])
      expect((await at.post('/api/v1/rights/changes', asked)).status).toBe(403);
  });
});

describe('An account that is opened with a role', () => {
  const may = async (id: string) => permissionsOfPerson(pair.a.running.db.pool, id, pair.a.running.self.now());
  const confirm = (at: Officer, proposal: string | null) =>
    at.post(`/api/v1/proposals/${proposal}/confirm`, { why: 'agreed' });

  test('at the machine is there, and may nothing before a second person confirms its role', async () => {
    const { a, accord, atA } = pair;
    const asked = { role: 'liaison-officer', accord } as const;
    const { proposal } = await openAccount(a.running, asked);
    const id = `${a.partyId.slice(-12)}-liaison-officer`;
    expect(proposal).not.toBeNull();
    expect((await openAccount(a.running, asked)).proposal).toBe(proposal);
    expect(await may(id)).not.toContain('records.read');
    ok(await confirm(atA, proposal));
    expect(await may(id)).toContain('records.read');
    expect((await openAccount(a.running, asked)).proposal).toBeNull();
  });

  test('by groups of an identity provider has less at once, and more when somebody else than they confirms it', async () => {
    const { a, accord } = pair;
    const { db, self } = a.running;
    const at = await a.officer('secretary', accord);
    const id = await idOf(at);
    const given = (tlp: 'green' | 'amber' | undefined) =>
      db.transaction('node', (tx) =>
        holdProviderGrants(
          tx,
          id,
          tlp && { role: 'analyst', unit: 'Elsewhere', memberships: [{ accord, channels: null, tlp }] },
          { at: self.now(), party: a.partyId, uuid: randomUUID },
        ),
      );
    const waiting = async () =>
      (await open()).filter((one) => one.by.id === 'provider' && one.change['person'] === id && one.state === 'open');
    const provided = async () => (await providedSeats(db.pool, id, self.now())).map(({ tlp }) => tlp);
    await given('green');
    await given('green');
    const [first, ...others] = await waiting();
    expect([others, await provided()]).toEqual([[], []]);
    expect((await confirm(at, first!.id)).status).toBe(403);
    ok(await confirm(pair.atA, first!.id));
    expect(await provided()).toEqual(['green']);
    // More: what they have stays meanwhile. Then less again: the proposal is taken back.
    await given('amber');
    expect([(await waiting()).length, await provided()]).toEqual([1, ['green']]);
    await given('green');
    expect([await waiting(), await provided()]).toEqual([[], ['green']]);
    await given('amber');
    await given(undefined);
    expect([await waiting(), await provided()]).toEqual([[], []]);
  });
});

describe('A need-to-know list', () => {
  test('hides a record, its later versions and the steps on it from all who are not on it', async () => {
    const { atA, accord, a } = pair;
    const secretaryId = await idOf(atA);
    const names = { en: 'A few' };
    ok(await change({ kind: 'list.make', list: 'need-to-know', names, accord, unit: null }));
    const list = ok(await admin.get<{ lists: { id: string }[] }>('/api/v1/lists')).lists[0]!.id;
    expect(ok(await change({ kind: 'list.add', list, person: secretaryId })).state).toBe('done');
    const [other, third] = [await a.officer('secretary', accord), await a.officer('secretary', accord)];
    const absent = `indicator--${randomUUID()}`;
    const body = indicator(accord);
    const strange = await other.post(`/api/v1/records?list=${list}`, body);
    expect(strange.status).toBe(404);
    const placed = ok(
      await atA.post<{ record: { id: string; created: string } }>(`/api/v1/records?list=${list}`, body),
    ).record;
    const { id } = placed;
    const gone = await other.get(`/api/v1/records/${id}`);
    expect(gone.status).toBe(404);
    expect(gone.text).toBe((await other.get(`/api/v1/records/${absent}`)).text.replaceAll(absent, id));
    expect((await other.get('/api/v1/records?type=indicator')).text).not.toContain(id);
    const revised = { ...indicator(accord), id, created: placed.created, name: 'Revised' };
    ok(await atA.post('/api/v1/records', revised));
    expect((await other.get(`/api/v1/records/${id}`)).status).toBe(404);
    expect((await recordAt(atA, id)).record['name']).toBe('Revised');
    // Out of it again: somebody sees more, so it is two who do it.
    const out = ok(
      await atA.post<Changed>(`/api/v1/records/${id}/placing`, { list: null, case: null, reason: 'it is known' }),
    );
    expect(out).toMatchObject({ state: 'proposed', effect: { widens: true } });
    expect((await other.get(`/api/v1/records/${id}`)).status).toBe(404);
    expect((await other.post(`/api/v1/proposals/${out.proposal}/confirm`, { why: 'yes' })).status).toBe(404);
    // Who is alone on the list is not enough either: a second is put on it, and confirms.
    const onIt = { list, person: await idOf(third), at: new Date(), by: 'machine', reason: 'test', until: null };
    await addMember(a.running.db.pool, onIt);
    ok(await third.post(`/api/v1/proposals/${out.proposal}/confirm`, { why: 'yes' }));
    expect((await other.get(`/api/v1/records/${id}`)).status).toBe(200);
  });
});

describe('The marking of a record', () => {
  const marked = (tlp: 'green' | 'amber') => ({ object_marking_refs: [TLP_IDS[tlp]] });

  test('is loosened by two, who were told whom that shows it, and by no revision on the way', async () => {
    const { a, accord, atA } = pair;
    const low = await a.officer('dispatcher', accord, { tlp: 'green' });
    const second = await a.officer('central-authority', accord);
    const { record } = await post(atA, commitment(accord));
    const { id } = record;
    const mark = (at: Officer, to: object) => at.post<Changed>(`/api/v1/records/${id}/marking`, to);
    const effect = ok(await atA.post<Effect>(`/api/v1/records/${id}/marking/what-if`, marked('green')));
    expect(effect).toMatchObject({ widens: true, records: { gained: 1, lost: 0 } });
    expect(effect.people.map(({ person }) => person)).toContain(await idOf(low));
    expect((await recordAt(atA, id)).record).toEqual(record);
    const by = await atA.post('/api/v1/records', { ...record, ...marked('green'), modified: undefined });
    expect(by.status).toBe(409);
    expect((await recordAt(atA, id)).record).toEqual(record);
    const { state, proposal } = ok(await mark(atA, { ...marked('green'), reason: 'it is public' }));
    expect(state).toBe('proposed');
    expect((await low.get(`/api/v1/records/${id}`)).status).toBe(404);
    expect((await mark(low, { ...marked('green'), reason: 'x' })).status).toBe(404);
    const confirm = (at: Officer) => at.post(`/api/v1/proposals/${proposal}/confirm`, { why: 'agreed' });
    expect((await confirm(atA)).status).toBe(403);
    ok(await confirm(second));
    const seen = (await recordAt(low, id)).record;
    expect(seen).toMatchObject({
      ...record,
      ...marked('green'),
      modified: expect.not.stringMatching(String(record['modified'])),
    });
    // Tighter again: done at once, and what was seen stays seen.
    expect(ok(await mark(atA, { ...marked('amber'), reason: 'a mistake' }))).toMatchObject({ state: 'done' });
    expect((await recordAt(low, id)).record).toEqual(seen);
  });

  test('of a part says to whom the part is shown, and to the partner as the door out decides', async () => {
    const { accord, atA, b } = pair;
    const parts = [{ marking_ref: TLP_IDS.red, selectors: ['description'] }];
    const at = await pair.a.officer('secretary', accord, { tlp: 'red' });
    const body = { ...indicator(accord), description: 'the source', granular_markings: parts };
    const { record } = await post(at, body);
    const path = `/api/v1/records/${record.id}/marking/what-if`;
    const to = { object_marking_refs: record['object_marking_refs'], granular_markings: [] };
    const effect = ok(await at.post<Effect>(path, to));
    expect(effect.parties).toMatchObject([{ party: b.partyId, gained: 1, lost: 0 }]);
    expect(effect.people.map(({ person }) => person)).toContain(await idOf(atA));
    expect((await atA.post(path, to)).status).toBe(403);
  });
});

describe('A release above the limit', () => {
  test('waits for a second person, never its writer, and leaves when they confirm or stays when they refuse', async () => {
    const { a, b, accord, atA, atB } = pair;
    const demand: RightsChange = { kind: 'confirm.from', accord, channel: 'secretariat', tlp: 'amber' };
    expect(ok(await change(demand)).state).toBe('done');
    expect(ok(await atA.get<ReleaseLimits>('/api/v1/release-limits')).limits).toMatchObject([
      { accord, channel: 'secretariat', tlp: 'amber', name: expect.any(Object) },
    ]);
    expect(ok(await admin.get<ReleaseLimits>('/api/v1/release-limits')).limits).toMatchObject([{ accord, name: null }]);
    const id = await made(commitment(accord));
    const low = await made({ ...commitment(accord), object_marking_refs: [TLP_IDS.green] });
    await eventually(async () =>
      expect((await recordAt(atA, id)).delivery).toMatchObject([{ state: 'waiting', reason: expect.anything() }]),
    );
    await eventually(() => recordAt(atB, low));
    expect((await atB.get(`/api/v1/records/${id}`)).status).toBe(404);
    const { proposal } = await eventually(async () => {
      const found = (await open()).find((one) => one.kind === 'release.confirm' && one.change['id'] === id)!;
      expect(found).toMatchObject({ state: 'open', mine: true });
      return { proposal: found.id };
    });
    const confirm = (at: Officer) => at.post(`/api/v1/proposals/${proposal}/confirm`, { why: 'it may go' });
    expect((await confirm(atA)).status).toBe(403);
    const blind = await a.officer('secretary', accord, { tlp: 'green' });
    expect((await blind.get('/api/v1/proposals')).text).not.toContain(id);
    expect((await confirm(blind)).status).toBe(404);
    expect((await confirm(await a.officer('central-authority', accord))).status).toBe(200);
    await eventually(() => recordAt(atB, id));
    expect(b.partyId).not.toBe(a.partyId);
    const other = await made(commitment(accord));
    const waiting = await eventually(async () => {
      const found = (await open()).find((one) => one.change['id'] === other);
      expect(found).toBeDefined();
      return found!;
    });
    const second = await a.officer('central-authority', accord);
    expect(ok(await second.post(`/api/v1/proposals/${waiting.id}/refuse`, { why: 'no' }))).toEqual({
      state: 'refused',
    });
    await eventually(async () =>
      expect(JSON.stringify((await recordAt(atA, other)).delivery)).toContain('refused that this leaves'),
    );
    // To ask for less needs two as well.
    expect(ok(await change({ ...demand, tlp: null })).state).toBe('proposed');
  });
});

describe('Reach', () => {
  test('names who sees a record, and explains why somebody does not; to others there is no such record', async () => {
    const { atA, accord, a } = pair;
    const id = await made(commitment(accord));
    const low = await a.officer('dispatcher', accord, { tlp: 'green' });
    const reach = ok(await atA.get<Reach>(`/api/v1/records/${id}/reach`));
    const names = reach.people.map((one) => one.id);
    expect(names).toContain(await idOf(atA));
    expect(names).not.toContain(await idOf(low));
    expect(reach.others).toContainEqual(expect.objectContaining({ id: await idOf(low), rule: 'assignment-tlp' }));
    expect(reach.parties.map((one) => one.id)).toEqual([pair.b.partyId]);
    const explained = await atA.get(`/api/v1/records/${id}/explanation?person=${await idOf(low)}`);
    expect(ok(explained)).toMatchObject({ may: false, rule: 'assignment-tlp' });
    const central = await a.officer('central-authority', accord, { tlp: 'green' });
    const absent = `commitment--${randomUUID()}`;
    for (const path of ['reach', `explanation?person=${await idOf(low)}`]) {
      const hidden = await central.get(`/api/v1/records/${id}/${path}`);
      expect(hidden.status).toBe(404);
      expect(hidden.text).toBe((await central.get(`/api/v1/records/${absent}/${path}`)).text);
    }
  });
});

test('Terms that let more through are ratified here by somebody else than who wrote them', async () => {
  const { a, accord, atA } = pair;
  const { accord: terms } = ok(await atA.get<AccordView>(`/api/v1/accords/${accord}`));
  const channels = (terms['channels'] as JsonObject[]).map((one) => ({ ...one, ceiling: { tlp: 'red', pap: 'red' } }));
  const { modified: _modified, ...rest } = terms;
  await post(atA, { ...rest, channels });
  const ratify = (at: Officer) => at.post(`/api/v1/accords/${accord}/steps`, { verb: 'ratify' });
  const second = await a.officer('secretary', accord);
  const told = ok(await atA.post<{ effect: Effect }>(`/api/v1/accords/${accord}/ceilings/what-if`, {})).effect;
  expect(told.widens).toBe(true);
  expect((await ratify(atA)).status).toBe(403);
  // Nor by whoever made the link by which the other came in.
  const { db } = a.running;
  const writer = await db.transaction('node', (tx) => writerOf(tx, accord));
  const { personId } = (await findToken(db.pool, tokenHash(second.token)!, new Date()))!;
  const setMaker = (by: string | null) =>
    db.pool.query('update people.token set link_by = $2 where person_id = $1', [personId, by]);
  const whyNot = async () => ((await ratify(second)).body as { detail?: string }).detail;
  await setMaker(writer!.by);
  expect(await whyNot()).toContain('add a passkey or an authenticator');
  await db.pool.query(
    `insert into people.totp (person_id, secret, created_at, confirmed_at) values ($1, 'x', now(), now())`,
    [personId],
  );
  expect(await whyNot()).toContain('does not speak as the other');
  await setMaker(null);
  // The new terms may be ratified once they have their place.
  await eventually(async () => expect((await ratify(second)).status).toBe(201));
});
