import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sha256, toBase64, utf8 } from '#platform';
import { dossierVerifier, verifyDossier } from '#kernel/dossier/verify.ts';
import { TLP_IDS } from '#kernel/policy/markings.ts';
import { sql } from '#store/db.ts';
import { commitment, indicator } from '../support/accord.ts';
import {
  closeNodes,
  eventually,
  feedAt,
  ok,
  post,
  recordAt,
  twoNodes,
  type Answer,
  type Officer,
  type Pair,
} from '../support/two-nodes.ts';

const SECOND = join(import.meta.dirname, '../conformance/second-implementation.mjs');

let pair: Pair;
let kept: string;
let other: string;

beforeAll(async () => {
  pair = await twoNodes({ changes: { object_marking_refs: [TLP_IDS.green] } });
  const { atA, atB, accord } = pair;
  kept = (await post(atA, commitment(accord))).record.id;
  other = (await post(atA, commitment(accord, { title: 'Open a second office' }))).record.id;
  await eventually(() => recordAt(atB, other));
  ok(await atB.post(`/api/v1/records/${kept}/steps`, { verb: 'accept' }));
  ok(await atB.post(`/api/v1/records/${other}/steps`, { verb: 'dispute', reason: 'No such office.' }));
  for (const [id, state] of [
    [kept, 'accepted'],
    [other, 'disputed'],
  ] as const)
    await eventually(async () => expect((await recordAt(atA, id)).state).toBe(state));
  for (const at of [atA, atB]) {
    await eventually(async () => {
      const { size, cosigned } = await feedAt(at, 'secretariat', 'ours');
      expect(cosigned?.size).toBe(size);
    });
  }
});
afterAll(closeNodes);

type Access = { token: string; query: string; purpose: string; count: number; digest: string; disclosed_to: string };
const accessLog = () =>
  pair.a.running.db.transaction('node', (tx) =>
    tx.rows<Access>(sql`select * from oversight.access where outcome = 'answered' order by id`),
  );
const ask = (at: Officer, more: object = {}): Promise<Answer<string>> =>
  at.post<string>('/api/v1/exports', { accord: pair.accord, purpose: 'yearly review', to: 'the auditor', ...more });
const fingerprints = () => [pair.a.running.fingerprint, pair.b.running.fingerprint];

test('a verifier that shares no code with the product says the same of either party’s dossier', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'entente-dossier-'));
  const path = join(folder, 'dossier');
  const exitOf = (trust: readonly string[]) => spawnSync(process.execPath, [SECOND, 'verify', path, ...trust]).status;
  for (const at of [pair.atA, pair.atB]) {
    await writeFile(path, ok(await ask(at)));
    expect([exitOf(fingerprints()), exitOf([])]).toEqual([0, 2]);
    await writeFile(path, ok(await ask(at, { records: [kept] })).replace('three months', 'four months'));
    expect(exitOf(fingerprints())).toBe(1);
  }
  await rm(folder, { recursive: true });
});

test('either party’s dossier verifies: 0 with both fingerprints, 2 without, 1 with a flipped byte', async () => {
  for (const at of [pair.atA, pair.atB]) {
    const bytes = utf8(ok(await ask(at)));
    const { exit, faults, lines } = verifyDossier(bytes, fingerprints());
    expect({ exit, faults }).toEqual({ exit: 0, faults: [] });
    expect(lines.filter((line) => line.includes('complete feed')).length).toBe(4);
    expect(verifyDossier(bytes, []).exit).toBe(2);
    expect(verifyDossier(bytes, fingerprints().slice(0, 1)).exit).toBe(2);
    const changed = bytes.slice();
    changed[bytes.length >> 1]! ^= 1;
    expect(verifyDossier(changed, fingerprints()).exit).toBe(1);
  }
});

test('a chosen record gives a selected dossier with the steps on it, and no other record', async () => {
  const text = ok(await ask(pair.atA, { records: [kept] }));
  expect(text).toContain(kept);
  expect(text).not.toContain(other);
  const { exit, faults, lines } = verifyDossier(utf8(text), fingerprints());
  expect({ exit, faults }).toEqual({ exit: 0, faults: [] });
  expect(lines.some((line) => line.includes('selected'))).toBe(true);
  expect(text).toContain('"verb":"accept"');
});

test('a chosen record hides every other, the accord too, and shows what the partner’s receipts say of it', async () => {
  const text = ok(await ask(pair.atA, { records: [kept] }));
  for (const hidden of [other, 'Accord of the two harbours', '"verb":"ratify"', '"verb":"dispute"', 'No such office.'])
    expect(text).not.toContain(hidden);
  const verifier = dossierVerifier(fingerprints());
  verifier.take(utf8(text));
  expect(verifier.finish().exit).toBe(0);
  const { feeds } = verifier.account();
  expect(feeds.map(({ origin }) => origin.channel)).toEqual(['secretariat', 'secretariat']);
  const kinds = feeds.flatMap(({ rows }) => rows).map(({ entry }) => entry.kind);
  expect(kinds.filter((kind) => kind === 'record')).toHaveLength(2);
  expect(kinds).toContain('receipt');
  expect(ok(await ask(pair.atA, { records: [pair.accord] }))).toContain('Accord of the two harbours');
});

test('a property is withheld with the part that it stands in, and the rest still proves itself', async () => {
  const { atA, accord } = pair;
  const { record } = await post(
    atA,
    indicator(accord, {
      description: 'how it was found',
      indicator_types: ['malicious-activity'],
      granular_markings: [{ marking_ref: TLP_IDS.green, selectors: ['description', 'indicator_types'] }],
    }),
  );
  await eventually(async () => expect((await recordAt(atA, record.id)).feed).not.toBeNull());
  const whole = ok(await ask(atA, { records: [record.id] }));
  expect(whole).toContain('how it was found');
  for (const property of ['description', 'indicator_types']) {
    const text = ok(await ask(atA, { records: [record.id], withhold: [property] }));
    expect(text).not.toContain('how it was found');
    expect(text).not.toContain('malicious-activity');
    expect(text).toContain('lure.example');
    const { exit, faults, lines } = verifyDossier(utf8(text), fingerprints());
    expect({ exit, faults }).toEqual({ exit: 0, faults: [] });
    expect(lines.join('\n')).toContain(
      `indicator ${record.id}, version ${String(record['modified'])}, 1 of 2 parts withheld`,
    );
  }
  expect(JSON.parse((await accessLog()).at(-1)!.query)).toMatchObject({ withhold: ['indicator_types'] });
});

test('what stands in part 0, is not there, or goes with no record cannot be withheld, and nothing is given', async () => {
  const before = (await accessLog()).length;
  const refusal = async (more: object) => {
    const { status, text } = await ask(pair.atA, more);
    expect(status).toBe(422);
    return text;
  };
  expect(await refusal({ records: [kept], withhold: ['title'] })).toContain(
    `title of ${kept} cannot be withheld: its author gave it no marking of its own, so it stands in part 0`,
  );
  expect(await refusal({ records: [kept], withhold: ['verb'] })).toContain('verb of step--');
  expect(await refusal({ records: [kept], withhold: ['no_such'] })).toContain('has a property no_such');
  expect(await refusal({ withhold: ['title'] })).toContain('name them');
  expect((await accessLog()).length).toBe(before);
});

test('what the reader may not see is in the dossier as a hash only, and it verifies all the same', async () => {
  const { a, atA, accord } = pair;
  const marked = {
    description: 'for the few',
    granular_markings: [{ marking_ref: TLP_IDS.amber, selectors: ['description'] }],
  };
  const { record } = await post(atA, indicator(accord, marked));
  await eventually(async () => expect((await recordAt(atA, record.id)).feed).not.toBeNull());
  for (const [tlp, isShown] of [
    ['amber', true],
    ['green', false],
  ] as const) {
    const auditor = await a.officer('oversight', accord, { tlp });
    for (const chosen of [{}, { records: [record.id] }]) {
      const text = ok(await ask(auditor, chosen));
      expect(text).toContain(record.id);
      expect(text.includes('for the few')).toBe(isShown);
      expect(verifyDossier(utf8(text), fingerprints())).toMatchObject({ exit: 0, faults: [] });
    }
  }
  const auditor = await a.officer('oversight', accord, { tlp: 'green' });
  expect(ok(await ask(auditor))).not.toContain(kept);
  expect((await ask(auditor, { records: [kept] })).status).toBe(404);
});

test('the access entry says who took what, why and for whom', async () => {
  const before = (await accessLog()).length;
  ok(await ask(pair.atA, { records: [kept] }));
  const entry = (await accessLog()).at(-1)!;
  expect((await accessLog()).length).toBe(before + 1);
  expect(entry).toMatchObject({ token: 'test', purpose: 'yearly review', disclosed_to: 'the auditor' });
  expect(JSON.parse(entry.query)).toEqual({ export: pair.accord, records: [kept] });
  expect(entry.count).toBeGreaterThanOrEqual(2);
  expect(entry.digest).toHaveLength(toBase64(sha256()).length);
});

test('the access entry is committed before the answer: while it cannot be written, nothing is given', async () => {
  const { db } = pair.a.running;
  const before = (await accessLog()).length;
  let answered = false;
  let asked: Promise<unknown> = Promise.resolve();
  const holder = new pg.Client(pair.a.database.ownerUrl);
  await holder.connect();
  try {
    await holder.query('begin');
    await holder.query('lock table oversight.access in share mode');
    asked = ask(pair.atA).then(() => (answered = true));
    await eventually(async () => {
      const { rows } = await holder.query(
        `select 1 from pg_locks where relation = 'oversight.access'::regclass and not granted`,
      );
      expect(rows).toHaveLength(1);
    });
    expect(answered).toBe(false);
    await holder.query('commit');
    await asked;
  } finally {
    await holder.end();
  }
  expect((await accessLog()).length).toBe(before + 1);
  const change = db.transaction('node', (tx) => tx.run(sql`delete from oversight.access`));
  await expect(change).rejects.toThrow('permission denied');
});

test('secretary and oversight may export; others may not, and nothing is logged or given', async () => {
  const { a, accord } = pair;
  expect((await ask(await a.officer('oversight', accord))).status).toBe(200);
  const before = (await accessLog()).length;
  for (const role of ['liaison-officer', 'analyst', 'administrator', 'minister-office'] as const)
    expect((await ask(await a.officer(role, accord))).status).toBe(403);
  expect((await ask(await a.officer('secretary', null))).status).toBe(404);
  expect((await ask(pair.atA, { records: [`commitment--00000000-0000-4000-8000-000000000000`] })).status).toBe(404);
  expect((await accessLog()).length).toBe(before);
});

test('a reader of other channels gets nothing of this one, not even its hashes', async () => {
  const { a, accord } = pair;
  const elsewhere = await a.officer('oversight', accord, { channels: ['elsewhere'] });
  const bytes = utf8(ok(await ask(elsewhere)));
  const { exit, lines } = verifyDossier(bytes, fingerprints());
  expect(exit).toBe(0);
  expect(lines.filter((line) => line.includes('complete feed')).length).toBe(2); // the charter, both ways
  expect(lines.some((line) => line.includes('secretariat'))).toBe(false);
  const there = await ask(elsewhere, { records: [kept] });
  const nowhere = await ask(elsewhere, { records: ['commitment--00000000-0000-4000-8000-000000000000'] });
  expect(there.status).toBe(404);
  expect(there.text.replace(kept, 'X')).toBe(
    nowhere.text.replace('commitment--00000000-0000-4000-8000-000000000000', 'X'),
  );
});
