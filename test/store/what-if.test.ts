import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Changed, Effect, EffectRecords, RightsChange } from '#contract/rights.ts';
import { HANDLING_IDS, TLP_IDS } from '#kernel/policy/markings.ts';
import type { JsonObject } from '#kernel/json/types.ts';
import type { AccordView } from '#contract/accords.ts';
import type { Ceiling } from '#kernel/policy/ceiling.ts';
import { everybodysRights } from '#api/rights.ts';
import { snapshot } from '#api/rights-effect.ts';
import { mayRead } from '#kernel/policy/rights.ts';
import { sql } from '#store/db.ts';
import { wouldLeave } from '#store/release.ts';
import { addMember, makeList } from '#store/people/list.ts';
import { indicator } from '../support/accord.ts';
import { closeNodes, ok, post, twoNodes, type Officer, type Pair } from '../support/two-nodes.ts';

/** Many with ENTENTE_WHOLE=1 (the soak). */
const RUNS = process.env['ENTENTE_WHOLE'] === '1' ? 400 : 40;

let pair: Pair;
let admin: Officer;
const people: string[] = [];
const lists: string[] = [randomUUID(), randomUUID()];
let units: string[];

const idOf = async (at: Officer): Promise<string> =>
  ok(await at.get<{ person: { id: string } }>('/api/v1/session')).person.id;

beforeAll(async () => {
  pair = await twoNodes();
  const { a, accord } = pair;
  const { db, self } = a.running;
  // Nobody else confirms, so that what is asked for is done at once.
  await db.pool.query(`delete from people.permission_grant where action = 'rights.confirm' and role = 'secretary'`);
  admin = await a.officer('administrator', null);
  for (const [role, tlp] of [
    ['analyst', 'green'],
    ['dispatcher', 'amber'],
    ['case-officer', 'amber'],
  ] as const)
    people.push(await idOf(await a.officer(role, accord, { tlp })));
  units = ok(await admin.get<{ units: { id: string }[] }>('/api/v1/units'))
    .units.map(({ id }) => id)
    .slice(0, 4);
  const writer = await a.officer('analyst', accord);
  const writerId = await idOf(writer);
  const common = { names: { en: 'x' }, accord: null, by: 'machine', at: self.now() };
  await makeList(db.pool, { id: lists[0]!, kind: 'need-to-know', unit: null, ...common });
  await makeList(db.pool, { id: lists[1]!, kind: 'case', unit: units[1]!, ...common });
  for (const list of lists)
    await addMember(db.pool, { list, person: writerId, at: self.now(), by: 'machine', reason: 'test', until: null });
  const places = ['', `?list=${lists[0]}`, `?case=${lists[1]}`];
  for (const place of places)
    for (const tlp of ['clear', 'green', 'amber'] as const) {
      const body: JsonObject = { ...indicator(accord), object_marking_refs: [TLP_IDS[tlp]] };
      const { record } = ok(
        await writer.post<{ record: { id: string; created: string } }>(`/api/v1/records${place}`, body),
      );
      // A later version of another class, a handling code, and a part that is marked higher than the rest.
      if (tlp === 'green')
        ok(
          await writer.post('/api/v1/records', {
            ...indicator(accord),
            id: record.id,
            created: record.created,
            object_marking_refs: [TLP_IDS.amber],
          }),
        );
      const parts = [{ marking_ref: TLP_IDS.amber, selectors: ['name'] }];
      ok(
        await writer.post(`/api/v1/records${place}`, {
          ...indicator(accord),
          object_marking_refs: [TLP_IDS[tlp]],
          granular_markings: parts,
        }),
      );
    }
  await post(writer, { ...indicator(accord), object_marking_refs: [TLP_IDS.green, HANDLING_IDS.H1] });
});
afterAll(closeNodes);

type Seen = ReadonlyMap<string, ReadonlySet<string>>;

/** What each of them is given by the database itself, under row-level security: records with their parts. */
async function visible(): Promise<ReadonlyMap<string, Seen>> {
  const { db, self } = pair.a.running;
  const { classes, known } = await db.transaction('node', (tx) => snapshot(tx, self.now()));
  const found = new Map<string, Seen>();
  for (const { standing, rights } of await everybodysRights(db.pool, self.now())) {
    const read = classes.filter(({ facts }) => mayRead(facts, rights, known)).map(({ id }) => id);
    const rows = await db.transaction({ classes: read }, (tx) =>
      tx.rows<{ id: string; part: string }>(sql`
        select r.id, r.seq || '/' || p.n as part from store.record r join store.record_part p on p.record = r.seq`),
    );
    const seen = new Map<string, Set<string>>();
    for (const { id, part } of rows) seen.set(id, (seen.get(id) ?? new Set()).add(part));
    found.set(standing.person.id, seen);
  }
  return found;
}

const more = (after: Seen, before: Seen): string[] =>
  [...after].flatMap(([id, parts]) => ([...parts].some((part) => !before.get(id)?.has(part)) ? [id] : [])).sort();

async function listed(change: RightsChange, which: 'gained' | 'lost', person: string): Promise<string[]> {
  const ids: string[] = [];
  let cursor = '';
  do {
    const path = `/api/v1/rights/what-if/records?which=${which}&person=${person}${cursor}`;
    const page = ok(await admin.post<EffectRecords>(path, { change }));
    // The administrator who asks sees no title.
    expect(page.records.every(({ title }) => title === null)).toBe(true);
    ids.push(...page.records.map(({ id }) => id!));
    cursor = page.next === null ? '' : `&cursor=${encodeURIComponent(page.next)}`;
  } while (cursor !== '');
  expect(new Set(ids).size).toBe(ids.length);
  return ids.sort();
}

const tlps = fc.constantFrom('clear', 'green', 'amber', 'amber+strict', 'red' as const);
const person = fc.constantFrom(0, 1, 2).map((n) => ({ n }));
const asked = fc.oneof(
  fc.record({
    kind: fc.constant('assignment.give' as const),
    person,
    tlp: tlps,
    role: fc.constantFrom('analyst', 'dispatcher', 'minister-office'),
    unit: fc.nat(3),
    accord: fc.constantFrom('here', '*', null),
    channels: fc.constantFrom<string[] | null>(null, ['exchange'], ['secretariat']),
  }),
  fc.record({ kind: fc.constant('assignment.end' as const), n: fc.nat(10) }),
  fc.record({
    kind: fc.constant('clearance.set' as const),
    person,
    tlp: tlps,
    handling: fc.subarray(['H0', 'H1', 'H2', 'H3'] as const),
  }),
  fc.record({
    kind: fc.constantFrom('grant.give' as const, 'grant.take' as const),
    grant: fc.record({
      role: fc.constantFrom('analyst', 'dispatcher', 'case-officer', 'minister-office'),
      action: fc.constant('records.read'),
      family: fc.constantFrom('common', 'persons'),
      scope: fc.constantFrom('accord' as const, 'unit' as const, 'case' as const),
    }),
  }),
  fc.record({
    kind: fc.constantFrom('list.add' as const, 'list.remove' as const),
    person,
    list: fc.constantFrom(0, 1),
  }),
  fc.record({ kind: fc.constant('unit.change' as const), unit: fc.nat(3), parent: fc.option(fc.nat(3)) }),
);

async function changeOf(given: Awaited<ReturnType<typeof asked.generate>>['value']): Promise<RightsChange | undefined> {
  const { pool } = pair.a.running.db;
  switch (given.kind) {
    case 'assignment.give':
      return {
        ...given,
        person: people[given.person.n]!,
        unit: units[given.unit % units.length]!,
        accord: given.accord === 'here' ? pair.accord : given.accord,
      };
    case 'assignment.end': {
      const { rows } = await pool.query<{ id: string }>(
        `select id from people.assignment where ends_at is null and person_id = any ($1) order by id`,
        [people],
      );
      const id = rows[given.n % Math.max(1, rows.length)]?.id;
      return id === undefined ? undefined : { kind: 'assignment.end', assignment: id };
    }
    case 'clearance.set':
      return { ...given, person: people[given.person.n]! };
    case 'list.add':
    case 'list.remove':
      return { kind: given.kind, person: people[given.person.n]!, list: lists[given.list]! };
    case 'unit.change':
      return {
        kind: 'unit.change',
        unit: units[given.unit % units.length]!,
        parent: given.parent === null ? null : units[given.parent % units.length]!,
        names: { en: 'moved' },
      };
    default:
      return given;
  }
}

test('says of every change exactly what it does: each record that somebody comes to see or sees no more', async () => {
  let moved = 0;
  await fc.assert(
    fc.asyncProperty(asked, async (given) => {
      const change = await changeOf(given);
      if (!change) return;
      const answer = await admin.post<Effect>('/api/v1/rights/what-if', { change });
      if (answer.status !== 200) return; // it cannot be done: there is none such, or a circle
      const effect = answer.body;
      const before = await visible();
      const told = new Map<string, { gained: string[]; lost: string[] }>();
      for (const id of people)
        told.set(id, { gained: await listed(change, 'gained', id), lost: await listed(change, 'lost', id) });
      expect(await visible()).toEqual(before);
      const done = ok(await admin.post<Changed>('/api/v1/rights/changes', { change, reason: 'a test' }));
      expect(done).toEqual({ state: 'done', proposal: null, effect });
      const after = await visible();
      const [gained, lost] = [new Set<string>(), new Set<string>()];
      for (const [id, seen] of after) {
        const now = { gained: more(seen, before.get(id)!), lost: more(before.get(id)!, seen) };
        now.gained.forEach((one) => gained.add(one));
        now.lost.forEach((one) => lost.add(one));
        if (people.includes(id)) expect(told.get(id)).toEqual(now);
        const said = effect.people.find((one) => one.person === id)?.records ?? { gained: 0, lost: 0 };
        expect(said).toEqual({ gained: now.gained.length, lost: now.lost.length });
      }
      expect(effect.records).toEqual({ gained: gained.size, lost: lost.size });
      for (const which of ['gained', 'lost'] as const)
        expect(effect.types.reduce((sum, one) => sum + one[which], 0)).toBe(effect.records[which]);
      moved += gained.size + lost.size;
    }),
    { numRuns: RUNS },
  );
  expect(moved).toBeGreaterThan(0);
}, 600_000);

test('says of other ceilings exactly what the door out would then let through, and hold back', async () => {
  const { db, self } = pair.a.running;
  const secretary = await pair.a.officer('secretary', pair.accord, { tlp: 'red' });
  const levels = ['clear', 'green', 'amber', 'red'] as const;
  const all = await db.transaction('node', (tx) =>
    tx.rows<{ seq: number; id: string }>(
      sql`select seq, id from store.record where publisher = ${self.partyId} and channel = 'exchange'`,
    ),
  );
  const leaving = async (ceilings: ReadonlyMap<string, Ceiling>): Promise<Seen> => {
    const seqs = all.map(({ seq }) => seq);
    const found = await db.transaction('node', (tx) => wouldLeave(tx, self, seqs, ceilings));
    const seen = new Map<string, Set<string>>();
    for (const { record, properties } of found) {
      const { id } = all.find(({ seq }) => seq === record)!;
      const parts = seen.get(id) ?? new Set();
      for (const name of properties) parts.add(`${record} ${name}`);
      seen.set(id, parts);
    }
    return seen;
  };
  const { accord } = ok(await secretary.get<AccordView>(`/api/v1/accords/${pair.accord}`));
  const channels = accord['channels'] as { name: string; ceiling: Ceiling }[];
  const now = await leaving(new Map());
  let moved = 0;
  for (const tlp of levels)
    for (const handling of [[], ['H1' as const]]) {
      const ceiling = { tlp, pap: 'red' as const, handling };
      const body = {
        channels: channels.map((one) => ({ name: one.name, ceiling: one.name === 'exchange' ? ceiling : one.ceiling })),
      };
      const then = await leaving(new Map([['exchange', ceiling]]));
      for (const [which, ids] of [
        ['gained', more(then, now)],
        ['lost', more(now, then)],
      ] as const) {
        const path = `/api/v1/accords/${pair.accord}/ceilings/what-if?which=${which}`;
        const { effect, records, next } = ok(await secretary.post<EffectRecords & { effect: Effect }>(path, body));
        expect(next).toBeNull();
        expect(records.flatMap(({ id }) => (id?.startsWith('indicator') ? [id] : [])).sort()).toEqual(ids);
        expect(effect.records[which]).toBe(records.length);
        moved += ids.length;
      }
    }
  expect(moved).toBeGreaterThan(0);
});
