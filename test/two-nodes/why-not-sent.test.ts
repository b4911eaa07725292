import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RELEASE_REASONS } from '#kernel/policy/decide.ts';
import { TLP_IDS } from '#kernel/policy/markings.ts';
import { sql } from '#store/db.ts';
import { stateBecomes } from '../support/becomes.ts';
import { commitment, indicator } from '../support/accord.ts';
import { closeNodes, eventually, feedAt, ok, post, recordAt, twoNodes, type Pair } from '../support/two-nodes.ts';

let pair: Pair;

beforeAll(async () => {
  pair = await twoNodes();
});
afterAll(closeNodes);

const deliveryOf = async (id: string) => (await recordAt(pair.atA, id)).delivery[0]!;

/** What was published after it has arrived, and it has not. */
async function neverArrives(...ids: string[]): Promise<void> {
  const later = await post(pair.atA, commitment(pair.accord, { title: 'Published after' }));
  await eventually(() => recordAt(pair.atB, later.record.id));
  const rows = await pair.b.running.db.transaction('node', (tx) =>
    tx.rows(sql`select id from store.record where id = any (${ids})`),
  );
  expect(rows).toEqual([]);
}

test('a record marked above the ceiling of its channel is withheld, with the code and its reason', async () => {
  const { record } = await post(pair.atA, indicator(pair.accord, { object_marking_refs: [TLP_IDS.amber] }));
  const delivery = await eventually(async () => {
    const found = await deliveryOf(record.id);
    expect(found.state).toBe('withheld');
    return found;
  });
  expect(delivery.code).toBe('above-tlp');
  expect(delivery.reason).toContain(RELEASE_REASONS['above-tlp'].slice(0, 20));
  await neverArrives(record.id);
});

test('a marking that nobody knows means no, at the door already', async () => {
  const unknown = `marking-definition--${randomUUID()}`;
  const id = `commitment--${randomUUID()}`;
  const answer = await pair.atA.post(
    '/api/v1/records',
    commitment(pair.accord, { id, object_marking_refs: [TLP_IDS.green, unknown] }),
  );
  expect(answer).toMatchObject({
    status: 422,
    body: { code: 'bad-input', errors: [{ path: '$.object_marking_refs' }] },
  });
  expect((await pair.atA.get(`/api/v1/records/${id}`)).status).toBe(404);
  await neverArrives(id);
});

test('a property marked above the ceiling stays at home; the partner gets the rest under the same commitment', async () => {
  const made = await post(
    pair.atA,
    commitment(pair.accord, {
      due: '2027-03-31',
      granular_markings: [{ marking_ref: TLP_IDS['amber+strict'], selectors: ['due'] }],
    }),
  );
  expect(made.record).toMatchObject({ due: '2027-03-31' });
  expect(made.withheld).toBe(0);
  const there = await eventually(() => recordAt(pair.atB, made.record.id));
  expect(there.c).toBe(made.c);
  expect(there.withheld).toBe(1);
  // What was kept back says why, on the side that kept it.
  expect(await deliveryOf(made.record.id)).toMatchObject({
    code: 'above-tlp',
    reason: expect.stringContaining('part 1 is withheld') as string,
  });
  expect(there.record).not.toHaveProperty('due');
  const { due: _due, ...rest } = made.record as Record<string, unknown>;
  expect(there.record).toEqual(rest);
  expect(JSON.stringify(there)).not.toContain('2027-03-31');
});

test('what cannot be read whole cannot be accepted, but can be disputed', async () => {
  const { record } = await post(
    pair.atA,
    commitment(pair.accord, {
      due: '2027-03-31',
      granular_markings: [{ marking_ref: TLP_IDS.red, selectors: ['due'] }],
    }),
  );
  await eventually(() => recordAt(pair.atB, record.id));
  expect(await pair.atB.post(`/api/v1/records/${record.id}/steps`, { verb: 'accept' })).toMatchObject({ status: 409 });
  ok(await pair.atB.post(`/api/v1/records/${record.id}/steps`, { verb: 'dispute', reason: 'Until when?' }));
  await stateBecomes(pair.atA, record.id, 'disputed');
});

test('a marking on a property that the record cannot do without withholds the whole record', async () => {
  const { record } = await post(
    pair.atA,
    commitment(pair.accord, { granular_markings: [{ marking_ref: TLP_IDS['amber+strict'], selectors: ['kind'] }] }),
  );
  await eventually(async () =>
    expect(await deliveryOf(record.id)).toMatchObject({ state: 'withheld', code: 'required-withheld' }),
  );
  await neverArrives(record.id);
});

test('the internal record of a statement never leaves, and nothing is decided of it', async () => {
  const made = await post(pair.atA, {
    type: 'statement',
    accord_ref: pair.accord,
    channel: 'secretariat',
    lang: 'en',
    sha256: 'a'.repeat(64),
    participants: [{ office: 'Harbour Master', side: 'A' }],
  });
  expect(made).toMatchObject({ place: 'internal', delivery: [], feed: null });
  await neverArrives(made.record.id);
  expect((await recordAt(pair.atA, made.record.id)).delivery).toEqual([]);
});

test('a record that names a channel which the accord does not declare is refused at admission', async () => {
  const before = (await feedAt(pair.atA, 'secretariat', 'ours')).size;
  for (const [channel, path] of [
    ['nowhere', '$.channel'],
    ['charter', '$.channel'],
  ] as const) {
    const answer = await pair.atA.post('/api/v1/records', indicator(pair.accord, { channel }));
    expect(answer).toMatchObject({ status: 422, body: { code: 'bad-input', errors: [{ path }] } });
  }
  const other = await pair.atA.post('/api/v1/records', commitment(`accord--${randomUUID()}`));
  expect(other.status).toBe(404);
  expect((await feedAt(pair.atA, 'secretariat', 'ours')).size).toBe(before);
});

test('what was sent says so: every record of the feed is delivered, and nothing withheld has a place in it', async () => {
  const { b, atA, accord } = pair;
  await eventually(async () => {
    const { records } = ok(
      await atA.get<{ records: { place: string; feed: unknown; delivery: { state: string; partner: string }[] }[] }>(
        `/api/v1/records?accord=${accord}&type=commitment`,
      ),
    );
    expect(records.length).toBeGreaterThan(4);
    for (const { feed, delivery } of records) {
      expect(delivery).toHaveLength(1);
      expect(delivery[0]!.partner).toBe(b.partyId);
      expect(delivery[0]!.state).toBe(feed === null ? 'withheld' : 'stored');
    }
  });
});
