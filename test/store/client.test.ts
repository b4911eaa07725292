import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest';
import type { RecordList, RecordView } from '#contract/records.ts';
import { addressOf, openClient, RequestFailed, type Client } from '#contract/client.ts';
import { commitment } from '../support/accord.ts';
import { closeNodes, twoNodes, type Pair } from '../support/two-nodes.ts';

let pair: Pair;
let ask: Client;
beforeAll(async () => {
  pair = await twoNodes();
  ask = openClient({ url: pair.a.running.url, fetch, token: pair.atA.token });
});
afterAll(closeNodes);

describe('The typed client', () => {
  it('drives a node by the names of operations, typed by its schemas', async () => {
    const { person, accords } = await ask('readSession');
    expect(person.name).not.toBe('');
    expect(accords.map(({ id }) => id)).toEqual([pair.accord]);
    const made = await ask('createRecord', { body: commitment(pair.accord), key: 'one' });
    expectTypeOf(made).toEqualTypeOf<RecordView>();
    const again = await ask('createRecord', { body: commitment(pair.accord), key: 'one' });
    expect(again.record['id']).toBe(made.record['id']);
    const id = String(made.record['id']);
    expect((await ask('readRecord', { params: { id } })).c).toBe(made.c);
    const list = await ask('listRecords', { query: { accord: pair.accord, type: 'commitment' } });
    expectTypeOf(list).toEqualTypeOf<RecordList>();
    expect(list.records.map(({ record }) => record['id'])).toContain(id);
    // @ts-expect-error: an operation that there is not
    await expect(ask('readNothing')).rejects.toThrow();
    // @ts-expect-error: its id is missing
    await expect(ask('readRecord', {})).rejects.toThrow('needs its id');
    // @ts-expect-error: no such parameter
    await expect(ask('listRecords', { query: { accrod: 'x' } })).rejects.toMatchObject({ status: 422 });
  });

  it('goes through a list to its end by its cursors', async () => {
    const title = (n: number) => `Of many: ${n}`;
    const made = Array.from({ length: 101 }, (_, n) =>
      ask('createRecord', { body: commitment(pair.accord, { title: title(n) }) }),
    );
    await Promise.all(made);
    const seen = new Set<unknown>();
    let cursor: string | undefined;
    do {
      const page = await ask('listRecords', { query: { type: 'commitment', cursor } });
      for (const { record } of page.records) seen.add(record['title']);
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    for (let n = 0; n < 101; n++) expect(seen).toContain(title(n));
  });

  it('gives bytes as the response that brings them, and refusals as problems', async () => {
    const dossier = await ask('createExport', { body: { accord: pair.accord, purpose: 'A test' } });
    expect((await dossier.text()).length).toBeGreaterThan(1000);
    const refused = await ask('readRecord', { params: { id: 'commitment--none/../x' } }).catch(
      (error: unknown) => error,
    );
    expect(refused).toBeInstanceOf(RequestFailed);
    expect(refused).toMatchObject({ status: 404, problem: { code: 'not-found', type: '/api/problems/not-found' } });
    const nobody = openClient({ url: 'http://127.0.0.1:1', fetch });
    await expect(nobody('readSession')).rejects.toMatchObject({ status: 0 });
    expect(addressOf('readRecord', { params: { id: 'a/b?c' } })).toBe('/api/v1/records/a%2Fb%3Fc');
  });
});
