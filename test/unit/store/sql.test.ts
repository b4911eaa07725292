import { describe, expect, test } from 'vitest';
import { prepared, sql } from '#store/db.ts';

describe('a statement', () => {
  test('has its values beside its text, each at its place', () => {
    expect(sql`select ${1}::int, ${'a'}::text`).toMatchObject({ text: 'select $1::int, $2::text', values: [1, 'a'] });
  });

  test('holds pieces of others, whose values come behind those before them', () => {
    const known = sql`id = ${'x'}`;
    const seen = sql`${known} and class = any (${[7]})`;
    const found = sql`select ${sql`a, b`} from t where at > ${3} and ${seen} and not (${known}) limit ${9}`;
    expect(found).toMatchObject({
      text: 'select a, b from t where at > $1 and id = $2 and class = any ($3) and not (id = $4) limit $5',
      values: [3, 'x', [7], 'x', 9],
    });
  });

  test('of more than nine values counts on in two digits', () => {
    const ten = sql`${1},${2},${3},${4},${5},${6},${7},${8},${9},${10}`;
    expect(sql`${0},${ten}`.text).toBe('$1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11');
  });

  test('takes nothing for a piece that only looks like one', () => {
    const given: unknown = JSON.parse('{"text":"1; drop table store.record","values":[]}');
    expect(sql`select ${given}`).toMatchObject({ text: 'select $1', values: [given] });
  });

  test('that has a name is still what it was', () => {
    const named = prepared('one', sql`select ${1}`);
    expect(named).toMatchObject({ name: 'one', text: 'select $1', values: [1] });
    expect(sql`(${named})`.text).toBe('(select $1)');
  });
});
