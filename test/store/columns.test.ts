import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bigints, byteas, integers, moments, texts } from '#store/columns.ts';
import { openDb, sql, type Db, type Sql } from '#store/db.ts';
import { cloneDatabase } from '../support/postgres.ts';

let db: Db;

beforeAll(async () => {
  db = openDb((await cloneDatabase()).appUrl);
});
afterAll(() => db.close());

const stored = async (statement: Sql): Promise<unknown[]> =>
  (await db.transaction('node', (tx) => tx.rows<{ value: unknown }>(statement))).map(({ value }) => value);

const column = <Value>(value: fc.Arbitrary<Value>) => fc.array(fc.option(value), { maxLength: 20 });
// What the database has no text for is refused before it comes here.
const text = fc.string({ unit: 'grapheme' }).filter((value) => value.isWellFormed() && !value.includes('\0'));
const year = { min: new Date('0001-01-02T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true };

it('columns come into the database as they are, with what is null', async () => {
  const columns = fc.record({
    texts: column(text),
    byteas: column(fc.uint8Array()),
    integers: column(fc.integer()),
    bigints: column(fc.maxSafeInteger()),
    moments: column(fc.date(year)),
  });
  await fc.assert(
    fc.asyncProperty(columns, async (given) => {
      expect(await stored(sql`select unnest(${texts(given.texts)}::text[]) as value`)).toEqual(given.texts);
      const bytes = await stored(sql`select unnest(${byteas(given.byteas)}::bytea[]) as value`);
      expect(bytes.map((value) => value && new Uint8Array(value as Buffer))).toEqual(given.byteas);
      expect(await stored(sql`select unnest(${integers(given.integers)}::integer[]) as value`)).toEqual(given.integers);
      expect(await stored(sql`select unnest(${bigints(given.bigints)}::bigint[]) as value`)).toEqual(given.bigints);
      const times = await stored(sql`
        select to_char(t at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as value
        from unnest(${moments(given.moments)}::timestamptz[]) t`);
      expect(times).toEqual(given.moments.map((moment) => moment?.toISOString() ?? null));
    }),
    { numRuns: 30 },
  );
});
