import { afterAll, beforeAll, expect, test } from 'vitest';
import pg from 'pg';
import { utf8 } from '#platform';
import { verifyDossier } from '#kernel/dossier/verify.ts';
import { abandonRecovery } from '#store/abandon-recovery.ts';
import { admit, admitMany } from '#store/admit.ts';
import { recoveryReport } from '#store/recovery-report.ts';
import { openDb, sql } from '#store/db.ts';
import { PAGE_ENTRIES } from '#federation/wire.ts';
import { accordBecomes, deliveryBecomes } from '../support/becomes.ts';
import { commitment } from '../support/accord.ts';
import { backUp } from '../support/backups.ts';
import { bothHoldTheSame, lost, recoveryAt, traffic } from '../support/restored.ts';
import {
  closeNodes,
  eventually,
  feedAt,
  ok,
  post,
  reconnect,
  recordAt,
  twoNodes,
  type Pair,
} from '../support/two-nodes.ts';

let pair: Pair;
beforeAll(async () => {
  pair = await twoNodes();
  await traffic(pair, 'Before the backup');
});
afterAll(closeNodes);

test('a restored node that is lost again in the middle goes on where it was, and its dossier verifies', async () => {
  const { b, accord, atA } = pair;
  const from = await backUp(pair.a);
  const { running } = pair.a;
  const responsible = [pair.a.partyId, b.partyId];
  await running.db.transaction('node', (tx) =>
    admitMany(
      tx,
      running.self,
      Array.from({ length: PAGE_ENTRIES + 30 }, (_, i) => commitment(accord, { title: `Number ${i}`, responsible })),
    ),
  );
  await traffic(pair, 'After many');
  await bothHoldTheSame(pair.a, b, accord);
  await b.stop();
  const a = await lost(pair.a, from);
  pair = { ...pair, a };
  const superuser = new pg.Client(a.database.superuserUrl);
  await superuser.connect();
  let pages = 0;
  a.wire.before = async (url) => {
    if (!url.includes('/held/') || !url.includes('/secretariat/') || (pages += 1) < 2) return;
    // All that is open breaks, as when a process is killed.
    await superuser.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
    a.wire.cut = true;
  };
  await b.start();
  reconnect(pair);
  await eventually(() => expect(a.wire.cut).toBe(true));
  await a.stop();
  await superuser.end();
  a.wire.before = undefined;
  a.wire.cut = false;
  await a.start();
  expect(await recoveryAt(a)).toMatchObject([{ accord, ended: false }]);
  reconnect(pair);
  await eventually(async () => expect(await recoveryAt(a)).toMatchObject([{ ended: true, problem: null }]));
  expect(pages).toBeGreaterThanOrEqual(2);
  await bothHoldTheSame(a, b, accord);
  await traffic(pair, 'After the restore');
  await bothHoldTheSame(a, b, accord);

  const dossier = ok(await atA.post<string>('/api/v1/exports', { accord, purpose: 'proof' }));
  const trusted = [a, b].map(({ running: node }) => node.fingerprint);
  const { exit, faults } = verifyDossier(utf8(dossier), trusted);
  expect({ exit, faults }).toEqual({ exit: 0, faults: [] });
});

test('what was queued in the backup and published after it is matched, not doubled, and not signed anew', async () => {
  const { b, accord } = pair;
  const { self } = pair.a.running;
  await pair.a.stop();
  const db = openDb(pair.a.database.appUrl);
  const responsible = [pair.a.partyId, b.partyId];
  const { id } = await db.transaction('node', (tx) =>
    admit(tx, self, commitment(accord, { title: 'Queued', responsible })),
  );
  await db.close();
  const from = await backUp(pair.a);
  await pair.a.start();
  await eventually(() => recordAt(pair.atB, id));
  await bothHoldTheSame(pair.a, b, accord);
  await b.stop();
  const a = await lost(pair.a, from);
  pair = { ...pair, a };
  await a.running.worker.settle().catch(() => {});
  const queued = await a.running.db.transaction('node', (tx) =>
    tx.rows(sql`select outcome, idx from store.release l join store.record r on r.seq = l.record where r.id = ${id}`),
  );
  expect(queued).toEqual([{ outcome: 'queued', idx: null }]);
  await b.start();
  reconnect(pair);
  await eventually(async () => expect(await recoveryAt(a)).toMatchObject([{ ended: true, problem: null }]));
  await bothHoldTheSame(a, b, accord);
  expect((await recordAt(pair.atA, id)).delivery[0]!.state).toBe('stored');
});

test('what the partner never had is gone, and what is published in its place is no fork', async () => {
  const { b, atA, atB, accord } = pair;
  const from = await backUp(pair.a);
  await b.stop();
  const never = (await post(atA, commitment(accord, { title: 'Never arrived' }))).record.id;
  await deliveryBecomes(atA, never, 'sent');
  const a = await lost(pair.a, from);
  pair = { ...pair, a };
  await b.start();
  reconnect(pair);
  await eventually(async () => expect(await recoveryAt(a)).toMatchObject([{ ended: true, problem: null }]));
  expect((await atA.get(`/api/v1/records/${never}`)).status).toBe(404);
  const instead = (await post(atA, commitment(accord, { title: 'In its place' }))).record.id;
  await eventually(() => recordAt(atB, instead));
  await bothHoldTheSame(a, b, accord);
});

test('what it had refused as the accord was suspended is taken again in front of the step that binds it', async () => {
  const { b, atA, atB, accord } = pair;
  const from = await backUp(pair.a);
  pair.a.wire.cut = true;
  const { id } = (await post(atB, commitment(accord, { title: 'Crossed by a suspension' }))).record;
  await deliveryBecomes(atB, id, 'sent');
  ok(await atB.post(`/api/v1/accords/${accord}/steps`, { verb: 'suspend' }));
  await b.running.worker.settle();
  reconnect(pair);
  await deliveryBecomes(atB, id, 'refused');
  pair.a.wire.cut = true;
  ok(await atB.post(`/api/v1/accords/${accord}/steps`, { verb: 'lift' }));
  await accordBecomes(atB, accord, 'in-force');
  ok(await atB.post(`/api/v1/records/${id}/steps`, { verb: 'supersede' }));
  const a = await lost(pair.a, from);
  pair = { ...pair, a };
  reconnect(pair);
  await eventually(async () => expect(await recoveryAt(a)).toMatchObject([{ ended: true, problem: null }]));
  await deliveryBecomes(atB, id, 'stored');
  await bothHoldTheSame(a, b, accord);
  expect((await recordAt(atA, id)).state).toBe('superseded');
});

test('a partner that cannot return it is given up: a new epoch begins after what it holds, and the lost are listed', async () => {
  const { b, atA, atB, accord } = pair;
  const before = (await feedAt(atA, 'secretariat', 'ours')).size;
  const from = await backUp(pair.a);
  await traffic(pair, 'To be lost');
  await bothHoldTheSame(pair.a, b, accord);
  const held = (await feedAt(atA, 'secretariat', 'ours')).size;
  await b.running.db.transaction('node', (tx) =>
    tx.run(sql`
      update store.entry set body = body || ' '
      where idx = ${before} and feed = (select id from store.feed where not is_ours and accord = ${accord} and channel = 'secretariat')`),
  );
  const a = await lost(pair.a, from);
  pair = { ...pair, a };
  await eventually(async () =>
    expect(await recoveryAt(a)).toMatchObject([{ ended: false, problem: expect.stringContaining('changed-entry') }]),
  );
  const abandoned = await a.running.db.transaction('node', (tx) =>
    abandonRecovery(tx, { partner: b.partyId, accord, at: new Date() }),
  );
  expect(abandoned).toEqual([accord]);
  await eventually(async () => expect(await recoveryAt(a)).toMatchObject([{ ended: true }]));
  const report = await a.running.db.transaction('node', recoveryReport);
  expect(report.lost.filter(({ origin }) => origin.includes('/secretariat/')).map(({ index }) => index)).toEqual(
    Array.from({ length: held - before }, (_, i) => before + i),
  );
  const instead = (await post(atA, commitment(accord, { title: 'In the new epoch' }))).record.id;
  await eventually(() => recordAt(atB, instead));
  expect((await feedAt(atB, 'secretariat', 'theirs')).fault).toBeNull();
  const theirs = (await post(atB, commitment(accord, { title: 'And the other way' }))).record.id;
  await eventually(() => recordAt(atA, theirs));
  await deliveryBecomes(atA, instead, 'stored');
});
