import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '#store/db.ts';
import { accordBetween, commitment } from '../support/accord.ts';
import {
  accordAt,
  closeNodes,
  eventually,
  ok,
  post,
  recordAt,
  twoNodes,
  type Answer,
  type Officer,
  type Pair,
} from '../support/two-nodes.ts';

let pair: Pair;
beforeAll(async () => {
  pair = await twoNodes();
});
afterAll(closeNodes);

const times = <T>(count: number, ask: () => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, ask));
const statuses = (answers: readonly Answer<unknown>[]) => answers.map(({ status }) => status).toSorted((a, b) => a - b);

function stepsHeld(id: string): Promise<number> {
  return pair.b.running.db.transaction('node', async (tx) => {
    const row = await tx.row<{ steps: number }>(
      sql`select count(*) as steps from store.record where subject_id = ${id}`,
    );
    return row?.steps ?? 0;
  });
}

async function atBoth(at: Officer, record: Parameters<typeof post>[1]): Promise<string> {
  const {
    record: { id },
  } = await post(at, record);
  await eventually(() => Promise.all([recordAt(pair.atA, id), recordAt(pair.atB, id)]));
  return id;
}

describe('The same step many times at once', () => {
  it.each(['accept', 'dispute'])('%s is taken once; the others are told why not', async (verb) => {
    const id = await atBoth(pair.atA, commitment(pair.accord));
    const answers = await times(8, () =>
      pair.atB.post(`/api/v1/records/${id}/steps`, { verb, reason: 'As discussed.' }),
    );
    expect(statuses(answers)).toEqual([201, 409, 409, 409, 409, 409, 409, 409]);
    for (const { status, body } of answers)
      if (status === 409) expect(['conflict', 'void-step']).toContain((body as { code: string }).code);
    expect(await stepsHeld(id)).toBe(1);
    await eventually(async () => {
      const { history } = await recordAt(pair.atA, id);
      expect(history.map(({ verb: one, outcome }) => [one, outcome])).toEqual([[verb, 'taken']]);
    });
  });

  it('two that exclude each other end in one state, the same on both sides', async () => {
    const id = await atBoth(pair.atA, commitment(pair.accord));
    const answers = await Promise.all(
      ['accept', 'dispute'].map((verb) =>
        pair.atB.post(`/api/v1/records/${id}/steps`, { verb, reason: 'As discussed.' }),
      ),
    );
    expect(answers.some(({ status }) => status === 201)).toBe(true);
    await eventually(async () => {
      const [atA, atB] = await Promise.all([recordAt(pair.atA, id), recordAt(pair.atB, id)]);
      expect(atA.history.length).toBe(await stepsHeld(id));
      expect({ state: atA.state, history: atA.history }).toEqual({ state: atB.state, history: atB.history });
    });
  });

  it('an accord is ratified once', async () => {
    const proposed = accordBetween(pair.b.partyId, pair.a.partyId);
    const secretary = await pair.b.officer('secretary', proposed.id);
    const {
      record: { id },
    } = await post(secretary, proposed);
    const answers = await times(5, () => secretary.post(`/api/v1/accords/${id}/steps`, { verb: 'ratify' }));
    expect(statuses(answers)).toEqual([201, 409, 409, 409, 409]);
    expect(await stepsHeld(id)).toBe(1);
  });

  it('an accord is suspended by both at once, and by each once', async () => {
    const path = `/api/v1/accords/${pair.accord}/steps`;
    const body = { verb: 'suspend', reason: 'A drill.' };
    const [atA, atB] = await Promise.all([
      times(3, () => pair.atA.post(path, body)),
      times(3, () => pair.atB.post(path, body)),
    ]);
    expect(statuses(atA)).toEqual([201, 409, 409]);
    expect(statuses(atB)).toEqual([201, 409, 409]);
    // Each lifts what its own node has in the feed by then.
    await eventually(async () => {
      for (const at of [pair.atA, pair.atB])
        expect((await accordAt(at, pair.accord)).parties.every(({ suspended }) => suspended !== null)).toBe(true);
    });
    for (const at of [pair.atA, pair.atB]) ok(await at.post(path, { verb: 'lift' }));
    await eventually(async () => {
      for (const at of [pair.atA, pair.atB]) expect((await accordAt(at, pair.accord)).state).toBe('in-force');
    });
  });
});

describe('The same record many times at once', () => {
  it('is held once under one id and time', async () => {
    const { record } = await post(pair.atA, commitment(pair.accord));
    const { id: _, ...rest } = record;
    const again = { ...rest, id: `commitment--${crypto.randomUUID()}` };
    expect(statuses(await times(5, () => pair.atA.post('/api/v1/records', again)))).toEqual([201, 409, 409, 409, 409]);
  });

  it('is revised forwards only, however many revise it', async () => {
    const { record } = await post(pair.atA, commitment(pair.accord));
    const revised = (n: number) => ({
      ...commitment(pair.accord),
      id: record.id,
      created: String(record['created']),
      title: `Revision ${n}`,
    });
    let n = 0;
    const answers = await times(6, () => pair.atA.post('/api/v1/records', revised(++n)));
    for (const { status } of answers) expect([201, 409]).toContain(status);
    const versions = await pair.a.running.db.transaction('node', (tx) =>
      tx.rows<{ modified: string }>(sql`select modified from store.record where id = ${record.id} order by seq`),
    );
    const modified = versions.map((row) => row.modified);
    expect(modified).toEqual(modified.toSorted());
    expect(new Set(modified).size).toBe(modified.length);
  });
});
