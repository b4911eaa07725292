import { expect } from 'vitest';
import { sql } from '#store/db.ts';
import { checkFeeds } from '#store/doctor/check-feeds.ts';
import { stateBecomes } from './becomes.ts';
import { commitment, indicator } from './accord.ts';
import { putBack, type Kept } from './backups.ts';
import { eventually, ok, post, recordAt, testNode, type Pair, type TestNode } from './two-nodes.ts';

/** Everything that stands in the feeds of a node, and what it says: the same at both when nothing is missing. */
export const feedsAt = ({ running }: TestNode, accord: string) =>
  running.db.transaction('node', (tx) =>
    tx.rows(sql`
      select f.origin, e.idx, e.body, e.state, e.code, e.seen_size, r.id, r.modified, encode(r.c, 'hex') as c,
        (select string_agg(coalesce(p.body, encode(p.hash, 'hex')) || coalesce(encode(p.salt, 'hex'), ''), ' ' order by p.n) from store.record_part p where p.record = r.seq) as parts
      from store.entry e join store.feed f on f.id = e.feed left join store.record r on r.seq = e.record
      where f.accord = ${accord} order by f.origin, e.idx`),
  );
const faultsAt = ({ running }: TestNode) =>
  running.db.transaction('node', (tx) =>
    tx.rows(sql`select origin, fault_name from store.feed where fault_name is not null`),
  );
export const recoveryAt = ({ running }: TestNode) =>
  running.db.transaction('node', (tx) =>
    tx.rows<{ accord: string; got: number; ended: boolean; problem: string | null }>(
      sql`select accord, got, ended_at is not null as ended, problem from store.recovering order by accord`,
    ),
  );

export async function bothHoldTheSame(a: TestNode, b: TestNode, accord: string): Promise<void> {
  await eventually(async () => {
    for (const node of [a, b]) await node.running.worker.settle().catch(() => {});
    expect(await feedsAt(a, accord)).toEqual(await feedsAt(b, accord));
  });
  for (const node of [a, b]) {
    expect(await faultsAt(node)).toEqual([]);
    expect(await node.running.db.snapshot('node', checkFeeds)).toEqual([]);
  }
}

/** Traffic both ways, of which the last is at both. */
export async function traffic({ atA, atB, accord }: Pair, title: string): Promise<string> {
  const { record } = await post(atA, commitment(accord, { title }));
  await post(atA, indicator(accord, { name: title }));
  const theirs = await post(atB, commitment(accord, { title: `${title}, of B` }));
  await eventually(() => recordAt(atB, record.id));
  ok(await atB.post(`/api/v1/records/${record.id}/steps`, { verb: 'accept' }));
  await eventually(() => recordAt(atA, theirs.record.id));
  ok(await atA.post(`/api/v1/records/${theirs.record.id}/steps`, { verb: 'dispute', reason: 'Not so.' }));
  await stateBecomes(atA, record.id, 'accepted');
  await stateBecomes(atB, theirs.record.id, 'disputed');
  return record.id;
}

/** A is lost, and put back from the backup; its accounts and tokens are those of the backup. */
export async function lost(a: TestNode, from: Kept, pullEvery = 200): Promise<TestNode> {
  await a.stop();
  const place = await putBack(from);
  return testNode({
    name: 'Northern Harbour',
    pullEvery,
    as: { partyId: a.partyId, port: a.port, clock: a.clock, ...place },
  });
}
