import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FeedView } from '#contract/feeds.ts';
import { mayRead } from '#kernel/policy/rights.ts';
import { TLP_IDS } from '#kernel/policy/markings.ts';
import { classReader } from '#store/classes.ts';
import { openDb, refuseStrongRole, sql, type Scope } from '#store/db.ts';
import { newest, versionsOf } from '#store/records.ts';
import { createNode } from '../../src/node.ts';
import { commitment, indicator } from '../support/accord.ts';
import { template } from '../support/postgres.ts';
import {
  closeNodes,
  eventually,
  feedAt,
  ok,
  post,
  recordAt,
  twoNodes,
  type Officer,
  type Pair,
  type View,
} from '../support/two-nodes.ts';

const SECRET = 'the-eleventh-berth';

let pair: Pair;
/** An amber record of the secretariat, and one of the exchange that all members may see. */
let hidden: string;
let open: string;

beforeAll(async () => {
  pair = await twoNodes();
  hidden = (await post(pair.atA, commitment(pair.accord, { title: SECRET }))).record.id;
  open = (await post(pair.atA, indicator(pair.accord))).record.id;
  // At the partner they are records as well: what came in is shown no wider than what went out.
  for (const id of [hidden, open]) await eventually(() => recordAt(pair.atB, id));
  ok(await pair.atB.post(`/api/v1/records/${hidden}/steps`, { verb: 'dispute', reason: SECRET }));
  await eventually(async () => expect((await recordAt(pair.atA, hidden)).state).toBe('disputed'));
});
afterAll(closeNodes);

const readers: [string, string | null, View][] = [
  ['no member of the accord', null, {}],
  ['a member for another channel', 'member', { channels: ['charter', 'exchange'] }],
  ['a member up to a lower marking', 'member', { tlp: 'green' }],
];

describe.each(readers)('%s', (_, member, view) => {
  const both: Officer[] = [];
  beforeAll(async () => {
    for (const node of [pair.a, pair.b])
      both.push(await node.officer('analyst', member === null ? null : pair.accord, view));
  });

  test('sees nothing of the record in any list', async () => {
    const { accord } = pair;
    for (const at of both) {
      for (const path of [
        '/api/v1/records',
        '/api/v1/records?type=commitment',
        '/api/v1/records?type=step',
        `/api/v1/records?accord=${accord}`,
        '/api/v1/accords',
        '/api/v1/session',
        '/api/v1/feeds',
      ]) {
        const { status, text } = await at.get(path);
        expect(status).toBe(200);
        expect(text).not.toContain(hidden);
        expect(text).not.toContain(SECRET);
      }
    }
  });

  test('cannot tell the record from one that there is not', async () => {
    const absent = `commitment--${randomUUID()}`;
    for (const at of both) {
      for (const ask of [
        (id: string) => at.get(`/api/v1/records/${id}`),
        (id: string) => at.post(`/api/v1/records/${id}/steps`, { verb: 'accept' }),
      ]) {
        const there = await ask(hidden);
        const nowhere = await ask(absent);
        expect(there.status).toBe(404);
        expect(there.text.replaceAll(hidden, absent)).toBe(nowhere.text);
        expect(there.text).not.toContain(hidden);
      }
    }
  });

  test('finds in the feeds no name of what it may not see', async () => {
    for (const [at, secretary] of [
      [both[0]!, pair.atA],
      [both[1]!, pair.atB],
    ] as const) {
      const { feeds } = ok(await secretary.get<{ feeds: FeedView[] }>('/api/v1/feeds'));
      for (const { id } of feeds) {
        const { status, text } = await at.get(`/api/v1/feeds/${id}/entries`);
        expect([200, 404]).toContain(status);
        expect(text).not.toContain(hidden);
      }
      if (member === null) {
        expect(ok(await at.get('/api/v1/feeds'))).toEqual({ feeds: [], next: null });
        expect(ok(await at.get('/api/v1/accords'))).toEqual({ accords: [], next: null });
      }
    }
  });
});

test('a member for another channel has no door to the feed of this one', async () => {
  const at = await pair.a.officer('analyst', pair.accord, { channels: ['charter', 'exchange'] });
  const { id } = await feedAt(pair.atA, 'secretariat', 'ours');
  expect((await at.get(`/api/v1/feeds/${id}/entries`)).text).toBe((await at.get('/api/v1/feeds/999999/entries')).text);
  expect((await at.get(`/api/v1/records/${open}`)).status).toBe(200);
});

test('a member up to a lower marking sees what is below it, and a part above it as withheld', async () => {
  const { atA, accord, a } = pair;
  const at = await a.officer('analyst', accord, { tlp: 'green' });
  const made = await post(
    atA,
    indicator(accord, {
      description: SECRET,
      granular_markings: [{ marking_ref: TLP_IDS.amber, selectors: ['description'] }],
    }),
  );
  const seen = await recordAt(at, made.record.id);
  expect(seen).toMatchObject({ withheld: 1, c: made.c });
  expect(JSON.stringify(seen)).not.toContain(SECRET);
  expect(await recordAt(atA, made.record.id)).toMatchObject({ withheld: 0, record: { description: SECRET } });
});

test('the administrator runs the node and reads no content', async () => {
  const at = await pair.a.officer('administrator', pair.accord);
  for (const path of ['/api/v1/records', `/api/v1/records/${hidden}`, '/api/v1/accords'])
    expect((await at.get(path)).status).toBe(403);
  expect((await at.get('/api/v1/feeds')).text).not.toContain(SECRET);
});

describe('row-level security alone', () => {
  const everything = [
    sql`select id::text as one from store.record`,
    sql`select body as one from store.record_part`,
    sql`select body as one from store.disclosure`,
  ];
  const seenBy = async (scope: Scope): Promise<string> =>
    pair.a.running.db.transaction(scope, async (tx) => {
      const found: object[] = [];
      for (const statement of everything) found.push(await tx.rows(statement));
      return JSON.stringify(found);
    });

  async function greenClasses(): Promise<number[]> {
    const { accord, a } = pair;
    const grants = [{ action: 'records.read', family: 'common', scope: 'accord' }] as const;
    const reader = {
      seats: [{ accord, channels: '*' as const, tlp: 'green' as const, grants }],
      clearance: { tlp: 'red' as const, handling: [] },
      compartments: [],
      cases: [],
    };
    const classes = await classReader().all(a.running.db.pool);
    return classes.filter(({ facts }) => mayRead(facts, reader)).map(({ id }) => id);
  }

  test('shows a reader the records of their classes, whatever the query forgets to ask', async () => {
    const classes = await greenClasses();
    expect(classes.length).toBeGreaterThan(0);
    const seen = await seenBy({ classes });
    expect(seen).toContain(open);
    expect(seen).not.toContain(hidden);
    expect(seen).not.toContain(SECRET);
    expect(await seenBy('node')).toContain(SECRET);
  });

  test('shows nothing to a reader without classes, nor without any scope', async () => {
    expect(await seenBy({ classes: [] })).toBe('[[],[],[]]');
    for (const { text } of everything) expect((await pair.a.running.db.pool.query(text)).rows).toEqual([]);
  });

  test('lets a reader change nothing', async () => {
    const { db } = pair.a.running;
    const reader = { classes: await greenClasses() };
    const change = (statement: ReturnType<typeof sql>) => db.transaction(reader, (tx) => tx.run(statement));
    expect(await change(sql`update store.record set channel = 'charter'`)).toBe(0);
    expect(await change(sql`update store.record_part set body = '{}', salt = '\\x00' where body is not null`)).toBe(0);
    expect(await change(sql`delete from store.record`)).toBe(0);
    await expect(
      change(sql`insert into store.record_part (record, n, class, hash, markings, properties)
        select seq, 99, class, c, '{}', '{}' from store.record`),
    ).rejects.toThrow('row-level security');
  });

  test('agrees with the predicates of the queries', async () => {
    const { db } = pair.a.running;
    const scope = { classes: await greenClasses() };
    const listed = await db.transaction(scope, (tx) => newest(tx, { limit: 1000 }));
    expect(listed.map(({ id }) => id)).toContain(open);
    expect(await db.transaction(scope, (tx) => versionsOf(tx, [hidden]))).toEqual([]);
  });
});

describe('a node refuses to serve', () => {
  const asRole = (database: object) => {
    const db = openDb({ ...database, max: 1 });
    return refuseStrongRole(db.pool).finally(() => db.close());
  };

  test('as a superuser or as the owner of the tables, since row-level security means nothing to them', async () => {
    const { superuserUrl, ownerUrl, appUrl } = pair.a.database;
    await expect(asRole(superuserUrl)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(asRole(ownerUrl)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(asRole(appUrl)).resolves.toBeUndefined();
  });

  test('and says so at its start, before it listens', async () => {
    const { database, partyId, port } = pair.b;
    const dataDir = await mkdtemp(join(tmpdir(), 'entente-strong-'));
    const started = createNode({
      dataDir,
      database: database.ownerUrl,
      owner: database.ownerUrl,
      appRole: template.appRole,
      port,
      party: { id: partyId, names: { en: 'B' } },
      report: () => {},
    });
    await expect(started).rejects.toMatchObject({ code: 'forbidden' });
    await rm(dataDir, { recursive: true });
  });
});
