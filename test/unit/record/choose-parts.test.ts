import { describe, expect, it } from 'vitest';
import { partsWithout } from '#kernel/record/choose-parts.ts';

const parts = [
  { markings: [], properties: [] },
  { markings: ['m1'], properties: ['confidence', 'description'] },
  { markings: ['m2'], properties: ['pattern'] },
];
const record = { id: 'indicator--1', type: 'indicator', unmarked: ['id', 'name', 'type'] };
const without = (...withheld: string[]) => [...partsWithout(parts, withheld, record)];

describe('to withhold a property', () => {
  it('closes the part that it stands in, with its neighbours', () => {
    expect(without('description')).toEqual([1]);
    expect(without('confidence', 'description')).toEqual([1]);
  });

  it('closes nothing where there is none', () => {
    expect(without()).toEqual([]);
    expect(without('elsewhere', 'toString')).toEqual([]);
  });

  it('is refused in part 0, and where the record would mean nothing', () => {
    expect(() => without('name')).toThrow('name of indicator--1 cannot be withheld: its author gave it no marking');
    expect(() => without('pattern')).toThrow('without pattern the indicator means nothing');
  });
});
