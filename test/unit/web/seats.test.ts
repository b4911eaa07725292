import { expect, test } from 'vitest';
import { emptySeat, officesOf, seatsOf, wordsIn } from '../../../web/src/modules/meetings/seats/seat.ts';

const record = {
  offices: [
    { office: { en: 'Secretary of the group' }, role: 'secretary', precedence: 2 },
    { office: { en: 'Director', ur: 'ڈائریکٹر' }, role: 'co-chair', credentials: 'presented', precedence: 1 },
  ],
};

test('seats are read in order of precedence, and written as they were read', () => {
  const seats = seatsOf(record);
  expect(seats.map(({ role }) => role)).toEqual(['co-chair', 'secretary']);
  expect(officesOf(seats)).toEqual([
    { office: { en: 'Director', ur: 'ڈائریکٹر' }, role: 'co-chair', credentials: 'presented' },
    { office: { en: 'Secretary of the group' }, role: 'secretary' },
  ]);
});

test('a seat without an office is none, nor are credentials of which nobody said how they stand', () => {
  const seats = [
    { ...emptySeat('member'), office: { en: ' ' } },
    { ...seatsOf(record)[0]!, credentials: '' },
  ];
  expect(officesOf(seats)).toEqual([{ office: { en: 'Director', ur: 'ڈائریکٹر' }, role: 'co-chair' }]);
  expect(wordsIn(seats)).toEqual([' ', 'Director', 'ڈائریکٹر']);
});
