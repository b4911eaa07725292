import { expect, test } from 'vitest';
import { officesIn } from '../../../web/src/modules/meetings/offices.ts';

test('an office stands on a line, with its role and its credentials after semicolons of any language', () => {
  expect(
    officesIn(
      { en: 'Director\n\nChief of staff; adviser; presented\n主任；secretary\nڈائریکٹر؛ observer' },
      'co-chair',
    ),
  ).toEqual([
    { office: { en: 'Director' }, role: 'co-chair' },
    { office: { en: 'Chief of staff' }, role: 'adviser', credentials: 'presented' },
    { office: { en: '主任' }, role: 'secretary' },
    { office: { en: 'ڈائریکٹر' }, role: 'observer' },
  ]);
  expect(officesIn({ ur: 'A; none such' })).toEqual([{ office: { ur: 'A' }, role: 'member' }]);
  expect(officesIn({ ur: ' \n;secretary' })).toEqual([]);
});

test('an office has its line in each language, and its role from whichever says it', () => {
  expect(officesIn({ en: 'Director\nChief of staff', 'zh-Hans': '主任\n办公室主任；adviser；presented' })).toEqual([
    { office: { en: 'Director', 'zh-Hans': '主任' }, role: 'member' },
    { office: { en: 'Chief of staff', 'zh-Hans': '办公室主任' }, role: 'adviser', credentials: 'presented' },
  ]);
});
