import { expect, test } from 'vitest';
import { officesIn } from '../../../web/src/modules/meetings/offices.ts';

test('an office stands on a line, with its role and its credentials after semicolons of any language', () => {
  expect(
    officesIn('Director\n\nChief of staff; adviser; presented\n主任；secretary\nڈائریکٹر؛ observer', 'en', 'co-chair'),
  ).toEqual([
    { office: { en: 'Director' }, role: 'co-chair' },
    { office: { en: 'Chief of staff' }, role: 'adviser', credentials: 'presented' },
    { office: { en: '主任' }, role: 'secretary' },
    { office: { en: 'ڈائریکٹر' }, role: 'observer' },
  ]);
  expect(officesIn('A; none such', 'ur')).toEqual([{ office: { ur: 'A' }, role: 'member' }]);
  expect(officesIn(' \n;secretary', 'ur')).toEqual([]);
});
