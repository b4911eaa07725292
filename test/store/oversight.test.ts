import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AccessHead, AccessList, Proof } from '#contract/oversight.ts';
import { ed25519PublicKey, fromBase64Strict, sha256, toBase64 } from '#platform';
import { checkAdvance } from '#kernel/log/extend.ts';
import { cosign } from '#kernel/log/cosignature.ts';
import { fingerprint } from '#kernel/log/fingerprint.ts';
import { formatNote, parseNote } from '#kernel/log/note.ts';
import { parseCheckpoint } from '#kernel/log/checkpoint.ts';
import { accessVerifier, oversightKey } from '#kernel/log/verify-access.ts';
import { permissionsOf } from '#api/permissions.ts';
import { commitment } from '../support/accord.ts';
import { closeNodes, eventually, ok, post, recordAt, twoNodes, type Officer, type Pair } from '../support/two-nodes.ts';

let pair: Pair;
let auditor: Officer;
let analyst: Officer;
let administrator: Officer;
let owner: Client;
let ids: string[];
let party: string;

beforeAll(async () => {
  pair = await twoNodes();
  auditor = await pair.a.officer('oversight', pair.accord);
  analyst = await pair.a.officer('analyst', pair.accord, { tlp: 'green' });
  administrator = await pair.a.officer('administrator', null);
  ids = [];
  for (let i = 0; i < 3; i++) ids.push((await post(pair.atA, commitment(pair.accord))).record.id);
  owner = new Client(pair.a.database.ownerUrl);
  await owner.connect();
  party = pair.a.partyId.slice('identity--'.length);
});
afterAll(async () => {
  await owner.end();
  await closeNodes();
});

const PATH = '/api/v1/oversight';
const headAt = async (at = auditor) => ok(await at.get<AccessHead>(`${PATH}/log`));
async function search(query: Record<string, string>): Promise<AccessList['accesses']> {
  await headAt(); // gives everything its place
  return ok(await auditor.get<AccessList>(`${PATH}/accesses?${new URLSearchParams(query).toString()}`)).accesses;
}
const json = (method: string, body: unknown): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

test('oversight finds a reading by record, also where a list told of it, and by person, purpose, kind and words', async () => {
  await recordAt(pair.atA, ids[0]!);
  ok(await pair.atA.get('/api/v1/records?type=commitment'));
  const headers = { 'entente-purpose': encodeURIComponent('case 17/4 – identification') };
  expect((await pair.atA.ask(`/api/v1/records/${ids[1]!}`, { headers })).status).toBe(200);

  const ofFirst = await search({ record: ids[0]! });
  expect(ofFirst.map(({ asked }) => asked)).toEqual([
    'GET /api/v1/records?type=commitment',
    `GET /api/v1/records/${ids[0]!}`,
    'POST /api/v1/records',
  ]);
  expect(await search({ record: 'commitment--00000000-0000-4000-8000-000000000000' })).toEqual([]);
  const [withPurpose] = await search({ purpose: 'case 17/4 – identification' });
  expect(withPurpose).toMatchObject({ kind: 'read', outcome: 'answered', asked: `GET /api/v1/records/${ids[1]!}` });
  const person = withPurpose!.person!;
  expect(person.name).toEqual(expect.any(String));
  expect((await search({ person: person.id, kind: 'read' })).map(({ person: who }) => who?.id)).not.toContain(
    undefined,
  );
  const written = await search({ person: person.id, kind: 'write' });
  expect(written.map(({ asked }) => asked)).toContain('POST /api/v1/records');
  expect(await search({ asked: '?type=commitment', person: person.id })).toHaveLength(1);
  expect(await search({ from: new Date(Date.now() + 60_000).toISOString() })).toEqual([]);
  expect(await search({ to: new Date(Date.now() - 3_600_000).toISOString() })).toEqual([]);
});

test('who was refused is there too: what they may not do, and what is not there for them', async () => {
  expect((await analyst.get(`/api/v1/records/${ids[2]!}`)).status).toBe(404);
  expect((await analyst.get(`${PATH}/accesses`)).status).toBe(403);
  const refused = await search({ outcome: 'refused' });
  expect(refused.map(({ asked }) => asked).slice(0, 2)).toEqual([
    `GET ${PATH}/accesses`,
    `GET /api/v1/records/${ids[2]!}`,
  ]);
  expect(new Set(refused.map(({ count }) => count))).toEqual(new Set([0]));
});

test('the log is read page by page, and each entry has its number', async () => {
  for (let i = 0; i < 130; i += 26)
    await Promise.all(Array.from({ length: 26 }, () => pair.atA.get(`/api/v1/records/${ids[0]!}?`)));
  const { size } = await headAt();
  const numbers: number[] = [];
  for (let next: string | null = ''; next !== null;) {
    const cursor = next === '' ? '' : `?cursor=${encodeURIComponent(next)}`;
    const page: AccessList = ok(await auditor.get<AccessList>(`${PATH}/accesses${cursor}`));
    expect(page.accesses.length).toBeLessThanOrEqual(100);
    numbers.push(...page.accesses.map(({ index }) => index));
    next = page.next;
  }
  expect(numbers.toSorted((a, b) => a - b).slice(0, size)).toEqual(Array.from({ length: size }, (_, i) => i));
  expect(numbers).toEqual(numbers.toSorted((a, b) => b - a));
});

test('everybody sees what is held of themselves, and of nobody else', async () => {
  ok(await analyst.get('/api/v1/records'));
  const own = await eventually(async () => {
    const { accesses } = ok(await analyst.get<AccessList>('/api/v1/own-accesses'));
    expect(accesses.map(({ asked }) => asked)).toContain('GET /api/v1/records');
    return accesses;
  });
  expect(new Set(own.map(({ person }) => person?.id)).size).toBe(1);
  expect((await analyst.get('/api/v1/own-accesses?person=x')).status).toBe(422);
});

const seed = sha256(Uint8Array.of(9));
const publicKey = ed25519PublicKey(seed);
const WRAPPED = {
  v: 1,
  kdf: 'pbkdf2-sha256',
  iterations: 600_000,
  salt: 'AAAAAAAAAAAAAAAAAAAAAA==',
  iv: 'AAAAAAAAAAAAAAAA',
  ciphertext: 'A'.repeat(64),
};

function cosigned(checkpoint: string): string {
  const { text, signatures } = parseNote(checkpoint);
  const line = cosign(text, 1_780_000_000, { key: oversightKey(party, publicKey), seed });
  return formatNote({ text, signatures: [...signatures, line] });
}

test('oversight cosigns with a key of its own, after it saw that the log goes on from what it cosigned before', async () => {
  const first = await headAt();
  expect(first).toMatchObject({ cosigned: null, cosigners: [] });
  const early = await auditor.post(`${PATH}/log/cosignatures`, { note: cosigned(first.checkpoint!) });
  expect(early.status).toBe(409);
  const registered = await auditor.ask(
    `${PATH}/cosigner`,
    json('PUT', { publicKey: toBase64(publicKey), wrapped: WRAPPED }),
  );
  expect(registered.status).toBe(201);
  expect((await auditor.post(`${PATH}/log/cosignatures`, { note: first.checkpoint! })).status).toBe(422);
  const after = ok(await auditor.post<AccessHead>(`${PATH}/log/cosignatures`, { note: cosigned(first.checkpoint!) }));
  expect(after.cosigned).toMatchObject({ size: first.size, key: toBase64(publicKey) });

  await recordAt(pair.atA, ids[0]!);
  const second = await headAt();
  expect(second.size).toBeGreaterThan(first.size);
  const proof = ok(await auditor.get<Proof>(`${PATH}/log/proof?from=${first.size}&size=${second.size}`));
  const { root: held } = parseCheckpoint(parseNote(first.checkpoint!).text);
  const fault = checkAdvance({ size: first.size, root: held }, parseCheckpoint(parseNote(second.checkpoint!).text), {
    ...proof,
    hashes: proof.hashes.map(fromBase64Strict),
  });
  expect(fault).toBeUndefined();
  ok(await auditor.post(`${PATH}/log/cosignatures`, { note: cosigned(second.checkpoint!) }));
});

test('a checkpoint of another history is not kept, whoever signed it', async () => {
  const head = await headAt();
  const root = toBase64(sha256(Uint8Array.of(1)));
  const text = `${head.origin}\n${head.size}\n${root}\n`;
  const line = cosign(text, 1_780_000_000, { key: oversightKey(party, publicKey), seed });
  const { signatures } = parseNote(head.checkpoint!);
  const note = formatNote({ text, signatures: [...signatures, line] });
  expect((await auditor.post(`${PATH}/log/cosignatures`, { note })).status).toBe(422);
});

const trust = (): string[] => [
  fingerprint(pair.a.partyId, pair.a.running.self.publicKey),
  fingerprint(pair.a.partyId, publicKey),
];
async function exported(query = ''): Promise<string[]> {
  const answer = await auditor.ask(`${PATH}/accesses/export${query}`);
  expect(answer.status).toBe(200);
  return (await answer.text()).split('\n').slice(0, -1);
}
function verdictOf(lines: readonly string[]) {
  const verifier = accessVerifier(trust());
  for (const line of lines) if (!verifier.take(line)) break;
  return verifier.finish();
}

test('what oversight exports holds offline; a hand in the database shows by the number of the line', async () => {
  const lines = await exported();
  const verdict = verdictOf(lines);
  expect(verdict).toMatchObject({ exit: 0, faults: [], shown: verdict.size });
  expect(verdict.cosignedSize).toBeGreaterThan(100);
  const some = verdictOf(await exported(`?record=${ids[1]!}`));
  expect(some).toMatchObject({ exit: 0, faults: [] });
  expect(some.shown).toBeLessThan(10);

  const { rows } = await owner.query<{ id: number }>('select id from oversight.access order by id offset 57 limit 1');
  await owner.query(`update oversight.access set person = 'somebody else' where id = $1`, [rows[0]!.id]);
  expect(verdictOf(await exported()).faults).toMatchObject([
    { index: 57, what: 'entry 57 is not the one that was logged' },
  ]);
});

test('oversight writes nothing but its keys, its signature and halves of seals, and nobody else cosigns', async () => {
  const writing = permissionsOf('oversight').filter((name) => !/\.(read|own)$/.test(name));
  expect(writing).toEqual(['exports.create', 'access.cosign', 'seals.hold']);
  for (const other of [analyst, administrator, pair.atA]) {
    expect((await other.get(`${PATH}/accesses`)).status).toBe(403);
    expect((await other.get(`${PATH}/log`)).status).toBe(403);
    expect((await other.ask(`${PATH}/accesses/export`)).status).toBe(403);
    expect(
      (await other.ask(`${PATH}/cosigner`, json('PUT', { publicKey: toBase64(publicKey), wrapped: WRAPPED }))).status,
    ).toBe(403);
  }
});
