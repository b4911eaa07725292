import { afterAll, beforeAll, expect, test } from 'vitest';
import { utf8 } from '#platform';
import { sql, type Sql } from '#store/db.ts';
import { checkFeeds } from '#store/doctor/check-feeds.ts';
import { INVARIANTS, type Finding, type Invariant } from '#store/doctor/finding.ts';
import { lockSequencer } from '#store/sequencer.ts';
import { areSound, deliveryBecomes } from '../support/becomes.ts';
import { commitment, indicator } from '../support/accord.ts';
import { upload } from '../support/files.ts';
import { plainSql } from '../support/plain-sql.ts';
import { closeNodes, eventually, post, recordAt, twoNodes, type Pair, type TestNode } from '../support/two-nodes.ts';

let pair: Pair;

beforeAll(async () => {
  pair = await twoNodes();
  const { accord, atA, atB } = pair;
  for (const at of [atA, atB]) {
    const { record } = await post(at, commitment(accord));
    await post(at, indicator(accord));
    const { record: paper } = await upload(at, utf8('a paper'), { accord });
    const other = at === atA ? atB : atA;
    await eventually(() => recordAt(other, record.id));
    await eventually(async () => expect((await recordAt(other, paper.id)).file?.state).toBe('whole'));
    await deliveryBecomes(at, record.id, 'stored');
  }
});
afterAll(closeNodes);

test('nothing is found at two nodes that work', async () => {
  await areSound(pair.a, pair.b);
});

test('a snapshot sees one moment and cannot write', async () => {
  const { db } = pair.a.running;
  await expect(db.snapshot('node', (tx) => tx.run(sql`delete from store.tile`))).rejects.toThrow(/read-only/);
});

class Undo extends Error {}

/** What is found after the change, which is taken back. */
async function foundAfter({ running }: TestNode, change: Sql): Promise<Finding[]> {
  let findings: Finding[] = [];
  const broken = running.db.transaction('node', async (tx) => {
    await lockSequencer(tx);
    expect(await tx.run(change)).toBeGreaterThan(0);
    findings = await checkFeeds(tx);
    throw new Undo();
  });
  await expect(broken).rejects.toThrow(Undo);
  return findings;
}

const OURS = `(select id from store.feed where is_ours and channel = 'secretariat')`;
const THEIRS = OURS.replace('is_ours', 'not is_ours');

/** Each breaks one thing in the database of A. */
const BROKEN: Readonly<Record<Invariant, readonly string[]>> = {
  'entries-gap-free': [
    `update store.entry set idx = 90 where feed = ${THEIRS} and idx = 0`,
    `update store.feed set size = size + 1 where id = ${THEIRS}`,
    `delete from store.entry where feed = ${THEIRS} and kind = 'receipt'`,
  ],
  'entries-well-formed': [
    `update store.entry set body = body || ' ' where feed = ${OURS} and idx = 0`,
    `update store.entry set seen_size = 77 where feed = ${OURS} and idx = 0`,
    `update store.entry set c = null where feed = ${OURS} and kind = 'record'`,
  ],
  'tree-of-entries': [
    `update store.tile set hashes = overlay(hashes placing '\\x00'::bytea from 5) where feed = ${OURS}`,
    `delete from store.tile where feed = ${THEIRS}`,
    `insert into store.tile (feed, level, idx, hashes) select ${OURS}, 0, 7, '\\x00'`,
    `update store.entry set body = replace(body, '"v":1', '"v":2') where feed = ${THEIRS} and idx = 0`,
  ],
  'checkpoint-signed': [
    `update store.feed set checkpoint = null where id = ${OURS}`,
    `update store.feed set checkpoint = (select checkpoint from store.feed where is_ours and channel = 'charter') where id = ${OURS}`,
    `update store.party_key set public_key = sha256('x') where party = (select id from store.party where is_self)`,
    `update store.feed set root = sha256('x') where id = ${OURS}`,
  ],
  'cosigned-note': [
    `update store.feed set cosigned_note = null where id = ${OURS} and cosigned_size > 0`,
    `update store.feed set cosigned_size = 0 where id = ${THEIRS} and cosigned_size > 0`,
    `update store.feed set cosigned_note = checkpoint where id = ${THEIRS} and cosigned_size > 0`,
  ],
  'seen-of-opposite': [
    `update store.tile set hashes = overlay(hashes placing '\\x00'::bytea from 5) where feed = ${OURS}`,
  ],
  'receipts-agree': [
    `update store.entry set state = 'refused', code = 'bad-record' where feed = ${OURS} and idx = 0`,
    `update store.feed set receipted_size = 0 where id = ${OURS}`,
    `update store.feed set receipted_size = size + 1 where id = ${THEIRS}`,
  ],
  'one-position': [
    `update store.release set idx = null where idx is not null`,
    `update store.release set idx = idx + 1 where idx is not null`,
    `update store.release set outcome = 'wait' where idx is not null`,
    `delete from store.release where idx is not null`,
    `update store.entry set record = null where feed = ${THEIRS} and kind = 'record'`,
    `update store.entry set record = (select max(record) from store.release where channel = 'secretariat') where feed = ${OURS} and kind = 'receipt'`,
  ],
  'entry-to-record': [
    `update store.entry set record = null where feed = ${THEIRS} and kind = 'record'`,
    `update store.record set c = sha256('x') where place = 'shared'`,
    `update store.entry set state = 'refused', code = 'bad-record' where feed = ${THEIRS} and kind = 'record'`,
  ],
  'refers-to-rows': [
    `update store.record set publisher = 'nobody' where place = 'shared'`,
    `update store.record set class = 0`,
    `update store.record_part set record = 900000000 + record`,
    `update store.record_part set class = 0`,
    `update store.release set record = 900000000 + record`,
    `update store.release set recipient = 'nobody'`,
    `update store.release set feed = 0 where feed is not null`,
    `update store.disclosure set recipient = 'nobody'`,
    `update store.entry set feed = feed + 900`,
    `update store.entry set record = 900000000 where kind = 'receipt'`,
  ],
  'disclosure-opens': [
    `delete from store.disclosure`,
    `update store.disclosure set body = replace(body, 'salt', 'sale')`,
    `update store.disclosure set body = '{'`,
  ],
  'record-commits': [
    `update store.record_part set body = replace(body, 'every', 'never') where body like '%every%'`,
    `delete from store.record_part where n = 0`,
    `update store.record_part set hash = sha256('x')`,
  ],
  'file-verifies': [
    `update store.file_chunk set body = overlay(body placing '\\x00'::bytea from 3)`,
    `update store.file_chunk set hash = sha256('x')`,
    `delete from store.file_chunk`,
    `update store.file set have = 2`,
    `update store.file set size = size + 1`,
    `update store.file set root = sha256('x')`,
    `delete from store.record_file`,
  ],
};

const cases = Object.entries(BROKEN).flatMap(([invariant, changes]) =>
  changes.map((change) => [invariant, change] as const),
);

test.each(cases)('%s is told: %s', async (invariant, change) => {
  const findings = await foundAfter(pair.a, plainSql(change));
  expect(findings.map((finding) => finding.invariant)).toContain(invariant);
  for (const { where, what } of findings) expect(`${where}: ${what}`).toMatch(/^[^\n]+$/);
});

test('every invariant is broken here', () => {
  expect(Object.keys(BROKEN).sort()).toEqual(Object.keys(INVARIANTS).sort());
  expect(Object.values(BROKEN).every((changes) => changes.length > 0)).toBe(true);
});
