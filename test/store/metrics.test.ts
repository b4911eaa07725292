import { afterAll, beforeAll, expect, it } from 'vitest';
import { raw } from '../support/raw-http.ts';
import { accountsAt, type Accounts } from '../support/accounts.ts';
import { commitment } from '../support/accord.ts';
import { closeNodes, ok, twoNodes, type Pair } from '../support/two-nodes.ts';

let pair: Pair;
let at: Accounts;

beforeAll(async () => {
  pair = await twoNodes();
  at = await accountsAt(pair.a, pair.accord);
});
afterAll(closeNodes);

const scrape = async (): Promise<string> => {
  const { status, text, headers } = await raw(at.url, { path: '/metrics', headers: at.bearer('administrator') });
  expect([status, headers['content-type']]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
  return text;
};

it('figures are given to who runs the node and to nobody else, in lines that a monitoring system reads', async () => {
  const title = 'Title that no figure tells 4c1e';
  ok(await pair.atA.post('/api/v1/records', commitment(pair.accord, { title })));
  for (const { running } of [pair.a, pair.b]) await running.worker.settle();
  await scrape(); // what is counted is counted once it was answered
  const text = await scrape();
  expect(text).toMatch(/^entente_requests_total\{operation="createRecord",status="201"\} [1-9]/m);
  expect(text).toMatch(/^entente_request_duration_seconds_bucket\{operation="createRecord",le="\+Inf"\} [1-9]/m);
  for (const name of [
    'entente_queue_length{queue="undecided"}',
    `entente_partner_lag_entries{partner="${pair.b.running.self.partyId}"}`,
    `entente_partner_silence_seconds{partner="${pair.b.running.self.partyId}"}`,
    'entente_feed_entries{feed="',
    'entente_pool_connections{state="awaited"}',
    'entente_event_loop_delay_seconds{quantile="0.99"}',
    'process_resident_memory_bytes ',
    'entente_job_failures_total{job="outbox"}',
  ])
    expect(text, name).toContain(name);
  const wrong = text
    .trimEnd()
    .split('\n')
    .filter((line) => !/^(# (HELP|TYPE) \w+ .+|\w+(\{(\w+="[^"\\]*",?)+\})? -?[\d.e+-]+)$/.test(line));
  expect(wrong).toEqual([]);
  for (const secret of [title, pair.accord, 'commitment--']) expect(text).not.toContain(secret);
  expect((await raw(at.url, { path: '/metrics' })).status).toBe(401);
  expect((await raw(at.url, { path: '/metrics', headers: at.bearer('secretary') })).status).toBe(403);
});
