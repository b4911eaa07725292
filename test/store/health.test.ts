import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HealthView } from '#contract/health.ts';
import { sql } from '#store/db.ts';
import { accountsAt, type Accounts } from '../support/accounts.ts';
import { closeNodes, twoNodes, type Pair } from '../support/two-nodes.ts';

let pair: Pair;
let at: Accounts;

beforeAll(async () => {
  pair = await twoNodes();
  at = await accountsAt(pair.a, pair.accord);
});
afterAll(closeNodes);

describe('the health of a node', () => {
  it('tells its administrator what waits, and what the background does', async () => {
    const ask = async () => {
      const answer = await fetch(`${at.url}/api/v1/node/health`, { headers: at.bearer('administrator') });
      expect(answer.status).toBe(200);
      return HealthView.parse(await answer.json());
    };
    const before = await ask();
    expect(before.loops.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['access-log', 'outbox', 'publish', 'purge']),
    );
    expect(before.databaseBytes).toBeGreaterThan(1_000_000);
    await pair.a.running.db.transaction('node', (tx) =>
      tx.run(sql`update store.feed set fault_name = 'fork', fault_detail = 'x', fault_at = now()`),
    );
    const after = await ask();
    expect(after.queues.quarantined).toBeGreaterThan(before.queues.quarantined);
  });
});
