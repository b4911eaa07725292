import { afterAll, beforeAll, expect, test } from 'vitest';
import { utf8 } from '#platform';
import { verifyDossier } from '#kernel/dossier/verify.ts';
import { explainRelease } from '#kernel/policy/decide.ts';
import { stateBecomes } from '../support/becomes.ts';
import { commitment } from '../support/accord.ts';
import {
  accordAt,
  closeNodes,
  eventually,
  feedAt,
  ok,
  post,
  ratifiedByBoth,
  reconnect,
  recordAt,
  twoNodes,
  type Officer,
  type Pair,
} from '../support/two-nodes.ts';

// Each test begins where the one before ended: in force at its beginning and its end, but for the first.
let pair: Pair;

beforeAll(async () => {
  pair = await twoNodes({ accord: 'proposed' });
});
afterAll(closeNodes);

const stepAccord = async (at: Officer, verb: string) =>
  ok(await at.post(`/api/v1/accords/${pair.accord}/steps`, { verb }));
const inState = (at: Officer, wanted: string) =>
  eventually(async () => expect((await accordAt(at, pair.accord)).state).toBe(wanted));
const bothInState = async (wanted: string) => {
  for (const at of [pair.atA, pair.atB]) await inState(at, wanted);
};
const deliveryAt = async (at: Officer, id: string) => (await recordAt(at, id)).delivery[0]!;
const arrived = (at: Officer, id: string) => eventually(() => recordAt(at, id));
const isAbsent = async (at: Officer, id: string) => expect((await at.get(`/api/v1/records/${id}`)).status).toBe(404);
const waits = (code: Parameters<typeof explainRelease>[0]) => ({
  state: 'waiting',
  code,
  reason: explainRelease(code),
});

async function settled(): Promise<void> {
  for (const node of [pair.a, pair.b, pair.a, pair.b]) await node.running.worker.settle();
}

test('before ratification nothing flows but the charter; a commitment waits with its reason and goes by itself once in force', async () => {
  const { atA, atB, accord } = pair;
  const { record } = await post(atA, commitment(accord));
  await eventually(async () => expect(await deliveryAt(atA, record.id)).toMatchObject(waits('accord-proposed')));
  await settled();
  await isAbsent(atB, record.id);
  await expect(feedAt(atA, 'secretariat', 'ours')).rejects.toThrow('no feed');

  await ratifiedByBoth(pair);
  await arrived(atB, record.id);
  await eventually(async () => expect((await deliveryAt(atA, record.id)).state).toBe('stored'));
});

test('either party’s suspension stops both directions at once, and what waited flows when it is lifted', async () => {
  const { atA, atB, accord } = pair;
  for (const [suspending, other] of [
    [atA, atB],
    [atB, atA],
  ] as const) {
    await stepAccord(suspending, 'suspend');
    await bothInState('suspended');
    const made = [await post(atA, commitment(accord)), await post(atB, commitment(accord))] as const;
    await settled();
    for (const [i, [from, to]] of [
      [atA, atB],
      [atB, atA],
    ].entries() as IterableIterator<[0 | 1, [Officer, Officer]]>) {
      expect(await deliveryAt(from, made[i].record.id)).toMatchObject(waits('accord-suspended'));
      await isAbsent(to, made[i].record.id);
    }
    const refused = await other.post(`/api/v1/accords/${accord}/steps`, { verb: 'lift' });
    expect(refused).toMatchObject({ status: 409, body: { code: 'void-step' } });
    await stepAccord(suspending, 'lift');
    await bothInState('in-force');
    await arrived(atB, made[0].record.id);
    await arrived(atA, made[1].record.id);
  }
});

test('each party lifts only its own suspension', async () => {
  const { atA, atB } = pair;
  await stepAccord(atA, 'suspend');
  await inState(atB, 'suspended');
  await stepAccord(atB, 'suspend');
  await eventually(async () => {
    const { parties } = await accordAt(atA, pair.accord);
    expect(parties.every(({ suspended }) => suspended !== null)).toBe(true);
  });
  await stepAccord(atA, 'lift');
  await settled();
  for (const at of [atA, atB]) {
    const { state, parties } = await accordAt(at, pair.accord);
    expect(state).toBe('suspended');
    expect(parties.map(({ suspended }) => suspended !== null)).toEqual([false, true]);
  }
  await stepAccord(atB, 'lift');
  await bothInState('in-force');
});

test('steps on records are refused while the accord is suspended, and the reason names it', async () => {
  const { atA, atB, accord } = pair;
  const { record } = await post(atA, commitment(accord));
  await arrived(atB, record.id);
  await stepAccord(atA, 'suspend');
  await bothInState('suspended');
  for (const at of [atA, atB]) {
    const answer = await at.post(`/api/v1/records/${record.id}/steps`, { verb: 'dispute', reason: 'x' });
    expect(answer).toMatchObject({ status: 409, body: { code: 'not-in-force' } });
    expect((await recordAt(at, record.id)).allowed).toEqual([]);
  }
  await stepAccord(atA, 'lift');
  await bothInState('in-force');
});

test('what crosses a suspension on the way is refused, and taken after all once it is lifted', async () => {
  const { a, b, atA, atB, accord } = pair;
  // A publishes while B, who hears nothing, suspends.
  b.wire.cut = true;
  const first = await post(atA, commitment(accord));
  const second = await post(atA, commitment(accord, { title: 'Meet again' }));
  await eventually(async () => expect((await deliveryAt(atA, second.record.id)).state).toBe('sent'));
  a.wire.cut = true;
  await stepAccord(atB, 'suspend');
  await inState(atB, 'suspended');
  reconnect(pair);
  for (const { record } of [first, second]) {
    await eventually(async () =>
      expect(await deliveryAt(atA, record.id)).toMatchObject({ state: 'refused', code: 'not-in-force' }),
    );
    await isAbsent(atB, record.id);
  }
  await stepAccord(atB, 'lift');
  await bothInState('in-force');
  for (const made of [first, second]) {
    expect((await arrived(atB, made.record.id)).c).toBe(made.c);
    await eventually(async () => expect((await deliveryAt(atA, made.record.id)).state).toBe('stored'));
  }
  // They count in the fold at both nodes, as if they had never been refused.
  ok(await atB.post(`/api/v1/records/${first.record.id}/steps`, { verb: 'accept' }));
  for (const at of [atA, atB]) await stateBecomes(at, first.record.id, 'accepted');
});

test('a revised accord leaves the ratified one in force until both have ratified the new one', async () => {
  const { atA, atB, accord } = pair;
  const { accord: object } = await accordAt(atA, accord);
  const { created: _created, modified: _modified, ...terms } = object;
  await post(atA, {
    ...terms,
    created: object['created'],
    name: { en: 'Accord of the two harbours, revised' },
  } as never);
  await settled();
  await bothInState('in-force');
  expect((await accordAt(atB, accord)).name['en']).toBe('Accord of the two harbours');
  // Both see the text that a ratification would bind, beside the one that rules.
  for (const at of [atA, atB]) {
    const name = (await accordAt(at, accord)).revision?.accord['name'];
    expect(name).toEqual({ en: 'Accord of the two harbours, revised' });
  }
  await stepAccord(atA, 'ratify');
  await settled();
  expect((await accordAt(atB, accord)).name['en']).toBe('Accord of the two harbours');
  await stepAccord(atB, 'ratify');
  for (const at of [atA, atB])
    await eventually(async () =>
      expect((await accordAt(at, accord)).name['en']).toBe('Accord of the two harbours, revised'),
    );
  await bothInState('in-force');
  expect((await accordAt(atA, accord)).revision).toBeNull();
});

test('all of it can be proved: the dossier of either party verifies, with what was refused and lifted', async () => {
  const { a, b, atA, atB, accord } = pair;
  for (const at of [atA, atB]) {
    const dossier = ok(await at.post<string>('/api/v1/exports', { accord, purpose: 'review' }));
    const { exit, faults } = verifyDossier(utf8(dossier), [a.running.fingerprint, b.running.fingerprint]);
    expect({ exit, faults }).toEqual({ exit: 0, faults: [] });
    expect(dossier).toContain('"code":"lifted"');
  }
});

test('after termination by either party nothing flows, and the reason says so', async () => {
  const { atA, atB, accord } = pair;
  await stepAccord(atB, 'terminate');
  await bothInState('terminated');
  const { record } = await post(atA, commitment(accord));
  await eventually(async () =>
    expect(await deliveryAt(atA, record.id)).toMatchObject({ state: 'withheld', code: 'accord-terminated' }),
  );
});
