import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { differences, isSame, mergedRecord, threeWay } from '../../../web/src/data/versions.ts';

const record = fc.dictionary(
  fc.constantFrom('title', 'due', 'theme', 'object_marking_refs'),
  fc.jsonValue({ maxDepth: 1 }),
  {
    noNullPrototype: true,
  },
);

test('differences are told by property, markings among them, and not what the node writes', () => {
  const before = { id: 'x', modified: '1', title: 'A', due: '2026', object_marking_refs: ['green'] };
  const after = { id: 'x', modified: '2', title: 'B', theme: 'm', object_marking_refs: ['amber'] };
  expect(differences(before, after)).toEqual([
    { property: 'due', before: '2026', after: undefined },
    { property: 'object_marking_refs', before: ['green'], after: ['amber'] },
    { property: 'theme', before: undefined, after: 'm' },
    { property: 'title', before: 'A', after: 'B' },
  ]);
});

test('the order of members is no difference', () => {
  expect(isSame({ a: 1, b: [2, { c: 3 }] }, { b: [2, { c: 3 }], a: 1 })).toBe(true);
  expect(isSame([1, 2], [2, 1])).toBe(false);
  expect(isSame({ a: undefined }, {})).toBe(false);
});

describe('of three versions', () => {
  const base = { title: 'A', due: '2026', theme: 'x', kind: 'k' };
  const theirs = { title: 'B', due: '2026', theme: 'y', kind: 'n' };
  const mine = { title: 'C', due: '2027', theme: 'x', kind: 'n' };
  const merged = threeWay(base, theirs, mine);

  test('who changed what is told', () => {
    expect(Object.fromEntries(merged.map(({ property, by }) => [property, by]))).toEqual({
      title: 'conflict',
      due: 'mine',
      theme: 'theirs',
      kind: 'both',
    });
  });
  test('each side’s own changes stand, and what both changed as it is chosen', () => {
    expect(mergedRecord(theirs, merged, { title: 'mine' })).toEqual({ title: 'C', due: '2027', theme: 'y', kind: 'n' });
    expect(mergedRecord(theirs, merged, { title: 'theirs' })).toEqual({
      title: 'B',
      due: '2027',
      theme: 'y',
      kind: 'n',
    });
  });
});

test('nothing is lost: where one side changed nothing, the other’s version comes out', () => {
  fc.assert(
    fc.property(record, record, (base, other) => {
      expect(isSame(mergedRecord(other, threeWay(base, other, base), {}), other)).toBe(true);
      expect(isSame(mergedRecord(base, threeWay(base, base, other), {}), other)).toBe(true);
    }),
  );
});

test('a conflict is told just where both changed a property differently', () => {
  fc.assert(
    fc.property(record, record, record, (base, theirs, mine) => {
      for (const one of threeWay(base, theirs, mine))
        expect(one.by === 'conflict').toBe(
          !isSame(one.base, one.theirs) && !isSame(one.base, one.mine) && !isSame(one.theirs, one.mine),
        );
    }),
  );
});
