import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '#kernel/json/types.ts';
import { accountsAt, type Accounts } from '../support/accounts.ts';
import { accordBetween, commitment, indicator } from '../support/accord.ts';
import { fuzzEndpoints } from '../support/fuzz-endpoints.ts';
import { pairInsider } from '../support/hostile-requests.ts';
import { raw } from '../support/raw-http.ts';
import { watchRoutes } from '../support/routes.ts';
import { closeNodes, twoNodes, type Pair } from '../support/two-nodes.ts';

// `npm run soak:fuzz` runs this for longer, with another seed.
const SEED = Number(process.env['FUZZ_SEED'] ?? 1);
const SECONDS = Number(process.env['FUZZ_SECONDS'] ?? 5);
const REPORT = process.env['FUZZ_REPORT'];

const watched = watchRoutes();
let pair: Pair;
let accounts: Accounts;
let held: string;

beforeAll(async () => {
  pair = await twoNodes();
  accounts = await accountsAt(pair.a, pair.accord);
  const headers = { ...accounts.bearer('secretary'), 'content-type': 'application/json' };
  const body = JSON.stringify(commitment(pair.accord));
  const made = await raw(accounts.url, { method: 'POST', path: '/api/v1/records', headers, body });
  held = (JSON.parse(made.text) as { record: { id: string } }).record.id;
});
afterAll(async () => {
  watched.stop();
  await closeNodes();
});

it(
  'Whatever is sent to any route: an answer below 500 in our form, nothing of the inside, nothing written, no stall, no growth',
  async () => {
    const routes = watched.routes();
    expect(routes.length).toBeGreaterThan(25);
    const { url } = accounts;
    const card = JSON.parse(
      (await raw(url, { path: '/api/v1/card', headers: accounts.bearer('administrator') })).text,
    ) as JsonObject;
    const { accord } = pair;
    const tally = await fuzzEndpoints(
      {
        node: pair.a,
        routes,
        insider: await pairInsider(pair.a),
        known: {
          bearer: accounts.bearer,
          ids: [accord, held, pair.a.partyId, pair.b.partyId, accord.slice(-36), '1', 'charter'],
          bodies: {
            '/api/v1/records': [commitment(accord), indicator(accord), accordBetween(pair.a.partyId, pair.b.partyId)],
            '/api/v1/records/:id/steps': [{ verb: 'accept' }, { verb: 'report', evidence: 'a', reason: 'b' }],
            '/api/v1/accords/:id/steps': [{ verb: 'ratify', modified: '2026-01-01T00:00:00.000Z' }],
            '/api/v1/exports': [
              { accord, purpose: 'audit' },
              { accord, records: [held], withhold: ['title'], purpose: 'a', to: 'b' },
            ],
            '/api/v1/partners': [card],
            '/api/v1/statements': [{ text: 'Both sides agreed to meet annually.' }],
            '/api/v1/statement-desk': [
              { accord, statements: [{ text: 'Both sides agreed to meet annually.', side: 'a' }] },
            ],
            '/api/v1/statement-desk/:id/decisions': [
              { version: 1, decisions: [{ decision: 'rejected', item: accord.slice(-36) }] },
              {
                version: 2,
                decisions: [{ decision: 'added', type: 'events', values: { start: 0, end: 4, name: 'a' } }],
              },
            ],
            '/api/v1/statement-desk/:id/details': [{ version: 1, sides: { A: { names: ['a'], party: null } } }],
            '/api/v1/statement-desk/sets': [{ kind: 'pair', statements: [accord.slice(-36), held.slice(-36)] }],
            '/federation/v1/cosignatures': [{ origin: 'entente.v1/a', line: '\u2014 a AAAA' }],
            '/federation/v1/wake': [{}],
          },
        },
      },
      SEED,
      SECONDS * 1000,
    );
    if (REPORT !== undefined) writeFileSync(REPORT, JSON.stringify({ ...tally, said: pair.a.said.slice(0, 20) }));
    expect(tally.findings).toEqual([]);
    expect(tally.requests).toBeGreaterThan(20);
    // Both what is refused at the door and what gets further.
    expect(Object.keys(tally.byStatus)).toEqual(expect.arrayContaining(['200', '401', '404']));
    expect(tally.grownBytes).toBeLessThan(64 * 1024 * 1024);
  },
  SECONDS * 1000 + 300_000,
);
