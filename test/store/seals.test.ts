import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { switchOff, switchOn } from '#store/people/account.ts';
import type { SealView } from '#contract/seals.ts';
import { fromBase64Strict } from '#platform';
import {
  decryptHalf,
  encryptHalf,
  makeHolderKey,
  openSealed,
  sealText,
  type HolderKey,
} from '../../web/src/modules/oversight/sealing.ts';
import { closeNodes, ok, twoNodes, type Officer, type Pair } from '../support/two-nodes.ts';
import { WRAPPED } from '../support/wrapped-key.ts';

const WORDS = 'the roster of the quenchwort detail';
let pair: Pair;
let owner: Officer;
let keeper: Officer;
let auditor: Officer;
let superuser: Client;
let keeperKey: HolderKey;
let auditorKey: HolderKey;
let id: string;

beforeAll(async () => {
  pair = await twoNodes();
  owner = await pair.a.officer('dispatcher', pair.accord);
  keeper = await pair.a.officer('central-authority', pair.accord);
  auditor = await pair.a.officer('oversight', pair.accord);
  superuser = new Client(pair.a.database.superuserUrl ?? pair.a.database.ownerUrl);
  await superuser.connect();
  [keeperKey, auditorKey] = [await makeHolderKey(), await makeHolderKey()];
  id = randomUUID();
});
afterAll(async () => {
  await superuser.end();
  await closeNodes();
});

const put = (at: Officer, body: unknown): Promise<Response> =>
  at.ask('/api/v1/seal-keys', {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const personOf = async ({ publicKey }: HolderKey): Promise<string> =>
  (
    await superuser.query<{ person: string }>('select person from oversight.seal_key where public_key = $1', [
      publicKey,
    ])
  ).rows[0]!.person;
const read = async (at: Officer): Promise<SealView> => ok(await at.get<SealView>(`/api/v1/seals/${id}`));

test('what is sealed in a browser is ciphertext here, with a half for each side', async () => {
  for (const [at, { publicKey }] of [
    [keeper, keeperKey],
    [auditor, auditorKey],
  ] as const)
    expect((await put(at, { publicKey, wrapped: WRAPPED })).status).toBe(201);
  const { halves, ...sealed } = await sealText(id, WORDS, {
    keepers: [keeperKey.publicKey],
    overseers: [auditorKey.publicKey],
  });
  const oneSided = { ...sealed, label: 'roster', halves: [halves[0]!, halves[0]!] };
  expect((await owner.post('/api/v1/seals', oneSided)).status).toBe(422);
  expect((await owner.post('/api/v1/seals', { ...sealed, label: 'roster', halves })).status).toBe(201);
  expect((await owner.get(`/api/v1/seals/${id}`)).status).toBe(403);
});

test('it opens by both sides, for a reason, and is counted; the owner is told', async () => {
  const asked = ok(
    await keeper.post<SealView>(`/api/v1/seals/${id}/openings`, { reason: 'The detail did not report.' }),
  );
  const [opening] = asked.asked;
  expect((await keeper.post(`/api/v1/seal-openings/${opening!.id}/decision`, { why: 'own' })).status).toBe(403);
  const overseen = await read(auditor);
  const k2 = (await decryptHalf(overseen.half!, auditorKey, { id, side: 'oversight' }))!;
  const publicKey = overseen.asked[0]!.publicKey!;
  const half = await encryptHalf(k2, { id, side: 'oversight', publicKey });
  ok(await auditor.post(`/api/v1/seal-openings/${opening!.id}/decision`, { half }));
  expect((await auditor.post(`/api/v1/seal-openings/${opening!.id}/decision`, { half })).status).toBe(409);

  const opened = await read(keeper);
  expect(opened.openings).toBe(1);
  expect((await read(auditor)).asked[0]!.half).toBeNull();
  const keepers = (await decryptHalf(opened.half!, keeperKey, { id, side: 'keeper' }))!;
  const overseers = (await decryptHalf(opened.asked[0]!.half!, keeperKey, { id, side: 'oversight' }))!;
  expect(await openSealed({ ...opened, keeper: keepers, oversight: overseers })).toBe(WORDS);
  const { rows } = await superuser.query(`select persons from notices.notice where kind = 'seal-opened'`);
  expect(rows).toHaveLength(1);
});

test('who made the link by which one of the two came in does not decide, or ask, as the other', async () => {
  const asking = async () => {
    const { asked } = ok(await keeper.post<SealView>(`/api/v1/seals/${id}/openings`, { reason: 'once more' }));
    return asked.find(({ state }) => state === 'asked')!.id;
  };
  const refused = async (opening: string) => {
    const { status, body } = await auditor.post(`/api/v1/seal-openings/${opening}/decision`, { why: 'not now' });
    return [status, (body as { detail?: string }).detail];
  };
  const [asks, decides] = [await personOf(keeperKey), await personOf(auditorKey)];
  const setMaker = (of: string, by: string | null) =>
    superuser.query('update people.token set link_by = $2 where person_id = $1', [of, by]);
  const first = await asking();
  await setMaker(decides, asks);
  expect(await refused(first)).toEqual([403, expect.stringContaining('add a passkey or an authenticator')]);
  await superuser.query(
    `insert into people.totp (person_id, secret, created_at, confirmed_at) values ($1, 'x', now(), now())`,
    [decides],
  );
  expect(await refused(first)).toEqual([403, expect.stringContaining('does not speak as the other')]);
  await setMaker(decides, null);
  expect((await refused(first))[0]).toBe(200);
  await setMaker(asks, decides);
  const second = await asking();
  await setMaker(asks, null);
  expect((await refused(second))[0]).toBe(403);
});

test('one half, a wrong one, one of another seal or side, and changed ciphertext open nothing', async () => {
  const view = await read(keeper);
  const k1 = (await decryptHalf(view.half!, keeperKey, { id, side: 'keeper' }))!;
  const k2 = (await decryptHalf(view.asked[0]!.half!, keeperKey, { id, side: 'oversight' }))!;
  expect(await openSealed({ ...view, keeper: k1, oversight: k1 })).toBeUndefined();
  expect(await openSealed({ ...view, keeper: k1, oversight: new Uint8Array(32) })).toBeUndefined();
  expect(await openSealed({ ...view, keeper: k2, oversight: k1 })).toBeUndefined();
  expect(await openSealed({ ...view, id: randomUUID(), keeper: k1, oversight: k2 })).toBeUndefined();
  const bytes = fromBase64Strict(view.ciphertext);
  const ciphertext = Buffer.from(bytes.with(20, bytes[20]! ^ 1)).toString('base64');
  expect(await openSealed({ ...view, ciphertext, keeper: k1, oversight: k2 })).toBeUndefined();
  expect(await decryptHalf(view.half!, auditorKey, { id, side: 'keeper' })).toBeUndefined();
  expect(await decryptHalf(view.half!, keeperKey, { id, side: 'oversight' })).toBeUndefined();
  expect(await decryptHalf(view.half!, keeperKey, { id: randomUUID(), side: 'keeper' })).toBeUndefined();
});

test('a half goes to a new holder of its side alone; whoever replaced a key holds none under the old one', async () => {
  const second = await pair.a.officer('central-authority', pair.accord);
  const secondKey = await makeHolderKey();
  expect((await put(second, { publicKey: secondKey.publicKey, wrapped: WRAPPED })).status).toBe(201);
  const view = await read(keeper);
  const k1 = (await decryptHalf(view.half!, keeperKey, { id, side: 'keeper' }))!;
  const half = await encryptHalf(k1, { id, side: 'keeper', publicKey: secondKey.publicKey });
  expect((await keeper.post(`/api/v1/seals/${id}/halves`, { publicKey: auditorKey.publicKey, half })).status).toBe(422);
  ok(await keeper.post(`/api/v1/seals/${id}/halves`, { publicKey: secondKey.publicKey, half }));
  const theirs = await read(second);
  expect(await decryptHalf(theirs.half!, secondKey, { id, side: 'keeper' })).toEqual(k1);

  expect((await put(keeper, { publicKey: (await makeHolderKey()).publicKey, wrapped: WRAPPED })).status).toBe(201);
  expect((await read(keeper)).half).toBeNull();
  expect((await keeper.post(`/api/v1/seals/${id}/openings`, { reason: 'again' })).status).toBe(404);
});

test('whose account ends holds no half from then on, also once it is switched on again', async () => {
  const third = await pair.a.officer('central-authority', pair.accord);
  const key = await makeHolderKey();
  expect((await put(third, { publicKey: key.publicKey, wrapped: WRAPPED })).status).toBe(201);
  const { rows: before } = await superuser.query<{ person: string }>(
    'select person from oversight.seal_key where public_key = $1 and until is null',
    [key.publicKey],
  );
  const half = { seal: id, publicKey: key.publicKey };
  await superuser.query('insert into oversight.seal_half (seal, public_key, half) values ($1, $2, $3)', [
    half.seal,
    half.publicKey,
    'x',
  ]);
  const { pool } = pair.a.running.db;
  await switchOff(pool, before[0]!.person, new Date(), 'of this test');
  await switchOn(pool, before[0]!.person);
  const left = await superuser.query(
    `select 1 from oversight.seal_half where public_key = $1
     union all select 1 from oversight.seal_key where public_key = $1 and until is null`,
    [key.publicKey],
  );
  expect(left.rows).toEqual([]);
});

test('the node has the words nowhere: not in its database, not in what it said', async () => {
  const { rows: tables } = await superuser.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  );
  expect(tables.length).toBeGreaterThan(30);
  for (const { name } of tables) {
    const { rows } = await superuser.query(`select 1 from ${name} t where t::text like '%quenchwort%' limit 1`);
    expect(rows, name).toEqual([]);
  }
  expect(pair.a.said.join('\n')).not.toContain('quenchwort');
});
