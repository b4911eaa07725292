import { randomBytes } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { utf8 } from '#platform';
import { CHUNK_BYTES } from '#kernel/file/commitment.ts';
import type { DeskStatement } from '#contract/statement-desk.ts';
import { verifyDossier } from '#kernel/dossier/verify.ts';
import { TLP_IDS } from '#kernel/policy/markings.ts';
import { sql } from '#store/db.ts';
import { checkFeeds } from '#store/doctor/check-feeds.ts';
import { purge } from '../../src/cli/purge.ts';
import { stateBecomes } from '../support/becomes.ts';
import { commitment, indicator } from '../support/accord.ts';
import { backUp } from '../support/backups.ts';
import { upload } from '../support/files.ts';
import { decide, DESK, put, read, text as statementText, undertakings } from '../support/statement-desk.ts';
import { foundIn, spellings, type Needles } from '../support/grep-folder.ts';
import {
  closeNodes,
  eventually,
  ok,
  post,
  recordAt,
  twoNodes,
  type Pair,
  type TestNode,
} from '../support/two-nodes.ts';

let pair: Pair;
/** Short, so that nothing compresses them; of no other use, so that nothing else holds them. */
const marks: string[] = [];
const mark = (): string => {
  const made = `mk${randomBytes(6).toString('hex')}`;
  marks.push(made);
  return made;
};

beforeAll(async () => {
  pair = await twoNodes({ isWhole: true, upkeepEvery: 300 });
});
afterAll(closeNodes);

const nodes = (): TestNode[] => [pair.a, pair.b];

/** Secrets and salts, as each node has them. */
async function keysOf(ids: readonly string[]): Promise<[string, Uint8Array][]> {
  const found: [string, Uint8Array][] = [];
  for (const { running } of nodes()) {
    const rows = await running.db.transaction('node', (tx) =>
      tx.rows<{ secret: Uint8Array | null; salt: Uint8Array | null }>(sql`
        select r.secret, p.salt from store.record r join store.record_part p on p.record = r.seq where r.id = any (${ids})`),
    );
    for (const { secret, salt } of rows) {
      if (secret) found.push(...spellings('a secret', new Uint8Array(secret)));
      if (salt) found.push(...spellings('a salt', new Uint8Array(salt)));
    }
  }
  return found;
}

const dossierOf = async (node: TestNode): Promise<string> => {
  const at = await node.officer('secretary', pair.accord);
  return ok(await at.post<string>('/api/v1/exports', { accord: pair.accord, purpose: 'review', to: 'the auditor' }));
};

/** A text at the desk with a decision on it: content in each of its tables. */
async function reviewed(): Promise<DeskStatement> {
  const { atA, accord } = pair;
  const id = await put(atA, accord, { text: `${statementText()} ${mark()}`, title: mark(), source: { name: mark() } });
  const statement = await read(atA, id);
  const { id: item, values } = undertakings(statement)[0]!;
  const edited = { decision: 'edited' as const, item, values: { ...values, title: mark() }, reason: mark() };
  return ok(await decide(atA, statement, [edited]));
}

test('what was expunged is nowhere on either disk, nor in a backup, and stays away', async () => {
  const { a, b, atA, atB, accord } = pair;
  const promise = await post(atA, commitment(accord, { title: mark(), recurrence: mark(), theme: mark() }));
  const lure = await post(
    atA,
    indicator(accord, {
      name: mark(),
      description: mark(),
      pattern: `[domain-name:value = '${mark()}.example']`,
      object_marking_refs: [TLP_IDS.green],
      granular_markings: [
        { marking_ref: TLP_IDS.clear, selectors: ['description'] },
        { marking_ref: TLP_IDS.amber, selectors: ['x_berth'] },
      ],
      x_berth: mark(),
      labels: [mark()],
    }),
  );
  await eventually(() => recordAt(atB, lure.record.id));
  await eventually(() => recordAt(atB, promise.record.id));
  const reported = ok(
    await atB.post<{ step: { id: string } }>(`/api/v1/records/${promise.record.id}/steps`, {
      verb: 'accept',
      reason: mark(),
    }),
  ).step.id;
  await stateBecomes(atA, promise.record.id, 'accepted');
  const delivered = ok(
    await atA.post<{ step: { id: string } }>(`/api/v1/records/${promise.record.id}/steps`, {
      verb: 'report',
      evidence: mark(),
    }),
  ).step.id;
  const paper = randomBytes(CHUNK_BYTES + 1000);
  const { record: document } = await upload(atA, paper, { accord, name: mark() });
  await eventually(async () => expect((await recordAt(atB, document.id)).file).toMatchObject({ state: 'whole' }));
  const mine = [promise.record.id, lure.record.id, delivered, document.id];
  const all = [...mine, reported];
  await eventually(async () => {
    for (const id of mine) expect((await recordAt(atA, id)).delivery[0]!.state).toBe('stored');
    expect((await recordAt(atB, reported)).delivery[0]!.state).toBe('stored');
  });
  const statement = await reviewed();
  // What is refused was content as well.
  expect((await atA.post('/api/v1/records', indicator(accord, { valid_from: mark(), name: mark() }))).status).toBe(422);
  for (const node of nodes()) expect(await dossierOf(node)).toContain(marks[0]);
  const needles: Needles = new Map([
    ...marks.map((text): [string, Uint8Array] => [text, utf8(text)]),
    ...(await keysOf(all)),
    ['the file’s first chunk', paper.subarray(5000, 5032)],
    ['the file’s last chunk', paper.subarray(-32)],
  ]);
  // Also in the planner's samples, if any column of content were sampled.
  for (const { database } of nodes()) {
    const superuser = new pg.Client(database.superuserUrl);
    await superuser.connect();
    await superuser.query('analyze').finally(() => superuser.end());
  }
  // It can be found: as long as it is there.
  for (const { dataDir } of nodes()) expect((await foundIn(dataDir, needles)).length).toBeGreaterThan(needles.size / 3);

  for (const id of mine) ok(await atA.post(`/api/v1/records/${id}/recall`, { code: 'person-request' }));
  const { version } = statement;
  ok(await atA.post(`${DESK}/${statement.id}/withdraw`, { version, why: 'a mistake' }));
  ok(await atB.post(`/api/v1/records/${reported}/recall`, { code: 'error' }));
  await eventually(async () => {
    for (const id of mine) expect((await recordAt(atA, id)).delivery[0]!.state).toBe('expunged');
    expect((await recordAt(atB, reported)).delivery[0]!.state).toBe('expunged');
  });
  for (const { running } of nodes())
    await eventually(async () =>
      expect(
        await running.db.transaction('node', (tx) => tx.row(sql`select asked = done as ok, said from store.purge`)),
      ).toEqual({ ok: true, said: null }),
    );
  for (const node of nodes()) {
    expect(await foundIn(node.dataDir, needles)).toEqual([]);
    expect(node.said.filter((line) => marks.some((one) => line.includes(one)))).toEqual([]);
    const { file } = await backUp(node, new Date(), true);
    expect(await foundIn(dirname(file), needles)).toEqual([]);
  }

  // By hand, beside the running node.
  await writeFile(join(a.dataDir, 'party.json'), '{}');
  const stdout = new PassThrough();
  expect(await purge.run(['--data', a.dataDir], { stdin: new PassThrough(), stdout, stderr: stdout })).toBe(0);
  expect(String(stdout.read())).toContain('no longer on the disk');

  await Promise.all([a.stop(), b.stop()]);
  for (const { dataDir } of nodes()) expect(await foundIn(dataDir, needles)).toEqual([]);
  await Promise.all([a.start(), b.start()]);
  for (const node of nodes()) {
    await eventually(async () => expect(await node.running.db.snapshot('node', checkFeeds)).toEqual([]));
    const { exit, lines } = verifyDossier(utf8(await dossierOf(node)), [a.running.fingerprint, b.running.fingerprint]);
    expect(exit).toBe(0);
    expect(lines.filter((line) => line.includes('lawfully deleted, commitment held'))).toHaveLength(all.length);
    expect(await foundIn(node.dataDir, needles)).toEqual([]);
  }
});

test('what was kept of a traveller is on no disk once the visit is over: neither in words, nor sealed, nor its key', async () => {
  const { b, atA, atB, accord } = pair;
  const here = { en: 'Northern Harbour' };
  const day = '2999-05-04';
  const days = { from: day, until: day, time_zone: 'Etc/UTC' };
  const visit = (
    await post(atA, { type: 'visit', accord_ref: accord, title: here, place: here, kind: 'visit', ...days })
  ).record.id;
  await eventually(() => recordAt(atB, visit));
  ok(await atB.post(`/api/v1/records/${visit}/steps`, { verb: 'accept' }));
  const number = `ZZ${randomBytes(6).toString('hex')}`;
  const passport = { number, country: 'XX', expires: day };
  const traveller = { familyName: 'Traveller', born: '1980-02-03', nationality: 'XX', passport };
  ok(await atB.post(`/api/v1/visits/${visit}/credentials`, { purpose: 'visa', traveller }));
  const sealed = await b.running.db.transaction('node', (tx) =>
    tx.row<{ content: string }>(sql`select content from visits.credential`),
  );
  const keys = join(b.dataDir, 'visits');
  const [file = ''] = await readdir(keys);
  const needles: Needles = new Map([
    ['the number', utf8(number)],
    ['what is sealed', utf8(sealed!.content)],
    ...spellings('its key', new Uint8Array(await readFile(join(keys, file)))),
  ]);
  const before = await foundIn(b.dataDir, needles);
  expect(before.some((one) => one.startsWith('what is sealed in'))).toBe(true);
  expect(before.some((one) => one.startsWith('its key, raw in'))).toBe(true);
  expect(before.some((one) => one.startsWith('the number'))).toBe(false);
  ok(await atB.post(`/api/v1/records/${visit}/steps`, { verb: 'hold' }));
  await eventually(async () => {
    expect(await readdir(keys)).toEqual([]);
    const { db } = b.running;
    expect(
      await db.transaction('node', (tx) =>
        tx.row(
          sql`select asked = done as ok, (select count(*)::integer from visits.credential) as left from store.purge`,
        ),
      ),
    ).toEqual({ ok: true, left: 0 });
  });
  expect(await foundIn(b.dataDir, needles)).toEqual([]);
});
