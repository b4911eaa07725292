import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openCursors, type Position } from '#api/cursor.ts';
import { pageOf } from '#api/page.ts';

const cursors = openCursors('a secret of this node');
const AT = z.array(z.union([z.string(), z.number(), z.null()]));
const route = 'GET /api/v1/records';
const at = (query: Record<string, string>, secret = cursors) => pageOf(secret, { route, params: {}, query });
const refusal = expect.objectContaining({ code: 'bad-input', path: '?cursor' });

const positions = fc.array(fc.oneof(fc.string(), fc.integer(), fc.constant(null)), { maxLength: 5 });
const words = fc.dictionary(
  fc.string().filter((key) => key !== 'cursor' && key !== '__proto__'),
  fc.string(),
);

describe('A cursor', () => {
  it('goes on where it was made, in the query that it came from, in whatever order that is written', () => {
    fc.assert(
      fc.property(positions, words, (position, query) => {
        const cursor = at(query).next(position)!;
        const turned = Object.fromEntries(Object.entries({ ...query, cursor }).toReversed());
        expect(at(turned).from(AT)).toEqual(position);
      }),
    );
  });

  it('fits no other query, address or node', () => {
    const cursor = at({ accord: 'a' }).next([7])!;
    for (const query of [{ accord: 'b' }, {}, { accord: 'a', type: 'x' }, { accord: 'a', typo: '' }])
      expect(() => at({ ...query, cursor }).from(AT)).toThrow(refusal);
    const elsewhere = pageOf(cursors, { route, params: { id: '1' }, query: { accord: 'a', cursor } });
    expect(() => elsewhere.from(AT)).toThrow(refusal);
    expect(() => at({ accord: 'a', cursor }, openCursors('another')).from(AT)).toThrow(refusal);
    expect(() => at({ accord: 'a', cursor }).from(z.tuple([z.string()]))).toThrow(refusal);
    expect(at({ accord: 'a', cursor }).from(AT)).toEqual([7]);
  });

  it('says nothing of its position, and the same position has the same one', () => {
    const seal = (position: Position) => at({}).next(position)!;
    expect(seal([12_345])).toBe(seal([12_345]));
    expect(seal([12_345]).slice(0, 12)).not.toBe(seal([12_346]).slice(0, 12));
    expect(Buffer.from(seal([12_345]), 'base64url').toString('latin1')).not.toContain('12345');
  });

  it('is taken in its one spelling, whole and unchanged', () => {
    const cursor = at({}).next([1, 'x'])!;
    const bytes = Buffer.from(cursor, 'base64url');
    const changed = [...bytes.keys()].map((i) => {
      const other = Buffer.from(bytes);
      other[i]! ^= 1;
      return other.toString('base64url');
    });
    const others = [`${cursor}=`, ` ${cursor}`, cursor.slice(0, -1), `${cursor}A`, '', 'AA', '17', 'null', '__proto__'];
    for (const wrong of [...changed, ...others]) expect(() => at({ cursor: wrong }).from(AT), wrong).toThrow(refusal);
  });

  it('is none at the end, and asks for nothing at the beginning', () => {
    expect(at({}).next(null)).toBeNull();
    expect(at({ accord: 'a' }).from(AT)).toBeUndefined();
  });
});
